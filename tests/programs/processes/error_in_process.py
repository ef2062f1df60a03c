# An uncaught error in a child: traceback on stderr with its name, exit code 1, parent goes on.
import multiprocessing as mp
import sys


def inner(n):
    return [1, 2][n]


def boom(n):
    inner(n)


def message():
    sys.exit("leaving with a text")


if __name__ == "__main__":
    p = mp.Process(target=boom, args=(7,), name="unlucky")
    p.start()
    p.join()
    print("first", p.exitcode, flush=True)
    p = mp.Process(target=message)
    p.start()
    p.join()
    print("second", p.exitcode, flush=True)
    print("parent goes on")
