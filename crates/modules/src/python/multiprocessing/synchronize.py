# Locks between processes, on the kernel's semaphores.

__all__ = ['Lock', 'RLock', 'Semaphore', 'BoundedSemaphore', 'Condition', 'Event', 'Barrier']

import os
import threading
import _processes
from . import process
from time import monotonic

SEM_VALUE_MAX = 2147483647

def _check_spawning(obj):
    # The pickle of something that only a process which is being started may have.
    if process._starting.process is not None:
        return process.plain(obj)
    raise RuntimeError(f'{type(obj).__name__} objects should only be shared between processes through inheritance')

class SemLock:
    def __init__(self, value, limit, kind):
        self._id = _processes.semaphore_new(value, limit, kind)
        # The holder as far as this process knows: RLocks and reprs ask.
        self._holder = None
        self._count = 0

    def _me(self):
        return os.getpid(), threading.get_ident()

    def acquire(self, block=True, timeout=None):
        if timeout is not None and timeout < 0:
            timeout = 0
        if _processes.semaphore_acquire(self._id, block, timeout if block else None) is not True:
            return False
        self._holder = self._me()
        self._count += 1
        return True

    def release(self):
        if _processes.semaphore_release(self._id) is not True:
            raise ValueError('semaphore or lock released too many times')
        self._holder = None
        self._count -= 1

    __enter__ = acquire

    def __exit__(self, *exc):
        return self.release()

    def _get_value(self):
        return _processes.semaphore_value(self._id)

    def __reduce__(self):
        return _check_spawning(self)

    def _holder_name(self):
        if self._holder is None:
            return None
        if self._holder == self._me():
            name = process.current_process().name
            thread = threading.current_thread().name
            return name if thread == 'MainThread' else f'{name}|{thread}'
        if self._holder[0] == os.getpid():
            return 'SomeOtherThread'
        return 'SomeOtherProcess'

class Semaphore(SemLock):
    def __init__(self, value=1, *, ctx=None):
        SemLock.__init__(self, value, SEM_VALUE_MAX, 'Semaphore')

    def get_value(self):
        return self._get_value()

    def __repr__(self):
        return f'<{type(self).__name__}(value={self._get_value()})>'

class BoundedSemaphore(Semaphore):
    def __init__(self, value=1, *, ctx=None):
        SemLock.__init__(self, value, value, 'Semaphore')
        self._limit = value

    def __repr__(self):
        return f'<{type(self).__name__}(value={self._get_value()}, maxvalue={self._limit})>'

class Lock(SemLock):
    def __init__(self, *, ctx=None):
        SemLock.__init__(self, 1, 1, 'Lock')

    def locked(self):
        return self._get_value() == 0

    def __repr__(self):
        name = self._holder_name()
        if name is None and self._get_value() == 0:
            name = 'SomeOtherProcess'
        return f'<{type(self).__name__}(owner={name})>'

class RLock(SemLock):
    def __init__(self, *, ctx=None):
        SemLock.__init__(self, 1, 1, 'RLock')

    def acquire(self, block=True, timeout=None):
        if self._holder == self._me():
            self._count += 1
            return True
        if timeout is not None and timeout < 0:
            timeout = 0
        if _processes.semaphore_acquire(self._id, block, timeout if block else None) is not True:
            return False
        self._holder = self._me()
        self._count = 1
        return True

    __enter__ = acquire

    def release(self):
        assert self._holder == self._me(), 'attempt to release recursive lock not owned by thread'
        self._count -= 1
        if self._count == 0:
            self._holder = None
            _processes.semaphore_release(self._id)

    def locked(self):
        return self._get_value() == 0

    def _is_mine(self):
        return self._holder == self._me()

    def __repr__(self):
        name = self._holder_name()
        count = self._count if self._is_mine() else 0 if name is None else 'nonzero'
        return f'<{type(self).__name__}({name}, {count})>'

class Condition:
    def __init__(self, lock=None, *, ctx=None):
        self._lock = lock or RLock()
        self._sleeping_count = Semaphore(0)
        self._woken_count = Semaphore(0)
        self._wait_semaphore = Semaphore(0)
        self._add_methods()

    def _add_methods(self):
        self.acquire = self._lock.acquire
        self.release = self._lock.release

    def __enter__(self):
        return self._lock.__enter__()

    def __exit__(self, *args):
        return self._lock.__exit__(*args)

    def __reduce__(self):
        make, args, state = _check_spawning(self)
        return make, args, {name: v for name, v in state.items() if name not in ('acquire', 'release')}

    def __setstate__(self, state):
        self.__dict__.update(state)
        self._add_methods()

    def __repr__(self):
        waiters = self._sleeping_count._get_value() - self._woken_count._get_value()
        return f'<{type(self).__name__}({self._lock}, {waiters})>'

    def _held(self):
        return self._lock._holder == self._lock._me()

    def wait(self, timeout=None):
        assert self._held(), 'must acquire() condition before using wait()'
        self._sleeping_count.release()
        count = self._lock._count
        for i in range(count):
            self._lock.release()
        try:
            return self._wait_semaphore.acquire(True, timeout)
        finally:
            self._woken_count.release()
            for i in range(count):
                self._lock.acquire()

    def notify(self, n=1):
        assert self._held(), 'lock is not owned'
        # Sleepers that timed out have woken without a wake-up: forget them first.
        while self._woken_count.acquire(False):
            self._sleeping_count.acquire(False)
        sleepers = 0
        while sleepers < n and self._sleeping_count.acquire(False):
            self._wait_semaphore.release()
            sleepers += 1
        for i in range(sleepers):
            self._woken_count.acquire()
        while self._wait_semaphore.acquire(False):
            pass

    def notify_all(self):
        self.notify(SEM_VALUE_MAX)

    def wait_for(self, predicate, timeout=None):
        result = predicate()
        if result:
            return result
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

class Event:
    def __init__(self, *, ctx=None):
        self._cond = Condition(Lock())
        self._flag = Semaphore(0)

    def is_set(self):
        return self._flag._get_value() > 0

    def set(self):
        with self._cond:
            self._flag.acquire(False)
            self._flag.release()
            self._cond.notify_all()

    def clear(self):
        with self._cond:
            self._flag.acquire(False)

    def wait(self, timeout=None):
        with self._cond:
            if not self.is_set():
                self._cond.wait(timeout)
            return self.is_set()

    def __repr__(self):
        return f'<{type(self).__qualname__} at {id(self):#x} {"set" if self.is_set() else "unset"}>'

    def __reduce__(self):
        return _check_spawning(self)

class Barrier(threading.Barrier):
    # The algorithm of threads' barriers, with its state in shared memory.
    def __init__(self, parties, action=None, timeout=None, *, ctx=None):
        if parties < 1:
            raise ValueError('parties must be >= 1')
        from .sharedctypes import RawArray
        self._numbers = RawArray('i', 2)
        self._cond = Condition()
        self._action = action
        self._timeout = timeout
        self._parties = parties

    @property
    def _state(self):
        return self._numbers[0]

    @_state.setter
    def _state(self, value):
        self._numbers[0] = value

    @property
    def _count(self):
        return self._numbers[1]

    @_count.setter
    def _count(self, value):
        self._numbers[1] = value

    def __reduce__(self):
        return _check_spawning(self)
