# Coroutines that nobody waits for are told of when they go.
import asyncio
import warnings

async def work():
    print("never printed")

async def main():
    work()
    asyncio.sleep(0.01)
    print("main goes on")
    await asyncio.sleep(0)
    await work2()

async def work2():
    return None

work()
print("after the call")
asyncio.run(main())
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    work()
for w in caught:
    print(w.category.__name__, w.message)
c = work()
c.close()
try:
    work().throw(ValueError("x"))
except ValueError as e:
    print(e)
print("end")
