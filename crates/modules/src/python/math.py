# The functions of numbers are natives; here are those that go through iterables or ask objects.

import _weft

pi = 3.141592653589793
e = 2.718281828459045
tau = 6.283185307179586
inf = float('inf')
nan = float('nan')

def _asks(name):
    # What `floor`, `ceil` and `trunc` do with an object that is no number of the language.
    special = f'__{name}__'
    def ask(x):
        method = getattr(type(x), special, None)
        if method is not None:
            return method(x)
        if name == 'trunc':
            raise TypeError(f'type {type(x).__name__} doesn\'t define __trunc__ method')
        if not hasattr(type(x), '__float__') and not hasattr(type(x), '__index__'):
            raise TypeError(f'must be real number, not {type(x).__name__}')
        return getattr(float(x), special)()
    return ask

for _name in ('floor', 'ceil', 'trunc'):
    _weft.register(f'math.{_name}', _asks(_name))
del _name, _asks

def _real(x):
    if isinstance(x, (float, int)):
        return x
    if not hasattr(type(x), '__float__') and not hasattr(type(x), '__index__'):
        raise TypeError(f'must be real number, not {type(x).__name__}')
    return float(x)

def _reals(numbers):
    return [x if type(x) is float else _real(x) for x in numbers]

_weft.register('math.isclose', lambda a, b, relative, absolute:
               isclose(float(_real(a)), float(_real(b)), rel_tol=float(relative), abs_tol=float(absolute)))
_weft.register('math.hypot', lambda coordinates: hypot(*_reals(coordinates)))
_weft.register('math.gcd', lambda integers: gcd(*[_index(i) for i in integers]))
_weft.register('math.lcm', lambda integers: lcm(*[_index(i) for i in integers]))

def _index(value):
    method = getattr(type(value), '__index__', None)
    if method is None:
        raise TypeError(f"'{type(value).__name__}' object cannot be interpreted as an integer")
    return method(value)

def fsum(seq, /):
    return _fsum(_reals(seq))

def dist(p, q, /):
    return _dist(_reals(p), _reals(q))

def prod(iterable, /, *, start=1):
    for factor in iterable:
        start = start * factor
    return start

def sumprod(p, q, /):
    p = [*p]
    q = [*q]
    if len(p) != len(q):
        raise ValueError('Inputs are not the same length')
    total = _sumprod(p, q)
    if total is None:
        total = 0
        for a, b in zip(p, q):
            total += a * b
    return total
