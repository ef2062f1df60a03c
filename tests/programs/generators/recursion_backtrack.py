# Recursive generators: permutations, subsets, queens, partitions, sudoku-like search.
def permutations(s):
    if not s:
        yield ""
    for i, c in enumerate(s):
        for rest in permutations(s[:i] + s[i + 1:]):
            yield c + rest


def subsets(items):
    if not items:
        yield []
        return
    for rest in subsets(items[1:]):
        yield rest
        yield [items[0]] + rest


def queens(n, placed=()):
    row = len(placed)
    if row == n:
        yield placed
        return
    for col in range(n):
        if all(col != c and abs(col - c) != row - r for r, c in enumerate(placed)):
            yield from queens(n, placed + (col,))


def partitions(n, largest=None):
    largest = n if largest is None else largest
    if n == 0:
        yield ()
        return
    for k in range(min(n, largest), 0, -1):
        for rest in partitions(n - k, k):
            yield (k,) + rest


def combinations(items, k):
    if k == 0:
        yield ()
        return
    for i in range(len(items) - k + 1):
        for rest in combinations(items[i + 1:], k - 1):
            yield (items[i],) + rest


def gray(n):
    if n == 0:
        yield ""
        return
    yield from ("0" + g for g in gray(n - 1))
    yield from ("1" + g for g in list(gray(n - 1))[::-1])


def walk(tree, path=()):
    for name, sub in tree.items():
        if isinstance(sub, dict):
            yield from walk(sub, path + (name,))
        else:
            yield "/".join(path + (name,)), sub


def knapsack(items, limit, chosen=(), total=0):
    yield total, chosen
    for i, (name, weight, value) in enumerate(items):
        if weight <= limit:
            yield from knapsack(items[i + 1:], limit - weight, chosen + (name,), total + value)


print(list(permutations("abc")), sum(1 for _ in permutations("abcde")))
print(sorted(subsets([1, 2, 3])), len(list(subsets(list(range(8))))))
print(next(queens(6)), sum(1 for _ in queens(6)), list(queens(3)))
print(list(partitions(5)), sum(1 for _ in partitions(15)))
print(list(combinations("abcd", 2)), list(gray(3)))
print(dict(walk({"src": {"main": 1, "lib": {"a": 2}}, "top": 3, "empty": {}})))
print(max(knapsack([("a", 3, 4), ("b", 4, 5), ("c", 2, 3)], 6)))


def solve(grid):
    for r in range(4):
        for c in range(4):
            if grid[r][c] == 0:
                for v in range(1, 5):
                    box = [grid[i][j] for i in range(r // 2 * 2, r // 2 * 2 + 2) for j in range(c // 2 * 2, c // 2 * 2 + 2)]
                    if v not in grid[r] and v not in [row[c] for row in grid] and v not in box:
                        grid[r][c] = v
                        yield from solve(grid)
                        grid[r][c] = 0
                return
    yield [row[:] for row in grid]


for solution in solve([[1, 0, 0, 0], [0, 0, 3, 0], [0, 4, 0, 0], [0, 0, 0, 2]]):
    print(*solution, sep="\n")
