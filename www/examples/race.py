#en Four threads add to one counter. "counter += step" reads,
#en adds and writes: whoever is stopped in between writes back
#en an old sum, and what the others added is lost.
#en Try the GIL of CPython 3.9, 3.10 and Random: why do they differ?
#zh 四个线程给同一个计数器加数。“counter += step” 要读、加、写：
#zh 谁在中间被打断，写回的就是旧的和，别人加的就丢了。
#zh 试试 CPython 3.9、3.10 和“随机”的 GIL：结果为何不同？

from threading import Thread

TIMES = 200_000
counter = 0


def add(step):
    global counter
    for _ in range(TIMES):
        counter += step


threads = [Thread(target=add, args=(1,)) for _ in range(4)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()

print("expected", 4 * TIMES)
print("counted ", counter)
print("lost    ", 4 * TIMES - counter)
