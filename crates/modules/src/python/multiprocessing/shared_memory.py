# Memory that processes share by a name. The kernel keeps the bytes; `buf` behaves as a memoryview of them.

__all__ = ['SharedMemory', 'ShareableList']

import _weft
import secrets
import struct
import _processes

class _View:
    # Some of the bytes, in steps.
    format = 'B'
    itemsize = 1
    ndim = 1
    readonly = False
    contiguous = True

    def __init__(self, memory, places):
        self._memory = memory
        self._places = places

    def _check(self):
        if self._places is None:
            raise ValueError('operation forbidden on released memoryview object')
        return self._places

    @property
    def nbytes(self):
        return len(self._check())

    @property
    def shape(self):
        return (len(self._check()),)

    def __len__(self):
        return len(self._check())

    def _place(self, index):
        places = self._check()
        if not hasattr(index, '__index__'):
            raise TypeError('memoryview: invalid slice key')
        try:
            return places[index]
        except IndexError:
            raise IndexError('index out of bounds on dimension 1') from None

    def tobytes(self, order='C'):
        places = self._check()
        if not len(places):
            return b''
        low, high = min(places[0], places[-1]), max(places[0], places[-1])
        data = _processes.memory_read(self._memory, low, high - low + 1)
        return data if places.step == 1 else bytes(data[p - low] for p in places)

    __bytes__ = tobytes

    def __getitem__(self, index):
        if isinstance(index, slice):
            return _View(self._memory, self._check()[index])
        return _processes.memory_read(self._memory, self._place(index), 1)[0]

    def __setitem__(self, index, value):
        if not isinstance(index, slice):
            place = self._place(index)
            if not hasattr(value, '__index__'):
                raise TypeError("memoryview: invalid type for format 'B'")
            if not 0 <= value.__index__() < 256:
                raise ValueError("memoryview: invalid value for format 'B'")
            _processes.memory_write(self._memory, place, bytes([value]))
            return
        places = self._check()[index]
        if not isinstance(value, (bytes, bytearray, memoryview, _View)):
            raise TypeError(f"a bytes-like object is required, not '{type(value).__name__}'")
        data = bytes(value)
        if len(data) != len(places):
            raise ValueError('memoryview assignment: lvalue and rvalue have different structures')
        if places.step == 1:
            if data:
                _processes.memory_write(self._memory, places.start, data)
        else:
            for place, byte in zip(places, data):
                _processes.memory_write(self._memory, place, bytes([byte]))

    def __iter__(self):
        return iter(self.tobytes())

    def __eq__(self, other):
        if isinstance(other, (bytes, bytearray, memoryview, _View)):
            return self.tobytes() == bytes(other)
        return NotImplemented

    def tolist(self):
        return list(self.tobytes())

    def hex(self, *args):
        return self.tobytes().hex(*args)

    def release(self):
        self._places = None

    def __enter__(self):
        self._check()
        return self

    def __exit__(self, *exc):
        self.release()

    def __repr__(self):
        state = 'released memory' if self._places is None else 'memory'
        return f'<{state} at {id(self):#x}>'

class SharedMemory:
    def __init__(self, name=None, create=False, size=0, *, track=True):
        if not size >= 0:
            raise ValueError("'size' must be a positive integer")
        if create and size == 0:
            raise ValueError("'size' must be a positive number different from zero")
        if create:
            # In items of 16 bytes.
            _weft.room_for(size // 16)
        if name is None and not create:
            raise ValueError("'name' can only be None if create=True")
        self._buf = None
        while True:
            self._name = name if name is not None else f'psm_{secrets.token_hex(4)}'
            found = _processes.memory_open(self._name, size if create else None)
            if found is not Ellipsis:
                break
            if not create:
                raise FileNotFoundError(2, 'No such file or directory', f'/{self._name}')
            if name is not None:
                raise FileExistsError(17, 'File exists', f'/{name}')
        self._memory, self._size = found
        self._buf = _View(self._memory, range(self._size))

    @property
    def buf(self):
        return self._buf

    @property
    def name(self):
        return self._name

    @property
    def size(self):
        return self._size

    def close(self):
        if self._buf is not None:
            self._buf.release()
            self._buf = None

    def unlink(self):
        if _processes.memory_unlink(self._name) is Ellipsis:
            raise FileNotFoundError(2, 'No such file or directory', f'/{self._name}')

    def __reduce__(self):
        return type(self), (self.name, False, self.size)

    def __repr__(self):
        return f'{type(self).__name__}({self.name!r}, size={self.size})'

# Text and bytes of a list have room for a multiple of so many bytes.
_ROUND = 8

def _room(data):
    return _ROUND * (len(data) // _ROUND + 1)

def _kind_of(item):
    if item is None:
        return 'n'
    for kind, types in (('?', bool), ('q', int), ('d', float), ('s', str), ('b', bytes)):
        if isinstance(item, types):
            return kind
    raise TypeError(f'type {type(item)} not supported for storage in ShareableList')

def _format_of(item):
    # As `struct` would say it.
    kind = _kind_of(item)
    if kind in 'sb':
        return f'{_room(item.encode() if kind == "s" else item)}s'
    return {'n': 'xxxxxx?x', '?': 'xxxxxxx?'}.get(kind, kind)

class ShareableList:
    # Its memory: the number of items; for each the end of its room and its kind; the rooms.
    def __init__(self, sequence=None, *, name=None):
        if name is not None and sequence is None:
            self.shm = SharedMemory(name)
            self._read_head()
            return
        items = list(sequence or ())
        ends = []
        end = 0
        for item in items:
            end += struct.calcsize('<' + _format_of(item))
            ends.append(end)
        self.shm = SharedMemory(name, create=True, size=8 + 16 * len(items) + max(end, 1))
        head = struct.pack('<q', len(items))
        for item, end in zip(items, ends):
            head += struct.pack('<qq', end, ord(_kind_of(item)))
        self.shm.buf[:len(head)] = head
        self._read_head()
        for i, item in enumerate(items):
            self._put(i, item)

    def _read_head(self):
        self._length = struct.unpack('<q', bytes(self.shm.buf[:8]))[0]
        head = bytes(self.shm.buf[8:8 + 16 * self._length])
        self._ends = [struct.unpack('<q', head[at:at + 8])[0] for at in range(0, len(head), 16)]

    def _position(self, position, message):
        if not hasattr(position, '__index__'):
            raise TypeError('list indices must be integers')
        position = position.__index__()
        at = position + self._length if position < 0 else position
        if not 0 <= at < self._length:
            raise IndexError(message)
        return at

    def _area(self, position):
        start = 8 + 16 * self._length
        return start + (self._ends[position - 1] if position else 0), start + self._ends[position]

    def _put(self, position, item):
        low, high = self._area(position)
        kind = _kind_of(item)
        if kind in 'sb':
            data = item.encode() if kind == 's' else item
        elif kind in 'qd':
            data = struct.pack('<' + kind, item)
        else:
            data = bytes(7) + (b'\1' if item else b'\0')
        if len(data) > high - low:
            raise ValueError('bytes/str item exceeds available storage')
        self.shm.buf[low:high] = data.ljust(high - low, b'\0')
        self.shm.buf[16 + 16 * position] = ord(kind)

    def __getitem__(self, position):
        at = self._position(position, 'index out of range')
        low, high = self._area(at)
        data = bytes(self.shm.buf[low:high])
        kind = chr(self.shm.buf[16 + 16 * at])
        if kind == 'n':
            return None
        if kind == '?':
            return bool(data[7])
        if kind in 'qd':
            return struct.unpack('<' + kind, data[:8])[0]
        data = data.rstrip(b'\0')
        return data.decode() if kind == 's' else data

    def __setitem__(self, position, value):
        self._put(self._position(position, 'assignment index out of range'), value)

    def __len__(self):
        return self._length

    def __iter__(self):
        for i in range(self._length):
            yield self[i]

    def __reduce__(self):
        return _rebuild_list, (type(self), self.shm.name)

    def __repr__(self):
        return f'{type(self).__name__}({list(self)}, name={self.shm.name!r})'

    @property
    def format(self):
        return ''.join(_format_of(item) for item in self)

    def count(self, value):
        return sum(value == item for item in self)

    def index(self, value):
        for position, item in enumerate(self):
            if value == item:
                return position
        raise ValueError('ShareableList.index(x): x not in list')

def _rebuild_list(cls, name):
    return cls(name=name)
