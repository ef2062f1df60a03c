# What the random programs of tests/differential found.
class C:
    def __init__(self, n=1): self.n = n

class B(bytes): pass

def attempt(f):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)

def unpack(value):
    first, *rest = value
    return first, rest

attempt(lambda: unpack(5))
attempt(lambda: unpack(C()))
attempt(lambda: "abc" * C())
attempt(lambda: C() * [1])
attempt(lambda: 1 in C())
attempt(lambda: b"" % b"x")
attempt(lambda: b"%s" % b"x")
attempt(lambda: bytearray(b"a") + "b")
attempt(lambda: B(b"a") + 1)
def sub():
    class Inner(C, flag=1): pass
attempt(sub)
try:
    raise ValueError("alone")
except* ValueError as g:
    print(repr(g))
