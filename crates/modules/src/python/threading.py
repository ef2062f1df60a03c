# Threads. Structure and wording of errors follow the documentation of CPython's `threading`;
# locks and thread starts are the kernel's.

import _conditions
import _events
import _semaphores
import _thread
import _threads
import _weft
from time import monotonic as _time

__all__ = ['get_ident', 'active_count', 'Condition', 'current_thread', 'enumerate', 'main_thread', 'TIMEOUT_MAX',
           'Event', 'Lock', 'RLock', 'Semaphore', 'BoundedSemaphore', 'Thread', 'Barrier', 'BrokenBarrierError',
           'Timer', 'ThreadError', 'setprofile', 'settrace', 'local', 'stack_size', 'excepthook', 'ExceptHookArgs',
           'gettrace', 'getprofile', 'setprofile_all_threads', 'settrace_all_threads', 'get_native_id']

ThreadError = _thread.error
TIMEOUT_MAX = _thread.TIMEOUT_MAX
get_ident = _thread.get_ident
get_native_id = _thread.get_native_id
_HAVE_THREAD_NATIVE_ID = True
stack_size = _thread.stack_size
Lock = _thread.lock
RLock = _CRLock = _thread.RLock
local = _thread._local
_allocate_lock = Lock

_active = {}
_limbo = {}
def _numbers():
    n = 1
    while True:
        yield n
        n += 1

_counter = _numbers().__next__
_dangling = set()

def _newname(template):
    return template % _counter()

class Thread:
    _initialized = False

    def __init__(self, group=None, target=None, name=None, args=(), kwargs=None, *, daemon=None, context=None):
        assert group is None, 'group argument must be None for now'
        if kwargs is None:
            kwargs = {}
        if name:
            name = str(name)
        else:
            name = _newname('Thread-%d')
            if target is not None:
                try:
                    name += f' ({target.__name__})'
                except AttributeError:
                    pass
        self._target = target
        self._name = name
        self._args = args
        self._kwargs = kwargs
        if daemon is not None:
            if daemon and not _thread.daemon_threads_allowed():
                raise RuntimeError('daemon threads are disabled in this (sub)interpreter')
            self._daemonic = daemon
        else:
            self._daemonic = current_thread().daemon
        self._ident = None
        self._native_id = None
        self._number = None
        self._context = context
        self._started = Event()
        self._is_stopped = False
        self._initialized = True
        self._invoke_excepthook = _invoke_excepthook

    def __repr__(self):
        assert self._initialized, 'Thread.__init__() was not called'
        status = 'initial'
        if self._started.is_set():
            status = 'started'
        if self._is_stopped or (self._number and _threads.ended(self._number)):
            status = 'stopped'
        if self._daemonic:
            status += ' daemon'
        if self._ident is not None:
            status += f' {self._ident}'
        return f'<{type(self).__name__}({self._name}, {status})>'

    def start(self):
        if not self._initialized:
            raise RuntimeError('thread.__init__() not called')
        if self._started.is_set() or self in _limbo:
            raise RuntimeError('threads can only be started once')
        _limbo[self] = self
        _threads.start(self._bootstrap, (), self._name, self._daemonic, self)
        # The new thread runs first: it tells when it has begun.
        self._started.wait()

    def run(self):
        try:
            if self._target is not None:
                self._target(*self._args, **self._kwargs)
        finally:
            del self._target, self._args, self._kwargs

    def _set_identifiers(self):
        self._number = _threads.ident()
        self._ident = get_ident()
        self._native_id = get_native_id()
        _active[self._ident] = self

    def _bootstrap(self):
        self._set_identifiers()
        self._started.set()
        del _limbo[self]
        if _trace_hook:
            _weft.settrace(_trace_hook)
        if _profile_hook:
            _weft.setprofile(_profile_hook)
        try:
            if self._context is None:
                self.run()
            else:
                self._context.run(self.run)
        except SystemExit:
            pass
        except BaseException as e:
            self._invoke_excepthook(self, e)
        finally:
            self._is_stopped = True
            _active.pop(self._ident, None)
            _thread._forget_locals()

    def join(self, timeout=None):
        if not self._initialized:
            raise RuntimeError('Thread.__init__() not called')
        if not self._started.is_set():
            raise RuntimeError('cannot join thread before it is started')
        if self is current_thread():
            raise RuntimeError('cannot join current thread')
        _threads.join(self._number, timeout)

    @property
    def name(self):
        assert self._initialized, 'Thread.__init__() not called'
        return self._name

    @name.setter
    def name(self, name):
        assert self._initialized, 'Thread.__init__() not called'
        self._name = str(name)
        if self._number is not None:
            _threads.rename(self._number, self._name)

    @property
    def ident(self):
        assert self._initialized, 'Thread.__init__() not called'
        return self._ident

    @property
    def native_id(self):
        assert self._initialized, 'Thread.__init__() not called'
        return self._native_id

    def is_alive(self):
        assert self._initialized, 'Thread.__init__() not called'
        if self._is_stopped or not self._started.is_set():
            return False
        return self._number == 0 or not _threads.ended(self._number)

    @property
    def daemon(self):
        assert self._initialized, 'Thread.__init__() not called'
        return self._daemonic

    @daemon.setter
    def daemon(self, daemonic):
        if not self._initialized:
            raise RuntimeError('Thread.__init__() not called')
        if self._started.is_set():
            raise RuntimeError('cannot set daemon status of active thread')
        if daemonic and not _thread.daemon_threads_allowed():
            raise RuntimeError('daemon threads are disabled in this interpreter')
        self._daemonic = daemonic

    def isDaemon(self):
        _deprecated('isDaemon() is deprecated, get the daemon attribute instead')
        return self.daemon

    def setDaemon(self, daemonic):
        _deprecated('setDaemon() is deprecated, set the daemon attribute instead')
        self.daemon = daemonic

    def getName(self):
        _deprecated('getName() is deprecated, get the name attribute instead')
        return self.name

    def setName(self, name):
        _deprecated('setName() is deprecated, set the name attribute instead')
        self.name = name

def _deprecated(message):
    import warnings
    warnings.warn(message, DeprecationWarning, stacklevel=3)

class ExceptHookArgs(tuple):
    exc_type = property(lambda self: self[0])
    exc_value = property(lambda self: self[1])
    exc_traceback = property(lambda self: self[2])
    thread = property(lambda self: self[3])

def excepthook(args, /):
    kind, value, traceback, thread = args
    if kind is SystemExit:
        return
    import sys
    name = thread.name if thread is not None else get_ident()
    text = f'Exception in thread {name}:\n' + _weft.exception_text(value)
    if sys.stderr is not None:
        sys.stderr.write(text)
        sys.stderr.flush()

__excepthook__ = excepthook

def _invoke_excepthook(thread, exc):
    try:
        excepthook(ExceptHookArgs((type(exc), exc, exc.__traceback__, thread)))
    except BaseException as e:
        import sys
        sys.stderr.write('Exception in threading.excepthook:\n')
        sys.excepthook(type(e), e, e.__traceback__)

class _MainThread(Thread):
    def __init__(self):
        Thread.__init__(self, name='MainThread', daemon=False)
        self._started.set()
        self._set_identifiers()
        _threads.set_current(self)

    def is_alive(self):
        return not self._is_stopped

class _DummyThread(Thread):
    def __init__(self):
        Thread.__init__(self, name=_newname('Dummy-%d'), daemon=True)
        self._started.set()
        self._set_identifiers()
        _threads.set_current(self)

    def is_alive(self):
        return not _threads.ended(self._number)

    def join(self, timeout=None):
        raise RuntimeError('cannot join a dummy thread')

def current_thread():
    thread = _threads.current()
    if thread is None:
        thread = _DummyThread()
    return thread

def main_thread():
    return _main_thread

def active_count():
    return len(enumerate())

def enumerate():
    return [t for t in list(_active.values()) if t.is_alive()] + list(_limbo)

def currentThread():
    _deprecated('currentThread() is deprecated, use current_thread() instead')
    return current_thread()

def activeCount():
    _deprecated('activeCount() is deprecated, use active_count() instead')
    return active_count()

class _RLock:
    # The same over a plain lock, for those who want to look inside.
    def __init__(self):
        self._block = Lock()
        self._owner = None
        self._count = 0

    def __repr__(self):
        return '<%s %s.%s object owner=%r count=%d at %s>' % (
            'locked' if self.locked() else 'unlocked', type(self).__module__, type(self).__qualname__,
            self._owner, self._count, hex(id(self)))

    def acquire(self, blocking=True, timeout=-1):
        me = get_ident()
        if self._owner == me:
            self._count += 1
            return True
        taken = self._block.acquire(blocking, timeout)
        if taken:
            self._owner = me
            self._count = 1
        return taken

    __enter__ = acquire

    def release(self):
        if self._owner != get_ident():
            raise RuntimeError('cannot release un-acquired lock')
        self._count -= 1
        if not self._count:
            self._owner = None
            self._block.release()

    def __exit__(self, kind, value, traceback):
        self.release()

    def locked(self):
        return self._block.locked()

    def _at_fork_reinit(self):
        self._block._at_fork_reinit()
        self._owner = None
        self._count = 0

    def _acquire_restore(self, state):
        self._block.acquire()
        self._count, self._owner = state

    def _release_save(self):
        if self._count == 0:
            raise RuntimeError('cannot release un-acquired lock')
        state = (self._count, self._owner)
        self._count = 0
        self._owner = None
        self._block.release()
        return state

    def _is_owned(self):
        return self._owner == get_ident()

    def _recursion_count(self):
        return self._count if self._owner == get_ident() else 0

_PyRLock = _RLock

def _unpicklable(kind):
    def __reduce_ex__(self, protocol):
        raise TypeError(f"cannot pickle '_thread.{kind}' object")
    return __reduce_ex__

# What a condition's lock is: `_conditions` deals with those of the kernel's own by itself.
_KINDS = {Lock: 1, RLock: 2}

class Condition(_weft.State):
    def __init__(self, lock=None):
        if lock is None:
            self._lock = lock = RLock()
            _conditions.init(self, 2, (lock,))
            return
        self._lock = lock
        kind = _KINDS.get(type(lock), 0)
        if kind:
            _conditions.init(self, kind, (lock,))
        else:
            _conditions.init(self, kind, (lock, lock.__enter__, lock.__exit__, _foreign_wait, _foreign_is_owned,
                                          _foreign_notify))

    __enter__ = _conditions.__enter__
    __exit__ = _conditions.__exit__
    _is_owned = _conditions._is_owned
    wait = _conditions.wait
    notify = _conditions.notify
    notify_all = _conditions.notify_all
    __reduce_ex__ = _unpicklable('RLock')

    @property
    def acquire(self):
        return self._lock.acquire

    @property
    def release(self):
        return self._lock.release

    def _at_fork_reinit(self):
        self._lock._at_fork_reinit()
        _conditions.forget(self)

    def __repr__(self):
        return f'<Condition({self._lock}, {_conditions.count(self)})>'

    def locked(self):
        return self._lock.locked()

    def _release_save(self):
        save = getattr(self._lock, '_release_save', None)
        if save is not None:
            return save()
        self._lock.release()

    def _acquire_restore(self, state):
        restore = getattr(self._lock, '_acquire_restore', None)
        if restore is not None:
            restore(state)
        else:
            self._lock.acquire()

    def wait_for(self, predicate, timeout=None):
        end = None
        result = predicate()
        while not result:
            if timeout is not None:
                if end is None:
                    end = _time() + timeout
                else:
                    timeout = end - _time()
                    if timeout <= 0:
                        break
            self.wait(timeout)
            result = predicate()
        return result

    def notifyAll(self):
        _deprecated('notifyAll() is deprecated, use notify_all() instead')
        self.notify_all()

def _foreign_is_owned(condition):
    owned = getattr(condition._lock, '_is_owned', None)
    if owned is not None:
        return owned()
    if condition._lock.acquire(False):
        condition._lock.release()
        return False
    return True

def _foreign_notify(condition, n):
    if not condition._is_owned():
        raise RuntimeError('cannot notify on un-acquired lock')
    _conditions.wake_first(condition, n)

def _foreign_wait(condition, timeout):
    if not condition._is_owned():
        raise RuntimeError('cannot wait on un-acquired lock')
    _conditions.join_line(condition)
    state = condition._release_save()
    try:
        return _conditions.wait_in_line(condition, timeout)
    finally:
        condition._acquire_restore(state)

class Semaphore(_weft.State):
    # The greatest value, for bounded ones.
    _limit = -1

    def __init__(self, value=1):
        if value < 0:
            raise ValueError('semaphore initial value must be >= 0')
        _semaphores.set(self, value)

    def __repr__(self):
        cls = type(self)
        return f'<{cls.__module__}.{cls.__qualname__} at {id(self):#x}: value={self._value}>'

    __reduce_ex__ = _unpicklable('lock')

    @property
    def _value(self):
        return _semaphores.value(self)

    @_value.setter
    def _value(self, value):
        _semaphores.set(self, value)

    acquire = _semaphores.acquire
    __enter__ = _semaphores.acquire

    def release(self, n=1):
        if n < 1:
            raise ValueError('n must be one or more')
        if not _semaphores.add(self, n, self._limit):
            raise ValueError('Semaphore released too many times')

    def __exit__(self, kind, value, traceback):
        self.release()

class BoundedSemaphore(Semaphore):
    def __init__(self, value=1):
        super().__init__(value)
        self._limit = value

    @property
    def _initial_value(self):
        return self._limit

    def __repr__(self):
        cls = type(self)
        return (f'<{cls.__module__}.{cls.__qualname__} at {id(self):#x}:'
                f' value={self._value}/{self._initial_value}>')

class Event(_weft.State):
    is_set = _events.is_set
    set = _events.set
    clear = _events.clear
    wait = _events.wait
    _at_fork_reinit = _events._at_fork_reinit
    __reduce_ex__ = _unpicklable('lock')

    def __repr__(self):
        cls = type(self)
        status = 'set' if self.is_set() else 'unset'
        return f'<{cls.__module__}.{cls.__qualname__} at {id(self):#x}: {status}>'

    @property
    def _flag(self):
        return self.is_set()

    def isSet(self):
        _deprecated('isSet() is deprecated, use is_set() instead')
        return self.is_set()

class BrokenBarrierError(RuntimeError):
    pass

class Barrier:
    # States: 0 filling, 1 draining, -1 resetting, -2 broken.
    def __init__(self, parties, action=None, timeout=None):
        if parties < 1:
            raise ValueError('parties must be >= 1')
        self._cond = Condition(Lock())
        _conditions.mark_barrier(self._cond)
        self._action = action
        self._timeout = timeout
        self._parties = parties
        self._state = 0
        self._count = 0

    def __repr__(self):
        cls = type(self)
        if self.broken:
            return f'<{cls.__module__}.{cls.__qualname__} at {id(self):#x}: broken>'
        return (f'<{cls.__module__}.{cls.__qualname__} at {id(self):#x}:'
                f' waiters={self.n_waiting}/{self.parties}>')

    def wait(self, timeout=None):
        if timeout is None:
            timeout = self._timeout
        with self._cond:
            while self._state in (-1, 1):
                self._cond.wait()
            if self._state < 0:
                raise BrokenBarrierError
            index = self._count
            self._count += 1
            try:
                if index + 1 == self._parties:
                    try:
                        if self._action:
                            self._action()
                        self._state = 1
                        self._cond.notify_all()
                    except:
                        self._break()
                        raise
                else:
                    if not self._cond.wait_for(lambda: self._state != 0, timeout):
                        self._break()
                        raise BrokenBarrierError
                    if self._state < 0:
                        raise BrokenBarrierError
                return index
            finally:
                self._count -= 1
                if self._count == 0 and self._state in (-1, 1):
                    self._state = 0
                    self._cond.notify_all()

    def _break(self):
        self._state = -2
        self._cond.notify_all()

    def reset(self):
        with self._cond:
            if self._count > 0:
                if self._state in (0, -2):
                    self._state = -1
            else:
                self._state = 0
            self._cond.notify_all()

    def abort(self):
        with self._cond:
            self._break()

    @property
    def parties(self):
        return self._parties

    @property
    def n_waiting(self):
        return self._count if self._state == 0 else 0

    @property
    def broken(self):
        return self._state == -2

class Timer(Thread):
    def __init__(self, interval, function, args=None, kwargs=None):
        Thread.__init__(self)
        self.interval = interval
        self.function = function
        self.args = args if args is not None else []
        self.kwargs = kwargs if kwargs is not None else {}
        self.finished = Event()

    def cancel(self):
        self.finished.set()

    def run(self):
        self.finished.wait(self.interval)
        if not self.finished.is_set():
            self.function(*self.args, **self.kwargs)
        self.finished.set()

# What each thread begins with.
_profile_hook = None
_trace_hook = None

def settrace(func):
    global _trace_hook
    _trace_hook = func

def setprofile(func):
    global _profile_hook
    _profile_hook = func

def settrace_all_threads(func):
    settrace(func)
    _weft.settraceallthreads(func)

def setprofile_all_threads(func):
    setprofile(func)
    _weft.setprofileallthreads(func)

def gettrace():
    return _trace_hook

def getprofile():
    return _profile_hook

_atexits = []
_SHUTTING_DOWN = False

def _register_atexit(function, *args, **kwargs):
    if _SHUTTING_DOWN:
        raise RuntimeError("can't register atexit after shutdown")
    _atexits.append(lambda: function(*args, **kwargs))

def _shutdown():
    # Non-daemon threads are waited for; daemon threads stop where they are when the process ends.
    global _SHUTTING_DOWN
    _SHUTTING_DOWN = True
    _main_thread._is_stopped = True
    for function in reversed(_atexits):
        function()
    while True:
        me = _threads.ident()
        left = [t for t in [*_limbo.values(), *_active.values()]
                if not t._daemonic and t._number != me and t._number != 0]
        if not left:
            break
        for t in left:
            t._started.wait()
            _threads.join(t._number, None)
            _active.pop(t._ident, None)

def _after_fork():
    # In a forked process the forking thread is the only one, and the main one.
    global _main_thread, _active
    current = current_thread()
    _main_thread = current
    current._native_id = get_native_id()
    current._is_stopped = False
    for thread in _active.values():
        if thread is not current:
            thread._is_stopped = True
    _limbo.clear()
    _active = {current._ident: current}

_main_thread = _MainThread()
