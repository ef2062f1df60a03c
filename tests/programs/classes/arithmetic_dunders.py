# Operator methods, reflected and in-place forms, NotImplemented, subclass priority.
class Vec:
    def __init__(self, x, y):
        self.x, self.y = x, y

    def __repr__(self):
        return f"Vec({self.x}, {self.y})"

    def __add__(self, o):
        return Vec(self.x + o.x, self.y + o.y) if isinstance(o, Vec) else NotImplemented

    def __sub__(self, o):
        return Vec(self.x - o.x, self.y - o.y)

    def __mul__(self, k):
        if isinstance(k, (int, float)):
            return Vec(self.x * k, self.y * k)
        if isinstance(k, Vec):
            return self.x * k.x + self.y * k.y
        return NotImplemented

    __rmul__ = __mul__

    def __truediv__(self, k): return Vec(self.x / k, self.y / k)
    def __floordiv__(self, k): return Vec(self.x // k, self.y // k)
    def __mod__(self, k): return Vec(self.x % k, self.y % k)
    def __neg__(self): return Vec(-self.x, -self.y)
    def __pos__(self): return self
    def __invert__(self): return Vec(self.y, self.x)
    def __abs__(self): return (self.x ** 2 + self.y ** 2) ** 0.5
    def __pow__(self, n, m=None): return f"pow {n} {m}"
    def __rpow__(self, b): return f"rpow {b}"
    def __matmul__(self, o): return "matmul"
    def __divmod__(self, o): return ("divmod", o)
    def __lshift__(self, o): return "lshift"
    def __rrshift__(self, o): return "rrshift"
    def __and__(self, o): return "and"
    def __ror__(self, o): return "ror"
    def __xor__(self, o): return "xor"
    def __rsub__(self, o): return f"rsub {o}"
    def __round__(self, n=None): return f"round {n}"
    def __int__(self): return 7
    def __float__(self): return 7.5
    def __index__(self): return 2
    def __complex__(self): return 1j


v, w = Vec(1, 2), Vec(3, 5)
print(v + w, v - w, v * 3, 3 * v, v * w, w / 2, w // 2, w % 2, -v, +v is v, ~v, abs(Vec(3, 4)))
print(v ** 2, pow(v, 2, 3), 2 ** v, v @ w, divmod(v, 3), v << 1, 1 >> v, v & 1, 1 | v, v ^ 1, 10 - v)
print(round(v), round(v, 2), int(v), float(v), complex(v), [0, 1, 2][v], "abc"[:v], range(v), hex(v), bin(v))
for text in ("v + 1", "1 + v", "v * 'a'", "'a' * v", "v >> 1", "v | 1", "v += 1"):
    try:
        print(text, "=", eval(text) if "=" not in text else exec(text))
    except TypeError as e:
        print(text, "|", e)


class Acc:
    def __init__(self): self.items = []
    def __iadd__(self, o):
        self.items.append(o)
        return self
    def __isub__(self, o): return "replaced"
    def __imul__(self, o): return NotImplemented
    def __mul__(self, o): return f"mul {o}"


a = b = Acc()
a += 1; a += 2
print(a.items, a is b)
a -= 1
print(a)
b *= 4
print(b)


class Base:
    def __add__(self, o): return "Base.add"
    def __radd__(self, o): return "Base.radd"


class Derived(Base):
    def __radd__(self, o): return "Derived.radd"


print(Base() + Derived(), Derived() + Base(), Base() + Base(), 1 + Base(), Derived() + 1, sum([Base()], 5))
