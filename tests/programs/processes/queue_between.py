# multiprocessing.Queue: order, kinds of objects, Empty, Full, several workers, sentinel.
import multiprocessing as mp
import queue


class Point:
    def __init__(self, x, y): self.x, self.y = x, y
    def __eq__(self, o): return isinstance(o, Point) and (self.x, self.y) == (o.x, o.y)


def producer(q, n):
    for i in range(n):
        q.put(i * i)
    q.put(None)


def worker(tasks, results):
    while (item := tasks.get()) is not None:
        results.put((item, item ** 2))


def echo(a, b):
    while True:
        item = a.get()
        b.put(item)
        if item == "stop":
            break


if __name__ == "__main__":
    q = mp.Queue()
    p = mp.Process(target=producer, args=(q, 5))
    p.start()
    got = []
    while (x := q.get()) is not None:
        got.append(x)
    p.join()
    print(got, q.empty())
    tasks, results = mp.Queue(), mp.Queue()
    ws = [mp.Process(target=worker, args=(tasks, results)) for _ in range(2)]
    for w in ws:
        w.start()
    for i in range(8):
        tasks.put(i)
    for _ in ws:
        tasks.put(None)
    print(sorted(results.get() for _ in range(8)))
    for w in ws:
        w.join()
    a, b = mp.Queue(), mp.Queue()
    e = mp.Process(target=echo, args=(a, b))
    e.start()
    for thing in (1, 2.5, "é漢", b"\x00\xff", None, True, [1, [2]], (1, (2,)), {"k": {"n": None}}, {1, 2}, 2 ** 100, Point(1, 2), range(3), ValueError("sent")):
        a.put(thing)
        back = b.get()
        print(type(back).__name__, back == thing if not isinstance(thing, Exception) else back.args)
    a.put("stop")
    b.get()
    e.join()
    for f in (lambda: q.get(False), lambda: q.get_nowait(), lambda: q.get(timeout=0.01)):
        try:
            f()
        except queue.Empty as x:
            print(type(x).__name__)
    small = mp.Queue(1)
    small.put(1)
    try:
        small.put(2, timeout=0.01)
    except queue.Full as x:
        print(type(x).__name__, small.full())
    print(small.get())
    jq = mp.JoinableQueue()
    jq.put("x")
    jq.get()
    jq.task_done()
    jq.join()
    print("joined")
    simple = mp.SimpleQueue()
    simple.put(1)
    print(simple.get(), simple.empty())
