# Pipes: two streams of messages in the kernel, or one. An end is closed for a process when it says so
# or ends; a reader learns that no writer is left.

__all__ = ['Client', 'Listener', 'Pipe', 'wait']

import os
import _processes
from array import array
from . import AuthenticationError, BufferTooShort, _addresses, process
from ._addresses import address_type, arbitrary_address, default_family, families
from .reduction import dumps, loads
from time import monotonic

# Bytes that a pipe holds before writers wait, as on Linux.
_CAPACITY = 65536

_NOTHING = object()

def _bytes_of(buf):
    if type(buf) is bytes:
        return buf
    return buf.tobytes() if isinstance(buf, array) else memoryview(buf).tobytes()

class Connection:
    def __init__(self, reads, writes):
        self._reads = reads
        self._writes = writes
        self._closed = False

    def _check(self, writing):
        if self._closed:
            raise OSError('handle is closed')
        if writing:
            if self._writes is None:
                raise OSError('connection is read-only')
        elif self._reads is None:
            raise OSError('connection is write-only')

    def _send(self, data, preview):
        if _processes.queue_put(self._writes, data, preview, True, None) is Ellipsis:
            raise BrokenPipeError(32, 'Broken pipe')

    def _recv(self):
        data = _processes.queue_get(self._reads, True, None)
        if data is Ellipsis:
            raise EOFError
        return data

    def send(self, obj):
        self._check(True)
        self._send(dumps(obj), _processes.preview(obj))

    def recv(self):
        self._check(False)
        obj = _processes.receive(self._reads, True, None, _NOTHING, loads)
        if obj is _NOTHING:
            raise EOFError
        return obj

    def send_bytes(self, buf, offset=0, size=None):
        self._check(True)
        data = _bytes_of(buf)
        n = len(data)
        if offset < 0:
            raise ValueError('offset is negative')
        if n < offset:
            raise ValueError('buffer length < offset')
        if size is None:
            size = n - offset
        elif size < 0:
            raise ValueError('size is negative')
        elif offset + size > n:
            raise ValueError('buffer length < offset + size')
        self._send(data[offset:offset + size], f'{size} bytes')

    def recv_bytes(self, maxlength=None):
        self._check(False)
        if maxlength is not None and maxlength < 0:
            raise ValueError('negative maxlength')
        data = self._recv()
        if maxlength is not None and len(data) > maxlength:
            self.close()
            raise OSError('bad message length')
        return data

    def recv_bytes_into(self, buf, offset=0):
        self._check(False)
        whole = buf.tobytes() if isinstance(buf, array) else memoryview(buf)
        if offset < 0:
            raise ValueError('negative offset')
        if offset > len(whole):
            raise ValueError('offset too large')
        data = self._recv()
        if len(data) > len(whole) - offset:
            raise BufferTooShort(data)
        if isinstance(buf, array):
            buf[:] = array(buf.typecode, whole[:offset] + data + whole[offset + len(data):])
        else:
            whole[offset:offset + len(data)] = data
        return len(data)

    def poll(self, timeout=0.0):
        self._check(False)
        return _wait([self], timeout) != []

    def close(self):
        if self._closed:
            return
        self._closed = True
        if self._reads is not None:
            _processes.pipe_close(self._reads, False)
        if self._writes is not None:
            _processes.pipe_close(self._writes, True)

    @property
    def closed(self):
        return self._closed

    @property
    def readable(self):
        return self._reads is not None

    @property
    def writable(self):
        return self._writes is not None

    def fileno(self):
        if self._closed:
            raise OSError('handle is closed')
        return 1000 + (self._reads if self._reads is not None else self._writes)

    def __enter__(self):
        return self

    def __exit__(self, *exc):
        self.close()

    def __reduce__(self):
        if self._closed:
            raise OSError('handle is closed')
        starting = process._starting
        ends = [(pipe, writes) for pipe, writes in ((self._reads, False), (self._writes, True)) if pipe is not None]
        if starting.process is not None:
            starting.ends.extend(ends)
            return Connection, (self._reads, self._writes)
        for pipe, writes in ends:
            _processes.pipe_send(pipe, writes)
        return _rebuild, (self._reads, self._writes)

def _rebuild(reads, writes):
    if reads is not None:
        _processes.pipe_open(reads, False)
    if writes is not None:
        _processes.pipe_open(writes, True)
    return Connection(reads, writes)

def Pipe(duplex=True):
    one = _processes.pipe_new(_CAPACITY)
    if not duplex:
        reader, writer = Connection(one, None), Connection(None, one)
        return reader, writer
    other = _processes.pipe_new(_CAPACITY)
    return Connection(one, other), Connection(other, one)

def _parts(obj):
    # The queues and processes behind an object that can be waited for.
    if isinstance(obj, Connection):
        if obj._closed:
            raise OSError('handle is closed')
        return [obj._reads], []
    process = getattr(obj, '_process', None)
    if process is not None:
        return [], [process._pid]
    waitable = getattr(obj, '_waitable', None)
    if waitable is not None:
        return [waitable()], []
    raise TypeError(f'{type(obj).__name__} object cannot be waited for')

def _wait(objects, timeout):
    parts = [_parts(obj) for obj in objects]
    queues = [q for part in parts for q in part[0]]
    processes = [p for part in parts for p in part[1]]
    block = timeout is None or timeout > 0
    if _processes.wait_any(queues, processes, block, timeout) is not True:
        return []
    return [obj for obj, part in zip(objects, parts) if _processes.wait_any(part[0], part[1], False, None) is True]

def wait(object_list, timeout=None):
    return _wait(list(object_list), timeout)

class Listener:
    # Calls come by a queue: each is the other end of two pipes that the caller made.
    def __init__(self, address=None, family=None, backlog=1, authkey=None):
        family = family or (address and address_type(address)) or default_family
        address = address or arbitrary_address(family)
        _addresses.validate_family(family)
        if authkey is not None and not isinstance(authkey, bytes):
            raise TypeError('authkey should be a byte string')
        self._calls = _processes.queue_new(0)
        self._family = family
        self._address = _addresses.bind(address, family, self._calls)
        self._authkey = authkey
        self._last_accepted = None
        self._closed = False

    def accept(self):
        if self._closed:
            raise OSError('listener is closed')
        data = _processes.queue_get(self._calls, True, None)
        if data is Ellipsis:
            raise OSError('listener is closed')
        connection, self._last_accepted = loads(data)
        if self._authkey is not None:
            try:
                deliver_challenge(connection, self._authkey)
                answer_challenge(connection, self._authkey)
            except BaseException:
                connection.close()
                raise
        return connection

    def close(self):
        if self._closed:
            return
        self._closed = True
        _addresses.unbind(self._address, self._family)
        # Who has called and was not answered learns that nobody will.
        while True:
            data = _processes.queue_get(self._calls, False, None)
            if data is None or data is Ellipsis:
                break
            loads(data)[0].close()
        _processes.queue_close(self._calls)

    @property
    def address(self):
        return self._address

    @property
    def last_accepted(self):
        return self._last_accepted

    def _waitable(self):
        return self._calls

    def __enter__(self):
        return self

    def __exit__(self, kind, value, traceback):
        self.close()

def Client(address, family=None, authkey=None):
    family = family or address_type(address)
    _addresses.validate_family(family)
    calls = _addresses.look_up(address, family)
    if authkey is not None and not isinstance(authkey, bytes):
        raise TypeError('authkey should be a byte string')
    connection, other = Pipe()
    # Who calls has no address of its own, but for a number that no other has.
    caller = ('127.0.0.1', 10000 + connection._reads) if family == 'AF_INET' else ''
    _processes.queue_send(calls, dumps((other, caller)), 'connection')
    other.close()
    if authkey is not None:
        try:
            answer_challenge(connection, authkey)
            deliver_challenge(connection, authkey)
        except BaseException:
            connection.close()
            raise
    return connection

# Each side proves that it knows the key, by a digest of something that the other made up.

_CHALLENGE = b'#CHALLENGE#'
_WELCOME = b'#WELCOME#'
_FAILURE = b'#FAILURE#'
_CHALLENGE_LENGTH = 40
_DIGESTS = ('md5', 'sha256', 'sha384', 'sha3_256')

def _check_key(authkey):
    if not isinstance(authkey, bytes):
        raise ValueError(f'Authkey must be bytes, not {type(authkey)!s}')

def _digest_named(message):
    # What the message begins with in braces.
    name, brace, _ = message[1:].partition(b'}')
    if message[:1] != b'{' or not brace:
        return None
    return name.decode('ascii', 'replace')

def _respond(authkey, message):
    import hmac
    name = _digest_named(message)
    if name is None:
        return hmac.new(authkey, message, 'md5').digest()
    if name not in _DIGESTS:
        raise AuthenticationError(f'unsupported digest: {name!r}')
    return b'{%s}%s' % (name.encode(), hmac.new(authkey, message, name).digest())

def deliver_challenge(connection, authkey, digest_name='sha256'):
    import hmac
    _check_key(authkey)
    message = b'{%s}%s' % (digest_name.encode('ascii'), os.urandom(_CHALLENGE_LENGTH))
    connection.send_bytes(_CHALLENGE + message)
    if not hmac.compare_digest(_respond(authkey, message), connection.recv_bytes(256)):
        connection.send_bytes(_FAILURE)
        raise AuthenticationError('digest received was wrong')
    connection.send_bytes(_WELCOME)

def answer_challenge(connection, authkey):
    _check_key(authkey)
    message = connection.recv_bytes(256)
    if not message.startswith(_CHALLENGE):
        raise AuthenticationError(f'Protocol error, expected challenge: {message=}')
    connection.send_bytes(_respond(authkey, message[len(_CHALLENGE):]))
    if connection.recv_bytes(256) != _WELCOME:
        raise AuthenticationError('digest sent was rejected')
