# Frozensets in frozensets, 500 deep, compare, hash and are found.
def nested(depth, core=frozenset()):
    for _ in range(depth):
        core = frozenset([core])
    return core


a, b, c = nested(500), nested(500), nested(501)
print(a == b, a != b, a == c, hash(a) == hash(b))
print(b in {a}, c in {a}, {a: "found"}[b], len({a, b, c}))
print(a <= b, a < b, nested(3, frozenset([1, "x"])) == nested(3, frozenset(["x", 1])))
