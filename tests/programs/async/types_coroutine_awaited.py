# types.coroutine in asyncio and under a scheduler of ones own; what __await__ may return.
import asyncio, types, inspect
@types.coroutine
def switch():
    yield
order = []
async def worker(name):
    for i in range(3):
        order.append((name, i))
        await switch()
    return name
async def main():
    r = await asyncio.gather(worker('a'), worker('b'))
    print(r, order)
    t = asyncio.ensure_future(switch())
    print(await t)
    print(await asyncio.wait_for(switch(), 1))
try: asyncio.run(main())
except Exception as e: print(type(e).__name__, e)
# a scheduler of one's own
class Trap:
    def __init__(self, v): self.v = v
@types.coroutine
def trap(v):
    return (yield Trap(v))
async def prog(n):
    a = await trap(n); b = await trap(a * 2)
    return a + b
c = prog(3); x = c.send(None)
while True:
    try: x = c.send(x.v + 1)
    except StopIteration as e: print('end', e.value); break
async def bad():
    async with lock(): pass
class lock:
    @types.coroutine
    def __aenter__(self):
        yield 'enter'
    @types.coroutine
    def __aexit__(self, *a):
        yield 'exit'
k = bad(); print(k.send(None), k.send(None))
class It:
    def __init__(self): self.n = 0
    def __aiter__(self): return self
    @types.coroutine
    def __anext__(self):
        self.n += 1
        if self.n > 2: raise StopAsyncIteration
        yield self.n
        return self.n * 10
async def loop(): return [v async for v in It()]
k = loop(); out = []
try:
    while True: out.append(k.send(None))
except StopIteration as e: print(out, e.value)
class Aw:
    @types.coroutine
    def __await__(self): yield 5
async def m(): return await Aw()
try: print(m().send(None))
except TypeError as e: print(e)
g = switch(); print(g.gi_code.co_flags & 0x100 > 0)
async def nothing(): pass
plain = nothing()
class NoIterator:
    def __await__(self): return 3
class Coroutine:
    def __await__(self): return plain
class List:
    def __await__(self): return [1]
for k in NoIterator, Coroutine, List:
    async def f(): await k()
    try: f().send(None)
    except TypeError as e: print(e)
plain.close()
