# Objects end when their last reference goes: __del__, weak references and their callbacks, cycles that wait for gc.
import gc
import weakref


class Noisy:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print("del", self.name)


class Plain:
    pass


class Maker:
    def __new__(cls, name):
        print("new", name)
        return super().__new__(cls)

    def __del__(self):
        print("del made")


a = Noisy("deleted")
del a
print("after del")
a = Noisy("first")
a = Noisy("second")
print("rebound")
a = None
print("none")


def local():
    x = Noisy("local")
    print("in local")


def rebinding():
    x = Noisy("rebound local")
    x = None
    print("still in rebinding")


def give():
    return Noisy("given")


local()
print("after local")
rebinding()
Noisy("statement")
print("after statement")
b = Noisy("shared")
c = b
del b
print("one reference left")
del c
print("no reference left")
z = give()
print("given away")
z = 5
give()
print("thrown away")
m = Maker("m")
del m
outer = Plain()
outer.inner = Noisy("inner")
outer.inner = None
print("attribute set")
outer.inner = Noisy("held")
del outer
print("holder gone")
x, y = Noisy("x"), Noisy("y")
x.other, y.other = y, x
del x, y
print("a cycle stays")
gc.collect()
print("collected")

o = Plain()
r = weakref.ref(o, lambda reference: print("callback", reference() is None))
print(r() is o)
del o
print(r())
cache = weakref.WeakValueDictionary()
o = Plain()
cache["k"] = o
print(len(cache))
del o
print(len(cache), cache.get("k", "gone"))
o = Plain()
print(weakref.ref(o) is weakref.ref(o), weakref.getweakrefcount(o))
weakref.finalize(o, print, "finalised")
del o
print("end")


class Key:
    def __init__(self, name):
        self.name = name

    def __eq__(self, other):
        return isinstance(other, Key) and other.name == self.name

    def __hash__(self):
        return hash(self.name)


for cls in (Key, Noisy):
    marks = weakref.WeakKeyDictionary()
    one, two = cls("one"), cls("two")
    marks[one] = 1
    marks[two] = 2
    print(marks[one], marks.get(two), one in marks, len(marks), hash(weakref.ref(one)) == hash(one))
    del one
    print(len(marks), [k.name for k in marks])
    del two
    print(len(marks))
seen = weakref.WeakSet([Plain()])
print(len(seen))
k = Key("k")
dead = weakref.ref(k)
del k
try:
    hash(dead)
except TypeError as e:
    print(e)
