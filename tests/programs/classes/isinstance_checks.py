# isinstance, issubclass, type(), with tuples, unions, builtin hierarchies, errors.
class A: pass
class B(A): pass
class C(B): pass


c = C()
print(isinstance(c, A), isinstance(c, B), isinstance(c, object), isinstance(A(), C), type(c) is B, type(c) == C)
print(issubclass(C, A), issubclass(A, C), issubclass(A, A), issubclass(C, (int, A)), issubclass(bool, int))
print(isinstance(1, (str, int)), isinstance("a", (int, (float, (str,)))), isinstance(1, int | str), isinstance(None, int | None), isinstance(1, ()))
values = [1, True, 1.5, "s", b"b", [], (), {}, set(), None, len, lambda: 0, A, c, range(1), 1j, ..., Exception("e"), frozenset(), iter([])]
types = [int, bool, float, str, bytes, list, tuple, dict, set, type, Exception, object]
for v in values:
    print(type(v).__name__, [t.__name__ for t in types if isinstance(v, t)])
print([t.__name__ for t in (ZeroDivisionError.__mro__)], issubclass(KeyError, LookupError), issubclass(FileNotFoundError, OSError), IOError is OSError)
for text in ("isinstance(1, 1)", "isinstance(1, 'int')", "issubclass(1, int)", "issubclass(int, 5)", "isinstance(1)", "isinstance(1, [int])"):
    try:
        print(eval(text))
    except TypeError as e:
        print(text, "|", str(e).replace(", or a union", ", or a union"))
print(type(1) is int, type(type(1)) is type, type(A).__name__, type(c).__name__, isinstance(A, type), isinstance(type, object), isinstance(object, type))


class Duck:
    def quack(self): return "Quack"


class Robot:
    quack = "not callable"


for thing in (Duck(), Robot(), 5):
    q = getattr(thing, "quack", None)
    print(type(thing).__name__, q() if callable(q) else "no")


def describe(v):
    if isinstance(v, bool):
        return "bool"
    if isinstance(v, (int, float)):
        return "number"
    if isinstance(v, (list, tuple)):
        return [describe(x) for x in v]
    if isinstance(v, dict):
        return {k: describe(x) for k, x in v.items()}
    return type(v).__name__


print(describe([1, 2.5, True, "x", (None, [3])]), describe({"a": 1, "b": {"c": "d"}}))
print(int | str, (int | None), isinstance(3, float), 3 == 3.0, A.__subclasses__(), c.__class__.__bases__[0].__name__)
