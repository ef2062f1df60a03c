"""Times of what threads do, one line each: name, seconds. `python3 tests/bench/threads.py [name ...]`.

The best of several rounds counts, so that other programs on the machine disturb little."""

import queue
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor

ROUNDS = 5


def nothing():
    pass


def start_join():
    for _ in range(1000):
        t = threading.Thread(target=nothing)
        t.start()
        t.join()


def start_all_join_all():
    threads = [threading.Thread(target=nothing) for _ in range(1000)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()


def lock():
    lock = threading.Lock()
    for _ in range(100_000):
        lock.acquire()
        lock.release()


def with_lock():
    lock = threading.Lock()
    for _ in range(100_000):
        with lock:
            pass


def with_rlock():
    lock = threading.RLock()
    for _ in range(100_000):
        with lock:
            pass


def together(*works):
    threads = [threading.Thread(target=work) for work in works]
    for t in threads:
        t.start()
    for t in threads:
        t.join()


def contended_lock():
    lock = threading.Lock()
    total = 0

    def work():
        nonlocal total
        for _ in range(25_000):
            with lock:
                total += 1

    together(work, work, work, work)
    assert total == 100_000


def pass_through(q, count):
    def put():
        for i in range(count):
            q.put(i)

    def get():
        for i in range(count):
            q.get()

    together(put, get)


def queue_of_two():
    pass_through(queue.Queue(), 20_000)


def bounded_queue():
    pass_through(queue.Queue(1), 5_000)


def simple_queue():
    pass_through(queue.SimpleQueue(), 50_000)


def event_ping_pong():
    there, back = threading.Event(), threading.Event()

    def answer():
        for _ in range(2000):
            there.wait()
            there.clear()
            back.set()

    def ask():
        for _ in range(2000):
            there.set()
            back.wait()
            back.clear()

    together(ask, answer)


def condition_ping_pong():
    condition = threading.Condition()
    turn = 0

    def play(me):
        nonlocal turn
        for _ in range(2000):
            with condition:
                while turn != me:
                    condition.wait()
                turn = 1 - me
                condition.notify()

    together(lambda: play(0), lambda: play(1))


def semaphore():
    gate = threading.Semaphore(2)
    for _ in range(50_000):
        with gate:
            pass


def submit():
    with ThreadPoolExecutor(4) as pool:
        for f in [pool.submit(nothing) for _ in range(10_000)]:
            f.result()


def pool_map():
    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(abs, range(10_000))) == 49_995_000


WORKLOADS = [start_join, start_all_join_all, lock, with_lock, with_rlock, contended_lock, queue_of_two, bounded_queue,
             simple_queue, event_ping_pong, condition_ping_pong, semaphore, submit, pool_map]


def main():
    wanted = sys.argv[1:]
    for work in WORKLOADS:
        if wanted and work.__name__ not in wanted:
            continue
        best = min(measure(work) for _ in range(ROUNDS))
        print(f'{work.__name__} {best:.6f}', flush=True)


def measure(work):
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


main()
