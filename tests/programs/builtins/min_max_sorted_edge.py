# min, max, sorted, sum, any, all with keys, defaults, ties, iterators and odd objects.
print(max([1, 3, 3, 2]), max("apple", "fig", key=len), min([3, 1, 2], key=lambda x: -x), max([(1, "b"), (1, "a")]), max([(1, "b"), (1, "a")], key=lambda t: t[0]), min([(1, "b"), (1, "a")], key=lambda t: t[0]))
print(max({"a": 3, "b": 5}, key={"a": 3, "b": 5}.get), min("hello"), max(iter([2, 9, 4])), max(x % 7 for x in range(20)), min([[3], [1, 2]]), max(1, 2.5, True), max([True, 1]), max([1, True]))
print(max([], default=-1), min((), default="d"), max([5], default=0), max(None or [1]), max([0.0, -0.0]), min("b", "B", key=str.lower))
nan = float("nan")
print(max([1, nan]), max([nan, 1]), min(2, nan), min(nan, 2))
print(sorted("bAcB"), sorted("bAcB", key=str.lower), sorted([(2, 1), (1, 2)], key=lambda t: t[1]), sorted(["b", "a"], reverse=True), sorted([0, -1, 1], key=abs), sorted([1, -1, 0], key=abs, reverse=True), sorted(set([3, 1])), sorted({"x": 1, "a": 2}.items(), key=lambda kv: kv[1], reverse=True))
print(sum(range(101)), sum([[1], [2, 3]], []), sum([(1,), (2,)], ()), sum(x * x for x in range(4)), sum([1, 2.5]), sum([10 ** 20, 1]), sum({1: "a", 2: "b"}), sum(b"ab"))
print(any(x > 3 for x in [1, 5]), all(x > 3 for x in [4, 5]), any([[], 0, "", None]), all([[0], " ", -1]), any({0: 1}), all({0: 1}), any(iter([])), all(""))
seen = []
print(any(seen.append(x) or x > 1 for x in range(5)), seen)
seen.clear()
print(all((seen.append(x), x < 2)[1] for x in range(5)), seen)


class V:
    def __init__(self, n): self.n = n
    def __lt__(self, o): return self.n < o.n
    def __gt__(self, o): return self.n > o.n
    def __add__(self, o): return V(self.n + (o.n if isinstance(o, V) else o))
    def __radd__(self, o): return V(self.n + o)
    def __repr__(self): return f"V{self.n}"


vs = [V(3), V(1), V(2)]
print(sorted(vs), max(vs), min(vs), sum(vs), sum(vs, V(10)), sorted(vs, key=lambda v: -v.n), sorted(vs, reverse=True))


class OnlyGt:
    def __init__(self, n): self.n = n
    def __gt__(self, o): return self.n > o.n


print([x.n for x in sorted([OnlyGt(2), OnlyGt(1)])])
people = [("Ann", 30), ("Bob", 25), ("Cat", 30), ("Dan", 25)]
print(sorted(people, key=lambda p: (-p[1], p[0])), sorted(sorted(people, reverse=True), key=lambda p: p[1]), max(people, key=lambda p: p[1]), min(people, key=lambda p: (p[1], -ord(p[0][0]))))
for bad in ("max(1, 'a')", "min([1, None])", "sorted([1, 'a', 2])", "sorted([{}, {}])", "sum(['a', 'b'])", "sum([[1]])", "sum([1], [])", "max(5)", "sorted(None)", "max([1, 2], key=5)", "max(1, 2, default=3)", "any(1)", "all(None)", "sum(1, 2)", "sorted([3, 1], key=lambda x: 1 / 0)", "sum(b'a', b'')"):
    try:
        print(bad, eval(bad))
    except Exception as e:
        print(bad, "|", type(e).__name__, "|", e)
