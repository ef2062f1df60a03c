# Every method of list with edge cases: insert, index ranges, sort stability, extend itself.
l = list(range(5))
l.insert(2, "x"); l.insert(-1, "y"); l.insert(99, "z"); l.insert(-99, "a")
print(l)
print(l.index("x"), l.index(3), l.index("y", 2), l.index("y", 2, 8), l.index(0, -99), l.count("x"), l.count(99))
for args in (("q",), ("x", 5), ("z", 0, -1)):
    try:
        l.index(*args)
    except ValueError as e:
        print(e)
l.extend(l); print(len(l))
del l[9:]; print(l)
l.append(l[:2]); print(l, l.pop(), l.pop(0), l.pop(-2), l)
l.remove("x"); print(l)
l += (7,); l += "s"; print(l)
l *= 2; print(len(l)); l *= 0; print(l); l *= -1
l.extend({"k": 1}); l.extend(i for i in range(2)); l.extend([]); print(l)
c = l.copy(); c.clear(); print(l, c)
l.reverse(); print(l)
n = [5, 2, 9, 2]
n.sort(); print(n); n.sort(reverse=True); print(n); n.sort(key=lambda x: -x); print(n, n.sort())
p = [(1, "b"), (0, "z"), (1, "a"), (0, "y")]
p.sort(key=lambda t: t[0]); print(p)
p.sort(key=lambda t: t[0], reverse=True); print(p)
print([1, 2] == [1, 2], [1, 2] == [2, 1], [1] < [1, 0], [2] > [1, 99], [] == [], [[1]] == [[1]], [1] == (1,), [1, 2] != [1, 2], [1, [2]] < [1, [3]])
print([0] * 3, [[]] * 2, [1, 2] * 2, 0 * [1], [1] + [2] + [], bool([[]]), bool([]))
a = [1, 2, 3, 4, 5, 6]
a[1:3] = []; print(a)
a[1:1] = [7, 8, 9]; print(a)
a[::2] = ["e"] * 4 if len(a[::2]) == 4 else a[::2]; print(a)
a[-1], a[0] = a[0], a[-1]; print(a)
del a[1::2]; print(a)
a[:] = a[::-1] + a; print(a)
a[len(a):] = ["end"]; a[:0] = ["start"]; print(a)
i = iter(a); next(i); a.clear(); print(list(i))
s = []
s.append(s); print(s, s == s, len(s), s[0][0][0] is s)
x = [3, 1, 2]
try:
    x.sort(key=lambda v: x.append(v))
except (ValueError, TypeError) as e:
    print(type(e).__name__)
nan = float("nan")
print([nan] == [nan], nan in [nan], [nan].index(nan), [nan].count(nan), [float("nan")] == [float("nan")])
stack, queue = [], []
for i in range(4):
    stack.append(i); queue.insert(0, i)
print([stack.pop() for _ in range(4)], [queue.pop() for _ in range(4)], stack, queue)
m = [[j * 3 + i for i in range(3)] for j in range(3)]
print(m, [r[::-1] for r in m[::-1]], [m[i][i] for i in range(3)], [list(c) for c in zip(*m)], sum(m, []))
big = list(range(10000))
print(sum(big[::100]), big[5000:5003], big.index(9999), len(big[10:-10]))
