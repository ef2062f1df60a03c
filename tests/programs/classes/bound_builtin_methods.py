# Bound built-in methods as special methods of a class: they do not get the instance.
class Countdown:
    __next__ = iter([3, 2, 1]).__next__
    def __iter__(self):
        return self
print(list(Countdown()), next(Countdown(), "end"))
class Twice:
    __next__ = iter("ab").__next__
    def __iter__(self):
        return self
for letter in Twice():
    print(letter)
class Borrowed:
    __len__ = [1, 2].__len__
    __getitem__ = {1: "one"}.__getitem__
    __contains__ = {5}.__contains__
    __call__ = [].append
    __bool__ = "".isalpha
    __iter__ = [7, 8].__iter__
    pop = [4].pop
b = Borrowed()
print(len(b), b[1], 5 in b, 6 in b, b(3), bool(b), list(b), b.pop())
def delegating():
    yield from Third()
class Third:
    __next__ = iter((1, 2)).__next__
    def __iter__(self):
        return self
print(list(delegating()))
