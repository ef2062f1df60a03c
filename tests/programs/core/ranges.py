# range objects: repr, indexing, slicing, membership, equality, negative steps.
for r in (range(5), range(2, 8), range(0, 10, 3), range(10, 0, -3), range(5, 5), range(5, 0), range(-3, 3), range(0, -5, -1)):
    print(r, list(r), len(r), bool(r), sum(r), list(reversed(r)))
r = range(3, 30, 4)
print(r.start, r.stop, r.step, r[0], r[-1], r[2], r[1:4], r[::-1], r[::2], r[-3:], r[100:])
print(7 in r, 8 in r, 3.0 in r, 7.5 in r, "a" in r, -1 in r, r.index(11), r.count(7), r.count(8))
print(range(0) == range(5, 5), range(0, 3, 2) == range(0, 4, 2), range(3) == [0, 1, 2], hash(range(0, 3, 2)) == hash(range(0, 4, 2)))
print(range(10 ** 20)[-1], len(range(0, 10 ** 12, 7)), 10 ** 15 in range(0, 10 ** 18, 5), range(2 ** 70, 2 ** 70 + 3)[1])
print(list(range(True)), [*range(3)], tuple(range(2)), max(range(5)), min(range(5, 9)), sorted(range(3), reverse=True))
for i in range(3):
    for i in range(2):
        pass
    print(i, end=" ")
print()
for i in range(10):
    if i == 2:
        i = 100
    if i > 4 and i < 50:
        break
print(i)
it = iter(range(3))
print(next(it), list(it), next(it, "done"))
for text in ("range()", "range('a')", "range(1.5)", "range(1, 2, 0)", "range(5)[5]", "range(5)[-6]", "range(5).index(9)", "range(1, 2, 3, 4)", "range(None)", "range(3)['a']", "range(3) + range(2)", "range(3) < range(4)"):
    try:
        print(eval(text))
    except Exception as e:
        print(text, "|", type(e).__name__, "|", e)
try:
    r[0] = 1
except TypeError as e:
    print(e)
try:
    r.start = 1
except AttributeError as e:
    print(e)
