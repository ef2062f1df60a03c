# code.replace, and functions made of code objects.
import types


def f(a, b=2, *, c=3):
    "doc"
    return a, b, c, "constant"


code = f.__code__
print(code.replace(co_name="g").co_name, code.co_name)
print(code.replace(co_filename="elsewhere.py").co_filename, code.replace(co_qualname="q.r").co_qualname)
other = code.replace(co_consts=tuple("other" if x == "constant" else x for x in code.co_consts))
g = types.FunctionType(other, globals(), "name", (7, 8))
g.__kwdefaults__ = {"c": 9}
print(g.__name__, g(), g(1), f(1), g.__defaults__)
for bad in ({"co_nam": 1}, {"co_name": 1}):
    try:
        code.replace(**bad)
    except TypeError as e:
        print(e)


def outer():
    x = 5

    def inner():
        return x

    return inner


inner = outer()
again = types.FunctionType(inner.__code__, globals(), closure=inner.__closure__)
print(again(), again.__name__)
for args in ((inner.__code__, {}), (1, {}), (code, 1), (code, {}, 1), (code, {}, None, 1)):
    try:
        print(types.FunctionType(*args))
    except (TypeError, ValueError) as e:
        print(e)
