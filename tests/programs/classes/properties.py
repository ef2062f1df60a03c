# Properties: getter, setter, deleter, read only, inheritance, caching, errors.
class Temp:
    def __init__(self, c):
        self.c = c

    @property
    def f(self):
        """Fahrenheit."""
        return self.c * 9 / 5 + 32

    @f.setter
    def f(self, value):
        self.c = (value - 32) * 5 / 9

    @f.deleter
    def f(self):
        print("deleting f")
        self.c = 0

    @property
    def kelvin(self):
        return self.c + 273

    def _get_x(self): return "x"
    def _set_x(self, v): print("set x", v)
    x = property(_get_x, _set_x, None, "doc of x")


t = Temp(100)
print(t.f, t.kelvin, t.x)
t.f = 212.0
print(t.c)
t.f -= 180
print(t.c)
del t.f
print(t.c, Temp.f.__doc__, Temp.x.__doc__, type(Temp.f).__name__)
t.x = 5
for action in ("t.kelvin = 5", "del t.kelvin", "del t.x"):
    try:
        exec(action)
    except AttributeError as e:
        print(e)
try:
    t.__dict__["f"] = "shadow"
    print(t.f)
finally:
    del t.__dict__["f"]


class Positive(Temp):
    @Temp.f.getter
    def f(self):
        return "getter replaced"

    @property
    def kelvin(self):
        return super().kelvin + 1000

    @kelvin.setter
    def kelvin(self, v):
        self.c = v - 1273


p = Positive(1)
p.f = 50
print(p.f, p.c, p.kelvin)
p.kelvin = 1300
print(p.c, p.kelvin)


class Circle:
    def __init__(self, r):
        self.radius = r

    @property
    def radius(self):
        return self._r

    @radius.setter
    def radius(self, r):
        if r < 0:
            raise ValueError("negative radius")
        self._r = r

    @property
    def area(self):
        if not hasattr(self, "_area"):
            print("computing")
            self._area = 3 * self._r ** 2
        return self._area


c = Circle(2)
print(c.area, c.area)
for r in (-1, 3):
    try:
        c.radius = r
    except ValueError as e:
        print(e)
print(c.radius, vars(c))
try:
    Circle(-5)
except ValueError as e:
    print(e)


class Broken:
    @property
    def p(self):
        return self.missing


try:
    Broken().p
except AttributeError as e:
    print(e)
print(hasattr(Broken(), "p"), isinstance(Circle.radius, property), Circle.radius.fset is not None, Circle.area.fset)
