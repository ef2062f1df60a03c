# Tasks: coroutines that the event loop runs, and waiting for several of them.

from contextvars import copy_context

from .exceptions import CancelledError
from .format_helpers import format_coroutine
from .futures import _PENDING, Future, _loop_for_future, get_running_loop, isfuture

FIRST_COMPLETED = 'FIRST_COMPLETED'
FIRST_EXCEPTION = 'FIRST_EXCEPTION'
ALL_COMPLETED = 'ALL_COMPLETED'

_task_number = 0

def _kind_of_coroutines():
    async def nothing():
        pass

    example = nothing()
    example.close()
    return type(example)

_Coroutine = _kind_of_coroutines()

def iscoroutine(obj):
    return isinstance(obj, _Coroutine)

def iscoroutinefunction(function):
    function = getattr(function, '__func__', function)
    code = getattr(function, '__code__', None)
    return code is not None and bool(code.co_flags & 0x80)

class Task(Future):
    __module__ = '_asyncio'

    def __init__(self, coro, *, loop=None, name=None, context=None):
        global _task_number
        super().__init__(loop=loop)
        if not iscoroutine(coro):
            raise TypeError(f'a coroutine was expected, got {coro!r}')
        if name is None:
            _task_number += 1
            name = f'Task-{_task_number}'
        self._name = str(name)
        self._coro = coro
        self._context = copy_context() if context is None else context
        self._waits_for = None
        self._must_cancel = False
        self._cancel_requests = 0
        self._soon()
        self._loop._tasks.append(self)

    def _soon(self, *args):
        self._loop.call_soon(self._step, *args, context=self._context)

    def _description(self):
        info = super()._description()
        text, _, rest = info.partition(' ')
        if self._must_cancel or self._cancel_requests and self._state == _PENDING:
            text = 'cancelling'
        text += f' name={self._name!r} coro=<{format_coroutine(self._coro)}>'
        if self._waits_for is not None:
            text += f' wait_for={self._waits_for!r}'
        return f'{text} {rest}' if rest else text

    def get_name(self):
        return self._name

    def set_name(self, name):
        self._name = str(name)

    def get_context(self):
        return self._context

    def get_coro(self):
        return self._coro

    def set_result(self, result):
        raise RuntimeError('Task does not support set_result operation')

    def set_exception(self, exception):
        raise RuntimeError('Task does not support set_exception operation')

    def cancel(self, msg=None):
        if self._state != _PENDING:
            return False
        self._cancel_requests += 1
        if self._waits_for is not None and self._waits_for.cancel(msg=msg):
            return True
        self._must_cancel = True
        self._cancel_message = msg
        return True

    def cancelling(self):
        return self._cancel_requests

    def uncancel(self):
        if self._cancel_requests > 0:
            self._cancel_requests -= 1
        return self._cancel_requests

    def _step(self, exc=None):
        if self._must_cancel:
            if not isinstance(exc, CancelledError):
                exc = self._cancelled_error()
            self._must_cancel = False
        self._waits_for = None
        loop = self._loop
        loop._current_task = self
        try:
            if exc is None:
                result = self._coro.send(None)
            else:
                result = self._coro.throw(exc)
        except StopIteration as stop:
            if self._must_cancel:
                self._must_cancel = False
                self._end(Future.cancel, self._cancel_message)
            else:
                self._end(Future.set_result, stop.value)
        except CancelledError as error:
            self._end(Future.cancel, error.args[0] if error.args else None)
        except (KeyboardInterrupt, SystemExit) as error:
            self._end(Future.set_exception, error)
            raise
        except BaseException as error:
            self._end(Future.set_exception, error)
        else:
            self._wait_for(result)
        finally:
            loop._current_task = None

    def _end(self, how, value):
        self._loop._tasks.remove(self)
        how(self, value)

    def _wait_for(self, result):
        # What the coroutine yielded: a future to wait for, or nothing, to give the others a turn.
        if isfuture(result) and result._asyncio_future_blocking:
            result._asyncio_future_blocking = False
            if result is self:
                problem = f'Task cannot await on itself: {self!r}'
            elif result._loop is not self._loop:
                problem = f'Task {self!r} got Future {result!r} attached to a different loop'
            else:
                result.add_done_callback(self._wake_up, context=self._context)
                self._waits_for = result
                if self._must_cancel and result.cancel(msg=self._cancel_message):
                    self._must_cancel = False
                return
            self._soon(RuntimeError(problem))
        elif result is None:
            self._soon()
        else:
            self._soon(RuntimeError(f'Task got bad yield: {result!r}'))

    def _wake_up(self, future):
        try:
            future.result()
        except BaseException as error:
            self._step(error)
        else:
            self._step()

def current_task(loop=None):
    if loop is None:
        loop = get_running_loop()
    return loop._current_task

def all_tasks(loop=None):
    if loop is None:
        loop = get_running_loop()
    return set(loop._tasks)

def create_task(coro, *, name=None, context=None):
    return get_running_loop().create_task(coro, name=name, context=context)

async def _wrap_awaitable(awaitable):
    return await awaitable

def ensure_future(awaitable, *, loop=None):
    if isfuture(awaitable):
        if loop is not None and loop is not awaitable._loop:
            raise ValueError('The future belongs to a different loop than the one specified as the loop argument')
        return awaitable
    if not iscoroutine(awaitable):
        # Generators that `types.coroutine` made ones to await have no method for it.
        code = getattr(awaitable, 'gi_code', None)
        if not hasattr(type(awaitable), '__await__') and not (code is not None and code.co_flags & 0x100):
            raise TypeError('An asyncio.Future, a coroutine or an awaitable is required')
        awaitable = _wrap_awaitable(awaitable)
    loop = _loop_for_future() if loop is None else loop
    return loop.create_task(awaitable)

class _Turn:
    def __await__(self):
        yield

async def sleep(delay, result=None):
    if delay <= 0:
        await _Turn()
        return result
    loop = get_running_loop()
    future = loop.create_future()
    timer = loop.call_later(delay, _set_unless_done, future, result)
    try:
        return await future
    finally:
        timer.cancel()

def _set_unless_done(future, result):
    if not future.done():
        future.set_result(result)

# ---- several at once

class _Gathering(Future):
    def __init__(self, children, loop):
        super().__init__(loop=loop)
        self._children = children
        self._cancel_requested = False

    def cancel(self, msg=None):
        if self.done():
            return False
        cancelled = False
        for child in self._children:
            if child.cancel(msg=msg):
                cancelled = True
        if cancelled:
            self._cancel_requested = True
        return cancelled

def gather(*awaitables, return_exceptions=False):
    if not awaitables:
        outer = _loop_for_future().create_future()
        outer.set_result([])
        return outer
    children = []
    by_awaitable = {}
    for awaitable in awaitables:
        if id(awaitable) not in by_awaitable:
            by_awaitable[id(awaitable)] = ensure_future(awaitable)
        children.append(by_awaitable[id(awaitable)])
    different = list(by_awaitable.values())
    outer = _Gathering(children, children[0]._loop)
    left = len(different)

    def finished(child):
        nonlocal left
        left -= 1
        if outer.done():
            if not child.cancelled():
                child.exception()
            return
        if not return_exceptions:
            if child.cancelled():
                outer.set_exception(child._cancelled_error())
                return
            if child.exception() is not None:
                outer.set_exception(child.exception())
                return
        if left == 0:
            results = []
            for each in children:
                if each.cancelled():
                    results.append(each._cancelled_error())
                else:
                    error = each.exception()
                    results.append(each.result() if error is None else error)
            if outer._cancel_requested:
                outer.set_exception(CancelledError())
            else:
                outer.set_result(results)

    for child in different:
        child.add_done_callback(finished)
    return outer

async def wait(futures, *, timeout=None, return_when=ALL_COMPLETED):
    if isfuture(futures) or iscoroutine(futures):
        raise TypeError(f'expect a list of futures, not {type(futures).__name__}')
    futures = set(futures)
    if not futures:
        raise ValueError('Set of Tasks/Futures is empty.')
    if return_when not in (FIRST_COMPLETED, FIRST_EXCEPTION, ALL_COMPLETED):
        raise ValueError(f'Invalid return_when value: {return_when}')
    if any(iscoroutine(f) for f in futures):
        raise TypeError('Passing coroutines is forbidden, use tasks explicitly.')
    return await _wait(futures, timeout, return_when, get_running_loop())

async def _wait(futures, timeout, return_when, loop):
    waiter = loop.create_future()
    pending = {f for f in futures if not f.done()}

    def failed(future):
        return not future.cancelled() and future._exception is not None

    def enough(future):
        return not pending or return_when == FIRST_COMPLETED or return_when == FIRST_EXCEPTION and failed(future)

    def finished(future):
        pending.discard(future)
        if enough(future):
            _set_unless_done(waiter, None)

    ready = [f for f in futures if f.done()]
    if pending and not any(enough(f) for f in ready):
        timer = None if timeout is None else loop.call_later(timeout, _set_unless_done, waiter, None)
        waiting = list(pending)
        for future in waiting:
            future.add_done_callback(finished)
        try:
            await waiter
        finally:
            if timer is not None:
                timer.cancel()
            for future in waiting:
                future.remove_done_callback(finished)
    return {f for f in futures if f.done()}, {f for f in futures if not f.done()}

async def wait_for(awaitable, timeout):
    if timeout is None:
        return await awaitable
    loop = get_running_loop()
    future = ensure_future(awaitable)
    if timeout <= 0 and not future.done():
        await _cancel_and_wait(future)
        try:
            return future.result()
        except CancelledError as error:
            raise TimeoutError() from error
    waiter = loop.create_future()

    def finished(future):
        _set_unless_done(waiter, None)

    timer = loop.call_later(timeout, _set_unless_done, waiter, None)
    future.add_done_callback(finished)
    try:
        try:
            await waiter
        except CancelledError:
            if future.done():
                return future.result()
            future.remove_done_callback(finished)
            await _cancel_and_wait(future)
            raise
        if future.done():
            return future.result()
        future.remove_done_callback(finished)
        await _cancel_and_wait(future)
        try:
            return future.result()
        except CancelledError as error:
            raise TimeoutError() from error
    finally:
        timer.cancel()

async def _cancel_and_wait(future):
    waiter = future._loop.create_future()

    def finished(future):
        _set_unless_done(waiter, None)

    future.add_done_callback(finished)
    try:
        future.cancel()
        await waiter
    finally:
        future.remove_done_callback(finished)

class _AsCompletedIterator:
    # For `async for`, which gets the futures, and for `for`, which gets something to await.

    def __init__(self, awaitables, timeout):
        self._loop = loop = get_running_loop()
        self._pending = {ensure_future(a) for a in set(awaitables)}
        self._left = len(self._pending)
        self._done = []
        self._waiters = []
        self._timer = None
        if timeout is not None and self._pending:
            self._timer = loop.call_later(timeout, self._too_late)
        for future in list(self._pending):
            future.add_done_callback(self._finished)

    def __aiter__(self):
        return self

    def __iter__(self):
        return self

    async def __anext__(self):
        if self._left == 0:
            raise StopAsyncIteration
        self._left -= 1
        return await self._wait_for_one()

    def __next__(self):
        if self._left == 0:
            raise StopIteration
        self._left -= 1
        return self._wait_for_one(resolve=True)

    def _hand_out(self):
        while self._done and self._waiters:
            _set_unless_done(self._waiters.pop(0), self._done.pop(0))

    def _finished(self, future):
        if future in self._pending:
            self._pending.remove(future)
            self._done.append(future)
            self._hand_out()
            if not self._pending and self._timer is not None:
                self._timer.cancel()

    def _too_late(self):
        for future in self._pending:
            future.remove_done_callback(self._finished)
            self._done.append(None)
        self._pending.clear()
        self._hand_out()

    async def _wait_for_one(self, resolve=False):
        waiter = self._loop.create_future()
        self._waiters.append(waiter)
        self._hand_out()
        future = await waiter
        if future is None:
            raise TimeoutError()
        return future.result() if resolve else future

def as_completed(awaitables, *, timeout=None):
    if isfuture(awaitables) or iscoroutine(awaitables):
        raise TypeError(f'expect an iterable of futures, not {type(awaitables).__name__}')
    return _AsCompletedIterator(awaitables, timeout)

def shield(awaitable):
    inner = ensure_future(awaitable)
    if inner.done():
        return inner
    outer = inner._loop.create_future()

    def inner_finished(inner):
        if outer.cancelled():
            if not inner.cancelled():
                inner.exception()
        elif inner.cancelled():
            outer.cancel()
        elif inner.exception() is not None:
            outer.set_exception(inner.exception())
        else:
            outer.set_result(inner.result())

    def outer_finished(outer):
        if not inner.done():
            inner.remove_done_callback(inner_finished)

    inner.add_done_callback(inner_finished)
    outer.add_done_callback(outer_finished)
    return outer

# ---- threads

async def to_thread(function, /, *args, **kwargs):
    loop = get_running_loop()
    context = copy_context()
    return await loop.run_in_executor(None, lambda: context.run(function, *args, **kwargs))

def run_coroutine_threadsafe(coro, loop):
    from concurrent.futures import Future as ThreadFuture

    if not iscoroutine(coro):
        raise TypeError('A coroutine object is required')
    result = ThreadFuture()

    def transfer(task):
        if task.cancelled():
            result.cancel()
            result.set_running_or_notify_cancel()
        elif task.exception() is not None:
            result.set_exception(task.exception())
        else:
            result.set_result(task.result())

    def begin():
        ensure_future(coro, loop=loop).add_done_callback(transfer)

    loop.call_soon_threadsafe(begin)
    return result

# ---- time limits and groups

class Timeout:
    def __init__(self, when):
        self._when = when
        self._task = None
        self._timer = None
        self._expired = False
        self._cancelling = 0

    def when(self):
        return self._when

    def expired(self):
        return self._expired

    def reschedule(self, when):
        self._when = when
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        if when is not None:
            loop = get_running_loop()
            if when <= loop.time():
                self._timer = loop.call_soon(self._expire)
            else:
                self._timer = loop.call_at(when, self._expire)

    def _expire(self):
        self._timer = None
        self._expired = True
        self._task.cancel()

    async def __aenter__(self):
        self._task = current_task()
        if self._task is None:
            raise RuntimeError('Timeout should be used inside a task')
        self._cancelling = self._task.cancelling()
        self.reschedule(self._when)
        return self

    async def __aexit__(self, kind, exc, traceback):
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        if self._expired and self._task.uncancel() <= self._cancelling and kind is not None and issubclass(kind, CancelledError):
            raise TimeoutError from exc

def timeout(delay):
    return Timeout(None if delay is None else get_running_loop().time() + delay)

def timeout_at(when):
    return Timeout(when)

class TaskGroup:
    def __init__(self):
        self._entered = False
        self._exiting = False
        self._aborting = False
        self._parent = None
        self._parent_cancel_requested = False
        self._tasks = []
        self._errors = []
        self._base_error = None
        self._all_done = None

    async def __aenter__(self):
        if self._entered:
            raise RuntimeError(f'TaskGroup {self!r} has already been entered')
        self._entered = True
        self._loop = get_running_loop()
        self._parent = current_task()
        if self._parent is None:
            raise RuntimeError(f'TaskGroup {self!r} cannot determine the parent task')
        return self

    async def __aexit__(self, kind, exc, traceback):
        self._exiting = True
        cancelled = exc if kind is not None and issubclass(kind, CancelledError) else None
        if self._parent_cancel_requested and self._parent.uncancel() == 0:
            cancelled = None
        if kind is not None and not self._aborting:
            self._abort()
        while self._tasks:
            if self._all_done is None:
                self._all_done = self._loop.create_future()
            try:
                await self._all_done
            except CancelledError as error:
                if not self._aborting:
                    cancelled = error
                    self._abort()
            self._all_done = None
        if self._base_error is not None:
            raise self._base_error
        if cancelled is not None and not self._errors:
            raise cancelled
        if kind is not None and not issubclass(kind, CancelledError):
            self._errors.append(exc)
        if self._errors:
            raise BaseExceptionGroup('unhandled errors in a TaskGroup', self._errors) from None

    def create_task(self, coro, *, name=None, context=None):
        if not self._entered:
            raise RuntimeError(f'TaskGroup {self!r} has not been entered')
        if self._exiting and not self._tasks:
            raise RuntimeError(f'TaskGroup {self!r} is finished')
        if self._aborting:
            raise RuntimeError(f'TaskGroup {self!r} is shutting down')
        task = self._loop.create_task(coro, name=name, context=context)
        task.add_done_callback(self._finished)
        self._tasks.append(task)
        return task

    def _abort(self):
        self._aborting = True
        for task in self._tasks:
            if not task.done():
                task.cancel()

    def _finished(self, task):
        self._tasks.remove(task)
        if self._all_done is not None and not self._tasks and not self._all_done.done():
            self._all_done.set_result(True)
        if task.cancelled():
            return
        error = task.exception()
        if error is None:
            return
        self._errors.append(error)
        if isinstance(error, (SystemExit, KeyboardInterrupt)) and self._base_error is None:
            self._base_error = error
        if self._parent.done():
            return
        if not self._aborting and not self._parent_cancel_requested:
            self._abort()
            # The body of the `async with` has to end as well.
            self._parent_cancel_requested = True
            self._parent.cancel()
