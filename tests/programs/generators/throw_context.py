# The context of what is thrown into a generator: what the generator handles, and not what its caller does.
def generator():
    try:
        yield 1
    except BaseException as e:
        print("first", repr(e), repr(e.__context__))
        try:
            yield 2
        except BaseException as e:
            print("second", repr(e), repr(e.__context__))


def run(*steps):
    g = generator()
    next(g)
    try:
        {}["k"]
    except KeyError:
        for step in steps:
            try:
                step(g)
            except BaseException as e:
                print("out", repr(e), repr(e.__context__))
    g.close()


run(lambda g: g.close())
run(lambda g: g.throw(GeneratorExit))
run(lambda g: g.throw(ValueError("t")))
run(lambda g: g.throw(ValueError), lambda g: g.throw(TypeError("z")))
run(lambda g: g.throw(ValueError), lambda g: next(g), lambda g: g.throw(OSError(1)))


def fresh():
    yield


try:
    1 / 0
except ZeroDivisionError:
    try:
        fresh().throw(ValueError("before it began"))
    except ValueError as e:
        print(repr(e), repr(e.__context__))
