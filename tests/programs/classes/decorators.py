# Decorators: functions, with arguments, stacked, classes, methods, state.
def log(f):
    def wrapper(*args, **kwargs):
        print(f"-> {f.__name__}{args}{kwargs or ''}")
        result = f(*args, **kwargs)
        print(f"<- {result!r}")
        return result
    return wrapper


def repeat(n, sep=" "):
    print("making repeat", n)

    def decorate(f):
        def wrapper(*a):
            return sep.join(str(f(*a)) for _ in range(n))
        return wrapper
    return decorate


@log
def add(a, b=1): return a + b


@repeat(3)
@log
def hi(name): return "hi " + name


@log
@repeat(2, sep="/")
def bye(name): return "bye " + name


add(1)
add(1, b=5)
print(hi("x"))
print(bye("y"))


class CountCalls:
    def __init__(self, f):
        self.f, self.n = f, 0

    def __call__(self, *a):
        self.n += 1
        return self.f(*a)


@CountCalls
def square(x): return x * x


print([square(i) for i in range(4)], square.n)


def add_repr(cls):
    cls.__repr__ = lambda self: f"{cls.__name__}:{sorted(vars(self).items())}"
    return cls


def tag(**tags):
    def decorate(cls):
        for k, v in tags.items():
            setattr(cls, k, v)
        return cls
    return decorate


@tag(color="red", size=3)
@add_repr
class Thing:
    def __init__(self): self.a = 1

    @log
    def method(self_, x): return x

    @staticmethod
    @repeat(2)
    def st(x): return x

    @classmethod
    @repeat(2, "-")
    def cm(cls, x): return cls.__name__ + x


t = Thing()
print(t, t.color, Thing.size, Thing.st("s"), Thing.cm("c"))


class Methods:
    def deco(f):
        def inner(self, *a): return ("deco", f(self, *a))
        return inner

    @deco
    def m(self, x): return x + 1


print(Methods().m(1))
handlers = {}


def on(event):
    def register(f):
        handlers.setdefault(event, []).append(f)
        return f
    return register


@on("start")
def a(): return "a"


@on("stop")
@on("start")
def b(): return "b"


print({k: [f() for f in v] for k, v in handlers.items()})


@lambda f: f()
def immediate(): return "called at definition"


@(lambda v: lambda f: v)(42)
def replaced(): pass


@[None, str][1]
class Str: pass


print(immediate, replaced, type(Str).__name__)


def d1(f): print("apply d1"); return f
def d2(f): print("apply d2"); return f
def ev(n, d): print("eval", n); return d


@ev(1, d1)
@ev(2, d2)
def order(): pass


def check(*types):
    def decorate(f):
        def wrapper(*args):
            for a, t in zip(args, types):
                if not isinstance(a, t):
                    raise TypeError(f"{f.__name__}: {a!r} is not {t.__name__}")
            return f(*args)
        return wrapper
    return decorate


@check(int, str)
def rep(n, s): return s * n


print(rep(2, "ab"))
try:
    rep("ab", 2)
except TypeError as e:
    print(e)
