# Built-in iterators go on after an exception of what they call; some end with it. Length hints, sources that change.
import itertools
def walk(it):
    out = []
    while True:
        try:
            out.append(next(it))
        except StopIteration:
            break
        except Exception as e:
            out.append(type(e).__name__)
        if len(out) > 12: break
    return out
print(walk(map(int, ['1', 'x', '3'])))
print(walk(map(lambda a, b: a / b, [1, 2, 3], [1, 0, 3])))
print(walk(filter(lambda v: 1 / v, [1, 0, 3])))
calls = iter([1, 0, 3, 'end'])
def f():
    v = next(calls)
    if v == 0: raise ValueError
    return v
print(walk(iter(f, 'end')))
print(walk(itertools.starmap(lambda a, b: a / b, [(1, 1), (2, 0), (3, 3)])))
print(walk(itertools.takewhile(lambda v: 1 / v, [1, 0, 3])))
print(walk(itertools.dropwhile(lambda v: 1 / v < 0, [1, 0, 3])))
print(walk(itertools.filterfalse(lambda v: 1 / v < 0, [1, 0, 3])))
print(walk(itertools.accumulate([1, 'a', 3])))
class Bad:
    def __init__(self): self.n = 0
    def __iter__(self): return self
    def __next__(self):
        self.n += 1
        if self.n == 2: raise ValueError
        if self.n > 4: raise StopIteration
        return self.n
print(walk(map(str, Bad())))
print(walk(zip(Bad(), 'abcd')))
print(walk(enumerate(Bad())))
print(walk(itertools.chain(Bad(), 'abcd')))
print(walk(itertools.islice(Bad(), 3)))
print(walk(itertools.cycle(Bad())))
print(walk(itertools.compress(Bad(), [1,1,1,1,1])))
print(walk(itertools.zip_longest(Bad(), 'abcdef')))
print(walk(itertools.pairwise(Bad())))
print(walk(iter(Bad())))
print([ (k, walk(g)) for k, g in itertools.groupby([1, 1, 2])])
print(walk(itertools.chain.from_iterable([[1], 5, [3]])))
print(walk(reversed([1,2])))
class S:
    def __getitem__(self, i):
        if i == 1: raise ValueError
        if i == 3: raise IndexError
        return i
    def __len__(self): return 3
print(walk(iter(S())))
print(walk(reversed(S())))

from collections import deque
from operator import length_hint

class NoLength:
    def __getitem__(self, index):
        if index < 3:
            return index
        raise IndexError

class Length(NoLength):
    def __len__(self):
        return 3

it = iter(NoLength())
print(it.__length_hint__(), next(it), it.__length_hint__())
it = iter(Length())
print(it.__length_hint__(), next(it), it.__length_hint__(), list(it), it.__length_hint__())

class Asked:
    def __iter__(self):
        return self
    def __next__(self):
        raise StopIteration
    def __length_hint__(self):
        raise NotImplementedError('asked')

for join in (''.join, b''.join, tuple):
    try:
        print(join(Asked()))
    except NotImplementedError as e:
        print(e)

def moved(it, change, restore):
    next(it)
    change()
    print(length_hint(it), end=' ')
    try:
        print(next(it))
    except RuntimeError as e:
        print(e, length_hint(it), end=' ')
    restore()
    try:
        print(next(it))
    except (RuntimeError, StopIteration) as e:
        print(repr(e), length_hint(it))

d = deque(range(10))
moved(iter(d), d.pop, lambda: d.append(99))
d = deque(range(10))
moved(reversed(d), d.pop, lambda: d.append(99))
s = set(range(10))
moved(iter(s), lambda: s.add(99), lambda: s.discard(99))
e = {i: i for i in range(10)}
moved(iter(e), lambda: e.update({99: 99}), lambda: e.pop(99))
moved(reversed(e.items()), lambda: e.update({99: 99}), lambda: e.pop(99))
