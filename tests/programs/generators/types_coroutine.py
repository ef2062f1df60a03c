# types.coroutine, code objects by value, functions that get other code.
import types, inspect
def f(a, b=2):
    return a + b
c = f.__code__
print(c.replace() == c, hash(c.replace()) == hash(c), c.replace(co_name='g') == c)
print(compile('a+1', 'x', 'eval') == compile('a+1', 'x', 'eval'), compile('a+1', 'x', 'eval') == compile('a+2', 'x', 'eval'))
f.__code__ = c.replace(co_consts=c.co_consts, co_varnames=('x', 'y'))
print(inspect.signature(f), f(x=1))
@types.coroutine
def g():
    r = yield 1
    return r
print(g.__code__.co_flags & 0x1a0, inspect.isawaitable(g()), inspect.iscoroutinefunction(g), inspect.isgeneratorfunction(g), type(g()))
async def h():
    return await g()
co = h()
print(co.send(None))
try: co.send(5)
except StopIteration as e: print(e.value)
def plain():
    yield
async def k(): await plain()
try: k().send(None)
except TypeError as e: print(e)
@types.coroutine
def deleg():
    return (yield from h())
d = deleg()
print(d.send(None))
try: d.send(7)
except StopIteration as e: print(e.value)
class Gen:
    def __iter__(self): return self
    def __next__(self): return 3
    def send(self, v): return v
    def throw(self, *a): raise a[0]
    def close(self): pass
@types.coroutine
def w(): return Gen()
print(type(w()).__name__, inspect.isawaitable(w()))
import collections.abc
class G2(collections.abc.Generator):
    def send(self, v): raise StopIteration(8)
    def throw(self, *a): raise a[0]
@types.coroutine
def w2(): return G2()
async def m(): return await w2()
try: m().send(None)
except StopIteration as e: print(e.value)
print(type(w2()), inspect.isawaitable(w2()))
try: types.coroutine(3)
except TypeError as e: print(e)
async def already(): pass
print(types.coroutine(already) is already)
print(types.coroutine(g) is g)
@types.coroutine
def none(): return 3
print(none())
def outer():
    n = 1
    def inner(): return n
    return inner
try: outer().__code__ = f.__code__
except ValueError as e: print(e)
try: f.__code__ = 3
except TypeError as e: print(e)
f.__code__ = (lambda x, *, y=1, **rest: (x, y, rest)).__code__
f.__kwdefaults__ = {'y': 5}
print(f(1), f(1, y=2, z=3), inspect.signature(f))
print(c.replace(co_names=c.co_names, co_flags=c.co_flags) == c, len({c, c.replace()}))
