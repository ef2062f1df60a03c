# ProcessPoolExecutor: submit, map, chunksize, exceptions with causes, as_completed.
from concurrent.futures import ProcessPoolExecutor, as_completed, wait
import os


def square(x): return x * x
def add(a, b): return a + b


def fail(x):
    if x % 2:
        raise KeyError(f"odd {x}")
    return x


def pid(_): return os.getpid()


def prime(n):
    return n > 1 and all(n % d for d in range(2, int(n ** 0.5) + 1))


if __name__ == "__main__":
    with ProcessPoolExecutor(max_workers=2) as ex:
        f = ex.submit(square, 6)
        print(f.result(), f.done(), f.exception())
        print(list(ex.map(square, range(6))), list(ex.map(add, [1, 2], [10, 20])), list(ex.map(square, range(10), chunksize=4)))
        fs = {ex.submit(fail, i): i for i in range(4)}
        out = {}
        for f in as_completed(fs):
            e = f.exception()
            out[fs[f]] = repr(e) if e else f.result()
        print(sorted(out.items()))
        try:
            ex.submit(fail, 1).result()
        except KeyError as e:
            print("caught", e, type(e.__cause__).__name__)
        m = ex.map(fail, [0, 1, 2])
        print(next(m))
        try:
            next(m)
        except KeyError as e:
            print("map raised", e)
        done, not_done = wait([ex.submit(square, i) for i in range(3)])
        print(sorted(f.result() for f in done), not_done)
        print([n for n, p in zip(range(30), ex.map(prime, range(30))) if p])
        print(os.getpid() not in set(ex.map(pid, range(4))), ex.submit(sorted, [3, 1, 2], reverse=True).result())
        got = []
        g = ex.submit(square, 9)
        g.add_done_callback(lambda x: got.append(x.result()))
        g.result()
    print(got)
    try:
        ex.submit(square, 1)
    except RuntimeError as e:
        print(e)
    try:
        ProcessPoolExecutor(0)
    except ValueError as e:
        print(e)
