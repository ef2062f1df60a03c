import _weft

class error(Exception):
    __module__ = 'struct'

# Whoever imports this module anew gets errors that the natives raise as well.
error = _weft.registered('struct.error') or error
_weft.register('struct.error', error)

_PLAIN = (int, float, bytes, bytearray)

def _plain(code, value):
    # What Python code has to make of a value, before it is packed.
    if code == '?':
        return True if value else False
    if isinstance(value, _PLAIN):
        return value
    if hasattr(type(value), '__index__'):
        return value.__index__()
    if hasattr(type(value), '__float__'):
        return float(value)
    return value

def pack(format, /, *values):
    for value in values:
        if not isinstance(value, _PLAIN):
            codes = _codes(format)
            if len(codes) == len(values):
                values = tuple([_plain(code, value) for code, value in zip(codes, values)])
            break
    return _pack(format, values)

def unpack(format, buffer, /):
    return _unpack(format, buffer, None)

def unpack_from(format, /, buffer, offset=0):
    return _unpack(format, buffer, offset)

def pack_into(format, /, *arguments):
    if len(arguments) < 2:
        raise error(f'pack_into expected {"offset" if arguments else "buffer"} argument')
    buffer, offset, *values = arguments
    data = pack(format, *values)
    if not isinstance(buffer, bytearray):
        view = memoryview(buffer)
        if view.readonly:
            raise TypeError(f'argument must be read-write bytes-like object, not {type(buffer).__name__}')
        buffer = view.cast('B')
    if offset < 0:
        if offset + len(data) > 0:
            raise error(f'no space to pack {len(data)} bytes at offset {offset}')
        if offset + len(buffer) < 0:
            raise error(f'offset {offset} out of range for {len(buffer)}-byte buffer')
        offset += len(buffer)
    if offset + len(data) > len(buffer):
        raise error(f'pack_into requires a buffer of at least {offset + len(data)} bytes for packing {len(data)} bytes'
                    f' at offset {offset} (actual buffer size is {len(buffer)})')
    buffer[offset:offset + len(data)] = data

def iter_unpack(format, buffer, /):
    size = calcsize(format)
    if size == 0:
        raise error('cannot iteratively unpack with a struct of length 0')
    data = bytes(memoryview(buffer))
    if len(data) % size:
        raise error(f'iterative unpacking requires a buffer of a multiple of {size} bytes')
    each = unpack_iterator()
    each._format, each._data, each._size, each._at = format, data, size, 0
    return each

class unpack_iterator:
    __module__ = '_struct'
    __slots__ = ('_format', '_data', '_size', '_at')

    def __iter__(self):
        return self

    def __next__(self):
        at = self._at
        if at >= len(self._data):
            raise StopIteration
        self._at = at + self._size
        return _unpack(self._format, self._data, at)

    def __length_hint__(self):
        return (len(self._data) - self._at) // self._size

def _clearcache():
    pass

class Struct:
    __module__ = 'struct'

    def __init__(self, format):
        self.size = calcsize(format)
        self.format = format if isinstance(format, str) else format.decode('ascii')

    def pack(self, *values):
        return pack(self.format, *values)

    def pack_into(self, /, *arguments):
        pack_into(self.format, *arguments)

    def unpack(self, buffer, /):
        return _unpack(self.format, buffer, None)

    def unpack_from(self, /, buffer, offset=0):
        return _unpack(self.format, buffer, offset)

    def iter_unpack(self, buffer, /):
        return iter_unpack(self.format, buffer)

    def __repr__(self):
        return f'Struct({self.format!r})'
