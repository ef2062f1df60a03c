# Functions with every kind of parameter, defaults, and signatures of methods.
def plain(a, b):
    return a, b


def defaults(a, b=2, c="c"):
    return a, b, c


def star(a, *args):
    return a, args


def kw(a, **kwargs):
    return a, kwargs


def kwonly(a, *, b, c=3):
    return a, b, c


def posonly(a, b=2, /, c=3):
    return a, b, c


def everything(a, b=2, /, c=3, *args, d, e=5, **kw):
    return a, b, c, args, d, e, kw


print(plain(1, 2), plain(b=1, a=2), plain(1, b=3))
print(defaults(1), defaults(1, 5), defaults(1, c=9), defaults(c=1, a=2))
print(star(1), star(1, 2, 3), star(*[1, 2]))
print(kw(1), kw(1, x=2, y=3), kw(a=5, z=1))
print(kwonly(1, b=2), kwonly(1, c=4, b=2))
print(posonly(1), posonly(1, 5), posonly(1, 5, 7), posonly(1, c=8))
print(everything(1, d=4), everything(1, 2, 3, 4, 5, d=6, e=7, f=8, a=9))
print((lambda a, *b, c=1, **d: (a, b, c, d))(1, 2, c=3, e=4))


def mutable(item, bucket=[]):
    bucket.append(item)
    return bucket


print(mutable(1), mutable(2), mutable(3, []), mutable(4))
n = 10


def bound(x=n):
    return x


n = 20
print(bound(), bound.__defaults__, kwonly.__kwdefaults__, defaults.__defaults__)


def order(a=print("default a"), b=print("default b")):
    return a, b


print(order())


def annotated(a: int, b: "str" = "x", *c: float, d: list = None, **e: dict) -> tuple:
    """Doc string."""
    return a, b, c, d, e


print(annotated(1), annotated.__name__, annotated.__doc__, annotated.__qualname__, plain.__doc__)


def modify(l, k):
    l.append(k)
    l = [k]
    return l


outer = [0]
print(modify(outer, 5), outer)


def no_return(): pass
def bare(): return


print(no_return(), bare(), (lambda: None)())
plain.attribute = "attr"
print(plain.attribute, plain.__dict__, callable(plain), callable(5))
args, kwargs = (1,), {"d": 2, "z": 3}
print(everything(*args, **kwargs), everything(*args, *args, **kwargs, y=0))
f = plain
del plain
print(f(1, 2), f.__name__)


def cap(s, /, **kw):
    return s, kw


print(cap(1, s=2))
