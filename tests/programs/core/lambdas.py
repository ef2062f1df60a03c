# Lambdas: defaults, closures, in containers, as keys, immediately called.
add = lambda a, b=10: a + b
print(add(1), add(1, 2), (lambda: "none")(), (lambda *a, **k: (a, k))(1, x=2), (lambda x: (yield))(1).__class__.__name__)
print(add.__name__, (lambda: 0).__qualname__, callable(add), type(add).__name__)
ops = {"+": lambda a, b: a + b, "-": lambda a, b: a - b, "*": lambda a, b: a * b, "/": lambda a, b: a / b if b else None}
for op, f in ops.items():
    print(op, f(6, 3), f(1, 0))
fact = lambda n: 1 if n < 2 else n * fact(n - 1)
print(fact(10), (lambda f, n: f(f, n))(lambda f, n: 1 if n < 2 else n * f(f, n - 1), 6))
Y = lambda f: (lambda x: f(lambda v: x(x)(v)))(lambda x: f(lambda v: x(x)(v)))
print(Y(lambda self: lambda n: n if n < 2 else self(n - 1) + self(n - 2))(15))
print(sorted("bca", key=lambda c: -ord(c)), list(map(lambda x, y: x * y, [1, 2], [3, 4])), list(filter(lambda x: x % 2, range(6))))
compose = lambda *fs: lambda x: x if not fs else compose(*fs[1:])(fs[0](x))
print(compose(lambda x: x + 1, lambda x: x * 3, str)(2), compose()(5))
fs = [(lambda n: lambda x: x ** n)(i) for i in range(4)]
print([f(3) for f in fs])
late = [lambda: i for i in range(3)]
early = [lambda i=i: i for i in range(3)]
print([f() for f in late], [f() for f in early])
print((lambda a, /, b, *, c: (a, b, c))(1, b=2, c=3), (lambda x: lambda: x)(4)(), [lambda: 1, lambda: 2][1]())
cond = lambda x: "pos" if x > 0 else "neg" if x < 0 else "zero"
print(cond(1), cond(-1), cond(0), (lambda: (1, 2))(), (lambda: [i for i in range(3)])(), (lambda s: f"<{s}>")("f"))


class C:
    scale = 3
    times = lambda self, x: x * self.scale
    prop = property(lambda self: self.scale + 1)


print(C().times(5), C().prop, max([(1, "b"), (1, "a")], key=lambda p: p[1]), (lambda *, k=1: k)(k=7))
try:
    (lambda x: x)()
except TypeError as e:
    print(e)
try:
    (lambda: 1 / 0)()
except ZeroDivisionError as e:
    print(e)
x = 5
print((lambda x: x + 1)(1), x, (lambda: x)(), (y := lambda: 9)(), y())
