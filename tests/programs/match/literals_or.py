# match: literals, or patterns, wildcard, capture, guards, None and booleans, values.
class Color:
    RED = 1
    BLUE = "b"


def f(x):
    match x:
        case 0:
            return "zero"
        case 1 | 2 | 3:
            return "small"
        case -5:
            return "minus five"
        case 2.5:
            return "float"
        case "a" | "b":
            return "letter"
        case None:
            return "none"
        case True:
            return "true"
        case b"raw":
            return "bytes"
        case 3 + 4j:
            return "complex"
        case int(n) if n > 100:
            return f"big {n}"
        case int() | float() as n:
            return f"number {n}"
        case str(s) if not s:
            return "empty string"
        case _:
            return f"other {x!r}"


for v in (0, 1, 3, -5, 2.5, "a", "b", "c", "", None, True, False, b"raw", 3 + 4j, 101, 50, 7.5, [], 0.0, 1.0):
    print(repr(v), "->", f(v))


def g(x):
    match x:
        case Color.RED:
            return "red"
        case Color.BLUE:
            return "blue"
        case name:
            return f"captured {name}"


print(g(1), g("b"), g("z"))
match 5:
    case 6:
        print("no")
match (a := 3) + 1:
    case 4 as four:
        print("four", four, a)


def order(x):
    def check(n):
        print("check", n, end=" ")
        return n == 3
    match x:
        case n if check(1):
            return n
        case n if check(2):
            return n
        case n if check(3):
            return f"third {n}"


print(order("v"))
match = 5
case = 6
_ = 7
print(match + case + _, [match for match in range(2)])
match match:
    case 5:
        print("soft keywords")
try:
    compile("match x:\n  case y:\n    pass\n  case 1:\n    pass", "t", "exec")
except SyntaxError as e:
    print(e.msg)
try:
    compile("match x:\n  case a | 1:\n    pass", "t", "exec")
except SyntaxError as e:
    print(e.msg)
for command in ("go north", "go", "take key lamp", "quit now", ""):
    match command.split():
        case ["go", ("north" | "south") as d]:
            print("going", d)
        case ["go"]:
            print("where?")
        case ["take", *things]:
            print("taking", things)
        case ["quit", *_]:
            print("bye")
        case []:
            print("nothing")
