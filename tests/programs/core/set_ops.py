# Sets and frozensets: operators, methods, in-place forms, comparison, errors.
a, b = {1, 2, 3, 4}, {3, 4, 5}
print(a | b, a & b, a - b, a ^ b, b - a)
print(a.union(b, [9]), a.intersection([1, 2, 99]), a.difference({1}, {2}), a.symmetric_difference([1, 7]))
print(a < b, {3} < b, {3} <= {3}, b > {5}, a >= a, a == {4, 3, 2, 1}, a.issubset(range(9)), a.issuperset([1]), a.isdisjoint({8}))
s = set()
print(s, len(s), bool(s), type({}), set("hello") == {"h", "e", "l", "o"})
s.add(3); s.add(1); s.add(3); s.add(True); print(s)
s.discard(99); s.remove(3); print(s)
s.update([5, 6], (7,)); print(s)
s |= {8}; s &= {5, 6, 8, 9}; print(s)
s -= {6}; s ^= {5, 10}; print(s)
s.intersection_update({8}); s.difference_update(()); s.symmetric_difference_update({8, 2}); print(s)
print(s.pop(), s, s.copy() == s, s.copy() is s)
s.clear(); print(s)
print({0, 5, 3, 1, 4, 2}, {x * 2 for x in range(5)}, sorted({"b", "a", "c"}), {1, 1.0, True})
f = frozenset([1, 2, 2])
print(f, f | {3}, type(f | {3}), type({3} | f), {f: "key"}[frozenset({2, 1})], f == {1, 2}, hash(f) == hash(frozenset([2, 1])), frozenset())
print({frozenset({1}), frozenset({1})}, 2 in f, frozenset({1}) in {frozenset({1})}, {1} in {frozenset({1})})
print(sum({1, 2, 3}), max({4, 9, 2}), len({None, 0, ""}), sorted(set("mississippi")), list(set([7])), [*{4}])
for text in ("{1}.remove(2)", "set().pop()", "{1} + {2}", "{1} | [2]", "a[0]", "frozenset([1]).add(2)", "{1} < [1]", "set(5)", "{1}.add()", "hash(set())", "{1}.foo"):
    try:
        print(eval(text))
    except Exception as e:
        print(text, "|", type(e).__name__, "|", e)
try:
    for e in (s2 := {1, 2, 3}):
        s2.add(e + 10)
except RuntimeError as e:
    print(e)
