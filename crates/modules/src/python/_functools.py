# What CPython has in C. `lru_cache` goes without locks: nothing here can be interrupted where it would matter, except by
# the cached function itself.

_mark = object()
_missing = object()

def _make_key(args, kwargs, typed):
    if kwargs:
        parts = [*args, _mark]
        for item in kwargs.items():
            parts.extend(item)
    else:
        parts = [*args]
    if typed:
        parts.extend([type(value) for value in args])
        parts.extend([type(value) for value in kwargs.values()])
    return tuple(parts)

def _lru_cache_wrapper(user_function, maxsize, typed, cache_info):
    hits = misses = 0
    cache = {}

    if maxsize == 0:
        def wrapper(*args, **kwargs):
            nonlocal misses
            misses += 1
            return user_function(*args, **kwargs)

    elif maxsize is None:
        def wrapper(*args, **kwargs):
            nonlocal hits, misses
            key = args if not kwargs and not typed else _make_key(args, kwargs, typed)
            found = cache.get(key, _missing)
            if found is not _missing:
                hits += 1
                return found
            misses += 1
            result = user_function(*args, **kwargs)
            cache[key] = result
            return result

    else:
        # A dictionary keeps the order of its keys: the first one was used longest ago.
        def wrapper(*args, **kwargs):
            nonlocal hits, misses
            key = args if not kwargs and not typed else _make_key(args, kwargs, typed)
            found = cache.pop(key, _missing)
            if found is not _missing:
                hits += 1
                cache[key] = found
                return found
            misses += 1
            result = user_function(*args, **kwargs)
            if key not in cache:
                if len(cache) >= maxsize:
                    for oldest in cache:
                        break
                    del cache[oldest]
                cache[key] = result
            return result

    def info():
        return cache_info(hits, misses, maxsize, len(cache))

    def clear():
        nonlocal hits, misses
        hits = misses = 0
        cache.clear()

    wrapper.cache_info = info
    wrapper.cache_clear = clear
    return wrapper

def reduce(function, iterable, initial=_missing, /):
    try:
        it = iter(iterable)
    except TypeError:
        if hasattr(type(iterable), '__iter__') or hasattr(type(iterable), '__getitem__'):
            raise
        raise TypeError('reduce() arg 2 must support iteration') from None
    if initial is _missing:
        value = next(it, _missing)
        if value is _missing:
            raise TypeError('reduce() of empty iterable with no initial value')
    else:
        value = initial
    for item in it:
        value = function(value, item)
    return value

class KeyWrapper:
    __module__ = 'functools'
    __slots__ = ('_compare', 'obj')
    __hash__ = None

    def __init__(self, compare, obj):
        self._compare = compare
        self.obj = obj

    def __call__(self, obj):
        return KeyWrapper(self._compare, obj)

    def _compared(self, other):
        if type(other) is not KeyWrapper:
            raise TypeError('other argument must be K instance')
        return self._compare(self.obj, other.obj)

    def __lt__(self, other):
        return self._compared(other) < 0

    def __le__(self, other):
        return self._compared(other) <= 0

    def __gt__(self, other):
        return self._compared(other) > 0

    def __ge__(self, other):
        return self._compared(other) >= 0

    def __eq__(self, other):
        return self._compared(other) == 0

    def __ne__(self, other):
        return self._compared(other) != 0

def cmp_to_key(mycmp):
    return KeyWrapper(mycmp, None)
