# Generator attributes and misuse: gi_running, names, reentrance, many suspended.
import inspect


def g(n):
    while n:
        n -= 1
        yield n


x = g(3)
print(x.__name__, x.__qualname__, x.gi_running, inspect.getgeneratorstate(x), inspect.isgenerator(x), inspect.isgeneratorfunction(g))
next(x)
print(inspect.getgeneratorstate(x), x.gi_frame is not None, x.gi_frame.f_locals, x.gi_code.co_name)
list(x)
print(inspect.getgeneratorstate(x), x.gi_frame)


def self_call():
    yield next(me)


me = self_call()
try:
    next(me)
except ValueError as e:
    print(e)
many = [g(i) for i in range(500)]
print(sum(next(m, 0) for m in many), sum(next(m, 0) for m in many))


def alternate(*its):
    its = [iter(i) for i in its]
    while its:
        for i in list(its):
            try:
                yield next(i)
            except StopIteration:
                its.remove(i)


print(list(alternate("abc", [1], range(10, 12))))


def window(it, n):
    buf = []
    for x in it:
        buf.append(x)
        if len(buf) == n:
            yield tuple(buf)
            buf.pop(0)


print(list(window("abcde", 3)))


def chunks(seq, n):
    for i in range(0, len(seq), n):
        yield seq[i:i + n]


print(list(chunks("abcdefg", 3)))


def permute(items):
    if len(items) <= 1:
        yield items
    for i in range(len(items)):
        for p in permute(items[:i] + items[i + 1:]) if len(items) > 1 else ():
            yield items[i:i + 1] + p


print(["".join(p) for p in permute(list("abc"))])
for text in ("next(g)", "g(1)[0]", "len(g(1))", "g(1) + g(2)", "g()"):
    try:
        eval(text)
    except TypeError as e:
        print(e)
depth = iter([0])
for _ in range(50):
    depth = (x + 1 for x in depth)
print(next(depth))


def locals_survive():
    a = [1]
    d = {}
    for k in range(3):
        d[k] = yield a
        a.append(k)
    return d


s = locals_survive()
next(s)
s.send("x")
s.send("y")
try:
    s.send("z")
except StopIteration as e:
    print(e.value)
