# dataclasses: defaults, factories, order, frozen, post_init, inheritance, helpers.
from dataclasses import FrozenInstanceError, InitVar, asdict, astuple, dataclass, field, fields, is_dataclass, make_dataclass, replace
from typing import ClassVar


@dataclass
class Point:
    x: int
    y: int = 0
    tags: list = field(default_factory=list)
    hidden: str = field(default="h", repr=False, compare=False)
    count: ClassVar[int] = 5

    def norm(self): return abs(self.x) + abs(self.y)


p = Point(1, 2)
p.tags.append("a")
print(p, Point(1), Point(1, 2, ["a"]) == p, p == Point(1, 2), p.norm(), p.hidden, Point(1, hidden="z") == Point(1), p != (1, 2), Point.count, Point(3).tags)
print([f.name for f in fields(p)], asdict(p), astuple(p), replace(p, x=9), is_dataclass(p), is_dataclass(Point), is_dataclass(int))
for bad in ("Point()", "Point(1, 2, 3, 4, 5)", "Point(1, z=1)", "Point(1) < Point(2)", "hash(p)", "replace(p, q=1)"):
    try:
        print(eval(bad))
    except TypeError as e:
        print(bad, "|", e)


@dataclass(order=True, frozen=True)
class Version:
    major: int
    minor: int = 0
    label: str = field(default="", compare=False)


v = Version(1, 2, "beta")
print(sorted([Version(2), v, Version(1, 1)]), v < Version(2), v == Version(1, 2), hash(v) == hash(Version(1, 2)), {v: 1}[Version(1, 2)], max(v, Version(0, 9)))
for action in (lambda: setattr(v, "major", 5), lambda: delattr(v, "major")):
    try:
        action()
    except FrozenInstanceError as e:
        print(type(e).__name__, e)


@dataclass
class Order:
    items: dict
    discount: InitVar[float] = 0
    total: float = field(init=False)

    def __post_init__(self, discount):
        self.total = sum(self.items.values()) * (1 - discount)


print(Order({"tea": 2, "cake": 3}, 0.5), Order({}).total)


@dataclass
class Base:
    a: int = 1
    b: str = "b"


@dataclass
class Child(Base):
    c: float = 2.5
    a: int = 10

    def __repr__(self): return f"Child<{self.a},{self.b},{self.c}>"


print(Child(), Child(1, "x", 3.5), [f.name for f in fields(Child)], Child() == Child(), Base() == Child())
try:
    @dataclass
    class Wrong:
        a: int = 1
        b: str
except TypeError as e:
    print(type(e).__name__)
try:
    @dataclass
    class Mutable:
        a: list = []
except ValueError as e:
    print(e)


@dataclass(kw_only=True)
class Kw:
    a: int
    b: int = 2


print(Kw(a=1))
try:
    Kw(1)
except TypeError as e:
    print(e)


@dataclass(slots=True)
class Slotted:
    x: int
    y: list = field(default_factory=list)


s = Slotted(1)
print(s, hasattr(s, "__dict__"), Slotted.__slots__)


@dataclass(eq=False, repr=False)
class Bare:
    v: int


print(Bare(1) == Bare(1), Bare(1).v, Point.__match_args__)
Made = make_dataclass("Made", [("x", int), ("y", int, field(default=7))], namespace={"sum": lambda self: self.x + self.y})
print(Made(1), Made(1).sum())


@dataclass
class Tree:
    value: int
    children: list = field(default_factory=list)

    def __iter__(self):
        yield self.value
        for c in self.children:
            yield from c


t = Tree(1, [Tree(2, [Tree(3)]), Tree(4)])
print(list(t), asdict(t), t.children[0])
match p:
    case Point(x, y, [first]):
        print("matched", x, y, first)
