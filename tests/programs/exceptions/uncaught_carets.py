# Position carets of uncaught errors, as traceback.print_exc shows them.
import sys
import traceback


def show(f):
    try:
        f()
    except Exception:
        traceback.print_exc(file=sys.stdout)
        print()


def binary():
    a, b = 1, "x"
    return (a * 2) + b - 3


def subscript():
    d = {"a": {"b": []}}
    return d["a"]["b"][7]["c"]


def attribute():
    s = "text"
    value = s.upper().missing + 1
    return value


def name():
    known = 5
    return known + unknown_name * 2


def compare():
    x, y = 3, "y"
    if x < 5 and x < y:
        return 1


def unary():
    s = "abc"
    t = [1, -s]
    return t


def unpack():
    pair = (1, 2)
    a, b, c = pair
    return a


def raising():
    if True:
        raise ValueError("raised on a whole line")


def augmented():
    n = 1
    n += "s"


def matrix():
    m = [[1, 2], [3, 4]]
    return m[0][0] + m[1][2] + m[0][1]


for f in (binary, subscript, attribute, name, compare, unary, unpack, raising, augmented, matrix):
    print("==", f.__name__)
    try:
        f()
    except Exception as e:
        tb = e.__traceback__.tb_next
        text = "".join(traceback.format_exception(type(e), e, tb))
        print("\n".join(text.splitlines()[2:]))
