# Metaclasses: __new__, __init__, __call__, __prepare__, type(), class operators.
class Meta(type):
    @classmethod
    def __prepare__(mcs, name, bases, **kw):
        print("prepare", name, kw)
        return {"injected": 1}

    def __new__(mcs, name, bases, ns, **kw):
        print("new", name, [b.__name__ for b in bases], sorted(k for k in ns if not k.startswith("__")))
        return super().__new__(mcs, name, bases, ns)

    def __init__(cls, name, bases, ns, **kw):
        print("init", name)
        super().__init__(name, bases, ns)
        cls.made_by = "Meta"

    def __call__(cls, *args):
        print("call", cls.__name__, args)
        return super().__call__(*args)

    def __len__(cls): return 42
    def __iter__(cls): return iter(["i", cls.__name__])
    def __getitem__(cls, k): return f"{cls.__name__}[{k}]"
    def __contains__(cls, x): return x == "in"
    def __repr__(cls): return f"<Meta {cls.__name__}>"
    def __getattr__(cls, name): return f"meta attr {name}"
    def helper(cls): return "helper of " + cls.__name__

    @property
    def prop(cls): return "prop of " + cls.__name__


class A(metaclass=Meta, option=3):
    x = 1

    def __init__(self, v): self.v = v


class B(A):
    y = 2


a = A(5)
b = B(6)
print(a.v, b.v, A.injected, B.made_by, type(A).__name__, type(B) is Meta, isinstance(A, Meta))
print(len(A), list(B), A["k"], "in" in A, A, repr(B), A.helper(), B.prop, A.whatever)
try:
    a.helper()
except AttributeError as e:
    print(e)


class Singleton(type):
    instances = {}

    def __call__(cls, *a, **k):
        if cls not in cls.instances:
            cls.instances[cls] = super().__call__(*a, **k)
        return cls.instances[cls]


class Config(metaclass=Singleton):
    def __init__(self): self.data = []


Config().data.append(1)
Config().data.append(2)
print(Config() is Config(), Config().data)
Dyn = type("Dyn", (A,), {"z": 3, "get": lambda self: self.z + self.x})
print(Dyn(0).get(), Dyn.__name__, Dyn.__mro__[1].__name__)
T = type("T", (), {})
t = T()
print(type(t).__name__, T.__bases__, type(type(t)) is type, type(3)("7"))
try:
    class C(A, metaclass=Singleton): pass
except TypeError as e:
    print(str(e)[:40])


def func_meta(name, bases, ns):
    return f"made {name} with {sorted(k for k in ns if not k.startswith('__'))}"


class Odd(metaclass=func_meta):
    attr = 1


print(Odd)
class Ordered(type):
    def __new__(mcs, name, bases, ns):
        cls = super().__new__(mcs, name, bases, ns)
        cls.order = [k for k in ns if not k.startswith("_")]
        return cls


class Form(metaclass=Ordered):
    zeta = 1
    alpha = 2
    def method(self): pass


print(Form.order)
class Check(type):
    def __instancecheck__(cls, o): return o == "magic"
    def __subclasscheck__(cls, c): return c is int


class Magic(metaclass=Check): pass


print(isinstance("magic", Magic), isinstance(1, Magic), issubclass(int, Magic), issubclass(str, Magic))
