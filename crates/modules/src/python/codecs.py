# As much of `codecs` as modules and programs ask for; the encodings themselves are those of `str`.

import _weft

BOM_UTF8 = b'\xef\xbb\xbf'
BOM = BOM_LE = BOM_UTF16 = BOM_UTF16_LE = b'\xff\xfe'
BOM_BE = BOM_UTF16_BE = b'\xfe\xff'
BOM_UTF32 = BOM_UTF32_LE = b'\xff\xfe\x00\x00'
BOM_UTF32_BE = b'\x00\x00\xfe\xff'

class CodecInfo(tuple):
    def __new__(cls, encode, decode, streamreader=None, streamwriter=None, incrementalencoder=None,
                incrementaldecoder=None, name=None):
        self = tuple.__new__(cls, (encode, decode, streamreader, streamwriter))
        self.name = name
        self.encode = encode
        self.decode = decode
        self.streamreader = streamreader
        self.streamwriter = streamwriter
        self.incrementalencoder = incrementalencoder
        self.incrementaldecoder = incrementaldecoder
        return self

_NAMES = {'utf8': 'utf-8', 'utf_8': 'utf-8', 'u8': 'utf-8', 'cp65001': 'utf-8', 'latin_1': 'iso8859-1',
          'latin1': 'iso8859-1', 'iso_8859_1': 'iso8859-1', 'iso8859_1': 'iso8859-1', 'l1': 'iso8859-1',
          'us_ascii': 'ascii', '646': 'ascii', 'utf16': 'utf-16', 'utf_16': 'utf-16', 'utf32': 'utf-32',
          'utf_32': 'utf-32', 'utf_16_le': 'utf-16-le', 'utf_16_be': 'utf-16-be', 'utf_32_le': 'utf-32-le',
          'utf_32_be': 'utf-32-be', 'windows_1252': 'cp1252', '1252': 'cp1252', '437': 'cp437', 'ibm437': 'cp437', '1251': 'cp1251',
          'windows_1251': 'cp1251', 'utf_8_sig': 'utf-8-sig'}

_search_functions = []

def register(search_function, /):
    if not callable(search_function):
        raise TypeError('argument must be callable')
    _search_functions.append(search_function)
    # From now on `str.encode` and `bytes.decode` ask here for encodings that they do not know.
    _weft.register('codecs.encode', _encode_own)
    _weft.register('codecs.decode', _decode_own)

def unregister(search_function, /):
    if search_function in _search_functions:
        _search_functions.remove(search_function)

def _own(encoding):
    key = encoding.lower().replace('-', '_').replace(' ', '_')
    for search in _search_functions:
        found = search(key)
        if found is not None:
            if not isinstance(found, tuple) or len(found) != 4:
                raise TypeError('codec search functions must return 4-tuples')
            return found
    raise LookupError(f'unknown encoding: {encoding}')

def _converted(function, data, encoding, errors, kind, word):
    result = function(data) if errors is None else function(data, errors)
    if not isinstance(result, tuple) or len(result) != 2:
        raise TypeError(f'{word}r must return a tuple (object,integer)')
    if not isinstance(result[0], kind):
        raise TypeError(f"'{encoding}' {word}r returned '{type(result[0]).__name__}' instead of '{kind.__name__}'; "
                        f'use codecs.{word}() to {word} to arbitrary types')
    return result[0]

def _encode_own(text, encoding, errors):
    return _converted(_own(encoding)[0], text, encoding, errors, bytes, 'encode')

def _decode_own(data, encoding, errors):
    return _converted(_own(encoding)[1], data, encoding, errors, str, 'decode')

def lookup(encoding, /):
    key = encoding.lower().replace('-', '_').replace(' ', '_')
    name = _NAMES.get(key, key.replace('_', '-'))
    try:
        ''.encode(name)
    except LookupError:
        return _own(encoding)
    def encode(text, errors='strict'):
        return text.encode(name, errors), len(text)
    def decode(data, errors='strict'):
        return bytes(data).decode(name, errors), len(data)
    return CodecInfo(encode, decode, StreamReader, StreamWriter, getincrementalencoder, getincrementaldecoder, name)

def encode(obj, encoding='utf-8', errors='strict'):
    if encoding in ('hex', 'hex_codec'):
        import binascii
        return binascii.hexlify(obj)
    if encoding in ('base64', 'base64_codec'):
        import base64
        return base64.encodebytes(obj)
    if encoding in ('rot13', 'rot_13'):
        return _rot13(obj)
    return obj.encode(encoding, errors)

def decode(obj, encoding='utf-8', errors='strict'):
    if encoding in ('hex', 'hex_codec'):
        import binascii
        return binascii.unhexlify(obj)
    if encoding in ('base64', 'base64_codec'):
        import base64
        return base64.decodebytes(obj)
    if encoding in ('rot13', 'rot_13'):
        return _rot13(obj)
    return bytes(obj).decode(encoding, errors)

def _rot13(text):
    def turn(c):
        base = 97 if 'a' <= c <= 'z' else 65 if 'A' <= c <= 'Z' else None
        return c if base is None else chr((ord(c) - base + 13) % 26 + base)
    return ''.join([turn(c) for c in text])

def getencoder(encoding):
    return lookup(encoding).encode

def getdecoder(encoding):
    return lookup(encoding).decode

class IncrementalEncoder:
    def __init__(self, errors='strict', encoding='utf-8'):
        self.errors = errors
        self._encoding = encoding

    def encode(self, input, final=False):
        return input.encode(self._encoding, self.errors)

    def reset(self):
        pass

    def getstate(self):
        return 0

    def setstate(self, state):
        pass

class IncrementalDecoder:
    # Bytes that a character is not yet complete with wait for the next call.
    def __init__(self, errors='strict', encoding='utf-8'):
        self.errors = errors
        self._encoding = encoding
        self._waiting = b''

    def decode(self, input, final=False):
        data = self._waiting + bytes(input)
        self._waiting = b''
        if final:
            return data.decode(self._encoding, self.errors)
        for kept in range(min(3, len(data)) + 1):
            end = len(data) - kept
            try:
                text = data[:end].decode(self._encoding)
            except UnicodeDecodeError:
                continue
            self._waiting = data[end:]
            return text
        return data.decode(self._encoding, self.errors)

    def reset(self):
        self._waiting = b''

    def getstate(self):
        return self._waiting, 0

    def setstate(self, state):
        self._waiting = state[0]

BufferedIncrementalDecoder = IncrementalDecoder

def getincrementalencoder(encoding):
    return lambda errors='strict': IncrementalEncoder(errors, encoding)

def getincrementaldecoder(encoding):
    return lambda errors='strict': IncrementalDecoder(errors, encoding)

def iterencode(iterator, encoding, errors='strict', **kwargs):
    for text in iterator:
        yield text.encode(encoding, errors)

def iterdecode(iterator, encoding, errors='strict', **kwargs):
    decoder = IncrementalDecoder(errors, encoding)
    for data in iterator:
        text = decoder.decode(data)
        if text:
            yield text
    text = decoder.decode(b'', True)
    if text:
        yield text

class Codec:
    def encode(self, input, errors='strict'):
        raise NotImplementedError

    def decode(self, input, errors='strict'):
        raise NotImplementedError

class StreamWriter(Codec):
    def __init__(self, stream, errors='strict', encoding='utf-8'):
        self.stream = stream
        self.errors = errors
        self._encoding = encoding

    def write(self, object):
        self.stream.write(object.encode(self._encoding, self.errors))

    def __getattr__(self, name):
        return getattr(self.stream, name)

class StreamReader(Codec):
    def __init__(self, stream, errors='strict', encoding='utf-8'):
        self.stream = stream
        self.errors = errors
        self._encoding = encoding

    def read(self, size=-1, chars=-1, firstline=False):
        return self.stream.read(size).decode(self._encoding, self.errors)

    def __getattr__(self, name):
        return getattr(self.stream, name)

def getreader(encoding):
    return lambda stream, errors='strict': StreamReader(stream, errors, encoding)

def getwriter(encoding):
    return lambda stream, errors='strict': StreamWriter(stream, errors, encoding)

def open(filename, mode='r', encoding=None, errors='strict', buffering=-1):
    import builtins
    return builtins.open(filename, mode, encoding=encoding, errors=errors)

def _unsupported_handler(name):
    def handler(error):
        raise error
    handler.__name__ = f'{name}_errors'
    return handler

strict_errors = _unsupported_handler('strict')

def ignore_errors(error):
    return '', error.end

def replace_errors(error):
    return ('?' * (error.end - error.start) if isinstance(error, UnicodeEncodeError) else '\ufffd'), error.end

_handlers = {'strict': strict_errors, 'ignore': ignore_errors, 'replace': replace_errors}

def register_error(errors, handler, /):
    if not callable(handler):
        raise TypeError('handler must be callable')
    _handlers[errors] = handler

def lookup_error(errors, /):
    try:
        return _handlers[errors]
    except KeyError:
        raise LookupError(f"unknown error handler name '{errors}'") from None

_ESCAPED = {'a': 7, 'b': 8, 'f': 12, 'n': 10, 'r': 13, 't': 9, 'v': 11, '\\': 92, "'": 39, '"': 34}

def escape_decode(data, errors='strict', /):
    # Bytes as they are written in a literal.
    if isinstance(data, str):
        data = data.encode()
    data = bytes(data)
    out = bytearray()
    at, end = 0, len(data)
    while at < end:
        slash = data.find(b'\\', at)
        if slash < 0:
            out += data[at:]
            break
        out += data[at:slash]
        at = slash + 2
        if at > end:
            raise ValueError('Trailing \\ in string')
        kind = chr(data[at - 1])
        if kind in _ESCAPED:
            out.append(_ESCAPED[kind])
        elif kind in '01234567':
            digits = 1
            while digits < 3 and data[at - 1 + digits:at + digits] in (b'0', b'1', b'2', b'3', b'4', b'5', b'6', b'7'):
                digits += 1
            out.append(int(data[at - 1:at - 1 + digits], 8) & 255)
            at += digits - 1
        elif kind == 'x':
            try:
                if len(data[at:at + 2].strip()) != 2:
                    raise ValueError
                out.append(int(data[at:at + 2], 16))
                at += 2
            except ValueError:
                if errors == 'replace':
                    out += b'?'
                elif errors != 'ignore':
                    raise ValueError(f'invalid \\x escape at position {slash}') from None
        elif kind != '\n':
            out += data[slash:at]
    return bytes(out), end

def escape_encode(data, errors='strict', /):
    parts = [repr(part + b'"')[2:-2] for part in data.split(b"'")]
    return "\\'".join(parts).encode('ascii'), len(data)
