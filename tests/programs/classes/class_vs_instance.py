# Class attributes against instance attributes, name mangling, class body scope.
class C:
    shared = []
    n = 0
    __private = "mangled"
    _protected = "visible"

    def bump(self):
        self.n += 1
        return self.n

    @classmethod
    def bump_all(cls):
        cls.n += 10
        return cls.n

    def private(self): return self.__private
    def set_private(self, v): self.__private = v
    def __hidden(self): return "hidden method"
    def call_hidden(self): return self.__hidden()


a, b = C(), C()
print(a.bump(), a.bump(), b.n, C.n, C.bump_all(), a.n, b.n)
a.shared.append(1)
b.shared = b.shared + [2]
print(C.shared, a.shared, b.shared, sorted(vars(b)))
print(a.private(), a._C__private, hasattr(a, "__private"), a._protected)
a.set_private("new")
print(a.private(), b.private(), C._C__private, vars(a))
print(a.call_hidden(), a._C__hidden())


class D(C):
    __private = "D's own"

    def both(self): return self.__private, self._C__private


print(D().both(), D().private())


class Body:
    x = 5
    y = x * 2
    items = [i * 2 for i in range(3)]
    for i in range(2):
        exec(f"z{i} = {i}")
    if y > 5:
        big = True
    else:
        big = False

    def f(self, default=x):
        return default

    print("body runs once", x, y)
    try:
        undefined
    except NameError:
        state = "recovered"
    x = 6


print(Body.x, Body().f(), Body.items, Body.z1, Body.big, Body.state)
x = "global x"


class Scope:
    x = "class x"

    def get(self): return x

    def get_self(self): return self.x


print(Scope().get(), Scope().get_self())
Scope.x = "patched"
print(Scope().get_self())


class Meth:
    def m(self): return "class"


m = Meth()
m.m = lambda: "instance"
print(m.m(), Meth().m(), Meth.m(m))
del m.m
print(m.m())


class Counter:
    made = 0

    def __new__(cls, *args):
        cls.made += 1
        self = super().__new__(cls)
        self.serial = cls.made
        return self

    def __init__(self, tag): self.tag = tag


print([(c.serial, c.tag) for c in (Counter("a"), Counter("b"))], Counter.made)


class NewOther:
    def __new__(cls): return "not an instance"
    def __init__(self): print("never")


print(NewOther())
class NoInit:
    def __init__(self): return 5


try:
    NoInit()
except TypeError as e:
    print(e)
print(getattr(C, "n"), "n" in C.__dict__, "n" in D.__dict__, D.n, C.__dict__["n"])
try:
    C.__dict__["n"] = 1
except TypeError as e:
    print(e)
