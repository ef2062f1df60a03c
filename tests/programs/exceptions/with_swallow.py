# with statements and exceptions: swallowing, replacing, order, contextlib, failing enter.
from contextlib import contextmanager, suppress, closing, ExitStack, nullcontext


class Guard:
    def __init__(self, name, *kinds): self.name, self.kinds = name, kinds

    def __enter__(self):
        print("enter", self.name)
        return self

    def __exit__(self, kind, e, tb):
        print("exit", self.name, repr(e))
        return kind is not None and issubclass(kind, self.kinds)


with Guard("a", ValueError):
    raise ValueError(1)
print("went on")
try:
    with Guard("b", ValueError):
        raise KeyError(2)
except KeyError as e:
    print("escaped", e)
with Guard("o", KeyError), Guard("i", ValueError):
    raise KeyError(3)


class Replace:
    def __enter__(self): return 1
    def __exit__(self, k, e, tb): raise RuntimeError("replaced") from e


try:
    with Replace():
        raise ValueError("orig")
except RuntimeError as e:
    print(e, repr(e.__cause__))


class FailEnter:
    def __enter__(self): raise OSError("no entry")
    def __exit__(self, *a): print("never")


try:
    with Guard("outer"), FailEnter():
        print("never")
except OSError as e:
    print(e)


@contextmanager
def managed(name):
    print("start", name)
    try:
        yield name.upper()
    except ValueError as e:
        print("inside", e)
    finally:
        print("stop", name)


with managed("m") as m:
    print(m)
with managed("v"):
    raise ValueError("seen by generator")
try:
    with managed("k"):
        raise KeyError("passes")
except KeyError as e:
    print("got", e)
with suppress(ZeroDivisionError, KeyError):
    1 / 0
with suppress(KeyError):
    print("nothing to suppress")


class Res:
    def close(self): print("closed")


with closing(Res()) as r:
    print(type(r).__name__)
with ExitStack() as stack:
    for n in "xy":
        stack.enter_context(managed(n))
    stack.callback(print, "callback", 1)
    print("in stack")
with nullcontext(5) as n:
    print(n)


def returns():
    with Guard("ret"):
        return "value"


def loop():
    for i in range(3):
        with Guard(f"l{i}", ValueError):
            if i == 0:
                raise ValueError
            if i == 1:
                continue
            break
    return i


print(returns(), loop())


@contextmanager
def no_yield():
    if False:
        yield


try:
    with no_yield():
        pass
except RuntimeError as e:
    print(e)


@contextmanager
def two():
    yield 1
    yield 2


try:
    with two():
        pass
except RuntimeError as e:
    print(e)
@managed("deco")
def decorated(): print("decorated body")


decorated()
