# asyncio Lock, Event, Semaphore, Queue, Condition and a producer with consumers.
import asyncio


async def locked(lock, name, log):
    async with lock:
        log.append(name + " in")
        await asyncio.sleep(0)
        log.append(name + " out")


async def producer(q, n):
    for i in range(n):
        await q.put(i)
    await q.put(None)


async def consumer(q):
    got = []
    while (x := await q.get()) is not None:
        got.append(x)
        q.task_done()
    q.task_done()
    return got


async def worker(q, out):
    while True:
        x = await q.get()
        out.append(x * x)
        q.task_done()


async def main():
    log, lock = [], asyncio.Lock()
    await asyncio.gather(*(locked(lock, n, log) for n in "abc"))
    print(log, lock.locked())
    event = asyncio.Event()

    async def waiter(n):
        await event.wait()
        return n

    ts = [asyncio.create_task(waiter(i)) for i in range(3)]
    await asyncio.sleep(0)
    print(event.is_set(), [t.done() for t in ts])
    event.set()
    print(await asyncio.gather(*ts))
    sem, active, peak = asyncio.Semaphore(2), 0, 0

    async def limited():
        nonlocal active, peak
        async with sem:
            active += 1
            peak = max(peak, active)
            await asyncio.sleep(0)
            active -= 1

    await asyncio.gather(*(limited() for _ in range(5)))
    print(peak, active)
    q = asyncio.Queue(maxsize=2)
    _, got = await asyncio.gather(producer(q, 5), consumer(q))
    print(got, q.empty(), q.qsize())
    q, out = asyncio.Queue(), []
    ws = [asyncio.create_task(worker(q, out)) for _ in range(2)]
    for i in range(6):
        q.put_nowait(i)
    await q.join()
    for w in ws:
        w.cancel()
    print(sorted(out), await asyncio.gather(*ws, return_exceptions=True) != [])
    for f in (asyncio.Queue().get_nowait, lambda: (s := asyncio.Queue(1), s.put_nowait(1), s.put_nowait(2))):
        try:
            f()
        except (asyncio.QueueEmpty, asyncio.QueueFull) as e:
            print(type(e).__name__)
    cond, items = asyncio.Condition(), []

    async def taker():
        async with cond:
            await cond.wait_for(lambda: items)
            return items.pop()

    t = asyncio.create_task(taker())
    await asyncio.sleep(0)
    async with cond:
        items.append("item")
        cond.notify_all()
    print(await t)
    p = asyncio.PriorityQueue()
    for x in (3, 1, 2):
        p.put_nowait(x)
    print([await p.get() for _ in range(3)])
    try:
        lock.release()
    except RuntimeError as e:
        print(e)


asyncio.run(main())
