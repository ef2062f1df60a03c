import _threads
import _weft

error = RuntimeError
TIMEOUT_MAX = 9223372036.0

class lock(_weft.State):
    acquire = _threads.lock_acquire
    release = _threads.lock_release
    locked = _threads.lock_locked
    __enter__ = _threads.lock_enter
    __exit__ = _threads.lock_exit
    acquire_lock = acquire
    release_lock = release
    locked_lock = locked
    _at_fork_reinit = _threads.lock_reinit

    def __repr__(self):
        held = _threads.lock_state(self)[0]
        return f"<{'locked' if held else 'unlocked'} _thread.lock object at {id(self):#x}>"

    def __reduce_ex__(self, protocol):
        raise TypeError("cannot pickle '_thread.lock' object")

class RLock(_weft.State):
    acquire = _threads.rlock_acquire
    release = _threads.rlock_release
    locked = _threads.lock_locked
    __enter__ = _threads.rlock_enter
    __exit__ = _threads.rlock_exit
    _is_owned = _threads.rlock_owned
    _recursion_count = _threads.rlock_count
    _release_save = _threads.rlock_release_save
    _acquire_restore = _threads.rlock_acquire_restore
    _at_fork_reinit = _threads.lock_reinit

    def __repr__(self):
        held, owner, count = _threads.lock_state(self)
        if not held:
            owner = count = 0
        else:
            owner += _BASE
        return (f"<{'locked' if held else 'unlocked'} _thread.RLock object owner={owner} count={count}"
                f" at {id(self):#x}>")

    def __reduce_ex__(self, protocol):
        raise TypeError("cannot pickle '_thread.RLock' object")

LockType = lock

def allocate_lock():
    return lock()

allocate = allocate_lock

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
        sys.stderr.write(f'Exception ignored in thread started by: {function!r}\n')
        _weft.print_uncaught(e)

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

def interrupt_main(signum=2):
    raise NotImplementedError('_thread.interrupt_main is not available in Weft')

def stack_size(size=0):
    return _threads.stack_size(size)

def _count():
    import threading
    return threading.active_count() - 1

class _local:
    # One attribute dictionary a thread. `__init__` runs once in each thread that uses the object.
    def __new__(cls, *args, **kwargs):
        self = object.__new__(cls)
        object.__setattr__(self, '_local__args', (args, kwargs))
        object.__setattr__(self, '_local__spaces', {_threads.ident(): {}})
        return self

    def __getattribute__(self, name):
        if name == '__dict__':
            return _local_space(self)
        if name.startswith('_local__'):
            return object.__getattribute__(self, name)
        space = _local_space(self)
        if name in space:
            return space[name]
        return object.__getattribute__(self, name)

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
            raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}")
        del space[name]

def _local_space(self):
    spaces = object.__getattribute__(self, '_local__spaces')
    me = _threads.ident()
    if me not in spaces:
        spaces[me] = {}
        args, kwargs = object.__getattribute__(self, '_local__args')
        type(self).__init__(self, *args, **kwargs)
    return spaces[me]

_local.__name__ = _local.__qualname__ = 'local'

def daemon_threads_allowed():
    return True

def _is_main_interpreter():
    return True
