# match: mapping patterns, rest, nested, missing keys, subclasses, json-like dispatch.
from collections import OrderedDict, defaultdict


def f(x):
    match x:
        case {"type": "circle", "r": r}:
            return f"circle {r}"
        case {"type": "rect", "size": [w, h], **rest}:
            return f"rect {w}x{h} {rest}"
        case {"type": str(t)}:
            return f"unknown shape {t}"
        case {"user": {"name": name, "tags": [first, *_]}}:
            return f"user {name} {first}"
        case {1: one, None: n}:
            return f"odd keys {one} {n}"
        case {"a": 1 | 2 as a, "b": b} if b > a:
            return f"guarded {a} {b}"
        case {**rest} if rest:
            return f"rest {rest}"
        case {}:
            return "any mapping"
        case _:
            return "no mapping"


for v in ({"type": "circle", "r": 2, "extra": 1}, {"type": "rect", "size": (3, 4), "color": "red"}, {"type": "blob"}, {"type": 5}, {"user": {"name": "Ann", "tags": ["x", "y"]}},
          {"user": {"name": "Bob", "tags": []}}, {1: "I", None: "N", 2: 0}, {"a": 1, "b": 5}, {"a": 1, "b": 0}, {}, [], "type", OrderedDict(type="circle", r=9), 5):
    print(f(v))
d = defaultdict(list)
match d:
    case {"missing": x}:
        print("made", x)
    case _:
        print("not made", dict(d))
KEY = "k"


class Keys:
    K = "dotted"


match {"dotted": 1}:
    case {Keys.K: v}:
        print("dotted key", v)
source = {"x": 1, "y": 2}
match source:
    case {"x": _, **others}:
        others["z"] = 3
        print(others, source)


def handle(event):
    match event:
        case {"event": "click", "pos": {"x": int(x), "y": int(y)}, **kw}:
            mods = kw.get("mods", [])
            return f"click {x},{y} {'+'.join(mods) or '-'}"
        case {"event": "key", "key": ("Enter" | "Return")}:
            return "enter"
        case {"event": "key", "key": k} if len(k) == 1:
            return f"char {k}"
        case {"event": kind, **kw}:
            return f"ignored {kind} {sorted(kw)}"
        case {"error": {"code": code} as err}:
            return f"error {code} {err.get('msg')}"


for e in ({"event": "click", "pos": {"x": 1, "y": 2}}, {"event": "click", "pos": {"x": 1, "y": 2}, "mods": ["ctrl", "alt"]}, {"event": "click", "pos": {"x": 1.5, "y": 2}},
          {"event": "key", "key": "Return"}, {"event": "key", "key": "q"}, {"event": "key", "key": "F1"}, {"error": {"code": 5, "msg": "bad"}}, {"other": 1}):
    print(handle(e))
try:
    compile("match x:\n  case {**rest, 'a': 1}:\n    pass", "t", "exec")
except SyntaxError as e:
    print("SyntaxError")
