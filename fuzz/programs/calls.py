# Calls of every kind, with handlers and cells, for the target `restore`.
import threading


class Point:
    __slots__ = ("x", "y")

    def __init__(self, x, y=2, *rest, key=None, **others):
        self.x, self.y = x, y

    def __add__(self, other):
        return Point(self.x + other.x, self.y + other.y)

    @property
    def sum(self):
        return self.x + self.y

    @classmethod
    def zero(cls):
        return cls(0, 0)

    def __getattr__(self, name):
        raise AttributeError(name)


def outer(n):
    total = 0

    def inner(k):
        nonlocal total
        try:
            if k == 0:
                raise ValueError("bottom")
            return inner(k - 1)
        except ValueError as e:
            total += k
            raise KeyError(k) from e
        finally:
            total += 1

    try:
        inner(n)
    except KeyError:
        pass
    return total


lock = threading.Lock()


def work():
    for i in range(50):
        with lock:
            outer(i % 5)


threads = [threading.Thread(target=work) for _ in range(3)]
for t in threads:
    t.start()
for i in range(100):
    p = Point(i, key=1, other=2) + Point.zero()
    p.sum, getattr(p, "none", 3), sorted([3, 1, 2], key=lambda v: -v), "%d %s" % (i, p.x), f"{i!r:>5}"
for t in threads:
    t.join()
