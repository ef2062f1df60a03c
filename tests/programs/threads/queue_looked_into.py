# A queue whose methods were taken before somebody looked inside it works on, as does one between threads of multiprocessing.dummy.
import threading
from multiprocessing.dummy.connection import Pipe
from queue import Empty, Full, LifoQueue, Queue

for kind in (Queue, LifoQueue):
    q = kind(3)
    put, get = q.put, q.get
    put(1)
    put(2)
    with q.mutex:
        print(list(q.queue), q.unfinished_tasks)
    put(3)
    try:
        put(4, block=False)
    except Full:
        print('full')
    print(get(), get(), q.get())
    try:
        get(timeout=0.001)
    except Empty:
        print('empty')
    taker = threading.Thread(target=lambda: print('taken', get()))
    taker.start()
    put('late')
    taker.join()

one, other = Pipe()
print(one.poll(), one.poll(0.001))


def child():
    other.send('a')
    other.send('b')


t = threading.Thread(target=child)
t.start()
print(one.recv(), one.poll(1.0), one.recv(), one.poll())
t.join()
