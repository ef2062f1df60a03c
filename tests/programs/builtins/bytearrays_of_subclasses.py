# Bytearrays and sets of subclasses, objects with __index__ as bytes, what is between them and pickles.
def t(f, *a, **k):
    try: print(f(*a, **k))
    except BaseException as e: print(type(e).__name__, e)
class B1(bytearray):
    def __init__(me, *args, newarg=1, **kwargs): bytearray.__init__(me, *args, **kwargs)
t(lambda: B1(b'abc', newarg=2))
t(lambda: B1.fromhex('1a2B30'))
t(lambda: B1('é', encoding='utf-8'))
t(lambda: B1(3))
class B2(bytearray):
    def __init__(me, newarg=1, *args, **kwargs): bytearray.__init__(me, *args, **kwargs)
t(lambda: B2(4, source=b"abcd"))
t(lambda: B2(4, b'ab'))
class B3(bytearray): pass
t(lambda: B3(b'ab'))
t(lambda: B3('a'))
t(lambda: B3([1, 2, 300]))
t(lambda: B3())
class B4(bytearray):
    def __new__(cls, *a, **k): return super().__new__(cls)
t(lambda: B4(b'xy'))
x = bytearray(b'old')
t(x.__init__, b'new!')
print(x)
t(x.__init__)
print(x)
class Ix:
    def __init__(self, v): self.v = v
    def __index__(self): return self.v
b = bytearray(5)
def f(): b[Ix(1)] = Ix(7); b[0] = Ix(8); b.append(Ix(9)); b.insert(0, Ix(3)); b.extend([Ix(4)]); return b
t(f)
def f(): b[0] = Ix(256)
t(f)
def f(): b['a'] = 1
t(f)
def f(): b[0] = 'a'
t(f)
def f(): b[0] = 1.5
t(f)
t(lambda: b['a'])
t(lambda: b[Ix(0)])
t(lambda: b[Ix(0):Ix(2)])
t(lambda: Ix(3) in b)
t(lambda: b.count(Ix(3)))
t(lambda: b.remove(Ix(3)))
t(lambda: b.index(Ix(4)))
t(b'abc'.find, Ix(98))
t(bytes, Ix(2))
t(bytes, [Ix(65)])
t(b.pop, Ix(0))
t(lambda: bytearray(b'a') * Ix(2))
t(lambda: b'%c' % Ix(65))
t(lambda: b'%d' % Ix(65))
def f(): b[0:2] = [Ix(1), Ix(2)]; return b
t(f)
def f(): b[0:2] = 5
t(f)
def f(): b[0:2] = 'ab'
t(f)
def f(): b[::2] = b'123456789'
t(f)
class S(set): pass
s = S({S.__base__ and frozenset({1})})
t(lambda: S([1]) in s)
t(lambda: set([1]) in s)
t(s.discard, S([1]))
t(lambda: s)
s.add(frozenset({2}))
t(s.remove, S([2]))
t(s.remove, S([9]))
t(lambda: S([1]) in [S([1])])
t(lambda: {S([1]): 1})
import pickle, copy
class SS(set): __slots__ = ('x',)
class BS(bytearray): __slots__ = ('x', '__dict__')
class FS(frozenset): __slots__ = ('x', 'y', '__dict__')
for c in SS([1]), BS(b'ab'), FS([2]):
    c.x = 5
    if hasattr(c, '__dict__'): c.z = 7
    for d in copy.copy(c), copy.deepcopy(c), *[pickle.loads(pickle.dumps(c, p)) for p in range(6)]:
        print(d == c, d.x, getattr(d, 'z', None), type(d).__name__, end='; ')
    print()
class GS(set):
    def __getstate__(self): return {'a': 1}
t(lambda: pickle.loads(pickle.dumps(GS([1]))).a)
class U1:
    def __str__(self): return 'foo'
class U2(str):
    def __str__(self): return 'foo'
class U3(str):
    def __str__(self): return self
class U4(str):
    def __new__(cls, s=''): return str.__new__(cls, 2 * s)
    def __str__(self): return self
for u in (U1(), U2('bar'), U3('foo'), U4('foo')): t(lambda: (str(u), type(str(u)).__name__, f'{u}', '%s' % u))
