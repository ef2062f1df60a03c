# zipfile and gzip: archives in files and in memory.
import gzip
import io
import os
import zipfile
with zipfile.ZipFile("a.zip", "w", zipfile.ZIP_DEFLATED) as z:
    z.writestr("a.txt", "hello " * 100)
    z.writestr("d/b.txt", b"bytes")
    with open("c.txt", "w") as f:
        f.write("file")
    z.write("c.txt")
    z.writestr("grüße.txt", "ü")
with zipfile.ZipFile("a.zip") as z:
    print(z.namelist(), z.testzip())
    info = z.getinfo("a.txt")
    print(info.file_size, info.compress_size < 50, info.is_dir(), hex(info.CRC))
    with z.open("a.txt") as f:
        print(f.read(5), f.readline(3))
    z.extractall("out")
    print(sorted(os.listdir("out")), open("out/d/b.txt").read())
    try:
        z.read("none")
    except KeyError as e:
        print(e)
print(zipfile.is_zipfile("a.zip"), zipfile.is_zipfile("c.txt"))
try:
    zipfile.ZipFile("c.txt")
except zipfile.BadZipFile as e:
    print(e)
try:
    z.read("a.txt")
except ValueError as e:
    print(e)
with zipfile.ZipFile("a.zip", "a") as z:
    z.writestr("new", "n")
print(zipfile.ZipFile("a.zip").namelist()[-1], zipfile.Path("a.zip", "d/").joinpath("b.txt").read_text())
memory = io.BytesIO()
with zipfile.ZipFile(memory, "w") as z:
    z.writestr("m", "mem")
print(zipfile.ZipFile(memory).read("m"))
with gzip.open("g.gz", "wt") as f:
    f.write("line1\nline2\n")
with gzip.open("g.gz", "rt") as f:
    print(f.readlines())
with gzip.open("g.gz") as f:
    print(f.readline(), f.read())
with gzip.open("g.gz", "ab") as f:
    f.write(b"second member")
print(gzip.open("g.gz").read(), gzip.decompress(gzip.compress(b"x" * 40)))
try:
    gzip.decompress(b"no gzip at all")
except gzip.BadGzipFile as e:
    print(e)
