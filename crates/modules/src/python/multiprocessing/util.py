# The log of multiprocessing, and what is done at the end of a process.

import itertools
import os
import sys
import threading
from . import process

NOTSET = 0
SUBDEBUG = 5
DEBUG = 10
INFO = 20
SUBWARNING = 25
WARNING = 30

LOGGER_NAME = 'multiprocessing'
DEFAULT_LOGGING_FORMAT = '[%(levelname)s/%(processName)s] %(message)s'

_logger = None
_log_to_stderr = False

def sub_debug(msg, *args):
    if _logger:
        _logger.log(SUBDEBUG, msg, *args, stacklevel=2)

def debug(msg, *args):
    if _logger:
        _logger.log(DEBUG, msg, *args, stacklevel=2)

def info(msg, *args):
    if _logger:
        _logger.log(INFO, msg, *args, stacklevel=2)

def sub_warning(msg, *args):
    if _logger:
        _logger.log(SUBWARNING, msg, *args, stacklevel=2)

def get_logger():
    global _logger
    if _logger is None:
        import logging
        _logger = logging.getLogger(LOGGER_NAME)
        _logger.propagate = 0
    return _logger

def log_to_stderr(level=None):
    global _log_to_stderr
    import logging
    logger = get_logger()
    handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter(DEFAULT_LOGGING_FORMAT))
    logger.addHandler(handler)
    if level:
        logger.setLevel(level)
    _log_to_stderr = True
    return logger

# Finalizers

_finalizer_registry = {}
_finalizer_counter = itertools.count()

class Finalize:
    # A call at the end of the process, or when an object has gone, or by hand: once.
    def __init__(self, obj, callback, args=(), kwargs=None, exitpriority=None):
        if exitpriority is not None and not isinstance(exitpriority, int):
            raise TypeError(f'Exitpriority ({exitpriority!r}) must be None or int, not {type(exitpriority)!s}')
        if obj is not None:
            import weakref
            self._weakref = weakref.ref(obj, self)
        elif exitpriority is None:
            raise ValueError('Without object, exitpriority cannot be None')
        else:
            self._weakref = None
        self._callback = callback
        self._args = args
        self._kwargs = kwargs or {}
        self._key = (exitpriority, next(_finalizer_counter))
        self._pid = os.getpid()
        _finalizer_registry[self._key] = self

    def __call__(self, wr=None):
        if _finalizer_registry.pop(self._key, None) is None:
            return None
        if self._pid != os.getpid():
            sub_debug('finalizer ignored because different process')
            result = None
        else:
            sub_debug('finalizer calling %s with args %s and kwargs %s', self._callback, self._args, self._kwargs)
            result = self._callback(*self._args, **self._kwargs)
        self._weakref = self._callback = self._args = self._kwargs = self._key = None
        return result

    def cancel(self):
        if self._key in _finalizer_registry:
            del _finalizer_registry[self._key]
            self._weakref = self._callback = self._args = self._kwargs = self._key = None

    def still_active(self):
        return self._key in _finalizer_registry

    def __repr__(self):
        if self._key is None or self._key not in _finalizer_registry:
            return f'<{type(self).__name__} object, dead>'
        text = f'<{type(self).__name__} object, callback={getattr(self._callback, "__name__", self._callback)}'
        if self._args:
            text += f', args={self._args}'
        if self._kwargs:
            text += f', kwargs={self._kwargs}'
        if self._key[0] is not None:
            text += f', exitpriority={self._key[0]}'
        return text + '>'

def _run_finalizers(minpriority=None):
    # Those of highest priority first, and of those the newest.
    def wanted(key):
        return key[0] is not None and (minpriority is None or key[0] >= minpriority)
    for key in sorted(filter(wanted, list(_finalizer_registry)), reverse=True):
        finalizer = _finalizer_registry.get(key)
        if finalizer is not None:
            sub_debug('calling %s', finalizer)
            try:
                finalizer()
            except Exception as e:
                import _weft
                sys.stderr.write(_weft.exception_text(e))
    if minpriority is None:
        _finalizer_registry.clear()

def register_exit(function):
    # Pools and managers of this library end before the processes are looked at.
    return Finalize(None, function, exitpriority=10)

_exiting = False

def is_exiting():
    return _exiting

def _exit_function():
    # At the end of a process: daemonic children are ended, the others waited for.
    global _exiting
    if _exiting:
        return
    _exiting = True
    info('process shutting down')
    debug('running all "atexit" finalizers with priority >= 0')
    _run_finalizers(0)
    for p in process.active_children():
        if p.daemon:
            info('calling terminate() for daemon %s', p.name)
            p.terminate()
    for p in process.active_children():
        info('calling join() for process %s', p.name)
        p.join()
    debug('running the remaining "atexit" finalizers')
    _run_finalizers()

# After a fork

_afterfork_registry = {}
_afterfork_counter = itertools.count()

def register_after_fork(obj, func):
    import weakref
    _afterfork_registry[next(_afterfork_counter)] = weakref.ref(obj), func

def _after_fork():
    global _exiting
    _exiting = False
    _finalizer_registry.clear()
    for number, (ref, func) in sorted(_afterfork_registry.items()):
        obj = ref()
        if obj is None:
            del _afterfork_registry[number]
            continue
        try:
            func(obj)
        except Exception as e:
            info('after forker raised exception %s', e)

class ForkAwareThreadLock:
    def __init__(self):
        self._lock = threading.Lock()
        self.acquire = self._lock.acquire
        self.release = self._lock.release
        register_after_fork(self, ForkAwareThreadLock._unlock)

    def _unlock(self):
        # In a child: whoever held it is not there.
        self._lock._at_fork_reinit()

    def __enter__(self):
        return self._lock.__enter__()

    def __exit__(self, *args):
        return self._lock.__exit__(*args)

class ForkAwareLocal(threading.local):
    def __init__(self):
        register_after_fork(self, lambda obj: obj.__dict__.clear())

    def __reduce__(self):
        return type(self), ()

def get_temp_dir():
    config = process.current_process()._config
    if config.get('tempdir') is None:
        import shutil, tempfile
        config['tempdir'] = tempfile.mkdtemp(prefix='pymp-')
        # Last of all: others may have files in it.
        Finalize(None, shutil.rmtree, args=(config['tempdir'], True), exitpriority=-100)
    return config['tempdir']

# There are no sockets.
abstract_sockets_supported = False

def _cleanup_tests():
    # What CPython's tests call at their end.
    pass

def close_all_fds_except(fds):
    raise NotImplementedError('multiprocessing.util.close_all_fds_except is not available in Weft')
