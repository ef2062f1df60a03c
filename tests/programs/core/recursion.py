# Recursion: factorial, hanoi, permutations, mutual, ackermann, flatten, deep.
import sys


def fact(n):
    return 1 if n <= 1 else n * fact(n - 1)


def hanoi(n, a, b, c, moves):
    if n:
        hanoi(n - 1, a, c, b, moves)
        moves.append(a + c)
        hanoi(n - 1, b, a, c, moves)
    return moves


def permutations(items):
    if not items:
        return [[]]
    return [[x] + p for i, x in enumerate(items) for p in permutations(items[:i] + items[i + 1:])]


def even(n):
    return True if n == 0 else odd(n - 1)


def odd(n):
    return False if n == 0 else even(n - 1)


def ack(m, n):
    if m == 0:
        return n + 1
    if n == 0:
        return ack(m - 1, 1)
    return ack(m - 1, ack(m, n - 1))


def flatten(x):
    return [z for y in x for z in flatten(y)] if isinstance(x, list) else [x]


def depth(n):
    return 0 if n == 0 else 1 + depth(n - 1)


def gcd(a, b):
    return a if b == 0 else gcd(b, a % b)


def power_set(s):
    if not s:
        return [()]
    rest = power_set(s[1:])
    return rest + [(s[0],) + r for r in rest]


def change(amount, coins):
    if amount == 0:
        return 1
    if amount < 0 or not coins:
        return 0
    return change(amount - coins[0], coins) + change(amount, coins[1:])


def queens(n, row=0, cols=(), d1=(), d2=()):
    if row == n:
        return 1
    return sum(queens(n, row + 1, cols + (c,), d1 + (row + c,), d2 + (row - c,)) for c in range(n)
               if c not in cols and row + c not in d1 and row - c not in d2)


print(fact(5), fact(25))
print(hanoi(3, "A", "B", "C", []), len(hanoi(8, "A", "B", "C", [])))
print(permutations([1, 2, 3]))
print(even(100), odd(101), ack(2, 3), gcd(1071, 462))
print(flatten([1, [2, [3, [4]], 5], [], [[6]]]))
print(depth(500), power_set("abc"), change(50, [25, 10, 5, 1]), queens(6))
count = 0


def forever():
    global count
    count += 1
    forever()


try:
    forever()
except RecursionError as e:
    print(type(e).__name__, count > 500, count <= sys.getrecursionlimit())
print(isinstance(RecursionError(), RuntimeError))
