# classmethod and staticmethod: alternative constructors, inheritance, calling.
class Date:
    separator = "-"

    def __init__(self, y, m, d):
        self.y, self.m, self.d = y, m, d

    @classmethod
    def parse(cls, text):
        return cls(*map(int, text.split(cls.separator)))

    @classmethod
    def first(cls, y, *, month=1):
        return cls(y, month, 1)

    @staticmethod
    def leap(y):
        return y % 4 == 0 and (y % 100 != 0 or y % 400 == 0)

    def days(self):
        return 366 if self.leap(self.y) else 365

    def __repr__(self):
        return f"{type(self).__name__}({self.y}, {self.m}, {self.d})"


class Slash(Date):
    separator = "/"

    @classmethod
    def parse(cls, text):
        print("parsing in", cls.__name__)
        return super().parse(text)

    @staticmethod
    def leap(y):
        return "maybe" if y > 2000 else Date.leap(y)


print(Date.parse("2024-02-29"), Slash.parse("2023/1/5"), Date.first(2000), Slash.first(1, month=7))
print(Date.leap(2000), Date(1900, 1, 1).leap(1900), Date(2024, 1, 1).days(), Slash(2023, 1, 1).days(), Slash(1999, 1, 1).days())
print(Date(1, 1, 1).parse("2-3-4"), Slash(1, 1, 1).parse("2/3/4"))
f = Slash.first
print(f(5), f.__self__ is Slash, f.__func__ is Date.first.__func__, Date.leap is Date.leap)
print(type(Date.__dict__["parse"]).__name__, type(Date.__dict__["leap"]).__name__, Date.__dict__["leap"].__func__(4))


class Registry:
    items = {}

    @classmethod
    def register(cls, name):
        def decorate(f):
            cls.items[name] = f
            return f
        return decorate

    @classmethod
    def call(cls, name, *args):
        return cls.items[name](*args)


@Registry.register("add")
def add(a, b):
    return a + b


@Registry.register("neg")
def neg(a):
    return -a


print(Registry.call("add", 2, 3), Registry.call("neg", 4), sorted(Registry.items))


class Counter:
    total = 0

    @classmethod
    def up(cls):
        cls.total += 1
        return cls.total


class Sub(Counter):
    pass


print(Counter.up(), Counter.up(), Sub.up(), Sub.up(), Counter.total, Sub.total)
for text in ("Date.days()", "Date.parse()", "Date.leap()", "Date.first()", "Date.first(1, 2)"):
    try:
        print(eval(text))
    except TypeError as e:
        print(e)
