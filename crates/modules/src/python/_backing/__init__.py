# Other backings for a program's threads and processes, as `multiprocessing.dummy` has it: the same names, made of
# something else. The session has one of this package's modules imported before the program begins; from then on
# the program's own imports, and only those, give the substitutes. What a backing cannot offer fails with an
# `ImportError` or `AttributeError` that says so.

import builtins
import types

# The name of an imported module to the function that makes its substitute.
_makers = {}
# Those made.
_made = {}
_import = builtins.__import__

class NotPossible(ImportError, AttributeError):
    pass

def install(backing, makers):
    # To be called once: `makers` says which modules are replaced.
    global _backing
    _backing = backing
    _makers.update(makers)
    builtins.__import__ = _substituting_import

def module(name, names):
    # A module that has `names` and says of others that they are missing.
    made = types.ModuleType(name)
    made.__dict__.update(names)
    def missing(attribute, name=name):
        if attribute.startswith('__'):
            raise AttributeError(f'module {name!r} has no attribute {attribute!r}')
        raise NotPossible(f'{name}.{attribute} has no counterpart among {_backing}')
    made.__getattr__ = missing
    return made

def _substitute(name):
    made = _made.get(name)
    if made is None and name in _makers:
        made = _makers[name]()
        _made[name] = made
        parent, _, last = name.rpartition('.')
        if parent in _makers:
            setattr(_substitute(parent), last, made)
    return made

def _substituting_import(name, globals=None, locals=None, fromlist=(), level=0):
    if level == 0 and globals is not None and globals.get('__name__') == '__main__':
        made = _substitute(name)
        if made is not None:
            if not fromlist:
                return _substitute(name.partition('.')[0])
            for part in fromlist:
                _substitute(f'{name}.{part}')
            return made
    return _import(name, globals, locals, fromlist, level)

class OneByOneExecutor:
    # An executor that does each task when it is submitted.
    def __init__(self, max_workers=None, *args, initializer=None, initargs=(), **kwargs):
        self._closed = False
        if initializer is not None:
            initializer(*initargs)

    def submit(self, fn, /, *args, **kwargs):
        from concurrent.futures import Future
        if self._closed:
            raise RuntimeError('cannot schedule new futures after shutdown')
        future = Future()
        future.set_running_or_notify_cancel()
        try:
            future.set_result(fn(*args, **kwargs))
        except BaseException as e:
            future.set_exception(e)
        return future

    def map(self, fn, *iterables, timeout=None, chunksize=1, buffersize=None):
        return iter([fn(*args) for args in zip(*iterables)])

    def shutdown(self, wait=True, *, cancel_futures=False):
        self._closed = True

    def __enter__(self):
        return self

    def __exit__(self, *exc):
        self.shutdown()

def executors(executor):
    # `concurrent.futures` with one kind of executor under both names.
    import concurrent.futures
    names = {name: getattr(concurrent.futures, name) for name in concurrent.futures.__all__
             if name not in ('ProcessPoolExecutor', 'ThreadPoolExecutor')}
    names['ProcessPoolExecutor'] = names['ThreadPoolExecutor'] = executor
    names['process'] = module('concurrent.futures.process', {
        'ProcessPoolExecutor': executor, 'BrokenProcessPool': concurrent.futures.BrokenExecutor})
    names['thread'] = module('concurrent.futures.thread', {'ThreadPoolExecutor': executor})
    return module('concurrent.futures', names)

def package(name):
    return lambda: module(name, {'__path__': []})

def dummy_names(process, pool):
    # The names of `multiprocessing` made of threads, or of something that looks like them.
    import os
    import queue
    import multiprocessing.dummy as dummy
    import multiprocessing.process as kinds
    names = {name: getattr(dummy, name) for name in dummy.__all__}
    made = module('multiprocessing', names)
    made.__path__ = []

    class Value(dummy.Value):
        # As in `multiprocessing`, a value comes with its lock and may begin as nothing.
        def __init__(self, typecode_or_type, *args, lock=True):
            dummy.Value.__init__(self, typecode_or_type, args[0] if args else 0)
            self._lock = dummy.RLock()

        def get_lock(self):
            return self._lock

        def get_obj(self):
            return self

        def __enter__(self):
            return self._lock.__enter__()

        def __exit__(self, *exc):
            return self._lock.__exit__(*exc)

    class Array(list):
        def __init__(self, typecode_or_type, size_or_initializer, *, lock=True):
            if isinstance(size_or_initializer, int):
                size_or_initializer = [0] * size_or_initializer
            list.__init__(self, size_or_initializer)
            self._lock = dummy.RLock()

        def get_lock(self):
            return self._lock

        def get_obj(self):
            return self

    def get_context(method=None):
        return made

    def set_start_method(method, force=False):
        pass

    def get_start_method(allow_none=False):
        return 'fork'

    names = dict(
        Process=process, Pool=pool, Value=Value, Array=Array, RawValue=Value, RawArray=Array,
        SimpleQueue=queue.SimpleQueue, cpu_count=os.cpu_count, get_context=get_context,
        set_start_method=set_start_method, get_start_method=get_start_method, parent_process=lambda: None,
        ProcessError=kinds.ProcessError, TimeoutError=kinds.TimeoutError, BufferTooShort=kinds.BufferTooShort,
        AuthenticationError=kinds.AuthenticationError)
    made.__dict__.update(names)
    return made

def parts_of(multiprocessing):
    # Makers for `multiprocessing` and the modules below it.
    def part(name, names):
        return lambda: module(name, {n: getattr(multiprocessing(), n) for n in names})
    return {
        'multiprocessing': multiprocessing,
        'multiprocessing.pool': part('multiprocessing.pool', ['Pool']),
        'multiprocessing.context': part('multiprocessing.context', ['Process']),
        'multiprocessing.process': part('multiprocessing.process', ['current_process', 'active_children']),
        'multiprocessing.queues': part('multiprocessing.queues', ['Queue', 'JoinableQueue', 'SimpleQueue']),
        'multiprocessing.synchronize': part('multiprocessing.synchronize', [
            'Lock', 'RLock', 'Semaphore', 'BoundedSemaphore', 'Condition', 'Event', 'Barrier']),
        'multiprocessing.connection': part('multiprocessing.connection', ['Pipe']),
        'multiprocessing.sharedctypes': part('multiprocessing.sharedctypes', [
            'Value', 'Array', 'RawValue', 'RawArray']),
    }
