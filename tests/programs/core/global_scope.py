# Scopes: global, nonlocal, builtins shadowed, class bodies, exec and globals().
x = 1


def read():
    return x


def shadow():
    x = 2
    return x, read()


def write():
    global x
    x = 3
    return x


print(read(), shadow(), write(), x)


def nest():
    x = "nest"

    def g():
        global x
        return x
    return g(), x


print(nest())


def shadow_builtin():
    len = lambda v: "mine"
    return len([1])


print(shadow_builtin(), len([1]))
sum = 5
print(sum)
del sum
print(sum([1, 2]))


class Body:
    a = 1
    b = a + 1
    for i in range(3):
        c = i
    del i
    if b > 1:
        def m(self):
            return Body.b

    x = x
    inner = [a for _ in range(1)] if False else "skip"


print(Body.a, Body.b, Body.c, Body().m(), Body.x, hasattr(Body, "i"))
print("x" in globals(), globals()["x"], "zz" in globals())
globals()["dynamic"] = 42
print(dynamic)


def loc(a, b=2):
    c = a + b
    return sorted(locals().items())


print(loc(1))
ns = {"k": 2}
exec("r = k * 21\ndef h(): return r + 1", ns)
print(ns["r"], ns["h"](), eval("k + j", {"k": 1}, {"j": 2}), eval("1 + 1"))
for code in ("def f():\n  global q1\n  q1 = 5\nf()\nprint(q1)", "y = 1\ndef f():\n  def g():\n    nonlocal_free = y\n    return nonlocal_free\n  return g()\nprint(f())"):
    exec(code, {})
for bad in ("def f():\n  nonlocal zz", "def f(a):\n  global a", "nonlocal x", "def f():\n  x = 1\n  global x", "return 1", "break", "continue", "yield 1", "def f(a, a): pass", "x = 1 = 2", "f() = 1"):
    try:
        exec(bad)
    except SyntaxError as e:
        print(repr(bad), "|", e.msg)
for e in [1]:
    try:
        raise ValueError
    except ValueError as e:
        pass
try:
    e
except NameError as err:
    print(err)
print(__name__, type(__builtins__).__name__ in ("module", "dict"))
