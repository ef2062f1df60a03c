# Methods of tuple, set and frozenset, with errors for missing ones.
t = (1, 2, 2, "x")
print(t.count(2), t.index("x"), t + (3,), t * 2, t[::-1], len(t), 2 in t, t == tuple(list(t)), hash(t) == hash((1, 2, 2, "x")))
a, *b = t
print(a, b, tuple(sorted((3, 1, 2))), tuple(reversed(t)), (), (1,), ((),), (1, (2, (3,))), tuple({1: 2}.items()))
print((1, 2) < (1, 2, 3), (1, 2) <= (1, 2), ("a", 2) > ("a", 1), (1,) == [1], (0, 1) != (0, 1), () < (0,))
s = {3, 1}
s.add(2); s.add(1)
print(s, len(s), 2 in s, s == {1, 2, 3}, s != {1})
s.discard(9); s.discard(3); s.remove(2)
print(s, s.pop(), s)
a, b = {1, 2, 3}, {2, 3, 4}
print(a & b, a | b, a - b, a ^ b, b - a, a.union([9], (8,)), a.intersection(b, [3]), a.difference([1], [2]), a.symmetric_difference({1}))
print(a <= b, a < a, a <= a, {2} < a, a > {1}, a >= set(), a.issubset([1, 2, 3, 4]), a.issuperset([1]), a.isdisjoint([7]), a.isdisjoint(b))
c = a.copy()
c |= {10}; c &= {1, 10, 20}; c ^= {1, 5}; c -= {5}
print(c, a)
c.update([1], "", range(2)); c.intersection_update([0, 1]); c.difference_update([0]); c.symmetric_difference_update([1, 7])
print(c)
c.clear(); print(c, bool(c), len(c))
f = frozenset([1, 2])
print(f | {3}, {3} | f, type(f | {3}).__name__, type({3} | f).__name__, f & {1}, f - {1}, f == {1, 2}, {f: 1}[frozenset([2, 1])], f.copy() is f, f.union([5]), frozenset() == set())
print({1, 2} == frozenset([1, 2]), {frozenset([1])} == {frozenset([1])}, frozenset([1]) in {frozenset([1])}, hash(frozenset([1, 2])) == hash(frozenset([2, 1])))
print({i % 5 for i in range(20)}, {len(w) for w in ("a", "bb", "cc")}, set("aab") == {"a", "b"}, {(1, 2), (1, 2)}, {0, False, 0.0}, {1, True, 1.0})
print(sorted({"b", "a"} | {"c"}), sum({1, 2}), max({5, 3}), min(frozenset({4, 2})), sorted({3, 1, 2}, reverse=True), list({7}), len({*range(1000)}), {*"a"})
x = set(range(10))
for i in list(x):
    if i % 2:
        x.remove(i)
print(x, {n for n in range(2, 30) if all(n % d for d in range(2, n))})
for text in ("t.append(1)", "f.add(1)", "s.append(1)", "{1}.remove(5)", "set().pop()", "{1} | [1]", "{1} + {1}", "{1} < 1", "t + [1]", "t.index(99)", "frozenset([1]).pop()", "{1}.union(5)", "set(1)", "tuple(1)", "t * 'a'", "t['a']", "hash(({},))", "{1} & (1,)", "{1}.update(1)", "set([1], [2])"):
    try:
        print(text, eval(text))
    except Exception as e:
        print(text, "|", type(e).__name__, "|", e)
