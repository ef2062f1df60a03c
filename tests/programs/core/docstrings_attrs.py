# Docstrings, function attributes, names of things, pass and comments, semicolons.
"""This is not the doc, the comment line comes first; still it is."""
print(__doc__)


def f():
    "One line."
    return 1


def g():
    x = "not a doc"
    return x


class C:
    """Class doc."""

    def m(self):
        """Method doc."""
    x = 5; y = 6


print(f.__doc__, g.__doc__, C.__doc__, C.m.__doc__, C().m.__doc__, (lambda: 0).__doc__)
print(f.__name__, C.__name__, C.m.__qualname__, C.__module__, f.__module__, len.__name__, int.__name__)
f.calls = 0
f.calls += 1; f.calls += 1
print(f.calls, hasattr(f, "calls"), hasattr(g, "calls"), vars(f))
f.__doc__ = "changed"
f.__name__ = "renamed"
print(f.__doc__, f.__name__)
def h(): pass; pass
if True: a = 1; b = 2
print(h(), a, b)
total = (1 +
         2 +   # a comment in an expression
         3)
items = [
    1,
    2,  # trailing comma follows
    3,
]
print(total, items, \
      "continued")
x = 1 if True else \
    2
print(x)
m = C().m
print(m.__self__.__class__ is C, m.__func__ is C.m, m.__name__, C.m is C.m, C().m == C().m)


def outer():
    class Inner:
        def method(self):
            return lambda: 0
    return Inner


print(outer().__qualname__, outer()().method().__qualname__)
print(f.__code__.co_name, f.__code__.co_argcount, g.__code__.co_varnames, (lambda a, *b, c=1: 0).__code__.co_varnames)
print(type(f).__name__, type(m).__name__, type(len).__name__, type(C).__name__, type([].append).__name__, type(print).__name__)
# a comment at the end
if x:
    # only a comment before
    pass
else: ...
print("é" "nd")
