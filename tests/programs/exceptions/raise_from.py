# raise from, implicit context, suppression, reraise, and the variables' lifetime.
def chain(e):
    out = []
    while e is not None:
        out.append(f"{type(e).__name__}({e})[cause={type(e.__cause__).__name__}, suppress={e.__suppress_context__}]")
        e = e.__cause__ or (None if e.__suppress_context__ else e.__context__)
    return " <- ".join(out)


def a():
    try:
        1 / 0
    except ZeroDivisionError as z:
        raise ValueError("explicit") from z


def b():
    try:
        1 / 0
    except ZeroDivisionError:
        raise ValueError("implicit")


def c():
    try:
        1 / 0
    except ZeroDivisionError:
        raise ValueError("suppressed") from None


def d():
    try:
        b()
    except ValueError as e:
        raise KeyError("third") from e


def e():
    raise TypeError("from class") from KeyError


def f():
    try:
        a()
    except ValueError:
        raise


def g():
    try:
        a()
    except ValueError as v:
        raise v


def h():
    try:
        raise RuntimeError("one")
    except RuntimeError as r:
        saved = r
    raise saved


def i():
    try:
        try:
            {}["k"]
        except KeyError:
            int("x")
    except ValueError as v:
        raise OSError("io") from v.__context__


for fn in (a, b, c, d, e, f, g, h, i):
    try:
        fn()
    except Exception as err:
        print(fn.__name__, chain(err))
try:
    raise
except RuntimeError as err:
    print(err)
for bad in (5, "text", int, None):
    try:
        raise bad
    except TypeError as err:
        print(err)
try:
    raise ValueError from 5
except TypeError as err:
    print(err)
err = "kept"
try:
    raise ValueError
except ValueError as err:
    pass
try:
    print(err)
except NameError as n:
    print(n)
x = ValueError("manual")
x.__cause__ = KeyError("set by hand")
try:
    raise x
except ValueError as y:
    print(chain(y), y is x)
try:
    x.__cause__ = 5
except TypeError as n:
    print(n)
try:
    try:
        raise ValueError("inner")
    except ValueError:
        try:
            raise KeyError("handled")
        except KeyError:
            pass
        raise
except ValueError as v:
    print("reraised", v, v.__context__)
import sys
print(sys.exc_info())
try:
    1 / 0
except ZeroDivisionError:
    print(sys.exc_info()[0].__name__, sys.exc_info()[1])
print(sys.exc_info()[0])
