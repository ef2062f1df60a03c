# Random starts, kills and messages between processes for SECONDS, by SEED; each job checks that nothing of its own was
# lost. A process that is killed has a pipe to itself: killing one that shares a queue may break the queue, in CPython too.
import collections, multiprocessing as mp, os, random, signal, sys, time
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool

counts = collections.Counter()

def compute(n):
    total = 0
    for i in range(n):
        total += i
    return total

def echo(end, work):
    while True:
        message = end.recv()
        if message is None:
            break
        compute(work)
        end.send((os.getpid(), message))

def pour(end, work):
    n = 0
    while True:
        end.send(n)
        n += 1
        if n % 50 == 0:
            compute(work)

def produce(queue, number, count, work):
    for i in range(count):
        queue.put((number, i))
        if i % 20 == 0:
            compute(work)

def consume(tasks, results, work):
    while True:
        item = tasks.get()
        if item is not None:
            compute(work)
            results.put(item)
        tasks.task_done()
        if item is None:
            break

def increment(value, lock, count, slots, slot):
    for _ in range(count):
        with lock:
            value.value += 1
        slots[slot] += 1

def end_by(how):
    if how == 0:
        os._exit(7)
    if how == 1:
        sys.exit(9)
    if how == 2:
        os.kill(os.getpid(), signal.SIGKILL)
    compute(200_000)

def square(n):
    return n * n

def meet(barrier, event, queue):
    place = barrier.wait()
    event.wait()
    queue.put(place)

def started(target, *args):
    counts["started"] += 1
    process = mp.Process(target=target, args=args)
    process.start()
    return process

# Jobs are generators: where one yields, others go on.

def job_echo(chance):
    ours, theirs = mp.Pipe()
    process = started(echo, theirs, chance.choice([0, 100, 20_000]))
    theirs.close()
    count = chance.randint(1, 60)
    yield
    for i in range(count):
        message = chance.choice([i, str(i), [i] * chance.randint(0, 300)])
        ours.send(message)
        assert ours.recv() == (process.pid, message)
        counts["messages"] += 2
        if i % 16 == 15:
            yield
    ours.send(None)
    process.join()
    assert process.exitcode == 0, process.exitcode

def job_kill(chance):
    ours, theirs = mp.Pipe(duplex=False)
    process = started(pour, theirs, chance.choice([10, 50_000]))
    theirs.close()
    expected = 0
    for _ in range(chance.randint(0, 4)):
        yield
        for _ in range(chance.randint(1, 100)):
            assert ours.recv() == expected
            expected += 1
    yield
    how = chance.choice([process.kill, process.terminate])
    how()
    counts["killed"] += 1
    try:
        while True:
            assert ours.recv() == expected
            expected += 1
    except EOFError:
        pass
    counts["messages"] += expected
    process.join()
    assert process.exitcode == (-9 if how == process.kill else -15), process.exitcode

def job_queue(chance):
    tasks, results = mp.JoinableQueue(chance.choice([0, 5])), mp.Queue()
    makers, takers, count = chance.randint(1, 3), chance.randint(1, 3), chance.randint(1, 80)
    work = chance.choice([0, 2_000])
    consumers = [started(consume, tasks, results, work) for _ in range(takers)]
    producers = [started(produce, tasks, number, count, work) for number in range(makers)]
    yield
    got = sorted(results.get() for _ in range(makers * count))
    assert got == [(number, i) for number in range(makers) for i in range(count)]
    counts["messages"] += 2 * makers * count
    yield
    for _ in consumers:
        tasks.put(None)
    tasks.join()
    for process in producers + consumers:
        process.join()
        assert process.exitcode == 0, process.exitcode

def job_pool(chance):
    size, count = chance.randint(1, 4), chance.randint(1, 200)
    counts["started"] += size
    pool = mp.Pool(size)
    yield
    if chance.random() < 0.5:
        assert pool.map(square, range(count), chance.choice([None, 1])) == [n * n for n in range(count)]
    else:
        assert sorted(pool.imap_unordered(square, range(count))) == [n * n for n in range(count)]
    counts["messages"] += 2 * count
    yield
    if chance.random() < 0.5:
        pool.map_async(compute, [100_000] * size)
        pool.terminate()
        counts["killed"] += size
    else:
        pool.close()
    pool.join()

def job_lock(chance):
    value, lock, size, count = mp.Value("q", 0), mp.Lock(), chance.randint(2, 4), chance.randint(1, 300)
    slots = mp.RawArray("i", size)
    processes = [started(increment, value, lock, count, slots, slot) for slot in range(size)]
    yield
    for process in processes:
        process.join()
        assert process.exitcode == 0, process.exitcode
    assert value.value == size * count and list(slots) == [count] * size, (value.value, list(slots))
    counts["locked"] += size * count

def job_end(chance):
    hows = [chance.randint(0, 3) for _ in range(chance.randint(1, 5))]
    processes = [started(end_by, how) for how in hows]
    yield
    for how, process in zip(hows, processes):
        process.join()
        assert process.exitcode == [7, 9, -9, 0][how], (how, process.exitcode)
        counts["killed"] += how == 2

def job_meet(chance):
    size = chance.randint(2, 5)
    barrier, event, queue = mp.Barrier(size), mp.Event(), mp.Queue()
    processes = [started(meet, barrier, event, queue) for _ in range(size)]
    yield
    event.set()
    assert sorted(queue.get() for _ in processes) == list(range(size))
    counts["messages"] += size
    for process in processes:
        process.join()

def job_broken(chance):
    counts["started"] += 2
    with ProcessPoolExecutor(2) as executor:
        assert executor.submit(square, 12).result() == 144
        yield
        broken = executor.submit(end_by, 2)
        try:
            broken.result()
            assert False, "nothing is broken"
        except BrokenProcessPool:
            counts["killed"] += 1

JOBS = [job_echo, job_kill, job_kill, job_queue, job_pool, job_lock, job_end, job_meet, job_broken]

if __name__ == "__main__":
    chance, under_way, end = random.Random(SEED), [], time.monotonic() + SECONDS
    while under_way or time.monotonic() < end:
        if len(under_way) < 5 and time.monotonic() < end and chance.random() < 0.6:
            counts["jobs"] += 1
            under_way.append(chance.choice(JOBS)(chance))
        elif under_way:
            job = chance.choice(under_way)
            if next(job, job) is job:
                under_way.remove(job)
    assert not mp.active_children(), mp.active_children()
    print(*(f"{what}={counts[what]}" for what in ["jobs", "started", "killed", "messages", "locked"]))
