#en Two processes count. Each has an interpreter and a GIL of
#en its own, so they run at the same moment, on two cores.
#en Compare the time with that of two threads.
#zh 两个进程各自计数。每个进程有自己的解释器和自己的 GIL，
#zh 所以它们在两个核上同时运行。
#zh 和两个线程的用时比一比。

import time
from multiprocessing import Process


def count(name, n):
    while n > 0:
        n -= 1
    print(name, "is done")


if __name__ == "__main__":
    start = time.time()
    left = Process(target=count, args=("left", 15_000_000))
    right = Process(target=count, args=("right", 15_000_000))
    left.start()
    right.start()
    left.join()
    right.join()
    print(f"took {time.time() - start:.2f} s")
