# asyncio with threads: to_thread, run_in_executor, call_soon, call_later, futures, names.
import asyncio
import threading
from concurrent.futures import ThreadPoolExecutor


def blocking(x):
    return x * 2, threading.current_thread() is threading.main_thread()


def boom(): raise KeyError("in thread")


async def main():
    print(await asyncio.to_thread(blocking, 4))
    print(await asyncio.gather(*(asyncio.to_thread(pow, 2, i) for i in range(4))))
    loop = asyncio.get_running_loop()
    with ThreadPoolExecutor(2) as ex:
        print(await loop.run_in_executor(ex, blocking, 5))
    try:
        await asyncio.to_thread(boom)
    except KeyError as e:
        print("raised", e)
    log = []
    loop.call_soon(log.append, "soon 1")
    loop.call_soon(log.append, "soon 2")
    print(log)
    await asyncio.sleep(0)
    print(log)
    done = asyncio.Event()
    loop.call_later(0.02, lambda: (log.append("later"), done.set()))
    loop.call_later(0.005, log.append, "sooner")
    await done.wait()
    print(log)
    fut = loop.create_future()
    loop.call_soon(fut.set_result, 42)
    print(fut.done(), await fut, fut.done(), fut.result())
    fut = loop.create_future()
    t = threading.Thread(target=lambda: loop.call_soon_threadsafe(fut.set_result, "from a thread"))
    t.start()
    print(await fut)
    t.join()
    task = asyncio.create_task(asyncio.sleep(0, "slept"), name="my-task")
    print(task.get_name(), asyncio.current_task() is not task, len(asyncio.all_tasks()))
    results = []
    task.add_done_callback(lambda t: results.append((t.get_name(), t.result())))
    await task
    await asyncio.sleep(0)
    print(results)
    before = loop.time()
    await asyncio.sleep(0.01)
    print(loop.time() > before, loop.is_running())


asyncio.run(main())
try:
    asyncio.get_running_loop()
except RuntimeError as e:
    print(e)


def in_thread(out): out.append(asyncio.run(asyncio.sleep(0, "loop in a thread")))


out = []
t = threading.Thread(target=in_thread, args=(out,))
t.start()
t.join()
print(out)
