# bytes and bytearray: literals, indexing, methods, mutation, conversions.
b = b"hello world"
print(b, b[0], b[-1], b[1:4], b[::-1], len(b), list(b[:3]), b"wor" in b, 104 in b)
print(b.upper(), b.title(), b.split(), b.replace(b"o", b"0"), b.find(b"o"), b.count(b"l"), b.startswith(b"he"), b.index(b"w"))
print(b"-".join([b"a", b"b"]), b" x ".strip(), b"a,b".partition(b","), b"ab".center(6, b"*"), b"7".zfill(3), b"abc".hex(), b"\x01\xab".hex(":"))
print(bytes.fromhex("01 ab ff"), bytes([1, 2, 3]), bytes(2), bytes("é", "utf-8"), bytes(), b"a" * 3, b"a" + b"b", b"abc" < b"abd")
print(b"abc" == "abc", b"abc" == bytearray(b"abc"), hash(b"a") == hash(b"a"), {b"k": 1}[b"k"], b"".join([]), b"a\tb".expandtabs(2))
a = bytearray(b"abc")
a.append(100); a.extend(b"ef"); a += b"g"; print(a, len(a))
a[0] = 90; a[1:3] = b"--"; del a[-1]; a.insert(0, 33); print(a, a.pop(), a.pop(0), a)
a.reverse(); print(a, bytes(a), a.decode(), bytearray(3), bytearray("hi", "ascii"), a[:2], type(a[:2]))
a.clear(); print(a, a == b"", not a)
for x in b"\x00A":
    print(x, end=" ")
print()
m = memoryview(b"abcdef")
print(m[1], m[1:3].tobytes(), len(m), m.tolist(), bytes(m[::2]), m.readonly)
print(int.from_bytes(b"\x01\x00", "big"), (258).to_bytes(2, "little"), b"%d:%s" % (3, b"x"), b"caf\xc3\xa9".decode(), b"ab".translate(bytes.maketrans(b"a", b"z")))
print(b"a b c".rsplit(b" ", 1), b"a\nb\r\nc".splitlines(), b"abc".isalpha(), b"12".isdigit(), b"Ab".swapcase(), b"x".ljust(3, b"."), b"pre-x".removeprefix(b"pre-"))
one, empty = b"a", b""
for text in ("bytes([256])", "bytes([-1])", "bytes('a')", "one + 'a'", "one[5]", "one[0:1].foo", "one.find('a')", "bytes(-1)", "bytes(1.5)", "empty.join(['a'])", "one.decode('nope')", "bytes.fromhex('0g')", "bytearray([1])[3]", "one['x']"):
    try:
        print(eval(text))
    except Exception as e:
        print(text, "|", type(e).__name__, "|", e)
try:
    one[0] = 1
except TypeError as e:
    print(e)
try:
    bytearray(b"a")[0] = 300
except ValueError as e:
    print(e)
