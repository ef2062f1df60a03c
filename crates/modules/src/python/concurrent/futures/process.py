# ProcessPoolExecutor. Calls go to one kernel queue that all workers read, a few ahead of what they can
# do; a thread reads their results, and learns from the kernel when a worker ends.

import itertools
import os
import threading
import _processes
from _weakref import ref
import _weft
from multiprocessing.reduction import dumps, loads
from . import _base

# Calls beyond one a worker that are handed out: those can no longer be cancelled.
EXTRA_QUEUED_CALLS = 1

def _check_system_limits():
    """Raises NotImplementedError where there are too few semaphores; there is no limit here."""

class BrokenProcessPool(_base.BrokenExecutor):
    pass

class _RemoteTraceback(Exception):
    def __init__(self, tb):
        self.tb = tb

    def __str__(self):
        return self.tb

_pools = []

def _python_exit():
    for pool in list(_pools):
        pool.shutdown(wait=True)

threading._register_atexit(_python_exit)
# They are the parent's; another thread may have held their locks.
os.register_at_fork(after_in_child=_pools.clear)

def _process_chunk(fn, chunk):
    return [fn(*args) for args in chunk]

def _process_worker(calls, results, initializer, initargs, max_tasks):
    if initializer is not None:
        try:
            initializer(*initargs)
        except BaseException as e:
            _base._report('Exception in initializer:', e)
            os._exit(1)
    done = 0
    while max_tasks is None or done < max_tasks:
        call = _processes.receive(calls, True, None, None, loads)
        if call is None:
            return
        number, fn, args, kwargs = call
        try:
            answer = number, True, fn(*args, **kwargs)
        except BaseException as e:
            answer = number, False, (e, _weft.exception_text(e))
        try:
            data = dumps(answer)
        except BaseException as e:
            data = dumps((number, False, (e, _weft.exception_text(e))))
        _processes.queue_send(results, data, f'result {number}')
        done += 1
        # Nothing of a task outlives it.
        call = fn = args = kwargs = answer = data = None

class _Pool:
    # What an executor is made of: the thread that manages it keeps this alive, and not the executor, so that one
    # which nobody has any more ends.
    def __init__(self, executor, max_workers, mp_context, initializer, initargs, max_tasks_per_child):
        self._max_workers = max_workers
        self._mp_context = mp_context
        # A child that is forked later would get what other threads are in the middle of.
        self._at_need = mp_context.get_start_method(allow_none=False) != 'fork'
        self._initializer = initializer
        self._initargs = initargs
        self._max_tasks_per_child = max_tasks_per_child
        self._processes = {}
        self._thread = None
        self._lock = threading.RLock()
        self._broken = False
        self._shutdown = False
        self._numbers = itertools.count()
        # Calls by number: those that wait here, and futures of those handed out.
        self._waiting = {}
        self._handed_out = {}
        self._dismissed = False
        # Workers that have ended a task since, as far as submitting counts them.
        self._idle = 0
        self._executor = ref(executor, lambda _: self.shutdown(wait=False))

    def submit(self, fn, args, kwargs):
        with self._lock:
            if self._broken:
                raise BrokenProcessPool(self._broken)
            if self._shutdown:
                raise RuntimeError('cannot schedule new futures after shutdown')
            f = _base.Future()
            self._waiting[next(self._numbers)] = (f, fn, args, kwargs)
            self._start()
            self._hand_out()
            if self._at_need:
                self._start_at_need()
            return f

    def _start(self):
        if self._thread is not None:
            return
        self._calls = _processes.queue_new(0)
        self._results = _processes.queue_new(0)
        if not self._at_need:
            for i in range(self._max_workers):
                self._start_worker()
        self._thread = threading.Thread(target=self._manage, name='ExecutorManagerThread', daemon=True)
        self._thread.start()
        _pools.append(self)

    def _start_at_need(self):
        # One more, unless a worker has nothing to do.
        if self._idle:
            self._idle -= 1
        elif len(self._processes) < self._max_workers:
            self._start_worker()

    def _start_worker(self):
        p = self._mp_context.Process(target=_process_worker, args=(
            self._calls, self._results, self._initializer, self._initargs, self._max_tasks_per_child))
        p.start()
        _processes.tell_end(p.pid, self._results)
        self._processes[p.pid] = p

    def _hand_out(self):
        while self._waiting and len(self._handed_out) < self._max_workers + EXTRA_QUEUED_CALLS:
            number = next(iter(self._waiting))
            f, fn, args, kwargs = self._waiting.pop(number)
            if not f.set_running_or_notify_cancel():
                continue
            try:
                data = dumps((number, fn, args, kwargs))
            except BaseException as e:
                f.set_exception(e)
                continue
            self._handed_out[number] = f
            _processes.queue_send(self._calls, data, _processes.preview(args))

    def _manage(self):
        while True:
            data = _processes.queue_get(self._results, True, None)
            if data:
                try:
                    number, success, value = loads(data)
                except BaseException as e:
                    # Nobody knows whose result that was.
                    self._break(_base._text(e))
                    return
                with self._lock:
                    f = self._handed_out.pop(number, None)
                    self._idle += 1
                    self._hand_out()
                if f is not None:
                    if success:
                        f.set_result(value)
                    else:
                        exc, text = value
                        exc.__cause__ = _RemoteTraceback(f'\n"""\n{text}"""')
                        f.set_exception(exc)
                    f = value = exc = None
            elif not self._look_at_workers():
                return
            with self._lock:
                if self._shutdown and not self._waiting and not self._handed_out:
                    if not self._dismissed:
                        self._dismissed = True
                        for p in self._processes:
                            _processes.queue_send(self._calls, dumps(None), 'end')
                    if not self._processes:
                        return

    def _look_at_workers(self):
        # Workers that ended by themselves broke the pool, unless they had done all that one may do.
        with self._lock:
            ended = [p for p in self._processes.values() if p.exitcode is not None]
            for p in ended:
                p.join()
                del self._processes[p.pid]
            if self._dismissed or not ended:
                return True
            if self._max_tasks_per_child is not None and all(p.exitcode == 0 for p in ended):
                for p in ended:
                    self._start_worker()
                return True
        self._break(None)
        return False

    def _break(self, cause):
        with self._lock:
            self._broken = 'A child process terminated abruptly, the process pool is not usable anymore'
            self._shutdown = True
            futures = list(self._handed_out.values()) + [call[0] for call in self._waiting.values()]
            self._handed_out.clear()
            self._waiting.clear()
            left = list(self._processes.values())
            self._processes.clear()
        for f in futures:
            exc = BrokenProcessPool(
                'A process in the process pool was terminated abruptly while the future was running or pending.')
            if cause is not None:
                exc.__cause__ = _RemoteTraceback(f'\n"""\n{cause}"""')
            try:
                f.set_exception(exc)
            except _base.InvalidStateError:
                # It had been cancelled.
                pass
        for p in left:
            p.terminate()
        for p in left:
            p.join()

    def shutdown(self, wait=True, *, cancel_futures=False):
        with self._lock:
            self._shutdown = True
            if cancel_futures:
                for f, *call in self._waiting.values():
                    f.cancel()
                    f.set_running_or_notify_cancel()
                self._waiting.clear()
            thread = self._thread
            if thread is not None:
                _processes.queue_send(self._results, b'', '')
        if wait and thread is not None:
            thread.join()
            try:
                _pools.remove(self)
            except ValueError:
                # Somebody else has waited as well.
                pass

    def end_workers(self, how):
        with self._lock:
            processes = list(self._processes.values())
        self.shutdown(wait=False, cancel_futures=True)
        for p in processes:
            getattr(p, how)()

class ProcessPoolExecutor(_base.Executor):
    def __init__(self, max_workers=None, mp_context=None, initializer=None, initargs=(), *, max_tasks_per_child=None):
        if max_workers is None:
            self._max_workers = os.process_cpu_count() or 1
        else:
            if max_workers <= 0:
                raise ValueError('max_workers must be greater than 0')
            self._max_workers = max_workers
        if mp_context is None:
            import multiprocessing
            mp_context = multiprocessing.get_context('spawn' if max_tasks_per_child is not None else None)
        if initializer is not None and not callable(initializer):
            raise TypeError('initializer must be a callable')
        if max_tasks_per_child is not None:
            if not isinstance(max_tasks_per_child, int):
                raise TypeError('max_tasks_per_child must be an integer')
            if max_tasks_per_child <= 0:
                raise ValueError('max_tasks_per_child must be >= 1')
            if mp_context.get_start_method(allow_none=False) == 'fork':
                raise ValueError("max_tasks_per_child is incompatible with the 'fork' multiprocessing start method;"
                                 ' supply a different mp_context.')
        self._mp_context = mp_context
        self._pool = _Pool(self, self._max_workers, mp_context, initializer, initargs, max_tasks_per_child)

    @property
    def _processes(self):
        return self._pool._processes

    @property
    def _broken(self):
        return self._pool._broken

    @property
    def _executor_manager_thread(self):
        return self._pool._thread

    def submit(self, fn, /, *args, **kwargs):
        return self._pool.submit(fn, args, kwargs)

    def map(self, fn, *iterables, timeout=None, chunksize=1, buffersize=None):
        if chunksize < 1:
            raise ValueError('chunksize must be >= 1.')
        results = super().map(_Chunk(fn), _chunks(chunksize, *iterables), timeout=timeout, buffersize=buffersize)
        return _flat(results)

    def shutdown(self, wait=True, *, cancel_futures=False):
        self._pool.shutdown(wait, cancel_futures=cancel_futures)

    def terminate_workers(self):
        self._pool.end_workers('terminate')

    def kill_workers(self):
        self._pool.end_workers('kill')

class _Chunk:
    # A function for a chunk of arguments.
    def __init__(self, fn):
        self.fn = fn

    def __call__(self, chunk):
        return _process_chunk(self.fn, chunk)

def _chunks(size, *iterables):
    it = zip(*iterables)
    while True:
        chunk = tuple(itertools.islice(it, size))
        if not chunk:
            return
        yield chunk

def _flat(results):
    # What has been given is not kept.
    for chunk in results:
        chunk.reverse()
        while chunk:
            yield chunk.pop()
