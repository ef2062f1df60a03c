# Method resolution order: diamonds, C3 linearisation, conflicts, lookups.
class O: pass
class A(O): pass
class B(O): pass
class C(O): pass
class D(A, B): pass
class E(B, C): pass
class F(D, E): pass


def names(c):
    return " ".join(k.__name__ for k in c.__mro__)


for c in (O, A, D, E, F):
    print(names(c))
try:
    class X(A, B): pass
    class Y(B, A): pass
    class Z(X, Y): pass
except TypeError as e:
    print(" ".join(str(e).split()))
try:
    class W(O, A): pass
except TypeError as e:
    print(type(e).__name__)
try:
    class V(A, A): pass
except TypeError as e:
    print(e)
A.who = lambda self: "A"
C.who = lambda self: "C"
O.who = lambda self: "O"
print(F().who(), E().who(), B().who(), D().who())
B.who = lambda self: "B"
print(F().who(), E().who())
del A.who
print(F().who(), D().who(), A().who())
print(F.__bases__ == (D, E), F.__base__.__name__, [k.__name__ for k in O.__subclasses__()])


class Log:
    def __init__(self):
        self.calls = []

    def run(self):
        self.calls.append("Log")


class Twice(Log):
    def run(self):
        super().run()
        self.calls.append("Twice")
        super().run()


class Loud(Log):
    def run(self):
        self.calls.append("Loud")
        super().run()


class Both(Twice, Loud):
    pass


b = Both()
b.run()
print(b.calls)
for bad in (int, bool):
    try:
        class Sub(bad): pass
        print("ok", Sub(5) + 1)
    except TypeError as e:
        print(e)
try:
    class Two(int, str): pass
except TypeError as e:
    print(e)
try:
    class N(5): pass
except TypeError as e:
    print(type(e).__name__)
b.__class__ = Loud
print(type(b).__name__, isinstance(b, Twice))
