# What an idle worker runs so that the browser's optimising compiler knows the interpreter before the first program.

class Counter:
    def __init__(self):
        self.n = 0

    def add(self, k):
        self.n += k
        return self.n

def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)

def numbers(n):
    i = 0
    while i < n:
        yield i
        i += 1

def work():
    total = 0.5
    counter = Counter()
    seen = {}
    items = []
    for i in range(6000):
        counter.add(i % 7)
        seen[i % 50] = seen.get(i % 50, 0) + 1
        items.append(i * 3)
        total += items[i] / 2.0 if i & 1 else -1.0
    items.sort(key=lambda item: -item)
    text = ''.join(f'{k}:{v};' for k, v in seen.items())
    return fib(16) + sum(numbers(2000)) + len(text.split(';')) + sum([x * x for x in items if x % 2])

for _ in range(12):
    work()
