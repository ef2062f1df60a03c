# Places in sequences that are not lists or whose items are compared by Python code; the natives find the others.

import _weft

def _bounds(a, lo, hi):
    if lo < 0:
        raise ValueError('lo must be non-negative')
    return lo, len(a) if hi is None else hi

def _bisect_left(a, x, lo, hi, key):
    lo, hi = _bounds(a, lo, hi)
    while lo < hi:
        middle = (lo + hi) // 2
        item = a[middle]
        if (item if key is None else key(item)) < x:
            lo = middle + 1
        else:
            hi = middle
    return lo

def _bisect_right(a, x, lo, hi, key):
    lo, hi = _bounds(a, lo, hi)
    while lo < hi:
        middle = (lo + hi) // 2
        item = a[middle]
        if x < (item if key is None else key(item)):
            hi = middle
        else:
            lo = middle + 1
    return lo

def _insort_left(a, x, lo, hi, key):
    at = _bisect_left(a, x if key is None else key(x), lo, hi, key)
    a.insert(at, x)

def _insort_right(a, x, lo, hi, key):
    at = _bisect_right(a, x if key is None else key(x), lo, hi, key)
    a.insert(at, x)

_weft.register('bisect.bisect_left', _bisect_left)
_weft.register('bisect.bisect_right', _bisect_right)
_weft.register('bisect.insort_left', _insort_left)
_weft.register('bisect.insort_right', _insort_right)
