# Streams: files of the host's file system, and text and bytes in memory.

import _files
import os

__all__ = ['BlockingIOError', 'open', 'open_code', 'IOBase', 'RawIOBase', 'FileIO', 'BytesIO', 'StringIO',
           'BufferedIOBase', 'BufferedReader', 'BufferedWriter', 'BufferedRWPair', 'BufferedRandom', 'TextIOBase',
           'TextIOWrapper', 'UnsupportedOperation', 'SEEK_SET', 'SEEK_CUR', 'SEEK_END', 'DEFAULT_BUFFER_SIZE']

SEEK_SET, SEEK_CUR, SEEK_END = 0, 1, 2
DEFAULT_BUFFER_SIZE = 8192
BlockingIOError = BlockingIOError

class UnsupportedOperation(OSError, ValueError):
    pass

def _bytes_of(data):
    # What is to be written.
    if type(data) is bytes:
        return data
    if not isinstance(data, (bytes, bytearray, memoryview)) and not hasattr(type(data), '__buffer__'):
        raise TypeError(f'a bytes-like object is required, not {type(data).__name__!r}')
    return memoryview(data).tobytes()

class IOBase:
    closed = False

    def _check_open(self):
        if self.closed:
            raise ValueError('I/O operation on closed file.')

    def _unsupported(self, name):
        raise UnsupportedOperation(name)

    def close(self):
        if not self.closed:
            try:
                self.flush()
            finally:
                self.closed = True

    def flush(self):
        self._check_open()

    def readable(self):
        return False

    def writable(self):
        return False

    def seekable(self):
        return False

    def isatty(self):
        self._check_open()
        return False

    def fileno(self):
        self._unsupported('fileno')

    def seek(self, offset, whence=0):
        self._unsupported('seek')

    def tell(self):
        return self.seek(0, 1)

    def truncate(self, size=None):
        self._unsupported('truncate')

    def readline(self, size=-1):
        parts = bytearray()
        while size < 0 or len(parts) < size:
            c = self.read(1)
            if not c:
                break
            parts += c
            if c == b'\n':
                break
        return bytes(parts)

    def readlines(self, hint=-1):
        lines = []
        total = 0
        for line in self:
            lines.append(line)
            total += len(line)
            if hint is not None and 0 < hint <= total:
                break
        return lines

    def writelines(self, lines):
        self._check_open()
        for line in lines:
            self.write(line)

    def __iter__(self):
        self._check_open()
        return self

    def __next__(self):
        line = self.readline()
        if not line:
            raise StopIteration
        return line

    def __enter__(self):
        self._check_open()
        return self

    def __exit__(self, *exc):
        self.close()

class RawIOBase(IOBase):
    # A class derived from it has `readinto`, `write`, or both.
    def read(self, size=-1):
        if size is None or size < 0:
            return self.readall()
        buffer = bytearray(size)
        count = self.readinto(buffer)
        return None if count is None else bytes(buffer[:count])

    def readall(self):
        parts = []
        while part := self.read(DEFAULT_BUFFER_SIZE):
            parts.append(part)
        return b''.join(parts)

class BufferedIOBase(IOBase):
    def detach(self):
        self._unsupported('detach')

    def readinto(self, buffer):
        view = buffer if isinstance(buffer, bytearray) else memoryview(buffer).cast('B')
        data = self.read(len(view))
        view[:len(data)] = data
        return len(data)

    readinto1 = readinto

    def read1(self, size=-1):
        return self.read(size)

class TextIOBase(IOBase):
    encoding = None
    errors = None
    newlines = None

    def detach(self):
        self._unsupported('detach')

def _mode_flags(mode):
    # The letters of a mode, checked.
    letters = set(mode)
    if letters - set('axrwb+t') or len(mode) > len(letters):
        raise ValueError(f'invalid mode: {mode!r}')
    if 't' in letters and 'b' in letters:
        raise ValueError("can't have text and binary mode at once")
    kinds = len(letters & set('axrw'))
    if kinds > 1:
        raise ValueError('must have exactly one of create/read/write/append mode')
    if kinds == 0:
        raise ValueError('Must have exactly one of create/read/write/append mode and at most one plus')
    return letters

_HOW = {'r': 'r', 'w': 'wct', 'a': 'wac', 'x': 'wcx'}

# Files that may hold what is not yet written, by handle.
_writers = {}

def _flush_all():
    for file in list(_writers.values()):
        if not file.closed:
            file.flush()

class FileIO(RawIOBase):
    # An open file of the host, without a buffer.
    def __init__(self, file, mode='r', closefd=True, opener=None):
        letters = _mode_flags(mode)
        kind = (letters & set('axrw')).pop()
        self.name = file
        self._readable = kind == 'r' or '+' in letters
        self._writable = kind != 'r' or '+' in letters
        self._closefd = closefd
        if isinstance(file, int) and not isinstance(file, bool):
            self._handle = file
            os.fstat(file)
        elif opener is not None:
            flags = os.O_RDWR if '+' in letters else os.O_RDONLY if kind == 'r' else os.O_WRONLY
            flags |= {'r': 0, 'w': os.O_CREAT | os.O_TRUNC, 'a': os.O_CREAT | os.O_APPEND,
                      'x': os.O_CREAT | os.O_EXCL}[kind]
            self._handle = opener(file, flags)
            if not isinstance(self._handle, int):
                raise TypeError('expected integer from opener')
            if self._handle < 0:
                raise ValueError(f'opener returned {self._handle}')
        else:
            how = _HOW[kind] + ('rw' if '+' in letters else '')
            self._handle = os._check(_files.open(os._place(file), how), file)
        self.mode = {'r': 'rb', 'w': 'wb', 'a': 'ab', 'x': 'xb'}[kind] + ('+' if '+' in letters else '')

    def readable(self):
        self._check_open()
        return self._readable

    def writable(self):
        self._check_open()
        return self._writable

    def seekable(self):
        self._check_open()
        return self._handle not in os._pipes

    def fileno(self):
        self._check_open()
        return self._handle

    def read(self, size=-1):
        self._check_open()
        if not self._readable:
            self._unsupported('File not open for reading')
        if self._handle in os._pipes:
            return self._read_pipe(size)
        return os._check(_files.read(self._handle, None if size is None or size < 0 else size))

    def _read_pipe(self, size):
        if size is not None and size >= 0:
            return os.read(self._handle, size)
        parts = []
        while part := os.read(self._handle, 65536):
            parts.append(part)
        return b''.join(parts)

    def readall(self):
        return self.read()

    readinto = BufferedIOBase.readinto

    def write(self, data):
        self._check_open()
        if not self._writable:
            self._unsupported('File not open for writing')
        if self._handle in os._pipes:
            return os.write(self._handle, data)
        return os._check(_files.write(self._handle, _bytes_of(data)))

    def seek(self, offset, whence=0):
        self._check_open()
        if self._handle in os._pipes:
            raise OSError(29, 'Illegal seek')
        return os._check(_files.seek(self._handle, offset, whence))

    def truncate(self, size=None):
        self._check_open()
        if not self._writable:
            self._unsupported('File not open for writing')
        if size is None:
            size = self.tell()
        os._check(_files.truncate(self._handle, size))
        return size

    def flush(self):
        self._check_open()

    def close(self):
        if not self.closed:
            self.closed = True
            if self._closefd:
                os.close(self._handle)

    def __repr__(self):
        if self.closed:
            return '<_io.FileIO [closed]>'
        return f'<_io.FileIO name={self.name!r} mode={self.mode!r} closefd={self._closefd}>'

class _Buffered(BufferedIOBase):
    # Reads ahead and gathers writes; never both at once.
    def __init__(self, raw, buffer_size=DEFAULT_BUFFER_SIZE):
        self.raw = raw
        self._size = buffer_size
        self._ahead = b''
        self._at = 0
        self._gathered = []
        self._count = 0

    @property
    def name(self):
        return self.raw.name

    @property
    def mode(self):
        return self.raw.mode

    def readable(self):
        return self.raw.readable()

    def writable(self):
        return self.raw.writable()

    def seekable(self):
        return self.raw.seekable()

    def fileno(self):
        return self.raw.fileno()

    def _key(self):
        # Among those that the end of the program flushes.
        return getattr(self.raw, '_handle', None) or f'stream {id(self)}'

    def _before_read(self):
        self._check_open()
        if not self.raw.readable():
            self._unsupported('read')
        if self._gathered:
            self.flush()

    def read(self, size=-1):
        self._before_read()
        rest = self._ahead[self._at:]
        if size is None or size < 0:
            self._ahead = b''
            self._at = 0
            return rest + self.raw.read()
        while len(rest) < size and (more := self.raw.read(max(size - len(rest), self._size))):
            rest += more
        self._ahead = rest
        self._at = min(size, len(rest))
        return rest[:size]

    def peek(self, size=0):
        self._before_read()
        if self._at >= len(self._ahead):
            self._ahead = self.raw.read(self._size)
            self._at = 0
        return self._ahead[self._at:]

    def readline(self, size=-1):
        self._before_read()
        if size is None:
            size = -1
        start = self._at
        while True:
            at = self._ahead.find(b'\n', start)
            if at >= 0:
                end = at + 1
                break
            more = self.raw.read(self._size)
            if not more:
                end = len(self._ahead)
                break
            start = len(self._ahead) - self._at
            self._ahead = self._ahead[self._at:] + more
            self._at = 0
        if size >= 0:
            end = min(end, self._at + size)
        line = self._ahead[self._at:end]
        self._at = end
        return line

    def write(self, data):
        self._check_open()
        if not self.raw.writable():
            self._unsupported('write')
        data = _bytes_of(data)
        if self._at < len(self._ahead):
            self.raw.seek(self._at - len(self._ahead), 1)
        self._ahead = b''
        self._at = 0
        if not self._gathered:
            _writers[self._key()] = self
        self._gathered.append(data)
        self._count += len(data)
        if self._count >= self._size:
            self.flush()
        return len(data)

    def flush(self):
        self._check_open()
        if self._gathered:
            data = b''.join(self._gathered)
            self._gathered = []
            self._count = 0
            self.raw.write(data)

    def seek(self, offset, whence=0):
        self._check_open()
        self.flush()
        if whence == 1:
            offset -= len(self._ahead) - self._at
        self._ahead = b''
        self._at = 0
        return self.raw.seek(offset, whence)

    def tell(self):
        self._check_open()
        return self.raw.seek(0, 1) - (len(self._ahead) - self._at) + self._count

    def truncate(self, size=None):
        self._check_open()
        self.flush()
        if size is None:
            size = self.tell()
        return self.raw.truncate(size)

    def detach(self):
        self.flush()
        return self.raw

    def close(self):
        if not self.closed:
            try:
                self.flush()
            finally:
                self.closed = True
                _writers.pop(self._key(), None)
                self.raw.close()

    def __repr__(self):
        return f'<_io.{type(self).__name__} name={self.name!r}>'

class BufferedReader(_Buffered):
    pass

class BufferedWriter(_Buffered):
    pass

class BufferedRandom(_Buffered):
    pass

class BufferedRWPair(BufferedIOBase):
    def __init__(self, reader, writer, buffer_size=DEFAULT_BUFFER_SIZE):
        self.read = reader.read
        self.readline = reader.readline
        self.write = writer.write
        self._both = reader, writer

    def flush(self):
        self._both[1].flush()

    def readable(self):
        return True

    def writable(self):
        return True

class BytesIO(BufferedIOBase):
    def __init__(self, initial_bytes=b''):
        self._data = bytearray(b'' if initial_bytes is None else initial_bytes)
        self._at = 0

    def getvalue(self):
        self._check_open()
        return bytes(self._data)

    def getbuffer(self):
        self._check_open()
        return memoryview(self._data)

    def read(self, size=-1):
        self._check_open()
        start = self._at
        end = len(self._data)
        if size is not None and size >= 0:
            end = min(end, start + size)
        if start >= end:
            return b''
        self._at = end
        return bytes(self._data[start:end])

    def readline(self, size=-1):
        self._check_open()
        start = self._at
        end = self._data.find(b'\n', start) + 1 or len(self._data)
        if size is not None and size >= 0:
            end = min(end, start + size)
        if start >= end:
            return b''
        self._at = end
        return bytes(self._data[start:end])

    def write(self, data):
        self._check_open()
        if type(data) is not bytes:
            data = _bytes_of(data)
        n = len(data)
        at = self._at
        if at == len(self._data):
            self._data += data
        else:
            if at > len(self._data):
                self._data.extend(bytes(at - len(self._data)))
            self._data[at:at + n] = data
        self._at = at + n
        return n

    def seek(self, offset, whence=0):
        self._check_open()
        if whence == 0:
            if offset < 0:
                raise ValueError(f'negative seek value {offset}')
            at = offset
        elif whence == 1:
            at = self._at + offset
        elif whence == 2:
            at = len(self._data) + offset
        else:
            raise ValueError(f'invalid whence ({whence}, should be 0, 1 or 2)')
        self._at = max(at, 0)
        return self._at

    def tell(self):
        self._check_open()
        return self._at

    def truncate(self, size=None):
        self._check_open()
        if size is None:
            size = self._at
        del self._data[size:]
        return size

    def readable(self):
        return True

    writable = seekable = readable

    def __getstate__(self):
        return self.getvalue(), self._at

    def __setstate__(self, state):
        self._data = bytearray(state[0])
        self._at = state[1]

class StringIO(TextIOBase):
    def __init__(self, initial_value='', newline='\n'):
        if initial_value is not None and not isinstance(initial_value, str):
            raise TypeError(f'initial_value must be str or None, not {type(initial_value).__name__}')
        self._newline = newline
        # Text not yet joined, and where the next write goes: None for the end.
        self._parts = []
        self._text = ''
        self._at = 0
        if initial_value:
            self.write(initial_value)
            self._at = 0

    def _joined(self):
        if self._parts:
            self._text += ''.join(self._parts)
            self._parts = []
        return self._text

    def getvalue(self):
        self._check_open()
        return self._joined()

    def write(self, s):
        self._check_open()
        if not isinstance(s, str):
            raise TypeError(f'string argument expected, got {type(s).__name__!r}')
        n = len(s)
        if self._newline is None:
            s = s.replace('\r\n', '\n').replace('\r', '\n')
        elif self._newline not in ('', '\n'):
            s = s.replace('\n', self._newline)
        if self._at == len(self._text) and not self._parts:
            self._parts.append(s)
            self._at = None
        elif self._at is None:
            self._parts.append(s)
        else:
            text = self._joined()
            if self._at > len(text):
                text += '\0' * (self._at - len(text))
            self._text = text[:self._at] + s + text[self._at + len(s):]
            self._at += len(s)
        return n

    def _position(self):
        text = self._joined()
        if self._at is None:
            self._at = len(text)
        return text

    def read(self, size=-1):
        self._check_open()
        text = self._position()
        part = text[self._at:] if size is None or size < 0 else text[self._at:self._at + size]
        self._at += len(part)
        return part

    def readline(self, size=-1):
        self._check_open()
        text = self._position()
        end = text.find('\n', self._at) + 1 or len(text)
        if size is not None and size >= 0:
            end = min(end, self._at + size)
        line = text[self._at:end]
        self._at += len(line)
        return line

    def seek(self, offset, whence=0):
        self._check_open()
        text = self._position()
        if whence == 0:
            if offset < 0:
                raise ValueError(f'Negative seek position {offset}')
            self._at = offset
        elif offset:
            raise OSError("Can't do nonzero cur-relative seeks")
        elif whence == 2:
            self._at = len(text)
        return self._at

    def tell(self):
        self._check_open()
        self._position()
        return self._at

    def truncate(self, size=None):
        self._check_open()
        text = self._position()
        if size is None:
            size = self._at
        self._text = text[:size]
        return size

    def readable(self):
        return True

    writable = seekable = readable

    @property
    def line_buffering(self):
        return False

class TextIOWrapper(TextIOBase):
    def __init__(self, buffer, encoding=None, errors=None, newline=None, line_buffering=False, write_through=False):
        if newline not in (None, '', '\n', '\r', '\r\n'):
            raise ValueError(f'illegal newline value: {newline!r}')
        self.buffer = buffer
        self.encoding = 'UTF-8' if encoding in (None, 'locale') else encoding
        self.errors = 'strict' if errors is None else errors
        ''.encode(self.encoding)
        self._newline = newline
        self.line_buffering = line_buffering
        self.write_through = write_through
        # Text read from the buffer and not yet asked for.
        self._ahead = ''
        self._plain = self.encoding.lower().replace('_', '-') in ('utf-8', 'utf8', 'ascii', 'latin-1', 'iso-8859-1',
                                                                  'us-ascii', 'cp1252')

    @property
    def name(self):
        return self.buffer.name

    @property
    def closed(self):
        return self.buffer.closed

    @property
    def newlines(self):
        return None

    def readable(self):
        return self.buffer.readable()

    def writable(self):
        return self.buffer.writable()

    def seekable(self):
        return self.buffer.seekable()

    def fileno(self):
        return self.buffer.fileno()

    def isatty(self):
        return self.buffer.isatty()

    def reconfigure(self, *, encoding=None, errors=None, newline=None, line_buffering=None, write_through=None):
        self.flush()
        if encoding is not None:
            self.encoding = encoding
        if errors is not None:
            self.errors = errors
        if line_buffering is not None:
            self.line_buffering = line_buffering

    def _check_readable(self):
        self._check_open()
        if not self.buffer.readable():
            self._unsupported('not readable')

    def _decode(self, data):
        text = data.decode(self.encoding, self.errors)
        if self._newline is None and '\r' in text:
            text = text.replace('\r\n', '\n').replace('\r', '\n')
        return text

    def _read_line_ahead(self):
        # One more line of bytes, decoded; False at the end.
        if not self._plain:
            data = self.buffer.read()
        else:
            data = self.buffer.readline()
        if not data:
            return False
        self._ahead += self._decode(data)
        return True

    def read(self, size=-1):
        self._check_readable()
        if size is None or size < 0:
            text = self._ahead + self._decode(self.buffer.read())
            self._ahead = ''
            return text
        while len(self._ahead) < size and self._read_line_ahead():
            pass
        text = self._ahead[:size]
        self._ahead = self._ahead[size:]
        return text

    def _line_end(self):
        # Where the first line of what was read ahead ends; 0 if it does not.
        if self._newline in ('\r', '\r\n'):
            at = self._ahead.find(self._newline)
            return at + len(self._newline) if at >= 0 else 0
        if self._newline == '' and '\r' in self._ahead:
            at = self._ahead.find('\r')
            line = self._ahead.find('\n')
            if line < 0 or at < line:
                return at + 2 if line == at + 1 else at + 1
        return self._ahead.find('\n') + 1

    def readline(self, size=-1):
        self._check_readable()
        while True:
            end = self._line_end()
            if end or not self._read_line_ahead():
                break
        if not end:
            end = len(self._ahead)
        if size is not None and size >= 0:
            end = min(end, size)
        line = self._ahead[:end]
        self._ahead = self._ahead[end:]
        return line

    def write(self, text):
        self._check_open()
        if not isinstance(text, str):
            raise TypeError(f'write() argument must be str, not {type(text).__name__}')
        if not self.buffer.writable():
            self._unsupported('not writable')
        if self._ahead:
            self.seek(self.tell())
        n = len(text)
        if self._newline in ('\r', '\r\n'):
            text = text.replace('\n', self._newline)
        self.buffer.write(text.encode(self.encoding, self.errors))
        if self.line_buffering and '\n' in text:
            self.flush()
        return n

    def flush(self):
        self._check_open()
        self.buffer.flush()

    def tell(self):
        self._check_open()
        return self.buffer.tell() - len(self._ahead.encode(self.encoding, self.errors))

    def seek(self, cookie, whence=0):
        self._check_open()
        if whence == 1:
            if cookie != 0:
                self._unsupported("can't do nonzero cur-relative seeks")
            cookie, whence = self.tell(), 0
        elif whence == 2 and cookie != 0:
            self._unsupported("can't do nonzero end-relative seeks")
        elif whence == 0 and cookie < 0:
            raise ValueError(f'negative seek position {cookie!r}')
        self._ahead = ''
        return self.buffer.seek(cookie, whence)

    def truncate(self, size=None):
        self._check_open()
        self.flush()
        if size is None:
            size = self.tell()
        return self.buffer.truncate(size)

    def detach(self):
        self.flush()
        return self.buffer

    def close(self):
        if not self.buffer.closed:
            self.buffer.close()

    def __repr__(self):
        name = f' name={self.name!r}' if hasattr(self.buffer, 'name') else ''
        mode = f' mode={self.mode!r}' if 'mode' in self.__dict__ else ''
        return f'<_io.TextIOWrapper{name}{mode} encoding={self.encoding!r}>'

    def __reduce_ex__(self, protocol):
        raise TypeError("cannot pickle 'TextIOWrapper' instances")

def open(file, mode='r', buffering=-1, encoding=None, errors=None, newline=None, closefd=True, opener=None):
    if not isinstance(file, int):
        file = os.fspath(file)
    if not isinstance(mode, str):
        raise TypeError(f"open() argument 'mode' must be str, not {type(mode).__name__}")
    letters = _mode_flags(mode)
    binary = 'b' in letters
    if binary:
        for name, value in (('encoding', encoding), ('errors', errors), ('newline', newline)):
            if value is not None:
                raise ValueError(f"binary mode doesn't take {'an' if name[0] == 'e' else 'a'} {name} argument")
    if buffering == 0 and not binary:
        raise ValueError("can't have unbuffered text I/O")
    _flush_all()
    raw = FileIO(file, mode.replace('t', '').replace('b', ''), closefd, opener)
    if buffering == 0:
        return raw
    size = buffering if buffering > 1 else DEFAULT_BUFFER_SIZE
    if '+' in letters:
        buffered = BufferedRandom(raw, size)
    elif 'r' in letters:
        buffered = BufferedReader(raw, size)
    else:
        buffered = BufferedWriter(raw, size)
    if 'a' in letters:
        buffered.seek(0, 2)
    if binary:
        return buffered
    text = TextIOWrapper(buffered, encoding, errors, newline, buffering == 1)
    text.mode = mode
    return text

def open_code(path):
    return open(path, 'rb')

def text_encoding(encoding, stacklevel=2):
    return 'utf-8' if encoding is None else encoding

class IncrementalNewlineDecoder:
    # Makes '\r\n' and '\r' of what a decoder gives '\n'.
    def __init__(self, decoder, translate, errors='strict'):
        self._decoder = decoder
        self._translate = translate
        self._held = ''

    def decode(self, data, final=False):
        text = self._held + (data if self._decoder is None else self._decoder.decode(data, final))
        self._held = ''
        if text.endswith('\r') and not final:
            text, self._held = text[:-1], '\r'
        return text.replace('\r\n', '\n').replace('\r', '\n') if self._translate else text
