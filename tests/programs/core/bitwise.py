# Bit operations: masks, two's complement of negatives, popcount, hashing loops.
print(6 & 3, 6 | 3, 6 ^ 3, ~6, ~-1, -6 & 3, -6 | 3, -6 ^ 3, -1 & 0xff, -256 & 0xffff)
print(1 << 0, 1 << 31, 1 << 32, 1 << 63, 1 << 64, -1 << 5, -1 >> 5, -17 >> 2, 17 >> 100, -17 >> 100)
print(bin(0b1010 & ~0b0010), bin(0xf0 >> 4), hex(0xdeadbeef & 0xffff), f"{0b1011 ^ 0xff:08b}")


def popcount(n):
    c = 0
    while n:
        n &= n - 1
        c += 1
    return c


print([popcount(n) for n in (0, 1, 255, 256, 2 ** 64 - 1, 0x5555)], (0x5555).bit_count())


def fnv1a(data):
    h = 0xcbf29ce484222325
    for b in data:
        h = ((h ^ b) * 0x100000001b3) & 0xffffffffffffffff
    return h


print(hex(fnv1a(b"")), hex(fnv1a(b"a")), hex(fnv1a("Weft".encode())))


def xorshift(x):
    x ^= (x << 13) & 0xffffffff
    x ^= x >> 17
    x ^= (x << 5) & 0xffffffff
    return x


x = 2463534242
for _ in range(5):
    x = xorshift(x)
    print(x, end=" ")
print()


def crc32(data):
    crc = 0xffffffff
    for byte in data:
        crc ^= byte
        for _ in range(8):
            crc = (crc >> 1) ^ (0xedb88320 if crc & 1 else 0)
    return crc ^ 0xffffffff


print(hex(crc32(b"123456789")), crc32(b"weft"))
flags = 0
READ, WRITE, EXEC = 1, 2, 4
flags |= READ | EXEC
print(flags, bool(flags & WRITE), flags & ~READ, flags ^ EXEC)


def signed32(n):
    n &= 0xffffffff
    return n - (1 << 32) if n & 0x80000000 else n


print(signed32(0x7fffffff + 1), signed32(-1), signed32(2 ** 40 + 5), signed32(0xffffffff * 3))
gray = [i ^ (i >> 1) for i in range(8)]
print([f"{g:03b}" for g in gray])
subsets = [[i for i in range(3) if mask >> i & 1] for mask in range(8)]
print(subsets)
big = (1 << 100) | (1 << 70) | 1
print(big & (big - 1), big.bit_length(), big ^ (1 << 70), ~big & 0xff, -big >> 65, -big & ((1 << 80) - 1))
print(True & 1, True ^ True, 5 & True, {1, 2} & {2, 3}, {1} | {2}, {1} ^ {1, 2})
a, b = 13, 22
a ^= b; b ^= a; a ^= b
print(a, b, 1 + 2 << 3, 1 | 2 == 2, (1 | 2) == 3, 4 & 6 == 6, not 5 & 2, 2 ** -1 if 1 & 1 else 0)
