# print: sep, end, file, flush, many kinds of values, stdout.write.
import sys

print()
print("a", "b", sep="")
print("a", "b", sep="-", end="!\n")
print(1, 2.0, None, True, "s", b"b", [1, "x"], (1,), {"k": "v"}, {3}, sep=" | ")
print("no newline", end="")
print()
print(*[1, 2, 3])
print(*"abc", sep=", ")
print("a\nb", "c\td")
print("x", end="")
print("y", end="", flush=True)
print("z")
print("to stdout", file=sys.stdout)
print("sep none", "end none", sep=None, end=None)
n = sys.stdout.write("written\n")
print(n, sys.stdout.write(""))


class Writer:
    def __init__(self):
        self.parts = []

    def write(self, text):
        self.parts.append(text)


w = Writer()
print("to", "writer", 1, file=w, sep="_")
print(file=w)
print(w.parts)
for bad in ({"sep": 1}, {"end": 2}, {"file": 5}):
    try:
        print("x", "y", **bad)
    except (TypeError, AttributeError) as e:
        print(type(e).__name__, e)
print(print("inner"))
print(repr("q"), str("q"), [str("q")], "\\", "\"")


class S:
    def __str__(self): return "str of S"


class R:
    def __repr__(self): return "repr of R"


print(S(), R(), [R()], str(R()), f"{S()} {R()!s} {R()!r}")
print("%s" % S(), "{}".format(R()))


class Bad:
    def __str__(self): return 5


try:
    print(Bad())
except TypeError as e:
    print(e)
print("é", "漢字", "🎉", "\u00a0|")
