# __init_subclass__, __class_getitem__, __set_name__, plugin registries.
class Plugin:
    registry = {}

    def __init_subclass__(cls, /, key=None, **kw):
        super().__init_subclass__(**kw)
        print("subclass", cls.__name__, key)
        Plugin.registry[key or cls.__name__.lower()] = cls


class Csv(Plugin):
    def load(self): return "csv"


class Json(Plugin, key="js"):
    def load(self): return "json"


class Special(Csv, key="sp"):
    def load(self): return "special " + super().load()


print(sorted(Plugin.registry), [Plugin.registry[k]().load() for k in sorted(Plugin.registry)])
try:
    class Bad(Plugin, other=1): pass
except TypeError as e:
    print(str(e).startswith("Bad.__init_subclass__() takes no keyword"), "Bad" in Plugin.registry)


class Plain: pass


try:
    class Sub(Plain, x=1): pass
except TypeError as e:
    print(e)


class Typed:
    def __class_getitem__(cls, item): return f"{cls.__name__}<{item.__name__ if isinstance(item, type) else item}>"


print(Typed[int], Typed["x"], Typed[1, 2])


class Field:
    def __set_name__(self, owner, name):
        self.label = f"{owner.__name__}.{name}"
        owner.fields = getattr(owner, "fields", ()) + (name,)


class Model:
    a = Field()
    b = Field()


print(Model.a.label, Model.fields)
Model.c = Field()
print(hasattr(Model.c, "label"))


class Validated:
    required = ()

    def __init_subclass__(cls):
        missing = [m for m in cls.required if not callable(getattr(cls, m, None))]
        if missing:
            raise TypeError(f"{cls.__name__} lacks {', '.join(missing)}")


class Shape(Validated):
    required = ("area", "name")
    def area(self): return 0
    def name(self): return "shape"


class Square(Shape):
    def area(self): return 4


try:
    class Broken(Shape):
        area = None
except TypeError as e:
    print(e)
print(Square().area(), Square().name())


class Base:
    def __init_subclass__(cls, **kw):
        cls.made = list(kw.items())


class Multi(Base, a=1, b=[2]): pass


print(Multi.made, hasattr(Base, "made"))
class Auto:
    subclasses = []
    def __init_subclass__(cls): cls.subclasses.append(cls.__name__)


class One(Auto): pass
class Two(One): pass


print(Auto.subclasses, Auto.__subclasses__() == [One], One.__subclasses__()[0].__name__)
