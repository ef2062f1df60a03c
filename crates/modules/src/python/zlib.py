# Streams collect their data and do their work at the end.

import _weft

class error(Exception):
    __module__ = 'zlib'

_weft.register('zlib.error', error)

DEFLATED = 8
DEF_BUF_SIZE = 16384
DEF_MEM_LEVEL = 8
MAX_WBITS = 15
Z_NO_COMPRESSION = 0
Z_BEST_SPEED = 1
Z_BEST_COMPRESSION = 9
Z_DEFAULT_COMPRESSION = -1
Z_DEFAULT_STRATEGY = 0
Z_FILTERED = 1
Z_HUFFMAN_ONLY = 2
Z_NO_FLUSH = 0
Z_PARTIAL_FLUSH = 1
Z_SYNC_FLUSH = 2
Z_FULL_FLUSH = 3
Z_FINISH = 4
ZLIB_VERSION = ZLIB_RUNTIME_VERSION = '1.3.1'

def _gzipped(data, level):
    tail = crc32(data).to_bytes(4, 'little') + (len(data) & 0xffffffff).to_bytes(4, 'little')
    return b'\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03' + _deflate(data, level, True) + tail

def _gzip_header(data):
    # Where the compressed data begins; -1 if the header is not all there.
    if data[:2] != b'\x1f\x8b'[:len(data)]:
        raise error('Error -3 while decompressing data: incorrect header check')
    if len(data) < 10:
        return -1
    flags = data[3]
    at = 10
    if flags & 4:
        at += 2 + int.from_bytes(data[at:at + 2], 'little')
    for bit in (8, 16):
        if flags & bit:
            end = data.find(b'\0', at)
            if end < 0:
                return -1
            at = end + 1
    return at + 2 if flags & 2 else at

def compress(data, /, level=-1, wbits=15):
    data = bytes(data)
    return _gzipped(data, level) if wbits > 15 else _deflate(data, level, wbits < 0)

def _inflated(data, wbits):
    # The data and how much of the input it took, or None where the input ends too soon.
    gzip = wbits > 31 and data[:1] == b'\x1f' or 15 < wbits <= 31
    if not gzip:
        return _inflate(data, wbits < 0)
    start = _gzip_header(data)
    found = _inflate(data[start:], True) if start >= 0 else None
    if found is None or start + found[1] + 8 > len(data):
        return None
    end = start + found[1]
    if int.from_bytes(data[end:end + 4], 'little') != crc32(found[0]):
        raise error('Error -3 while decompressing data: incorrect data check')
    return found[0], end + 8

def decompress(data, /, wbits=15, bufsize=16384):
    found = _inflated(bytes(data), wbits)
    if found is None:
        raise error('Error -5 while decompressing data: incomplete or truncated stream')
    return found[0]

class _Compress:
    def __init__(self, level, wbits):
        self._level = level
        self._wbits = wbits
        self._data = bytearray()

    def compress(self, data, /):
        self._data += data
        return b''

    def flush(self, mode=Z_FINISH, /):
        if mode != Z_FINISH:
            return b''
        return compress(self._data, self._level, self._wbits)

    def copy(self):
        new = _Compress(self._level, self._wbits)
        new._data = self._data[:]
        return new

def compressobj(level=-1, method=DEFLATED, wbits=MAX_WBITS, memLevel=DEF_MEM_LEVEL, strategy=0, zdict=None):
    return _Compress(level, wbits)

class _Decompress:
    def __init__(self, wbits):
        self._wbits = wbits
        self._data = bytearray()
        self.unused_data = b''
        self.unconsumed_tail = b''
        self.eof = False
        self._left = b''

    def decompress(self, data, max_length=0, /):
        if self.eof:
            self.unused_data += bytes(data)
        else:
            self._data += data
            found = _inflated(bytes(self._data), self._wbits)
            if found is not None:
                self.eof = True
                self._left, used = found
                self.unused_data = bytes(self._data[used:])
        size = max_length or len(self._left)
        out, self._left = self._left[:size], self._left[size:]
        return out

    def flush(self, length=0, /):
        out, self._left = self._left, b''
        return out

def decompressobj(wbits=MAX_WBITS, zdict=b''):
    return _Decompress(wbits)

class _ZlibDecompressor:
    # What `gzip` reads by: it is at its end only once all of the data has been handed out.
    def __init__(self, wbits=MAX_WBITS, zdict=b''):
        self._wbits = wbits
        self._data = bytearray()
        self._found = False
        self._left = b''
        self._rest = b''
        self.eof = False
        self.needs_input = True
        self.unused_data = b''

    def decompress(self, data, max_length=-1):
        if self.eof:
            raise EOFError('End of stream already reached')
        if self._found:
            self._rest += bytes(data)
        else:
            self._data += data
            found = _inflated(bytes(self._data), self._wbits)
            if found is None:
                return b''
            self._found, self.needs_input = True, False
            self._left, used = found
            self._rest = bytes(self._data[used:])
        size = len(self._left) if max_length < 0 else max_length
        out, self._left = self._left[:size], self._left[size:]
        if not self._left:
            self.eof, self.unused_data = True, self._rest
        return out
