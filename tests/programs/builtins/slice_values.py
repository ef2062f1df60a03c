# A slice as what is assigned, and arguments that are wrong in two ways.

items = [1, 2, 3]
for work in (
    lambda: items.__setitem__(slice(1, 2), slice(4, -2)),
    lambda: items.__setitem__(slice(None, None, 2), slice(4, -2)),
    lambda: b" sp ".find(0.5, "x"),
    lambda: b" sp ".count(0.5, "x"),
    lambda: b" sp ".rindex(0.5, 1),
):
    try:
        print(work())
    except TypeError as e:
        print(e)
print(items, bytearray(b"xyz'"), bytearray(b"x'\""), bytearray(b'"'), b"xyz'")
