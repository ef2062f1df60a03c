# threading.local: values per thread, subclass with __init__, missing attributes.
import threading

data = threading.local()
data.value = "main"
seen = {}


def work(name):
    seen[name] = [hasattr(data, "value")]
    data.value = name
    barrier.wait()
    seen[name].append(data.value)
    data.extra = 1
    seen[name].append(sorted(data.__dict__))


barrier = threading.Barrier(3)
ts = [threading.Thread(target=work, args=(n,)) for n in ("a", "b", "c")]
for t in ts:
    t.start()
for t in ts:
    t.join()
print(sorted(seen.items()), data.value, hasattr(data, "extra"), vars(data))
try:
    data.nothing
except AttributeError as e:
    print(type(e).__name__)
del data.value
print(hasattr(data, "value"))


class Context(threading.local):
    shared = []
    depth = 0

    def __init__(self, start):
        self.items = [start]

    def add(self, x):
        self.items.append(x)
        return self.items


ctx = Context("s")
ctx.add("main")
out = {}


def use(i):
    ctx.depth += i
    ctx.shared.append(i)
    out[i] = (list(ctx.add(i)), ctx.depth)


for i in (1, 2):
    t = threading.Thread(target=use, args=(i,))
    t.start()
    t.join()
print(out, ctx.items, ctx.depth, ctx.shared)
print(threading.local() is not threading.local(), isinstance(ctx, threading.local))
counter = threading.local()


def count(n):
    for _ in range(n):
        counter.n = getattr(counter, "n", 0) + 1
    totals.append(counter.n)


totals = []
ts = [threading.Thread(target=count, args=(n,)) for n in (5, 10, 15)]
for t in ts:
    t.start()
for t in ts:
    t.join()
print(sorted(totals), hasattr(counter, "n"))
