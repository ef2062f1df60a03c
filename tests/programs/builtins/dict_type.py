# dict constructor and class methods, merging operators, views, pop and setdefault.
print(dict(), dict(a=1, b=2), dict({"x": 1}), dict([("k", "v"), (1, 2)]), dict([["a", 1]], b=2), dict(zip("ab", range(2))), dict({}, **{"odd key": 1}))
print(dict.fromkeys("aab"), dict.fromkeys(range(2), "v"), dict.fromkeys({}), type(dict.fromkeys([])).__name__)
d = {"a": 1}
print(d | {"b": 2}, {"b": 2} | d, d | d, d)
d |= {"c": 3}
d |= [("d", 4)]
print(d)
print(d.setdefault("a", 5), d.setdefault("n"), d.pop("n", 9), d.pop("zz", 9), d.get("q"), d.get("q", 0))
print(d.popitem(), d.popitem(), d)
d.update(b=2)
d.update({"a": 0}, z=26)
d.update([])
print(d, d.keys() | {"k"} == {"a", "b", "z", "k"}, list(d.values()), list(d.items())[0])
c = d.copy()
c["a"] = [1]
e = c.copy()
e["a"].append(2)
print(c, d, c == e, c is e)
print({"a": 1, "b": 2} == {"b": 2, "a": 1}, {"a": 1} == {"a": 1.0}, {1: "x"} == {True: "x"}, {} == [], {"a": float("nan")} == {"a": float("nan")})
d = {}
d[1] = "int"; d[1.0] = "float"; d[True] = "bool"; d["1"] = "str"
print(d, len(d))
d.clear()
print(d, bool(d), list(d))
order = {k: None for k in "zyx"}
order["y"] = 1
del order["z"]
order["z"] = 2
print(list(order), list(reversed(order)), next(iter(order)), list(order.items())[-1])
groups = {}
for w in "apple bob cat alice bill".split():
    groups.setdefault(w[0], []).append(w)
print(groups, {k: len(v) for k, v in groups.items()}, max(groups, key=lambda k: len(groups[k])), sorted(groups, reverse=True))
inverted = {v: k for k, vs in groups.items() for v in vs}
print(inverted, "bob" in inverted, inverted.keys() - {"bob", "cat"} == {"apple", "alice", "bill"})
nested = {}
for path in ("a/b/c", "a/d", "e"):
    node = nested
    for part in path.split("/"):
        node = node.setdefault(part, {})
print(nested)
big = {i: str(i) for i in range(1000)}
for i in range(0, 1000, 3):
    del big[i]
for i in range(5):
    big[i] = "new"
print(len(big), list(big)[:4], list(big)[-3:], big[1], big[999 - 1])


class Key:
    def __init__(self, v): self.v = v
    def __hash__(self): return self.v % 3
    def __eq__(self, o): return self.v == o.v
    def __repr__(self): return f"K{self.v}"


k = {Key(i): i for i in range(7)}
print(k, k[Key(4)], Key(9) in k, len({Key(1), Key(1), Key(4)}))
k.pop(Key(3))
print(Key(3) in k, Key(6) in k, k[Key(6)])
