# __call__, context manager methods, __bool__, __str__ against __repr__, __format__.
class Adder:
    def __init__(self, n): self.n = n
    def __call__(self, x, *, times=1): return (self.n + x) * times


add = Adder(5)
print(add(1), add(1, times=3), callable(add), callable(Adder), list(map(add, [1, 2])))


class Ctx:
    def __init__(self, name, swallow=False): self.name, self.swallow = name, swallow

    def __enter__(self):
        print("enter", self.name)
        return self.name.upper()

    def __exit__(self, kind, value, tb):
        print("exit", self.name, kind and kind.__name__, value, tb is not None)
        return self.swallow


with Ctx("a") as x:
    print("body", x)
with Ctx("b"), Ctx("c") as y:
    print(y)
with (Ctx("d") as p, Ctx("e") as q,):
    print(p, q)
with Ctx("swallow", True):
    raise ValueError("hidden")
try:
    with Ctx("outer"):
        with Ctx("inner", True):
            1 / 0
        print("after inner")
        raise KeyError("k")
except KeyError as e:
    print("caught", e)


def f():
    for i in range(3):
        with Ctx(f"loop{i}"):
            if i == 0:
                continue
            if i == 1:
                return "returned"


print(f())


class NoExit:
    def __enter__(self): pass


for bad in (NoExit(), 5):
    try:
        with bad:
            pass
    except (TypeError, AttributeError) as e:
        print(type(e).__name__)


class B:
    def __init__(self, v): self.v = v
    def __bool__(self):
        print("bool", self.v, end=" ")
        return self.v


print("yes" if B(True) else "no", not B(False), bool(B(True) and B(False)), any([B(False), B(True)]))
try:
    bool(B(1))
except TypeError as e:
    print(e)


class S:
    def __str__(self): return "str"
    def __repr__(self): return "repr"
    def __format__(self, spec): return f"format[{spec}]"
    def __bytes__(self): return b"bytes"


s = S()
print(s, [s], str(s), repr(s), f"{s} {s!r} {s!s} {s:x}", "%s %r" % (s, s), "{} {0.__class__.__name__}".format(s) if False else "{:>3}".format(s), bytes(s))


class OnlyRepr:
    def __repr__(self): return "only repr"


print(OnlyRepr(), str(OnlyRepr()), f"{OnlyRepr()}", f"{OnlyRepr()!s:>12}")


class Shadow:
    pass


z = Shadow()
z.__call__ = lambda: "instance call"
z.__len__ = lambda: 3
print(z.__call__(), callable(z))
try:
    z()
except TypeError as e:
    print(e)
try:
    len(z)
except TypeError as e:
    print(e)
