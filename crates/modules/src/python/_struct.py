import _weft

class error(Exception):
    __module__ = 'struct'

_weft.register('struct.error', error)

def _plain(value):
    # An integer for an object with `__index__`; numbers and bytes as they are.
    if isinstance(value, (int, float, bytes, bytearray)):
        return value
    if hasattr(type(value), '__index__'):
        return value.__index__()
    if hasattr(type(value), '__float__'):
        return float(value)
    return value

def pack(format, /, *values):
    return _pack(format, tuple([_plain(value) for value in values]))

def unpack(format, buffer, /):
    return _unpack(format, buffer, None)

def unpack_from(format, /, buffer, offset=0):
    return _unpack(format, buffer, offset)

def pack_into(format, buffer, offset, /, *values):
    data = pack(format, *values)
    if not isinstance(buffer, bytearray):
        buffer = memoryview(buffer).cast('B')
    if offset < 0:
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
    if len(buffer) % size:
        raise error(f'iterative unpacking requires a buffer of a multiple of {size} bytes')
    return _each(format, bytes(buffer), size)

def _each(format, buffer, size):
    for at in range(0, len(buffer), size):
        yield _unpack(format, buffer, at)

def _clearcache():
    pass

class Struct:
    __module__ = 'struct'

    def __init__(self, format):
        self.size = calcsize(format)
        self.format = format if isinstance(format, str) else format.decode('ascii')

    def pack(self, *values):
        return pack(self.format, *values)

    def pack_into(self, buffer, offset, *values):
        pack_into(self.format, buffer, offset, *values)

    def unpack(self, buffer, /):
        return _unpack(self.format, buffer, None)

    def unpack_from(self, /, buffer, offset=0):
        return _unpack(self.format, buffer, offset)

    def iter_unpack(self, buffer, /):
        return iter_unpack(self.format, buffer)

    def __repr__(self):
        return f'Struct({self.format!r})'
