# sys, io, traceback, contextlib.redirect_stdout, warnings, atexit order, types.
import contextlib
import io
import sys
import traceback
import types
import warnings

print(sys.maxsize, sys.byteorder in ("little", "big"), sys.version_info >= (3, 11), sys.version_info.major, isinstance(sys.argv, list), len(sys.argv), sys.maxunicode, sys.implementation.name != "", sys.getrecursionlimit() >= 100)
print("sys" in sys.modules, sys.modules["sys"] is sys, sys.getdefaultencoding(), sys.float_info.max, sys.float_info.epsilon, isinstance(sys.path, list), sys.getsizeof(1) > 0, sys.intern("a") == "a", sys.hash_info.width >= 32)
s = io.StringIO()
print("to string", 1, file=s)
s.write("more\n")
print(repr(s.getvalue()), s.seek(0), s.readline(), s.read(), s.tell())
s = io.StringIO("a\nb\nc")
print(list(s), s.seek(2), s.read(1), s.truncate(2), s.getvalue())
b = io.BytesIO(b"abc")
b.seek(0, 2); b.write(b"def"); b.seek(1)
print(b.read(2), b.getvalue(), b.getbuffer()[0], b.readable(), b.tell())
t = io.TextIOWrapper(io.BytesIO("é\nx".encode()), encoding="utf-8")
print(t.readline(), t.read())
with contextlib.redirect_stdout(io.StringIO()) as captured:
    print("hidden")
    sys.stdout.write("too")
print(repr(captured.getvalue()))
old, sys.stdout = sys.stdout, io.StringIO()
print("captured by hand")
text, sys.stdout = sys.stdout.getvalue(), old
print(repr(text))


def inner(): return 1 / 0
def outer(): inner()


try:
    outer()
except ZeroDivisionError as e:
    stack = traceback.extract_tb(e.__traceback__)
    print([f.name for f in stack], [f.lineno > 0 for f in stack], stack[-1].line)
    print(traceback.format_exception_only(type(e), e), traceback.format_exc().splitlines()[0], traceback.format_exc().splitlines()[-1])
    kind, value, tb = sys.exc_info()
    print(kind.__name__, value, tb.tb_frame.f_code.co_name, tb.tb_next.tb_frame.f_code.co_name, tb.tb_next.tb_next.tb_next)


def caller(): return sys._getframe().f_code.co_name, sys._getframe(1).f_code.co_name


def parent(): return caller()


print(parent())
with warnings.catch_warnings(record=True) as w:
    warnings.simplefilter("always")
    warnings.warn("careful")
    warnings.warn("old", DeprecationWarning)
print([(str(x.message), x.category.__name__) for x in w])
with warnings.catch_warnings():
    warnings.simplefilter("error")
    try:
        warnings.warn("as error")
    except UserWarning as e:
        print("raised", e)
m = types.ModuleType("made", "doc")
m.x = 5
sys.modules["made"] = m
import made
from made import x as imported
print(made.x, imported, made.__name__, made.__doc__, type(made).__name__)
ns = types.SimpleNamespace(a=1, b="x")
ns.c = 3
print(ns, ns.a, ns == types.SimpleNamespace(a=1, b="x", c=3), isinstance(inner, types.FunctionType), isinstance(len, types.BuiltinFunctionType), isinstance((x for x in ""), types.GeneratorType), types.MappingProxyType({"k": 1})["k"])
try:
    types.MappingProxyType({})["a"] = 1
except TypeError as e:
    print(e)
for statement in ("import nope_not_there", "from sys import nope_not_there", "import sys.nope"):
    try:
        exec(statement)
    except ImportError as e:
        print(type(e).__name__, e.name)
import math as m2, os.path
from math import floor as fl, ceil
print(m2.floor is fl, ceil(1.2), os.path.join("a", "b"))
hook_calls = []
sys.displayhook(None)
sys.displayhook([1])
print(sys.exc_info(), sys.stdout.encoding.lower().replace("-", ""), sys.stderr is not None)
