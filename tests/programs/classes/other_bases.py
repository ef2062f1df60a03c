# Attributes of classes that metaclasses rule, and other bases for a class.
def t(f):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
class Meta(type):
    @property
    def x(cls): return cls.__dict__.get('_x')
    @x.setter
    def x(cls, v): type.__setattr__(cls, '_x', v)
    @x.deleter
    def x(cls): print('deleted')
    @property
    def ro(cls): return 1
class C(metaclass=Meta): pass
C.x = 3
print(C.x, 'x' in C.__dict__)
del C.x
def f(): C.ro = 3
t(f)
class D:
    def __set__(self, obj, v): print('set', v)
    def __delete__(self, obj): print('del')
class M2(type):
    d = D()
class E(metaclass=M2): pass
E.d = 4
del E.d
def f(): E.__base__ = ()
t(f)
def f(): E.__dict__ = {}
t(f)
def f(): del E.__name__
t(f)
def f(): E.__name__ = 3
t(f)
def f(): E.__name__ = 'a\0b'
t(f)
def f(): E.__bases__ = 3
t(f)
def f(): E.__bases__ = ()
t(f)
def f(): E.__bases__ = (3,)
t(f)
def f(): E.__bases__ = (E,)
t(f)
def f(): E.__bases__ = (int,)
t(f)
def f(): int.__bases__ = (E,)
t(f)
def f(): del E.__bases__
t(f)
class A:
    def m(self): return 'A'
class B:
    def m(self): return 'B'
class X(A): pass
class Y(X): pass
y = Y()
print(y.m(), X.__bases__, A.__subclasses__())
X.__bases__ = (B,)
print(y.m(), X.__bases__, A.__subclasses__(), B.__subclasses__(), Y.__mro__, isinstance(y, A), isinstance(y, B))
X.__bases__ = (A, B)
print(y.m(), X.__mro__, X.__base__)
class P(A): pass
class Q(P, B): pass
def f(): A.__bases__ = (B,)
t(f)
print(Q.__mro__, A.__bases__)
def f(): B.__bases__ = (A,)
t(f)
def f(): A.__bases__ = (Y,)
t(f)
def f(): X.__bases__ = (object,)
t(f)
class Set:
    def __set__(self, obj, value): obj.__dict__['v'] = value * 2
class H: v = Set()
h = H(); h.v = 4; print(h.v); print(type(H().v).__name__)
print(type(H.v).__name__)
class W: pass
def f(): W.__bases__ = (A,)
t(f)
class W(A): pass
w = W(); print(w.m())
class L(list): pass
def f(): L.__bases__ = (dict,)
t(f)
def f(): W.__bases__ = (A, A)
t(f)
class NoSub: pass
def f(): W.__bases__ = (bool,)
t(f)
class I:
    def __init_subclass__(cls, **k): print('init_subclass', cls)
W.__bases__ = (I,)
E2 = type('E2', (I,), {})
