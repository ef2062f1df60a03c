"""A message wakes a thread that waits in get, though another has waited in join for longer."""
import queue
import threading
import time

q = queue.Queue()
q.put('first')
print(q.get())


def wait_for_all():
    q.join()
    print('all done')


def get():
    got.append(q.get())


got = []
joining = threading.Thread(target=wait_for_all)
joining.start()
time.sleep(0.05)
getting = threading.Thread(target=get)
getting.start()
time.sleep(0.05)
q.put('second')
getting.join()
for _ in range(2):
    q.task_done()
joining.join()


# Who gives up in get is not in the way of those who wait on.
def get_shortly():
    try:
        q.get(timeout=0.02)
    except queue.Empty:
        got.append('gave up')


short = [threading.Thread(target=get_shortly) for _ in range(3)]
long = [threading.Thread(target=get) for _ in range(3)]
for thread in short:
    thread.start()
for thread in short:
    thread.join()
for thread in long:
    thread.start()
time.sleep(0.05)
for _ in long:
    q.put('another')
for thread in long:
    thread.join()

print(got)

lock = threading.Lock()
lock.acquire()
results = []


def take(timeout):
    results.append(lock.acquire(timeout=timeout))
    if results[-1]:
        lock.release()


impatient = [threading.Thread(target=take, args=(0.02,)) for _ in range(2)]
patient = [threading.Thread(target=take, args=(5,)) for _ in range(2)]
for thread in impatient + patient:
    thread.start()
time.sleep(0.1)
lock.release()
for thread in impatient + patient:
    thread.join()
print(sorted(results))
