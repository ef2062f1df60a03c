# return, break and continue inside finally, and finally on every way out. [stderr free]
def ret_override():
    try:
        return "try"
    finally:
        return "finally"


def swallow():
    try:
        raise ValueError("lost")
    finally:
        return "swallowed"


def break_in_finally():
    out = []
    for i in range(5):
        try:
            out.append(i)
            1 / 0
        finally:
            break
    return out


def continue_in_finally():
    out = []
    for i in range(4):
        try:
            if i % 2:
                raise KeyError(i)
            out.append(i)
        finally:
            out.append(-i)
            continue
    return out


def break_through():
    out = []
    for i in range(5):
        try:
            if i == 2:
                break
            if i == 1:
                continue
            out.append(i)
        finally:
            out.append(f"f{i}")
    else:
        out.append("else")
    return out


def return_through():
    out = []

    def inner():
        for i in range(3):
            try:
                try:
                    if i == 1:
                        return "r"
                finally:
                    out.append(f"a{i}")
            finally:
                out.append(f"b{i}")
    return inner(), out


def while_finally():
    n = 0
    while True:
        try:
            n += 1
            if n > 3:
                return n
        finally:
            n += 10
            print("n", n, end=" ")


def nested_returns():
    try:
        try:
            return 1
        finally:
            return 2
    finally:
        return 3


def ret_in_except():
    try:
        1 / 0
    except ZeroDivisionError:
        return "except value"
    finally:
        print("cleanup", end=" ")


def ret_in_else():
    for i in range(2):
        try:
            pass
        except ValueError:
            pass
        else:
            if i == 1:
                return f"else {i}"
        finally:
            print("fin", i, end=" ")


def gen():
    try:
        yield 1
        yield 2
    finally:
        print("gen finally", end=" ")


def raise_in_finally():
    try:
        try:
            raise ValueError("first")
        finally:
            raise KeyError("second")
    except KeyError as e:
        return repr(e), repr(e.__context__)


for f in (ret_override, swallow, break_in_finally, continue_in_finally, break_through, return_through, while_finally,
          nested_returns, ret_in_except, ret_in_else, raise_in_finally):
    print(f.__name__, f())
for v in gen():
    print(v)
    break
print(list(gen()))
