# What is too big is refused at once, and what is only big is not.
import math
import sys


def shown(label, function):
    try:
        print(label, function())
    except (MemoryError, OverflowError, ValueError, SyntaxError) as e:
        print(label, type(e).__name__, e)


shown("str", lambda: "x" * 10**13)
shown("list", lambda: [0] * 10**13)
shown("tuple", lambda: (0,) * 10**13)
shown("bytes", lambda: bytes(10**13))
shown("bytearray", lambda: bytearray(10**13))
shown("list of range", lambda: list(range(10**13)))
shown("tuple of range", lambda: tuple(range(10**13)))
shown("sorted", lambda: sorted(range(10**13)))
shown("longer range", lambda: list(range(10**30)))
shown("ljust", lambda: "a".ljust(10**13))
shown("zfill", lambda: "a".zfill(10**13))
shown("format", lambda: format("a", "10000000000000"))
shown("percent", lambda: "%10000000000000d" % 1)
shown("to_bytes", lambda: (1).to_bytes(10**13, "big"))
shown("literal", lambda: eval("9" * 5000))
shown("negative literal", lambda: eval("-" + "9" * 5000))
shown("hexadecimal", lambda: eval("0x" + "f" * 50000) == 16**50000 - 1)
try:
    compile("\n\nx = " + "9" * 5000, "name", "exec")
except SyntaxError as e:
    print(e.lineno, e.offset, e.end_lineno, e.end_offset, e.filename)
sys.set_int_max_str_digits(6000)
shown("longer literal", lambda: eval("9" * 5000) == 10**5000 - 1)
sys.set_int_max_str_digits(0)
shown("long text", lambda: int("123456789" * 5000) % (10**9 + 7))
sys.set_int_max_str_digits(4300)
shown("power", lambda: (10**10**6).bit_length())
shown("factorial", lambda: math.factorial(20000) % (10**9 + 7))
shown("comb", lambda: math.comb(100000, 50000) % (10**9 + 7))
shown("combs", lambda: [math.comb(300, k) % 10007 for k in range(0, 301, 25)])
shown("comb of large", lambda: math.comb(10**20, 70) % (10**9 + 7))
shown("perm", lambda: math.perm(10**20, 50) % (10**9 + 7))
shown("isqrt", lambda: [math.isqrt(n) for n in (0, 1, 2, 3, 4, 8, 9, 10**40, 10**41 - 1)])
items = {i: i for i in range(100000)}
while items:
    items.popitem()
print(len(items))
