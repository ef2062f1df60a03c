# What a generator handles and what its caller handles are two things.
import sys
def t(f, *a):
    try: print(f(*a))
    except BaseException as e: print(type(e).__name__, e)
# exc_info in generators
def g():
    print('a', sys.exc_info()[0])
    try: raise KeyError
    except KeyError: print('b', sys.exc_info()[0])
    print('c', sys.exc_info()[0])
    yield 1
    print('d', sys.exc_info()[0])
    yield 2
    print('e', sys.exc_info()[0])
try: raise ValueError
except ValueError:
    it = g(); next(it)
next(it)
try: raise IndexError
except IndexError:
    next(it, None)
def g2():
    try:
        raise KeyError('a')
    except KeyError:
        yield sys.exc_info()[0]
        yield sys.exc_info()[0]
    yield sys.exc_info()[0]
it = g2(); print(next(it)); print(sys.exc_info())
try: raise ValueError
except ValueError: print(next(it), sys.exc_info()[0]); print(next(it))
def g3():
    try: yield 1
    except ZeroDivisionError: yield sys.exc_info()[0]
    yield sys.exc_info()
    raise
it = g3(); next(it); print(it.throw(ZeroDivisionError)); print(next(it)); t(next, it)
