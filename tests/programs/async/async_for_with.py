# async for, async with, async generators and comprehensions, aclose, asynccontextmanager.
import asyncio
from contextlib import asynccontextmanager


class Ticker:
    def __init__(self, n): self.i, self.n = 0, n
    def __aiter__(self): return self

    async def __anext__(self):
        if self.i >= self.n:
            raise StopAsyncIteration
        self.i += 1
        await asyncio.sleep(0)
        return self.i


class Conn:
    def __init__(self, name): self.name = name

    async def __aenter__(self):
        print("open", self.name)
        await asyncio.sleep(0)
        return self

    async def __aexit__(self, kind, e, tb):
        print("close", self.name, repr(e))
        return kind is KeyError


async def agen(n):
    try:
        for i in range(n):
            got = yield i
            if got:
                print("got", got)
    finally:
        print("agen finally")


@asynccontextmanager
async def managed(x):
    print("enter", x)
    try:
        yield x * 2
    finally:
        print("exit", x)


async def main():
    async for t in Ticker(3):
        print(t, end=" ")
    else:
        print("else")
    async with Conn("a") as c, Conn("b"):
        print("in", c.name)
    async with Conn("k"):
        raise KeyError("swallowed")
    try:
        async with Conn("v"):
            raise ValueError("passes")
    except ValueError as e:
        print(e)
    print([x async for x in agen(3)])
    print([x * y async for x in Ticker(2) for y in (1, 10)], {x async for x in Ticker(2)}, {x: 0 async for x in agen(1)})
    print([await double(x) for x in (1, 2)], [await double(x) async for x in Ticker(2) if x > 1])
    g = agen(5)
    print(await g.__anext__(), await g.asend("hello"))
    await g.aclose()
    try:
        await g.__anext__()
    except StopAsyncIteration:
        print("closed")
    async with managed(4) as m:
        print(m)
    async for x in agen(10):
        if x == 1:
            break
    await asyncio.sleep(0)
    genexp = (x + 1 async for x in Ticker(2))
    print(type(genexp).__name__, [x async for x in genexp])
    print(await anext(Ticker(1)), await anext(Ticker(0), "default"))
    for bad in ("for", "with"):
        try:
            if bad == "for":
                async for x in [1]:
                    pass
            else:
                async with 5:
                    pass
        except (TypeError, AttributeError) as e:
            print(bad, type(e).__name__)


async def double(x):
    await asyncio.sleep(0)
    return x * 2


asyncio.run(main())
