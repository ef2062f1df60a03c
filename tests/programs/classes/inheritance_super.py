# Single and multiple inheritance with super(), overriding and calling up.
class Base:
    def __init__(self, x):
        print("Base init")
        self.x = x

    def show(self):
        return f"Base {self.x}"

    def template(self):
        return f"<{self.hook()}>"

    def hook(self):
        return "base"


class Child(Base):
    def __init__(self, x, y):
        super().__init__(x)
        print("Child init")
        self.y = y

    def show(self):
        return super().show() + f" Child {self.y}"

    def hook(self):
        return "child+" + super().hook()


class GrandChild(Child):
    def show(self):
        return "Grand " + super(GrandChild, self).show() + " " + Base.show(self)


g = GrandChild(1, 2)
print(g.show(), g.template(), Base(5).template())
print(isinstance(g, Base), issubclass(GrandChild, Child), issubclass(Base, Child), isinstance(g, (int, Child)))


class A:
    def go(self):
        return ["A"]

    def __init__(self, **kw):
        print("A", sorted(kw))


class B(A):
    def __init__(self, b=0, **kw):
        print("B", b, sorted(kw))
        super().__init__(**kw)

    def go(self):
        return ["B"] + super().go()


class C(A):
    def __init__(self, c=0, **kw):
        print("C", c, sorted(kw))
        super().__init__(**kw)

    def go(self):
        return ["C"] + super().go()


class D(B, C):
    def __init__(self, **kw):
        print("D", sorted(kw))
        super().__init__(**kw)

    def go(self):
        return ["D"] + super().go()


d = D(b=1, c=2)
print(d.go(), [k.__name__ for k in D.__mro__], [k.__name__ for k in D.mro()])
print(B().go())


class E(D):
    @classmethod
    def make(cls):
        return cls.__name__ + "/" + super().__name__ if hasattr(super(), "__name__") else cls.__name__

    @staticmethod
    def s():
        return "static"

    @property
    def p(self):
        return super().go()


print(E.s(), E().p[:2])
try:
    super().x
except RuntimeError as e:
    print(e)
try:
    g.nothing()
except AttributeError as e:
    print(e)


class F(Child):
    def show(self):
        return super().nope()


try:
    F(1, 2).show()
except AttributeError as e:
    print(e)
