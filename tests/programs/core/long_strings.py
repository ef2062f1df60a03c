# Long strings as keys and in comparisons: those made in different ways are equal and have one hash.
built = ""
for i in range(3000):
    built += "ab"
repeated = "ab" * 3000
joined = "".join(["ab"] * 3000)
print(built == repeated == joined, hash(built) == hash(repeated) == hash(joined), len(built))
print({built: 1}[repeated], joined in {built}, {built: 1, repeated: 2, joined + "c": 3}[built])
other = built[:-1] + "c"
print(built == other, built < other, other in {built: 1}, len({built, repeated, joined, other}))
sized = ["x" * n for n in (1023, 1024, 1025, 1026)]
print([d[a + "y"] for a in sized for d in [{a + "y": len(a)}]])
umlauts = ""
for i in range(2000):
    umlauts += "äb"
print(len(umlauts), umlauts[3999], umlauts[1], umlauts == "äb" * 2000, {umlauts: "found"}["äb" * 2000])
class Space:
    pass
space = Space()
setattr(space, built, 5)
print(getattr(space, repeated), repeated in vars(space))
half = built + ""
half += ""
print(half == built, (built + "x")[:-1] in {repeated})
