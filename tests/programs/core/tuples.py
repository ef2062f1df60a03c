# Tuples: packing, operators, methods, comparison, nesting, immutability.
t = 1, "two", 3.0
print(t, len(t), t[1], t[-1], t[:2], t[::-1], (), (1,), 1 in t)
print(t + (4,), (0,) * 3, 2 * (1, 2), t.index("two"), t.count(1), t == (1, "two", 3.0))
print((1, 2) < (1, 3), (1, 2) < (1, 2, 0), () < (0,), (2,) > (1, 9, 9), max((1, 5), (2, 0)), sorted([(2, "b"), (1, "z"), (2, "a")]))
a, b, c = t
print(c, b, a)
a, b = b, a
print(a, b)
nested = (1, (2, (3, [4, 5])), "x")
x, (y, (z, w)), s = nested
print(x, y, z, w, s)
nested[1][1][1].append(6)
print(nested)
print(tuple("abc"), tuple([1, 2]), tuple(), tuple(range(3)), tuple({"k": 1}))
print(hash((1, 2)) == hash((1, 2)), {(1, 2): "p"}[1, 2], (1, 2) == [1, 2], type((1)), type((1,)))
t2 = t
t += (9,)
print(t, t2, t is t2, t2[:] is t2, tuple(t2) is t2)


def several():
    return 1, 2


q, r = several()
print(several(), q, r, several()[1])
for text in ("t[5]", "t[0:1] + [1]", "t.append(1)", "t.index('no')", "t['a']", "t < 5", "hash((1, []))", "tuple(3)", "(1, 'a') < ('a', 1)"):
    try:
        print(eval(text))
    except Exception as e:
        print(text, "|", type(e).__name__, "|", e)
try:
    t[0] = 1
except TypeError as e:
    print(e)
try:
    del t[0]
except TypeError as e:
    print(e)
m = ([1], 2)
try:
    m[0] += [5]
except TypeError as e:
    print(e, m)
for i, (k, v) in enumerate((("a", 1), ("b", 2))):
    print(i, k, v)
