# functools (reduce, partial, lru_cache, wraps, singledispatch, total_ordering) and operator.
import functools
import operator

print(functools.reduce(operator.add, [1, 2, 3]), functools.reduce(lambda a, b: a * b, range(1, 6), 1), functools.reduce(max, [3, 9, 2]), functools.reduce(operator.add, [], "init"))
try:
    functools.reduce(operator.add, [])
except TypeError as e:
    print(type(e).__name__)
p = functools.partial(int, base=2)
q = functools.partial(print, "partial", sep="-")
q("called", 1)
print(p("101"), p.func is int, p.args, p.keywords, functools.partial(pow, 2)(5), functools.partial(functools.partial(pow, 2), 3)())
calls = []


@functools.lru_cache(maxsize=2)
def square(x):
    calls.append(x)
    return x * x


print([square(x) for x in (1, 2, 1, 3, 2, 1)], calls, square.cache_info())
square.cache_clear()
print(square.cache_info().currsize, square.__wrapped__(5))


@functools.cache
def fib(n): return n if n < 2 else fib(n - 1) + fib(n - 2)


print(fib(90), fib.cache_info().hits)


def deco(f):
    @functools.wraps(f)
    def wrapper(*a):
        """wrapper doc"""
        return f(*a)
    return wrapper


@deco
def named(x):
    """named doc"""
    return x


print(named.__name__, named.__doc__, named.__wrapped__(3))


@functools.singledispatch
def show(x): return f"object {x}"


@show.register
def _(x: int): return f"int {x}"


@show.register(list)
def _(x): return f"list of {len(x)}"


print(show(1), show(True), show([1]), show("s"), show(2.5), show.dispatch(bool)(3))


@functools.total_ordering
class V:
    def __init__(self, n): self.n = n
    def __eq__(self, o): return self.n == o.n
    def __lt__(self, o): return self.n < o.n


print(V(1) <= V(1), V(2) > V(1), V(1) >= V(2), sorted([V(2), V(1)])[0].n)


class C:
    def __init__(self): self.runs = 0

    @functools.cached_property
    def value(self):
        self.runs += 1
        return self.runs * 10

    @functools.partialmethod
    def nothing(self): pass

    def scale(self, k, x): return k * x
    double = functools.partialmethod(scale, 2)


c = C()
print(c.value, c.value, c.runs, c.__dict__, c.double(7))
print(sorted([3, 1, 2], key=functools.cmp_to_key(lambda a, b: b - a)), sorted(["bb", "a"], key=functools.cmp_to_key(lambda a, b: len(a) - len(b))))
print(operator.add(1, 2), operator.sub(5, 3), operator.mul(2, 3), operator.truediv(7, 2), operator.floordiv(7, 2), operator.mod(7, 3), operator.neg(1), operator.not_(0), operator.and_(6, 3), operator.lshift(1, 4), operator.concat("a", "b"), operator.contains([1], 1), operator.eq(1, 1.0), operator.is_(None, None), operator.truth([]), operator.index(5), operator.pow(2, 3), operator.countOf([1, 1], 1), operator.indexOf("abc", "b"))
rows = [{"n": "b", "v": 2}, {"n": "a", "v": 2}, {"n": "c", "v": 1}]
print(sorted(rows, key=operator.itemgetter("v", "n")), operator.itemgetter(1)([5, 6]), operator.itemgetter(0, -1)("abc"), operator.attrgetter("n")(V(3)), operator.attrgetter("n", "__class__.__name__")(V(4)), operator.methodcaller("upper")("x"), operator.methodcaller("replace", "a", "b")("aa"), operator.itemgetter(slice(1, 3))("abcd"))
l = [1]
operator.setitem(l, 0, 9); operator.iadd(l, [2]); print(l, operator.getitem(l, 1), operator.delitem(l, 0), l)
