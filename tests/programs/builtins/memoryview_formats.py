# Views with formats, steps and cast.
b = bytearray(range(16))
m = memoryview(b)
i = m.cast("I")
print(i.tolist(), i.format, i.itemsize, i.nbytes, len(i), i.shape, i.strides)
i[1] = 0xDEADBEEF
print(b.hex(), [hex(x) for x in i], i[-1], i[::2].tolist(), i[::-1].tolist())
print(m[::3].tobytes(), m[::3].contiguous, bytes(m[::-2]), m[2:6].cast("h").tolist(), m.cast("b")[5])
m[::4] = b"abcd"
print(b, m == b, i == b, memoryview(b"ab") == memoryview(b"ab").cast("b"), m.cast("c")[0])
d = memoryview(bytearray(16)).cast("d")
d[0], d[1] = 1.5, -2
print(d.tolist(), d.cast("B")[6:8].tolist(), hash(memoryview(b"xy")) == hash(b"xy"), m.toreadonly().readonly)
for bad in (lambda: i.cast("d"), lambda: m.cast("zz"), lambda: m[:3].cast("I"), lambda: i.__setitem__(0, -1),
            lambda: d.__setitem__(0, "x"), lambda: m[::2].cast("H"), lambda: m.__setitem__(slice(0, 2), b"abc"),
            lambda: memoryview(b"ro").__setitem__(0, 1), lambda: m["a"], lambda: m[99], lambda: memoryview(5)):
    try:
        print(bad())
    except Exception as e:
        print(type(e).__name__, e)
p = property(lambda self: 1)
p.__doc__ = "text"
print(p.__doc__)
import sched
print(sched.Event._fields[:2])
