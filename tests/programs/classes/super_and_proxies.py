# super without an instance, of subclasses and of proxies; names and orders of classes; attributes of static methods.
def t(f, *a):
    try: print(f(*a))
    except BaseException as e: print(type(e).__name__, e)
class Thing: pass
class A:
    def meth(self, a): return "A(%r)" % a
class C(A):
    def meth(self, a): return "C(%r)" % a + self.__super.meth(a)
C._C__super = super(C)
t(C().meth, 3)
class B(A):
    def meth(self, a): return "B(%r)" % a + self.__super.meth(a)
B._B__super = super(B)
class D(C, B):
    def meth(self, a): return "D(%r)" % a + super(D, self).meth(a)
t(D().meth, 4)
class mysuper(super):
    def __init__(self, *args): return super(mysuper, self).__init__(*args)
class E(D):
    def meth(self, a): return "E(%r)" % a + mysuper(E, self).meth(a)
t(E().meth, 5)
class F(E):
    def meth(self, a):
        s = self.__super
        return "F(%r)[%s]" % (a, s.__class__.__name__) + s.meth(a)
F._F__super = mysuper(F)
t(F().meth, 6)
class DDbase: __class__ = property(lambda self: DDsub)
class DDsub(DDbase):
    def getx(self): return super(DDsub, self).x
    x = property(lambda self: 'sub')
class DDX: x = 'hello'
class Base:
    aProp = property(lambda self: "foo")
class Sub(Base):
    @classmethod
    def test(klass): return super(Sub, klass).aProp
t(lambda: Sub.test() is Base.aProp)
class Proxy:
    def __init__(self, obj): self.__obj = obj
    def __getattribute__(self, name):
        if name.startswith("_Proxy__"): return object.__getattribute__(self, name)
        return getattr(self.__obj, name)
p = Proxy(C())
t(lambda: (isinstance(p, C), isinstance(p, A), isinstance(p, D), isinstance(p, (int, A))))
class BB:
    def f(self): return "B.f"
class CC(BB):
    def f(self): return super(CC, self).f() + "->C.f"
p = Proxy(CC())
t(lambda: CC.__dict__["f"](p))
C.__name__ = 'X.Y'
print(C.__name__, C)
t(type, 'Foo', (), {'__qualname__': 1})
s = staticmethod(len)
c = classmethod(len)
t(lambda: s.__name__)
t(lambda: s.__wrapped__ is len)
t(lambda: s.__doc__ == len.__doc__)
def f(): 'doc'
f.x = 3
s = staticmethod(f)
t(lambda: (s.__name__, s.__qualname__, s.__module__, s.__doc__))
s.y = 4
t(lambda: s.y)
c = classmethod(f)
c.z = 3
t(lambda: c.z)
t(lambda: c.__dict__['z'])
t(s)
t(repr, s) if 0 else None
a = Thing()
a.x = 1
a.__dict__ = {'y': 2}
t(lambda: a.y)
del a.__dict__
t(lambda: a.__dict__)
t(lambda: a.y)
def f(): a.__dict__ = 3
t(f)
class M(type):
    def mro(cls): return [cls, *reversed(type.mro(cls)[1:-1]), object]
class P1:
    def f(self): return 1
class P2:
    def f(self): return 2
class Q(P1, P2, metaclass=M): pass
t(lambda: (Q.__mro__, Q().f()))
x = 3
try: x **= 'a'
except TypeError as e: print(e)
try: None ** 1
except TypeError as e: print(e)
class Slots:
    __slots__ = (name for name in ('a', 'b'))
o = Slots()
o.a = 1
t(lambda: o.a)
def f(): o.c = 1
def f():
    class Bad: __slots__ = 1
t(f)
