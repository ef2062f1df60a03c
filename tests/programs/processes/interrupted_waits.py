# A signal's handler runs in the middle of waits for other processes; if it raises, that ends the wait, else it goes on.
import os
import signal
import threading
import time
from multiprocessing import Lock, Pipe, Process, Queue


class Rang(Exception):
    pass


def ring(number, frame):
    raise Rang


def later():
    time.sleep(30)


def hold(lock, connection):
    lock.acquire()
    connection.send('held')
    time.sleep(30)


def answer(queue):
    time.sleep(0.03)
    queue.put('answer')


def main():
    queue, (reader, writer), lock = Queue(), Pipe(), Lock()
    sleeper = Process(target=later)
    sleeper.start()
    holder = Process(target=hold, args=(lock, writer))
    holder.start()
    print(reader.recv())
    waits = [('get', queue.get), ('get with a timeout', lambda: queue.get(timeout=30)), ('recv', reader.recv),
             ('poll', lambda: reader.poll(30)), ('join', sleeper.join), ('acquire', lock.acquire),
             ('waitpid', lambda: os.waitpid(sleeper.pid, 0))]
    for name, wait in waits:
        signal.signal(signal.SIGALRM, ring)
        signal.setitimer(signal.ITIMER_REAL, 0.005)
        try:
            print(name, wait())
        except Rang:
            print(name, 'was interrupted')

    # Handlers that return.
    count = 0

    def note(number, frame):
        nonlocal count
        count += 1

    signal.signal(signal.SIGALRM, note)
    signal.setitimer(signal.ITIMER_REAL, 0.003, 0.003)
    child = Process(target=answer, args=(queue,))
    child.start()
    print(queue.get(), count > 1)
    child.join()
    before = count
    print(reader.poll(0.02), count > before)
    signal.setitimer(signal.ITIMER_REAL, 0)

    # Control-C.
    threading.Timer(0.005, os.kill, (os.getpid(), signal.SIGINT)).start()
    try:
        queue.get()
    except KeyboardInterrupt:
        print('KeyboardInterrupt')
    for p in (sleeper, holder):
        p.terminate()
        p.join()
        print(p.exitcode)


if __name__ == '__main__':
    main()
