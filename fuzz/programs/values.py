# Every kind of value, iterated, formatted and compared, for the target `restore`.
from collections import OrderedDict, defaultdict, deque

big = 10**40
data = {
    "list": [1, 2.5, None, True, "text", "ä€😀", b"bytes", bytearray(b"more")],
    "set": {1, 2, 3, "x"},
    "frozen": frozenset(range(12)),
    "range": range(0, 100, 7),
    "big": -big,
    "complex": 1 + 2j,
    "slice": slice(1, None, 2),
    "view": memoryview(b"abcdef")[1:4],
    "deque": deque(range(5), maxlen=5),
    "default": defaultdict(list, a=[1]),
    "ordered": OrderedDict(b=1, a=2),
    "type": type("Made", (list,), {"__len__": lambda self: 3}),
    "alias": list[int],
    "exception": ExceptionGroup("g", [ValueError(1), TypeError("x")]),
}
for round in range(20):
    for key, value in data.items():
        repr(value), str(value), value == key, bool(value), f"{key:>10}|{value!s:.5}"
        try:
            for item in value:
                hash(str(item))
            for item in reversed(value):
                len(str(item))
        except TypeError:
            pass
    data["list"].sort(key=str)
    keys, items = iter(data), list(zip(data.keys(), data.values()))
    next(keys)
    big = big * big % (10**41 + 7) // 3 + round
    match items[round % 10]:
        case [str(name), [first, *rest]]:
            rest, first, name
        case (name, other):
            other
