# Lone surrogates in strings: literals, chr and ord, repr, encoding errors and their handlers, json.
import json

s = "a\ud800b\udfff"
print(len(s), repr(s), ascii(s), [hex(ord(c)) for c in s], s == "a" + chr(0xD800) + "b" + chr(0xDFFF))
print(repr("\ud83d\ude00"), len("\ud83d\ude00"), repr(f"{'x'}\udc80"), repr(r"\ud800"), repr("\\ud800"))
print(s[1] == "\ud800", s.find("\udfff"), s.upper() == "A\ud800B\udfff", "\ud800".isprintable(), "\ud800".isalpha())
for encoding in ("utf-8", "ascii", "latin-1", "utf-16-le", "utf-32-be"):
    try:
        s.encode(encoding)
    except UnicodeEncodeError as e:
        print(e)
try:
    "x\ud800\udc00".encode()
except UnicodeEncodeError as e:
    print(e, e.start, e.end, e.reason, repr(e.object))
for handler in ("ignore", "replace", "backslashreplace", "xmlcharrefreplace", "surrogatepass"):
    print(handler, s.encode("utf-8", handler))
print(b"\xff\x80ok".decode("utf-8", "surrogateescape") == "\udcff\udc80ok")
print("\udcff\udc80ok".encode("utf-8", "surrogateescape"), "\udce9".encode("ascii", "surrogateescape"))
print(repr(b"\xed\xa0\x80".decode("utf-8", "surrogatepass")))
try:
    b"\xed\xa0\x80".decode()
except UnicodeDecodeError as e:
    print(e)
print(json.dumps(s), json.loads('"\\ud800"') == "\ud800", json.loads('"\\ud83d\\ude00"'))
try:
    print("to output", s)
except UnicodeEncodeError as e:
    print("refused:", e)
print("%c" % 0xD801 == "\ud801", repr("\ud800".encode("unicode_escape")), repr(b"\\ud812".decode("unicode_escape")))
