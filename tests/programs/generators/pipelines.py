# Generator pipelines: readers, parsers, grouping, running totals, merge, batching.
LOG = """2024-01-01 INFO start
2024-01-01 ERROR disk full
2024-01-02 INFO ok
bad line
2024-01-02 ERROR net down
2024-01-03 WARN slow"""


def lines(text):
    for line in text.splitlines():
        yield line


def parse(source):
    for number, line in enumerate(source, 1):
        try:
            day, level, *words = line.split()
            year, month, date = map(int, day.split("-"))
        except ValueError as e:
            print("skipping", number, type(e).__name__)
            continue
        yield {"day": date, "level": level, "text": " ".join(words)}


def where(source, **conditions):
    for record in source:
        if all(record[k] == v for k, v in conditions.items()):
            yield record


def pick(source, *names):
    yield from (tuple(r[n] for n in names) for r in source)


print(list(pick(where(parse(lines(LOG)), level="ERROR"), "day", "text")))


def group(source, key):
    current, bucket = object(), []
    for item in source:
        k = key(item)
        if bucket and k != current:
            yield current, bucket
            bucket = []
        current = k
        bucket.append(item)
    if bucket:
        yield current, bucket


for day, records in group(parse(lines(LOG)), lambda r: r["day"]):
    print(day, [r["level"] for r in records])


def running(source):
    total = 0
    for x in source:
        total += x
        yield total


def merge(a, b):
    a, b = iter(a), iter(b)
    done = object()
    x, y = next(a, done), next(b, done)
    while x is not done or y is not done:
        if y is done or x is not done and x <= y:
            yield x
            x = next(a, done)
        else:
            yield y
            y = next(b, done)


print(list(running(range(1, 8))), list(merge([1, 4, 6], [2, 3, 7, 9])), list(merge([], "ab")))


def unique(source):
    seen = set()
    for x in source:
        if x not in seen:
            seen.add(x)
            yield x


def pairwise(source):
    it = iter(source)
    previous = next(it)
    for x in it:
        yield previous, x
        previous = x


print("".join(unique("mississippi")), list(pairwise([1, 5, 2, 8])), [b - a for a, b in pairwise([1, 4, 9, 16])])


def cycle(items):
    while True:
        yield from items


def limit(source, n):
    for x in source:
        if n == 0:
            return
        n -= 1
        yield x


print(list(limit(cycle("abc"), 7)), list(limit([1], 5)), list(limit(cycle([0]), 0)))


def primes():
    def integers(n):
        while True:
            yield n
            n += 1

    def sieve(source):
        p = next(source)
        yield p
        yield from sieve(x for x in source if x % p)
    return sieve(integers(2))


print(list(limit(primes(), 10)))
