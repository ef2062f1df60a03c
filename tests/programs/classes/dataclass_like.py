# Hand-made record classes: decorator that writes methods, named fields, copies.
def record(cls):
    fields = list(cls.__annotations__)
    defaults = {f: getattr(cls, f) for f in fields if hasattr(cls, f)}

    def __init__(self, *args, **kwargs):
        if len(args) > len(fields):
            raise TypeError(f"{cls.__name__} takes {len(fields)} values, got {len(args)}")
        values = dict(defaults)
        values.update(zip(fields, args))
        for k, v in kwargs.items():
            if k not in fields:
                raise TypeError(f"unknown field {k!r}")
            values[k] = v
        missing = [f for f in fields if f not in values]
        if missing:
            raise TypeError("missing " + ", ".join(missing))
        for k in fields:
            setattr(self, k, values[k])

    def __repr__(self):
        return f"{type(self).__name__}({', '.join(f'{f}={getattr(self, f)!r}' for f in fields)})"

    def __eq__(self, o):
        return type(o) is type(self) and astuple(self) == astuple(o)

    def __lt__(self, o): return astuple(self) < astuple(o)

    def __hash__(self): return hash(astuple(self))

    def astuple(self): return tuple(getattr(self, f) for f in fields)

    def replace(self, **kw): return type(self)(**{**dict(zip(fields, astuple(self))), **kw})

    for f in (__init__, __repr__, __eq__, __lt__, __hash__, replace):
        if f.__name__ not in cls.__dict__:
            setattr(cls, f.__name__, f)
    cls.fields = fields
    return cls


@record
class Point:
    x: int
    y: int = 0

    def norm1(self): return abs(self.x) + abs(self.y)


@record
class Item:
    name: str
    price: float
    tags: tuple = ()

    def __repr__(self): return f"<{self.name}>"


p = Point(1, 2)
print(p, Point(5), Point(y=3, x=4), p == Point(1, 2), p != Point(1, 3), p.norm1(), p.replace(y=-9), p.fields)
print(sorted([Point(2), Point(1, 5), Point(1)]), {p: "v"}[Point(1, 2)], len({p, Point(1, 2), Point(0)}))
print(Item("tea", 1.5), Item("x", 2, tags=("a",)).tags, Item("q", 1) == Item("q", 1))
for text in ("Point()", "Point(1, 2, 3)", "Point(1, z=2)", "Item('a')"):
    try:
        print(eval(text))
    except TypeError as e:
        print(e)


class Struct:
    def __init__(self, **kw): self.__dict__.update(kw)
    def __repr__(self): return "Struct(" + ", ".join(f"{k}={v!r}" for k, v in sorted(self.__dict__.items())) + ")"
    def __eq__(self, o): return isinstance(o, Struct) and vars(self) == vars(o)


s = Struct(b=2, a=Struct(c=[1]))
s.d = "late"
print(s, s.a.c, s == Struct(a=Struct(c=[1]), b=2, d="late"))


class Builder:
    def __init__(self): self.parts = {}

    def __getattr__(self, name):
        if not name.startswith("with_"):
            raise AttributeError(name)

        def setter(value):
            self.parts[name[5:]] = value
            return self
        return setter

    def build(self): return Struct(**self.parts)


print(Builder().with_size(3).with_color("red").build())
