# What nests deeper than any stack raises RecursionError or goes on, but never ends the interpreter.


def outcome(function):
    try:
        return function()
    except RecursionError:
        return "RecursionError"


def nested(make, value, times):
    for _ in range(times):
        value = make(value)
    return value


class Called:
    pass


Called.__call__ = Called()
print(outcome(Called()))

inner = nested(lambda s: frozenset([s]), frozenset(), 120)
print(inner == nested(lambda s: frozenset([s]), frozenset(), 120))


def passes_on(it):
    yield from it


def counts():
    try:
        yield 1
        yield 2
    except ValueError as e:
        yield str(e)


it = nested(passes_on, counts(), 200)
print(next(it), it.throw(ValueError("thrown")), list(it))

print(repr(nested(slice, 1, 3)))
for source in "await " * 100_000 + "x", "(" * 100_000, "not " * 100_000 + "x":
    try:
        compile("async def f():\n    " + source, "x.py", "exec")
    except (SyntaxError, RecursionError, MemoryError):
        print("refused")
