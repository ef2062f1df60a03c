# The format of CPython's `marshal`, version 4 without its references, for plain values. Code is Weft's own and has none.

import struct

version = 4

def dump(value, file, version=version, /):
    file.write(dumps(value))

def load(file, /):
    return loads(file.read())

def dumps(value, version=version, /):
    out = bytearray()
    _put(out, value, 0)
    return bytes(out)

def loads(data, /):
    return _Reader(bytes(data)).value(0)

_MAX_DEPTH = 200
_STRINGS = {bytes: b's', tuple: b'(', list: b'[', set: b'<', frozenset: b'>'}

def _put(out, value, depth):
    if depth > _MAX_DEPTH:
        raise ValueError('object too deeply nested to marshal')
    kind = type(value)
    if value is None:
        out += b'N'
    elif value is Ellipsis:
        out += b'.'
    elif value is StopIteration:
        out += b'S'
    elif kind is bool:
        out += b'T' if value else b'F'
    elif kind is int:
        if -1 << 31 <= value < 1 << 31:
            out += b'i' + struct.pack('<i', value)
        else:
            # Fifteen bits a digit; the sign is that of their number.
            rest, digits = abs(value), []
            while rest:
                digits.append(rest & 0x7fff)
                rest >>= 15
            out += b'l' + struct.pack(f'<i{len(digits)}H', -len(digits) if value < 0 else len(digits), *digits)
    elif kind is float:
        out += b'g' + struct.pack('<d', value)
    elif kind is complex:
        out += b'y' + struct.pack('<dd', value.real, value.imag)
    elif kind is str:
        data = value.encode('utf-8', 'surrogatepass')
        out += b'u' + struct.pack('<i', len(data)) + data
    elif kind is bytes or kind is bytearray:
        out += b's' + struct.pack('<i', len(value)) + value
    elif kind in _STRINGS:
        out += _STRINGS[kind] + struct.pack('<i', len(value))
        for item in value:
            _put(out, item, depth + 1)
    elif kind is dict:
        out += b'{'
        for key, item in value.items():
            _put(out, key, depth + 1)
            _put(out, item, depth + 1)
        out += b'0'
    else:
        raise ValueError('unmarshallable object')

class _Reader:
    def __init__(self, data):
        self.data = data
        self.at = 0
        self.known = []

    def take(self, n):
        if n < 0:
            raise ValueError('bad marshal data (size out of range)')
        part = self.data[self.at:self.at + n]
        if len(part) < n:
            raise EOFError('marshal data too short')
        self.at += n
        return part

    def number(self):
        return struct.unpack('<i', self.take(4))[0]

    def value(self, depth):
        if depth > _MAX_DEPTH:
            raise ValueError('bad marshal data (object too deeply nested)')
        kind = self.take(1)[0]
        # With this bit CPython says that it will refer to the object by its number.
        numbered, kind = kind & 0x80, chr(kind & 0x7f)
        if numbered:
            number = len(self.known)
            self.known.append(None)
        found = self.plain(kind, depth)
        if numbered:
            self.known[number] = found
        return found

    def items(self, count, depth):
        if not 0 <= count <= len(self.data):
            raise ValueError('bad marshal data (size out of range)')
        return [self.value(depth + 1) for _ in range(count)]

    def plain(self, kind, depth):
        match kind:
            case 'N':
                return None
            case '.':
                return Ellipsis
            case 'S':
                return StopIteration
            case 'T':
                return True
            case 'F':
                return False
            case 'i':
                return self.number()
            case 'l':
                n = self.number()
                digits = struct.unpack(f'<{abs(n)}H', self.take(2 * abs(n)))
                total = sum(digit << 15 * i for i, digit in enumerate(digits))
                return -total if n < 0 else total
            case 'g':
                return struct.unpack('<d', self.take(8))[0]
            case 'y':
                return complex(*struct.unpack('<dd', self.take(16)))
            case 'u' | 't':
                return self.take(self.number()).decode('utf-8', 'surrogatepass')
            case 'a' | 'A':
                return self.take(self.number()).decode('latin-1')
            case 'z' | 'Z':
                return self.take(self.take(1)[0]).decode('latin-1')
            case 's':
                return self.take(self.number())
            case 'r':
                n = self.number()
                if not 0 <= n < len(self.known):
                    raise ValueError('bad marshal data (invalid reference)')
                return self.known[n]
            case '(':
                return tuple(self.items(self.number(), depth))
            case ')':
                return tuple(self.items(self.take(1)[0], depth))
            case '[':
                return self.items(self.number(), depth)
            case '<':
                return set(self.items(self.number(), depth))
            case '>':
                return frozenset(self.items(self.number(), depth))
            case '{':
                found = {}
                while self.data[self.at:self.at + 1] != b'0':
                    key = self.value(depth + 1)
                    found[key] = self.value(depth + 1)
                self.at += 1
                return found
            case 'c':
                raise NotImplementedError('marshalled code cannot be loaded in Weft')
        raise ValueError('bad marshal data (unknown type code)')
