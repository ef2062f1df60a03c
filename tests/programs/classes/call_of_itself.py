# Objects that are called through each other, also without end: RecursionError, and no more.
import types

class A:
    pass

A.__call__ = A()
try:
    A()()
except RecursionError as e:
    print('RecursionError')

class Meta(type):
    pass

class B(metaclass=Meta):
    pass

Meta.__call__ = B
try:
    B()
except RecursionError as e:
    print('RecursionError')

def show(*args, **named):
    print(args, named)

method = show
for n in range(5):
    method = types.MethodType(method, n)
method('a', b=2)

class Wrapped:
    __call__ = staticmethod(show)

Wrapped()(1, 2)

class Bound:
    __call__ = types.MethodType(show, 'bound')

Bound()(3)

class Outer:
    __call__ = Bound()

Outer()(4, x=5)

class Named(type):
    def __call__(cls, *args):
        print('making', cls.__name__, args)
        return super().__call__(*args)

class C(metaclass=Named):
    def __init__(self, x):
        self.x = x

print(C(7).x)

class Fixed(type):
    __call__ = staticmethod(lambda *args: args)

class D(metaclass=Fixed):
    pass

print(D(1, 2))
