# Slicing of lists: reading, assigning, deleting, extended slices, slice objects.
a = list(range(10))
print(a[2:5], a[:3], a[7:], a[-3:], a[:-7], a[::3], a[::-1], a[8:2:-2], a[-2:-8:-3], a[5:5], a[7:3], a[20:], a[-20:2])
a[2:4] = ["x"]; print(a)
a[1:1] = [100, 200]; print(a)
a[:0] = "ab"; print(a)
a[-1:] = []; print(a)
a[3:6] = (i * i for i in range(5)); print(a)
del a[::2]; print(a)
a[::2] = [0] * len(a[::2]); print(a)
a[::-1] = list(range(len(a))); print(a)
a[:] = [1, 2, 3]; print(a)
a[1:100] = []; print(a)
a[5:] = [4, 5]; print(a)
b = a
b[:] = b[::-1]; print(a, a is b)
try:
    a[::2] = [1, 2, 3, 4, 5]
except ValueError as e:
    print(e)
try:
    a[::0]
except ValueError as e:
    print(e)
try:
    a["x":]
except TypeError as e:
    print(e)
s = slice(1, 10, 3)
print(s, s.start, s.stop, s.step, slice(5), s.indices(6), slice(None, None, -1).indices(4), slice(-3, None).indices(10))
print(list(range(20))[s], "abcdefghij"[s], tuple(range(12))[s], s == slice(1, 10, 3))


class Show:
    def __getitem__(self, key):
        return key

    def __setitem__(self, key, value):
        print("set", key, value)

    def __delitem__(self, key):
        print("del", key)


x = Show()
print(x[1], x[1:2], x[:], x[::2], x[1, 2], x[1:2, ..., None], x["k"], x[-1:], x[()])
x[1:2] = 3
x[1, 2:3] = "v"
del x[::2]
x[5] += [1] if False else 1 if False else 0
m = [[1, 2, 3], [4, 5, 6]]
m[0][1:] = [9]
m[1] += [7]
print(m, [row[0] for row in m], [row[::-1] for row in m][::-1])
