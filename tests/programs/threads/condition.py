# Condition: wait, notify, notify_all, wait_for, timeouts, errors, bounded buffer.
import threading

cond = threading.Condition()
items, got = [], []


def consumer(n):
    for _ in range(n):
        with cond:
            while not items:
                cond.wait()
            got.append(items.pop(0))
            cond.notify_all()


c = threading.Thread(target=consumer, args=(5,))
c.start()
for i in range(5):
    with cond:
        items.append(i)
        cond.notify()
c.join()
print(got)


class Buffer:
    def __init__(self, size):
        self.size, self.data, self.peak = size, [], 0
        self.lock = threading.Lock()
        self.not_full = threading.Condition(self.lock)
        self.not_empty = threading.Condition(self.lock)

    def put(self, x):
        with self.not_full:
            self.not_full.wait_for(lambda: len(self.data) < self.size)
            self.data.append(x)
            self.peak = max(self.peak, len(self.data))
            self.not_empty.notify()

    def get(self):
        with self.not_empty:
            self.not_empty.wait_for(lambda: self.data)
            x = self.data.pop(0)
            self.not_full.notify()
            return x


buf = Buffer(2)
out = []
p = threading.Thread(target=lambda: [buf.put(i) for i in range(20)])
q = threading.Thread(target=lambda: [out.append(buf.get()) for _ in range(20)])
q.start(); p.start(); p.join(); q.join()
print(out == list(range(20)), buf.peak <= 2)
with cond:
    print(cond.wait(0.01), cond.wait_for(lambda: False, timeout=0.01), cond.wait_for(lambda: "truthy"))
for f in (cond.wait, cond.notify, cond.notify_all):
    try:
        f()
    except RuntimeError as e:
        print(e)
turn, log = 0, []


def player(me, rounds):
    global turn
    for _ in range(rounds):
        with cond:
            cond.wait_for(lambda: turn % 3 == me)
            log.append("abc"[me])
            turn += 1
            cond.notify_all()


ts = [threading.Thread(target=player, args=(i, 3)) for i in (2, 0, 1)]
for t in ts:
    t.start()
for t in ts:
    t.join()
print("".join(log))
ready, woke = threading.Semaphore(0), []
go = False


def sleeper(i):
    with cond:
        ready.release()
        while not go:
            cond.wait()
        woke.append(i)


ts = [threading.Thread(target=sleeper, args=(i,)) for i in range(4)]
for t in ts:
    t.start()
for _ in ts:
    ready.acquire()
with cond:
    go = True
    cond.notify(2)
    cond.notify_all()
for t in ts:
    t.join()
print(sorted(woke))
