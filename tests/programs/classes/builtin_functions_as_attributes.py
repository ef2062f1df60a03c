# Functions that CPython has in C do not bind when they are class attributes, and say so in their repr.
import cmath
import gc
import inspect
import math
import operator
import pickle
import sys
import time


class Formatter:
    converter = time.gmtime
    close = math.isclose
    add = operator.add
    order = sorted
    show = print
    total = sum
    phase = cmath.phase
    limit = sys.getrecursionlimit

    def plain(self):
        return type(self).__name__


f = Formatter()
print(f.converter(0).tm_year, Formatter.converter(0).tm_year, f.close(1, 1.0), f.add(1, 2))
print(f.order([2, 1]), f.total([1, 2]), f.phase(1), f.limit() > 0, f.plain())
f.show('shown')

for function in time.localtime, math.isclose, math.prod, operator.add, sorted, print, sum, gc.isenabled, cmath.phase:
    print(function, type(function).__name__, function.__name__, function.__qualname__)
    print(hasattr(function, '__code__'), hasattr(function, '__dict__'), inspect.isfunction(function),
          inspect.isbuiltin(function), inspect.isroutine(function), callable(function))
    print(pickle.loads(pickle.dumps(function)) is function, type(function.__self__).__name__)

print(inspect.signature(math.isclose))
print(inspect.signature(sorted))
try:
    sorted.attribute = 1
except AttributeError as e:
    print(type(e).__name__)

