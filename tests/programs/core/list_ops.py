# List methods and operators, aliasing and copies, error messages.
a = [3, 1, 2]
a.append(5); print(a)
a.extend((7, 8)); print(a)
a.insert(0, 9); a.insert(-1, 6); a.insert(100, "end"); a.insert(-100, "start"); print(a)
print(a.pop(), a.pop(0), a.pop(-2), a)
a.remove(1); print(a, a.index(5), a.count(2), a.index(2, 1), len(a))
a.reverse(); print(a)
a.sort(); print(a)
a.sort(reverse=True); print(a)
b = a
c = a.copy()
b.append(0)
print(a, c, a is b, a == c, a is c, a[:] == a)
print([1, 2] + [3], [0] * 4, 2 * [1, 2], [1] * 0, [[]] * 2)
grid = [[0] * 2] * 2
grid[0][0] = 1
print(grid)
a += [1]; print(b)
a *= 2; print(b)
a = a + [1]; print(a is b)
d = [1]; d += "xy"; d += range(2); print(d)
print([1, 2] < [1, 3], [1, 2] < [1, 2, 0], [] < [0], [2] > [1, 9], [1, "a"] == [1, "a"], [1] != [1.0])
print(2 in [1, 2], "x" not in ["a"], [1] in [[1]], [].__len__(), list(), list("ab"), list({"k": 1}))
x = [1, [2, [3]]]
x.append(x[1])
x[1][1][0] = "deep"
print(x)
r = [1]
r.append(r)
print(r, r[1][1] is r)
n = [1, 2, 3, 4, 5]
del n[0]; print(n)
del n[-1]; print(n)
del n[1:]; print(n)
n.clear(); print(n, not n)
for text in ("[].pop()", "[1].pop(3)", "[1][1]", "[1][-2]", "[].remove(1)", "[1].index(2)", "[1] + (2,)", "[1] * [1]", "c['x']", "[3, 'a'].sort()", "[1].append()", "[1].append(1, 2)", "[1].sort(lambda a: a)", "list(5)", "[] < 1", "[1].foo", "[1, 2].extend(3)", "[].insert(1)"):
    try:
        print(eval(text))
    except Exception as e:
        print(text, "|", type(e).__name__, "|", e)
try:
    n[0] = 1
except IndexError as e:
    print(e)
try:
    del n[0]
except IndexError as e:
    print(e)
seen = []
loop = [1, 2, 3, 4]
for item in loop:
    seen.append(item)
    if item == 2:
        loop.remove(2)
print(seen, loop)
