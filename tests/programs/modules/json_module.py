# json: dumps with options, loads, round trips, custom encoders, error positions.
import io
import json

data = {"s": "é\"\\\n\t/", "i": 1, "f": 1.5, "b": True, "n": None, "l": [1, [2]], "d": {"k": {}}, "e": [], "t": (1, 2)}
print(json.dumps(data))
print(json.dumps(data, ensure_ascii=False, indent=2))
print(json.dumps({"b": 1, "a": [1, {"z": 0, "y": 1}]}, sort_keys=True, indent="--"), json.dumps([1, {"a": 2}], separators=(",", ":")), json.dumps([], indent=2), json.dumps({}, indent=2))
print(json.dumps({1: "int", 1.5: "float", True: "bool", None: "none"}), json.dumps("🎉\u2028\x01\x7f"), json.dumps([1e100, 1e-7, 0.1, -0.0, 10 ** 20, 5.0]), json.dumps(float("inf")), json.dumps([float("nan")]))
for text in ('{"a": [1, 2.5, -3e2, "x", true, false, null]}', ' [ ] ', '"\\u00e9\\ud83c\\udf89\\n\\/"', "1E5", "-0", "12345678901234567890123", '{"a": 1, "a": 2}', "NaN", "[Infinity, -Infinity]", '""'):
    print(repr(json.loads(text)))
for bad in ("", "{", "{'a': 1}", '{"a" 1}', "nul", '"abc', "[1 2]", "01", "1.", '"\t"', '"\\x"', "[1] 2", '{"a": }', "-", '{1: 2}', '"\\u12"'):
    try:
        print(bad, json.loads(bad))
    except json.JSONDecodeError as e:
        print(repr(bad), "|", e.lineno, e.colno, e.pos)
for bad in ({1, 2}, object, 1j, b"x", {(1, 2): 3}, [lambda: 0]):
    try:
        json.dumps(bad)
    except TypeError as e:
        print("TypeError", str(e).split(" is not")[0] if "serializable" in str(e) else "keys")
loop = []
loop.append(loop)
try:
    json.dumps(loop)
except ValueError as e:
    print(e)
try:
    json.dumps(float("nan"), allow_nan=False)
except ValueError as e:
    print(type(e).__name__)


class Point:
    def __init__(self, x, y): self.x, self.y = x, y


class Enc(json.JSONEncoder):
    def default(self, o):
        if isinstance(o, Point):
            return {"__point__": [o.x, o.y]}
        if isinstance(o, set):
            return sorted(o)
        return super().default(o)


text = json.dumps({"p": Point(1, 2), "s": {3, 1}}, cls=Enc)
back = json.loads(text, object_hook=lambda d: Point(*d["__point__"]) if "__point__" in d else d)
print(text, back["p"].x, back["s"], json.dumps([Point(0, 0)], default=vars), json.dumps({(1, 2): 3, "k": 1}, skipkeys=True))
print(json.loads("[1.5, 2]", parse_float=str, parse_int=lambda s: s + "!"), json.loads('{"a": 1, "b": 2}', object_pairs_hook=list), json.loads(b'{"k": "\xc3\xa9"}'))
f = io.StringIO()
json.dump({"x": [1]}, f)
print(f.getvalue(), json.load(io.StringIO('{"y": 2}')))
samples = [None, True, 0, -1, 2 ** 60, 1.25, "", "a\u0000b", [[]], {"a": {"b": [1, None]}}]
print(all(json.loads(json.dumps(s)) == s for s in samples), json.loads(json.dumps(samples, indent=1)) == samples)
