# asyncio errors: gather with return_exceptions, cancel, timeouts, shield, task errors.
import asyncio


async def ok(v, d=0):
    await asyncio.sleep(d)
    return v


async def bad(msg, d=0):
    await asyncio.sleep(d)
    raise ValueError(msg)


async def forever(log):
    try:
        log.append("started")
        await asyncio.sleep(60)
    except asyncio.CancelledError:
        log.append("cancelled")
        raise
    finally:
        log.append("finally")


async def main():
    print(await asyncio.gather(ok(1), bad("x"), ok(3), return_exceptions=True))
    try:
        await asyncio.gather(ok(1), bad("first"), bad("second", 0.01))
    except ValueError as e:
        print("gather raised", e)
    log = []
    t = asyncio.create_task(forever(log))
    await asyncio.sleep(0)
    print(t.cancel(), t.cancelled(), t.done())
    try:
        await t
    except asyncio.CancelledError:
        print("task cancelled", t.cancelled(), log)
    t = asyncio.create_task(bad("in task"))
    try:
        await t
    except ValueError as e:
        print(e, repr(t.exception()))
    log.clear()
    try:
        await asyncio.wait_for(forever(log), timeout=0.01)
    except asyncio.TimeoutError as e:
        print("timeout", type(e).__name__, log)
    print(await asyncio.wait_for(ok("in time"), 5))
    log.clear()
    try:
        async with asyncio.timeout(0.01):
            await forever(log)
    except TimeoutError:
        print("timeout block", log)
    done, pending = await asyncio.wait([asyncio.create_task(ok(1)), asyncio.create_task(ok(2, 0.02))], return_when=asyncio.FIRST_COMPLETED)
    print(len(done), len(pending), done.pop().result())
    await asyncio.wait(pending)
    results = []
    for f in asyncio.as_completed([ok("slow", 0.02), ok("fast", 0.005)]):
        results.append(await f)
    print(results)
    try:
        async with asyncio.TaskGroup() as tg:
            a = tg.create_task(ok("a"))
            b = tg.create_task(ok("b"))
        print(a.result(), b.result())
        async with asyncio.TaskGroup() as tg:
            tg.create_task(bad("group"))
            log.clear()
            tg.create_task(forever(log))
    except* ValueError as eg:
        print([str(e) for e in eg.exceptions], log)
    inner = asyncio.create_task(ok("shielded", 0.005))
    outer = asyncio.shield(inner)
    outer.cancel()
    try:
        await outer
    except asyncio.CancelledError:
        print("outer cancelled", inner.cancelled())
    print(await inner)

    async def stubborn():
        try:
            await asyncio.sleep(60)
        except asyncio.CancelledError:
            return "refused"

    s = asyncio.create_task(stubborn())
    await asyncio.sleep(0)
    s.cancel()
    print(await s, s.cancelled())


asyncio.run(main())
