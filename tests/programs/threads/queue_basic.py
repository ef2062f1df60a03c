# queue.Queue, LifoQueue, PriorityQueue, SimpleQueue: order, Empty, Full, timeouts.
import queue
import threading

q = queue.Queue(maxsize=2)
q.put("a")
q.put("b")
print(q.qsize(), q.full(), q.empty(), q.maxsize)
for f in (lambda: q.put("c", block=False), lambda: q.put_nowait("c"), lambda: q.put("c", timeout=0.01), lambda: q.put("c", True, 0.01)):
    try:
        f()
    except queue.Full as e:
        print("Full", repr(e))
print(q.get(), q.get_nowait())
for f in (lambda: q.get(False), q.get_nowait, lambda: q.get(timeout=0.01)):
    try:
        f()
    except queue.Empty as e:
        print("Empty", repr(e))
for kind in (queue.Queue, queue.LifoQueue, queue.PriorityQueue, queue.SimpleQueue):
    k = kind()
    for x in (3, 1, 2):
        k.put(x)
    print(kind.__name__, [k.get() for _ in range(3)], k.empty(), k.qsize())
p = queue.PriorityQueue()
for item in ((2, "write"), (1, "read"), (2, "again"), (0, "boot")):
    p.put(item)
print([p.get() for _ in range(4)])
results = []


def worker():
    while True:
        item = jobs.get()
        if item is None:
            jobs.task_done()
            break
        results.append(item * item)
        jobs.task_done()


jobs = queue.Queue()
ts = [threading.Thread(target=worker) for _ in range(3)]
for t in ts:
    t.start()
for i in range(10):
    jobs.put(i)
jobs.join()
print(sorted(results), jobs.unfinished_tasks)
for _ in ts:
    jobs.put(None)
for t in ts:
    t.join()
jobs.join()
try:
    jobs.task_done()
except ValueError as e:
    print(e)
try:
    q.get(timeout=-1)
except ValueError as e:
    print(e)
small, log = queue.Queue(1), []


def producer():
    for i in range(5):
        small.put(i)
    small.put("end")


t = threading.Thread(target=producer)
t.start()
while (x := small.get()) != "end":
    log.append(x)
t.join()
print(log, issubclass(queue.Empty, Exception))
