# if/elif/else, conditional expressions, chained comparison, and/or values.
def grade(n):
    if n >= 90:
        return "A"
    elif n >= 80:
        return "B"
    elif n >= 70:
        pass
    else:
        return "F"
    return "C"


print([grade(n) for n in (95, 90, 85, 71, 10)])
for n in range(1, 16):
    print("FizzBuzz" if n % 15 == 0 else "Fizz" if n % 3 == 0 else "Buzz" if n % 5 == 0 else n, end=" ")
print()


def v(x):
    print(f"v({x})", end=" ")
    return x


print(v(1) < v(2) < v(3))
print(v(3) < v(2) < v(1))
print(v(1) < v(5) > v(2) != v(3) == v(3))
print(1 < 2 == 2, (1 < 2) == 2, 1 == 1 in [1], not 1 in [2], 3 > 2 > 1 > 0 >= 0)
print(v(0) or v(1) and v(2), v(1) or v(0) and v(2))
print((v(0) or v(1)) and v(2))
x = None
print(x is None, x is not None, x == None, not x, "x" if x else "no x", x or "default", x and x.foo)
a = [1]
b = a
print(a is b, a is not [1], [] is [], None is None, True is not False)
if x: print("one line")
elif not x: print("elif line")
if True:
    if False:
        print("no")
    else:
        print("nested else")
y = 5
result = ("neg" if y < 0 else "zero") if y <= 0 else ("small" if y < 10 else "big")
print(result, [1, 2][y > 3], {True: "t", False: "f"}[y == 5])
print("a" < "b" < "c", "a" <= "a" < "aa", [1] < [2] <= [2, 0], 1 < 1.5 < 2)
assert y == 5, "fine"
try:
    assert y == 6, f"y was {y}"
except AssertionError as e:
    print("AssertionError", e)
try:
    assert []
except AssertionError as e:
    print("AssertionError", repr(e), e.args)
print((lambda: "t" if y else "f")(), not (y > 3 or 1 / 0), y > 3 or 1 / 0)
