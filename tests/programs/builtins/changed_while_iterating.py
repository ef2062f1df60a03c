# Dicts, OrderedDicts, sets and deques that are changed while they are iterated.
import types
from collections import Counter, OrderedDict, UserDict, defaultdict, deque


def t(label, f):
    try: print(label, f())
    except Exception as e: print(label, type(e).__name__, e)
def mk(cls): return cls([(1,1),(2,2),(3,3)])
def grow(d):
    for k in d: d[k+10]=1
    return 'no error'
def growv(d):
    for k in d.values(): d[len(d)+10]=1
    return 'no error'
def growi(d):
    for k in d.items(): d[len(d)+10]=1
    return 'no error'
def shrink(d):
    for k in d: del d[k]
    return 'no error'
def swap(d):
    n=0
    for k in d:
        v=d.pop(k); d[k+100]=v
        n+=1
        if n>20: return 'endless'
    return sorted(d)
def same(d):
    n=0
    for k in d:
        del d[k]; d[k]=0
        n+=1
        if n>20: return 'endless'
    return list(d)
def clear(d):
    for k in d: d.clear()
    return 'no error'
def setv(d):
    for k in d: d[k]=0
    return dict(d)
def pop(d):
    for k in d: d.popitem()
    return dict(d)
def poplast(d):
    for k in d:
        if k==3: d.pop(3)
    return dict(d)
def revgrow(d):
    for k in reversed(d): d[k+10]=1
    return 'no error'
def revswap(d):
    for k in reversed(d): del d[k]; d[k+100]=1
    return list(d)
def move(d):
    n=0
    for k in d:
        d.move_to_end(k)
        n+=1
        if n>20: return 'endless'
    return list(d)
def upd(d):
    for k in d: d.update({99:1})
    return list(d)
def lst(d):
    it=iter(d); next(it); d[50]=1
    return list(it)
def nx(d):
    it=iter(d); next(it); d[50]=1
    r=[]
    for i in range(4):
        try: r.append(next(it))
        except Exception as e: r.append((type(e).__name__,str(e)))
    return r
def after(d):
    it=iter(d)
    for x in it: pass
    d[77]=1
    return list(it)
def comp(d): return {k:d.setdefault(k+10,0) for k in d}
def unpack(d):
    a,*b = (d.setdefault(k+10,0) for k in d)
for cls in dict, OrderedDict, defaultdict, Counter, UserDict:
    for f in grow,growv,growi,shrink,swap,same,clear,setv,pop,poplast,revgrow,revswap,upd,lst,nx,after,comp,unpack:
        if cls is defaultdict: d=defaultdict(int,[(1,1),(2,2),(3,3)])
        elif cls is Counter: d=Counter({1:1,2:2,3:3})
        elif cls is UserDict: d=UserDict({1:1,2:2,3:3})
        else: d=mk(cls)
        t(cls.__name__+' '+f.__name__, lambda: f(d))
t('od move', lambda: move(mk(OrderedDict)))
def sgrow(s):
    for x in s: s.add(x+100)
def sshrink(s):
    for x in s: s.discard(x)
def sclear(s):
    for x in s: s.clear()
def supd(s):
    for x in s: s.update({7,8,9})
def spop(s):
    for x in s: s.pop()
def snx(s):
    it=iter(s); next(it); s.add(50)
    r=[]
    for i in range(4):
        try: r.append(next(it))
        except Exception as e: r.append((type(e).__name__,str(e)))
    return r
for f in sgrow,sshrink,sclear,supd,spop,snx: t(f.__name__, lambda: f({1,2,3}))
def dapp(d):
    for x in d: d.append(1)
def dapl(d):
    for x in d: d.appendleft(1)
def dpop(d):
    for x in d: d.pop()
def drot(d):
    for x in d: d.rotate(1)
def dset(d):
    for x in d: d[0]=5
    return list(d)
def ddel(d):
    for x in d: del d[0]
def drev(d):
    for x in d: d.reverse()
    return list(d)
def dins(d):
    for x in d: d.insert(0,1)
def drem(d):
    for x in d: d.remove(x)
def dext(d):
    for x in d: d.extend([1])
def dexte(d):
    for x in d: d.extend([])
    return list(d)
def dclear(d):
    for x in d: d.clear()
def drevit(d):
    for x in reversed(d): d.append(1)
def dlst(d):
    it=iter(d); next(it); d.append(1)
    return list(it)
def dnx(d):
    it=iter(d); next(it); d.append(9)
    r=[]
    for i in range(4):
        try: r.append(next(it))
        except Exception as e: r.append((type(e).__name__,str(e)))
    return r
def dend(d):
    it=iter(d); [next(it) for _ in d]; d.append(9)
    return next(it,'end')
def dcount(d):
    class E:
        def __eq__(s,o): d.append(1); return False
    return d.count(E())
def dindex(d):
    class E:
        def __eq__(s,o): d.append(1); return False
    return d.index(E())
def din(d):
    class E:
        def __eq__(s,o): d.append(1); return False
    return E() in d
def dremove(d):
    class E:
        def __eq__(s,o): d.append(1); return False
    return d.remove(E())
def drot0(d):
    for x in d: d.rotate(0)
    return list(d)
def dimul(d):
    for x in d: d *= 2
def diadd(d):
    for x in d: d += [2]
def dself(d): d.extend(d); return list(d)
def dselfl(d): d.extendleft(d); return list(d)
def dmul0(d):
    for x in d: d *= 1
    return list(d)
for f in dapp,dapl,dpop,drot,dset,ddel,drev,dins,drem,dext,dexte,dclear,drevit,dlst,dnx,dend,dcount,dindex,din,dremove,drot0,dimul,diadd,dself,dselfl,dmul0: t(f.__name__, lambda: f(deque([1,2,3])))
for f in dapp,dapl,dext: t(f.__name__+' max', lambda: f(deque([1,2,3],3)))
m=types.MappingProxyType(d:={1:1})
def mp():
    for k in m: d[5]=1
t('proxy', mp)
class C: pass
def inst():
    c=C(); c.a=1
    for k in vars(c): c.b=2
t('vars', inst)
def mod():
    for k in globals(): globals()['zz'+k]=1
t('globals', mod)
def keyeq():
    d={}
    class K:
        def __hash__(s): return 1
        def __eq__(s,o): d.clear(); return False
    d[K()]=1; d[K()]=2
    return len(d)
t('keyeq', keyeq)
def dcmp():
    class E:
        def __eq__(s,o): a.clear(); return True
    a={1:E(),2:E()}; b={1:1,2:2}
    return a==b
t('dcmp', dcmp)
def upd2():
    class E:
        def __hash__(s): return 5
        def __eq__(s,o): src[len(src)+20]=1; return True
    src={E():1, 2:2}; dst={E():0}
    dst.update(src)
t('upd2', upd2)
def dviewand():
    d={1:1,2:2}
    class It:
        def __iter__(s):
            for i in range(3): d[i+20]=1; yield i
    return d.keys() & It()
t('viewand', dviewand)
def srt():
    l=[3,2,1]
    l.sort(key=lambda x: l.append(1) or x)
t('sort', srt)
def lmut():
    l=[1,2,3]; r=[]
    for x in l:
        r.append(x)
        if len(l)<6: l.append(x+10)
    return r
t('list', lmut)
def setcmp():
    s={1,2,3}
    return [x for x in s if not s.add(x)]
t('setadd', setcmp)
def frz():
    d={1:1}
    return all(d.setdefault(k+1,1) for k in d)
t('all', frz)
def mp2():
    d={1:1,2:2}
    return list(map(lambda k: d.setdefault(k+10,1), d))
t('map', mp2)
def srtd():
    d={1:1,2:2}
    return sorted(d, key=lambda k: d.setdefault(k+10,1))
t('sorted', srtd)
def enum():
    d={1:1,2:2}
    for i,k in enumerate(d): d[k+10]=1
t('enumerate', enum)
def zp():
    d={1:1,2:2}
    for i,k in zip(d,d): d[k+10]=1
t('zip', zp)
