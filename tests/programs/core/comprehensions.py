# List, dict, set comprehensions and generator expressions: nesting and scope.
print([x * x for x in range(6)], [x for x in range(10) if x % 2 if x > 3])
print([(x, y) for x in range(3) for y in range(x)], [[y for y in range(x)] for x in range(4)])
print({x: x ** 2 for x in range(4)}, {x % 3 for x in range(10)}, {k: v for k, v in zip("abc", [1, 2, 3]) if v != 2})
print(list(x + 1 for x in range(3)), sum(x for x in range(5)), max((len(w), w) for w in ["aa", "b", "cc"]))
x = "outer"
print([x for x in range(3)], x)
print([x for x in [x, x]])
m = [[1, 2, 3], [4, 5, 6]]
print([list(col) for col in zip(*m)], [c for row in m for c in row], [[row[i] for row in m] for i in range(3)])
print([a if a > 1 else -a for a in range(4)], [a or "zero" for a in range(3)], [f"{a}{b}" for a in "xy" for b in "12"])
print([i for i, c in enumerate("abcab") if c == "a"], [a + b for a, (b, *_) in [(1, (2, 3)), (4, (5,))]])
fs = [lambda: i for i in range(3)]
print([f() for f in fs])
gs = [lambda i=i: i for i in range(3)]
print([g() for g in gs])


class C:
    n = 3
    values = [i for i in range(n)]


print(C.values)


def f(k):
    inner = [k * j for j in range(3)]
    g = (k + j for j in range(3))
    k = 100
    return inner, list(g)


print(f(2))
print([y for x in range(5) if (y := x * 2) > 4], y)
primes = [p for p in range(2, 50) if all(p % q for q in range(2, int(p ** 0.5) + 1))]
print(primes)
print([[j for j in range(i) if j % 2] for i in range(5) if i], [() for _ in range(2)], [*range(3), *"ab"])
print({tuple(sorted(w)): w for w in ("abc", "cab", "xyz")}, {**{i: i for i in range(2)}, 2: 2})
try:
    [z for z in 5]
except TypeError as e:
    print(e)
try:
    [undefined_name for z in range(1)]
except NameError as e:
    print(e)
try:
    print([z for z in range(2)], z)
except NameError as e:
    print(e)
print(len([0 for a in range(10) for b in range(10) for c in range(10) if a + b + c == 13]))
