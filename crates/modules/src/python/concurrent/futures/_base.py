# Futures and executors, as the documentation of `concurrent.futures` has them.

import threading
from collections import deque, namedtuple
from time import monotonic

FIRST_COMPLETED = 'FIRST_COMPLETED'
FIRST_EXCEPTION = 'FIRST_EXCEPTION'
ALL_COMPLETED = 'ALL_COMPLETED'

PENDING = 'PENDING'
RUNNING = 'RUNNING'
# Cancelled, and nobody who waits for several futures has been told.
CANCELLED = 'CANCELLED'
CANCELLED_AND_NOTIFIED = 'CANCELLED_AND_NOTIFIED'
FINISHED = 'FINISHED'

_STATE_NAMES = {PENDING: 'pending', RUNNING: 'running', CANCELLED: 'cancelled', CANCELLED_AND_NOTIFIED: 'cancelled',
                FINISHED: 'finished'}
_OVER = (CANCELLED, CANCELLED_AND_NOTIFIED, FINISHED)

class Error(Exception):
    pass

class CancelledError(Error):
    pass

TimeoutError = TimeoutError

class InvalidStateError(Error):
    pass

class BrokenExecutor(RuntimeError):
    pass

class _Waiter:
    # Somebody who waits for several futures: `event` is set when enough of them are done.
    def __init__(self, left, at_exception):
        self.event = threading.Event()
        self.lock = threading.Lock()
        self.left = left
        self.at_exception = at_exception
        self.finished = []

    def add(self, future, failed):
        with self.lock:
            self.finished.append(future)
            self.left -= 1
            if self.left <= 0 or (failed and self.at_exception):
                self.event.set()

class _Locks:
    # Several futures' conditions at once, always in the same order.
    def __init__(self, futures):
        self.futures = sorted(futures, key=id)

    def __enter__(self):
        for f in self.futures:
            f._condition.acquire()

    def __exit__(self, *exc):
        for f in self.futures:
            f._condition.release()

def _yield_finished(finished, waiter, groups):
    while finished:
        f = finished[-1]
        for group in groups:
            group.discard(f)
        with f._condition:
            if waiter in f._waiters:
                f._waiters.remove(waiter)
        del f
        yield finished.pop()

def as_completed(fs, timeout=None):
    end = None if timeout is None else timeout + monotonic()
    fs = set(fs)
    total = len(fs)
    with _Locks(fs):
        finished = {f for f in fs if f._state in (CANCELLED_AND_NOTIFIED, FINISHED)}
        pending = fs - finished
        # Woken at every one.
        waiter = _Waiter(0, False)
        for f in pending:
            f._wait_with(waiter)
    finished = list(finished)
    try:
        yield from _yield_finished(finished, waiter, (fs,))
        while pending:
            left = None
            if end is not None:
                left = end - monotonic()
                if left < 0:
                    raise TimeoutError(f'{len(pending)} (of {total}) futures unfinished')
            waiter.event.wait(left)
            with waiter.lock:
                finished = waiter.finished
                waiter.finished = []
                waiter.event.clear()
            finished.reverse()
            yield from _yield_finished(finished, waiter, (fs, pending))
    finally:
        for f in fs:
            with f._condition:
                if waiter in f._waiters:
                    f._waiters.remove(waiter)

DoneAndNotDoneFutures = namedtuple('DoneAndNotDoneFutures', 'done not_done')

def wait(fs, timeout=None, return_when=ALL_COMPLETED):
    if return_when not in (FIRST_COMPLETED, FIRST_EXCEPTION, ALL_COMPLETED):
        raise ValueError(f'Invalid return condition: {return_when!r}')
    fs = set(fs)
    with _Locks(fs):
        done = {f for f in fs if f._state in (CANCELLED_AND_NOTIFIED, FINISHED)}
        not_done = fs - done
        if return_when == FIRST_COMPLETED and done:
            return DoneAndNotDoneFutures(done, not_done)
        if return_when == FIRST_EXCEPTION and any(f._exception is not None for f in done if not f.cancelled()):
            return DoneAndNotDoneFutures(done, not_done)
        if not not_done:
            return DoneAndNotDoneFutures(done, not_done)
        waiter = _Waiter(1 if return_when == FIRST_COMPLETED else len(not_done), return_when == FIRST_EXCEPTION)
        for f in not_done:
            f._wait_with(waiter)
    waiter.event.wait(timeout)
    for f in not_done:
        with f._condition:
            f._waiters.remove(waiter)
    done.update(waiter.finished)
    return DoneAndNotDoneFutures(done, fs - done)

class Future:
    # What most futures begin with, and some keep.
    _state = PENDING
    _result = None
    _exception = None
    _waiters = ()
    _done_callbacks = ()

    def __init__(self):
        self._condition = threading.Condition()

    def _wait_with(self, waiter):
        # With the condition held.
        if not self._waiters:
            self._waiters = []
        self._waiters.append(waiter)

    def __repr__(self):
        with self._condition:
            text = f'<{type(self).__name__} at {id(self):#x} state={_STATE_NAMES[self._state]}'
            if self._state != FINISHED:
                return text + '>'
            if self._exception is not None:
                return f'{text} raised {type(self._exception).__name__}>'
            return f'{text} returned {type(self._result).__name__}>'

    def _invoke_callbacks(self):
        for callback in self._done_callbacks:
            self._call(callback)

    def _call(self, callback):
        try:
            callback(self)
        except Exception as e:
            _report(f'exception calling callback for {self!r}', e)

    def cancel(self):
        with self._condition:
            if self._state in (RUNNING, FINISHED):
                return False
            if self._state in (CANCELLED, CANCELLED_AND_NOTIFIED):
                return True
            self._state = CANCELLED
            self._condition.notify_all()
        self._invoke_callbacks()
        return True

    def cancelled(self):
        with self._condition:
            return self._state in (CANCELLED, CANCELLED_AND_NOTIFIED)

    def running(self):
        with self._condition:
            return self._state == RUNNING

    def done(self):
        with self._condition:
            return self._state in _OVER

    def add_done_callback(self, fn):
        with self._condition:
            if self._state not in _OVER:
                if not self._done_callbacks:
                    self._done_callbacks = []
                self._done_callbacks.append(fn)
                return
        self._call(fn)

    def _answer(self):
        if self._exception is not None:
            try:
                raise self._exception
            finally:
                # The traceback leads to this frame: do not keep the future alive by it.
                self = None
        return self._result

    def _wait(self, timeout):
        # With the condition held. Raises unless there is an answer.
        if self._state == PENDING or self._state == RUNNING:
            self._condition.wait(timeout)
        if self._state in (CANCELLED, CANCELLED_AND_NOTIFIED):
            raise CancelledError()
        if self._state != FINISHED:
            raise TimeoutError()

    def result(self, timeout=None):
        # The state is the last thing that is set.
        if self._state == FINISHED and self._exception is None:
            return self._result
        try:
            with self._condition:
                self._wait(timeout)
                return self._answer()
        finally:
            self = None

    def exception(self, timeout=None):
        with self._condition:
            self._wait(timeout)
            return self._exception

    # For executors and tests.

    def set_running_or_notify_cancel(self):
        with self._condition:
            if self._state == CANCELLED:
                self._state = CANCELLED_AND_NOTIFIED
                for waiter in self._waiters:
                    waiter.add(self, False)
                return False
            if self._state == PENDING:
                self._state = RUNNING
                return True
            raise RuntimeError('Future in unexpected state')

    def _finish(self, result, exception):
        with self._condition:
            if self._state in _OVER:
                raise InvalidStateError(f'{self._state}: {self!r}')
            self._result = result
            self._exception = exception
            self._state = FINISHED
            for waiter in self._waiters:
                waiter.add(self, exception is not None)
            self._condition.notify_all()
        if self._done_callbacks:
            self._invoke_callbacks()

    def set_result(self, result):
        self._finish(result, None)

    def set_exception(self, exception):
        self._finish(None, exception)

def _text(exc):
    import _weft
    return _weft.exception_text(exc)

def _report(message, exc):
    # As `logging` would show it if nobody had asked for anything else; loading that would take time.
    import sys
    logging = sys.modules.get('logging')
    if logging is not None:
        logging.getLogger('concurrent.futures').critical(message, exc_info=exc)
    else:
        sys.stderr.write(message + '\n' + _text(exc))

class Executor:
    def submit(self, fn, /, *args, **kwargs):
        raise NotImplementedError()

    def map(self, fn, *iterables, timeout=None, chunksize=1, buffersize=None):
        if buffersize is not None:
            if not isinstance(buffersize, int):
                raise TypeError('buffersize must be an integer or None')
            if buffersize < 1:
                raise ValueError('buffersize must be None or > 0')
        end = None if timeout is None else timeout + monotonic()
        calls = zip(*iterables)
        fs = deque()
        for args in calls:
            fs.append(self.submit(fn, *args))
            if len(fs) == buffersize:
                break

        def result_iterator():
            try:
                while fs:
                    if buffersize is not None:
                        for args in calls:
                            fs.append(self.submit(fn, *args))
                            break
                    if end is None:
                        yield _result_or_cancel(fs.popleft())
                    else:
                        yield _result_or_cancel(fs.popleft(), end - monotonic())
            finally:
                for f in fs:
                    f.cancel()
        return result_iterator()

    def shutdown(self, wait=True, *, cancel_futures=False):
        pass

    def __enter__(self):
        return self

    def __exit__(self, kind, value, traceback):
        self.shutdown(wait=True)
        return False

def _result_or_cancel(future, timeout=None):
    try:
        return future.result(timeout)
    except BaseException:
        future.cancel()
        raise
