# getattr, setattr, hasattr, delattr, dir, vars, callable, type, isinstance, id, hash.
class A:
    """doc"""
    x = 1

    def __init__(self): self.y = 2
    def m(self): return "m"


a = A()
print(getattr(a, "x"), getattr(a, "y"), getattr(a, "z", "default"), getattr(a, "m")(), getattr(A, "m")(a))
setattr(a, "z", 3)
setattr(A, "w", 4)
setattr(a, "strange name", 5)
print(a.z, a.w, getattr(a, "strange name"), hasattr(a, "z"), hasattr(a, "q"), hasattr(A, "y"))
delattr(a, "z")
print(hasattr(a, "z"), vars(a), [n for n in dir(a) if not n.startswith("_")])
print([n for n in vars(A) if not n.startswith("_")], "__doc__" in dir(a), "append" in dir([]), dir(a) == sorted(dir(a)))
print(callable(a), callable(A), callable(len), callable(lambda: 0), callable(a.m), callable(5), callable(print))
print(type(a).__name__, type(A).__name__, type(5) is int, isinstance(a, A), issubclass(A, object), type(None).__name__, type(type(a)) is type)
print(id(a) == id(a), id(a) != id(A()), hash("a") == hash("a"), hash(1) == hash(1.0) == hash(True), hash((1, 2)) == hash((1, 2)), hash(-1), hash(0.5))
for text in ("getattr(a, 'zz')", "getattr(a)", "getattr(a, 5)", "setattr(a, 'x')", "delattr(a, 'nope')", "hasattr(a)", "vars(5)", "hash({})", "hash([])", "hash(set())", "setattr(a, 1, 2)", "type('N')(5) + 1", "type(1, 2)", "id()", "callable()"):
    try:
        print(text, eval(text))
    except Exception as e:
        print(text, "|", type(e).__name__, "|", e)


class Dynamic:
    def __getattr__(self, n): return f"dyn {n}"
    def __dir__(self): return ["b", "a"]


d = Dynamic()
print(d.anything, hasattr(d, "everything"), dir(d), getattr(d, "x", "unused"))


class P:
    @property
    def broken(self): raise AttributeError("inside")

    @property
    def worse(self): raise ValueError("worse")


print(hasattr(P(), "broken"), getattr(P(), "broken", "fallback"))
try:
    hasattr(P(), "worse")
except ValueError as e:
    print("ValueError", e)
T = type("T", (A,), {"extra": 5, "__repr__": lambda self: "T!"})
print(T(), T().extra, T().y, T.__name__, T.__mro__[1] is A)
o = object()
print(type(o).__name__, hasattr(o, "__dict__"), isinstance(o, object))
print(a.__dict__ is vars(a), A.__doc__, A.__name__, a.__class__ is A, A.__dict__["x"], (5).__class__, "s".__class__.__name__)
