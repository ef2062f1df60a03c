# Object protocols: __copy__, __deepcopy__, __del__ free patterns, __init__ chains, mixins.
import copy


class Node:
    def __init__(self, name, *links): self.name, self.links = name, list(links)
    def __repr__(self): return f"{self.name}{self.links}"


a = Node("a", Node("b"))
s, d = copy.copy(a), copy.deepcopy(a)
a.links[0].name = "changed"
print(a, s, d, s.links is a.links, d.links is a.links)


class Custom:
    def __init__(self, v): self.v = v
    def __copy__(self): return Custom(("copied", self.v))
    def __deepcopy__(self, memo): return Custom(("deep", copy.deepcopy(self.v, memo)))


print(copy.copy(Custom(1)).v, copy.deepcopy(Custom([1])).v, copy.deepcopy([Custom(2)])[0].v)


class JsonMixin:
    def to_text(self):
        return "{" + ", ".join(f"{k}: {v.to_text() if isinstance(v, JsonMixin) else repr(v)}" for k, v in sorted(vars(self).items())) + "}"


class EqMixin:
    def __eq__(self, o): return type(self) is type(o) and vars(self) == vars(o)
    def __hash__(self): return hash(tuple(sorted(vars(self).items())))


class User(JsonMixin, EqMixin):
    def __init__(self, name, boss=None): self.name, self.boss = name, boss


u = User("Ann", User("Bob"))
print(u.to_text(), u == User("Ann", User("Bob")), u != User("Ann"), len({User("x"), User("x")}))
loop = [1]
loop.append(loop)
dl = copy.deepcopy(loop)
print(dl, dl[1] is dl, dl is not loop)


class Observable:
    def __init__(self): self._subs = []

    def subscribe(self, f):
        self._subs.append(f)
        return lambda: self._subs.remove(f)

    def notify(self, *a):
        for f in list(self._subs):
            f(*a)


class Stock(Observable):
    def __init__(self, price):
        super().__init__()
        self._price = price

    @property
    def price(self): return self._price

    @price.setter
    def price(self, v):
        old, self._price = self._price, v
        if old != v:
            self.notify(old, v)


st = Stock(10)
undo = st.subscribe(lambda o, n: print("changed", o, n))
st.subscribe(lambda o, n: print("up" if n > o else "down"))
st.price = 12
st.price = 12
undo()
st.price = 5


class Visitor:
    def visit(self, v): return getattr(self, "visit_" + type(v).__name__, self.generic)(v)
    def generic(self, v): return f"?{v}"
    def visit_int(self, v): return f"int {v}"
    def visit_list(self, v): return [self.visit(x) for x in v]


print(Visitor().visit([1, "a", [2.5, 3]]))


class Fluent:
    def __init__(self): self.ops = []

    def __getattr__(self, n):
        return lambda *a: (self.ops.append((n, a)), self)[1]


print(Fluent().select("a").where(1, 2).ops)
