# Generator send: values in and out, priming, running averages, coroutines.
def echo():
    got = None
    while True:
        got = yield got
        print("received", got)


e = echo()
print(next(e), e.send(1), e.send("two"), next(e))
fresh = echo()
try:
    fresh.send(5)
except TypeError as x:
    print(x)
print(fresh.send(None))


def average():
    total = count = 0
    result = None
    while True:
        value = yield result
        if value is None:
            return total / count
        total += value
        count += 1
        result = total / count


avg = average()
next(avg)
print([avg.send(v) for v in (10, 20, 60)])
try:
    avg.send(None)
except StopIteration as s:
    print("returned", s.value)


def consumer(target):
    def start(*args):
        g = target(*args)
        next(g)
        return g
    return start


@consumer
def printer(prefix):
    while True:
        print(prefix, (yield))


@consumer
def filter_to(predicate, target):
    while True:
        x = yield
        if predicate(x):
            target.send(x)


@consumer
def broadcast(*targets):
    while True:
        x = yield
        for t in targets:
            t.send(x)


pipe = broadcast(filter_to(lambda v: v % 2, printer("odd")), filter_to(lambda v: v > 2, printer("big")))
for i in range(5):
    pipe.send(i)


def accumulate():
    x = y = 0
    while True:
        command, *args = yield (x, y)
        match command:
            case "move":
                x, y = x + args[0], y + args[1]
            case "reset":
                x = y = 0


acc = accumulate()
print(next(acc), acc.send(("move", 1, 2)), acc.send(("move", 3, 3)), acc.send(("reset",)))


def expr():
    z = (yield 1) + (yield 2)
    print("z", z)
    w = [(yield), (yield)]
    return w


g = expr()
print(next(g), g.send(10), g.send(20), g.send("a"))
try:
    g.send("b")
except StopIteration as s:
    print(s.value)


def scheduler(*tasks):
    queue = list(tasks)
    while queue:
        task = queue.pop(0)
        try:
            print(next(task), end=" ")
            queue.append(task)
        except StopIteration:
            pass
    print()


scheduler((f"a{i}" for i in range(3)), (f"b{i}" for i in range(1)), (f"c{i}" for i in range(2)))
