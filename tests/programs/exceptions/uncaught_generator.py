# Traceback through a generator that fails while a loop consumes it.
def numbers():
    yield 1
    yield 2
    raise RuntimeError("generator failed")


def total(items):
    result = 0
    for item in items:
        result += item
    return result


print(total([1, 2, 3]))


size = total(numbers()) + 1


print("never")
