# Descriptors: data and non-data, __set_name__, validation, lookup order.
class Typed:
    def __init__(self, kind): self.kind = kind

    def __set_name__(self, owner, name):
        print("set_name", owner.__name__, name)
        self.name = name

    def __get__(self, obj, owner=None):
        if obj is None:
            return f"<Typed {self.name}>"
        try:
            return obj.__dict__[self.name]
        except KeyError:
            raise AttributeError(self.name) from None

    def __set__(self, obj, value):
        if not isinstance(value, self.kind):
            raise TypeError(f"{self.name} must be {self.kind.__name__}, not {type(value).__name__}")
        obj.__dict__[self.name] = value

    def __delete__(self, obj):
        print("delete", self.name)
        del obj.__dict__[self.name]


class Person:
    name = Typed(str)
    age = Typed(int)

    def __init__(self, name, age): self.name, self.age = name, age


p = Person("Ann", 30)
print(p.name, p.age, Person.name, vars(p))
try:
    p.age = "old"
except TypeError as e:
    print(e)
del p.age
print(hasattr(p, "age"))


class NonData:
    def __get__(self, obj, owner): return f"nondata {obj is not None} {owner.__name__}"


class Data(NonData):
    def __set__(self, obj, value): print("data set", value)


class Holder:
    n = NonData()
    d = Data()


h = Holder()
print(h.n, h.d, Holder.n)
h.n = "instance wins"
h.d = 5
h.__dict__["d"] = "instance loses"
print(h.n, h.d, sorted(h.__dict__))


class Cached:
    def __init__(self, f): self.f = f
    def __set_name__(self, owner, name): self.name = name

    def __get__(self, obj, owner):
        if obj is None:
            return self
        print("computing", self.name)
        value = obj.__dict__[self.name] = self.f(obj)
        return value


class Data2:
    def __init__(self, n): self.n = n

    @Cached
    def total(self): return sum(range(self.n))


d = Data2(10)
print(d.total, d.total, type(Data2.total).__name__)


class Method:
    def __init__(self, f): self.f = f

    def __get__(self, obj, owner):
        return lambda *a: ("wrapped", self.f(obj, *a))


class M:
    @Method
    def go(self, x): return x * 2


print(M().go(4))


def plain(self, y): return (type(self).__name__, y)


bound = plain.__get__(M(), M)
print(bound(3), plain.__get__(M())(4))


class Sub(Person):
    age = property(lambda self: "overridden", lambda self, v: None)


print(Sub("Bob", 1).age, Sub("Bob", 1).name)


class ReadOnly:
    def __get__(self, o, t): return 42
    def __set__(self, o, v): raise AttributeError("read only")


class X:
    r = ReadOnly()


try:
    X().r = 1
except AttributeError as e:
    print(e, X().r, X.r)
X.r = 5
print(X.r)
