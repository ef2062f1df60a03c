# Subclassing list and tuple: overridden methods, extra attributes, operators.
class Stack(list):
    def push(self, x):
        self.append(x)
        return self

    def peek(self): return self[-1] if self else None

    def __repr__(self): return f"Stack({super().__repr__()})"


s = Stack([1, 2])
s.push(3).push(4)
print(s, len(s), s.peek(), s.pop(), s, isinstance(s, list), s == [1, 2, 3], [1, 2, 3] == s, bool(Stack()))
print(type(s + [9]).__name__, type(s[:2]).__name__, type(s * 2).__name__, type(s.copy()).__name__, s[0], s[-1], 2 in s, sum(s), sorted(s, reverse=True))
s.tag = "attr"
print(s.tag, vars(s), list(reversed(s)), [x for x in s], *s)
s += [5]
print(s, type(s).__name__, s.index(5))


class Bounded(list):
    def __init__(self, limit, *args):
        super().__init__(*args)
        self.limit = limit

    def append(self, x):
        if len(self) >= self.limit:
            raise OverflowError(f"more than {self.limit}")
        super().append(x)

    def __getitem__(self, i):
        if isinstance(i, int):
            return super().__getitem__(i % len(self))
        return super().__getitem__(i)

    def __contains__(self, x): return x == "always" or super().__contains__(x)


b = Bounded(3, "ab")
b.append("c")
try:
    b.append("d")
except OverflowError as e:
    print(e)
print(b, b[10], b[-7], b[0:2], "always" in b, "a" in b, "q" in b)
b.extend("xyz")
print(b, len(b))


class Pair(tuple):
    def __new__(cls, a, b): return super().__new__(cls, (a, b))

    @property
    def left(self): return self[0]

    def swap(self): return Pair(self[1], self[0])

    def __add__(self, o): return Pair(self[0] + o[0], self[1] + o[1])


p = Pair(1, 2)
print(p, p.left, p.swap(), p + (10, 20), type(p + p).__name__, hash(p) == hash((1, 2)), p == (1, 2), {p: 1}[(1, 2)])
x, y = p
print(x, y, p < Pair(1, 3), max(p), isinstance(p, tuple), p.count(1))


class Loud(list):
    def __setitem__(self, i, v):
        print("set", i, v)
        super().__setitem__(i, v)

    def __delitem__(self, i):
        print("del", i)
        super().__delitem__(i)

    def __iter__(self):
        print("iter", end=" ")
        return super().__iter__()


l = Loud([3, 1, 2])
l[0] = 9
l[1:2] = [7, 8]
del l[0]
for v in l:
    print(v, end=" ")
print()
l.sort()
print(list(l), len(l), l == [2, 7, 8])
class Matrix(list):
    def __mul__(self, k): return Matrix([[v * k for v in r] for r in self])


print(Matrix([[1, 2]]) * 3, 2 * Matrix([[1]]))
