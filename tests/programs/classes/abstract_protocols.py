# abc: abstract methods and properties, registration, collections.abc mixins.
from abc import ABC, ABCMeta, abstractmethod
from collections.abc import Mapping, MutableSequence, Sequence, Iterable, Sized, Callable, Hashable, Set, Iterator


class Shape(ABC):
    @abstractmethod
    def area(self): ...

    @property
    @abstractmethod
    def name(self): ...

    def describe(self): return f"{self.name}: {self.area()}"


class Square(Shape):
    def __init__(self, s): self.s = s
    def area(self): return self.s ** 2
    name = "square"


class Half(Shape):
    def area(self): return super().area()


print(Square(3).describe(), isinstance(Square(1), Shape), sorted(Shape.__abstractmethods__))
for cls in (Shape, Half):
    try:
        cls()
    except TypeError as e:
        print(type(e).__name__, cls.__name__ in str(e), "abstract" in str(e))


class Deck(Sequence):
    def __init__(self, *cards): self.cards = cards
    def __len__(self): return len(self.cards)
    def __getitem__(self, i): return self.cards[i]


d = Deck("a", "b", "c", "b")
print(list(d), "b" in d, d.index("b"), d.count("b"), list(reversed(d)), isinstance(d, Iterable), isinstance(d, Sequence))


class Lower(Mapping):
    def __init__(self, **kw): self.d = {k.lower(): v for k, v in kw.items()}
    def __getitem__(self, k): return self.d[k.lower()]
    def __iter__(self): return iter(self.d)
    def __len__(self): return len(self.d)


m = Lower(A=1, B=2)
print(m["a"], m.get("Z", "none"), list(m.keys()), list(m.items()), "B" in m, m == {"a": 1, "b": 2}, dict(m), {**m})


class Log(MutableSequence):
    def __init__(self): self.items = []
    def __getitem__(self, i): return self.items[i]
    def __setitem__(self, i, v): self.items[i] = v
    def __delitem__(self, i): del self.items[i]
    def __len__(self): return len(self.items)
    def insert(self, i, v): print("insert", i, v); self.items.insert(i, v)


l = Log()
l.append(1)
l.extend([2, 3])
l += [4]
l.reverse()
print(list(l), l.pop(), l.remove(3), l.items)


class Evens(Set):
    def __init__(self, it): self.s = sorted(set(it))
    def __contains__(self, x): return x in self.s
    def __iter__(self): return iter(self.s)
    def __len__(self): return len(self.s)
    def __repr__(self): return f"Evens({self.s})"


print(Evens([2, 4]) | Evens([6]), Evens([2, 4]) & {4}, Evens([2]) <= Evens([2, 4]), Evens([2]) == {2}, Evens([1, 2]) - [1])
print([isinstance(v, Sized) for v in ([], 1, {})], isinstance(len, Callable), isinstance([], Hashable), isinstance((), Hashable), isinstance(iter([]), Iterator))


class Duck:
    def __len__(self): return 1
    def __iter__(self): return iter([1])


print(isinstance(Duck(), Sized), isinstance(Duck(), Iterable), issubclass(Duck, Sequence), issubclass(list, Sequence))


@Shape.register
class Virtual: pass


print(isinstance(Virtual(), Shape), issubclass(Virtual, Shape), Shape in Virtual.__mro__)
class Base(metaclass=ABCMeta):
    @classmethod
    @abstractmethod
    def make(cls): ...

    @staticmethod
    def helper(): return "help"


class Impl(Base):
    @classmethod
    def make(cls): return cls.__name__


print(Impl.make(), Impl().helper())
