# collections: namedtuple, deque, Counter, defaultdict, OrderedDict, ChainMap, User types.
from collections import ChainMap, Counter, OrderedDict, UserDict, UserList, UserString, defaultdict, deque, namedtuple

P = namedtuple("P", "x y")
p = P(1, y=2)
print(p, p.x, p[1], p == (1, 2), p._replace(x=9), p._asdict(), P._fields, P._make([3, 4]), [*p], hash(p) == hash((1, 2)), p + (3,), isinstance(p, tuple))
D = namedtuple("D", ["a", "b", "c"], defaults=[10, 20])
print(D(1), D._field_defaults, namedtuple("R", "a class a", rename=True)._fields, D(1, c=5).c)
for bad in ("P(1)", "P(1, 2, 3)", "P(1, z=2)", "namedtuple('X', 'a a')", "namedtuple('X', 'def')", "setattr(p, 'x', 5)"):
    try:
        eval(bad)
    except (TypeError, ValueError, AttributeError) as e:
        print(type(e).__name__)
d = deque([1, 2, 3], maxlen=4)
d.append(4); d.append(5); d.appendleft(0)
print(d, d.pop(), d.popleft(), d, d.maxlen, len(d), d[0], d[-1], 3 in d)
d.extend("ab"); d.extendleft("xy"); print(d)
d.rotate(1); print(d); d.rotate(-2); print(d)
e = deque("abcab")
e.remove("a"); e.insert(1, "z"); e.reverse(); print(e, e.count("b"), e.index("c"), e.copy() == e, list(reversed(e)), deque([1]) < deque([2]), deque() or "empty", e + deque("q"), deque([1]) * 2)
for bad in ("deque().pop()", "deque([1])[5]", "deque([1]).remove(9)", "deque([1, 2], 2).insert(0, 3)", "deque([1])[0:1]", "deque(5)", "deque([], -1)"):
    try:
        eval(bad)
    except Exception as x:
        print(bad, type(x).__name__, x)
c = Counter("mississippi")
print(c, c["s"], c["zz"], c.most_common(2), sorted(c.elements())[:3], c.total(), "zz" in c)
c.update("sss"); c.subtract({"i": 10, "p": 2}); print(c, +c, -c)
print(Counter(a=3, b=1) + Counter(a=1, c=2), Counter(a=3, b=1) - Counter(a=1, b=5), Counter("ab") & Counter("bc"), Counter("ab") | Counter("bb"), Counter("ab") == Counter("ba"), Counter([1, 1, 2]).most_common(), Counter() or "empty", Counter(a=1) <= Counter(a=2))
dd = defaultdict(list, {"k": [0]})
dd["a"].append(1); dd["k"].append(2)
print(dd, dd.get("zz"), "zz" in dd, dict(dd), defaultdict(int)["x"], defaultdict(lambda: "dflt")[5], dd.default_factory)
try:
    defaultdict()["k"]
except KeyError as x:
    print("KeyError", x)
tree = lambda: defaultdict(tree)
t = tree()
t["a"]["b"]["c"] = 1
print(dict(t["a"]["b"]), len(t["q"]))
o = OrderedDict([("a", 1), ("b", 2), ("c", 3)])
o.move_to_end("a"); o.move_to_end("c", last=False)
print(list(o), o.popitem(), o.popitem(last=False), o == {"b": 2}, OrderedDict(a=1, b=2) == OrderedDict(b=2, a=1), list(reversed(OrderedDict(x=1, y=2))))
m = ChainMap({"a": 1}, {"a": 2, "b": 3})
m["c"] = 4
print(m["a"], m["b"], sorted(m), len(m), m.maps, m.new_child({"a": 0})["a"], m.parents["a"], dict(m) == {"a": 1, "b": 3, "c": 4})


class Upper(UserDict):
    def __setitem__(self, k, v): super().__setitem__(k.upper(), v)


u = Upper(a=1)
u.update(b=2)
print(u, u.data, "A" in u, UserList([3, 1]) + [2], sorted(UserList("ba")), UserString("ab").upper() + "c", len(UserString("xyz")))
