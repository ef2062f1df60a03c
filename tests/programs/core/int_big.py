# Integers that overflow machine words into arbitrary precision and back.
for bits in (30, 31, 32, 53, 62, 63, 64, 65, 127, 128):
    n = 1 << bits
    print(bits, n - 1, n, n + 1, -n - 1, (n + n) - n == n)
x = 9223372036854775807
print(x + 1, -x - 2, x * x, x * -x)
print((x + 1) - 1, type((x + 1) - 1) is int)
f = 1
for i in range(1, 41):
    f *= i
print(f)
for i in range(40, 20, -1):
    f //= i
print(f)
print(2 ** 200, 3 ** 100, (-7) ** 33)
big = 123456789012345678901234567890
print(big // 987654321, big % 987654321, divmod(big, -987654321))
print(-big // 1000007, -big % 1000007)
print(big & 0xffffffffffffffffffff, big | 1, big ^ (big >> 3), ~big)
print(big >> 40, -big >> 40, big >> 200, -big >> 200, big << 17)
print(big == 123456789012345678901234567890, big > x, -big < x, hash(5) == hash(5))
print(hex(big), bin(2 ** 70 + 1), oct(2 ** 66))
print(int("9" * 40) + 1, int("-" + "1" * 30), int("f" * 20, 16))
print(big.bit_length(), (2 ** 64).bit_length(), (2 ** 64 - 1).bit_length(), (2 ** 100 - 1).bit_count())
print(big / 10 ** 20, float(2 ** 70), int(1e20), int(-1e25))
print(pow(big, 65537, 10 ** 9 + 7), pow(12345678901234567890, 1000, 998244353))
print((2 ** 64).to_bytes(9, "big"), int.from_bytes(b"\x01" + b"\x00" * 8, "big"))
print((-2).to_bytes(4, "little", signed=True), int.from_bytes(b"\xfe\xff", "little", signed=True))
print(sum([2 ** 62] * 5), max(2 ** 65, 2 ** 64), sorted([2 ** 70, -2 ** 70, 0]))
print(f"{2 ** 80:,} {2 ** 80:x} {-2 ** 80:>30} {2 ** 80:e}")
print(hash(2 ** 61 - 1), hash(2 ** 61), hash(-1), hash(2 ** 100), hash(-2 ** 61))
a, b = 0, 1
for _ in range(150):
    a, b = b, a + b
print(a)
