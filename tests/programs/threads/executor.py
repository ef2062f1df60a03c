# ThreadPoolExecutor: submit, map, results, exceptions, shutdown, names.
import threading
from concurrent.futures import ThreadPoolExecutor, TimeoutError as FutureTimeout


def square(x): return x * x
def fail(x): raise ValueError(f"bad {x}")


with ThreadPoolExecutor(max_workers=3) as ex:
    f = ex.submit(square, 5)
    print(f.result(), f.done(), f.running(), f.cancelled(), f.exception())
    print(list(ex.map(square, range(6))), list(ex.map(lambda a, b: a + b, [1, 2], [10, 20])))
    g = ex.submit(fail, 1)
    try:
        g.result()
    except ValueError as e:
        print("caught", e, g.exception() is e)
    m = ex.map(fail, [1, 2])
    try:
        next(m)
    except ValueError as e:
        print(e)
    print(ex.submit(pow, 2, exp=10).result(), [f.result() for f in [ex.submit(square, i) for i in range(5)]])
try:
    ex.submit(square, 1)
except RuntimeError as e:
    print(e)
with ThreadPoolExecutor(1, thread_name_prefix="pool") as one:
    print(one.submit(lambda: threading.current_thread().name).result())
    order = []
    for i in range(5):
        one.submit(order.append, i)
print(order)
with ThreadPoolExecutor(2) as ex:
    gate = threading.Event()
    slow = ex.submit(gate.wait)
    try:
        slow.result(timeout=0.01)
    except FutureTimeout as e:
        print("timeout", type(e).__name__)
    print(slow.done())
    gate.set()
    print(slow.result())
state = []


def init(v): state.append(v)


with ThreadPoolExecutor(1, initializer=init, initargs=("ready",)) as ex:
    print(ex.submit(lambda: list(state)).result())
with ThreadPoolExecutor(1) as ex:
    gate, running = threading.Event(), threading.Event()

    def block():
        running.set()
        gate.wait()
        return "blocked"

    a = ex.submit(block)
    running.wait()
    b = ex.submit(square, 3)
    print(a.cancel(), b.cancel(), b.cancelled(), b.done(), a.running())
    gate.set()
    print(a.result())
    try:
        b.result()
    except BaseException as e:
        print(type(e).__name__)
for n in (0, -1):
    try:
        ThreadPoolExecutor(n)
    except ValueError as e:
        print(e)
ex = ThreadPoolExecutor(2)
fs = [ex.submit(square, i) for i in range(4)]
ex.shutdown(wait=True)
print([f.result() for f in fs], all(f.done() for f in fs))
