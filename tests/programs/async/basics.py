# asyncio.run, await, gather, create_task: order, results, coroutine objects.
import asyncio
import inspect


async def add(a, b):
    await asyncio.sleep(0)
    return a + b


async def step(name, n, log):
    for i in range(n):
        log.append(f"{name}{i}")
        await asyncio.sleep(0)
    return name


async def main():
    print(await add(1, 2))
    log = []
    print(await asyncio.gather(step("a", 3, log), step("b", 2, log), add(5, 6)))
    print(log)
    log.clear()
    t = asyncio.create_task(step("t", 2, log))
    print(t.done(), log)
    await asyncio.sleep(0)
    print(log)
    print(await t, t.done(), t.result())
    delays = await asyncio.gather(*(later(d) for d in (0.03, 0.01, 0.02)))
    print(delays, order)
    await nested(3)
    return "main result"


order = []


async def later(d):
    await asyncio.sleep(d)
    order.append(d)
    return d * 100


async def nested(n):
    print("nested", n)
    if n:
        await nested(n - 1)
    return n


print(asyncio.run(main()))
c = add(1, 1)
print(type(c).__name__, asyncio.iscoroutine(c), inspect.iscoroutinefunction(add))
c.close()
try:
    asyncio.run(5)
except (ValueError, TypeError) as e:
    print("not a coroutine")


async def fails(): raise ValueError("from coroutine")


try:
    asyncio.run(fails())
except ValueError as e:
    print(e)


def manual(coro):
    try:
        while True:
            coro.send(None)
    except StopIteration as e:
        return e.value


async def plain(): return 7
async def twice(): return await plain() * 2


print(manual(twice()))


class Awaitable:
    def __await__(self):
        got = yield "request"
        return f"got {got}"


async def uses(): return await Awaitable()


u = uses()
print(u.send(None))
try:
    u.send("answer")
except StopIteration as e:
    print(e.value)
try:
    asyncio.run(bad := (lambda: add(1))())
except TypeError as e:
    print(e)


async def awaits_int(): await 5


try:
    asyncio.run(awaits_int())
except TypeError as e:
    print(e)
