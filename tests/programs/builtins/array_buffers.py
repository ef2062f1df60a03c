# array.array as a buffer: memoryview, bytes, struct, files, and what cannot be resized while it is looked at.
import io
import struct
from array import array

a = array("i", [1, 2, 3])
m = memoryview(a)
print(m.format, m.itemsize, len(m), m.nbytes, m.tolist(), m[1], m.readonly)
m[1] = 20
print(a, a[1])
a[2] = 30
print(m.tolist())
for change in (lambda: a.append(4), lambda: a.pop(), lambda: a.extend([1]), lambda: a.__delitem__(0)):
    try:
        change()
    except BufferError as e:
        print(e)
m.release()
a.append(4)
print(a, a == array("i", [1, 20, 30, 4]), sum(a), 30 in a, a.index(30))
print(bytes(array("B", b"abc")), bytearray(array("h", [1, -1])), struct.unpack("<3d", array("d", [0.5, 1.5, 2.5])))
b = array("d", [0.0] * 3)
f = io.BytesIO(struct.pack("<3d", 1.0, 2.0, 3.0))
print(f.readinto(b), b)
out = io.BytesIO()
out.write(array("H", [1, 2, 3]))
print(out.getvalue())
with open("numbers.bin", "wb") as file:
    print(file.write(array("i", [7, 8])))
with open("numbers.bin", "rb") as file:
    c = array("i", [0, 0])
    print(file.readinto(c), c)

s = memoryview(a)[1:3]
print(s.tolist(), s.cast("B").nbytes)
del s
a.append(5)
print(len(a), a[:2], a[::-1])

data = bytearray(b"hello")
view = memoryview(data)
for change in (lambda: data.append(1), lambda: data.extend(b"x"), lambda: data.pop(), lambda: data.clear(),
               lambda: data.insert(0, 1), lambda: data.remove(104), lambda: data.__setitem__(slice(0, 1), b"xyz"),
               lambda: data.__delitem__(0), lambda: data.__iadd__(b"!")):
    try:
        change()
    except BufferError as e:
        print(e)
data[0] = 72
data[1:3] = b"EL"
print(data, view.tobytes())
part = view[1:3]
view.release()
try:
    data.append(33)
except BufferError as e:
    print("a part:", e)
part.release()
data.append(33)
print(data)
with memoryview(data) as v:
    print(v[-1])
data.append(33)
print(data)
