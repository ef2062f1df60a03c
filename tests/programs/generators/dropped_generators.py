# Generators that are left in the middle are closed at once: break, return, del, next() alone.
from contextlib import contextmanager


def numbers(name="numbers"):
    try:
        n = 0
        while True:
            yield n
            n += 1
    finally:
        print("closed", name)


for n in numbers("broken off"):
    if n == 2:
        break
print("after break")


def first(iterable):
    for item in iterable:
        return item


print(first(numbers("returned from")))
g = numbers("deleted")
print(next(g))
del g
print("after del")
next(numbers("once"))
print("after next")
g = numbers("replaced")
next(g)
g = numbers("new")
print("replaced")
next(g)
g = None
print("none")


def outer():
    for x in numbers("inner"):
        yield x * 10


for x in outer():
    if x == 20:
        break
print("inner closed too")
for i, n in enumerate(numbers("enumerated")):
    if i == 1:
        break
print("zip", list(zip("ab", numbers("zipped"))))
print("after zip")


@contextmanager
def managed():
    print("enter")
    try:
        yield "value"
    finally:
        print("exit")


def uses():
    with managed() as v:
        print(v)
        for n in numbers("within with"):
            break
        print("leaving")


uses()


def unstarted():
    try:
        yield 1
    finally:
        print("never")


g = unstarted()
del g
print("end")
