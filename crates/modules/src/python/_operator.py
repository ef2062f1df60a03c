# The operators in Python code, for objects with methods of their own.

import _weft
import builtins

def _concat(a, b):
    if not hasattr(type(a), '__getitem__'):
        raise TypeError(f"'{type(a).__name__}' object can't be concatenated")
    return a + b

def _iconcat(a, b):
    if not hasattr(type(a), '__getitem__'):
        raise TypeError(f"'{type(a).__name__}' object can't be concatenated")
    a += b
    return a

def _index(a):
    if isinstance(a, int):
        return int(a)
    method = getattr(type(a), '__index__', None)
    if method is None:
        raise TypeError(f"'{type(a).__name__}' object cannot be interpreted as an integer")
    return method(a)

def _count_of(a, b):
    count = 0
    for item in a:
        if item is b or item == b:
            count += 1
    return count

def _index_of(a, b):
    at = 0
    for item in a:
        if item is b or item == b:
            return at
        at += 1
    raise ValueError('sequence.index(x): x not in sequence')

def _setitem(a, b, c):
    a[b] = c

def _delitem(a, b):
    del a[b]

def _iadd(a, b):
    a += b
    return a

def _isub(a, b):
    a -= b
    return a

def _imul(a, b):
    a *= b
    return a

def _imatmul(a, b):
    a @= b
    return a

def _itruediv(a, b):
    a /= b
    return a

def _ifloordiv(a, b):
    a //= b
    return a

def _imod(a, b):
    a %= b
    return a

def _ipow(a, b):
    a **= b
    return a

def _ilshift(a, b):
    a <<= b
    return a

def _irshift(a, b):
    a >>= b
    return a

def _iand(a, b):
    a &= b
    return a

def _ior(a, b):
    a |= b
    return a

def _ixor(a, b):
    a ^= b
    return a

for _name, _function in {
    'add': lambda a, b: a + b,
    'sub': lambda a, b: a - b,
    'mul': lambda a, b: a * b,
    'matmul': lambda a, b: a @ b,
    'truediv': lambda a, b: a / b,
    'floordiv': lambda a, b: a // b,
    'mod': lambda a, b: a % b,
    'pow': lambda a, b: a ** b,
    'lshift': lambda a, b: a << b,
    'rshift': lambda a, b: a >> b,
    'and_': lambda a, b: a & b,
    'or_': lambda a, b: a | b,
    'xor': lambda a, b: a ^ b,
    'lt': lambda a, b: a < b,
    'le': lambda a, b: a <= b,
    'eq': lambda a, b: a == b,
    'ne': lambda a, b: a != b,
    'gt': lambda a, b: a > b,
    'ge': lambda a, b: a >= b,
    'is_': lambda a, b: a is b,
    'is_not': lambda a, b: a is not b,
    'not_': lambda a: not a,
    'truth': lambda a: not not a,
    'is_none': lambda a: a is None,
    'is_not_none': lambda a: a is not None,
    'abs': builtins.abs,
    'inv': lambda a: ~a,
    'invert': lambda a: ~a,
    'neg': lambda a: -a,
    'pos': lambda a: +a,
    'contains': lambda a, b: b in a,
    'getitem': lambda a, b: a[b],
    'concat': _concat,
    'index': _index,
    'countOf': _count_of,
    'indexOf': _index_of,
    'setitem': _setitem,
    'delitem': _delitem,
    'iconcat': _iconcat,
    'iadd': _iadd,
    'isub': _isub,
    'imul': _imul,
    'imatmul': _imatmul,
    'itruediv': _itruediv,
    'ifloordiv': _ifloordiv,
    'imod': _imod,
    'ipow': _ipow,
    'ilshift': _ilshift,
    'irshift': _irshift,
    'iand': _iand,
    'ior': _ior,
    'ixor': _ixor,
}.items():
    _weft.register(f'operator.{_name}', _function)

def _compare_digest(a, b):
    if isinstance(a, str) and isinstance(b, str):
        if not (a.isascii() and b.isascii()):
            raise TypeError('comparing strings with non-ASCII characters is not supported')
        return a == b
    for value in (a, b):
        if not isinstance(value, (bytes, bytearray, memoryview)):
            raise TypeError(f"a bytes-like object is required, not '{type(value).__name__}'")
    return bytes(a) == bytes(b)
