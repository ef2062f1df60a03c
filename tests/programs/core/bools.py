# Booleans: and/or/not results, truthiness, bool as int, short circuit.
def say(name, value):
    print("eval", name, end="; ")
    return value


print(say("a", 0) or say("b", "x") or say("c", 1))
print(say("a", 1) and say("b", []) and say("c", 1))
print(say("a", "") or say("b", None))
print(not say("a", 0))
print(True + True, True * 5, False - 1, True / 4, -True, True << 3)
print(True & False, True | False, True ^ True, True & 3, type(True & False), type(True & 1))
print(True == 1, False == 0, True is True, True == "True", True > False, True < 2)
print([10, 20][True], "ab"[False], {1: "one"}[True], {True: "t", 1: "i", 1.0: "f"})
print(sum([True, False, True]), sum(x > 2 for x in range(6)), max(True, False))
print(str(True), repr(False), f"{True} {True:d} {False!r} {True:>6}")
print(isinstance(True, int), issubclass(bool, int), bool.__mro__)
for v in (0, 1, -1, 0.0, 0.1, "", " ", "0", [], [0], (), (None,), {}, {1: 2}, set(), {0}, None, range(0), range(3), b"", b"x", 0j, float("nan")):
    print(repr(v), bool(v), "yes" if v else "no", not v)


class Empty:
    def __len__(self):
        return 0


class Falsy:
    def __bool__(self):
        return False

    def __len__(self):
        return 5


class Plain:
    pass


print(bool(Empty()), bool(Falsy()), bool(Plain()), bool(Plain), bool(len))
print(bool("False"), bool(int("0")), any([]), all([]), any([0, 0, 3]), all([1, 2, 0]))
print(1 < 2 and 2 < 3, not 1 == 2, not (1 == 2) == True, (not 1) == 2)
