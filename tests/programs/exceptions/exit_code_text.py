# sys.exit with a text: it goes to stderr and the exit code is 1.
import atexit
import sys

atexit.register(print, "atexit ran", "last")
atexit.register(lambda: print("atexit ran first"))


class Resource:
    def __enter__(self):
        print("open")
        return self

    def __exit__(self, kind, value, tb):
        print("close", kind.__name__, value)


def level(n):
    if n == 0:
        sys.exit("fatal: giving up")
    with Resource():
        level(n - 1)


print("to stderr", file=sys.stderr)
level(2)
