# raise SystemExit with None exits 0 even after caught errors and atexit output.
import sys

codes = []
for value in (None, 0, 1, True, "x", 2.5, [1]):
    try:
        sys.exit(value)
    except SystemExit as e:
        codes.append(e.code)
print(codes)


def nested():
    try:
        try:
            1 / 0
        finally:
            raise SystemExit(7)
    except SystemExit as e:
        return e.code, type(e.__context__).__name__


print(nested())
try:
    exit_called = False
    raise SystemExit
except SystemExit as e:
    print("class raised", e.code)
for i in range(3):
    print("i", i)
    if i == 1:
        raise SystemExit(None)
