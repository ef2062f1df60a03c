# InterpreterPoolExecutor: threads, each of which has an interpreter of its own do its work.

import sys
from concurrent import interpreters
from . import thread as _thread

def do_call(results, func, args, kwargs):
    # In the interpreter.
    try:
        return func(*args, **kwargs)
    except BaseException as exc:
        try:
            results.put(exc)
        except interpreters.NotShareableError:
            import traceback
            print('exception is not shareable:', file=sys.stderr)
            traceback.print_exception(exc)
            results.put(None)
        raise

class BrokenInterpreterPool(_thread.BrokenThreadPool):
    """A worker of an InterpreterPoolExecutor could not be initialised."""

class _Context:
    # Of one worker.
    def __init__(self, initializer, initargs):
        self.interpreter = interpreters.create()
        try:
            self.results = interpreters.create_queue()
            if initializer is not None:
                self.run(initializer, initargs, {})
        except BaseException:
            self.close()
            raise

    def run(self, fn, args, kwargs):
        try:
            return self.interpreter.call(do_call, self.results, fn, args, kwargs)
        except interpreters.ExecutionFailed as failure:
            exc = self.results.get()
            if exc is None:
                raise
            raise exc from failure

    def close(self):
        self.interpreter.close()

class InterpreterPoolExecutor(_thread.ThreadPoolExecutor):
    _BROKEN = BrokenInterpreterPool
    _KIND = 'interpreter'

    def __init__(self, max_workers=None, thread_name_prefix='', initializer=None, initargs=()):
        thread_name_prefix = thread_name_prefix or f'InterpreterPoolExecutor-{_thread._counter() - 1}'
        super().__init__(max_workers, thread_name_prefix, initializer, initargs)

    def submit(self, fn, /, *args, **kwargs):
        if isinstance(fn, str):
            raise TypeError('scripts not supported')
        return super().submit(fn, *args, **kwargs)

    def _make_context(self):
        return _Context(self._initializer, self._initargs)
