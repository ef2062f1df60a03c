# Conversions of instances of subclasses with methods of their own; ties of repr; precision that only cuts.
class Both(int):
    def __index__(self):
        return 2

    def __int__(self):
        return 12

    def __float__(self):
        return 1.25


class Real(float):
    def __int__(self):
        return 7

    def __float__(self):
        return 1.25


class Data(bytes):
    def __repr__(self):
        return "own"


class Counted(set):
    def __index__(self):
        return 3


class Text(str):
    def __repr__(self):
        return "<text>"

    def __index__(self):
        return 4


def show(make):
    try:
        print(make())
    except Exception as e:
        print(type(e).__name__, e)


show(lambda: ("%d %x %f" % (Both(), Both(), Both()), complex(Both()), complex(Real(3.5))))
show(lambda: "%d %i" % (Real(3.5), Real(3.5)))
show(lambda: (str(Data(b"ab")), repr(Data(b"ab"))))
show(lambda: bytes(Counted([9, 8])))
show(lambda: "%d" % Text("77"))
show(lambda: float(Text("x")))
show(lambda: int(Data(b"z")))
show(lambda: int(bytearray(b"z")))
show(lambda: (iter(Text("a")).__class__.__name__, iter("a").__class__.__name__, iter("é").__class__.__name__))
show(lambda: (9007199254740993.0 / 14, 643371375338642.25, -1418980313362274.25))
show(lambda: "{:0.3333333333333333}|{:.99999999999}".format("abc", "x"))
show(lambda: "{:.99999999999}".format(1.5))
show(lambda: (1j**4, 1j**-2, (2 + 3j) ** 5))
show(lambda: (b"\x80\x82\xff".decode("cp1252"), "€ÿ".encode("windows-1252")))
show(lambda: b"a\x81".decode("cp1252"))
show(lambda: "aあ".encode("cp1252"))
show(lambda: b"a\x81".decode("cp1252", "replace"))
