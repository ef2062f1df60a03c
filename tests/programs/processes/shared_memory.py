# Lock, Value, Array, Semaphore, Event, Condition and Barrier shared by processes.
import multiprocessing as mp


def add(value, array, lock, n):
    for _ in range(n):
        with lock:
            value.value += 1
            for i in range(len(array)):
                array[i] += i


def own_lock(value, n):
    for _ in range(n):
        with value.get_lock():
            value.value += 2


def release_after(event, lock):
    event.wait()
    lock.release()


def meet(barrier, q, i):
    barrier.wait()
    q.put(i)


if __name__ == "__main__":
    value, array, lock = mp.Value("i", 0), mp.Array("d", 3), mp.Lock()
    ps = [mp.Process(target=add, args=(value, array, lock, 50)) for _ in range(3)]
    for p in ps:
        p.start()
    for p in ps:
        p.join()
    print(value.value, list(array), len(array), array[1:])
    v = mp.Value("i", 10)
    ps = [mp.Process(target=own_lock, args=(v, 40)) for _ in range(2)]
    for p in ps:
        p.start()
    for p in ps:
        p.join()
    print(v.value)
    print(mp.Value("d", 1.5).value, mp.Value("b", -3).value, mp.Array("i", [3, 1, 2])[:], mp.Array("i", 2)[:], mp.Value("i", 7, lock=False).value)
    a = mp.Array("i", range(5))
    a[0], a[1:3] = 9, [8, 7]
    print(a[:], sum(a), a[-1])
    try:
        a[10] = 1
    except IndexError:
        print("IndexError")
    print(lock.acquire(), lock.acquire(block=False), lock.acquire(timeout=0.01))
    event = mp.Event()
    p = mp.Process(target=release_after, args=(event, lock))
    p.start()
    event.set()
    with lock:
        print("released by the child", event.is_set())
    p.join()
    try:
        lock.release()
    except ValueError as e:
        print(e)
    r = mp.RLock()
    with r, r:
        print("reentrant")
    s = mp.Semaphore(2)
    print(s.acquire(), s.acquire(), s.acquire(False))
    barrier, q = mp.Barrier(3), mp.Queue()
    ps = [mp.Process(target=meet, args=(barrier, q, i)) for i in range(2)]
    for p in ps:
        p.start()
    barrier.wait()
    print(sorted(q.get() for _ in ps))
    for p in ps:
        p.join()
