# Aliasing against copying: lists in lists, dicts, defaults, loops, augmented ops.
a = [1, [2, 3], {"k": [4]}]
b = a
c = a[:]
d = list(a)
a[0] = "new"
a[1].append("shared")
print(a, b, c, d)
print(a is b, a is c, a[1] is c[1], c[2]["k"] is d[2]["k"])


def deep(x):
    if isinstance(x, list):
        return [deep(v) for v in x]
    if isinstance(x, dict):
        return {k: deep(v) for k, v in x.items()}
    return x


e = deep(a)
a[1].append("not in e")
a[2]["k"].append(5)
print(a, e)
rows = [[0] * 3] * 3
rows[0][1] = 1
good = [[0] * 3 for _ in range(3)]
good[0][1] = 1
print(rows, good)
x = [1, 2]
y = x
x += [3]
print(x, y)
x = x + [4]
print(x, y)
t = (1, 2)
u = t
t += (3,)
print(t, u)
s = "ab"
r = s
s *= 2
print(s, r)


def change(lst, dct, num, st):
    lst.append(9)
    dct["new"] = 1
    num += 1
    st += "x"
    lst = ["other"]


lst, dct, num, st = [], {}, 1, "s"
change(lst, dct, num, st)
print(lst, dct, num, st)
keys = ["a", "b"]
shared = dict.fromkeys(keys, [])
shared["a"].append(1)
own = {k: [] for k in keys}
own["a"].append(1)
print(shared, own)


class C:
    items = []

    def __init__(self):
        self.mine = []


p, q = C(), C()
p.items.append(1)
p.mine.append(2)
print(q.items, q.mine, p.items is C.items)
p.items = ["own"]
print(q.items, p.items, C.items)
p.items += ["more"]
q.items += ["class"]
print(p.items, q.items, C.items, "items" in vars(q))
nums = [1, 2, 3]
for n in nums:
    n *= 10
print(nums)
for i in range(len(nums)):
    nums[i] *= 10
print(nums)
m = {1: nums}
nums = None
print(m)
z = w = []
z.append(1)
w = w + [2]
print(z, w, (lambda v=[]: v)() is (lambda v=[]: v)())
