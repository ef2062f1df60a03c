# Iterator protocol: __iter__/__next__ classes, iter(callable, sentinel), exhaustion.
class Count:
    def __init__(self, n): self.n = n

    def __iter__(self): return CountIter(self.n)


class CountIter:
    def __init__(self, n): self.i, self.n = 0, n
    def __iter__(self): return self

    def __next__(self):
        if self.i >= self.n:
            raise StopIteration("finished")
        self.i += 1
        return self.i


c = Count(3)
print(list(c), list(c), sum(c), [(a, b) for a in c for b in c if a != b], max(c), 2 in c, 7 in c, tuple(c), set(c), *c)
it = iter(c)
print(next(it), next(it), list(it), list(it), next(it, "none"))
try:
    next(it)
except StopIteration as e:
    print("stop", e, e.value)
a, b, d = c
print(a, b, d, dict(zip("xyz", c)), list(map(lambda x: x * 2, c)), list(enumerate(c)), sorted(c, reverse=True), "".join(str(x) for x in c))


class Fib:
    def __init__(self): self.a, self.b = 0, 1
    def __iter__(self): return self

    def __next__(self):
        result = self.a
        self.a, self.b = self.b, self.a + self.b
        return result


for x in Fib():
    if x > 50:
        break
    print(x, end=" ")
print()
values = iter([3, 1, 4, 0, 5])
print(list(iter(lambda: next(values), 0)), list(values))
calls = []
print(list(iter(lambda: calls.append(1) or len(calls), 4)))


class Tree:
    def __init__(self, v, *kids): self.v, self.kids = v, kids

    def __iter__(self):
        yield self.v
        for k in self.kids:
            yield from k


print(list(Tree(1, Tree(2, Tree(3)), Tree(4))))


class Peek:
    def __init__(self, items):
        self.it, self.buffer = iter(items), []

    def __iter__(self): return self
    def __next__(self): return self.buffer.pop() if self.buffer else next(self.it)

    def peek(self):
        if not self.buffer:
            self.buffer.append(next(self.it))
        return self.buffer[-1]


p = Peek("abc")
print(p.peek(), next(p), p.peek(), p.peek(), list(p))
l = [1, 2, 3]
it = iter(l)
next(it)
l.append(4)
print(list(it), list(it))
l.append(5)
print(list(it))
for name, value in (("list", [1]), ("str", "a"), ("dict", {1: 2}), ("tuple", (1,)), ("set", {1}), ("range", range(1)), ("zip", zip()), ("map", map(str, [])), ("enumerate", enumerate([])), ("reversed", reversed([]))):
    i = iter(value)
    print(name, type(i).__name__, iter(i) is i)
for text in ("iter(5)", "next([])", "iter(lambda: 1)", "next(iter([]))", "list(5)", "[*5]", "next()", "iter()"):
    try:
        print(eval(text))
    except (TypeError, StopIteration) as e:
        print(text, "|", type(e).__name__, "|", e)
class Bad:
    def __iter__(self): raise ValueError("no iteration")


try:
    list(Bad())
except ValueError as e:
    print(e)
