import _weft

class deque(_weft.State):
    __slots__ = ()
    __module__ = 'collections'
    vars().update(_weft.natives_of('deque'))
    __hash__ = None

    def __init__(self, iterable=(), maxlen=None):
        if maxlen is None:
            maxlen = -1
        else:
            if not isinstance(maxlen, int):
                raise TypeError('an integer is required')
            if maxlen < 0:
                raise ValueError('maxlen must be non-negative')
        self._fill((), maxlen)
        self._fill(list(iterable), maxlen)

    maxlen = property(_maxlen)

    def extend(self, iterable, /):
        self._extend([*iterable])

    def extendleft(self, iterable, /):
        self._extendleft([*iterable])

    def remove(self, value, /):
        try:
            at = self._place(value, 0, len(self))
        except RuntimeError as e:
            # That of an iteration, which CPython has here by another name.
            raise IndexError(*e.args) from None
        if at < 0:
            raise ValueError(f'{value!r} is not in deque')
        del self[at]

    def index(self, value, start=0, stop=None, /):
        length = len(self)
        if stop is None:
            stop = length
        start = max(start + length, 0) if start < 0 else start
        stop = max(stop + length, 0) if stop < 0 else stop
        at = self._place(value, start, stop)
        if at < 0:
            raise ValueError(f'{value!r} is not in deque')
        return at

    def _place(self, value, start, stop):
        at = self._find(value, start, stop)
        if at is not None:
            return at
        at = start
        changes = self._changes()
        for item in self._list()[start:stop]:
            if item is value or item == value:
                return at
            if self._changes() != changes:
                raise RuntimeError('deque mutated during iteration')
            at += 1
        return -1

    def copy(self):
        return type(self)(self._list()) if self.maxlen is None else type(self)(self._list(), self.maxlen)

    __copy__ = copy

    def __add__(self, other):
        if not isinstance(other, deque):
            raise TypeError(f'can only concatenate deque (not "{type(other).__name__}") to deque')
        new = self.copy()
        new._extend(other._list())
        return new

    def __iadd__(self, other):
        self._extend([*other])
        return self

    def __mul__(self, times):
        new = self.copy()
        new._fill(self._list() * times, -1 if self.maxlen is None else self.maxlen)
        return new

    __rmul__ = __mul__

    def __imul__(self, times):
        if times == 1:
            return self
        self._fill(self._list() * times, -1 if self.maxlen is None else self.maxlen)
        return self

    def __eq__(self, other):
        return self._list() == other._list() if isinstance(other, deque) else NotImplemented

    def __ne__(self, other):
        return self._list() != other._list() if isinstance(other, deque) else NotImplemented

    def __lt__(self, other):
        return self._list() < other._list() if isinstance(other, deque) else NotImplemented

    def __le__(self, other):
        return self._list() <= other._list() if isinstance(other, deque) else NotImplemented

    def __gt__(self, other):
        return self._list() > other._list() if isinstance(other, deque) else NotImplemented

    def __ge__(self, other):
        return self._list() >= other._list() if isinstance(other, deque) else NotImplemented

    def __repr__(self):
        if id(self) in _open:
            return '[...]'
        _open.add(id(self))
        try:
            limit = '' if self.maxlen is None else f', maxlen={self.maxlen}'
            return f'{type(self).__name__}({self._list()!r}{limit})'
        finally:
            _open.discard(id(self))

    def __reduce__(self):
        state = getattr(self, '__dict__', None) or None
        if self.maxlen is None:
            return type(self), (), state, iter(self)
        return type(self), ((), self.maxlen), state, iter(self)

    @classmethod
    def __class_getitem__(cls, item, /):
        return _weft.generic_alias(cls, item)

_open = set()

def _contains(items, value):
    return items._place(value, 0, len(items)) >= 0

def _count(items, value):
    count = 0
    changes = items._changes()
    for item in items._list():
        if item is value or item == value:
            count += 1
        if items._changes() != changes:
            raise RuntimeError('deque mutated during iteration')
    return count

_weft.register('deque.contains', _contains)
_weft.register('deque.count', _count)

class _deque_iterator(_weft.State):
    __slots__ = ()
    vars().update(_weft.natives_of('deque iterator'))

    def __new__(cls, source, index=0, /):
        self = reversed(source) if cls is _deque_reverse_iterator else iter(source)
        for _ in range(index):
            next(self)
        return self

    def __reduce__(self):
        place = self._place()
        return type(self), (deque(),) if place is None else place

class _deque_reverse_iterator(_deque_iterator):
    __slots__ = ()

_weft.register('deque_iterator', _deque_iterator)
_weft.register('deque_reverse_iterator', _deque_reverse_iterator)

class defaultdict(dict):
    __slots__ = ('default_factory',)
    __module__ = 'collections'

    def __init__(self, default_factory=None, /, *args, **kwargs):
        if default_factory is not None and not callable(default_factory):
            raise TypeError('first argument must be callable or None')
        self.default_factory = default_factory
        if args or kwargs:
            dict.__init__(self, *args, **kwargs)

    def __missing__(self, key, /):
        factory = self.default_factory
        if factory is None:
            raise KeyError(key)
        self[key] = value = factory()
        return value

    def copy(self):
        return type(self)(self.default_factory, self)

    __copy__ = copy

    def __reduce__(self):
        factory = self.default_factory
        return type(self), () if factory is None else (factory,), None, None, iter(self.items())

    def __repr__(self):
        if id(self) in _open:
            return f'{type(self).__name__}({self.default_factory!r}, ...)'
        _open.add(id(self))
        try:
            factory = self.default_factory
            shown = '...' if id(factory) in _open else repr(factory)
            return f'{type(self).__name__}({shown}, {dict.__repr__(self)})'
        finally:
            _open.discard(id(self))

    def __or__(self, other):
        if not isinstance(other, dict):
            return NotImplemented
        new = self.copy()
        new.update(other)
        return new

    def __ror__(self, other):
        if not isinstance(other, dict):
            return NotImplemented
        new = type(self)(self.default_factory, other)
        new.update(self)
        return new

    @classmethod
    def __class_getitem__(cls, item, /):
        return _weft.generic_alias(cls, item)

def _count_elements(mapping, iterable):
    get = mapping.get
    for item in iterable:
        mapping[item] = get(item, 0) + 1

class OrderedDict(_weft.Ordered):
    __module__ = 'collections'

    def __init__(self, /, *args, **kwds):
        OrderedDict.update(self, *args, **kwds)

    def update(self, /, *args, **kwds):
        if type(self).__setitem__ is dict.__setitem__:
            if len(args) > 1:
                raise TypeError(f'update() takes at most 1 positional argument ({len(args)} given)')
            dict.update(self, *args, **kwds)
            return
        for key, value in dict(*args, **kwds).items():
            self[key] = value

    def setdefault(self, key, default=None):
        if type(self) is OrderedDict:
            return dict.setdefault(self, key, default)
        if key in self:
            return self[key]
        self[key] = default
        return default

    def pop(self, key, *args, **kwds):
        return dict.pop(self, key, *args, *kwds.values())

    def copy(self):
        new = type(self)()
        if type(self) is OrderedDict:
            dict.update(new, self)
        else:
            new.__dict__.update(self.__dict__)
            for key in self:
                new[key] = self[key]
        return new

    __copy__ = copy

    def __eq__(self, other):
        if not isinstance(other, dict):
            return NotImplemented
        if not dict.__eq__(self, other):
            return False
        if not isinstance(other, OrderedDict):
            return True
        for a, b in zip(self, other):
            if a is not b and a != b:
                return False
        return True

    def __ne__(self, other):
        equal = self.__eq__(other)
        return NotImplemented if equal is NotImplemented else not equal

    __hash__ = None

    def __repr__(self):
        if id(self) in _open:
            return '...'
        _open.add(id(self))
        try:
            if not self:
                return f'{type(self).__name__}()'
            return f'{type(self).__name__}({dict(self.items())!r})'
        finally:
            _open.discard(id(self))

    def __reduce__(self):
        return type(self), (), self.__getstate__(), None, iter(self.items())

    def __or__(self, other):
        if not isinstance(other, dict):
            return NotImplemented
        new = type(self)(self)
        new.update(other)
        return new

    def __ror__(self, other):
        if not isinstance(other, dict):
            return NotImplemented
        new = type(self)(other)
        new.update(self)
        return new

    def __ior__(self, other):
        self.update(other)
        return self
