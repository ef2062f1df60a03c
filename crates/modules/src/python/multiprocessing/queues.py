# Queues between processes. `put` hands the message to the kernel and returns; what cannot be encoded is
# reported on standard error, as CPython's feeder thread does, and is not sent.

__all__ = ['Queue', 'SimpleQueue', 'JoinableQueue']

import sys
import _processes
import _weft
from queue import Empty, Full
from .reduction import dumps, loads
from .synchronize import Condition, Semaphore, _check_spawning

_NOTHING = object()

class Queue:
    def __init__(self, maxsize=0, *, ctx=None):
        self._maxsize = maxsize if maxsize > 0 else 0
        self._id = _processes.queue_new(self._maxsize)
        self._closed = False

    def __reduce__(self):
        return _check_spawning(self)

    def _waitable(self):
        return self._id

    def _encode(self, obj):
        try:
            return dumps(obj)
        except Exception as e:
            self._on_queue_feeder_error(e, obj)

    @staticmethod
    def _on_queue_feeder_error(e, obj):
        # Subclasses may do something else with what cannot be sent.
        sys.stderr.write(_weft.exception_text(e))

    def put(self, obj, block=True, timeout=None):
        if self._closed:
            raise ValueError(f'Queue {self!r} is closed')
        if not self._maxsize and _processes.send(self._id, obj):
            return
        data = self._encode(obj)
        if data is None:
            return
        if self._maxsize:
            if timeout is not None and timeout < 0:
                timeout = 0
            if _processes.queue_put(self._id, data, _processes.preview(obj), block, timeout) is not True:
                raise Full
        else:
            _processes.queue_send(self._id, data, _processes.preview(obj))

    def get(self, block=True, timeout=None):
        if self._closed:
            raise ValueError(f'Queue {self!r} is closed')
        obj = _processes.receive(self._id, block, timeout, _NOTHING, loads)
        if obj is _NOTHING:
            raise Empty
        return obj

    def qsize(self):
        return _processes.queue_size(self._id)

    def empty(self):
        return _processes.queue_size(self._id) == 0

    def full(self):
        return 0 < self._maxsize <= _processes.queue_size(self._id)

    def get_nowait(self):
        return self.get(False)

    def put_nowait(self, obj):
        return self.put(obj, False)

    def close(self):
        self._closed = True

    def join_thread(self):
        assert self._closed, f'Queue {self!r} not closed'

    def cancel_join_thread(self):
        pass

class JoinableQueue(Queue):
    def __init__(self, maxsize=0, *, ctx=None):
        Queue.__init__(self, maxsize)
        self._unfinished_tasks = Semaphore(0)
        self._cond = Condition()

    def put(self, obj, block=True, timeout=None):
        # Counted first: the task may be done before this call is.
        self._unfinished_tasks.release()
        try:
            Queue.put(self, obj, block, timeout)
        except BaseException:
            self._unfinished_tasks.acquire(False)
            raise

    def task_done(self):
        with self._cond:
            if not self._unfinished_tasks.acquire(False):
                raise ValueError('task_done() called too many times')
            if self._unfinished_tasks.get_value() == 0:
                self._cond.notify_all()

    def join(self):
        with self._cond:
            if self._unfinished_tasks.get_value() != 0:
                self._cond.wait()

class SimpleQueue:
    def __init__(self, *, ctx=None):
        self._id = _processes.queue_new(0)

    def __reduce__(self):
        return _check_spawning(self)

    def _waitable(self):
        return self._id

    def put(self, obj):
        if not _processes.send(self._id, obj):
            _processes.queue_send(self._id, dumps(obj), _processes.preview(obj))

    def get(self):
        return _processes.receive(self._id, True, None, None, loads)

    def empty(self):
        return _processes.queue_size(self._id) == 0

    def close(self):
        pass
