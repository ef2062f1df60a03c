# Generator expressions: scope, laziness, first iterable evaluated early, nesting.
g = (x * 2 for x in range(3))
print(type(g).__name__, list(g), list(g))
print(sum(x for x in range(5)), max(x % 3 for x in range(9)), any(x > 3 for x in range(5)), all(x for x in [1, 0]), sorted(-x for x in range(3)), ",".join(str(x) for x in range(3)))


def noisy(n):
    print("range", n)
    return range(n)


g = (x for x in noisy(3))
print("created")
print(list(g))
g = ((x, y) for x in noisy(2) for y in noisy(x))
print("created")
print(list(g))
try:
    g = (1 / x for x in (1, 0))
    print(next(g))
    next(g)
except ZeroDivisionError as e:
    print(e, list(g))
n = 1
g = (x * n for x in range(3))
n = 10
print(list(g))
data = [1, 2, 3]
g = (x for x in data if x in data2)
data = [7, 8]
data2 = [2, 3]
print(list(g))


def f():
    total = 0
    gens = [(i * j for j in range(3)) for i in range(3)]
    for g in gens:
        total += sum(g)
    return total


print(f())
print(list((a, b) for a, b in zip("ab", (c for c in "xy"))), dict((k, len(k)) for k in ("a", "bb")), set(x % 2 for x in range(5)), tuple(x for x in "abc"))
lines = ["a=1", "# comment", "", "b = 2", "c"]
stripped = (line.strip() for line in lines)
useful = (line for line in stripped if line and not line.startswith("#"))
pairs = (line.split("=") for line in useful if "=" in line)
print({k.strip(): int(v) for k, v in pairs})


class C:
    items = [1, 2]
    doubled = list(x * 2 for x in items)


print(C.doubled)
print(next((x for x in range(10) if x > 100), "none"), next(x for x in range(10) if x > 5))
print([*(x for x in "ab")], (lambda *a: a)(*(x for x in range(2))), len(list(1 for _ in range(1000))))
first, second = (x for x in (1, 2))
print(first, second, (y := list(z for z in range(2))), 3 in (x for x in range(5)))
it = (print("side", x) or x for x in range(3))
print(next(it))
