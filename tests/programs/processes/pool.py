# Pool: map, starmap, apply, apply_async, imap, callbacks, errors, closing.
import multiprocessing as mp
import threading


def square(x): return x * x
def add(a, b=0): return a + b


def fail(x):
    if x == 2:
        raise ValueError(f"cannot do {x}")
    return x


def init(v):
    global start
    start = v


def use(x): return start + x


if __name__ == "__main__":
    with mp.Pool(2) as pool:
        print(pool.map(square, range(8)), pool.map(square, []), pool.map(str, [1, "a"], chunksize=1))
        print(pool.starmap(add, [(1, 2), (3,), (4, 5)]), pool.apply(add, (1,), {"b": 9}))
        r = pool.apply_async(square, (7,))
        print(r.get(), r.ready(), r.successful())
        print(list(pool.imap(square, [3, 1, 2])), sorted(pool.imap_unordered(square, range(5))))
        rs = [pool.apply_async(add, (i, 1)) for i in range(5)]
        print([r.get(timeout=10) for r in rs])
        print(pool.map_async(square, [1, 2, 3]).get(), pool.starmap_async(add, [(1, 1)]).get())
        done, log = threading.Event(), []

        def callback(v):
            log.append(v)
            done.set()

        pool.apply_async(square, (5,), callback=callback).wait()
        done.wait()
        print(log)
        done.clear()
        bad = pool.apply_async(fail, (2,), error_callback=lambda e: callback(repr(e)))
        done.wait()
        print(log[-1])
        for f in (bad.get, lambda: pool.map(fail, range(4)), lambda: pool.apply(fail, (2,))):
            try:
                f()
            except ValueError as e:
                print("caught", e)
        print(bad.successful())
        it = pool.imap(fail, [1, 2, 3])
        print(next(it))
        try:
            next(it)
        except ValueError as e:
            print(e, next(it))
    with mp.Pool(1, initializer=init, initargs=(100,)) as pool:
        print(pool.map(use, [1, 2]))
    pool = mp.Pool(2)
    later = pool.map_async(square, range(4))
    pool.close()
    pool.join()
    print(later.get())
    try:
        pool.map(square, [1])
    except ValueError as e:
        print(e)
    try:
        mp.Pool(0)
    except ValueError as e:
        print(e)
