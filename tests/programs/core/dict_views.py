# Dict views: live, set operations, repr, iteration with reversed, equality.
d = {"a": 1, "b": 2, "c": 3}
k, v, i = d.keys(), d.values(), d.items()
print(k, v, i)
d["d"] = 4
print(k, v, i, len(k), len(v), len(i))
print("a" in k, 2 in v, ("a", 1) in i, ("a", 2) in i, "zz" in k)
print(sorted(k & {"a", "z"}), sorted(k | {"z"}), sorted(k - {"a"}), sorted(k ^ {"a", "z"}))
print(sorted(i & {("a", 1), ("b", 9)}), k == {"a", "b", "c", "d"}, k >= {"a"}, k < {"a"}, k.isdisjoint({"q"}))
print(list(reversed(d)), list(reversed(v)), list(reversed(i)))
print({}.keys(), {}.values(), {}.items(), k.mapping["a"])
for key, value in d.items():
    print(key, value, end=" ")
print()
total = 0
for value in d.values():
    total += value
print(total, [key.upper() for key in d], {value: key for key, value in d.items()})
it = iter(d)
print(next(it), next(it))
del d["a"]
try:
    next(it)
except RuntimeError as e:
    print(e)
try:
    d.keys()[0]
except TypeError as e:
    print(e)
print(dict(sorted(d.items(), reverse=True)), list(zip(d, d.values())), *d)
print(set(d.items()) == {("b", 2), ("c", 3), ("d", 4)}, sorted(d.keys()), max(d.values()))
merged = {**d, **{"e": 5}}
print(merged, len(merged.keys() & d.keys()))
