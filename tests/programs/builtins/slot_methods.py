# Special methods of built-in types, called by name: receivers, counts of arguments, what sequences refuse.
def show(make):
    try:
        print(repr(make()))
    except Exception as e:
        print(type(e).__name__, e)


show(lambda: [1].__add__(5))
show(lambda: "a".__add__(5))
show(lambda: b"a".__add__(5))
show(lambda: (1,).__mul__("x"))
show(lambda: [1].__mul__(10**30))
show(lambda: "a" * 10**30)
show(lambda: "%s".__mod__(1j))
show(lambda: list.__add__("a", 5))
show(lambda: list.__len__("str"))
show(lambda: list.__len__())
show(lambda: str.upper([]))
show(lambda: str.upper([], 1))
show(lambda: dict.get(1))
show(lambda: int.__mul__(1, 2, 3))
show(lambda: (1).__mul__(x=3))
show(lambda: (1).__neg__(3))
show(lambda: (1).__pow__())
show(lambda: "a".__mul__())
show(lambda: [].__getitem__())
show(lambda: ().__getitem__())
show(lambda: [].__setitem__(1))
show(lambda: [1][10**30])
show(lambda: "abc"[-10**30])
show(lambda: divmod(1.0, 0.0))
show(lambda: 1j / 0)
show(lambda: round(1, 2, 3))
show(lambda: (1).to_bytes(1, 2, 3))
show(lambda: sum())
show(lambda: float.fromhex())
show(lambda: issubclass(int))
show(lambda: bytes(True, 33))
show(lambda: {}.fromkeys())
show(lambda: list.__add__)


class Sum(list):
    pass


class Right:
    def __radd__(self, other):
        return "right"


show(lambda: Sum() + Right())
show(lambda: Sum() + 1)
show(lambda: 1 + Sum())
show(lambda: Sum() * "x")
show(lambda: dict([1]))
show(lambda: list(reversed(Right())))
