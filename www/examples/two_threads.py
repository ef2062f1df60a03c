#en Two threads count. Both are always ready to go on, but only
#en the one that holds the GIL runs: watch them take turns.
#en Two threads are no faster than one loop after the other.
#zh 两个线程各自计数。两个都随时可以继续，但只有拿着 GIL 的
#zh 那个在运行：看它们如何轮流。
#zh 两个线程并不比先后跑两个循环更快。

import time
from threading import Thread


def count(name, n):
    while n > 0:
        n -= 1
    print(name, "is done")


start = time.time()
left = Thread(target=count, args=("left", 15_000_000))
right = Thread(target=count, args=("right", 15_000_000))
left.start()
right.start()
left.join()
right.join()
print(f"took {time.time() - start:.2f} s")
