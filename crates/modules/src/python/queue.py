import _queues
import _weft
from time import monotonic as time

try:
    from _queue import Empty, SimpleQueue
except ImportError:
    SimpleQueue = None

    class Empty(Exception):
        'Exception raised by Queue.get(block=0)/get_nowait().'

class Full(Exception):
    'Exception raised by Queue.put(block=0)/put_nowait().'

class ShutDown(Exception):
    'Raised when put/get with shut-down queue.'

_ERRORS = {'Empty': Empty, 'Full': Full, 'ShutDown': ShutDown}

_put = _queues.put
_get = _queues.get

class Queue(_weft.State):
    _lifo = False
    _general = False

    def __init__(self, maxsize=0):
        if self._general:
            _General.__init__(self, maxsize)
        else:
            self.maxsize = maxsize
            _queues.init(self, maxsize, self._lifo)

    def __init_subclass__(cls, **kwargs):
        super().__init_subclass__(**kwargs)
        # A subclass with its own storage gets the general algorithm.
        own = cls.__dict__
        if '_general' not in own and any(name in own for name in ('_init', '_put', '_get', '_qsize')):
            _generalise(cls)

    # The storage, for subclasses and for the general algorithm.

    def _init(self, maxsize):
        from collections import deque
        self.__dict__['queue'] = deque()

    def _qsize(self):
        return len(self.queue)

    def _put(self, item):
        self.queue.append(item)

    def _get(self):
        return self.queue.popleft()

    def __reduce_ex__(self, protocol):
        raise TypeError("cannot pickle '_thread.lock' object")

    def put(self, item, block=True, timeout=None):
        error = _put(self, item, block, timeout)
        if error is not None:
            if self._general:
                # This method was taken before somebody looked inside.
                return self.put(item, block, timeout)
            raise _ERRORS[error]

    def get(self, block=True, timeout=None):
        item = _get(self, block, timeout)
        if type(item) is str:
            if self._general:
                return self.get(block, timeout)
            raise _ERRORS[item]
        return item[0]

    def put_nowait(self, item):
        return self.put(item, False)

    def get_nowait(self):
        return self.get(False)

    def qsize(self):
        return _queues.size(self)

    def empty(self):
        return not _queues.size(self)

    def full(self):
        return 0 < self.maxsize <= _queues.size(self)

    def task_done(self):
        _queues.task_done(self)

    def join(self):
        _queues.join(self)

    def shutdown(self, immediate=False):
        _queues.shutdown(self, immediate)

    @property
    def unfinished_tasks(self):
        return _queues.numbers(self)[1]

    @property
    def is_shutdown(self):
        return bool(_queues.numbers(self)[2])

    def __getattr__(self, name):
        if name in ('queue', 'mutex', 'not_empty', 'not_full', 'all_tasks_done'):
            # Somebody wants to look inside: go on with the general algorithm, on the same messages.
            items = _queues.items(self)
            _, unfinished, is_shutdown = _queues.numbers(self)
            # Nothing more goes there.
            _queues.shutdown(self, True)
            general = _GeneralLifo if self._lifo else _GeneralQueue
            self.__class__ = general
            _General.__init__(self, self.maxsize)
            self.__dict__['queue'].extend(items)
            self.__dict__['_unfinished'] = unfinished
            self.__dict__['_is_shutdown'] = bool(is_shutdown)
            return self.__dict__[name]
        raise AttributeError(f"'{type(self).__name__}' object has no attribute '{name}'")

    __class_getitem__ = classmethod(lambda cls, item: cls)

class _General:
    # The algorithm of a queue over any storage, with a lock and three conditions.

    def __init__(self, maxsize=0):
        import threading
        d = self.__dict__
        d['maxsize'] = maxsize
        self._init(maxsize)
        mutex = d['mutex'] = threading.Lock()
        d['not_empty'] = threading.Condition(mutex)
        d['not_full'] = threading.Condition(mutex)
        d['all_tasks_done'] = threading.Condition(mutex)
        d['_unfinished'] = 0
        d['_is_shutdown'] = False

    def task_done(self):
        with self.all_tasks_done:
            unfinished = self._unfinished - 1
            if unfinished <= 0:
                if unfinished < 0:
                    raise ValueError('task_done() called too many times')
                self.all_tasks_done.notify_all()
            self._unfinished = unfinished

    def join(self):
        with self.all_tasks_done:
            while self._unfinished:
                self.all_tasks_done.wait()

    def qsize(self):
        with self.mutex:
            return self._qsize()

    def empty(self):
        with self.mutex:
            return not self._qsize()

    def full(self):
        with self.mutex:
            return 0 < self.maxsize <= self._qsize()

    def put(self, item, block=True, timeout=None):
        with self.not_full:
            if self._is_shutdown:
                raise ShutDown
            if self.maxsize > 0:
                if not block:
                    if self._qsize() >= self.maxsize:
                        raise Full
                elif timeout is None:
                    while self._qsize() >= self.maxsize:
                        self.not_full.wait()
                        if self._is_shutdown:
                            raise ShutDown
                elif timeout < 0:
                    raise ValueError("'timeout' must be a non-negative number")
                else:
                    end = time() + timeout
                    while self._qsize() >= self.maxsize:
                        remaining = end - time()
                        if remaining <= 0.0:
                            raise Full
                        self.not_full.wait(remaining)
                        if self._is_shutdown:
                            raise ShutDown
            self._put(item)
            self._unfinished += 1
            self.not_empty.notify()

    def get(self, block=True, timeout=None):
        with self.not_empty:
            if self._is_shutdown and not self._qsize():
                raise ShutDown
            if not block:
                if not self._qsize():
                    raise Empty
            elif timeout is None:
                while not self._qsize():
                    self.not_empty.wait()
                    if self._is_shutdown and not self._qsize():
                        raise ShutDown
            elif timeout < 0:
                raise ValueError("'timeout' must be a non-negative number")
            else:
                end = time() + timeout
                while not self._qsize():
                    remaining = end - time()
                    if remaining <= 0.0:
                        raise Empty
                    self.not_empty.wait(remaining)
                    if self._is_shutdown and not self._qsize():
                        raise ShutDown
            item = self._get()
            self.not_full.notify()
            return item

    def put_nowait(self, item):
        return self.put(item, False)

    def get_nowait(self):
        return self.get(False)

    def shutdown(self, immediate=False):
        with self.mutex:
            self._is_shutdown = True
            if immediate:
                while self._qsize():
                    self._get()
                    if self._unfinished > 0:
                        self._unfinished -= 1
                self.all_tasks_done.notify_all()
            self.not_empty.notify_all()
            self.not_full.notify_all()

    @property
    def unfinished_tasks(self):
        return self._unfinished

    @property
    def is_shutdown(self):
        return self._is_shutdown

def _generalise(cls):
    cls._general = True
    for name, method in _General.__dict__.items():
        if name not in cls.__dict__ and name != '__init__' and (callable(method) or isinstance(method, property)):
            setattr(cls, name, method)

class _GeneralQueue(Queue):
    _general = True

class LifoQueue(Queue):
    _general = False
    _lifo = True

    def _init(self, maxsize):
        self.__dict__['queue'] = []

    def _get(self):
        return self.queue.pop()

class _GeneralLifo(LifoQueue):
    _general = True

_generalise(_GeneralQueue)
_generalise(_GeneralLifo)
_GeneralQueue.__name__ = _GeneralQueue.__qualname__ = 'Queue'
_GeneralLifo.__name__ = _GeneralLifo.__qualname__ = 'LifoQueue'

class PriorityQueue(Queue):
    def _init(self, maxsize):
        self.__dict__['queue'] = []

    def _qsize(self):
        return len(self.queue)

    def _put(self, item):
        from heapq import heappush
        heappush(self.queue, item)

    def _get(self):
        from heapq import heappop
        return heappop(self.queue)

class _PySimpleQueue:
    # What SimpleQueue is where `_queue` is not to be had.

    def __init__(self):
        from collections import deque
        import threading
        self._queue = deque()
        self._count = threading.Semaphore(0)

    def put(self, item, block=True, timeout=None):
        self._queue.append(item)
        self._count.release()

    def get(self, block=True, timeout=None):
        if timeout is not None and timeout < 0:
            raise ValueError("'timeout' must be a non-negative number")
        if not self._count.acquire(block, timeout if block else None):
            raise Empty
        return self._queue.popleft()

    def put_nowait(self, item):
        return self.put(item, block=False)

    def get_nowait(self):
        return self.get(block=False)

    def empty(self):
        return len(self._queue) == 0

    def qsize(self):
        return len(self._queue)

    __class_getitem__ = classmethod(lambda cls, item: cls)

if SimpleQueue is None:
    SimpleQueue = _PySimpleQueue

__all__ = ['Empty', 'Full', 'ShutDown', 'Queue', 'PriorityQueue', 'LifoQueue', 'SimpleQueue']
