# Lock: with, acquire with and without blocking, timeouts, release errors, counting.
import threading

lock = threading.Lock()
total = 0


def add(n):
    global total
    for _ in range(n):
        with lock:
            value = total
            value += 1
            total = value


threads = [threading.Thread(target=add, args=(500,)) for _ in range(4)]
for t in threads:
    t.start()
for t in threads:
    t.join()
print(total, lock.locked())
print(lock.acquire(), lock.locked(), lock.acquire(blocking=False), lock.acquire(False), lock.acquire(timeout=0.01))
lock.release()
print(lock.locked())
try:
    lock.release()
except RuntimeError as e:
    print(e)
for call in ("lock.acquire(False, 1)", "lock.acquire(True, -2)"):
    try:
        eval(call)
    except ValueError as e:
        print(type(e).__name__)
with lock as got:
    print(got, lock.locked())
try:
    with lock:
        raise ValueError("inside")
except ValueError as e:
    print(e, lock.locked())
lock.acquire()
log = []
waiting = threading.Event()


def contender():
    waiting.set()
    with lock:
        log.append("contender")


t = threading.Thread(target=contender)
t.start()
waiting.wait()
log.append("main holds it")
lock.release()
t.join()
print(log)
lock.acquire()
other = threading.Thread(target=lock.release)
other.start()
other.join()
print("released by another thread", lock.locked())
a, b = threading.Lock(), threading.Lock()
pairs = []


def ordered(i):
    with a, b:
        pairs.append(i)


ts = [threading.Thread(target=ordered, args=(i,)) for i in range(5)]
for t in ts:
    t.start()
for t in ts:
    t.join()
print(sorted(pairs))
