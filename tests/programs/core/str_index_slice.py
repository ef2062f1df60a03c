# String indexing and slicing, negative and extended, and their errors.
s = "Hello, World"
print(s[0], s[-1], s[4], s[-12], len(s))
print(s[2:5], s[:5], s[7:], s[:], s[-5:], s[:-7], s[-5:-2])
print(s[::2], s[1::2], s[::-1], s[10:2:-2], s[-1:-6:-1], s[::5], s[::-4])
print(repr(s[5:2]), repr(s[100:]), s[-100:3], s[3:100], repr(s[100:200]))
print(s[slice(1, 4)], s[slice(None, None, -3)], slice(1, 10, 2).indices(7))
for bad in (12, -13, 99):
    try:
        s[bad]
    except IndexError as e:
        print(bad, e)
try:
    s[0] = "J"
except TypeError as e:
    print(e)
try:
    del s[0]
except TypeError as e:
    print(e)
try:
    s["a"]
except TypeError as e:
    print(e)
try:
    s[::0]
except ValueError as e:
    print(e)
u = "aé漢🎉z"
print(len(u), [c for c in u], u[::-1], u[2:4], u[-2], u.index("z"), u.find("🎉"))
print([ord(c) for c in u], [hex(ord(c)) for c in u])
print("ell" in s, "xyz" in s, "" in s, "W" not in s)
print("ab" * 3, 2 * "-=", "x" * 0 + "|", "x" * -3 + "|")
print("abc" < "abd", "abc" < "ab", "Z" < "a", "" < "a", "é" > "z", max("hello"), min("hello"))
print("a" "b" 'c', "a" + "b", "tab\there", "x" == 'x')
for i, c in enumerate("abc"):
    print(i, c, end=" ")
print()
print(list("abc"), tuple("abc"), sorted("banana"), sorted(set("banana")))
print(*"spread", sep="-")
