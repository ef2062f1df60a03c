# None, Ellipsis and NotImplemented: identity, repr, use as values, errors.
print(None, repr(None), type(None), None is None, None == None, not None, bool(None), hash(None) == hash(None))
print(..., Ellipsis is ..., type(...), bool(...), repr(Ellipsis))
print(NotImplemented, type(NotImplemented))
print([None] * 2, {None: 1}[None], (None,), None in [0, None], [None].index(None), None or 5, None and 5)
print(None == 0, None == False, None == "", None != None, [None] == [None])


def nothing():
    pass


def stub(): ...


print(nothing(), stub(), nothing() is None, print("x") is None, [].append(1), [2].sort())
x = [1, None, 2, ..., 0]
print([v for v in x if v is not None], x.count(None), x.count(...))
for text in ("None + 1", "None()", "None.foo", "None[0]", "None < None", "len(None)", "for_none()", "int(None)", "None.x.y", "-None", "'a' + None", "[] + None", "max(None, 1)", "sorted([None, 1])", "... + 1", "iter(None)", "','.join([None])", "float(None)"):
    def for_none():
        for _ in None:
            pass
    no = None
    try:
        print(eval(text.replace("None()", "no()").replace("None[0]", "no[0]")))
    except Exception as e:
        print(text, "|", type(e).__name__, "|", e)


class Num:
    def __eq__(self, other):
        return NotImplemented

    def __add__(self, other):
        return NotImplemented

    def __lt__(self, other):
        return NotImplemented


n = Num()
print(n == 1, n != 1, n == n, Num().__eq__(2))
for op in ("n + 1", "n < 1", "1 + n", "n < n"):
    try:
        eval(op)
    except TypeError as e:
        print(e)


def default(v=None):
    v = [] if v is None else v
    v.append(1)
    return v


print(default(), default(), default([0]))
