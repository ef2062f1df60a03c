# __len__ __getitem__ __setitem__ __delitem__ __iter__ __contains__ __reversed__ __missing__.
class Playlist:
    def __init__(self, *songs):
        self.songs = list(songs)

    def __len__(self): return len(self.songs)

    def __getitem__(self, i):
        if isinstance(i, slice):
            return Playlist(*self.songs[i])
        if isinstance(i, str):
            return next(s for s in self.songs if s.startswith(i))
        return self.songs[i]

    def __setitem__(self, i, v): self.songs[i] = v
    def __delitem__(self, i): del self.songs[i]
    def __contains__(self, s): return s.lower() in (x.lower() for x in self.songs)
    def __iter__(self): return iter(self.songs)
    def __reversed__(self): return (s + "!" for s in self.songs[::-1])
    def __repr__(self): return f"Playlist{tuple(self.songs)}"


p = Playlist("Abc", "Def", "Ghi", "Jkl")
print(len(p), p[0], p[-1], p[1:3], p["G"], bool(p), bool(Playlist()))
p[0] = "New"
del p[1]
print(p, "new" in p, "zzz" in p, "zzz" not in p, list(p), list(reversed(p)), sorted(p, reverse=True))
p[0] += "er"
print(*p, [s for s in p], max(p), ",".join(p), dict(zip(p, range(9))), tuple(enumerate(p, 1)))
first, *rest = p
print(first, rest)


class OldStyle:
    def __getitem__(self, i):
        print("get", i, end=" ")
        if i > 3:
            raise IndexError
        return i * i


print(list(OldStyle()), 4 in OldStyle(), 7 in OldStyle())


class LenOnly:
    def __init__(self, n): self.n = n
    def __len__(self): return self.n


print(bool(LenOnly(0)), bool(LenOnly(2)))
for n in (-1, 1.5, "a"):
    try:
        len(LenOnly(n))
    except (TypeError, ValueError) as e:
        print(type(e).__name__, e)


class Default(dict):
    def __missing__(self, key):
        self[key] = value = key * 2
        return value


d = Default(a=1)
print(d["a"], d["zz"], d, d.get("q"), "q" in d)


class Grid:
    def __init__(self): self.cells = {}
    def __getitem__(self, key): return self.cells.get(key, ".")
    def __setitem__(self, key, v): self.cells[key] = v


g = Grid()
g[1, 2] = "x"
g[0, ] = "one"
g[...] = "dots"
print(g[1, 2], g[2, 1], g[0, ], g[...], list(g.cells))


class It:
    def __iter__(self): return 5


class BadIt:
    def __iter__(self): return self


for c in (It, BadIt):
    try:
        for _ in c():
            pass
    except TypeError as e:
        print(e)


class NoContains:
    def __iter__(self): return iter([1, float("nan"), "s"])


print(1 in NoContains(), 2 in NoContains(), "s" in NoContains())
for text in ("len(Grid())", "list(LenOnly(1))", "LenOnly(1)[0]", "reversed(LenOnly(2))"):
    try:
        print(eval(text))
    except TypeError as e:
        print(e)
