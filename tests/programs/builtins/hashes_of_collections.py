# Hashes of frozen sets and ranges: those of CPython, and of the abstract base class.
import collections.abc

for items in (), (1, 2, 3), range(100), [(1, 2), (3, 4)], [frozenset({1}), frozenset()]:
    print(hash(frozenset(items)))
print(hash(range(5)), hash(range(0, 10, 3)), hash(range(3, -7, -2)), hash(range(0, 5)) == hash(range(0, 9, 1)[:5]))
print(hash(range(0, 3, 2)) == hash(range(0, 4, 2)), hash(range(5, 2)) == hash(range(0)), hash(range(7, 8, 3)) == hash(range(7, 9, 2)))

class Own(collections.abc.Set):
    def __init__(self, items):
        self.items = list(items)

    def __contains__(self, item):
        return item in self.items

    def __iter__(self):
        return iter(self.items)

    def __len__(self):
        return len(self.items)

    __hash__ = collections.abc.Set._hash

print(hash(Own((1, 2, 3))) == hash(frozenset((1, 2, 3))), Own((1, 2)) in {frozenset((2, 1)): 0})
print(list({frozenset({i, i + 1}) for i in range(6)})[:2] != None)
