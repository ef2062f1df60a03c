# Unpacking assignments: stars, nesting, swaps, call arguments, errors.
a, b = 1, 2
a, b = b, a
print(a, b)
(x, y), z = [3, 4], 5
print(x, y, z)
first, *rest = range(5)
*init, last = "hello"
head, *mid, tail = [1, 2]
print(first, rest, init, last, head, mid, tail)
a, (b, *c), *d = 1, (2, 3, 4), 5, 6
print(a, b, c, d)
[p, q] = {"k": 1, "l": 2}
print(p, q)
a = b = c = [0]
b.append(1)
print(a, c is a)
i, v = 0, [10, 20, 30]
i, v[i] = 2, "set"
print(i, v)
v[0], v[1] = v[1], v[0]
print(v)
for n, (m, *rest) in [(1, (2, 3, 4)), (5, (6,))]:
    print(n, m, rest)
print([*range(3), *"ab", 9], (*[1], 2), {*[1, 2], 3}, {**{"a": 1}, **{"b": 2}}, *[7, 8])


def f(*args, **kwargs):
    return args, kwargs


print(f(*[1, 2], 3, *(4,), k=5, **{"m": 6}, **{"n": 7}))


class O:
    pass


o = O()
o.a, o.b, (o.c, *o.d) = 1, 2, "xyz"
print(o.__dict__)
*_, second_last, _ = range(10)
print(second_last, _)


def gen():
    for i in range(3):
        print("yield", i)
        yield i


a, b, c = gen()
print(a, b, c)
for code in ("a, b = 1,", "a, *b, c = [1]", "a, b = 5", "a, b = 'x'", "(a, b), c = 1, 2", "[a, b] = {1: 2}", "a, b = None", "f(*5)", "f(**5)", "f(**{1: 2})", "f(a=1, **{'a': 2})", "[*5]", "{**[1]}", "a, b, c = range(10)", "a, = []"):
    try:
        exec(code)
        print("ok", code)
    except Exception as e:
        print(code, "|", type(e).__name__, "|", e)
