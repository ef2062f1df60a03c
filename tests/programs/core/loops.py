# for and while with else, break, continue, nested, over changing lists.
for i in range(5):
    if i == 1:
        continue
    if i == 3:
        break
    print(i)
else:
    print("not reached")
for i in range(2):
    print("i", i)
else:
    print("for else", i)
for i in []:
    pass
else:
    print("empty else")
n = 3
while n:
    n -= 1
    if n == 1:
        continue
    print("n", n)
else:
    print("while else")
while True:
    n += 1
    if n > 4:
        break
else:
    print("not reached")
print(n)
for i in range(3):
    for j in range(3):
        if j == 2:
            break
        if i == j:
            continue
        print(i, j)
    else:
        print("inner else")
        continue
    if i == 1:
        break
items = [1, 2, 3]
for x in items:
    if len(items) < 6:
        items.append(x * 10)
print(items)
for x in items[:]:
    if x % 2:
        items.remove(x)
print(items)


def find(values, wanted):
    for i, v in enumerate(values):
        if v == wanted:
            break
    else:
        return -1
    return i


print(find("abc", "c"), find("abc", "z"))
for target in [[0]]:
    target[0] += 1
d = {}
for d["k"] in range(3):
    pass
print(d)
for a, b in {"x": 1}.items(): print(a, b)
while n > 0: n -= 2
print(n)
k = 0
while (k := k + 1) < 5:
    if k % 2: continue
    print("even", k)
collatz, steps = 27, 0
while collatz != 1:
    collatz = collatz // 2 if collatz % 2 == 0 else 3 * collatz + 1
    steps += 1
print(steps)
try:
    for x in 5:
        pass
except TypeError as e:
    print(e)
for _ in range(3): pass
print(_)
