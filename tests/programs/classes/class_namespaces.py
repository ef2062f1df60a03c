# What a class's namespace has of its own, types of weak references, small attributes of functions and generators.
import functools
import pickle
import weakref


class A:
    "A class."
    x = 1

    def m(self):
        return self.x


class B(A):
    pass


class Slots:
    __slots__ = ("a",)


for cls in (A, B, Slots):
    print(cls.__name__, [n for n in ("__dict__", "__weakref__", "__doc__", "__module__", "x", "m") if n in cls.__dict__])
print(A.__dict__["__dict__"], A.__dict__["__weakref__"])
a = A()
a.y = 2
print(A.__dict__["__dict__"].__get__(a), a.__dict__)


class Float(float):
    pass


class Text(str):
    pass


class Items(tuple):
    pass


class Number(int):
    pass


for value in (Float(1), Text("t"), Items(), Number(3), {1}, frozenset(), A, A.m, len):
    try:
        print(type(value).__name__, type(weakref.ref(value)).__name__)
    except TypeError as e:
        print(e)


class Holder:
    key = functools.cmp_to_key
    reduce = functools.reduce


print(Holder().reduce(lambda a, b: a * b, [1, 2, 3, 4], 10))
print(sorted("bca", key=Holder().key(lambda a, b: (a < b) - (a > b))))
try:
    functools.reduce(max, [])
except TypeError as e:
    print(e)


def gen():
    yield


g = gen()
g.__name__ = "renamed"
g.__qualname__ = "Outer.renamed"
print(g.__name__, g.__qualname__, gen.__name__)
print(str.upper.__objclass__, list.append.__objclass__)
data = again = bytearray(b"ab")
data *= 3
print(again, data is again)


class Reduced:
    def __reduce__(self):
        return super().__reduce__()


r = Reduced()
r.value = 5
print(pickle.loads(pickle.dumps(r)).value)


def inner():
    yield


def outer():
    try:
        raise KeyError("handled outside")
    except KeyError:
        yield from inner()


g = outer()
next(g)
try:
    g.throw(ValueError("thrown"))
except ValueError as e:
    print(repr(e), repr(e.__context__))
