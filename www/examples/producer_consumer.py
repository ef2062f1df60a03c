#en A baker puts loaves on a shelf for two; a customer takes
#en them off. put() waits while the shelf is full, get() while
#en it is empty. Which of them waits more? Change the sleeps.
#zh 面包师把面包放上只有两个位置的架子，顾客从架子上取走。
#zh 架子满时 put() 等待，架子空时 get() 等待。
#zh 哪一边等得更久？改一改 sleep 的时间再看。

import time
from queue import Queue
from threading import Thread

shelf = Queue(maxsize=2)


def bake(loaves):
    for number in range(1, loaves + 1):
        time.sleep(0.05)
        shelf.put(f"loaf {number}")
    shelf.put(None)


def buy():
    while True:
        loaf = shelf.get()
        if loaf is None:
            break
        time.sleep(0.12)
        print("ate", loaf)


baker = Thread(target=bake, args=(10,), name="baker")
customer = Thread(target=buy, name="customer")
baker.start()
customer.start()
baker.join()
customer.join()
