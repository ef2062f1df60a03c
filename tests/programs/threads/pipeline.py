# A three stage pipeline over queues, with sentinels, locks and a final order.
import queue
import threading

STOP = object()


def stage(f, source, target, copies, counter):
    while True:
        item = source.get()
        if item is STOP:
            with counter["lock"]:
                counter["left"] -= 1
                last = counter["left"] == 0
            if last:
                for _ in range(copies):
                    target.put(STOP)
            else:
                source.put(STOP)
            return
        target.put(f(item))


def counter(n): return {"left": n, "lock": threading.Lock()}


numbers, squares, texts = queue.Queue(3), queue.Queue(3), queue.Queue()
threads = []
for f, source, target, workers in ((lambda n: n * n, numbers, squares, 3), (lambda n: (n, f"<{n}>"), squares, texts, 2)):
    shared = counter(workers)
    threads += [threading.Thread(target=stage, args=(f, source, target, 1, shared)) for _ in range(workers)]
for t in threads:
    t.start()
for i in range(20):
    numbers.put(i)
numbers.put(STOP)
for t in threads:
    t.join()
out = []
while (item := texts.get()) is not STOP:
    out.append(item)
print(len(out), sorted(out) == [(i * i, f"<{i * i}>") for i in range(20)])
print(sorted(out)[:4])


class RWLock:
    def __init__(self): self.cond, self.readers, self.writing = threading.Condition(), 0, False

    def read(self, f):
        with self.cond:
            self.cond.wait_for(lambda: not self.writing)
            self.readers += 1
        try:
            return f()
        finally:
            with self.cond:
                self.readers -= 1
                self.cond.notify_all()

    def write(self, f):
        with self.cond:
            self.cond.wait_for(lambda: not self.writing and self.readers == 0)
            self.writing = True
        try:
            return f()
        finally:
            with self.cond:
                self.writing = False
                self.cond.notify_all()


table, rw, bad = {"a": 0, "b": 0}, RWLock(), []


def writer(n):
    for _ in range(n):
        def change():
            table["a"] += 1
            table["b"] += 1
        rw.write(change)


def reader(n):
    for _ in range(n):
        a, b = rw.read(lambda: (table["a"], table["b"]))
        if a != b:
            bad.append((a, b))


ts = [threading.Thread(target=f, args=(30,)) for f in (writer, reader, writer, reader)]
for t in ts:
    t.start()
for t in ts:
    t.join()
print(table, bad)
forks = [threading.Lock() for _ in range(4)]
meals = [0] * 4


def philosopher(i):
    first, second = sorted((i, (i + 1) % 4))
    for _ in range(10):
        with forks[first], forks[second]:
            meals[i] += 1


ts = [threading.Thread(target=philosopher, args=(i,)) for i in range(4)]
for t in ts:
    t.start()
for t in ts:
    t.join()
print(meals)
