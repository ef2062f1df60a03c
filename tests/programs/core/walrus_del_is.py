# Walrus, del statements, identity, names going away, augmented targets.
if (n := len("hello")) > 3:
    print(n)
data = [1, 2, 3, 4]
print([y for x in data if (y := x * 10) > 15], y)
while (item := data.pop()) > 2:
    print("popped", item)
print((a := 1, b := 2), a, b, (c := a + b) * 2, c)
print(any((found := x) > 1 for x in [0, 1, 2, 3]), found)


def f(x=(dflt := 7)):
    return (z := x + 1) + z


print(f(), dflt)
d = {"k": [1, 2, 3], "l": 4}
del d["l"]
del d["k"][0], d["k"][-1]
print(d)
x = y = [1]
del x
print(y)
try:
    x
except NameError as e:
    print(e)
del (a, b), [c]
for name in ("a", "b", "c"):
    try:
        eval(name)
    except NameError as e:
        print(e)
for code in ("del nothere", "del d['zz']", "del y[5]", "del f.zz"):
    try:
        exec(code)
    except Exception as e:
        print(code, "|", type(e).__name__, "|", e)


class C:
    attr = 1


o = C()
o.attr = 2
print(o.attr)
del o.attr
print(o.attr)
try:
    del o.attr
except AttributeError as e:
    print(e)
del C.attr
print(hasattr(o, "attr"), None is None, o is o, o is not C(), type(o) is C)


def g():
    v = 1
    del v
    try:
        return v
    except UnboundLocalError as e:
        return str(e)


print(g())
m = [0, [1, 2]]
m[1][0] += 5
m[0] -= 1
o.n = 1
o.n *= 8
d["k"] += ["more"]
print(m, o.n, d)
s = "a"
t = s
s += "b"
print(s, t)
i = [0]


def side():
    i[0] += 1
    return 0


arr = [10]
arr[side()] += 1
print(arr, i)
p = q = 5
p += 1
print(p, q)
