# Timers that are due within one millisecond are due in the same round of the loop, in their order.
import asyncio

async def fails():
    await asyncio.sleep(0.03)
    raise ValueError("failed")

async def succeeds():
    await asyncio.sleep(0.03)
    print("succeeded")
    return "result"

async def main():
    tasks = [asyncio.create_task(fails()), asyncio.create_task(succeeds())]
    try:
        await asyncio.gather(*tasks)
    except ValueError as e:
        print(e)
    print([task.done() for task in tasks])
    print(repr(tasks[0].exception()), tasks[1].exception())
    done, pending = await asyncio.wait(
        [asyncio.create_task(succeeds()) for _ in range(5)], return_when=asyncio.FIRST_COMPLETED)
    print(len(done), len(pending))
asyncio.run(main())
