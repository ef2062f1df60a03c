# open: write, read, append, binary, iterate, seek, modes, with, errors, encodings.
import os

with open("a.txt", "w") as f:
    print(f.write("first\n"), f.write("second\nthird"), f.closed, f.name, f.mode)
    f.writelines([" and", " more\n"])
    print("printed", 1, file=f)
print(f.closed)
with open("a.txt") as f:
    print(repr(f.read()))
    print(repr(f.read()))
    f.seek(0)
    print(repr(f.readline()), repr(f.read(3)), f.readlines())
for line in open("a.txt"):
    print("line", line.rstrip())
with open("a.txt", "a") as f:
    f.write("appended")
print([line.strip() for line in open("a.txt")], os.path.getsize("a.txt"))
with open("b.bin", "wb") as f:
    print(f.write(bytes(range(10))))
with open("b.bin", "rb") as f:
    print(f.read(3), f.tell(), f.seek(-2, 2), f.read(), f.seek(4), f.read(1))
with open("b.bin", "r+b") as f:
    f.seek(2)
    f.write(b"XY")
print(open("b.bin", "rb").read())
with open("u.txt", "w", encoding="utf-8") as f:
    f.write("é漢🎉\n")
print(os.path.getsize("u.txt"), open("u.txt", encoding="utf-8").read().strip(), open("u.txt", "rb").read()[:2])
try:
    open("u.txt", encoding="ascii").read()
except UnicodeDecodeError as e:
    print(e.encoding, e.start)
with open("x.txt", "x") as f:
    f.write("exclusive")
for args in (("x.txt", "x"), ("missing.txt",), ("a.txt", "q"), ("a.txt", "rw"), (".", "r"), ("a.txt", "rb", -1, "utf-8"), ("no/dir.txt", "w")):
    try:
        open(*args)
    except (OSError, ValueError) as e:
        print(type(e).__name__, e)
f = open("a.txt")
f.close()
for action in (f.read, lambda: f.write("x"), lambda: next(f)):
    try:
        action()
    except ValueError as e:
        print(e)
with open("a.txt") as f:
    try:
        f.write("no")
    except OSError as e:
        print(type(e).__name__, e)
with open("w.txt", "w") as f:
    try:
        f.read()
    except OSError as e:
        print(type(e).__name__, e)
    try:
        f.write(5)
    except TypeError as e:
        print(e)
with open("n.txt", "w", newline="") as f:
    f.write("a\r\nb\rc\n")
print(open("n.txt").readlines(), open("n.txt", newline="").readlines())
with open("t.txt", "w+") as f:
    f.write("0123456789")
    f.seek(3)
    f.truncate(6)
    f.seek(0)
    print(f.read(), f.readable(), f.writable(), f.seekable())
print(sorted(os.listdir()), os.path.exists("a.txt"), os.path.isfile("a.txt"))
os.remove("a.txt")
os.rename("x.txt", "y.txt")
print(os.path.exists("a.txt"), open("y.txt").read())
