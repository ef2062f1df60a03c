# One after the other: `start()` does the work and comes back when it is done. A program whose threads wait for each
# other cannot be run like this: it stands still, and the run says so.

import _backing

_made = None

def _thread():
    import threading

    class WorkAtOnce(threading.Thread):
        _done = False

        def start(self):
            if self._done:
                raise RuntimeError('threads can only be started once')
            self._done = True
            try:
                self.run()
            except SystemExit:
                pass
            except Exception as e:
                threading.excepthook(threading.ExceptHookArgs((type(e), e, e.__traceback__, self)))

        def join(self, timeout=None):
            if not self._done:
                raise RuntimeError('cannot join thread before it is started')

        def is_alive(self):
            return False

    return WorkAtOnce

def _threading():
    import threading
    names = {name: value for name, value in vars(threading).items() if not name.startswith('_')}
    names['Thread'] = _thread()
    return _backing.module('threading', names)

def _multiprocessing():
    global _made
    if _made is None:
        class WorkAtOnce(_thread()):
            def __init__(self, group=None, target=None, name=None, args=(), kwargs={}, *, daemon=None):
                super().__init__(group, target, name, args, kwargs, daemon=daemon)

            @property
            def pid(self):
                return None

            @property
            def exitcode(self):
                return 0 if self._done else None

            def close(self):
                pass

        _made = _backing.dummy_names(WorkAtOnce, Pool)
    return _made

class _Result:
    def __init__(self, work):
        self._value = self._error = None
        try:
            self._value = work()
        except Exception as e:
            self._error = e

    def get(self, timeout=None):
        if self._error is not None:
            raise self._error
        return self._value

    def wait(self, timeout=None):
        pass

    def ready(self):
        return True

    def successful(self):
        return self._error is None

class Pool:
    def __init__(self, processes=None, initializer=None, initargs=(), maxtasksperchild=None):
        if initializer is not None:
            initializer(*initargs)

    def apply(self, func, args=(), kwds={}):
        return func(*args, **kwds)

    def apply_async(self, func, args=(), kwds={}, callback=None, error_callback=None):
        return self._told(_Result(lambda: func(*args, **kwds)), callback, error_callback)

    def map(self, func, iterable, chunksize=None):
        return [func(item) for item in iterable]

    def map_async(self, func, iterable, chunksize=None, callback=None, error_callback=None):
        return self._told(_Result(lambda: self.map(func, iterable)), callback, error_callback)

    def starmap(self, func, iterable, chunksize=None):
        return [func(*args) for args in iterable]

    def starmap_async(self, func, iterable, chunksize=None, callback=None, error_callback=None):
        return self._told(_Result(lambda: self.starmap(func, iterable)), callback, error_callback)

    def imap(self, func, iterable, chunksize=1):
        return map(func, iterable)

    imap_unordered = imap

    @staticmethod
    def _told(result, callback, error_callback):
        told = error_callback if result._error is not None else callback
        if told is not None:
            told(result._error if result._error is not None else result._value)
        return result

    def close(self):
        pass

    terminate = join = close

    def __enter__(self):
        return self

    def __exit__(self, *exc):
        pass

def _pool():
    return _backing.module('multiprocessing.pool', dict(Pool=Pool, ThreadPool=Pool))

_makers = _backing.parts_of(_multiprocessing)
_makers['multiprocessing.pool'] = _pool
_makers['multiprocessing.dummy'] = _multiprocessing
_makers['threading'] = _threading
_makers['concurrent'] = _backing.package('concurrent')
_makers['concurrent.futures'] = lambda: _backing.executors(_backing.OneByOneExecutor)
_backing.install('one after another', _makers)
