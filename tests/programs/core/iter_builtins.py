# min, max, sum, any, all, zip, enumerate, map, filter, reversed together.
n = [4, -2, 9, 0]
print(min(n), max(n), min(3, 1, 2), max("b", "a"), max(n, key=abs), min(n, key=lambda x: -x), max([], default="none"), min((), default=0))
print(max(["aa", "b", "cc"], key=len), min(["aa", "bb"], key=len), max({"x": 1, "y": 5}), max((1, 2), (1, 3)))
print(sum(n), sum(n, 100), sum([[1], [2]], []), sum(x * x for x in n), sum([0.1] * 3) > 0.3, sum(()), sum([1, 2], start=5))
print(any(n), all(n), any([]), all([]), any(x > 8 for x in n), all(x > -5 for x in n))
print(list(zip("ab", [1, 2, 3])), list(zip()), list(zip("a")), dict(zip("xyz", range(3))), list(zip(*[(1, 2), (3, 4)])), list(zip("ab", "cd", "ef")))
print(list(enumerate("ab")), list(enumerate("ab", 5)), list(enumerate([], 1)), dict(enumerate("xy", start=1)))
print(list(map(str, n)), list(map(lambda a, b: a + b, [1, 2, 3], [10, 20])), list(map(int, "123")), list(map(None.__class__, [])))
print(list(filter(None, [0, 1, "", "a"])), list(filter(lambda x: x > 0, n)), list(filter(str.isdigit, "a1b2")))
print(list(reversed(n)), "".join(reversed("abc")), list(reversed(range(4))), list(reversed((1, 2))))
m = map(lambda x: x + 1, [1, 2])
print(next(m), next(m), next(m, "end"), iter(m) is m)
z = zip([1, 2], iter([3]))
print(list(z), list(z))
e = enumerate(iter("ab"))
print(next(e), list(e))
print(list(zip("ab", "cd", strict=True)))
for text in ("min()", "max(1)", "sum(['a'])", "sum('ab', '')", "list(zip('a', 'bc', strict=True))", "list(zip('abc', 'bc', strict=True))", "list(zip(1))", "list(map(len, 5))", "map()", "list(map(len, [1]))", "filter(1)", "reversed({1})", "reversed(5)", "any(5)", "max(1, 'a')", "enumerate()", "next(5)", "next(iter([]))", "list(map(lambda: 0, [1]))"):
    try:
        print(eval(text))
    except Exception as e:
        print(text, "|", type(e).__name__, "|", e)


class Countdown:
    def __init__(self, n): self.n = n
    def __iter__(self): return self
    def __next__(self):
        if self.n == 0:
            raise StopIteration
        self.n -= 1
        return self.n


print(list(Countdown(4)), max(Countdown(5)), sum(Countdown(4)), list(zip(Countdown(2), Countdown(9))), sorted(Countdown(3)), 2 in Countdown(4), [*Countdown(2)], any(Countdown(1)))
