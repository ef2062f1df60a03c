# Class basics: __init__, instance and class attributes, methods, repr, vars.
class Dog:
    kind = "canine"
    count = 0

    def __init__(self, name, age=1):
        self.name = name
        self.age = age
        Dog.count += 1

    def speak(self, times=1):
        return f"{self.name} says " + "woof " * times

    def birthday(self):
        self.age += 1
        return self

    def __repr__(self):
        return f"Dog({self.name!r}, {self.age})"


a, b = Dog("Rex"), Dog("Fido", 5)
print(a, b, [a, b], a.speak(), b.speak(2), Dog.count, a.count)
print(a.kind, Dog.kind)
a.kind = "own"
print(a.kind, b.kind, Dog.kind, vars(a), b.__dict__)
Dog.kind = "changed"
print(a.kind, b.kind)
del a.kind
print(a.kind, a.birthday().birthday().age)
print(Dog.speak(b), type(a), type(a) is Dog, isinstance(a, Dog), a.__class__.__name__, Dog.__bases__)
a.tricks = ["sit"]
print(hasattr(a, "tricks"), hasattr(b, "tricks"), getattr(b, "tricks", "none"), a == a, a == b, a != b)
setattr(b, "tricks", [])
b.tricks.append("roll")
print(b.tricks, sorted(vars(b)))
delattr(b, "tricks")
m = a.speak
print(m(1), m.__self__ is a)
Dog.late = lambda self: self.name.upper()
print(a.late(), b.late())
a.only = lambda: "instance function"
print(a.only())


class Empty:
    pass


e = Empty()
e.x, e.y = 1, 2
print(e.x + e.y, Empty.__name__, isinstance(e, object))
for text in ("a.missing", "Dog.missing", "Dog()", "Dog(1, 2, 3)", "a.speak(1, 2)", "Empty(1)", "a + b", "a < b", "len(a)", "a[0]", "a()", "iter(a)", "-a", "int(a)", "del_missing()", "hash(a) == hash(a)"):
    def del_missing():
        del a.missing
    try:
        print(text, eval(text))
    except Exception as err:
        print(text, "|", type(err).__name__, "|", err)
