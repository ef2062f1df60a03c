# Processes instead of threads. What threads share because they live in one process, processes do not: a program that
# needs that prints something else, or waits without end, which is worth seeing.

import _backing

def _threading():
    import multiprocessing
    import os
    import threading

    class ProcessAsThread(multiprocessing.Process):
        def __init__(self, group=None, target=None, name=None, args=(), kwargs=None, *, daemon=None, context=None):
            multiprocessing.Process.__init__(self, group, target, name, args, kwargs or {}, daemon=daemon)

        @property
        def native_id(self):
            return self.pid

        def isDaemon(self):
            return self.daemon

        def setDaemon(self, daemonic):
            self.daemon = daemonic

        def getName(self):
            return self.name

        def setName(self, name):
            self.name = name

    def main_thread():
        return multiprocessing.parent_process() or multiprocessing.current_process()

    names = {name: getattr(multiprocessing, name) for name in (
        'Lock', 'RLock', 'Condition', 'Semaphore', 'BoundedSemaphore', 'Event', 'Barrier')}
    names.update(
        Thread=ProcessAsThread, current_thread=multiprocessing.current_process, main_thread=main_thread,
        currentThread=multiprocessing.current_process, get_ident=os.getpid, get_native_id=os.getpid,
        active_count=lambda: 1 + len(multiprocessing.active_children()), local=threading.local,
        enumerate=lambda: [multiprocessing.current_process()] + multiprocessing.active_children(),
        BrokenBarrierError=threading.BrokenBarrierError, ThreadError=threading.ThreadError)
    return _backing.module('threading', names)

def _queue():
    import multiprocessing
    import queue
    return _backing.module('queue', dict(
        Queue=multiprocessing.JoinableQueue, SimpleQueue=multiprocessing.SimpleQueue, Empty=queue.Empty,
        Full=queue.Full))

def _futures():
    from concurrent.futures import ProcessPoolExecutor

    class ProcessesAsThreads(ProcessPoolExecutor):
        def __init__(self, max_workers=None, thread_name_prefix='', initializer=None, initargs=(), **kwargs):
            if not isinstance(thread_name_prefix, str):
                kwargs['mp_context'] = thread_name_prefix
            ProcessPoolExecutor.__init__(self, max_workers, initializer=initializer, initargs=initargs, **kwargs)

    return _backing.executors(ProcessesAsThreads)

def _dummy():
    import multiprocessing
    return multiprocessing

def _pool():
    import multiprocessing
    return _backing.module('multiprocessing.pool', dict(Pool=multiprocessing.Pool, ThreadPool=multiprocessing.Pool))

def _multiprocessing():
    import multiprocessing
    names = {name: getattr(multiprocessing, name) for name in multiprocessing.__all__}
    made = _backing.module('multiprocessing', names)
    made.__path__ = []
    return made

_backing.install('processes', {
    'threading': _threading,
    'queue': _queue,
    'concurrent': _backing.package('concurrent'),
    'concurrent.futures': _futures,
    'multiprocessing': _multiprocessing,
    'multiprocessing.dummy': _dummy,
    'multiprocessing.pool': _pool,
})
