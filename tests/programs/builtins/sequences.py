# len, list, tuple, set, frozenset, dict, range, slice, sorted, reversed, enumerate, zip.
print(len("abc"), len([]), len({1: 2}), len(range(5)), len(b"ab"), len({1, 2}), len((1,)))
print(list("ab"), list(range(3)), list({"k": 1}), list((1, 2)), list(x for x in "q"), list())
print(tuple("ab"), tuple([1]), tuple({1: 2}), tuple(), tuple(map(str, [1, 2])))
print(set([1, 1, 2]), set(), set("a"), frozenset([1, 2, 1]), frozenset(), set(range(3)), {*[1], *(2, 3)})
print(dict(a=1), dict([(1, 2)]), dict({"x": 1}, y=2), dict(zip("ab", [1, 2])), dict(), dict(["ab", "cd"]))
print(range(3), list(range(1, 10, 3)), list(range(5, 0, -2)), range(10)[2:5], slice(1, 2), slice(None), slice(1, 2, 3).step)
print(sorted([3, 1, 2]), sorted("hello"), sorted({"b": 1, "a": 2}), sorted([1, -2, 3], key=abs, reverse=True), sorted((True, False, 5)))
print(list(reversed([1, 2])), list(reversed("ab")), list(reversed(range(3))), list(reversed({"a": 1, "b": 2})))
print(list(enumerate("ab")), list(enumerate("ab", start=-1)), list(zip([1, 2], "ab", (True, False))), list(zip([1], [])), list(zip()))
print(list(map(len, ["a", "bb"])), list(map(max, [1, 5], [3, 2])), list(filter(None, [0, 1, "", 2])), list(filter(lambda x: x > 1, [1, 2])))
print(any([0, 1]), all([1, 1]), any([]), all([]), any("a"), all("ab"))
it = iter([1, 2])
print(next(it), next(it), next(it, "x"), list(iter(lambda: 5, 5)), list(iter("ab")))


class Seq:
    def __len__(self): return 3
    def __getitem__(self, i):
        if i >= 3:
            raise IndexError
        return i * 10


s = Seq()
print(len(s), list(s), tuple(s), sorted(s, reverse=True), list(reversed(s)), list(enumerate(s)), list(zip(s, "abc")), sum(s), max(s), 20 in s, dict.fromkeys(s), [*s], set(s) == {0, 10, 20}, any(s), all(s), list(map(str, s)), "-".join(map(str, s)))


class Rev:
    def __reversed__(self): return "reversed!"
    def __iter__(self): return iter("iter")
    def __length_hint__(self): return 10
    def __contains__(self, x): return x == 5


print(reversed(Rev()), list(Rev()), 5 in Rev(), "i" in Rev())
a, b = [1, 2, 3], [4, 5, 6]
print([x * y for x, y in zip(a, b)], list(zip(*zip(a, b))), dict(enumerate(a)), {v: k for k, v in enumerate("xy")})
m = map(lambda x: x, [1])
print(type(m).__name__, type(zip()).__name__, type(filter(None, [])).__name__, type(enumerate([])).__name__, type(reversed([])).__name__, type(range(0)).__name__, type(iter([])).__name__)
