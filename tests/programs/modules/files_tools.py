# tempfile, shutil, glob, fnmatch and os on real files.
import glob
import os
import shutil
import tempfile

with tempfile.TemporaryDirectory() as folder:
    inside = os.path.join(folder, "in")
    os.makedirs(os.path.join(inside, "deep"))
    for name in ("a.txt", "b.txt", "c.py", "deep/d.txt"):
        with open(os.path.join(inside, name), "w") as f:
            f.write(name * 2)
    print(sorted(os.path.relpath(p, folder) for p in glob.glob(inside + "/**/*.txt", recursive=True)))
    print(sorted(glob.glob("*.py", root_dir=inside)), len(list(glob.iglob(inside + "/[ab].*"))))
    copied = shutil.copy(inside + "/a.txt", folder + "/copy.txt")
    print(os.path.basename(copied), open(copied).read(), os.path.getsize(copied))
    shutil.copytree(inside, folder + "/tree", ignore=shutil.ignore_patterns("*.py"))
    print(sorted(os.listdir(folder + "/tree")))
    shutil.move(folder + "/tree/b.txt", folder + "/moved.txt")
    print(os.path.exists(folder + "/tree/b.txt"), open(folder + "/moved.txt").read())
    shutil.rmtree(folder + "/tree")
    with tempfile.NamedTemporaryFile("w+", dir=folder, suffix=".tmp", delete=False) as f:
        f.write("kept")
        f.seek(0)
        print(f.read(), f.name.endswith(".tmp"))
    with tempfile.TemporaryFile() as f:
        f.write(b"bytes")
        f.seek(1)
        print(f.read())
    fd = os.open(folder + "/low", os.O_RDWR | os.O_CREAT | os.O_EXCL)
    print(os.write(fd, b"low level"), os.lseek(fd, 4, os.SEEK_SET), os.read(fd, 100))
    os.close(fd)
    try:
        os.open(folder + "/low", os.O_WRONLY | os.O_CREAT | os.O_EXCL)
    except FileExistsError as e:
        print(type(e).__name__, e.errno)
    print(sorted(n for n in os.listdir(folder) if not n.endswith(".tmp")))
    with tempfile.SpooledTemporaryFile(max_size=10) as f:
        f.write(b"0123456789abc")
        f.seek(8)
        print(f.read())
print(os.path.exists(folder))
