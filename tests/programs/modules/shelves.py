# shelve and dbm: objects kept in files by key.
import dbm.dumb
import shelve
with shelve.open("db") as s:
    s["list"] = [1, 2]
    s["dict"] = {"x": (1, None)}
    s["list"].append(3)
with shelve.open("db", writeback=True) as s:
    print(sorted(s), s["list"], "dict" in s, len(s))
    s["list"].append(9)
with shelve.open("db") as s:
    print(s["list"], s.get("none", 0))
    del s["list"]
    print(list(s.items()))
    s.update(a=1, b=2)
    print(sorted(s.keys()), s.pop("a"))
try:
    s["b"]
except ValueError as e:
    print(e)
with dbm.dumb.open("plain", "c") as d:
    d["k"] = "text"
    d[b"b"] = b"\x00\xff"
with dbm.dumb.open("plain", "r") as d:
    print(d["k"], sorted(d.keys()), d.get("z"))
    try:
        d["new"] = "x"
    except dbm.dumb.error as e:
        print(type(e).__name__)
