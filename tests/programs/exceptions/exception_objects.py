# Exception objects: args, str, repr, attributes of particular kinds, hierarchy, notes.
for e in (Exception(), Exception("one"), Exception("a", 2), ValueError(None), KeyError("k"), KeyError("a", "b"), KeyError(), IndexError("i"), StopIteration(3), StopIteration(),
          SystemExit(), SystemExit(2), SystemExit("bye"), OSError(2, "missing", "file.txt"), OSError("just text"), FileNotFoundError(2, "nf"), AttributeError("a"), NameError("n"),
          UnicodeDecodeError("utf-8", b"\xff", 0, 1, "bad"), UnicodeEncodeError("ascii", "é", 0, 1, "bad"), ZeroDivisionError("z"), AssertionError(), NotImplementedError("todo"), KeyboardInterrupt(), GeneratorExit(), SyntaxError("bad"), ImportError("i", name="mod"), BaseException("b"), Warning("w")):
    print(type(e).__name__, "|", str(e), "|", repr(e), "|", e.args)
print(StopIteration(3).value, StopIteration().value, SystemExit(4).code, SystemExit().code, OSError(2, "m", "f").errno, OSError(2, "m", "f").strerror, OSError(2, "m", "f").filename)
print(type(OSError(2, "x")).__name__, type(OSError(13, "x")).__name__, type(OSError(17, "x")).__name__, type(OSError(32, "x")).__name__, type(OSError(999, "x")).__name__)
for k in (ZeroDivisionError, KeyError, FileNotFoundError, RecursionError, UnicodeDecodeError, ModuleNotFoundError, UnboundLocalError, BrokenPipeError, TimeoutError, NotImplementedError, IndentationError, StopAsyncIteration, SystemExit, DeprecationWarning, BaseExceptionGroup):
    print(" < ".join(c.__name__ for c in k.__mro__[:-1]))
try:
    undefined_thing
except NameError as e:
    print(e.name, e.args)
try:
    [].missing
except AttributeError as e:
    print(e.name, e.obj)
try:
    import no_such_module_here
except ImportError as e:
    print(type(e).__name__, e, e.name)
try:
    from math import no_such_name
except ImportError as e:
    print(type(e).__name__, str(e).split("(")[0], e.name)
try:
    {}["key"]
except KeyError as e:
    print(e.args[0], str(e), repr(str(e)))
e = ValueError("noted")
e.add_note("first")
e.add_note("second")
print(e.__notes__, str(e))
try:
    e.add_note(5)
except TypeError as t:
    print(t)
print(e.__traceback__, e.__cause__, e.__context__, e.__suppress_context__)
try:
    raise e
except ValueError as caught:
    print(caught.__traceback__ is not None, caught.__traceback__.tb_lineno, caught.with_traceback(None) is e, e.__traceback__)
a = Exception("x")
b = Exception("x")
print(a == b, a == a, {a: 1}[a], Exception("q").args + (1,))
a.args = [1, 2]
print(a.args, str(a))
a.custom = 5
print(a.__dict__)
try:
    raise Exception(*range(3))
except Exception as e:
    x, y, z = e.args
    print(x + y + z)
for bad in ("ValueError(x=1)", "OSError(x=1)", "raise_()"):
    try:
        eval(bad)
    except (TypeError, NameError) as e:
        print(e)
