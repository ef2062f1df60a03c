# Subclassing dict, int, str, float and set.
class Lower(dict):
    def __setitem__(self, k, v): super().__setitem__(k.lower(), v)
    def __getitem__(self, k): return super().__getitem__(k.lower())
    def __contains__(self, k): return super().__contains__(k.lower())
    def __missing__(self, k): return f"<no {k}>"


d = Lower()
d["ABC"] = 1
d["Def"] = 2
print(d, d["aBc"], "DEF" in d, d["zzz"], len(d), list(d), isinstance(d, dict), d == {"abc": 1, "def": 2}, d.get("ABC"), d.get("abc"))
d.update({"XYZ": 3})
print(d, type(d.copy()).__name__, {**d}, dict(d), sorted(d.items()))


class Count(dict):
    def add(self, items):
        for i in items:
            self[i] = self.get(i, 0) + 1
        return self

    def top(self, n): return sorted(self.items(), key=lambda kv: (-kv[1], kv[0]))[:n]


print(Count().add("mississippi").top(3), Count(a=5).add("ab"))


class Money(int):
    def __new__(cls, v, currency="EUR"):
        self = super().__new__(cls, v)
        self.currency = currency
        return self

    def __add__(self, o): return Money(int(self) + int(o), self.currency)
    def __repr__(self): return f"{int(self)} {self.currency}"
    def __str__(self): return f"{self.currency}{int(self):,}"


m = Money(1500, "USD")
print(m, repr(m), m + 5, type(m + 1).__name__, m * 2, type(m * 2).__name__, m == 1500, m > 10, f"{m} {m:d} {m!r}", hash(m) == hash(1500), [m], [0, 1, 2][Money(1)])
print(sum([Money(1), Money(2)]), type(sum([Money(1), Money(2)])).__name__, max(Money(3), Money(9)), bool(Money(0)), -m, int(m), m / 2, range(Money(3)))


class Name(str):
    def __new__(cls, v): return super().__new__(cls, v.strip().title())
    def initials(self): return ".".join(w[0] for w in self.split())
    def __add__(self, o): return Name(super().__add__(" " + o))


n = Name("  ada lovelace ")
print(n, repr(n), n.initials(), n + "king", type(n + "x").__name__, type(n.upper()).__name__, n == "Ada Lovelace", {n: 1}["Ada Lovelace"], len(n), n[0], "%s" % n, "-".join([n, n]), n.startswith("Ada"))


class Celsius(float):
    @property
    def f(self): return self * 9 / 5 + 32
    def __repr__(self): return f"{float(self)}C"


t = Celsius(36.6)
print(t, repr(t), round(t.f, 2), t + 1, type(t + 1).__name__, t > 30, int(t), f"{t:.2f}", Celsius("1.5"))


class Tags(set):
    def __repr__(self): return "Tags<" + ",".join(sorted(self)) + ">"
    def add(self, x): super().add(x.upper())


g = Tags(["b"])
g.add("a")
print(g, sorted(g | {"z"}), type(g | {"z"}).__name__, type(g.copy()).__name__, "A" in g, len(g), sorted(g & {"A"}), isinstance(g, set))
class B(int):
    def __bool__(self): return False
    def __eq__(self, o): return True
    __hash__ = int.__hash__


print(bool(B(5)), B(1) == 99, B(1) != 99, 99 == B(1), [B(7)] == [8])
try:
    class X(bool): pass
except TypeError as e:
    print(e)
