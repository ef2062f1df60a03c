#en Two friends, one fork, one knife. Each takes one of them and
#en waits for the other: nobody can ever go on. That is a deadlock.
#en Let both take the fork first, and they eat one after the other.
#zh 两个朋友，一把叉子，一把刀。每人先拿一样，再等另一样：
#zh 谁也无法继续，这就是死锁。
#zh 让两人都先拿叉子，他们就能先后吃上饭。

import time
from threading import Lock, Thread

fork = Lock()
knife = Lock()


def eat(first, second):
    with first:
        time.sleep(0.1)
        with second:
            print("eats")


anna = Thread(target=eat, args=(fork, knife), name="Anna")
ben = Thread(target=eat, args=(knife, fork), name="Ben")
anna.start()
ben.start()
anna.join()
ben.join()
print("both have eaten")
