# Futures, and the event loop of the running thread.

import _thread
from contextvars import copy_context

from .exceptions import CancelledError, InvalidStateError
from .format_helpers import format_callbacks

# ---- the loop of each thread

_running = {}

def _get_running_loop():
    return _running.get(_thread.get_ident())

def _set_running_loop(loop):
    if loop is None:
        _running.pop(_thread.get_ident(), None)
    else:
        _running[_thread.get_ident()] = loop

def get_running_loop():
    loop = _get_running_loop()
    if loop is None:
        raise RuntimeError('no running event loop')
    return loop

def _loop_for_future():
    # That of the running code, else the one that this thread's code will be run by.
    from .events import get_event_loop

    return get_event_loop()

# ---- futures

_PENDING = 'PENDING'
_CANCELLED = 'CANCELLED'
_FINISHED = 'FINISHED'

class Future:
    __module__ = '_asyncio'
    _asyncio_future_blocking = False

    def __init__(self, *, loop=None):
        self._loop = _loop_for_future() if loop is None else loop
        self._state = _PENDING
        self._result = None
        self._exception = None
        self._callbacks = []
        self._cancel_message = None

    def __repr__(self):
        return f'<{type(self).__name__} {self._description()}>'

    def _description(self):
        info = self._state.lower()
        if self._state == _FINISHED:
            if self._exception is not None:
                info += f' exception={self._exception!r}'
            else:
                info += f' result={self._result!r}'
        if self._callbacks:
            info += f' {format_callbacks(self._callbacks)}'
        return info

    def __class_getitem__(cls, item):
        return cls

    def get_loop(self):
        return self._loop

    def cancel(self, msg=None):
        if self._state != _PENDING:
            return False
        self._state = _CANCELLED
        self._cancel_message = msg
        self._schedule_callbacks()
        return True

    def cancelled(self):
        return self._state == _CANCELLED

    def done(self):
        return self._state != _PENDING

    def _cancelled_error(self):
        return CancelledError() if self._cancel_message is None else CancelledError(self._cancel_message)

    def result(self):
        if self._state == _CANCELLED:
            raise self._cancelled_error()
        if self._state != _FINISHED:
            raise InvalidStateError('Result is not set.')
        if self._exception is not None:
            self._retrieved()
            raise self._exception
        return self._result

    def exception(self):
        if self._state == _CANCELLED:
            raise self._cancelled_error()
        if self._state != _FINISHED:
            raise InvalidStateError('Exception is not set.')
        self._retrieved()
        return self._exception

    def _retrieved(self):
        self._loop._unretrieved.pop(id(self), None)

    def add_done_callback(self, callback, *, context=None):
        if context is None:
            context = copy_context()
        if self._state != _PENDING:
            self._loop.call_soon(callback, self, context=context)
        else:
            self._callbacks.append((callback, context))

    def remove_done_callback(self, callback):
        before = len(self._callbacks)
        self._callbacks = [pair for pair in self._callbacks if pair[0] != callback]
        return before - len(self._callbacks)

    def set_result(self, result):
        if self._state != _PENDING:
            raise InvalidStateError(f'{self._state}: {self!r}')
        self._result = result
        self._state = _FINISHED
        self._schedule_callbacks()

    def set_exception(self, exception):
        if self._state != _PENDING:
            raise InvalidStateError(f'{self._state}: {self!r}')
        if isinstance(exception, type):
            exception = exception()
        if isinstance(exception, StopIteration):
            raise TypeError('StopIteration interacts badly with generators and cannot be raised into a Future')
        self._exception = exception
        self._state = _FINISHED
        # Somebody may still ask for it; the loop tells at its end if nobody did.
        self._loop._unretrieved[id(self)] = self
        self._schedule_callbacks()

    def _schedule_callbacks(self):
        callbacks = self._callbacks
        self._callbacks = []
        for callback, context in callbacks:
            self._loop.call_soon(callback, self, context=context)

    def __await__(self):
        if not self.done():
            self._asyncio_future_blocking = True
            yield self
        if not self.done():
            raise RuntimeError("await wasn't used with future")
        return self.result()

    __iter__ = __await__

def isfuture(obj):
    return isinstance(obj, Future)

def wrap_future(future, *, loop=None):
    # The asyncio side of a `concurrent.futures.Future`.
    if isfuture(future):
        return future
    loop = _loop_for_future() if loop is None else loop
    wrapped = Future(loop=loop)

    def finished(source):
        loop.call_soon_threadsafe(transfer, source)

    def transfer(source):
        if wrapped.done():
            return
        if source.cancelled():
            wrapped.cancel()
        elif source.exception() is not None:
            wrapped.set_exception(source.exception())
        else:
            wrapped.set_result(source.result())

    def cancelled(future):
        if future.cancelled():
            source.cancel()

    source = future
    wrapped.add_done_callback(cancelled)
    future.add_done_callback(finished)
    return wrapped
