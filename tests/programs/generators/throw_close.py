# Generator throw and close: where they arrive, what they return, finished generators.
def g():
    try:
        yield 1
    except KeyError as e:
        print("handled", repr(e))
        yield "after"
    yield "last"


a = g()
next(a)
print(a.throw(KeyError("x")), next(a), next(a, "done"))
a = g()
next(a)
try:
    a.throw(TypeError("not handled"))
except TypeError as e:
    print("out", e)
print(next(a, "finished after the error"))


def swallow_close():
    try:
        yield 1
    except GeneratorExit:
        print("exit seen")
        return


s = swallow_close()
next(s)
print(s.close())


def lock():
    print("lock")
    try:
        yield
    finally:
        print("unlock")


def work():
    for _ in lock():
        yield "working"


w = work()
print(next(w))
w.close()


def resume():
    results = []
    while True:
        try:
            x = yield results
            results.append(x)
        except ValueError as e:
            results.append(str(e))
        except GeneratorExit:
            print("closing with", results)
            raise


r = resume()
next(r)
r.send(1)
r.throw(ValueError("v"))
print(r.send(2))
r.close()
try:
    r.send(3)
except StopIteration:
    print("closed")
try:
    r.throw(ValueError("on a closed generator"))
except ValueError as e:
    print(e)


def with_return():
    try:
        yield
    except ValueError:
        return "returned after throw"


t = with_return()
next(t)
try:
    t.throw(ValueError())
except StopIteration as e:
    print(e.value)


def context():
    try:
        yield
    except ValueError:
        raise KeyError("replacement")


c = context()
next(c)
try:
    c.throw(ValueError("original"))
except KeyError as e:
    print(repr(e), repr(e.__context__))


def nested():
    try:
        try:
            yield 1
        finally:
            print("inner finally")
    finally:
        print("outer finally")


n = nested()
next(n)
try:
    n.throw(RuntimeError("through finally"))
except RuntimeError as e:
    print(e)
for bad in (5, "text", int):
    try:
        nested().throw(bad)
    except TypeError as e:
        print(e)
