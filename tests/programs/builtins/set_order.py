# Sets of numbers come out in the order of their table: after deletions, unions, differences, and from constants.
import random

choose = random.Random(5).choice
KEYS = [1, 2, 3, 8, -1, -5, 0.5, 1.0, True, 2**70, (1, 2), (3, 0.25), 1j, 9, 16, 33, 40, 7, 5, 64]


def key():
    return choose(KEYS)


for _ in range(60):
    a = {key() for _ in range(choose(range(12)))}
    b = {key() for _ in range(choose(range(12)))}
    for _ in range(choose(range(4))):
        a.discard(key())
        b.add(key())
    print(a | b, a & b, a - b, a ^ b, a.copy(), {*a, *b})
    print(a.union(list(b)), a.intersection(list(b)), a.difference(list(b)), a.issuperset(list(b)))
    a |= b
    b -= {key(), key()}
    a ^= b
    print(a, b)
print({3, 1, -5, (1, 2)}, {1j, -1, 3, 2}, {(1, 2), 1j, (3, 0.25)}, {2**70, 5, 1}, {1, 2})
print({1} & {True}, {True} & {1}, {1, 2} & {True}, {1, True, 1.0} | {True})
print(set().issuperset([1, []]))


class Own(frozenset):
    def __iter__(self):
        return iter("xy")


print(Own([1, 2]))
