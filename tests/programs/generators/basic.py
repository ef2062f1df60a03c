# Generators: laziness, next, for, return value, independent instances, state.
def count(n):
    print("start", n)
    for i in range(n):
        print("yielding", i)
        yield i
    print("end")
    return "value"


g = count(2)
print(type(g).__name__, iter(g) is g)
print(next(g))
print(next(g))
try:
    next(g)
except StopIteration as e:
    print("stop", e.value)
print(next(g, "default"), list(g))
a, b = count(3), count(3)
print(next(a), next(b), next(a))
print(sum(count(4)))


def empty():
    return
    yield


print(list(empty()))


def fib():
    a, b = 0, 1
    while True:
        yield a
        a, b = b, a + b


def take(n, it):
    for _, x in zip(range(n), it):
        yield x


def squares(it):
    for x in it:
        yield x * x


print(list(take(10, fib())), list(take(5, squares(fib()))))
for x in fib():
    if x > 20:
        break
print(x)
print([x for x in take(3, fib())], dict(enumerate(take(3, fib()))), max(take(8, fib())), tuple(take(2, fib())), *take(3, fib()))


class Tree:
    def __init__(self, left, value, right): self.left, self.value, self.right = left, value, right

    def __iter__(self):
        if self.left:
            yield from self.left
        yield self.value
        if self.right:
            yield from self.right


print(list(Tree(Tree(None, 1, None), 2, Tree(Tree(None, 3, None), 4, None))))
first, *rest = take(4, fib())
print(first, rest, 5 in fib(), list(zip(count(2), "ab")))


def primes():
    found = []
    n = 2
    while True:
        if all(n % p for p in found):
            found.append(n)
            yield n
        n += 1


print(list(take(12, primes())))
gen = (x for x in [1, 2, 3])
for x in gen:
    for y in gen:
        print(x, y)
