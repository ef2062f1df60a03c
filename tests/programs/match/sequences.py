# match: sequence patterns, stars, nesting, tuples, which types count as sequences.
from collections import deque


def f(x):
    match x:
        case []:
            return "empty"
        case [one]:
            return f"one {one}"
        case [1, second]:
            return f"one then {second}"
        case (a, b) if a == b:
            return f"same {a}"
        case [a, [b, c]]:
            return f"nested {a} {b} {c}"
        case [first, *middle, last] if len(middle) > 3:
            return f"long {first}..{last} {middle}"
        case ["cmd", *args, "end"]:
            return f"cmd {args}"
        case [_, _, *rest]:
            return f"two and {rest}"
        case _:
            return "no sequence"


for v in ([], (), [5], (1, 2), [3, 3], [0, [1, 2]], [0, (1, 2)], [1, 2, 3, 4, 5, 6], ["cmd", 1, "end"], ["cmd", "end"], [1, 2, 3], (7, 8), "ab", b"ab", {1, 2}, {"a": 1}, range(3), deque([1, 9]), 5, None, iter([1])):
    print(type(v).__name__, f(v))


def total(xs):
    match xs:
        case []:
            return 0
        case [x, *rest]:
            return x + total(rest)


print(total(list(range(50))))


def merge(a, b):
    match a, b:
        case [], rest:
            return rest
        case rest, []:
            return rest
        case [x, *xs], [y, *_] if x <= y:
            return [x] + merge(xs, b)
        case _, [y, *ys]:
            return [y] + merge(a, ys)


def sort(xs):
    match xs:
        case [] | [_]:
            return xs
        case _:
            h = len(xs) // 2
            return merge(sort(xs[:h]), sort(xs[h:]))


print(sort([5, 2, 9, 1, 5, 6]))


def evaluate(e):
    match e:
        case int() | float():
            return e
        case ["+", *args]:
            return sum(map(evaluate, args))
        case ["*", a, b]:
            return evaluate(a) * evaluate(b)
        case ["if", c, t, f]:
            return evaluate(t) if evaluate(c) else evaluate(f)
        case ["-", x]:
            return -evaluate(x)
        case [op, *_]:
            raise ValueError(f"unknown {op}")


print(evaluate(["+", 1, ["*", 2, 3], ["-", 4]]), evaluate(["if", 0, 1, ["+", 5]]))
try:
    evaluate(["^", 1])
except ValueError as e:
    print(e)
match [1, [2, [3, 4]]]:
    case [a, [b, [*c]]]:
        print(a, b, c)
match (1, 2, 3):
    case (x, y):
        print("no")
    case x, y, z:
        print(x + y + z)
match [1, 2, 3, 4]:
    case [*_, 3, last]:
        print("last", last)
match "single":
    case "s", *_:
        print("no")
    case ("single"):
        print("a group, not a tuple")
