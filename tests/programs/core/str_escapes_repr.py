# String literals with escapes, raw and triple quoted, and the quotes of repr.
print("a\tb\\n\'\"", 'single "double"', "double 'single'")
print("\x41\u00e9\u6f22\U0001f389\101\0".encode())
print("line one \
continued")
print("""triple
  "quoted" 'text'
end""")
print(r"raw \n \t \\", R'c:\new', rb"\x00")
for s in ("plain", "it's", 'say "hi"', "it's \"both\"", "tab\t", "nl\n", "cr\r", "back\\slash", "\x00\x07\x1b\x7f", "é漢🎉", "\u200b\xa0\xad", "\ud800", "\u2028", ""):
    print(repr(s), ascii(s))
for b in (b"bytes", b"it's", b"\x00\xff\n\t\\", b'"', b"'\"", b""):
    print(repr(b), len(b))
print(str(["a", 'b"c', "d'e", "f\n"]), {"k'": "v"}, ("x",), {"s"})
print("\N{BULLET} \N{GREEK SMALL LETTER ALPHA} \N{SNOWMAN}")
print(len("\n"), len(r"\n"), len("\\n"), len("\x41"), len("""
"""))
print("%r %s %a" % ("é'", "é'", "é'"))
print(f"{'é'!r} {'é'!s} {'é'!a} {'a' 'b'}")
print("con" "cat" 'ena' """tion""", 'a' r'\d' 'b')
print(str(b"x"), b"a" + b"b", b"abc"[1], b"abc"[1:], list(b"hi"), bytes([104, 105]), bytes(3), bytes("é", "utf-8"))
print("a\
b", "\
")
print(eval(repr("all\x01 of\t'these\"\u1234\U0010ffff")) == "all\x01 of\t'these\"\u1234\U0010ffff")
