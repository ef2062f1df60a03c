# Threads instead of processes.

import _backing

_made = None

def _multiprocessing():
    global _made
    if _made is None:
        import threading
        from multiprocessing.dummy import Process
        from multiprocessing.pool import ThreadPool

        class ThreadAsProcess(Process):
            def __init__(self, group=None, target=None, name=None, args=(), kwargs={}, *, daemon=None):
                Process.__init__(self, group, target, name, args, kwargs)
                if daemon is not None:
                    self.daemon = daemon

            @property
            def pid(self):
                return self.ident

            def close(self):
                pass

            def terminate(self):
                raise _backing.NotPossible('Process.terminate has no counterpart among threads')

            kill = terminate

        def pool(processes=None, initializer=None, initargs=(), maxtasksperchild=None):
            return ThreadPool(processes, initializer, initargs)

        _made = _backing.dummy_names(ThreadAsProcess, pool)
    return _made

def _futures():
    from concurrent.futures import ThreadPoolExecutor

    class ThreadsAsProcesses(ThreadPoolExecutor):
        def __init__(self, max_workers=None, mp_context=None, initializer=None, initargs=(), **kwargs):
            if isinstance(mp_context, str):
                kwargs['thread_name_prefix'] = mp_context
            ThreadPoolExecutor.__init__(self, max_workers, initializer=initializer, initargs=initargs)

    return _backing.executors(ThreadsAsProcesses)

_makers = _backing.parts_of(_multiprocessing)
_makers['concurrent'] = _backing.package('concurrent')
_makers['concurrent.futures'] = _futures
_backing.install('threads', _makers)
