# Iterators that call functions or go through others are generators that are known as instances of
# their class; the rest are natives. After an exception such a generator goes on at the head of the outermost loop that
# it left.

import _weft

_as = _weft.generator_as

class _Generated:
    __slots__ = ()
    __iter__ = _weft.generator.__iter__
    __next__ = _weft.generator.__next__

class _Native(_weft.State):
    __slots__ = ()

    def __reduce__(self):
        return _with_state, (type(self), *self._state())

    vars().update(_weft.natives_of('itertools iterator'))

def _index(value):
    if isinstance(value, int):
        return value
    method = getattr(type(value), '__index__', None)
    if method is None:
        raise TypeError(f"'{type(value).__name__}' object cannot be interpreted as an integer")
    return method(value)

class count(_Native):
    __slots__ = ()
    vars().update(_weft.natives_of('count'))

    def __new__(cls, start=0, step=1):
        for number in (start, step):
            if not hasattr(type(number), '__add__') or isinstance(number, (str, bytes, list, tuple)):
                raise TypeError('a number is required')
        self = _Native.__new__(cls)
        self._begin((start, step), ())
        return self

    def __repr__(self):
        current, step = self._state()[0]
        return f'count({current!r})' if step == 1 and isinstance(step, int) else f'count({current!r}, {step!r})'

def _count_next(counter):
    current, step = counter._state()[0]
    counter._begin((current + step, step), ())
    return current

_weft.register('count.next', _count_next)

class repeat(_Native):
    __slots__ = ()
    vars().update(_weft.natives_of('repeat'))

    def __new__(cls, object, times=None):
        self = _Native.__new__(cls)
        self._begin((object,), (-1 if times is None else max(_index(times), 0),))
        return self

    def __length_hint__(self):
        left = self._state()[1][0]
        if left < 0:
            raise TypeError('len() of unsized object')
        return left

    def __repr__(self):
        (object,), (left,) = self._state()
        return f'repeat({object!r})' if left < 0 else f'repeat({object!r}, {left})'

def _chosen(r):
    r = _index(r)
    if r < 0:
        raise ValueError('r must be non-negative')
    return r

class combinations(_Native):
    __slots__ = ()
    vars().update(_weft.natives_of('combinations'))

    def __new__(cls, iterable, r):
        pool = [*iterable]
        r = _chosen(r)
        self = _Native.__new__(cls)
        self._begin(pool, [0] * (r + 1) if r <= len(pool) else [2])
        return self

class combinations_with_replacement(_Native):
    __slots__ = ()
    vars().update(_weft.natives_of('combinations_with_replacement'))

    def __new__(cls, iterable, r):
        pool = [*iterable]
        self = _Native.__new__(cls)
        self._begin(pool, [0] * (_chosen(r) + 1))
        return self

class permutations(_Native):
    __slots__ = ()
    vars().update(_weft.natives_of('permutations'))

    def __new__(cls, iterable, r=None):
        pool = [*iterable]
        if r is None:
            r = len(pool)
        elif not isinstance(r, int):
            raise TypeError('Expected int as r')
        elif r < 0:
            raise ValueError('r must be non-negative')
        self = _Native.__new__(cls)
        self._begin(pool, [0, r] + [0] * (len(pool) + r) if r <= len(pool) else [2])
        return self

class product(_Native):
    __slots__ = ()
    vars().update(_weft.natives_of('product'))

    def __new__(cls, *iterables, repeat=1):
        repeat = _index(repeat)
        if repeat < 0:
            raise ValueError('repeat argument cannot be negative')
        pools = [[*iterable] for iterable in iterables] * repeat
        values = []
        ends = [0]
        for pool in pools:
            values.extend(pool)
            ends.append(len(values))
        self = _Native.__new__(cls)
        self._begin(values, ends + [0] * len(pools))
        return self

class chain(_Generated):
    __slots__ = ()

    def __new__(cls, *iterables):
        return _as(cls, _chained(iter(iterables)))

    @classmethod
    def from_iterable(cls, iterable, /):
        return _as(cls, _chained(iter(iterable)))

    @classmethod
    def __class_getitem__(cls, item, /):
        return _weft.generic_alias(cls, item)

# A call with what its parameters are by now goes on where a generator stands: so they are copied and pickled.

def _chained(iterables, active=()):
    while True:
        for item in active:
            yield item
        for active in iterables:
            try:
                active = iter(active)
            except BaseException:
                # What is no iterable ends it.
                iterables = active = ()
                raise
            break
        else:
            return

class cycle(_Generated):
    __slots__ = ()

    def __new__(cls, iterable, /):
        return _as(cls, _cycled(iter(iterable), [], iter(())))

def _cycled(iterator, saved, again):
    for item in iterator:
        saved.append(item)
        yield item
    while saved:
        for item in again:
            yield item
        again = iter(saved)

class accumulate(_Generated):
    __slots__ = ()

    def __new__(cls, iterable, func=None, *, initial=None):
        return _as(cls, _accumulated(iter(iterable), func, initial))

def _accumulated(iterator, func, total, begun=False):
    if not begun:
        if total is None:
            for total in iterator:
                break
            else:
                return
        begun = True
        yield total
    if func is None:
        for item in iterator:
            total = total + item
            yield total
    else:
        for item in iterator:
            try:
                total = func(total, item)
            except StopIteration:
                return
            yield total

class batched(_Generated):
    __slots__ = ()

    def __new__(cls, iterable, n, *, strict=False):
        n = _index(n)
        if n < 1:
            raise ValueError('n must be at least one')
        return _as(cls, _batches(iter(iterable), n, strict))

def _batches(iterator, n, strict):
    batch = []
    try:
        for item in iterator:
            batch.append(item)
            if len(batch) == n:
                yield tuple(batch)
                batch = []
    except BaseException:
        # Outside of the loops, so this one ends.
        raise
    if batch:
        if strict:
            raise ValueError('batched(): incomplete batch')
        yield tuple(batch)

class compress(_Generated):
    __slots__ = ()

    def __new__(cls, data, selectors):
        return _as(cls, _compressed(zip(data, selectors)))

def _compressed(pairs):
    for item, wanted in pairs:
        if wanted:
            yield item

class dropwhile(_Generated):
    __slots__ = ()

    def __new__(cls, predicate, iterable, /):
        return _as(cls, _dropped(predicate, iter(iterable)))

def _dropped(predicate, iterator, dropping=True):
    if dropping:
        for item in iterator:
            try:
                if predicate(item):
                    continue
            except StopIteration:
                return
            dropping = False
            yield item
            break
    for item in iterator:
        yield item

class takewhile(_Generated):
    __slots__ = ()

    def __new__(cls, predicate, iterable, /):
        return _as(cls, _taken(predicate, iter(iterable)))

def _taken(predicate, iterator):
    for item in iterator:
        try:
            if not predicate(item):
                return
        except StopIteration:
            return
        yield item

class filterfalse(_Generated):
    __slots__ = ()

    def __new__(cls, function, iterable, /):
        return _as(cls, _rejected(function, iter(iterable)))

def _rejected(function, iterator):
    if function is None or function is bool:
        for item in iterator:
            if not item:
                yield item
        return
    for item in iterator:
        try:
            if function(item):
                continue
        except StopIteration:
            return
        yield item

class starmap(_Generated):
    __slots__ = ()

    def __new__(cls, function, iterable, /):
        return _as(cls, _starred(function, iter(iterable)))

def _starred(function, iterator):
    for args in iterator:
        try:
            result = function(*args)
        except StopIteration:
            return
        yield result

class pairwise(_Generated):
    __slots__ = ()

    def __new__(cls, iterable, /):
        return _as(cls, _pairs(iter(iterable)))

def _pairs(iterator, begun=False, left=None):
    try:
        if not begun:
            for left in iterator:
                break
            else:
                return
            begun = True
        for right in iterator:
            pair = left, right
            left = right
            yield pair
    except BaseException:
        # Outside of the loops, so this one ends.
        raise

class islice(_Generated):
    __slots__ = ()

    def __new__(cls, iterable, *args):
        if not 1 <= len(args) <= 3:
            if not args:
                raise TypeError('islice expected at least 2 arguments, got 1')
            raise TypeError(f'islice expected at most 4 arguments, got {len(args) + 1}')
        if len(args) == 1:
            start, stop, step = None, args[0], None
        else:
            start, stop, step = args if len(args) == 3 else (*args, None)
        stop = _bound(stop, None, 'Stop argument for islice() must be None or an integer: 0 <= x <= sys.maxsize.')
        start = _bound(start, 0, 'Indices for islice() must be None or an integer: 0 <= x <= sys.maxsize.')
        message = 'Step for islice() must be a positive integer or None.'
        step = _bound(step, 1, message)
        if step < 1:
            raise ValueError(message)
        return _as(cls, _sliced(iter(iterable), start, stop, step))

def _bound(value, default, message):
    if value is None:
        return default
    try:
        value = _index(value)
    except TypeError:
        raise ValueError(message) from None
    if not 0 <= value <= 9223372036854775807:
        raise ValueError(message)
    return value

def _sliced(iterator, wanted, stop, step, done=0):
    try:
        while True:
            while done < wanted:
                for item in iterator:
                    break
                else:
                    return
                done += 1
            if stop is not None and done >= stop:
                return
            if step == 1:
                break
            for item in iterator:
                break
            else:
                return
            done += 1
            wanted += step
            if stop is not None and wanted > stop:
                wanted = stop
            yield item
        for item in iterator:
            done += 1
            yield item
            if done == stop:
                return
    except BaseException:
        # Outside of the loops, so this one ends.
        raise

class zip_longest(_Generated):
    __slots__ = ()

    def __new__(cls, *iterables, fillvalue=None):
        return _as(cls, _zipped_longest([iter(i) for i in iterables], fillvalue, len(iterables)))

def _zipped_longest(iterators, fill, active):
    try:
        if not active:
            return
        while True:
            items = []
            for at, iterator in enumerate(iterators):
                if iterator is None:
                    items.append(fill)
                    continue
                for item in iterator:
                    items.append(item)
                    break
                else:
                    active -= 1
                    if not active:
                        return
                    iterators[at] = None
                    items.append(fill)
            yield tuple(items)
    except BaseException:
        # Outside of the loops, so this one ends.
        raise

class groupby(_Generated):
    __slots__ = ()

    def __new__(cls, iterable, key=None):
        return _as(cls, _groups(iter(iterable), key))

class _Grouping:
    # `key_now` is unset where a group has given the value away.
    __slots__ = ('iterator', 'key', 'key_now', 'value', 'number')

class _grouper(_Generated):
    __slots__ = ()

_grouper.__name__ = _grouper.__qualname__ = '_grouper'

_unset = object()

def _move(state):
    # On to the next item; false at the end.
    for value in state.iterator:
        state.key_now = value if state.key is None else state.key(value)
        state.value = value
        return True
    return False

def _groups(iterator, key):
    state = _Grouping()
    state.iterator = iterator
    state.key = key
    state.number = 0
    state.key_now = current = _unset
    while True:
        # The next group begins where the last one is left.
        while state.key_now is _unset or current is not _unset and _same(current, state.key_now):
            if not _move(state):
                return
        current = state.key_now
        state.number += 1
        yield current, _as(_grouper, _group(state, current, state.number))

def _same(a, b):
    return a is b or a == b

def _group(state, current, number):
    while True:
        if state.number != number:
            return
        if state.key_now is _unset and not _move(state):
            return
        if not _same(current, state.key_now):
            return
        value = state.value
        state.key_now = _unset
        yield value

def tee(iterable, n=2, /):
    n = _index(n)
    if n < 0:
        raise ValueError('n must be >= 0')
    if n == 0:
        return ()
    iterator = iter(iterable)
    if not isinstance(iterator, _tee):
        iterator = _tee(iterator)
    return (iterator, *[iterator.__copy__() for _ in range(n - 1)])

class _tee:
    # A linked list of what the source gave; each copy holds its own place in it. The source is in a list of its own,
    # with whether it is being asked: nobody may ask again meanwhile, be it itself or another thread.
    __slots__ = ('_source', '_link')

    def __init__(self, iterable):
        iterator = iter(iterable)
        if isinstance(iterator, _tee):
            self._source = iterator._source
            self._link = iterator._link
        else:
            self._source = [iterator, False]
            self._link = [None, None]

    def __iter__(self):
        return self

    def __next__(self):
        link = self._link
        if link[1] is None:
            source = self._source
            if source[1]:
                raise RuntimeError('cannot re-enter the tee iterator')
            source[1] = True
            try:
                link[0] = next(source[0])
            finally:
                source[1] = False
            link[1] = [None, None]
        value, self._link = link
        return value

    def __copy__(self):
        new = _tee.__new__(_tee)
        new._source = self._source
        new._link = self._link
        return new

_generators = {
    '_chained': (chain, _chained, ('iterables', 'active')),
    '_cycled': (cycle, _cycled, ('iterator', 'saved', 'again')),
    '_accumulated': (accumulate, _accumulated, ('iterator', 'func', 'total', 'begun')),
    '_batches': (batched, _batches, ('iterator', 'n', 'strict')),
    '_compressed': (compress, _compressed, ('pairs',)),
    '_dropped': (dropwhile, _dropped, ('predicate', 'iterator', 'dropping')),
    '_taken': (takewhile, _taken, ('predicate', 'iterator')),
    '_rejected': (filterfalse, _rejected, ('function', 'iterator')),
    '_starred': (starmap, _starred, ('function', 'iterator')),
    '_pairs': (pairwise, _pairs, ('iterator', 'begun', 'left')),
    '_sliced': (islice, _sliced, ('iterator', 'wanted', 'stop', 'step', 'done')),
    '_zipped_longest': (zip_longest, _zipped_longest, ('iterators', 'fill', 'active')),
}

def _resumed(name, *state):
    cls, function, _ = _generators[name]
    return _as(cls, function(*state))

def _with_state(cls, values, numbers):
    self = _Native.__new__(cls)
    self._begin(values, numbers)
    return self

for _class in list(vars().values()):
    if isinstance(_class, type):
        _class.__module__ = 'itertools'
del _class
