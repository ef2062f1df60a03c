# match: class patterns, keyword and positional, __match_args__, builtin types, nesting.
class Point:
    __match_args__ = ("x", "y")

    def __init__(self, x, y): self.x, self.y = x, y


class Point3(Point):
    __match_args__ = ("x", "y", "z")

    def __init__(self, x, y, z):
        super().__init__(x, y)
        self.z = z


class Plain:
    def __init__(self, **kw): self.__dict__.update(kw)


def f(p):
    match p:
        case Point(x=0, y=0):
            return "origin"
        case Point3(x, y, z) if x == y == z:
            return f"diagonal {x}"
        case Point3(z=z):
            return f"3d z={z}"
        case Point(0, y):
            return f"y axis {y}"
        case Point(x, y=0):
            return f"x axis {x}"
        case Point(x, y):
            return f"point {x} {y}"
        case Plain(name=str(name), inner=Point(a, _)):
            return f"plain {name} {a}"
        case Plain(name=_):
            return "plain with a name"
        case Plain():
            return "plain"
        case [Point(x=x1), Point(x=x2)]:
            return f"two points {x1} {x2}"
        case int(n) | float(n):
            return f"number {n}"
        case str() as s:
            return f"text {s}"
        case list([a, *_]) | tuple((a, *_)):
            return f"starts with {a}"
        case dict(d):
            return f"dict {d}"
        case bool() | None:
            return "never for bool"
        case Exception(args=(message,)):
            return f"exception {message}"
        case type():
            return f"class {p.__name__}"
        case _:
            return "other"


for v in (Point(0, 0), Point3(1, 1, 1), Point3(1, 2, 3), Point(0, 5), Point(5, 0), Point(1, 2), Plain(name="n", inner=Point(7, 8)), Plain(name=3), Plain(), [Point(1, 2), Point(3, 4)],
          5, 2.5, True, "s", [9], (8, 7), [], {"k": 1}, ValueError("msg"), ValueError(1, 2), int, set(), None):
    print(f(v))
try:
    match Plain(a=1):
        case Plain(1):
            pass
except TypeError as e:
    print(e)
try:
    match Point(1, 2):
        case Point(1, 2, 3):
            pass
except TypeError as e:
    print(e)


class Num:
    def __init__(self, v): self.v = v


class Bin:
    __match_args__ = ("op", "l", "r")

    def __init__(self, op, l, r): self.op, self.l, self.r = op, l, r


Num.__match_args__ = ("v",)


def simplify(e):
    match e:
        case Bin("+", Num(0), x) | Bin("+", x, Num(0)):
            return simplify(x)
        case Bin("*", Num(1), x) | Bin("*", x, Num(1)):
            return simplify(x)
        case Bin("*", Num(0), _) | Bin("*", _, Num(0)):
            return Num(0)
        case Bin(op, l, r):
            return Bin(op, simplify(l), simplify(r))
        case Num():
            return e


def show(e):
    match e:
        case Num(v):
            return str(v)
        case Bin(op, l, r):
            return f"({show(l)} {op} {show(r)})"


print(show(simplify(Bin("+", Bin("*", Num(1), Num(7)), Bin("+", Num(0), Bin("*", Num(3), Num(0)))))))
