# Signals of a process for itself and for its children: handlers, alarms, interrupted waits.
import os
import signal
import threading
import time


def show(number, frame):
    print('handler', signal.Signals(number).name, frame is None or frame.f_lineno > 0)


def fail(number, frame):
    raise ValueError('from the handler')


def main():
    print(signal.signal(signal.SIGUSR1, show) == signal.SIG_DFL, signal.getsignal(signal.SIGUSR1) is show)
    os.kill(os.getpid(), signal.SIGUSR1)
    signal.raise_signal(signal.SIGUSR1)

    signal.signal(signal.SIGALRM, show)
    begin = time.monotonic()
    signal.setitimer(signal.ITIMER_REAL, 0.01)
    time.sleep(0.05)
    print('slept on', time.monotonic() - begin >= 0.05)
    signal.setitimer(signal.ITIMER_REAL, 0.01)
    signal.pause()

    event = threading.Event()
    threading.Timer(0.04, event.set).start()
    signal.setitimer(signal.ITIMER_REAL, 0.01)
    print('event', event.wait(10))

    signal.signal(signal.SIGALRM, fail)
    lock = threading.Lock()
    lock.acquire()
    for wait in (lambda: time.sleep(10), lock.acquire, lambda: lock.acquire(timeout=10), event.clear() or event.wait):
        signal.setitimer(signal.ITIMER_REAL, 0.01)
        try:
            wait()
        except ValueError as error:
            print(error)
    print(signal.getitimer(signal.ITIMER_REAL), signal.alarm(0))

    try:
        os.kill(os.getpid(), signal.SIGINT)
        time.sleep(1)
    except KeyboardInterrupt:
        print('KeyboardInterrupt')
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.kill(os.getpid(), signal.SIGINT)

    for wrong in (lambda: signal.signal(signal.SIGKILL, show), lambda: signal.signal(99, show),
                  lambda: signal.signal(signal.SIGUSR1, 'nothing'), lambda: os.kill(999999, 0)):
        try:
            wrong()
        except (OSError, ValueError, TypeError) as error:
            print(type(error).__name__, error)

    def elsewhere():
        try:
            signal.signal(signal.SIGUSR1, show)
        except ValueError as error:
            print(error)

    thread = threading.Thread(target=elsewhere)
    thread.start()
    thread.join()


if __name__ == '__main__':
    main()
