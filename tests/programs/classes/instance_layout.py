# Bases whose instances hold something of their own; slots that cannot be.
class Plain:
    pass


class One:
    __slots__ = "n"


class Two:
    __slots__ = ("n",)


class Three(One):
    __slots__ = ("z",)


class Dict:
    __slots__ = ("__dict__",)


class Empty:
    __slots__ = ()


class Items(list):
    __slots__ = ()


def make(*bases, **namespace):
    try:
        print([c.__name__ for c in type("C", bases, namespace).__mro__])
    except Exception as e:
        print(type(e).__name__, e)


make(One, Two)
make(One, Empty)
make(One, Dict)
make(Three, One)
make(One, Plain)
make(Items, One)
make(int, One)
make(Exception, Two)
make(Three, Two)
make(Items, dict)
make(Plain, __slots__=("__dict__",))
make(One, Dict, __slots__=("__dict__",))
make(One, __slots__=("__dict__", "__dict__"))
make(int, __slots__=("a",))
make(tuple, __slots__=("a",))
make(__slots__=("a", "a"))


class Deletes:
    __slots__ = ("n",)

    def __delattr__(self, name):
        object.__delattr__(self, name)


try:
    Deletes().x = 1
except AttributeError as e:
    print(e)
