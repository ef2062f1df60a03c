# pickle round trips, struct, array, base64, hashlib, csv, uuid from bytes, pprint, calendar-free.
import array
import base64
import csv
import hashlib
import io
import pickle
import pprint
import struct


class Point:
    def __init__(self, x, y): self.x, self.y = x, y
    def __eq__(self, o): return isinstance(o, Point) and vars(self) == vars(o)


class State:
    def __init__(self): self.keep, self.drop = 1, lambda: 0
    def __getstate__(self): return {"keep": self.keep}
    def __setstate__(self, s): self.keep, self.drop = s["keep"] + 1, None


class Reduce:
    def __init__(self, n): self.n = n
    def __reduce__(self): return (Reduce, (self.n * 2,))


class Slots:
    __slots__ = ("a",)


def function(): return "by name"


objects = [None, True, 0, -1, 2 ** 100, 1.5, float("inf"), "é🎉", b"\x00\xff", [1, [2]], (1, (2,)), {"k": {1: 2}}, {1, 2}, frozenset([3]), range(5), slice(1, 2), 1j, bytearray(b"ab"), Point(1, [2]), ValueError("v", 1), int, len, function, ...]
for o in objects:
    back = pickle.loads(pickle.dumps(o))
    if not (back == o or isinstance(o, Exception) and back.args == o.args):
        print("differs", o, back)
for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
    assert pickle.loads(pickle.dumps(objects[:16], protocol)) == objects[:16], protocol
print(pickle.loads(pickle.dumps(State())).keep, pickle.loads(pickle.dumps(Reduce(5))).n)
loop = [1]
loop.append(loop)
copy = pickle.loads(pickle.dumps(loop))
shared = [0]
pair = pickle.loads(pickle.dumps((shared, shared)))
slots = Slots()
slots.a = 9
print(copy[1] is copy, pair[0] is pair[1], pickle.loads(pickle.dumps(slots)).a, pickle.loads(pickle.dumps(function))())
f = io.BytesIO()
pickle.dump([1], f); pickle.dump("two", f); f.seek(0)
print(pickle.load(f), pickle.load(f))
for bad in (lambda: 0, (x for x in []), io, open):
    try:
        pickle.dumps(bad)
        print("pickled", type(bad).__name__)
    except Exception as e:
        print("cannot pickle", type(bad).__name__)
for bad in (b"", b"junk", b"\x80\x04N"):
    try:
        pickle.loads(bad)
    except Exception as e:
        print(type(e).__name__)
print(struct.pack(">ihb", 1, -2, 3), struct.unpack("<IHB", b"\x01\x00\x00\x00\x02\x00\x03"), struct.calcsize("<idq"), struct.pack("<d", 1.5), struct.unpack(">f", b"\x3f\x80\x00\x00"), struct.pack("5s?", b"ab", True), list(struct.iter_unpack("<H", b"\x01\x00\x02\x00")))
try:
    struct.unpack("<I", b"ab")
except struct.error as e:
    print(e)
a = array.array("i", [3, 1, 2])
a.append(5); a.extend([7]); a[0] = 9
print(a, a.typecode, a.itemsize, len(a), a.tolist(), sum(a), a[1:3], a.index(5), array.array("d", [1.5]), array.array("B", b"ab").tobytes())
print(base64.b64encode(b"hello \xff"), base64.b64decode("aGk="), base64.urlsafe_b64encode(b"\xfb\xff"), base64.b32encode(b"hi"), base64.b16encode(b"\xab"), base64.b85encode(b"test"))
print(hashlib.md5(b"weft").hexdigest(), hashlib.sha1(b"").hexdigest(), hashlib.sha256(b"abc").hexdigest()[:16], hashlib.sha512(b"abc").hexdigest()[:16], hashlib.new("sha256", b"a").digest()[:3], hashlib.blake2b(b"x", digest_size=4).hexdigest())
out = io.StringIO()
w = csv.writer(out)
w.writerow(["a", 'quo"te', "com,ma", "line\nbreak", 1.5, None])
d = csv.DictWriter(out, ["n", "v"], lineterminator="\n")
d.writeheader(); d.writerow({"n": "x", "v": 1})
print(repr(out.getvalue()), list(csv.reader(io.StringIO('a,"b ""q"",c"\n1;2,3\n'))), list(csv.DictReader(io.StringIO("h1,h2\n1,2\n"))), list(csv.reader(["a;b|c"], delimiter=";")))
pprint.pprint({"b": list(range(30)), "a": {"nested": ["some longer text here"] * 3}, "c": (1,)}, width=60)
print(pprint.pformat([1, {"z": 1, "a": 2}]), pprint.pformat("word " * 20, width=40).count("\n"))
