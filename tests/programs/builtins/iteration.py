# iter, next, map, filter, zip, enumerate, reversed: laziness and shared iterators.
def noisy(n):
    for i in range(n):
        print("make", i, end=" ")
        yield i


m = map(lambda x: x * 10, noisy(3))
print("created")
print(next(m))
print(list(m))
f = filter(lambda x: x % 2, noisy(4))
print(next(f), list(f))
z = zip(noisy(2), "abc")
print(list(z))
z = zip("abc", noisy(2))
print(list(z))
e = enumerate(noisy(2), 10)
print(next(e), next(e), next(e, None))
it = iter(range(6))
print(list(zip(it, it)), list(it))
it = iter("abcdef")
print(next(it), [c for c, _ in zip(it, range(2))], list(it))
a = iter([1, 2, 3, 4])
for x in a:
    print(x, next(a, "none"), end="; ")
print()
print(list(map(lambda *a: a, [1, 2, 3], "ab", [True, False, None])), list(map(pow, [2, 3], [3, 2])), list(map(lambda x, y=1: x + y, [1])))
print(list(filter(None, map(int, "0102"))), dict(map(lambda p: p[::-1], {"a": 1}.items())), list(zip(*[iter("abcdef")] * 3)))
print(sum(map(len, ["a", "bb"])), max(map(abs, [-3, 2])), sorted(map(str.lower, "bAc")), "".join(map(chr, range(97, 100))), list(map(list, zip([1, 2], [3, 4]))))
r = reversed([1, 2, 3])
print(next(r), list(r), list(r))
state = {"n": 0}


def tick():
    state["n"] += 1
    return state["n"]


print(list(iter(tick, 4)), state)
l = [1, 2, 3]
it = iter(l)
next(it)
l.insert(0, 0)
print(list(it))
d = {"a": 1}
it = iter(d)
d["b"] = 2
try:
    next(it)
except RuntimeError as err:
    print(err)
s = {1}
it = iter(s)
s.add(2)
try:
    next(it)
except RuntimeError as err:
    print(err)
for bad in (lambda: next(map(lambda: 1, [1])), lambda: next(map(int, ["x"])), lambda: next(filter(5, [1])), lambda: iter(1), lambda: next(iter([])), lambda: list(zip([1], 5)), lambda: enumerate(5), lambda: next(reversed([]))):
    try:
        bad()
        print("ok")
    except Exception as err:
        print(type(err).__name__, err)


def stops():
    raise StopIteration


print(list(map(lambda x: x if x < 2 else stops(), [1, 2, 3])))
print(iter(it) is it, type(iter(tick, 1)).__name__, type(iter({})).__name__, type(iter(set())).__name__, type(iter("")).__name__, type(iter(())).__name__, type(iter(b"")).__name__, type(iter({}.items())).__name__)
