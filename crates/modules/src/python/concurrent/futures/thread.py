# ThreadPoolExecutor.

import os
import queue
import threading
from _weakref import ref
from . import _base

_counter = threading._numbers().__next__

# Worker threads and the queues that they read, so that they can be told to end.
_threads_queues = {}
_shutdown = False

def _python_exit():
    global _shutdown
    _shutdown = True
    items = list(_threads_queues.items())
    for t, q in items:
        q.put(None)
    for t, q in items:
        t.join()

threading._register_atexit(_python_exit)

class BrokenThreadPool(_base.BrokenExecutor):
    pass

# A task in the queue is what `_run` takes. `context` is where it runs; None for here.
def _run(context, future, fn, args, kwargs):
    if not future.set_running_or_notify_cancel():
        return
    try:
        result = fn(*args, **kwargs) if context is None else context.run(fn, args, kwargs)
    except BaseException as e:
        future.set_exception(e)
    else:
        future.set_result(result)

def _worker(executor, work):
    # `executor` is a weak reference: one that nobody has any more ends.
    context, owner = None, executor()
    try:
        if owner is not None:
            context = owner._make_context()
    except BaseException as e:
        _base._report('Exception in initializer:', e)
        owner._initializer_failed()
        return
    owner = None
    try:
        while True:
            try:
                item = work.get_nowait()
            except queue.Empty:
                owner = executor()
                if owner is not None:
                    owner._idle_semaphore.release()
                owner = None
                item = work.get()
            if item is not None:
                _run(context, *item)
                item = None
                continue
            owner = executor()
            if _shutdown or owner is None or owner._shutdown:
                # The next one ends as well.
                if owner is not None:
                    owner._shutdown = True
                work.put(None)
                return
            owner = None
    except BaseException as e:
        _base._report('Exception in worker', e)
    finally:
        if context is not None:
            context.close()
        _threads_queues.pop(threading.current_thread(), None)

class ThreadPoolExecutor(_base.Executor):
    _BROKEN = BrokenThreadPool
    _KIND = 'thread'

    def __init__(self, max_workers=None, thread_name_prefix='', initializer=None, initargs=()):
        if max_workers is None:
            max_workers = min(32, (os.process_cpu_count() or 1) + 4)
        if max_workers <= 0:
            raise ValueError('max_workers must be greater than 0')
        if initializer is not None and not callable(initializer):
            raise TypeError('initializer must be a callable')
        self._max_workers = max_workers
        self._work_queue = queue.SimpleQueue()
        self._idle_semaphore = threading.Semaphore(0)
        self._threads = set()
        self._broken = False
        self._shutdown = False
        self._shutdown_lock = threading.Lock()
        # A worker ends at that, and has the others end.
        self._abandoned = lambda _, queue=self._work_queue: queue.put(None)
        self._thread_name_prefix = thread_name_prefix or f'ThreadPoolExecutor-{_counter() - 1}'
        self._initializer = initializer
        self._initargs = initargs

    def submit(self, fn, /, *args, **kwargs):
        with self._shutdown_lock:
            if self._broken:
                raise self._BROKEN(self._broken)
            if self._shutdown:
                raise RuntimeError('cannot schedule new futures after shutdown')
            if _shutdown:
                raise RuntimeError('cannot schedule new futures after interpreter shutdown')
            f = _base.Future()
            self._work_queue.put((f, fn, args, kwargs))
            # An idle worker will take it.
            if not self._idle_semaphore.acquire(False):
                self._adjust_thread_count()
            return f

    def _adjust_thread_count(self):
        count = len(self._threads)
        if count < self._max_workers:
            t = threading.Thread(name=f'{self._thread_name_prefix}_{count}', target=_worker,
                                 args=(ref(self, self._abandoned), self._work_queue))
            _threads_queues[t] = self._work_queue
            t.start()
            self._threads.add(t)

    def _make_context(self):
        if self._initializer is not None:
            self._initializer(*self._initargs)

    def _initializer_failed(self):
        with self._shutdown_lock:
            self._broken = f'A {self._KIND} initializer failed, the thread pool is not usable anymore'
            while True:
                try:
                    item = self._work_queue.get_nowait()
                except queue.Empty:
                    break
                if item is not None:
                    item[0].set_exception(self._BROKEN(self._broken))

    def shutdown(self, wait=True, *, cancel_futures=False):
        with self._shutdown_lock:
            self._shutdown = True
            if cancel_futures:
                while True:
                    try:
                        item = self._work_queue.get_nowait()
                    except queue.Empty:
                        break
                    if item is not None:
                        item[0].cancel()
            self._work_queue.put(None)
        if wait:
            for t in self._threads:
                t.join()
                _threads_queues.pop(t, None)
