# Raw streams of the program's own below the buffered and text classes of io.
import io
class Source(io.RawIOBase):
    def __init__(self, data, step):
        self.data, self.step = data, step
    def readable(self):
        return True
    def readinto(self, buffer):
        part, self.data = self.data[:min(self.step, len(buffer))], self.data[min(self.step, len(buffer)):]
        buffer[:len(part)] = part
        return len(part)
class Sink(io.RawIOBase):
    def __init__(self):
        self.parts = []
    def writable(self):
        return True
    def write(self, data):
        self.parts.append(bytes(data))
        return len(data)
print(Source(b"abcdef", 4).read(3), Source(b"abcdef", 4).read(), Source(b"xyz", 2).readall())
reader = io.BufferedReader(Source(b"one\ntwo\nthree", 2))
print(reader.read(5), reader.readline(), reader.read())
text = io.TextIOWrapper(io.BufferedReader(Source("ä\nb\n".encode(), 1)), encoding="utf-8")
print(text.readlines())
sink = Sink()
with io.TextIOWrapper(io.BufferedWriter(sink), encoding="utf-8") as out:
    out.write("hello\n")
    print(sink.parts)
print(sink.parts, sink.closed)
print("Ж€".encode("cp1251"), b"\xc6".decode("cp1251"), b"\x81\xe1".decode("cp437"), "ß".encode("cp437"))
for encoding in ("cp1252", "cp437"):
    try:
        "Ж".encode(encoding)
    except UnicodeEncodeError as e:
        print(e)
