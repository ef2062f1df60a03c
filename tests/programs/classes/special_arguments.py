# Arguments of __new__ for copies by any method, what may be deleted of classes, super with wrong arguments.
import copy, pickle
class C2(list):
    def __new__(cls, a, b):
        self = super().__new__(cls)
        self.a = a; self.b = b
        return self
    def __init__(self, *args):
        super().__init__()
    @classmethod
    def __getnewargs__(cls):
        return (1, 2)
    def __repr__(self): return "C2(%r, %r)<%r>" % (self.a, self.b, list(self))
x = C2(1, 2); x.append(5)
for p in range(2, 6): print(pickle.loads(pickle.dumps(x, p)))
print(copy.copy(x), copy.deepcopy(x))
import sys
class Checker:
    def __getattribute__(self, n): raise AttributeError('asked ' + n)
print(sys.getsizeof(Checker()) > 0)
try: True.__class__ = int
except TypeError as e: print(e)
class C: pass
try: del C.__dict__
except Exception as e: print(type(e).__name__, e)
print('__dict__' in C.__dict__)
for f in (lambda: super(C, kw=1), lambda: super(3)):
    try: print(f())
    except TypeError as e: print(e)
class SS(str): pass
class S2(str):
    def __str__(self): return self
class S3(str):
    def __new__(cls, t=''): return str.__new__(cls, 2 * t)
    def __str__(self): return self
print(SS(S2('a')), type(SS(S2('a'))).__name__, SS(S3('foo')), type(str(S3('x'))).__name__)
