# mappingproxy: what it passes on to the mapping behind it, built-in or not.
import types
from collections import UserDict, ChainMap
def t(f):
    try: print(f())
    except BaseException as e: print(type(e).__name__, e)
class M:
    def __init__(self, **k): self.d = k
    def __getitem__(self, k): return self.d[k] * 2
    def __len__(self): return 77
    def __iter__(self): return iter(self.d)
    def __contains__(self, k): return k == 'q'
    def keys(self): return ['kk']
    def values(self): return ['vv']
    def items(self): return ['ii']
    def get(self, k, d=None): return ('got', k, d)
    def copy(self): return 'copied'
    def __reversed__(self): return iter('rev')
    def __or__(self, o): return ('or', o)
    def __ror__(self, o): return ('ror', o)
    def __eq__(self, o): return 'eq'
    def __hash__(self): return 5
    def __repr__(self): return 'M!'
    def __bool__(self): return False
for m in M(a=1, b=2), UserDict(a=1), ChainMap({'a': 1}, {'b': 2}), {'a': 1}:
    p = types.MappingProxyType(m)
    t(lambda: len(p)); t(lambda: p['a']); t(lambda: p['zz']); t(lambda: list(p)); t(lambda: 'q' in p); t(lambda: list(p.keys())); t(lambda: list(p.values())); t(lambda: list(p.items())); t(lambda: p.get('a')); t(lambda: p.get('x', 3)); t(lambda: p.copy()); t(lambda: list(reversed(p)) if type(m) in (M, dict) else 0); t(lambda: p | {'c': 3}); t(lambda: {'c': 3} | p); t(lambda: p == m); t(lambda: repr(p)); t(lambda: str(p)); t(lambda: bool(p)); t(lambda: dict(p)); t(lambda: {**p})
    def f(): p['a'] = 3
    t(f)
    def f():
        nonlocal_p = p
        nonlocal_p |= {'x': 1}
        return nonlocal_p
    t(f)
