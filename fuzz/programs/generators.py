# Generators, coroutines, delegation and comprehensions, for the target `restore`.
import asyncio


def count(n):
    try:
        for i in range(n):
            got = yield i
            if got:
                yield got
    finally:
        pass


def chain(n):
    if n:
        yield from chain(n - 1)
        yield n
    yield from count(3)


async def source():
    for i in range(3):
        await asyncio.sleep(0)
        yield i


async def main():
    return [i async for i in source()], await asyncio.gather(*(asyncio.sleep(0, k) for k in range(3)))


for round in range(20):
    g = count(5)
    next(g)
    g.send(7)
    list(chain(4)), {k: v for k, v in enumerate("abc")}, set(x for x in range(9))
    try:
        g.throw(ValueError)
    except ValueError as e:
        kept = e
    asyncio.run(main())
