# _thread.interrupt_main, what becomes of threading.local at a thread's end, and executors that nobody has any more.
import _thread
import gc
import signal
import threading
import weakref
from concurrent.futures import ThreadPoolExecutor


class Value:
    pass


def main():
    try:
        t = threading.Thread(target=_thread.interrupt_main)
        t.start()
        while True:
            t.join(0.01)
    except KeyboardInterrupt:
        print('interrupted')
    t.join()

    seen = []
    signal.signal(signal.SIGTERM, lambda number, frame: seen.append(number))
    _thread.interrupt_main(signal.SIGTERM)
    print(seen)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    _thread.interrupt_main(signal.SIGTERM)
    print(seen)
    for number in (0, -1, 1000):
        try:
            _thread.interrupt_main(number)
        except ValueError as e:
            print(e)

    local = threading.local()
    references = []

    def use():
        local.value = Value()
        references.append(weakref.ref(local.value))

    for _ in range(3):
        t = threading.Thread(target=use)
        t.start()
        t.join()
    del t
    local.other = 1
    gc.collect()
    print(sum(r() is not None for r in references), vars(local))

    class Plain(threading.local):
        pass

    class Taking(threading.local):
        def __init__(self, x):
            self.x = x

    try:
        Plain(1)
    except TypeError as e:
        print(e)
    print(Taking(2).x)

    executor = ThreadPoolExecutor(2)
    print(executor.submit(pow, 2, 5).result())
    workers = [weakref.ref(t) for t in threading.enumerate() if 'ThreadPool' in t.name]
    del executor
    gc.collect()
    for w in workers:
        worker = w()
        if worker is not None:
            worker.join()
    print(threading.active_count())


if __name__ == '__main__':
    main()
