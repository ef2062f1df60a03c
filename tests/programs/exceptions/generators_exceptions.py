# Exceptions in and through generators: throw, close, StopIteration, finally.
def g():
    while True:
        try:
            got = yield "ready"
            print("got", got)
        except ValueError as e:
            print("handled", e)
        finally:
            print("loop finally")


it = g()
print(next(it), it.send(1), it.throw(ValueError("v")))
try:
    it.throw(KeyError("k"))
except KeyError as e:
    print("out", e)
try:
    next(it)
except StopIteration as e:
    print("finished", e.value)


def fails():
    yield 1
    raise RuntimeError("from generator")


it = fails()
print(next(it))
try:
    next(it)
except RuntimeError as e:
    print(e)
print(list(it))


def stop_inside():
    yield 1
    raise StopIteration("wrong")


try:
    list(stop_inside())
except RuntimeError as e:
    print(e, repr(e.__cause__))


def next_inside():
    yield next(iter([]))


try:
    list(next_inside())
except RuntimeError as e:
    print(e)


def ignores_close():
    try:
        yield 1
    except GeneratorExit:
        yield 2


it = ignores_close()
next(it)
try:
    it.close()
except RuntimeError as e:
    print(e)


def clean():
    try:
        yield 1
        yield 2
    except GeneratorExit:
        print("closing")
        raise
    finally:
        print("cleaned")


it = clean()
next(it)
it.close()
it.close()
print(list(it))
fresh = clean()
fresh.close()
print(next(fresh, "exhausted"))
fresh = clean()
try:
    fresh.throw(ValueError("never started"))
except ValueError as e:
    print(e)
try:
    clean().send(5)
except TypeError as e:
    print(e)


def recursive():
    yield next(me)


me = recursive()
try:
    next(me)
except ValueError as e:
    print(e)


def outer():
    try:
        r = yield from inner()
        print("result", r)
    except ZeroDivisionError as e:
        print("outer caught", e)
    yield "after"


def inner():
    try:
        yield "inner"
    except KeyError:
        print("inner caught KeyError")
        yield "recovered"
        1 / 0


it = outer()
print(next(it), it.throw(KeyError("x")), next(it))


def in_except():
    try:
        raise ValueError("active")
    except ValueError as e:
        yield "inside except"
        print("still", e)
        try:
            raise
        except ValueError as again:
            print("reraised", again)


for v in in_except():
    try:
        raise KeyError("other")
    except KeyError:
        print(v)
for x in (v for v in [1, 0, 2] if 2 / (v or 1)):
    print(x, end=" ")
print()
try:
    print([1 / v for v in (2, 0)])
except ZeroDivisionError as e:
    print(e)
