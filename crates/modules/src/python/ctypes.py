# The types of C that need no C: numbers, characters, arrays and structures of them, in memory of their own or
# in memory that processes share. There are no pointers and no libraries.

import struct
import _processes

class _Own:
    def __init__(self, size):
        self._bytes = bytearray(size)

    def read(self, at, size):
        return bytes(self._bytes[at:at + size])

    def write(self, at, data):
        self._bytes[at:at + len(data)] = data

class _Shared:
    # Of `multiprocessing`: the kernel keeps it.
    def __init__(self, size):
        self._number = _processes.memory_new(size)

    def read(self, at, size):
        return _processes.memory_read(self._number, at, size)

    def write(self, at, data):
        if data:
            _processes.memory_write(self._number, at, data)

class _Kind(type):
    # Types of C can be multiplied: that makes arrays.
    def __mul__(cls, length):
        if not isinstance(length, int):
            raise TypeError(f"can't multiply sequence by non-int of type '{type(length).__name__}'")
        if length < 0:
            raise ValueError(f'Array length must be >= 0, not {length}')
        return _array_type(cls, length)

    __rmul__ = __mul__

class _CData(metaclass=_Kind):
    _size = 0
    _align = 1

    def _place(self, memory=None, at=0):
        self._memory = _Own(self._size) if memory is None else memory
        self._at = at

    @classmethod
    def _in(cls, memory, at=0):
        # An object where there are bytes already.
        self = cls.__new__(cls)
        self._place(memory, at)
        return self

    def _copy_from(self, other):
        self._memory.write(self._at, other._memory.read(other._at, other._size))

class _SimpleCData(_CData):
    def __init__(self, value=None):
        self._place()
        if value is not None:
            self.value = value

    @property
    def value(self):
        return self._decode(self._memory.read(self._at, self._size))

    @value.setter
    def value(self, value):
        self._memory.write(self._at, self._encode(value))

    @classmethod
    def _decode(cls, data):
        return struct.unpack('<' + cls._type_, data)[0]

    @classmethod
    def _encode(cls, value):
        if cls._type_ in 'df':
            if not isinstance(value, (int, float)) and not hasattr(value, '__float__'):
                raise TypeError(f'must be real number, not {type(value).__name__}')
            return struct.pack('<' + cls._type_, value)
        if cls._type_ == '?':
            return b'\1' if value else b'\0'
        if cls._type_ == 'c':
            if isinstance(value, int):
                value = bytes([value])
            if not isinstance(value, (bytes, bytearray)) or len(value) != 1:
                raise TypeError('one character bytes, bytearray, or an integer in range(256) expected')
            return bytes(value)
        if not hasattr(value, '__index__'):
            raise TypeError(f"'{type(value).__name__}' object cannot be interpreted as an integer")
        # As in C: the low bits.
        return (value.__index__() & (1 << 8 * cls._size) - 1).to_bytes(cls._size, 'little')

    def __bool__(self):
        return bool(self.value)

    def __repr__(self):
        return f'{type(self).__name__}({self.value!r})'

for _name, _code, _size in (
        ('c_char', 'c', 1), ('c_byte', 'b', 1), ('c_ubyte', 'B', 1), ('c_short', 'h', 2), ('c_ushort', 'H', 2),
        ('c_int', 'i', 4), ('c_uint', 'I', 4), ('c_long', 'q', 8), ('c_ulong', 'Q', 8), ('c_float', 'f', 4),
        ('c_double', 'd', 8), ('c_bool', '?', 1)):
    globals()[_name] = _Kind(_name, (_SimpleCData,), {
        '_type_': _code, '_size': _size, '_align': _size, '__module__': __name__})

class c_wchar(_SimpleCData):
    _type_ = 'u'
    _size = _align = 4

    @classmethod
    def _decode(cls, data):
        return chr(int.from_bytes(data, 'little'))

    @classmethod
    def _encode(cls, value):
        if not isinstance(value, str) or len(value) != 1:
            raise TypeError(f'unicode string expected instead of {type(value).__name__} instance')
        return ord(value).to_bytes(4, 'little')

# On the machine that Weft stands for, `long` has 64 bits.
c_longlong, c_ulonglong = c_long, c_ulong
c_int8, c_uint8, c_int16, c_uint16 = c_byte, c_ubyte, c_short, c_ushort
c_int32, c_uint32, c_int64, c_uint64 = c_int, c_uint, c_long, c_ulong
c_size_t, c_ssize_t = c_ulong, c_long

def _assign(kind, memory, at, value):
    # Set an array's item or a structure's field.
    target = kind._in(memory, at)
    if isinstance(value, kind):
        target._copy_from(value)
    elif isinstance(target, _SimpleCData):
        target.value = value.value if isinstance(value, _SimpleCData) else value
    elif isinstance(value, tuple):
        target._fill(value)
    elif isinstance(target, Array) and target._type_ in (c_char, c_wchar):
        target.value = value
    else:
        raise TypeError(f'expected {kind.__name__} instance, got {type(value).__name__}')

class Array(_CData):
    _length_ = 0

    def __init__(self, *items):
        self._place()
        self._fill(items)

    def _fill(self, items):
        if len(items) > self._length_:
            raise IndexError('invalid index')
        for i, item in enumerate(items):
            self[i] = item

    def __len__(self):
        return self._length_

    def _item(self, index):
        if index < 0:
            index += self._length_
        if not 0 <= index < self._length_:
            raise IndexError('invalid index')
        return self._at + index * self._type_._size

    def __getitem__(self, index):
        if isinstance(index, slice):
            items = [self[i] for i in range(self._length_)[index]]
            return b''.join(items) if self._type_ is c_char else ''.join(items) if self._type_ is c_wchar else items
        found = self._type_._in(self._memory, self._item(index))
        return found.value if isinstance(found, _SimpleCData) else found

    def __setitem__(self, index, value):
        if isinstance(index, slice):
            places = range(self._length_)[index]
            if len(value) != len(places):
                raise ValueError('Can only assign sequence of same size')
            for place, item in zip(places, value):
                self[place] = item
        else:
            _assign(self._type_, self._memory, self._item(index), value)

    def __iter__(self):
        for i in range(self._length_):
            yield self[i]

    @property
    def value(self):
        if self._type_ not in (c_char, c_wchar):
            raise AttributeError(f"'{type(self).__name__}' object has no attribute 'value'")
        return self[:].partition(b'\0' if self._type_ is c_char else '\0')[0]

    @value.setter
    def value(self, text):
        if len(text) > self._length_:
            raise ValueError('byte string too long' if self._type_ is c_char else 'string too long')
        self[:len(text)] = text
        if len(text) < self._length_:
            self[len(text)] = b'\0' if self._type_ is c_char else '\0'

    @property
    def raw(self):
        return self._memory.read(self._at, self._size)

    @raw.setter
    def raw(self, data):
        if len(data) > self._size:
            raise ValueError('byte string too long')
        self._memory.write(self._at, bytes(data))

_array_types = {}

def _array_type(kind, length):
    made = _array_types.get((kind, length))
    if made is None:
        made = _array_types[kind, length] = _Kind(f'{kind.__name__}_Array_{length}', (Array,), {
            '_type_': kind, '_length_': length, '_size': kind._size * length, '_align': kind._align,
            '__module__': kind.__module__})
    return made

class _Field:
    def __init__(self, name, kind, at):
        self.name, self.kind, self.offset, self.size = name, kind, at, kind._size

    def __get__(self, obj, owner=None):
        if obj is None:
            return self
        found = self.kind._in(obj._memory, obj._at + self.offset)
        return found.value if isinstance(found, _SimpleCData) else found

    def __set__(self, obj, value):
        _assign(self.kind, obj._memory, obj._at + self.offset, value)

    def __repr__(self):
        return f'<Field type={self.kind.__name__}, ofs={self.offset}, size={self.size}>'

class _StructureKind(_Kind):
    _is_union = False

    def __init__(cls, name, bases, namespace):
        super().__init__(name, bases, namespace)
        if '_fields_' in namespace:
            cls._lay_out(namespace['_fields_'])

    def __setattr__(cls, name, value):
        super().__setattr__(name, value)
        if name == '_fields_':
            cls._lay_out(value)

    def _lay_out(cls, fields):
        at, align, names = cls._size, cls._align, list(cls._names)
        pack = cls.__dict__.get('_pack_')
        for name, kind, *bits in fields:
            if bits:
                raise NotImplementedError('bit fields of ctypes structures are not available in Weft')
            unit = min(kind._align, pack) if pack else kind._align
            place = 0 if cls._is_union else -(-at // unit) * unit
            type.__setattr__(cls, name, _Field(name, kind, place))
            at = max(at, kind._size) if cls._is_union else place + kind._size
            align = max(align, unit)
            names.append(name)
        type.__setattr__(cls, '_size', -(-at // align) * align)
        type.__setattr__(cls, '_align', align)
        type.__setattr__(cls, '_names', tuple(names))

class _UnionKind(_StructureKind):
    _is_union = True

class _Compound(_CData):
    _names = ()

    def __init__(self, *args, **kwds):
        self._place()
        self._fill(args, **kwds)

    def _fill(self, args, **kwds):
        if len(args) > len(self._names):
            raise TypeError('too many initializers')
        for name, value in zip(self._names, args):
            if name in kwds:
                raise TypeError(f'duplicate values for field {name!r}')
            setattr(self, name, value)
        for name, value in kwds.items():
            setattr(self, name, value)

class Structure(_Compound, metaclass=_StructureKind):
    pass

class Union(_Compound, metaclass=_UnionKind):
    pass

def _kind_of(obj_or_type, message):
    kind = obj_or_type if isinstance(obj_or_type, type) else type(obj_or_type)
    if not issubclass(kind, _CData):
        raise TypeError(message)
    return kind

def sizeof(obj_or_type, /):
    return _kind_of(obj_or_type, 'this type has no size')._size

def alignment(obj_or_type, /):
    return _kind_of(obj_or_type, 'no alignment info')._align

def create_string_buffer(init, size=None):
    if isinstance(init, bytes):
        made = (c_char * (len(init) + 1 if size is None else size))()
        made.value = init
        return made
    if isinstance(init, int):
        return (c_char * init)()
    raise TypeError(init)

c_buffer = create_string_buffer

def _missing(name):
    def missing(*args, **kwds):
        raise NotImplementedError(f'ctypes.{name} is not available in Weft: there are no pointers and no C libraries')
    missing.__name__ = name
    return missing

for _name in ('CDLL', 'PyDLL', 'CFUNCTYPE', 'PYFUNCTYPE', 'POINTER', 'pointer', 'byref', 'addressof', 'cast',
              'c_char_p', 'c_wchar_p', 'c_void_p', 'py_object', 'string_at', 'memmove', 'memset'):
    globals()[_name] = _missing(_name)
