# Each task has context variables of its own; threads see a copy; what a task sets does not leak out.
import asyncio
import contextvars

who = contextvars.ContextVar("who", default="nobody")


async def work(name):
    before = who.get()
    who.set(name)
    await asyncio.sleep(0)
    loop = asyncio.get_running_loop()
    done = loop.create_future()
    loop.call_soon(lambda: done.set_result(who.get()))
    return before, who.get(), await done, await asyncio.to_thread(who.get)


async def main():
    print(await asyncio.gather(work("a"), work("b")), who.get())
    who.set("main")
    print(await work("inline"), who.get())
    own = contextvars.copy_context()
    own.run(who.set, "given")
    print(await asyncio.create_task(work("c"), context=own), who.get(), own[who])
    async with asyncio.TaskGroup() as group:
        task = group.create_task(work("d"))
    print(task.result())
    waiting = asyncio.create_task(asyncio.sleep(10), name="waiting")
    await asyncio.sleep(0)
    print(str(waiting).split(" at ")[0])
    waiting.cancel()
    try:
        await waiting
    except asyncio.CancelledError as e:
        print(type(e).__module__, type(asyncio.current_task()), str(waiting).split(",")[0], asyncio.Queue(2))


asyncio.run(main())
print(who.get())
