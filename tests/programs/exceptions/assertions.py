# assert statements: messages, evaluation order, parenthesised, in functions, uncaught.
def side(value, tag):
    print("evaluated", tag)
    return value


assert side(True, "condition"), side("unused", "message")
for make in (lambda: None, lambda: "text", lambda: 5, lambda: ("tuple", 1), lambda: ValueError("an exception")):
    try:
        assert not True, make()
    except AssertionError as e:
        print(repr(e), e.args)
try:
    assert False
except AssertionError as e:
    print(repr(e), str(e) == "", e.args)
try:
    assert side(0, "falsy"), side("shown", "message now")
except AssertionError as e:
    print(e)


def average(values):
    assert len(values) > 0, "no values"
    assert all(isinstance(v, (int, float)) for v in values), f"bad values: {values}"
    return sum(values) / len(values)


print(average([1, 2, 6]))
for bad in ([], [1, "a"]):
    try:
        average(bad)
    except AssertionError as e:
        print(type(e).__name__, e)
print(issubclass(AssertionError, Exception), __debug__)
balance = 5
assert balance >= 10, f"balance is only {balance}"
