# Closures: free variables, nonlocal, global, late binding, counters, decorators.
def counter(start=0):
    n = start

    def step(by=1):
        nonlocal n
        n += by
        return n

    def peek():
        return n

    return step, peek


a, pa = counter()
b, pb = counter(10)
print(a(), a(), b(5), a(), pa(), pb())
funcs = []
for i in range(3):
    def f():
        return i
    funcs.append(f)
print([f() for f in funcs])


def make(i):
    return lambda: i


print([f() for f in [make(i) for i in range(3)]])
x = "global"


def outer():
    x = "outer"

    def middle():
        def inner():
            nonlocal x
            x = "changed by inner"
            return x
        return inner
    before = x
    r = middle()()
    return before, r, x


print(outer(), x)


def setter():
    global x, created
    x = "set"
    created = "new global"


setter()
print(x, created)


def late():
    def g():
        return later
    later = 5
    return g()


print(late())


def unbound():
    def g():
        return value
    try:
        g()
    except NameError as e:
        print(type(e).__name__, e)
    value = 1


unbound()


def local_before():
    try:
        print(y)
    except UnboundLocalError as e:
        print(type(e).__name__, e)
    y = 1
    del y
    try:
        y
    except UnboundLocalError as e:
        print(e)


local_before()


def compose(*fs):
    def run(v):
        for f in fs:
            v = f(v)
        return v
    return run


print(compose(lambda v: v + 1, lambda v: v * 2, str)(4))


def memo(f):
    cache = {}

    def wrapper(n):
        if n not in cache:
            cache[n] = f(n)
        return cache[n]
    return wrapper


@memo
def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)


print(fib(80), fib.__name__, fib.__closure__ is not None, a.__code__.co_freevars)
add = lambda p: lambda q: lambda r: p + q + r
print(add(1)(2)(3), a.__closure__[0].cell_contents)


class K:
    y = "class"

    def m(self):
        try:
            return y
        except NameError as e:
            return str(e)


print(K().m())
