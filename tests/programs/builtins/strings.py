# str, repr, ascii, chr, ord, format, bytes, bytearray, memoryview.
print(str(5), str(1.0), str(None), str([1, "a"]), str(), str(b"x"), str(b"x", "ascii"), str("s"), str(True), str(1j), str({}), str(()), str(range(2)))
print(repr("a"), repr('a"b'), repr("a'b"), repr(1.5), repr([repr("x")]), repr(None), repr({"k": ("v",)}), repr(b"b"), repr({1}), repr(frozenset({1})), repr(set()))
print(ascii("é"), ascii("漢🎉"), ascii("a\n"), ascii(["é"]), ascii("\x7f"))
print(chr(97), chr(233), chr(0x1f389), chr(0) == "\0", ord("a"), ord("é"), ord("🎉"), ord(b"a"))
print(format(5), format(5, "03"), format(3.14159, ".2f"), format("s", ">3"), format(255, "x"), format(1234567, ","), format(None), format(True), format(0.25, "%"), format("é", "^5"))
print(bytes(3), bytes([65, 66]), bytes("é", "utf-8"), bytes(b"x"), bytes(range(3)), bytes(), bytearray(b"ab"), bytearray(2), bytearray([1, 2]))
print(bytes(memoryview(b"abc")[1:]), memoryview(b"abc")[0], memoryview(bytearray(b"ab")).tolist())


class S:
    def __str__(self): return "str"
    def __repr__(self): return "repr"
    def __format__(self, spec): return "format:" + spec
    def __bytes__(self): return b"bytes"


s = S()
print(str(s), repr(s), ascii(s), format(s), format(s, "x"), bytes(s), [s], {"k": s}, (s,))


class R:
    def __repr__(self): return "réal"


print(str(R()), ascii(R()), format(R()), f"{R()!a}", "%s %r %a" % (R(), R(), R()))
for text in ("chr(-1)", "chr(1.5)", "ord('')", "ord('ab')", "ord(5)", "str(b'x', 'nope')", "str('x', 'ascii')", "format(5, 's')", "format('x', 'd')", "format([], 'x')", "bytes('é')", "bytes([300])", "bytes(['a'])", "bytearray('a')", "memoryview('a')", "repr()", "format()", "str(1, 2)"):
    try:
        print(text, eval(text))
    except Exception as e:
        print(text, "|", type(e).__name__, "|", e)
class BadStr:
    def __str__(self): return 1
    def __repr__(self): return None
    def __format__(self, s): return 5
    def __bytes__(self): return "no"


for f in (str, repr, format, bytes, ascii):
    try:
        f(BadStr())
    except TypeError as e:
        print(f.__name__, e)
print(str(object).startswith("<class"), repr(int), str(type(None)), repr(len), repr(Exception), str(...), repr(NotImplemented), repr(type), repr(S))
