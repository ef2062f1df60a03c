# `__mro_entries__` on what stands among the bases: of its class, or its own attribute; keywords reach the metaclass.
from typing import NamedTuple, TypedDict
class Stand:
    def __init__(self, *bases):
        self.bases = bases
    def __mro_entries__(self, bases):
        print("asked", len(bases))
        return self.bases
class A(Stand(int), Stand(Stand)):
    pass
print(A.__mro__[1:], len(A.__orig_bases__))
class Meta(type):
    def __new__(meta, name, bases, space, **keywords):
        print(name, keywords)
        return super().__new__(meta, name, bases, space)
    def __init__(cls, name, bases, space, **keywords):
        super().__init__(name, bases, space)
class Base(metaclass=Meta):
    pass
def function():
    pass
function.__mro_entries__ = lambda bases: (Base,)
class B(function, total=False):
    pass
print(B.__bases__, B.__orig_bases__ == (function,))
class Film(TypedDict, total=False):
    title: str
    year: int
class Rated(Film):
    stars: int
print(Film(title="x"), Film.__total__, Rated.__total__, sorted(Rated.__annotations__))
print(sorted(Rated.__required_keys__), sorted(Rated.__optional_keys__), Rated(stars=3, year=1999))
class Point(NamedTuple):
    x: int
    y: int = 2
print(Point(1), Point.__annotations__)
try:
    class C(Stand.__mro_entries__):
        pass
except TypeError as e:
    print("TypeError")
