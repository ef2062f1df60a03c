# object, type, super, property, classmethod, staticmethod and slice as builtins.
o = object()
print(isinstance(o, object), type(o) is object, o == o, o == object(), bool(o), hash(o) == hash(o), repr(o).startswith("<object object at"))
for action in (lambda: object(1), lambda: o.x, lambda: setattr(o, "x", 1), lambda: object.__new__(5), lambda: o < o):
    try:
        action()
    except (TypeError, AttributeError) as e:
        print(type(e).__name__)
Base = type("Base", (), {"__init__": lambda self, v=0: setattr(self, "v", v), "double": lambda self: self.v * 2, "kind": "base"})
Sub = type("Sub", (Base,), {"kind": "sub", "double": lambda self: super(Sub, self).double() + 1})
print(Base(3).double(), Sub(3).double(), Sub().v, Sub.kind, Sub.__bases__, Sub.__name__, type(Sub).__name__)


class P:
    def __init__(self): self._x = 1
    def get(self): return self._x
    def set(self, v): self._x = v
    def dele(self): del self._x
    x = property(get, set, dele, "the x")
    ro = property(lambda self: "read only")
    s = staticmethod(lambda a: a + 1)
    c = classmethod(lambda cls: cls.__name__)


p = P()
p.x = 5
print(p.x, P.x.__doc__, p.ro, P.s(1), p.s(2), P.c(), p.c(), P.x.fget(p), property().fget)
del p.x
print(hasattr(p, "x"))
for action in ("p.ro = 1", "del p.ro"):
    try:
        exec(action)
    except AttributeError as e:
        print(type(e).__name__)


class A:
    def hello(self): return "A"
    @classmethod
    def make(cls): return "A.make " + cls.__name__


class B(A):
    def hello(self): return "B" + super().hello()
    @classmethod
    def make(cls): return "B>" + super().make()
    def via(self):
        s = super()
        return s.hello(), type(s).__name__, super(B, self).hello(), super().__init__ is not None


b = B()
print(b.hello(), B.make(), b.via(), super(B, b).hello(), super(B, B).make())
try:
    super(A, 5).hello()
except TypeError as e:
    print(type(e).__name__)


def outside():
    return super()


try:
    outside()
except RuntimeError as e:
    print(e)
s = slice(1, 10, 2)
print(s, s.start, s.stop, s.step, s.indices(5), list(range(10))[s], slice(3) == slice(None, 3, None), "abcdef"[slice(-2, None)])
print(type(1), type("s"), type([]), type(None), type(type), type(len), type(lambda: 0), type(print), type(...), type(NotImplemented), type(range(0)), type(P.__dict__["x"]), type(p.get), type(P.get), type(iter([])), type({}.keys()))
print(int.__name__, int.__mro__, bool.__bases__, type.__mro__, object.__bases__, (5).__add__(3), "a".__len__(), [].__class__, int.__add__(1, 2), str.upper("x"), list.__len__([1]), object.__repr__(5)[:7])
print(isinstance(type, type), isinstance(object, type), issubclass(type, object), type(type) is type, type(5)("7"), type("x")(5), type([])("ab"))
