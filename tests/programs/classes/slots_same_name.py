# A slot of one name in a class and in its base are two places; names of slots are identifiers.
class Base:
    __slots__ = ("n", "m")

    def __init__(self, n):
        self.n = n


class Child(Base):
    __slots__ = "n"


class Grandchild(Child):
    __slots__ = ("n", "o")


c = Child(1)
print(c.n, Child.n.__get__(c))
try:
    print(super(Child, c).n)
except AttributeError as e:
    print(e)
Base.n.__set__(c, "base")
print(c.n, super(Child, c).n, Base.n.__get__(c))
del c.n
print(super(Child, c).n, hasattr(c, "n"))
g = Grandchild(1)
Child.n.__set__(g, 2)
Base.n.__set__(g, 3)
print(g.n, super(Grandchild, g).n, super(Child, g).n)
Child.n.__delete__(g)
try:
    print(Child.n.__get__(g))
except AttributeError as e:
    print(e)
print(g.n, Base.n.__get__(g), Base.n, Child.n, Grandchild.n)
for names in ([" "], ["a b"], ["1"], [""], ["a-b"], ["a", 1], ["ok", "ok2"]):
    try:
        print(type("A", (), {"__slots__": names}).__slots__)
    except TypeError as e:
        print(e)
