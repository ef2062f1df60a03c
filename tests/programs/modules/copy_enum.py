# copy (shallow, deep, memo, hooks) and enum (Enum, IntEnum, Flag, auto, aliases, errors).
import copy
from enum import Enum, Flag, IntEnum, IntFlag, auto, unique

a = [1, [2, 3], {"k": [4]}, (5, [6])]
s, d = copy.copy(a), copy.deepcopy(a)
a[1].append("x"); a[2]["k"].append("y"); a[3][1].append("z"); a.append("end")
print(a, s, d, sep="\n")
shared = [0]
pair = [shared, shared]
c = copy.deepcopy(pair)
print(c[0] is c[1], c[0] is shared, copy.copy((1, 2)) == (1, 2), copy.deepcopy({1, 2}), copy.copy({"a": shared})["a"] is shared, copy.deepcopy(None), copy.deepcopy(len) is len)


class N:
    def __init__(self, v): self.v, self.me = v, self


n = copy.deepcopy(N([1]))
print(n.v, n.me is n, copy.copy(n).v is n.v)


class Color(Enum):
    RED = 1
    GREEN = 2
    CRIMSON = 1

    @property
    def pretty(self): return self.name.title()

    @classmethod
    def default(cls): return cls.GREEN


print(Color.RED, repr(Color.RED), Color.RED.name, Color.RED.value, Color(2), Color["GREEN"], Color.CRIMSON is Color.RED, list(Color), len(Color), Color.RED.pretty, Color.default(), Color.RED in Color, isinstance(Color.RED, Color), Color.RED == 1, Color.RED != Color.GREEN, {Color.RED: "r"}[Color(1)], list(Color.__members__), f"{Color.RED}", hash(Color.RED) == hash(Color.CRIMSON), type(Color.RED) is Color)
for bad in ("Color(9)", "Color['BLUE']", "Color.BLUE", "Color.RED < Color.GREEN", "setattr(Color, 'RED', 5)", "Color()", "type('Sub', (Color,), {})"):
    try:
        print(bad, eval(bad))
    except Exception as e:
        print(bad, "|", type(e).__name__)


class Level(IntEnum):
    LOW = 1
    HIGH = 10


print(Level.LOW < Level.HIGH, Level.HIGH + 1, Level(10), repr(Level.LOW), sorted([Level.HIGH, Level.LOW]), Level.LOW == 1, max(Level), [10, 20][Level.LOW], isinstance(Level.LOW, int), int(Level.HIGH), f"{Level.HIGH:d}")


class Auto(Enum):
    def _generate_next_value_(name, start, count, last): return name.lower()

    A = auto()
    B = auto()
    C = "custom"


print([m.value for m in Auto])


class Perm(Flag):
    R = auto()
    W = auto()
    X = auto()
    RW = R | W


p = Perm.R | Perm.X
print(p, p.value, Perm.R in p, Perm.W in p, p & Perm.R, p ^ Perm.X, bool(p & Perm.W), Perm.RW, Perm(3), ~Perm.R, Perm(0), [m.name for m in Perm])
try:
    @unique
    class Bad(Enum):
        A = 1
        B = 1
except ValueError as e:
    print(e)


class Planet(Enum):
    EARTH = (5.97, 6.37)
    MARS = (0.64, 3.39)

    def __init__(self, mass, radius): self.mass, self.radius = mass, radius

    @property
    def density(self): return round(self.mass / self.radius ** 3, 5)


print(Planet.EARTH.mass, Planet.MARS.density, Planet((0.64, 3.39)).name)
Animal = Enum("Animal", "CAT DOG")
print(list(Animal), Animal.DOG.value, Enum("E", {"x": 10}).x.value)
class Str(str, Enum):
    A = "aa"


print(Str.A == "aa", Str.A.upper(), Str("aa"), Str.A.value, [c for c in Color if c is not Color.RED], Color.RED is copy.deepcopy(Color.RED))
