# The attribute `__weakref__`, and which classes let there be weak references.
import weakref


class Plain:
    pass


class Slots:
    __slots__ = ("x",)


class Weak:
    __slots__ = ("x", "__weakref__")


class Child(Slots):
    pass


a = Plain()
print(a.__weakref__)
r = weakref.ref(a)
print(a.__weakref__ is r)
for cls in (Plain, Slots, Weak, Child):
    print(cls.__name__, "__weakref__" in cls.__dict__, hasattr(cls(), "__weakref__"))
    try:
        o = cls()
        weakref.ref(o)
        print("weakly")
    except TypeError as e:
        print(e)
try:
    a.__weakref__ = 1
except AttributeError as e:
    print(e)
print(type(Plain.__dict__["__weakref__"]).__name__)
