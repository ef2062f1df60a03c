# sorted and list.sort: key, reverse, stability, mixed numbers, custom order, errors.
import functools

words = ["banana", "Apple", "cherry", "apple", "fig", "Date"]
print(sorted(words), sorted(words, key=str.lower), sorted(words, key=len), sorted(words, reverse=True))
print(sorted(words, key=len, reverse=True), sorted(words, key=lambda w: (len(w), w)), sorted(words, key=lambda w: w[-1]))
rows = [("b", 2), ("a", 2), ("c", 1), ("a", 1)]
print(sorted(rows), sorted(rows, key=lambda r: r[1]), sorted(rows, key=lambda r: r[1], reverse=True))
rows.sort(key=lambda r: r[0]); rows.sort(key=lambda r: r[1]); print(rows)
print(sorted([3, 1.5, True, -2, 0.0, 10 ** 20, False]), sorted("hello"), sorted({3: 1, 1: 2}), sorted((2, 1)), sorted([]), sorted({5, 1, 3}))
print(sorted([[2, 1], [1, 9], [1]]), sorted([(1, "z"), (1, "a"), (0, "q")]), [5, 2].sort())
print(sorted(range(10), key=lambda n: (n % 3, -n)), sorted(["10", "9", "2", "1"], key=int), sorted(["b", "a"], key=None))
print(sorted([1, 2, 3, 4], key=functools.cmp_to_key(lambda a, b: b - a)))


class P:
    def __init__(self, n, tag):
        self.n, self.tag = n, tag

    def __lt__(self, other):
        return self.n < other.n

    def __repr__(self):
        return f"{self.n}{self.tag}"


ps = [P(2, "a"), P(1, "b"), P(2, "c"), P(1, "d")]
print(sorted(ps), sorted(ps, reverse=True), min(ps), max(ps))
seed, values = 12345, []
for _ in range(500):
    seed = (seed * 1103515245 + 12345) % 2 ** 31
    values.append(seed % 1000)
ordered = sorted(values)
print(ordered[:8], ordered[-4:], all(x <= y for x, y in zip(ordered, ordered[1:])), sum(ordered) == sum(values), sorted(values, reverse=True) == ordered[::-1])
pairs = [(v % 7, i) for i, v in enumerate(values)]
stable = sorted(pairs, key=lambda p: p[0])
print(all(x[0] < y[0] or x[1] < y[1] for x, y in zip(stable, stable[1:])))
calls = []
sorted([3, 1, 2], key=lambda x: calls.append(x) or x)
print(calls)
for text in ("sorted([1, 'a'])", "sorted([None, None])", "sorted(5)", "sorted([1], lambda x: x)", "sorted([{}, {}])", "sorted([1j, 2j])", "sorted()"):
    try:
        print(eval(text))
    except Exception as e:
        print(text, "|", type(e).__name__, "|", e)
