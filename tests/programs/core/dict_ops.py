# Dict methods, insertion order, key equality, errors, mutation in a loop.
d = {"b": 1, "a": 2}
d["c"] = 3
d["b"] = 10
print(d, len(d), d["a"], "a" in d, "z" not in d, list(d))
del d["a"]
d["a"] = 4
print(d, list(d.keys()), list(d.values()), list(d.items()))
print(d.get("a"), d.get("z"), d.get("z", 0), d.setdefault("a", 9), d.setdefault("n", []), d)
print(d.pop("n"), d.pop("zz", None), d.popitem(), d)
d.update({"x": 1}, y=2)
d.update([("p", 5), ("q", 6)])
d.update(zip("xy", (7, 8)))
print(d)
print(dict(), dict(a=1), dict([("a", 1)]), dict({"a": 1}, b=2), dict.fromkeys("ab"), dict.fromkeys([1, 2], 0), {**{"a": 1}, "b": 2, **{"a": 3}})
print({"a": 1} | {"b": 2, "a": 5}, {1: 2} == {1: 2.0}, {"a": 1, "b": 2} == {"b": 2, "a": 1}, {} != {0: 0})
d |= {"z": 0}
print(d, list(reversed(d)))
print({1: "a", True: "b", 1.0: "c"}, {0: 1, False: 2}, {(1, 2): 3, None: 4, "s": 5, 2.5: 6, frozenset([1]): 7})
c = d.copy()
c["new"] = 1
print("new" in d, c == d)
nested = {"l": [1], "d": {"k": {"m": 1}}}
nested["l"].append(2)
nested["d"]["k"]["m"] += 1
print(nested, sum(len(v) for v in nested.values()))
self_ref = {}
self_ref["me"] = self_ref
print(self_ref)
print(sorted(d), max(d), min(d, key=d.get), sorted(d.items(), key=lambda kv: (-kv[1], kv[0])))
for text in ("d['none']", "d[1]", "d.pop('none')", "{}.popitem()", "hash({})", "d + d", "d < d", "dict(5)", "dict([1])", "dict([(1, 2, 3)])", "d.foo", "dict.fromkeys()", "{}.update(5)"):
    try:
        print(eval(text))
    except Exception as e:
        print(text, "|", type(e).__name__, "|", e)
try:
    for k in d:
        d[k + "!"] = 1
except RuntimeError as e:
    print(e)
try:
    for k in list(d):
        del d[k]
    print(d)
    del d["b"]
except KeyError as e:
    print(repr(e))
big = {}
for i in range(2000):
    big[i * 7919 % 2003] = i
for i in range(0, 2003, 2):
    big.pop(i, None)
print(len(big), list(big)[:8], sum(big), sum(big.values()))
