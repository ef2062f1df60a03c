# An uncaught error in a thread: report on stderr, the program goes on, exit code 0.
import sys
import threading


def boom(n):
    values = [1, 2]
    return values[n]


def outer(n):
    boom(n)


t = threading.Thread(target=outer, args=(5,))
t.start()
t.join()
print("main goes on", t.is_alive())


class Custom(Exception):
    pass


class Worker(threading.Thread):
    def run(self):
        try:
            {}["missing"]
        except KeyError as e:
            raise Custom("wrapped") from e


w = Worker(name="my-worker")
w.start()
w.join()


def quits():
    sys.exit("silent in a thread")


t = threading.Thread(target=quits)
t.start()
t.join()
print("SystemExit in a thread is silent")
with_result = []


def guarded():
    try:
        1 / 0
    except ZeroDivisionError as e:
        with_result.append(str(e))
    finally:
        with_result.append("finally")


t = threading.Thread(target=guarded)
t.start()
t.join()
print(with_result)
caught = []
threading.excepthook = lambda args: caught.append((args.exc_type.__name__, str(args.exc_value), args.thread.name, args.exc_traceback is not None))
t = threading.Thread(target=boom, args=(9,), name="hooked")
t.start()
t.join()
print(caught)
threading.excepthook = threading.__excepthook__
print("end")
