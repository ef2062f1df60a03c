# Unicode strings: code points, case mapping, combining, sorting, encoding errors.
words = ["naïve", "Zürich", "ÅNGSTRÖM", "ΑΒΓ", "привет", "日本語", "e\u0301", "🎈🎉", "ﬁ"]
for w in words:
    print(w, len(w), w.upper(), w.lower(), w.title(), w[::-1].encode("unicode_escape").decode(), len(w.encode("utf-8")), len(w.encode("utf-16-le")))
print(sorted(words))
print("e\u0301" == "\u00e9", "ς".upper(), "ΟΔΟΣ".lower(), "ŉ".upper(), "ﬁ".upper(), "K".lower(), "µ".casefold())
print([chr(c) for c in (65, 228, 8364, 128512)], [ord(c) for c in "Aä€😀"])
print("١٢٣".isdigit(), int("١٢٣"), "Ⅷ".isnumeric(), "x²".isidentifier(), "名前".isidentifier())
名前 = "identifier"
größe = 3
print(名前, größe)
print("a\u00a0b\u2003c".split(), "x\u3000".strip() == "x", "a\x1cb".split(), "a\x85b".splitlines())
text = "zażółć gęślą jaźń"
print(text.encode("utf-8"), text.encode("utf-8").decode("utf-8") == text)
for codec in ("ascii", "latin-1"):
    try:
        text.encode(codec)
    except UnicodeEncodeError as e:
        print(e)
        print(e.encoding, e.start, e.end, e.reason)
for raw in (b"\xff\xfe", b"ab\xc3", b"\xe2\x28\xa1", b"\x80"):
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError as e:
        print(e)
print(b"a\xffb".decode("utf-8", "replace"), b"a\xffb".decode("utf-8", "ignore"), b"a\xffb".decode("latin-1"), b"a\xffb".decode("utf-8", "backslashreplace"))
print("é".encode("ascii", "xmlcharrefreplace"), "é".encode("ascii", "backslashreplace"))
print("{:*^7}|{:>5}|{:<4}|".format("漢", "é", "🎉"))
print("abc\u0000def".find("\0"), len("\U0001f468\u200d\U0001f469"), "\u00df" in "Straße")
