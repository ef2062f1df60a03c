# os.path pure functions, os on files, pathlib, tempfile, shutil, glob.
import glob
import os
import os.path as p
import shutil
import tempfile
from pathlib import Path, PurePosixPath

print(p.join("a", "b", "c.txt"), p.join("a", "/b"), p.join("a/", "b"), p.join("", "x"), p.basename("/a/b.c"), p.dirname("/a/b.c"), p.split("/a/b"), p.splitext("a.tar.gz"), p.splitext(".bashrc"), p.splitext("noext"))
print(p.normpath("a//b/../c/./d"), p.normpath(""), p.isabs("/a"), p.isabs("a"), p.commonprefix(["abc", "abd"]), p.commonpath(["/a/b/c", "/a/b/d"]), p.relpath("/a/b/c", "/a/d"), p.basename("a/"), p.sep, os.sep, os.linesep == "\n", os.curdir, os.pardir)
os.makedirs("dir/sub/deep")
os.mkdir("empty")
for name in ("dir/one.txt", "dir/two.py", "dir/sub/three.txt"):
    with open(name, "w") as f:
        f.write(name)
print(sorted(os.listdir("dir")), p.exists("dir/one.txt"), p.isdir("dir"), p.isfile("dir"), p.getsize("dir/one.txt"), p.abspath("x") == p.join(os.getcwd(), "x"))
for root, dirs, files in os.walk("."):
    dirs.sort()
    print(root, dirs, sorted(files))
print(sorted(glob.glob("dir/*.txt")), sorted(glob.glob("**/*.txt", recursive=True)), sorted(e.name for e in os.scandir("dir") if e.is_file()))
os.rename("dir/one.txt", "dir/renamed.txt")
shutil.copy("dir/renamed.txt", "copy.txt")
shutil.move("copy.txt", "moved.txt")
os.remove("dir/two.py")
os.rmdir("empty")
print(sorted(os.listdir("dir")), open("moved.txt").read(), os.stat("moved.txt").st_size)
for action in (lambda: os.remove("none"), lambda: os.rmdir("dir"), lambda: os.mkdir("dir"), lambda: os.listdir("none"), lambda: os.rename("none", "x"), lambda: os.makedirs("dir/sub")):
    try:
        action()
    except OSError as e:
        print(type(e).__name__, e.errno is not None, e.filename)
os.makedirs("dir/sub", exist_ok=True)
shutil.rmtree("dir")
print(p.exists("dir"))
q = PurePosixPath("/usr/lib/file.tar.gz")
print(q.name, q.stem, q.suffix, q.suffixes, q.parent, q.parts, q.root, q / "x", q.with_suffix(".zip"), q.with_name("n"), q.is_absolute(), q.relative_to("/usr"), [str(x) for x in q.parents], PurePosixPath("a") / "b" == PurePosixPath("a/b"), PurePosixPath("a.py").match("*.py"), repr(q))
base = Path("work")
base.mkdir()
(base / "a.txt").write_text("one\ntwo\n")
(base / "b.bin").write_bytes(b"\x00\x01")
(base / "in").mkdir(parents=True, exist_ok=True)
(base / "in" / "c.txt").touch()
print((base / "a.txt").read_text(), (base / "b.bin").read_bytes(), sorted(x.name for x in base.iterdir()), sorted(str(x) for x in base.rglob("*.txt")), (base / "a.txt").exists(), (base / "in").is_dir(), (base / "a.txt").stat().st_size)
with (base / "a.txt").open() as f:
    print(f.readlines())
(base / "b.bin").unlink()
try:
    Path("none").read_text()
except FileNotFoundError as e:
    print(e)
with tempfile.TemporaryDirectory() as tmp:
    print(p.isdir(tmp))
print(p.isdir(tmp), os.environ.get("NOT_SET_ANYWHERE", "default"), os.getenv("NOT_SET_ANYWHERE"))
os.environ["MY_OWN"] = "v"
print(os.environ["MY_OWN"], "MY_OWN" in os.environ, os.path.expandvars("$MY_OWN/x"))
os.chdir("work")
print(p.basename(os.getcwd()), sorted(os.listdir()))
