# Pools of workers. Tasks go to one queue that all workers read; their results come back through another,
# which a thread of this process reads. The kernel puts an empty message there when a worker ends.

__all__ = ['Pool', 'ThreadPool']

import itertools
import os
import queue
import threading
import _processes
import _weft
from collections import deque
from . import util
from .process import TimeoutError
from .reduction import dumps, loads

INIT = 'INIT'
RUN = 'RUN'
CLOSE = 'CLOSE'
TERMINATE = 'TERMINATE'

# Tasks of one `imap` that may be under way while its iterable is still read.
_AHEAD = 256

_job_numbers = itertools.count()

class RemoteTraceback(Exception):
    def __init__(self, tb):
        self.tb = tb

    def __str__(self):
        return self.tb

class MaybeEncodingError(Exception):
    def __init__(self, exc, value):
        self.exc = repr(exc)
        self.value = repr(value)
        super().__init__(self.exc, self.value)

    def __str__(self):
        return f"Error sending result: '{self.value}'. Reason: '{self.exc}'"

    def __repr__(self):
        return f'<{type(self).__name__}: {self}>'

def mapstar(args):
    return list(map(*args))

def starmapstar(args):
    return list(itertools.starmap(args[0], args[1]))

def _with_cause(exc, text):
    exc.__cause__ = RemoteTraceback(f'\n"""\n{text}"""')
    return exc

def _perform(task):
    # A task's answer: job, position, success, value or (exception, its traceback's text).
    job, i, func, args, kwds = task
    try:
        return job, i, True, func(*args, **kwds)
    except Exception as e:
        return job, i, False, (e, _weft.exception_text(e))

def _encode(answer):
    try:
        return dumps(answer)
    except Exception as e:
        job, i, success, value = answer
        shown = value if success else value[0]
        wrapped = MaybeEncodingError(e, shown)
        return dumps((job, i, None, (wrapped.exc, wrapped.value)))

def _answer(data):
    # What is not in the kernel's own encoding, or nothing: something else may have changed.
    return loads(data) if data else None

def worker(tasks, results, initializer, initargs, maxtasks):
    if initializer is not None:
        initializer(*initargs)
    completed = 0
    while maxtasks is None or completed < maxtasks:
        task = _processes.receive(tasks, True, None, None, loads)
        if task is None:
            break
        data = _encode(_perform(task))
        _processes.queue_send(results, data, f'result {task[0]}')
        completed += 1
        # Nothing of a task outlives it.
        task = data = None

class Pool:
    _wrap_exception = True

    @staticmethod
    def Process(ctx, *args, **kwds):
        return ctx.Process(*args, **kwds)

    def __init__(self, processes=None, initializer=None, initargs=(), maxtasksperchild=None, context=None):
        self._state = INIT
        if context is None:
            from . import context as module
            context = module._default_context.get_context()
        self._ctx = context
        self._cache = {}
        self._maxtasksperchild = maxtasksperchild
        self._initializer = initializer
        self._initargs = initargs
        if processes is None:
            processes = os.process_cpu_count() or 1
        if processes < 1:
            raise ValueError('Number of processes must be at least 1')
        if maxtasksperchild is not None:
            if not isinstance(maxtasksperchild, int) or maxtasksperchild <= 0:
                raise ValueError('maxtasksperchild must be a positive int or None')
        if initializer is not None and not callable(initializer):
            raise TypeError('initializer must be a callable')
        self._processes = processes
        self._pool = []
        self._dismissed = False
        self._open_queues()
        try:
            self._repopulate()
        except Exception:
            self._state = TERMINATE
            self._stop_workers()
            raise
        self._handler = threading.Thread(target=self._handle_results, name=self._handler_name(), daemon=True)
        self._state = RUN
        self._handler.start()
        self._finalizer = util.register_exit(self._at_exit)

    def _handler_name(self):
        # A name of its own, so that the program's threads keep the numbers they have in CPython.
        return 'PoolResultHandler'

    # What pools of threads do otherwise.

    def _open_queues(self):
        self._tasks = _processes.queue_new(0)
        self._results = _processes.queue_new(0)

    def _start_worker(self):
        w = self.Process(self._ctx, target=worker, args=(self._tasks, self._results, self._initializer,
                                                         self._initargs, self._maxtasksperchild))
        w.name = w.name.replace('Process', 'PoolWorker')
        w.daemon = True
        w.start()
        _processes.tell_end(w.pid, self._results)
        self._pool.append(w)

    def _send(self, task):
        _processes.queue_send(self._tasks, dumps(task), _processes.preview(task and task[3]))

    def _dismiss(self):
        for w in self._pool:
            _processes.queue_send(self._tasks, dumps(None), 'end')

    def _receive(self):
        # The next answer; None when something else may have changed.
        return _processes.receive(self._results, True, None, None, _answer)

    def _wake_handler(self):
        _processes.queue_send(self._results, b'', '')

    def _stop_workers(self):
        for w in self._pool:
            if w.exitcode is None:
                w.terminate()
        for w in self._pool:
            w.join()

    def _reap(self):
        ended = [w for w in self._pool if w.exitcode is not None]
        for w in ended:
            w.join()
            self._pool.remove(w)

    # The rest is the same for both.

    def _repopulate(self):
        while len(self._pool) < self._processes:
            self._start_worker()

    def _handle_results(self):
        while True:
            answer = self._receive()
            if self._state == TERMINATE:
                return
            if answer is not None:
                self._deliver(*answer)
                answer = None
            else:
                self._reap()
                if self._state == RUN or self._cache:
                    self._repopulate()
            if self._state == CLOSE and not self._cache:
                if not self._dismissed:
                    self._dismissed = True
                    self._dismiss()
                if not self._pool:
                    return

    def _deliver(self, job, i, success, value):
        result = self._cache.get(job)
        if result is None:
            return
        if success is None:
            wrapped = MaybeEncodingError.__new__(MaybeEncodingError)
            wrapped.exc, wrapped.value = value
            Exception.__init__(wrapped, *value)
            value = wrapped
        elif not success:
            exc, text = value
            value = _with_cause(exc, text) if self._wrap_exception else exc
        result._set(i, (bool(success), value))

    def _submit(self, task):
        # What cannot be encoded fails there, not here.
        try:
            self._send(task)
        except Exception as e:
            result = self._cache.get(task[0])
            if result is not None:
                result._set(task[1], (False, e))
                self._check_done()

    def _check_done(self):
        if self._state == CLOSE and not self._cache:
            self._wake_handler()

    def _check_running(self):
        if self._state != RUN:
            raise ValueError('Pool not running')

    def apply(self, func, args=(), kwds={}):
        return self.apply_async(func, args, kwds).get()

    def apply_async(self, func, args=(), kwds={}, callback=None, error_callback=None):
        self._check_running()
        result = ApplyResult(self, callback, error_callback)
        self._submit((result._job, 0, func, tuple(args), dict(kwds)))
        return result

    def map(self, func, iterable, chunksize=None):
        return self._map_async(func, iterable, mapstar, chunksize).get()

    def map_async(self, func, iterable, chunksize=None, callback=None, error_callback=None):
        return self._map_async(func, iterable, mapstar, chunksize, callback, error_callback)

    def starmap(self, func, iterable, chunksize=None):
        return self._map_async(func, iterable, starmapstar, chunksize).get()

    def starmap_async(self, func, iterable, chunksize=None, callback=None, error_callback=None):
        return self._map_async(func, iterable, starmapstar, chunksize, callback, error_callback)

    def _map_async(self, func, iterable, mapper, chunksize=None, callback=None, error_callback=None):
        self._check_running()
        if not hasattr(iterable, '__len__'):
            iterable = list(iterable)
        if chunksize is None:
            chunksize, extra = divmod(len(iterable), self._processes * 4)
            if extra:
                chunksize += 1
        if len(iterable) == 0:
            chunksize = 0
        result = MapResult(self, chunksize, len(iterable), callback, error_callback)
        for i, chunk in enumerate(_chunks(iterable, chunksize)):
            self._submit((result._job, i, mapper, ((func, chunk),), {}))
        return result

    def imap(self, func, iterable, chunksize=1):
        return self._imap(IMapIterator(self), func, iterable, chunksize)

    def imap_unordered(self, func, iterable, chunksize=1):
        return self._imap(IMapUnorderedIterator(self), func, iterable, chunksize)

    def _imap(self, result, func, iterable, chunksize):
        try:
            self._check_running()
        except ValueError:
            del self._cache[result._job]
            raise
        if chunksize < 1:
            raise ValueError(f'Chunksize must be 1+, not {chunksize:n}')
        if isinstance(iterable, (list, tuple, range)) and len(iterable) <= _AHEAD:
            self._feed(result, func, iterable, chunksize)
        else:
            feeder = threading.Thread(target=self._feed, args=(result, func, iterable, chunksize),
                                      name='PoolTaskFeeder', daemon=True)
            feeder.start()
        return result if chunksize == 1 else (item for chunk in result for item in chunk)

    def _feed(self, result, func, iterable, chunksize):
        i = -1
        try:
            items = iterable if chunksize == 1 else _chunks(iterable, chunksize)
            for i, item in enumerate(items):
                if self._state == TERMINATE:
                    return
                if chunksize == 1:
                    task = (result._job, i, func, (item,), {})
                else:
                    task = (result._job, i, mapstar, ((func, item),), {})
                result._room.acquire()
                self._submit(task)
        except Exception as e:
            # The iterable itself failed: that is the next result.
            i += 1
            result._set(i, (False, e))
        result._set_length(i + 1)
        self._check_done()

    def close(self):
        if self._state == RUN:
            self._state = CLOSE
            self._wake_handler()

    def terminate(self):
        self._state = TERMINATE
        self._wake_handler()
        self._stop_workers()
        if threading.current_thread() is not self._handler:
            self._handler.join()
        self._finalizer.cancel()

    def _at_exit(self):
        if self._state != TERMINATE and self._pool:
            self._state = TERMINATE
            for w in self._pool:
                if w.exitcode is None:
                    w.terminate()

    def join(self):
        if self._state == RUN:
            raise ValueError('Pool is still running')
        elif self._state not in (CLOSE, TERMINATE):
            raise ValueError('In unknown state')
        self._handler.join()
        for w in list(self._pool):
            w.join()
        self._finalizer.cancel()

    def __del__(self):
        if self._state == RUN:
            import warnings
            warnings.warn(f'unclosed running multiprocessing pool {self!r}', ResourceWarning, source=self)

    def __enter__(self):
        self._check_running()
        return self

    def __exit__(self, kind, value, traceback):
        self.terminate()

    def __reduce__(self):
        raise NotImplementedError('pool objects cannot be passed between processes or pickled')

    def __repr__(self):
        cls = type(self)
        return f'<{cls.__module__}.{cls.__qualname__} state={self._state} pool_size={len(self._pool)}>'

def _chunks(iterable, size):
    it = iter(iterable)
    while True:
        chunk = tuple(itertools.islice(it, size))
        if not chunk:
            return
        yield chunk

class ApplyResult:
    def __init__(self, pool, callback, error_callback):
        self._pool = pool
        self._event = threading.Event()
        self._job = next(_job_numbers)
        self._cache = pool._cache
        self._callback = callback
        self._error_callback = error_callback
        self._cache[self._job] = self

    def ready(self):
        return self._event.is_set()

    def successful(self):
        if not self.ready():
            raise ValueError(f'{self!r} not ready')
        return self._success

    def wait(self, timeout=None):
        self._event.wait(timeout)

    def get(self, timeout=None):
        self.wait(timeout)
        if not self.ready():
            raise TimeoutError
        if self._success:
            return self._value
        raise self._value

    def _set(self, i, answer):
        self._success, self._value = answer
        self._finish()

    def _finish(self):
        if self._callback and self._success:
            self._callback(self._value)
        if self._error_callback and not self._success:
            self._error_callback(self._value)
        self._event.set()
        del self._cache[self._job]
        self._pool = None

AsyncResult = ApplyResult

class MapResult(ApplyResult):
    def __init__(self, pool, chunksize, length, callback, error_callback):
        ApplyResult.__init__(self, pool, callback, error_callback)
        self._success = True
        self._value = [None] * length
        self._chunksize = chunksize
        if chunksize <= 0:
            self._number_left = 0
            self._event.set()
            del self._cache[self._job]
        else:
            self._number_left = length // chunksize + bool(length % chunksize)

    def _set(self, i, answer):
        self._number_left -= 1
        success, value = answer
        if success and self._success:
            self._value[i * self._chunksize:(i + 1) * self._chunksize] = value
        elif not success and self._success:
            # The first failure is the result's; the rest is only waited for.
            self._success = False
            self._value = value
        if self._number_left == 0:
            self._finish()

class IMapIterator:
    def __init__(self, pool):
        self._pool = pool
        self._cond = threading.Condition(threading.Lock())
        self._job = next(_job_numbers)
        self._cache = pool._cache
        self._items = deque()
        self._index = 0
        self._length = None
        self._unsorted = {}
        self._room = threading.Semaphore(_AHEAD)
        self._cache[self._job] = self

    def __iter__(self):
        return self

    def next(self, timeout=None):
        with self._cond:
            if not self._items:
                if self._index == self._length:
                    self._pool = None
                    raise StopIteration
                self._cond.wait_for(lambda: self._items or self._index == self._length, timeout)
                if not self._items:
                    if self._index == self._length:
                        self._pool = None
                        raise StopIteration
                    raise TimeoutError
            success, value = self._items.popleft()
        if success:
            return value
        raise value

    __next__ = next

    def _set(self, i, answer):
        with self._cond:
            self._place(i, answer)
            self._finish()
        self._room.release()

    def _place(self, i, answer):
        if self._index != i:
            self._unsorted[i] = answer
            return
        self._items.append(answer)
        self._index += 1
        while self._index in self._unsorted:
            self._items.append(self._unsorted.pop(self._index))
            self._index += 1
        self._cond.notify()

    def _set_length(self, length):
        with self._cond:
            self._length = length
            self._cond.notify()
            self._finish()

    def _finish(self):
        if self._index == self._length:
            self._cache.pop(self._job, None)

class IMapUnorderedIterator(IMapIterator):
    def _place(self, i, answer):
        self._items.append(answer)
        self._index += 1
        self._cond.notify()

def _work_in_thread(pool):
    if pool._initializer is not None:
        pool._initializer(*pool._initargs)
    completed = 0
    while pool._maxtasksperchild is None or completed < pool._maxtasksperchild:
        task = pool._tasks.get()
        if task is None:
            break
        pool._results.put(_perform(task))
        completed += 1
        task = None
    pool._ended.append(threading.current_thread())
    pool._results.put(None)

class ThreadPool(Pool):
    _wrap_exception = False

    def __init__(self, processes=None, initializer=None, initargs=()):
        Pool.__init__(self, processes, initializer, initargs)

    def _open_queues(self):
        self._tasks = queue.SimpleQueue()
        self._results = queue.SimpleQueue()
        self._ended = []

    def _start_worker(self):
        name = threading._newname('Thread-%d') + ' (worker)'
        w = threading.Thread(target=_work_in_thread, args=(self,), name=name, daemon=True)
        w.start()
        self._pool.append(w)

    def _send(self, task):
        self._tasks.put(task)

    def _dismiss(self):
        for w in self._pool:
            self._tasks.put(None)

    def _receive(self):
        return self._results.get()

    def _wake_handler(self):
        self._results.put(None)

    def _reap(self):
        for w in list(self._pool):
            if w in self._ended:
                self._pool.remove(w)

    def _stop_workers(self):
        # Threads cannot be stopped: each ends before its next task.
        while True:
            try:
                self._tasks.get_nowait()
            except queue.Empty:
                break
        self._dismiss()

    def _at_exit(self):
        self._state = TERMINATE
