# What stands in a class's namespace and in which order, what `dir` says of classes, and how methods show themselves.
import typing
HIDDEN = ("__firstlineno__", "__static_attributes__", "__annotations__", "__annotate_func__", "__annotate__")
class Plain:
    x = 1
    def f(self):
        pass
class Documented:
    """Doc."""
    y = 2
class Slotted:
    __slots__ = ("a",)
class Both:
    x = 1
    @classmethod
    def c(cls):
        pass
    @staticmethod
    def s():
        pass
for cls in (Plain, Documented, Slotted):
    print([name for name in vars(cls) if name not in HIDDEN])
shown = str(vars(Both))
print("<classmethod(<function Both.c at 0x" in shown, "<staticmethod(<function Both.s at 0x" in shown)
print(classmethod(len), staticmethod(print), [staticmethod(3)], classmethod(classmethod(len)))
class Loud:
    def __repr__(self):
        return "loud"
print(staticmethod(Loud()), classmethod(Loud()))
for cls in (int, str, list, object, Slotted):
    print(cls.__name__, "__dict__" in dir(cls))
for cls in (Exception, type(Plain.f), Plain, Both):
    print(cls.__name__, "__dict__" in dir(cls))
