# Iterators of built-in types are copied and pickled where they stand; generators are not.
import collections
import copy
import pickle


def rest(i):
    out=[]
    for k,x in enumerate(i):
        out.append(x)
        if k>8: break
    return out
def mk():
    class Seq:
        def __getitem__(s,i):
            if i>5: raise IndexError
            return i*2
        def __len__(s): return 6
    return {
 'list': lambda: iter([1,2,3,4]), 'tuple': lambda: iter((1,2,3,4)), 'range': lambda: iter(range(2,12,3)),
 'str': lambda: iter('abcd'), 'strw': lambda: iter('a\u1234cd'), 'bytes': lambda: iter(b'abcd'), 'bytearray': lambda: iter(bytearray(b'abcd')),
 'dict': lambda: iter({1:2,3:4,5:6,7:8}), 'dictv': lambda: iter({1:2,3:4,5:6}.values()), 'dicti': lambda: iter({1:2,3:4,5:6}.items()), 'set': lambda: iter({1,2,3}), 'frozenset': lambda: iter(frozenset({1,2,3})),
 'rdict': lambda: reversed({1:2,3:4,5:6}), 'rlist': lambda: reversed([1,2,3,4]), 'rtuple': lambda: reversed((1,2,3,4)), 'rrange': lambda: reversed(range(5)), 'rstr': lambda: reversed('abcd'),
 'enum': lambda: enumerate('abcd'), 'enum5': lambda: enumerate([1,2,3,4],5), 'enumf': lambda: enumerate(map(str,[1,2,3,4])), 'zip': lambda: zip('abcd',[1,2,3]), 'zipm': lambda: zip(map(str,[1,2,3]),[4,5,6]), 'zip3': lambda: zip([1,2],map(str,[3,4]),'ab'), 'zip0': lambda: zip(),
 'map': lambda: map(str,[1,2,3]), 'map2': lambda: map(max,[1,5,3],[2,4,6]), 'filter': lambda: filter(None,[0,1,2,0,3]), 'filterf': lambda: filter(str.isdigit,'a1b2c3'),
 'odict': lambda: iter(collections.OrderedDict([(1,2),(3,4),(5,6)])), 'deque': lambda: iter(collections.deque([1,2,3,4])), 'rdeque': lambda: reversed(collections.deque([1,2,3,4])),
 }
for name,f in mk().items():
    for n in 0,1,2,100:
        i=f()
        for _ in range(n): next(i,None)
        r=[]
        for how in (copy.copy, copy.deepcopy, *[lambda x,p=p: pickle.loads(pickle.dumps(x,p)) for p in (0,1,2,3,4,5)]):
            i=f()
            for _ in range(n): next(i,None)
            try:
                c=how(i)
                r.append((type(c).__name__, rest(c)))
            except Exception as e: r.append((type(e).__name__,str(e)))
        i=f()
        for _ in range(n): next(i,None)
        try: d=pickle.dumps(i); same=True
        except Exception: same=None
        print(name,n,r[0] if all(x==r[0] for x in r) else r, rest(i) if same else '')
def gen(): yield 1
for x in gen(), (i for i in []), iter(int,1), iter(memoryview(b'ab')), gen:
    for how in copy.copy, copy.deepcopy, pickle.dumps:
        try: print(type(how(x)).__name__)
        except Exception as e: print(type(e).__name__, e)
