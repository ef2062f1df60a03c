# itertools: infinite, combining, grouping, slicing and combinatoric iterators.
import itertools as it
import operator

print(list(it.islice(it.count(5, 2), 4)), list(it.islice(it.cycle("ab"), 5)), list(it.repeat("x", 3)), list(it.islice(it.count(0.5, 0.5), 3)))
print(list(it.chain("ab", [1], ())), list(it.chain.from_iterable(["ab", "c"])), list(it.zip_longest("abc", [1], fillvalue="-")), list(it.zip_longest()))
print(list(it.accumulate([1, 2, 3, 4])), list(it.accumulate([3, 1, 4], max)), list(it.accumulate([1, 2, 3], operator.mul, initial=10)), list(it.accumulate([])))
print(list(it.islice("abcdef", 3)), list(it.islice("abcdef", 2, None)), list(it.islice("abcdef", 1, 5, 2)), list(it.islice([], 3)))
print(list(it.takewhile(lambda x: x < 3, [1, 2, 3, 1])), list(it.dropwhile(lambda x: x < 3, [1, 2, 3, 1])), list(it.filterfalse(lambda x: x % 2, range(6))), list(it.filterfalse(None, [0, 1, ""])), list(it.compress("abcd", [1, 0, 1, 0])))
print([(k, list(g)) for k, g in it.groupby("aaabbca")], [(k, len(list(g))) for k, g in it.groupby(sorted(["apple", "avocado", "banana", "cherry", "blueberry"]), key=lambda w: w[0])])
print(list(it.permutations("abc", 2)), len(list(it.permutations(range(5)))), list(it.permutations([])), list(it.permutations("ab", 3)))
print(list(it.combinations("abcd", 2)), list(it.combinations_with_replacement("ab", 3)), list(it.combinations([1], 0)), list(it.combinations("ab", 5)))
print(list(it.product("ab", [1, 2])), list(it.product([0, 1], repeat=3)), list(it.product()), list(it.product("a", [])))
print(list(it.starmap(pow, [(2, 3), (3, 2)])), list(it.pairwise("abcd")), list(it.pairwise([1])))
a, b, c = it.tee([1, 2, 3], 3)
print(next(a), next(a), list(b), list(a), list(c))
g = it.groupby([1, 1, 2])
k1, g1 = next(g)
k2, g2 = next(g)
print(k1, list(g1), k2, list(g2))
gen = (x for x in range(10))
print(list(it.islice(gen, 3)), list(it.islice(gen, 2, 4)), list(gen))
print(sum(it.islice(it.count(1), 100)), max(it.chain([1, 5], [3])), dict(zip("abc", it.count())), list(map(operator.add, it.count(), [10, 20])), ["".join(p) for p in it.product("01", repeat=2)])
print(next(it.count(10)), it.count(3), it.repeat(5, 2), it.repeat("x"), list(it.repeat(1, 0)), list(it.chain()))
for text in ("it.islice([1], -1)", "list(it.combinations('a', -1))", "list(it.chain(5))", "it.count('a')", "it.repeat()", "list(it.starmap(pow, [1]))", "list(it.zip_longest(1))", "it.tee([1], -1)", "list(it.product(5))"):
    try:
        print(text, eval(text))
    except Exception as e:
        print(text, "|", type(e).__name__)
def batched(xs, n):
    i = iter(xs)
    while chunk := tuple(it.islice(i, n)):
        yield chunk


def primes():
    yield 2
    for n in it.count(3, 2):
        if all(n % p for p in it.takewhile(lambda p: p * p <= n, it.chain([2], range(3, n, 2)))):
            yield n


print(list(batched("abcdefg", 3)), list(it.islice(primes(), 10)), list(it.takewhile(lambda x: x < 30, it.accumulate(it.repeat(1, 8), lambda a, _: a * 2))))
