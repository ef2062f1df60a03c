# Numbers in memory that processes share. The kernel keeps the bytes; what is read may be old by the
# time it is used, so `value += 1` needs a lock here as anywhere.

__all__ = ['RawValue', 'RawArray', 'Value', 'Array', 'copy', 'synchronized']

import _memory
import _processes
from .synchronize import RLock, _check_spawning

# C types' names by typecode.
_NAMES = {'c': 'c_char', 'u': 'c_wchar', 'b': 'c_byte', 'B': 'c_ubyte', 'h': 'c_short', 'H': 'c_ushort', 'i': 'c_int',
          'I': 'c_uint', 'l': 'c_long', 'L': 'c_ulong', 'q': 'c_longlong', 'Q': 'c_ulonglong', 'f': 'c_float',
          'd': 'c_double', '?': 'c_bool'}
_CODES = {name: code for code, name in _NAMES.items()}
_CODES.update({'c_int8': 'b', 'c_uint8': 'B', 'c_int16': 'h', 'c_uint16': 'H', 'c_int32': 'i', 'c_uint32': 'I',
               'c_int64': 'l', 'c_uint64': 'L', 'c_size_t': 'L', 'c_ssize_t': 'l'})

def _code(kind):
    if isinstance(kind, str):
        code = kind
    else:
        code = _CODES.get(getattr(kind, '__name__', None))
    if code not in _NAMES:
        raise TypeError('this type has no size')
    return code

class _Raw:
    def __init__(self, code, length):
        self._code = code
        self._length = length
        self._id = _processes.memory_new(length * _memory.item_size(code))

    def __reduce__(self):
        return _check_spawning(self)

class _RawValue(_Raw):
    @property
    def value(self):
        return _memory.get(self._id, self._code, 0)

    @value.setter
    def value(self, value):
        _memory.set(self._id, self._code, 0, value)

    def __repr__(self):
        return f'{_NAMES[self._code]}({self.value!r})'

class _RawArray(_Raw):
    def __len__(self):
        return self._length

    def _index(self, index):
        if index < 0:
            index += self._length
        if not 0 <= index < self._length:
            raise IndexError('invalid index')
        return index

    def __getitem__(self, index):
        if isinstance(index, slice):
            items = _memory.get(self._id, self._code, 0, self._length)[index]
            if self._code == 'c':
                return b''.join(items)
            if self._code == 'u':
                return ''.join(items)
            return items
        return _memory.get(self._id, self._code, self._index(index))

    def __setitem__(self, index, value):
        if not isinstance(index, slice):
            _memory.set(self._id, self._code, self._index(index), value)
            return
        places = range(self._length)[index]
        items = list(value)
        if self._code == 'c':
            items = [bytes([i]) if isinstance(i, int) else i for i in items]
        if len(items) != len(places):
            raise ValueError('Can only assign sequence of same size')
        if places.step == 1:
            if items:
                _memory.set(self._id, self._code, places.start, items)
        else:
            for at, item in zip(places, items):
                _memory.set(self._id, self._code, at, item)

    def __iter__(self):
        for i in range(self._length):
            yield self[i]

    @property
    def value(self):
        if self._code not in 'cu':
            raise AttributeError(f"'{type(self).__name__}' object has no attribute 'value'")
        text = self[:]
        end = text.find(b'\0' if self._code == 'c' else '\0')
        return text if end < 0 else text[:end]

    @value.setter
    def value(self, text):
        if len(text) > self._length:
            raise ValueError('byte string too long')
        end = b'\0' if self._code == 'c' else '\0'
        if len(text) < self._length:
            text = text + end
        self[:len(text)] = text

    @property
    def raw(self):
        return self[:]

    @raw.setter
    def raw(self, data):
        self[:len(data)] = data

    def __repr__(self):
        return f'<multiprocessing.sharedctypes.{_NAMES[self._code]}_Array_{self._length} object at {id(self):#x}>'

def _is_compound(kind):
    # A structure, or an array of something.
    return isinstance(kind, type) and hasattr(kind, '_in') and not hasattr(kind, '_encode')

def _shared(kind):
    from ctypes import _Shared
    return kind._in(_Shared(max(kind._size, 1)))

def RawValue(typecode_or_type, *args):
    if _is_compound(typecode_or_type):
        made = _shared(typecode_or_type)
        made._fill(args)
        return made
    raw = _RawValue(_code(typecode_or_type), 1)
    if args:
        raw.value = args[0]
    return raw

def RawArray(typecode_or_type, size_or_initializer):
    if _is_compound(typecode_or_type):
        if isinstance(size_or_initializer, int):
            return _shared(typecode_or_type * size_or_initializer)
        items = list(size_or_initializer)
        made = _shared(typecode_or_type * len(items))
        made._fill(items)
        return made
    code = _code(typecode_or_type)
    if isinstance(size_or_initializer, int):
        if size_or_initializer < 0:
            raise ValueError('Array length must be >= 0')
        return _RawArray(code, size_or_initializer)
    items = size_or_initializer
    if code != 'c' or not isinstance(items, (bytes, bytearray)):
        items = list(items)
    raw = _RawArray(code, len(items))
    raw[:] = items
    return raw

class SynchronizedBase:
    def __init__(self, obj, lock=None, ctx=None):
        self._obj = obj
        self._lock = lock or RLock()
        self._add_methods()

    def _add_methods(self):
        self.acquire = self._lock.acquire
        self.release = self._lock.release

    def __enter__(self):
        return self._lock.__enter__()

    def __exit__(self, *args):
        return self._lock.__exit__(*args)

    def __reduce__(self):
        make, args, state = _check_spawning(self)
        return make, args, {name: v for name, v in state.items() if name not in ('acquire', 'release')}

    def __setstate__(self, state):
        self.__dict__.update(state)
        self._add_methods()

    def get_obj(self):
        return self._obj

    def get_lock(self):
        return self._lock

    def __repr__(self):
        return f'<{type(self).__name__} wrapper for {self._obj}>'

class Synchronized(SynchronizedBase):
    @property
    def value(self):
        with self._lock:
            return self._obj.value

    @value.setter
    def value(self, value):
        with self._lock:
            self._obj.value = value

class SynchronizedArray(SynchronizedBase):
    def __len__(self):
        return len(self._obj)

    def __getitem__(self, index):
        with self._lock:
            return self._obj[index]

    def __setitem__(self, index, value):
        with self._lock:
            self._obj[index] = value

class SynchronizedString(SynchronizedArray):
    @property
    def value(self):
        with self._lock:
            return self._obj.value

    @value.setter
    def value(self, value):
        with self._lock:
            self._obj.value = value

    @property
    def raw(self):
        with self._lock:
            return self._obj.raw

    @raw.setter
    def raw(self, value):
        with self._lock:
            self._obj.raw = value

def _locked_field(name):
    def get(self):
        with self._lock:
            return getattr(self._obj, name)
    def set(self, value):
        with self._lock:
            setattr(self._obj, name, value)
    return property(get, set)

_structure_types = {}

def synchronized(obj, lock=None, ctx=None):
    assert not isinstance(obj, SynchronizedBase), 'object already synchronized'
    if _is_compound(type(obj)):
        kind = type(obj)
        names = getattr(kind, '_names', None)
        if names is None:
            return SynchronizedArray(obj, lock)
        if kind not in _structure_types:
            fields = {name: _locked_field(name) for name in names}
            _structure_types[kind] = type('Synchronized' + kind.__name__, (SynchronizedBase,), fields)
        return _structure_types[kind](obj, lock)
    if isinstance(obj, _RawValue):
        return Synchronized(obj, lock)
    if obj._code == 'c':
        return SynchronizedString(obj, lock)
    return SynchronizedArray(obj, lock)

def _with_lock(obj, lock):
    if lock is False:
        return obj
    if lock in (True, None):
        lock = RLock()
    if not hasattr(lock, 'acquire'):
        raise AttributeError(f"{lock!r} has no method 'acquire'")
    return synchronized(obj, lock)

def Value(typecode_or_type, *args, lock=True, ctx=None):
    return _with_lock(RawValue(typecode_or_type, *args), lock)

def Array(typecode_or_type, size_or_initializer, *, lock=True, ctx=None):
    return _with_lock(RawArray(typecode_or_type, size_or_initializer), lock)

def copy(obj):
    if _is_compound(type(obj)):
        made = _shared(type(obj))
        made._copy_from(obj)
        return made
    new = type(obj)(obj._code, obj._length)
    _memory.set(new._id, new._code, 0, _memory.get(obj._id, obj._code, 0, obj._length))
    return new
