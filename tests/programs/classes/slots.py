# __slots__: no dict, missing attributes, inheritance, defaults, descriptors.
class P:
    __slots__ = ("x", "y")

    def __init__(self, x, y=None):
        self.x = x
        if y is not None:
            self.y = y


p = P(1, 2)
print(p.x, p.y, hasattr(p, "__dict__"), P.__slots__)
try:
    p.z = 3
except AttributeError as e:
    print(type(e).__name__)
q = P(5)
try:
    q.y
except AttributeError as e:
    print(type(e).__name__)
q.y = 6
q.y += 1
print(q.y)
del q.y
print(hasattr(q, "y"))
try:
    del q.y
except AttributeError as e:
    print(type(e).__name__)


class Q(P):
    __slots__ = ("w",)


class R(P):
    pass


s = Q(1, 2)
s.w = 3
print(s.x, s.w, hasattr(s, "__dict__"))
r = R(1, 2)
r.anything = 5
print(r.__dict__, r.x, hasattr(r, "__dict__"))
print(type(P.x).__name__, P.x.__get__(p), P.x.__name__)
P.x.__set__(p, 100)
print(p.x)
try:
    class Conflict:
        __slots__ = ("a",)
        a = 1
except ValueError as e:
    print(e)


class One:
    __slots__ = "single"


o = One()
o.single = 1
print(o.single)


class WithDict:
    __slots__ = ("a", "__dict__")


d = WithDict()
d.a, d.b = 1, 2
print(d.__dict__, d.a)


class Const:
    __slots__ = ()
    value = 7


print(Const().value)
try:
    Const().value = 8
except AttributeError as e:
    print(e)
pts = [P(i, i * i) for i in range(1000)]
print(sum(pt.x for pt in pts), sum(pt.y for pt in pts))


class Eq:
    __slots__ = ("a", "b")

    def __init__(self, a, b): self.a, self.b = a, b

    def __eq__(self, o): return all(getattr(self, n) == getattr(o, n) for n in self.__slots__)

    def __repr__(self): return f"Eq({', '.join(f'{n}={getattr(self, n)!r}' for n in self.__slots__)})"


print(Eq(1, "x"), Eq(1, 2) == Eq(1, 2), Eq(1, 2) == Eq(1, 3))
class Private:
    __slots__ = ("__hidden",)
    def __init__(self): self.__hidden = "mangled"
    def get(self): return self.__hidden


print(Private().get(), Private()._Private__hidden)
