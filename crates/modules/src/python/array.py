# Arrays of numbers. The items are kept as a list, and their bytes are made when asked for. Once somebody wants to look
# at the bytes, or change them, the items are a view of a byte array instead, until the length is to change.

import _struct
import _weft
from _collections_abc import MutableSequence

typecodes = 'bBuwhHiIlLqQfd'
_SIZES = {'b': 1, 'B': 1, 'u': 4, 'w': 4, 'h': 2, 'H': 2, 'i': 4, 'I': 4, 'l': 8, 'L': 8, 'q': 8, 'Q': 8, 'f': 4, 'd': 8}
_NAMES = {'b': 'signed char', 'B': 'unsigned byte integer', 'h': 'signed short integer', 'H': 'unsigned short',
          'i': 'signed integer', 'I': 'unsigned int', 'l': 'signed long', 'L': 'unsigned long'}

class array:
    __module__ = 'array'
    __slots__ = ('typecode', 'itemsize', '_items', '__weakref__')
    __hash__ = None

    def __new__(cls, typecode, initializer=(), /, **kwargs):
        if kwargs and cls is array:
            raise TypeError('array.array() takes no keyword arguments')
        if not isinstance(typecode, str) or len(typecode) != 1:
            raise TypeError(f'array() argument 1 must be a unicode character, not {type(typecode).__name__}')
        if typecode not in _SIZES:
            raise ValueError('bad typecode (must be b, B, u, w, h, H, i, I, l, L, q, Q, f or d)')
        self = object.__new__(cls)
        self.typecode = typecode
        self.itemsize = _SIZES[typecode]
        self._items = []
        if isinstance(initializer, str):
            if typecode not in 'uw':
                raise TypeError(f"cannot use a str to initialize an array with typecode '{typecode}'")
            self._growing().extend(initializer)
        elif isinstance(initializer, (bytes, bytearray)):
            self.frombytes(initializer)
        elif isinstance(initializer, array) and typecode not in 'uw' and initializer.typecode in 'uw':
            raise TypeError(f"cannot use a unicode array to initialize an array with typecode '{typecode}'")
        else:
            self.extend(initializer._list() if isinstance(initializer, array) else initializer)
        return self

    def _checked(self, value):
        code = self.typecode
        if code in 'uw':
            if not isinstance(value, str) or len(value) != 1:
                raise TypeError(f'array item must be a unicode character, not {type(value).__name__}')
            return value
        if code in 'fd':
            if not isinstance(value, (int, float)) and not hasattr(type(value), '__float__'):
                raise TypeError(f'must be real number, not {type(value).__name__}')
            if code == 'd':
                return float(value)
            return _struct.unpack('f', _struct.pack('f', float(value)))[0]
        if not isinstance(value, int):
            method = getattr(type(value), '__index__', None)
            if method is None:
                raise TypeError(f"'{type(value).__name__}' object cannot be interpreted as an integer")
            value = method(value)
        bits = self.itemsize * 8
        low, high = (-1 << bits - 1, (1 << bits - 1) - 1) if code in 'bhilq' else (0, (1 << bits) - 1)
        if not low <= value <= high:
            if code in 'bBhHi':
                side = 'less than minimum' if value < low else 'greater than maximum'
                raise OverflowError(f'{_NAMES[code]} is {side}')
            if value < 0 and low == 0:
                raise OverflowError("can't convert negative value to unsigned int")
            raise OverflowError('int too large to convert')
        return value

    def __buffer__(self, flags, /):
        items = self._items
        if type(items) is list:
            if self.typecode in 'uw':
                raise NotImplementedError(f'a view of an array of typecode {self.typecode!r}')
            whole = memoryview(bytearray(self.tobytes()))
            items = self._items = whole.cast(self.typecode)
            whole.release()
        return memoryview(items)

    def _list(self):
        # The items, to be read.
        items = self._items
        return items if type(items) is list else items.tolist()

    def _growing(self):
        # The items as a list, for the length is about to change.
        items = self._items
        if type(items) is not list:
            data, own = items.obj, items.tolist()
            items.release()
            if _weft.has_views(data):
                whole = memoryview(data)
                self._items = whole.cast(self.typecode)
                whole.release()
                raise BufferError('cannot resize an array that is exporting buffers')
            items = self._items = own
        return items

    def append(self, v, /):
        items = self._items
        if type(items) is not list:
            items = self._growing()
        items.append(self._checked(v))

    def extend(self, bb, /):
        if isinstance(bb, array):
            if bb.typecode == self.typecode:
                self._growing().extend(bb._list())
                return
            raise TypeError('can only extend with array of same kind')
        check = self._checked
        self._growing().extend([check(value) for value in bb])

    fromlist = extend

    def insert(self, i, v, /):
        self._growing().insert(i, self._checked(v))

    def pop(self, i=-1, /):
        if not len(self._items):
            raise IndexError('pop from empty array')
        if not -len(self._items) <= i < len(self._items):
            raise IndexError('pop index out of range')
        return self._growing().pop(i)

    def remove(self, v, /):
        if v not in self._list():
            raise ValueError('array.remove(x): x not in array')
        self._growing().remove(v)

    def index(self, v, start=0, stop=9223372036854775807, /):
        try:
            return self._list().index(v, start, stop)
        except ValueError:
            raise ValueError('array.index(x): x not in array') from None

    def count(self, v, /):
        return self._list().count(v)

    def reverse(self):
        items = self._items
        items[:] = items[::-1]

    def clear(self):
        self._growing().clear()

    def tolist(self):
        return self._list()[:]

    def tounicode(self):
        if self.typecode not in 'uw':
            raise ValueError("tounicode() may only be called on unicode type arrays ('u' or 'w')")
        return ''.join(self._items)

    def fromunicode(self, text, /):
        if self.typecode not in 'uw':
            raise ValueError("fromunicode() may only be called on unicode type arrays ('u' or 'w')")
        self._growing().extend(text)

    def tobytes(self):
        if self.typecode in 'uw':
            return ''.join(self._items).encode('utf-32-le')
        items = self._items
        return _struct._pack(f'{len(items)}{self.typecode}', tuple(items)) if type(items) is list else items.tobytes()

    __bytes__ = tobytes

    def frombytes(self, buffer, /):
        if isinstance(buffer, str):
            raise TypeError("a bytes-like object is required, not 'str'")
        buffer = memoryview(buffer).tobytes()
        if len(buffer) % self.itemsize:
            raise ValueError('bytes length not a multiple of item size')
        if self.typecode in 'uw':
            self._growing().extend(buffer.decode('utf-32-le'))
        else:
            self._growing().extend(_struct.unpack(f'{len(buffer) // self.itemsize}{self.typecode}', buffer))

    def tofile(self, f, /):
        f.write(self.tobytes())

    def fromfile(self, f, n, /):
        data = f.read(n * self.itemsize)
        self.frombytes(data[:len(data) - len(data) % self.itemsize])
        if len(data) < n * self.itemsize:
            raise EOFError('read() didn\'t return enough bytes')

    def byteswap(self):
        data = self.tobytes()
        size = self.itemsize
        turned = array(self.typecode)
        turned.frombytes(b''.join([data[at:at + size][::-1] for at in range(0, len(data), size)]))
        items = self._items
        items[:] = turned._items if type(items) is list else memoryview(turned)

    def buffer_info(self):
        return id(self._items), len(self._items)

    def _made(self, items):
        new = object.__new__(array)
        new.typecode = self.typecode
        new.itemsize = self.itemsize
        new._items = items
        return new

    def __copy__(self):
        return self._made(self._list()[:])

    def __deepcopy__(self, memo):
        return self._made(self._list()[:])

    def __len__(self):
        return len(self._items)

    def __iter__(self):
        return iter(self._items)

    def __contains__(self, v):
        return v in self._items

    def __getitem__(self, key):
        if isinstance(key, slice):
            return self._made(self._list()[key])
        try:
            return self._items[key]
        except IndexError:
            raise IndexError('array index out of range') from None
        except TypeError:
            raise TypeError('array indices must be integers') from None

    def __setitem__(self, key, value):
        if isinstance(key, slice):
            if not isinstance(value, array):
                raise TypeError(f'can only assign array (not "{type(value).__name__}") to array slice')
            if value.typecode != self.typecode:
                raise TypeError('bad argument type for built-in operation')
            items = self._items
            if type(items) is not list:
                if len(range(*key.indices(len(items)))) == len(value):
                    items[key] = memoryview(value)
                    return
                items = self._growing()
            items[key] = value._list()
            return
        value = self._checked(value)
        try:
            self._items[key] = value
        except IndexError:
            raise IndexError('array assignment index out of range') from None

    def __delitem__(self, key):
        try:
            del self._growing()[key]
        except IndexError:
            raise IndexError('array assignment index out of range') from None

    def _other(self, other):
        if not isinstance(other, array):
            raise TypeError(f'can only append array (not "{type(other).__name__}") to array')
        if other.typecode != self.typecode:
            raise TypeError('bad argument type for built-in operation')
        return other._list()

    def __add__(self, other):
        return self._made(self._list() + self._other(other))

    def __iadd__(self, other):
        if not isinstance(other, array):
            raise TypeError(f'can only extend with array (not "{type(other).__name__}")')
        self._growing().extend(self._other(other))
        return self

    def __mul__(self, times):
        return self._made(self._list() * times)

    __rmul__ = __mul__

    def __imul__(self, times):
        self._growing()
        self._items *= times
        return self

    def __eq__(self, other):
        return self._list() == other._list() if isinstance(other, array) else NotImplemented

    def __lt__(self, other):
        return self._list() < other._list() if isinstance(other, array) else NotImplemented

    def __le__(self, other):
        return self._list() <= other._list() if isinstance(other, array) else NotImplemented

    def __gt__(self, other):
        return self._list() > other._list() if isinstance(other, array) else NotImplemented

    def __ge__(self, other):
        return self._list() >= other._list() if isinstance(other, array) else NotImplemented

    def __reduce_ex__(self, protocol):
        attributes = getattr(self, '__dict__', None) or None
        if protocol < 3:
            return type(self), (self.typecode, self._list()[:]), attributes
        return _array_reconstructor, (type(self), self.typecode, _MACHINE[self.typecode], self.tobytes()), attributes

    @classmethod
    def __class_getitem__(cls, item, /):
        return _weft.generic_alias(cls, item)

    def __repr__(self):
        if not len(self._items):
            return f"{type(self).__name__}('{self.typecode}')"
        shown = repr(''.join(self._items)) if self.typecode in 'uw' else repr(self._list())
        return f"{type(self).__name__}('{self.typecode}', {shown})"

ArrayType = array
MutableSequence.register(array)

# Machine formats of pickled arrays: size, signed, big-endian, and how the items are read by `struct`.
_FORMATS = ('B', 'b', '<H', '>H', '<h', '>h', '<I', '>I', '<i', '>i', '<Q', '>Q', '<q', '>q', '<f', '>f', '<d', '>d')
_MACHINE = {'b': 1, 'B': 0, 'u': 20, 'w': 20, 'h': 4, 'H': 2, 'i': 8, 'I': 6, 'l': 12, 'L': 10, 'q': 12, 'Q': 10,
            'f': 14, 'd': 16}
_ENCODINGS = {18: 'utf-16-le', 19: 'utf-16-be', 20: 'utf-32-le', 21: 'utf-32-be'}

def _array_reconstructor(arraytype, typecode, mformat_code, items, /):
    if not isinstance(arraytype, type):
        raise TypeError('first argument must be a type object, not ' + type(arraytype).__name__)
    if not issubclass(arraytype, array):
        raise TypeError(f'{arraytype.__name__} is not a subtype of array.array')
    if not isinstance(typecode, str) or len(typecode) != 1:
        raise TypeError('second argument must be a unicode character')
    if typecode not in _SIZES:
        raise ValueError('second argument must be a valid type code')
    if not 0 <= mformat_code <= 21:
        raise ValueError('third argument must be a valid machine format code.')
    if not isinstance(items, bytes):
        raise TypeError(f'fourth argument should be bytes, not {type(items).__name__}')
    if mformat_code in _ENCODINGS:
        return arraytype(typecode, items.decode(_ENCODINGS[mformat_code]))
    format = _FORMATS[mformat_code]
    size = _struct.calcsize(format)
    if len(items) % size:
        raise ValueError('bytes length not a multiple of item size')
    order = format[:-1] or '<'
    return arraytype(typecode, _struct.unpack(f'{order}{len(items) // size}{format[-1]}', items))
