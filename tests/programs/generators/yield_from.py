# yield from: delegation, return values, send and throw through, nesting, plain iterables.
def inner():
    x = yield 1
    print("inner got", x)
    y = yield 2
    print("inner got", y)
    return "inner result"


def outer():
    result = yield from inner()
    print("result:", result)
    yield 3


g = outer()
print(next(g), g.send("a"), g.send("b"), list(g))


def flatten(x):
    if isinstance(x, (list, tuple)):
        for item in x:
            yield from flatten(item)
    else:
        yield x


print(list(flatten([1, [2, (3, [4])], [], 5])))


def mixed():
    yield from "ab"
    yield from range(2)
    yield from {"k": 1}
    yield from (x * x for x in (3, 4))
    n = yield from []
    print("empty gives", n)


print(list(mixed()))


def catcher():
    while True:
        try:
            v = yield
            print("value", v)
        except ValueError as e:
            print("caught", e)
            yield "from handler"


def delegate():
    yield from catcher()


d = delegate()
next(d)
d.send(1)
print(d.throw(ValueError("boom")))
next(d)
try:
    d.throw(KeyError("k"))
except KeyError as e:
    print("through", e)


def depth(n):
    if n:
        yield n
        r = yield from depth(n - 1)
        return r + 1
    return 0


def collect(g):
    out = []
    while True:
        try:
            out.append(next(g))
        except StopIteration as s:
            return out, s.value


print(collect(depth(5)))


def closing():
    try:
        yield from sub()
    finally:
        print("outer finally")


def sub():
    try:
        yield 1
        yield 2
    finally:
        print("sub finally")


c = closing()
next(c)
c.close()


class It:
    def __init__(self): self.n = 0
    def __iter__(self): return self

    def __next__(self):
        self.n += 1
        if self.n > 2:
            raise StopIteration("it value")
        return self.n


def over():
    return (yield from It())


print(collect(over()))
try:
    list(x for x in (lambda: (yield from 5))())
except TypeError as e:
    print(e)


def hanoi(n, a="A", b="B", c="C"):
    if n:
        yield from hanoi(n - 1, a, c, b)
        yield a + c
        yield from hanoi(n - 1, b, a, c)


print(" ".join(hanoi(3)))
