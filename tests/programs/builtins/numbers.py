# abs, round, divmod, pow, sum, min, max, bin, oct, hex, int, float, complex, bool.
print(abs(-5), abs(-2.5), abs(3 + 4j), abs(True), abs(-2 ** 70))
print(round(2.5), round(3.5), round(-2.5), round(2.567, 2), round(1234, -2), round(2.5, 0), round(7, 3), round(1e20), round(0.15, 1), round(2.675, 2))
print(divmod(17, 5), divmod(-17, 5), divmod(17.5, 5), divmod(2 ** 70, 3), divmod(True, 2))
print(pow(2, 8), pow(2, 8, 10), pow(2.0, 3), pow(2, -1), pow(-8, 1 / 3).real > 0)
print(sum([1, 2, 3]), sum([1.5, 2.5]), sum([], 5), sum([[1], [2]], []), sum((1, 2), start=10), sum([True, True]), sum([1j, 2]))
print(min(3, 1, 2), max([3, 1, 2]), min("b", "a"), max("a", "b", key=ord), min([], default=None), max({1: "a", 5: "b"}), min(-0.0, 0.0), max([1, 2], [1, 3]))
print(bin(10), oct(64), hex(255), bin(-3), hex(-255), bin(0), hex(2 ** 70), oct(True))
print(int("12"), int("-0x1f", 16), int("0o17", 0), int(3.9), int("z", 36), int("  5\n"), int(b"7"), int("1_0"), int(True), int())
print(float("1.5"), float("1e-3"), float(" inf "), float(2), float(), float("-0"), float("1_000.5"))
print(complex(1, -1), complex("2j"), complex(1.5), complex(True))
print(bool(0), bool([]), bool("0"), bool(0.0), bool(), bool(None), bool(object()))
print(isinstance(round(2.5), int), isinstance(round(2.5, 1), float), type(abs(True)).__name__, type(sum([True])).__name__, type(divmod(1.0, 1)[0]).__name__)


class N:
    def __abs__(self): return "abs"
    def __round__(self, n=None): return ("round", n)
    def __divmod__(self, o): return "divmod"
    def __rdivmod__(self, o): return "rdivmod"
    def __pow__(self, o, m=None): return ("pow", o, m)
    def __int__(self): return 42
    def __float__(self): return 4.2
    def __index__(self): return 10
    def __bool__(self): return False
    def __complex__(self): return 1 + 1j
    def __trunc__(self): return 41
    def __floor__(self): return 40
    def __ceil__(self): return 43


n = N()
import math
print(abs(n), round(n), round(n, 2), divmod(n, 1), divmod(1, n), pow(n, 2), pow(n, 2, 3), int(n), float(n), complex(n), bool(n), bin(n), oct(n), hex(n), chr(n) == "\n", math.floor(n), math.ceil(n), math.trunc(n))
print([1, 2, 3][False], "abc"[True], list(range(11))[n], round(-0.4), round(0.5), round(1.5), -7 // 2, -7 % 3, 7 // -2, 7 % -3)
print(1_000, 0b11, 0o17, 0xFf, 1e3, 1E-3, .5, 5., 1j, 0xdead_beef)
