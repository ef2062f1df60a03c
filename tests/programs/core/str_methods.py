# String methods: case, strip, split, join, find, replace, predicates.
s = "  The quick brown fox  "
print(repr(s.strip()), repr(s.lstrip()), repr(s.rstrip()), "xxabcxx".strip("x"), "mississippi".strip("ipm"))
print("hello world".title(), "hello".capitalize(), "MiXed".swapcase(), "ABC".lower(), "abc".upper(), "Straße".casefold())
print("they're bill's".title(), "ß".upper(), "ǆ".title(), "İ".lower() == "i̇")
print("a,b,,c".split(","), "a b  c ".split(), "a b  c ".split(" "), "a,b,c".split(",", 1), "a,b,c".rsplit(",", 1), "".split(), "".split(","))
print("one\ntwo\r\nthree\rfour".splitlines(), "a\nb\n".splitlines(True), "a\nb\n".split("\n"))
print(",".join(["a", "b", "c"]), "".join("xyz"), "-".join([]), " ".join(str(i) for i in range(4)))
print("banana".find("an"), "banana".rfind("an"), "banana".find("x"), "banana".index("n"), "banana".rindex("n"), "banana".find("an", 2), "banana".find("an", 2, 4), "abc".find(""))
print("banana".count("a"), "banana".count("an"), "aaaa".count("aa"), "abc".count(""))
print("banana".replace("a", "o"), "banana".replace("a", "o", 2), "abc".replace("", "-"), "aaa".replace("aa", "b"))
print("file.tar.gz".partition("."), "file.tar.gz".rpartition("."), "abc".partition("x"), "abc".rpartition("x"))
print("hello".startswith("he"), "hello".endswith(("lo", "x")), "hello".startswith("l", 2), "hello".startswith(""))
print("test.py".removesuffix(".py"), "test.py".removeprefix("te"), "test".removesuffix("x"))
print("42".zfill(5), "-42".zfill(5), "+7".zfill(4), "abc".center(9, "*"), "abc".ljust(6, "."), "abc".rjust(6), "ab".center(5, "-"))
print("a\tbc\tdef".expandtabs(4), "a\tb".expandtabs(), "01\t012\t0123".expandtabs(4))
for t in ("abc", "ABC", "abc1", "123", "", " ", "Title Case", "a b", "½", "²", "é", "_x1", "1x", "\n", "漢"):
    print(repr(t), t.isalpha(), t.isdigit(), t.isalnum(), t.isspace(), t.isupper(), t.islower(), t.istitle(), t.isdecimal(), t.isnumeric(), t.isidentifier(), t.isprintable(), t.isascii())
table = str.maketrans("abc", "xyz", "d")
print("aabbccdd".translate(table), "abc".translate({97: "A", 98: None, 99: 0x43}), str.maketrans({"a": "1"}))
print("abc".encode(), "é漢".encode("utf-8"), "é".encode("latin-1"), b"\xc3\xa9".decode(), "aé".encode("ascii", "replace"), "aé".encode("ascii", "ignore"))
for text in ("'a'.index('b')", "'a'.rindex('b')", "''.join([1])", "'a'.split('')", "'a' + 1", "'a'.center()", "'a'.foo()", "'a'.join(5)", "'a'.zfill('b')", "'ab'.center(5, 'xy')", "'x'.startswith(1)"):
    try:
        print(eval(text))
    except Exception as e:
        print(text, "|", type(e).__name__, "|", e)
