# __eq__, __hash__, ordering methods, reflection of comparisons, sets and dicts.
class Card:
    RANKS = "23456789TJQKA"

    def __init__(self, text):
        self.rank, self.suit = text

    def __repr__(self):
        return self.rank + self.suit

    def _key(self):
        return self.RANKS.index(self.rank), self.suit

    def __eq__(self, o):
        if not isinstance(o, Card):
            return NotImplemented
        return self._key() == o._key()

    def __hash__(self):
        return self._key()[0]

    def __lt__(self, o):
        if not isinstance(o, Card):
            return NotImplemented
        return self._key() < o._key()


cards = [Card(t) for t in ("9h", "As", "2d", "9c", "Kd", "As")]
print(sorted(cards), min(cards), max(cards), len(set(cards)), cards.count(Card("As")), cards.index(Card("2d")), Card("Kd") in cards)
a, b = Card("9h"), Card("9h")
print(a == b, a is b, a != b, a < b, a > Card("2d"), {a: 1}[b], hash(a) == hash(b), a == 9, a != 9)
for op in ("a <= b", "a >= b", "a < 5", "5 < a", "a > 5"):
    try:
        print(op, eval(op))
    except TypeError as e:
        print(e)


class Trace:
    def __init__(self, n): self.n = n
    def __lt__(self, o): print("lt", end=" "); return self.n < o.n
    def __gt__(self, o): print("gt", end=" "); return self.n > o.n
    def __le__(self, o): print("le", end=" "); return self.n <= o.n
    def __ge__(self, o): print("ge", end=" "); return self.n >= o.n
    def __eq__(self, o): print("eq", end=" "); return self.n == o.n
    def __ne__(self, o): print("ne", end=" "); return self.n != o.n


x, y = Trace(1), Trace(2)
print(x < y, x > y, x <= y, x >= y, x == y, x != y)
print(x < y < Trace(3), max(x, y) is y, sorted([y, x])[0] is x)
print(x in [y, x], [x] == [x], (x, 1) == (Trace(1), 1), [y].index(Trace(2)))
try:
    hash(x)
except TypeError as e:
    print(e)
print(Trace.__hash__)


class Weird:
    def __eq__(self, o): return "truthy string"
    def __lt__(self, o): return []
    __hash__ = None


print(Weird() == 1, Weird() != 1, Weird() < 1, not (Weird() == 1), 1 == Weird())


class Same:
    def __hash__(self): return 1
    def __eq__(self, o): return self is o


s = [Same() for _ in range(5)]
d = {k: i for i, k in enumerate(s)}
print([d[k] for k in s], len(set(s)), hash(Same()), Same() in d)


class HashBig:
    def __hash__(self): return 2 ** 61


class HashBad:
    def __hash__(self): return "no"


print(hash(HashBig()))
try:
    hash(HashBad())
except TypeError as e:
    print(e)
print(object() == object(), object().__eq__(1), type(object().__hash__()) is int)
