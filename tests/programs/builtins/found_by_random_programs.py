# What random programs found: messages, the order of checks, and rare results of built-in functions and methods.
import math


def shown(function):
    try:
        print(repr(function()))
    except Exception as e:
        print(type(e).__name__, e)


class OwnSet(set):
    pass


class OwnFrozenSet(frozenset):
    pass


class Times(bytes):
    def __mul__(self, other):
        return "times"


class Sized:
    def __len__(self):
        return self.missing

    def __getitem__(self, i):
        return [1, 2, 3][i]


class Hinted:
    def __init__(self, hint):
        self.hint = hint

    def __iter__(self):
        return iter("ab")

    def __length_hint__(self):
        return self.hint


class Real(bytes):
    def __float__(self):
        return 1.5


shown(lambda: OwnSet(1, 2))
shown(lambda: OwnFrozenSet((), ()))
shown(lambda: set(1, 2))
shown(lambda: 2**70 in b"abc")
shown(lambda: -(2**70) in bytearray(b"abc"))
shown(lambda: "abc".encode("utf-8\0"))
shown(lambda: b"abc".decode("a\0b"))
shown(lambda: b"".decode("no such encoding"))
shown(lambda: "{0:{1}}".format(-27.5, "٩"))
shown(lambda: f"{3:٤d}|")
shown(lambda: pow(1j, [1], 2))
shown(lambda: pow(1j, 2, "c"))
shown(lambda: pow(1, 2, 3j))
shown(lambda: pow("a", 2, 3j))
shown(lambda: type(iter(bytearray(b"ab"))).__name__)
shown(lambda: type(iter(memoryview(b"ab"))).__name__)
shown(lambda: "abc" * Times(b"x"))
shown(lambda: Times(b"x") * "abc")
shown(lambda: sorted(Sized()))
shown(lambda: "-".join(Sized()))
shown(lambda: list(Hinted(5)))
shown(lambda: list(Hinted(-1)))
shown(lambda: tuple(Hinted("x")))
shown(lambda: [*Hinted(NotImplemented)])
shown(lambda: str.maketrans("ab", "c", 3))
shown(lambda: issubclass(1, 2))
shown(lambda: memoryview(b"ab")[1, 2])
shown(lambda: memoryview(b"ab")[()])
shown(lambda: memoryview(b"ab")[(0,)])
shown(lambda: memoryview(b"ab")[0:1, 0:1])
shown(lambda: 0 / -(2**63))
shown(lambda: "%d" % Real(b"12"))
shown(lambda: "%d" % Real())
shown(lambda: "{0:{1}}".format(True, 9007199254740993.0))
shown(lambda: "|".join(5))
shown(lambda: max({1: 1, 2: 2}, key=lambda k: -k))
shown(lambda: reversed({1, 2}))
shown(lambda: math.isqrt(10**50 - 1))
