# Messages of the errors that builtin operations raise.
import math

l, d, t, s, n = [1], {"a": 1}, (1,), "s", None


class C:
    pass


def recursion_free(x): return x


for text in ("1 / 0", "l[5]", "l[-5]", "t[3]", "s[9]", "d['q']", "d[1]", "d[(1, 2)]", "n.x", "n[0]", "n()", "n + 1", "l + t", "s + 1", "1 + s", "l * s", "s - 1", "s * 1.5",
             "undefined", "C.x", "C().x", "C()[0]", "C()()", "C() + 1", "C() < C()", "len(1)", "len(C())", "int('x')", "int('')", "float('x')", "int([])", "int(n)",
             "iter(1)", "next(1)", "[*1]", "sum(1)", "sorted(1)", "hash([])", "list(1)", "dict(1)", "tuple(1)", "bytes('x')", "chr('a')", "ord(1)",
             "abs('a')", "round('a')", "range('a')", "l.index(9)", "l.remove(9)", "t.index(9)", "s.index('z')", "[].pop()", "l.pop(7)", "{}.popitem()", "set().pop()", "{1}.remove(9)",
             "' '.join([1])", "' '.join(1)", "'{}'.format()", "'%d' % 'a'", "'%s%s' % 1", "math.sqrt('a')", "math.factorial(-1)",
             "isinstance(1, 1)", "issubclass(1, int)", "getattr(C, 'zz')", "recursion_free()", "recursion_free(1, 2)", "recursion_free(y=1)", "open('/no/such/file')",
             "eval('1 +')", "int('9' * 3, 8)", "[1, 2, 3].sort(key=5)", "(lambda: x_undefined)()", "-s", "not_defined.attr", "s.nope", "l.nope", "d.nope", "(1.5).nope", "True.nope", "recursion_free.nope", "len.nope", "math.nope", "type.nope", "__import__('no_such_module')", "1 in 'a'", "max(1)", "min([], key=len) if 0 else min(n)", "divmod(1, 's')", "pow('a', 1)", "1 << 's'", "1 @ 2", "~s", "slice()", "enumerate(1)", "zip(1)", "map(1, 2)", "reversed(1)", "print(sep=1)", "super()", "object.x", "vars(1)", "dir(1, 2)", "id()", "input(1, 2)"):
    try:
        result = eval(text)
        print(text, "=", type(result).__name__)
    except BaseException as e:
        print(text, "|", type(e).__name__, "|", e)
