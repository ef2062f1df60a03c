# bytes, bytearray and memoryview constructors, slices, views that write through.
b = bytearray(b"hello")
m = memoryview(b)
m[0] = 72
m[1:3] = b"EL"
print(b, m[4], len(m), m.tobytes(), m.readonly, m[::-1].tobytes(), m == b, m.nbytes, m.itemsize, m.format)
for bad in (lambda: b.append(1), lambda: m.__setitem__(0, 300), lambda: m.__setitem__(slice(0, 2), b"abc"), lambda: m[10], lambda: memoryview(b"ro").__setitem__(0, 1)):
    try:
        bad()
    except (BufferError, ValueError, IndexError, TypeError) as e:
        print(type(e).__name__, e)
m.release()
b.append(33)
print(b)
try:
    m[0]
except ValueError as e:
    print(e)
with memoryview(b"context") as v:
    print(v[:3].tobytes(), bytes(v[-2:]), list(v[:2]), v.hex())
a = bytearray()
for i in range(3):
    a += bytes([65 + i])
a *= 2
a[1:2] = b"---"
del a[::3]
print(a, a.find(b"C"), a.count(b"-"), a.index(66) if 66 in a else None, a.hex(), a[::2], a == bytes(a), a.copy() is a)
a.extend([1, 2]); a.insert(0, 0); a.remove(1); print(a, a.pop(), a.pop(0))
print(bytes(5), bytes([1, 2]), bytes(b"x"), bytes("é", "latin-1"), bytes(bytearray(b"q")), bytes(memoryview(b"z")), bytes((i for i in range(3))))
print(b"abc"[0], b"abc"[0:1], b"abc"[-1], list(b"ab"), b"a" in b"cab", 97 in b"a", b"" in b"", b"ab" + bytearray(b"c"), bytearray(b"c") + b"ab", b"%s-%d-%x" % (b"a", 5, 255), b"%5.1f|%-4d|" % (1.25, 3))
print(b"Hello World".swapcase(), b"a,b;c".replace(b",", b";").split(b";"), b"--x--".strip(b"-"), b"abc".translate(None, b"b"), b"abc".rjust(5, b"0"), b"a\nb".splitlines(), b"x=1".partition(b"="), b"abcabc".rfind(b"bc"), b"aXbX".rsplit(b"X", 1), b"ab".endswith((b"b", b"c")))
print(b"\x00\x7f\x80\xff\\'\"", b'"', b"'", repr(b"\t\n\r\x0b"), str(b"ab", "ascii"), b"ab".decode(), "ab".encode() == b"ab", b"\xe9".decode("latin-1"), b"\xc3\xa9".decode())
print(b"a" < b"b", b"a" == "a", b"ab" > b"a", sorted([b"b", b"a"]), max(b"az"), {b"k": 1}, hash(b"a") == hash(b"a"), b"".join([b"a", bytearray(b"b"), memoryview(b"c")]), bytes.fromhex("dead BEEF"), bytes.maketrans(b"ab", b"xy")[97:99])
print(int.from_bytes(b"\x00\x01\x02", "big"), int.from_bytes(b"\x02\x01", "little"), (1000).to_bytes(2, "big"), (-1).to_bytes(2, "big", signed=True), int.from_bytes(b"\xff\xff", "big", signed=True), bytes(map(lambda x: x ^ 0x20, b"AbC")))
