# Which of several things that are wrong is told.

b, view = bytearray(b"ab"), memoryview(b"ab")
empty = bytearray()
empty += empty
def grow():
    global b
    b += b
for work in (
    grow,
    lambda: view >= view,
    lambda: view < b"b",
    lambda: b"b" > view,
    lambda: sum(5, ""),
    lambda: sum([], ""),
    lambda: sum([b""], b""),
    lambda: format(1, None),
    lambda: format(1, 2),
):
    try:
        print(work())
    except (TypeError, BufferError) as e:
        print(type(e).__name__, e)
print(b, b < memoryview(b"ac"), memoryview(b"ac") > b, view == b"ab", empty)

class Two(int):
    def __index__(self):
        return 2
print(bytes(Two(3)), bytearray(Two(1)))
