#en The cure for the race: whoever holds the lock may read, add
#en and write, the others wait. The sum is right under every
#en GIL, and the picture shows the price.
#zh 消除竞争的办法：拿到锁的线程才能读、加、写，其他线程等待。
#zh 在任何 GIL 下结果都正确，而图上能看到代价。

from threading import Lock, Thread

TIMES = 2_000
counter = 0
lock = Lock()


def add(step):
    global counter
    for _ in range(TIMES):
        with lock:
            counter += step


threads = [Thread(target=add, args=(1,)) for _ in range(4)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()

print("expected", 4 * TIMES)
print("counted ", counter)
