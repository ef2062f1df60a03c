# Error messages for calls with wrong arguments.
def f0(): pass
def f1(a): pass
def f2(a, b): pass
def f3(a, b, c, d): pass
def fd(a, b=1): pass
def fk(*, k): pass
def fk2(a, *, k, m, n): pass
def fp(a, b, /): pass
def fp2(a, /, b): pass
def fs(a, *args): pass
def fdd(a, b=1, c=2): pass


class C:
    def m(self, a): pass

    @staticmethod
    def s(a): pass

    @classmethod
    def c(cls, a): pass

    def __call__(self, x): pass


class I:
    def __init__(self, a, b): pass


class N: pass


c = C()
nn, ss, no, ll = 5, "a", None, []
calls = ["f0(1)", "f0(1, 2)", "f0(a=1)", "f1()", "f1(1, 2)", "f1(b=1)", "f1(1, a=2)", "f1(1, b=2)", "f2()", "f2(1)", "f2(b=1)", "f2(1, 2, 3)",
         "f3()", "f3(1)", "f3(1, 2)", "f3(1, 2, 3)", "f3(1, d=2)", "fd()", "fd(1, 2, 3)", "fdd(1, 2, 3, 4)", "fdd(1, 2, b=3)", "fk()", "fk(1)", "fk(1, k=2)", "fk2()", "fk2(1)", "fk2(1, k=1)", "fk2(1, 2, k=1, m=1, n=1)",
         "fp(a=1, b=2)", "fp(1, b=2)", "fp(1)", "fp2(1)", "fp2(a=1, b=2)", "fs()", "fs(a=1)", "fs(1, a=1)", "c.m()", "c.m(1, 2)", "C.m()", "C.m(1)", "c.m(b=1)", "C.s()", "C.c()", "c.c(1, 2)", "c()", "c(1, 2)",
         "I()", "I(1)", "I(1, 2, 3)", "I(1, b=2, c=3)", "N(1)", "N(a=1)", "(lambda x: x)()", "(lambda: 0)(1)", "(lambda *, z: z)()", "nn()", "ss()", "no()", "ll()", "c.missing()", "C.missing", "f1.missing", "missing()",
         "f1(**{'a': 1, 'b': 2})", "f1(*[1, 2])", "f1(*3)", "f1(**3)", "f1(1, **{'a': 2})", "len()", "len(1, 2)", "isinstance(1)", "object(1)"]
for call in calls:
    try:
        print(call, "->", eval(call))
    except Exception as e:
        print(call, "->", type(e).__name__ + ":", e)
