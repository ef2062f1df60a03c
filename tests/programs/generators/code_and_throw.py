# Code objects are the same each time; what throw() takes.
import sys
def t(f, *a):
    try: print(f(*a))
    except BaseException as e: print(type(e).__name__, e)
async def ag(): yield 1
a = ag()
t(lambda: a.ag_frame.f_lineno)
t(lambda: (a.ag_running, a.ag_await))
t(lambda: a.ag_code is ag.__code__)
def g():
    yield 1
x = g()
t(lambda: x.gi_code is g.__code__)
t(lambda: g.__code__ is g.__code__)
t(lambda: x.gi_frame.f_code is g.__code__)
t(lambda: sys._getframe().f_code is sys._getframe().f_code)
t(lambda: id(g.__code__) == id(g.__code__))
def d(): t(lambda: 0)
def dele(): del x.__name__
t(dele)
f = lambda: (yield 1), (2)
class E(Exception): pass
def h():
    try: yield
    except E as e: print('caught', repr(e)); yield 5
k = h()
next(k)
t(k.throw, E('a'))
k = h()
next(k)
t(k.throw, E)
k = h()
next(k)
t(k.throw, E, 'msg')
k = h()
next(k)
t(k.throw, E, E('v'))
k = h()
next(k)
t(k.throw, E, None, 3)
k = h()
next(k)
t(k.throw, E('x'), 3)
k = h()
next(k)
t(k.throw, 'abc')
k = h()
next(k)
t(k.throw, int)
t(k.throw)
def w(): yield from [1, 2]
k = w()
next(k)
t(k.send, 5)
t(k.throw, ValueError('q'))
def r(): return (yield 1)
k = r()
t(k.send, 1)
next(k)
t(k.send, 9)
t(next, k)
k.close()
t(k.close)
def c():
    try: yield
    except GeneratorExit: yield 1
k = c()
next(k)
t(k.close)
def c2():
    try: yield
    except GeneratorExit: return 7
k = c2()
next(k)
class BadExc(Exception):
    def __new__(cls): return 3
k = h()
next(k)
t(k.throw, BadExc)
def rec():
    yield from rec()
t(lambda: next(rec()))
def re_entr():
    global m
    yield next(m)
m = re_entr()
t(next, m)
s = compile('x = 1', 'f', 'exec')
t(lambda: eval(s))
t(lambda: s.co_names)
t(lambda: list(i for i in range(3) if i))
t(lambda: type((lambda: (yield))()).__name__)
t(lambda: (i for i in 5))
