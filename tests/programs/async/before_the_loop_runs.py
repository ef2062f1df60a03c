# Futures and tasks of a loop that is set for the thread and does not run yet.
import asyncio

async def work(n):
    await asyncio.sleep(0)
    return n * 2

loop = asyncio.new_event_loop()
asyncio.set_event_loop(loop)
future = asyncio.Future()
print(future.get_loop() is loop, future)
loop.call_soon(future.set_result, "set")
print(loop.run_until_complete(future))
task = asyncio.ensure_future(work(1))
print(loop.run_until_complete(asyncio.gather(task, work(2), work(3))))
print(loop.run_until_complete(asyncio.shield(loop.create_task(work(4)))))
print(asyncio.get_event_loop() is loop)
loop.close()

class Echo(asyncio.Protocol):
    def data_received(self, data):
        print("got", data)
Echo().data_received(b"x")
print(Echo().connection_made(None), asyncio.coroutines.iscoroutinefunction(work), asyncio.queues.Queue is asyncio.Queue)

async def main():
    barrier = asyncio.Barrier(2)
    print(repr(barrier).split()[-2:])
    async def arrive():
        await barrier.wait()
    first = asyncio.create_task(arrive())
    await asyncio.sleep(0)
    print(repr(barrier).split()[-2:])
    await arrive()
    await first
    task = asyncio.current_task()
    print(repr(task).split(" cb=")[0].replace(__file__, "FILE"))
    print("_run_until_complete_cb()" in repr(task))
asyncio.run(main())
