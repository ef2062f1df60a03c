# Interpreters: what CPython 3.14 says of them. No such CPython is at hand: the output beside this was compared with
# that of 3.13's test.support.interpreters, as far as that has the same.
import os
import threading
from concurrent import interpreters
from concurrent.futures import InterpreterPoolExecutor

COUNT = 0


def square(n):
    return n * n


def count():
    global COUNT
    COUNT += 1
    return COUNT


def fail(n):
    raise ValueError(f'not {n}')


class Point:
    def __init__(self, x):
        self.x = x

    def moved(self):
        return Point(self.x + 1)


def tell(function, *args, **named):
    try:
        print(function(*args, **named))
    except interpreters.ExecutionFailed as e:
        assert str(e).startswith(e.excinfo.formatted + '\n\nUncaught in the interpreter:\n\n'), e
        print('ExecutionFailed:', e.excinfo.formatted)
    except Exception as e:
        print(f'{type(e).__name__}: {e}')


def basics():
    first = interpreters.create()
    print(first, first.id, first.is_running(), interpreters.list_all())
    print(interpreters.get_current(), interpreters.get_main(), interpreters.get_current().is_running())
    first.exec('''
        x = 1
        def f():
            return x / 0
    ''')
    first.exec('x += 1; print(x, __name__)')
    first.prepare_main({'a': 1}, b=[2, 3])
    first.exec('b.append(a); print(a, b)')
    print('x' in globals())
    for text in ('f()', 'x = = 1', 'import sys; sys.exit(3)', 'import os; os.fork()',
                 'import threading; threading.Thread(daemon=True)',
                 'import signal; signal.signal(signal.SIGTERM, signal.SIG_DFL)',
                 'class Own(Exception): pass\nraise Own'):
        tell(first.exec, text)
    try:
        first.exec('1 / 0')
    except interpreters.ExecutionFailed as e:
        info = e.excinfo
        print(info.type.__name__, info.type.__module__, '|', info.msg, '|', info.formatted)
    print(first is interpreters.Interpreter(1), hash(first) == hash(1))
    tell(interpreters.Interpreter, 99)
    tell(interpreters.Interpreter, '1')
    tell(interpreters.get_main().exec, '1')
    tell(interpreters.get_main().close)
    first.close()
    tell(first.exec, '1')
    print(interpreters.list_all())


def calls():
    one, other = interpreters.create(), interpreters.create()
    print(one.call(square, 7), one.call(pow, 2, exp=5), one.call(os.getpid) == os.getpid())
    print(one.call(count), one.call(count), other.call(count), COUNT)
    print(one.call(Point(3).moved).x)
    tell(one.call, fail, 5)
    tell(one.call, lambda: 1)
    tell(one.call, threading.Lock)
    one.call_in_thread(print, 'in a thread').join()
    # An interpreter makes another.
    one.exec('from concurrent import interpreters; third = interpreters.create(); print(third)')
    one.exec('third.exec("y = 5"); print(interpreters.get_current())')
    print(interpreters.list_all())
    for i in (one, other, interpreters.Interpreter(4)):
        i.close()


def queues():
    queue = interpreters.create_queue(2)
    print(queue, queue.id, queue.maxsize, queue.empty(), queue.full())
    queue.put(1)
    queue.put_nowait({'two': 2})
    tell(queue.put, 3, timeout=0.001)
    print(queue.qsize(), queue.get(), queue.get_nowait())
    tell(queue.get_nowait)
    tell(queue.put, lambda: 0)
    i = interpreters.create()
    i.prepare_main(queue=queue)
    t = threading.Thread(target=i.exec, args=('queue.put(queue.get() + 1); queue.put(queue.get() + 1)',))
    t.start()
    queue.put(10)
    # Now it waits for the second.
    print(queue.get(), i.is_running())
    tell(i.exec, '1')
    tell(i.close)
    queue.put(20)
    t.join()
    print(queue.get(), i.is_running())
    print(interpreters.is_shareable((1, 'a', b'', None, 1.5, queue)), interpreters.is_shareable([]))


def pools():
    with InterpreterPoolExecutor(2) as pool:
        print(list(pool.map(square, range(5))))
        try:
            pool.submit(fail, 9).result()
        except ValueError as e:
            print(repr(e), type(e.__cause__).__name__)
        tell(pool.submit, 'print(1)')
    with InterpreterPoolExecutor(1, initializer=count) as pool:
        print(pool.submit(count).result(), COUNT)
    print(len(interpreters.list_all()))


if __name__ == '__main__':
    basics()
    calls()
    queues()
    pools()
