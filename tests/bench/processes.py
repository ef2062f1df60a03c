"""Times of what processes do, one line each: name, seconds. `python3 tests/bench/processes.py [name ...]`.

The best of several rounds counts, so that other programs on the machine disturb little."""

import multiprocessing as mp
import sys
import time
from concurrent.futures import ProcessPoolExecutor

ROUNDS = 3


def nothing(x=0):
    return x


def start_join():
    for _ in range(20):
        p = mp.Process(target=nothing)
        p.start()
        p.join()


def pool_first_result():
    with mp.Pool(2) as pool:
        pool.apply(nothing)


def pool_map():
    with mp.Pool(2) as pool:
        assert len(pool.map(nothing, range(10_000))) == 10_000


def submit():
    with ProcessPoolExecutor(2) as pool:
        assert len([f.result() for f in [pool.submit(nothing, i) for i in range(2000)]]) == 2000


def fill(q, count, item):
    for _ in range(count):
        q.put(item)


def through_queue(item):
    q = mp.Queue()
    p = mp.Process(target=fill, args=(q, 10_000, item))
    p.start()
    for _ in range(10_000):
        q.get()
    p.join()


def queue_ints():
    through_queue(7)


def queue_texts():
    through_queue("x" * 1024)


def answer(end):
    while (item := end.recv()) is not None:
        end.send(item)


def pipe_round_trips():
    ours, theirs = mp.Pipe()
    p = mp.Process(target=answer, args=(theirs,))
    p.start()
    for i in range(2000):
        ours.send(i)
        ours.recv()
    ours.send(None)
    p.join()


def pour(end, block, count):
    for _ in range(count):
        end.send_bytes(block)


def pipe_64_mebibytes():
    ours, theirs = mp.Pipe(duplex=False)
    p = mp.Process(target=pour, args=(theirs, bytes(1 << 18), 256))
    p.start()
    for _ in range(256):
        assert len(ours.recv_bytes()) == 1 << 18
    p.join()


WORKS = [
    start_join,
    pool_first_result,
    pool_map,
    submit,
    queue_ints,
    queue_texts,
    pipe_round_trips,
    pipe_64_mebibytes,
]


def main():
    chosen = sys.argv[1:]
    for work in WORKS:
        if chosen and work.__name__ not in chosen:
            continue
        times = []
        for _ in range(ROUNDS):
            start = time.perf_counter()
            work()
            times.append(time.perf_counter() - start)
        print(work.__name__, min(times), flush=True)


if __name__ == "__main__":
    main()
