import _locks
import _rlocks
import _threads
import _weft

error = RuntimeError
TIMEOUT_MAX = 9223372036.0

class lock(_weft.State):
    acquire = _locks.acquire
    release = _locks.release
    locked = _locks.locked
    __enter__ = _locks.__enter__
    __exit__ = _locks.__exit__
    acquire_lock = acquire
    release_lock = release
    locked_lock = locked
    _at_fork_reinit = _locks._at_fork_reinit

    def __repr__(self):
        held = _locks.state(self)[0]
        return f"<{'locked' if held else 'unlocked'} _thread.lock object at {id(self):#x}>"

    def __reduce_ex__(self, protocol):
        raise TypeError("cannot pickle '_thread.lock' object")

class RLock(_weft.State):
    acquire = _rlocks.acquire
    release = _rlocks.release
    locked = _locks.locked
    __enter__ = _rlocks.__enter__
    __exit__ = _rlocks.__exit__
    _is_owned = _rlocks._is_owned
    _recursion_count = _rlocks._recursion_count
    _release_save = _rlocks._release_save
    _acquire_restore = _rlocks._acquire_restore
    _at_fork_reinit = _locks._at_fork_reinit

    def __repr__(self):
        held, owner, count = _locks.state(self)
        if not held:
            owner = count = 0
        else:
            owner += _BASE
        return (f"<{'locked' if held else 'unlocked'} _thread.RLock object owner={owner} count={count}"
                f" at {id(self):#x}>")

    def __reduce_ex__(self, protocol):
        raise TypeError("cannot pickle '_thread.RLock' object")

LockType = lock

allocate_lock = allocate = lock

# Identifiers look like those of Linux: large, and the same in every run.
_BASE = 139900000000000

def get_ident():
    return _threads.ident() * 4096 + _BASE

def get_native_id():
    import _system
    return _system.getpid() + _threads.ident()

def _bootstrap(function, args, kwargs):
    try:
        function(*args, **kwargs)
    except SystemExit:
        pass
    except BaseException as e:
        import sys
        sys.unraisablehook(_Unraisable(e, f'Exception ignored in thread started by {function!r}'))
    finally:
        # `threading` knows the thread if it asked for itself.
        import sys
        threading = sys.modules.get('threading')
        if threading is not None:
            threading._active.pop(get_ident(), None)
        _forget_locals()

class _Unraisable:
    object = None

    def __init__(self, exc, err_msg):
        self.exc_type = type(exc)
        self.exc_value = exc
        self.exc_traceback = exc.__traceback__
        self.err_msg = err_msg

def start_new_thread(function, args, kwargs={}):
    if not callable(function):
        raise TypeError('first arg must be callable')
    if not isinstance(args, tuple):
        raise TypeError('2nd arg must be a tuple')
    if not isinstance(kwargs, dict):
        raise TypeError('optional 3rd arg must be a dictionary')
    number = _threads.start(_bootstrap, (function, args, dict(kwargs)), 'thread', True, None)
    return number * 4096 + _BASE

start_new = start_new_thread

def exit():
    raise SystemExit

exit_thread = exit

def interrupt_main(signum=2, /):
    # As if the signal had come, except that nothing happens without a Python handler.
    import signal
    if callable(signal.getsignal(signum)):
        signal._signals.raise_signal(signum)

_stack_size = 0

def stack_size(size=0, /):
    # Frames of Python code are no part of any stack of the host's: what is set here changes nothing.
    global _stack_size
    if size < 0:
        raise ValueError('size must be 0 or a positive value')
    if 0 < size < 32768:
        raise ValueError(f'size not valid: {size} bytes')
    last = _stack_size
    _stack_size = size
    return last

def _count():
    return _threads.count() - 1

class _local:
    # One attribute dictionary a thread. `__init__` runs once in each thread that uses the object.
    def __new__(cls, *args, **kwargs):
        if (args or kwargs) and cls.__init__ is object.__init__:
            raise TypeError('Initialization arguments are not supported')
        self = object.__new__(cls)
        object.__setattr__(self, '_local__args', (args, kwargs))
        object.__setattr__(self, '_local__spaces', {})
        _new_space(self)
        return self

    def __getattribute__(self, name):
        if name == '__dict__':
            return _local_space(self)
        if name.startswith('_local__'):
            return object.__getattribute__(self, name)
        space = _local_space(self)
        if name in space:
            return space[name]
        try:
            return object.__getattribute__(self, name)
        except AttributeError:
            if type(self) is not _local:
                raise
        raise _no_attribute(self, name)

    def __setattr__(self, name, value):
        if name == '__dict__':
            raise AttributeError(f"{type(self).__name__!r} object attribute '__dict__' is read-only")
        found = None
        for base in type(self).__mro__:
            if name in base.__dict__:
                found = base.__dict__[name]
                break
        if hasattr(type(found), '__set__'):
            type(found).__set__(found, self, value)
        else:
            _local_space(self)[name] = value

    def __delattr__(self, name):
        space = _local_space(self)
        if name not in space:
            raise _no_attribute(self, name)
        del space[name]

def _no_attribute(local, name):
    kind = '_thread._local' if type(local) is _local else type(local).__name__
    return AttributeError(f'{kind!r} object has no attribute {name!r}', name=name, obj=local)

# The local objects that each thread has values in, but for the main one.
_used = {}

def _new_space(self):
    me = _threads.ident()
    object.__getattribute__(self, '_local__spaces')[me] = {}
    if me:
        _used.setdefault(me, []).append(_weft.reference_type(self))

def _forget_locals():
    # At a thread's end.
    me = _threads.ident()
    for reference in _used.pop(me, ()):
        local = reference()
        if local is not None:
            del object.__getattribute__(local, '_local__spaces')[me]

def _local_space(self):
    spaces = object.__getattribute__(self, '_local__spaces')
    me = _threads.ident()
    if me not in spaces:
        _new_space(self)
        args, kwargs = object.__getattribute__(self, '_local__args')
        type(self).__init__(self, *args, **kwargs)
    return spaces[me]

_local.__name__ = _local.__qualname__ = 'local'

# `concurrent.interpreters` counts from 0, the main one.
_interpreter = 0

def daemon_threads_allowed():
    return _interpreter == 0

def _is_main_interpreter():
    return _interpreter == 0
