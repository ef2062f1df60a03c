#en Four threads add to one counter. "counter += step" reads,
#en adds and writes: whoever is stopped in between writes back
#en an old sum, and what the others added is lost. Since Python
#en 3.10 threads switch elsewhere: nothing is lost, by luck only.
#en See it happen: Findings, Look for races; or the GIL of 2.7.
#zh 四个线程给同一个计数器加数。“counter += step” 要读、加、写：
#zh 谁在中间被打断，写回的就是旧的和，别人加的就丢了。
#zh Python 3.10 起线程在别处切换，没有丢失只是碰巧。
#zh 想看它发生：“发现”里的“查找竞争”，或选 2.7 的 GIL。

from threading import Thread

TIMES = 50_000
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
