# Managers: a process that keeps objects, and proxies that call their methods there. Each thread that
# uses proxies has a thread of its own in that process, so that one may block without the others.

__all__ = ['BaseManager', 'SyncManager', 'BaseProxy', 'Token', 'SharedMemoryManager']

import os
import queue
import sys
import threading
import _processes
import _weft
from . import _addresses, process, util
from .reduction import dumps, loads

class RemoteError(Exception):
    def __str__(self):
        return '\n' + '-' * 75 + '\n' + str(self.args[0]) + '-' * 75

class Token:
    def __init__(self, typeid, address, id):
        self.typeid, self.address, self.id = typeid, address, id

    def __repr__(self):
        return f'{type(self).__name__}(typeid={self.typeid!r}, address={self.address!r}, id={self.id!r})'

def all_methods(obj):
    return [name for name in dir(obj) if callable(getattr(obj, name))]

def public_methods(obj):
    return [name for name in dir(obj) if name[0] != '_' and callable(getattr(obj, name))]

# In the manager's process

class _Listener:
    # What holds a server's address.
    def __init__(self, address):
        self.address = address
        self._closed = False

    def close(self):
        if not self._closed:
            self._closed = True
            _addresses.unbind(self.address, _addresses.address_type(self.address))

class Server:
    def __init__(self, registry, requests, address=None, authkey=None):
        self.registry = registry
        self.requests = requests
        self.address = address
        self.digest = None if authkey is None else _digest(authkey)
        self.objects = {}
        self.clients = {}
        if address is not None:
            self.address = _addresses.bind(address, _addresses.address_type(address), requests)
            self.listener = _Listener(self.address)

    def serve_forever(self):
        process._current_process._manager_server = self
        try:
            self.serve()
        finally:
            if self.address is not None:
                self.listener.close()
        sys.exit(0)

    # Asked by those who connect.
    def authenticate(self, digest):
        return digest == self.digest

    def place(self):
        return self.address

    def serve(self):
        while True:
            reply_to, request = loads(_processes.queue_get(self.requests, True, None))
            if request is None:
                return
            client = self.clients.get(reply_to)
            if client is None:
                client = self.clients[reply_to] = queue.SimpleQueue()
                threading.Thread(target=self.serve_client, args=(reply_to, client), daemon=True).start()
            client.put(request)

    def serve_client(self, reply_to, requests):
        while True:
            ident, method, args, kwds = requests.get()
            try:
                answer = True, self.perform(ident, method, args, kwds)
            except Exception as e:
                answer = False, RemoteError(_weft.exception_text(e)) if ident is None else e
            try:
                data = dumps(answer)
            except Exception as e:
                data = dumps((False, RemoteError(_weft.exception_text(e))))
            _processes.queue_send(reply_to, data, method)

    def perform(self, ident, method, args, kwds):
        if ident is None:
            return getattr(self, method)(*args, **kwds)
        obj, exposed, to_typeid = self.objects[ident]
        if method == '#GETVALUE':
            return obj
        if method == '__str__':
            return str(obj)
        if method == '__repr__' and method not in exposed:
            return repr(obj)
        if method[0] == '#':
            return list(getattr(obj, method[1:])())
        if method not in exposed:
            return self.no_method(f'method {method!r} of {type(obj)!r} object is not in exposed={exposed!r}')
        try:
            function = getattr(obj, method)
        except AttributeError as e:
            return self.no_method(str(e))
        result = function(*args, **kwds)
        typeid = to_typeid.get(method) if to_typeid else None
        if typeid is None:
            return result
        made, names = self.keep(typeid, result)
        return _Made(typeid, made, names)

    def no_method(self, message):
        try:
            raise AttributeError(message)
        except AttributeError as e:
            raise RemoteError(_weft.exception_text(e)) from None

    def keep(self, typeid, obj):
        callable, exposed, to_typeid, proxytype = self.registry[typeid]
        if exposed is None:
            exposed = public_methods(obj)
        ident = f'{id(obj):x}'
        self.objects[ident] = obj, tuple(exposed), to_typeid
        return ident, tuple(exposed)

    def create(self, typeid, args, kwds):
        callable = self.registry[typeid][0]
        if callable is None:
            obj = args[0]
        else:
            obj = callable(*args, **kwds)
        return self.keep(typeid, obj)

    def debug_info(self):
        return '\n'.join(f'  {ident}: {type(entry[0]).__name__}' for ident, entry in self.objects.items())

    def number_of_objects(self):
        return len(self.objects)

class _Made:
    # A result that stays in the manager's process.
    def __init__(self, typeid, ident, exposed):
        self.typeid = typeid
        self.ident = ident
        self.exposed = exposed

def _digest(authkey):
    import hashlib
    return hashlib.sha256(authkey).digest()

def _run_server(registry, requests, address, authkey, initializer, initargs):
    if initializer is not None:
        initializer(*initargs)
    Server(registry, requests, address, authkey).serve_forever()

# In the other processes

# The queue on which each thread of this process is answered.
_reply_queues = {}

def _ask(requests, ident, method, args=(), kwds={}):
    key = os.getpid(), threading.get_ident()
    reply_to = _reply_queues.get(key)
    if reply_to is None:
        reply_to = _reply_queues[key] = _processes.queue_new(0)
    data = dumps((reply_to, (ident, method, args, kwds)))
    _processes.queue_send(requests, data, method)
    success, value = loads(_processes.queue_get(reply_to, True, None))
    if success:
        return value
    raise value

class BaseProxy:
    def __init__(self, token, registry, exposed):
        self._token = token
        self._registry = registry
        self._exposed = exposed

    def _callmethod(self, methodname, args=(), kwds={}):
        value = _ask(self._token.address, self._token.id, methodname, args, kwds)
        if isinstance(value, _Made):
            return _proxy(self._registry, value.typeid, self._token.address, value.ident, value.exposed)
        return value

    def _getvalue(self):
        return self._callmethod('#GETVALUE')

    def __reduce__(self):
        return _rebuild_proxy, (type(self), self._token.typeid, self._token.address, self._token.id, self._exposed)

    def __deepcopy__(self, memo):
        return self._getvalue()

    def __repr__(self):
        return f'<{type(self).__name__} object, typeid {self._token.typeid!r} at {id(self):#x}>'

    def __str__(self):
        try:
            return self._callmethod('__repr__')
        except Exception:
            return repr(self)[:-1] + "; '__str__()' failed>"

def _rebuild_proxy(cls, typeid, address, ident, exposed):
    return cls(Token(typeid, address, ident), SyncManager._registry, exposed)

def _proxy(registry, typeid, address, ident, exposed):
    proxytype = registry[typeid][3]
    if proxytype is None:
        proxytype = MakeProxyType(f'AutoProxy[{typeid}]', exposed)
    return proxytype(Token(typeid, address, ident), registry, exposed)

_made_types = {}

def _forward(name):
    def method(self, /, *args, **kwds):
        return self._callmethod(name, args, kwds)
    method.__name__ = name
    return method

def MakeProxyType(name, exposed):
    key = name, tuple(exposed)
    if key not in _made_types:
        methods = {method: _forward(method) for method in exposed}
        methods['_exposed_'] = tuple(exposed)
        # Proxies made for types of the program are rebuilt from their names.
        methods['__reduce__'] = lambda self: (_rebuild_made, (
            name, self._token.typeid, self._token.address, self._token.id, self._exposed))
        _made_types[key] = type(name, (BaseProxy,), methods)
    return _made_types[key]

def _rebuild_made(name, typeid, address, ident, exposed):
    return MakeProxyType(name, exposed)(Token(typeid, address, ident), SyncManager._registry, exposed)

def AutoProxy(token, serializer=None, manager=None, authkey=None, exposed=None, incref=True):
    return MakeProxyType(f'AutoProxy[{token.typeid}]', exposed)(token, SyncManager._registry, exposed)

class BaseManager:
    _registry = {}

    def __init__(self, address=None, authkey=None, serializer='pickle', ctx=None, *, shutdown_timeout=1.0):
        if serializer != 'pickle':
            raise NotImplementedError(f'the serializer {serializer!r} of managers is not available in Weft')
        self._state = 'INITIAL'
        self._address = address
        self._authkey = process.AuthenticationString(process.current_process().authkey if authkey is None else authkey)
        self._ctx = ctx
        self._process = None

    def start(self, initializer=None, initargs=()):
        if self._state != 'INITIAL':
            raise process.ProcessError('Already started server' if self._state == 'STARTED' else 'Manager has shut down')
        if initializer is not None and not callable(initializer):
            raise TypeError('initializer must be a callable')
        self._requests = _processes.queue_new(0)
        from . import context
        ctx = self._ctx or context._default_context.get_context()
        self._process = ctx.Process(target=_run_server, args=(
            self._registry, self._requests, self._address, bytes(self._authkey), initializer, initargs))
        ident = ':'.join(str(i) for i in self._process._identity)
        self._process.name = f'{type(self).__name__}-{ident}'
        self._process.start()
        self._state = 'STARTED'
        self._owner = os.getpid()
        # The initialiser has run when this is answered.
        self._address = _ask(self._requests, None, 'place')
        util.register_exit(self.shutdown)

    def connect(self):
        requests = _addresses.look_up(self._address, _addresses.address_type(self._address))
        if not _ask(requests, None, 'authenticate', (_digest(self._authkey),)):
            raise process.AuthenticationError('digest sent was rejected')
        self._requests = requests
        self._state = 'STARTED'
        # It is not this one's to end.
        self._owner = None

    def get_server(self):
        if self._state != 'INITIAL':
            raise process.ProcessError('Already started server' if self._state == 'STARTED' else 'Manager has shut down')
        address = self._address or _addresses.arbitrary_address(_addresses.default_family)
        return Server(self._registry, _processes.queue_new(0), address, self._authkey)

    def _create(self, typeid, /, *args, **kwds):
        assert self._state == 'STARTED', 'server not yet started'
        ident, exposed = _ask(self._requests, None, 'create', (typeid, args, kwds))
        return _proxy(self._registry, typeid, self._requests, ident, exposed)

    def shutdown(self):
        if self._state != 'STARTED' or self._owner != os.getpid():
            return
        self._state = 'SHUTDOWN'
        _processes.queue_send(self._requests, dumps((0, None)), 'end')
        self._process.join(1.0)
        if self._process.is_alive():
            self._process.terminate()
            self._process.join()

    def join(self, timeout=None):
        if self._process is not None:
            self._process.join(timeout)

    def _number_of_objects(self):
        return _ask(self._requests, None, 'number_of_objects')

    def _debug_info(self):
        return _ask(self._requests, None, 'debug_info')

    @property
    def address(self):
        return self._address

    def __enter__(self):
        if self._state == 'INITIAL':
            self.start()
        assert self._state == 'STARTED'
        return self

    def __exit__(self, *exc):
        self.shutdown()

    @classmethod
    def register(cls, typeid, callable=None, proxytype=None, exposed=None, method_to_typeid=None, create_method=True):
        if '_registry' not in cls.__dict__:
            cls._registry = cls._registry.copy()
        if proxytype is AutoProxy:
            proxytype = None
        exposed = exposed or getattr(proxytype, '_exposed_', None)
        method_to_typeid = method_to_typeid or getattr(proxytype, '_method_to_typeid_', None)
        cls._registry[typeid] = callable, exposed, method_to_typeid, proxytype
        if create_method:
            def create(self, /, *args, **kwds):
                return self._create(typeid, *args, **kwds)
            create.__name__ = typeid
            setattr(cls, typeid, create)

class Namespace:
    def __init__(self, /, **kwds):
        self.__dict__.update(kwds)

    def __repr__(self):
        items = [f'{name}={value!r}' for name, value in self.__dict__.items() if not name.startswith('_')]
        items.sort()
        return f'{type(self).__name__}({", ".join(items)})'

class Value:
    def __init__(self, typecode, value, lock=True):
        self._typecode = typecode
        self._value = value

    def get(self):
        return self._value

    def set(self, value):
        self._value = value

    def __repr__(self):
        return f'{type(self).__name__}({self._typecode!r}, {self._value!r})'

    value = property(get, set)

def Array(typecode, sequence, lock=True):
    import array
    return array.array(typecode, sequence)

def _exposing(name, methods, base=BaseProxy):
    # A proxy class with these methods.
    made = {method: _forward(method) for method in methods}
    made['_exposed_'] = tuple(methods)
    made['__module__'] = __name__
    return type(name, (base,), made)

class IteratorProxy(BaseProxy):
    _exposed_ = ('__next__', 'send', 'throw', 'close')

    def __iter__(self):
        return self

    def __next__(self, *args):
        return self._callmethod('__next__', args)

    def send(self, *args):
        return self._callmethod('send', args)

    def close(self, *args):
        return self._callmethod('close', args)

class AcquirerProxy(BaseProxy):
    _exposed_ = ('acquire', 'release', 'locked')

    def acquire(self, blocking=True, timeout=None):
        args = (blocking,) if timeout is None else (blocking, timeout)
        return self._callmethod('acquire', args)

    def release(self):
        return self._callmethod('release')

    def locked(self):
        return self._callmethod('locked')

    def __enter__(self):
        return self._callmethod('acquire')

    def __exit__(self, *exc):
        return self._callmethod('release')

class ConditionProxy(AcquirerProxy):
    _exposed_ = ('acquire', 'release', 'wait', 'notify', 'notify_all')

    def wait(self, timeout=None):
        return self._callmethod('wait', (timeout,))

    def notify(self, n=1):
        return self._callmethod('notify', (n,))

    def notify_all(self):
        return self._callmethod('notify_all')

    def wait_for(self, predicate, timeout=None):
        from time import monotonic
        result = predicate()
        end = None if timeout is None else monotonic() + timeout
        while not result:
            left = None
            if end is not None:
                left = end - monotonic()
                if left <= 0:
                    break
            self.wait(left)
            result = predicate()
        return result

class EventProxy(BaseProxy):
    _exposed_ = ('is_set', 'set', 'clear', 'wait')

    def is_set(self):
        return self._callmethod('is_set')

    def set(self):
        return self._callmethod('set')

    def clear(self):
        return self._callmethod('clear')

    def wait(self, timeout=None):
        return self._callmethod('wait', (timeout,))

class BarrierProxy(BaseProxy):
    _exposed_ = ('__getattribute__', 'wait', 'abort', 'reset')

    def wait(self, timeout=None):
        return self._callmethod('wait', (timeout,))

    def abort(self):
        return self._callmethod('abort')

    def reset(self):
        return self._callmethod('reset')

    @property
    def parties(self):
        return self._callmethod('__getattribute__', ('parties',))

    @property
    def n_waiting(self):
        return self._callmethod('__getattribute__', ('n_waiting',))

    @property
    def broken(self):
        return self._callmethod('__getattribute__', ('broken',))

class NamespaceProxy(BaseProxy):
    _exposed_ = ('__getattribute__', '__setattr__', '__delattr__')

    def __getattr__(self, key):
        if key[0] == '_':
            return object.__getattribute__(self, key)
        return self._callmethod('__getattribute__', (key,))

    def __setattr__(self, key, value):
        if key[0] == '_':
            return object.__setattr__(self, key, value)
        return self._callmethod('__setattr__', (key, value))

    def __delattr__(self, key):
        if key[0] == '_':
            return object.__delattr__(self, key)
        return self._callmethod('__delattr__', (key,))

class ValueProxy(BaseProxy):
    _exposed_ = ('get', 'set')

    def get(self):
        return self._callmethod('get')

    def set(self, value):
        return self._callmethod('set', (value,))

    value = property(get, set)

    def __class_getitem__(cls, item):
        return cls

BaseListProxy = _exposing('BaseListProxy', (
    '__add__', '__contains__', '__delitem__', '__getitem__', '__len__', '__mul__', '__reversed__', '__rmul__',
    '__setitem__', 'append', 'clear', 'copy', 'count', 'extend', 'index', 'insert', 'pop', 'remove', 'reverse', 'sort',
    '__imul__'))

class ListProxy(BaseListProxy):
    def __iadd__(self, value):
        self._callmethod('extend', (value,))
        return self

    def __imul__(self, value):
        self._callmethod('__imul__', (value,))
        return self

    def __class_getitem__(cls, item):
        return cls

_BaseDictProxy = _exposing('DictProxy', (
    '__contains__', '__delitem__', '__getitem__', '__ior__', '__iter__', '__len__', '__or__', '__reversed__',
    '__ror__', '__setitem__', 'clear', 'copy', 'get', 'items', 'keys', 'pop', 'popitem', 'setdefault', 'update',
    'values'))

class DictProxy(_BaseDictProxy):
    _method_to_typeid_ = {'__iter__': 'Iterator'}

    def keys(self):
        return self._callmethod('#keys')

    def values(self):
        return self._callmethod('#values')

    def items(self):
        return self._callmethod('#items')

    def __ior__(self, value):
        self._callmethod('__ior__', (value,))
        return self

    def __class_getitem__(cls, item):
        return cls

ArrayProxy = _exposing('ArrayProxy', ('__len__', '__getitem__', '__setitem__'))
PoolProxy = _exposing('PoolProxy', (
    'apply', 'apply_async', 'close', 'imap', 'imap_unordered', 'join', 'map', 'map_async', 'starmap', 'starmap_async',
    'terminate'))
PoolProxy._method_to_typeid_ = {
    'apply_async': 'AsyncResult', 'map_async': 'AsyncResult', 'starmap_async': 'AsyncResult', 'imap': 'Iterator',
    'imap_unordered': 'Iterator'}
PoolProxy.__enter__ = lambda self: self
PoolProxy.__exit__ = lambda self, *exc: self.terminate()

class SyncManager(BaseManager):
    pass

class SharedMemoryManager(BaseManager):
    # Its blocks go when it does.
    def __init__(self, *args, **kwds):
        super().__init__(*args, **kwds)
        self._blocks = []

    def _check_started(self):
        if self._state != 'STARTED':
            raise ValueError('server not yet started' if self._state == 'INITIAL' else 'server is shut down')

    def _keep(self, block):
        self._blocks.append(block)
        return block

    def SharedMemory(self, size):
        from .shared_memory import SharedMemory
        self._check_started()
        return self._keep(SharedMemory(None, create=True, size=size))

    def ShareableList(self, sequence):
        from .shared_memory import ShareableList
        self._check_started()
        made = ShareableList(sequence)
        self._keep(made.shm)
        return made

    def shutdown(self):
        if self._state == 'STARTED' and self._owner == os.getpid():
            for block in self._blocks:
                try:
                    block.unlink()
                except FileNotFoundError:
                    pass
            self._blocks.clear()
        super().shutdown()

def _pool(*args, **kwds):
    from .pool import Pool
    return Pool(*args, **kwds)

SyncManager.register('Queue', queue.Queue)
SyncManager.register('JoinableQueue', queue.Queue)
SyncManager.register('Event', threading.Event, EventProxy)
SyncManager.register('Lock', threading.Lock, AcquirerProxy)
SyncManager.register('RLock', threading.RLock, AcquirerProxy)
SyncManager.register('Semaphore', threading.Semaphore, AcquirerProxy)
SyncManager.register('BoundedSemaphore', threading.BoundedSemaphore, AcquirerProxy)
SyncManager.register('Condition', threading.Condition, ConditionProxy)
SyncManager.register('Barrier', threading.Barrier, BarrierProxy)
SyncManager.register('Pool', _pool, PoolProxy)
SyncManager.register('list', list, ListProxy)
SyncManager.register('dict', dict, DictProxy)
SyncManager.register('Value', Value, ValueProxy)
SyncManager.register('Array', Array, ArrayProxy)
SyncManager.register('Namespace', Namespace, NamespaceProxy)
SyncManager.register('Iterator', proxytype=IteratorProxy, create_method=False)
SyncManager.register('AsyncResult', create_method=False)
