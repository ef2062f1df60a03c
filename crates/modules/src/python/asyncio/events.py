# The event loop: what is ready, what is due later, and waiting for whichever comes first.

import _thread
import _weft
import heapq
import math
import sys
import threading
import time
from collections import deque

from contextvars import copy_context

from .exceptions import CancelledError
from .format_helpers import format_callback
from .futures import Future, _get_running_loop, _set_running_loop, wrap_future
from .streams import create_subprocess_exec, create_subprocess_shell, open_connection, start_server
from .tasks import Task, all_tasks, ensure_future, gather, iscoroutine

# The longest the loop sleeps at once, in seconds.
_LONGEST_SLEEP = 24 * 3600

def _run_until_complete_cb(future):
    if not future.cancelled() and isinstance(future.exception(), (SystemExit, KeyboardInterrupt)):
        return
    future._loop.stop()

class Handle:
    def __init__(self, callback, args, loop, context=None):
        self._context = copy_context() if context is None else context
        self._callback = callback
        self._args = args
        self._loop = loop
        self._cancelled = False

    def cancel(self):
        self._cancelled = True
        self._callback = None
        self._args = None

    def cancelled(self):
        return self._cancelled

    def get_context(self):
        return self._context

    def __repr__(self):
        cancelled = ' cancelled' if self._cancelled else ''
        callback = '' if self._callback is None else f' {format_callback(self._callback, self._args)}'
        return f'<{type(self).__name__}{cancelled}{callback}>'

    def _shown(self):
        # In messages about slow steps the task stands for the handle.
        owner = getattr(self._callback, '__self__', None)
        return repr(owner if isinstance(owner, Task) else self)

    def _run(self):
        try:
            self._context.run(self._callback, *self._args)
        except (SystemExit, KeyboardInterrupt):
            raise
        except BaseException as exc:
            self._loop.call_exception_handler({
                'message': f'Exception in callback {format_callback(self._callback, self._args)}', 'exception': exc,
                'handle': self,
            })

class TimerHandle(Handle):
    def __init__(self, when, number, callback, args, loop, context=None):
        super().__init__(callback, args, loop, context)
        self._when = when
        self._number = number

    def when(self):
        return self._when

    def __lt__(self, other):
        return (self._when, self._number) < (other._when, other._number)

class AbstractEventLoop:
    pass

class _UnixSelectorEventLoop(AbstractEventLoop):
    __module__ = 'asyncio.unix_events'

    def __init__(self):
        self.slow_callback_duration = 0.1
        self._ready = deque()
        self._handled_signals = set()
        self._timers = []
        self._timer_number = 0
        self._thread = None
        self._stopping = False
        self._closed = False
        self._debug = False
        self._executor = None
        self._exception_handler = None
        self._task_factory = None
        self._tasks = []
        self._current_task = None
        self._unretrieved = {}
        # Held while the loop has nothing to do; other threads release it to wake the loop up.
        self._wake = _thread.allocate_lock()
        self._wake.acquire()
        # Programs that log everything expect this line; without `logging` nobody would see it.
        logging = sys.modules.get('logging')
        if logging is not None:
            logging.getLogger('asyncio').debug('Using selector: %s', 'EpollSelector')

    def __repr__(self):
        return f'<{type(self).__name__} running={self.is_running()} closed={self._closed} debug={self._debug}>'

    # ---- running

    def run_forever(self):
        self._check_closed()
        if self.is_running():
            raise RuntimeError('This event loop is already running')
        if _get_running_loop() is not None:
            raise RuntimeError('Cannot run the event loop while another loop is running')
        self._thread = _thread.get_ident()
        _set_running_loop(self)
        try:
            while True:
                self._run_once()
                if self._stopping:
                    break
        finally:
            self._stopping = False
            self._thread = None
            _set_running_loop(None)

    def run_until_complete(self, future):
        self._check_closed()
        new = not isinstance(future, Future)
        future = ensure_future(future, loop=self)
        future.add_done_callback(_run_until_complete_cb)
        try:
            self.run_forever()
        except BaseException:
            if new and future.done() and not future.cancelled():
                future.exception()
            raise
        finally:
            future.remove_done_callback(_run_until_complete_cb)
        if not future.done():
            raise RuntimeError('Event loop stopped before Future completed.')
        return future.result()

    def stop(self):
        self._stopping = True

    def is_running(self):
        return self._thread is not None

    def is_closed(self):
        return self._closed

    def close(self):
        if self.is_running():
            raise RuntimeError('Cannot close a running event loop')
        if self._closed:
            return
        self._closed = True
        self._ready.clear()
        self._timers.clear()
        self._tell_unretrieved()
        executor = self._executor
        if executor is not None:
            self._executor = None
            executor.shutdown(wait=False)

    def _tell_unretrieved(self):
        for future in list(self._unretrieved.values()):
            self.call_exception_handler({
                'message': f'{type(future).__name__} exception was never retrieved',
                'exception': future._exception,
                'future': future,
            })
        self._unretrieved.clear()

    def _check_closed(self):
        if self._closed:
            raise RuntimeError('Event loop is closed')

    def _run_once(self):
        timers = self._timers
        while timers and timers[0]._cancelled:
            heapq.heappop(timers)
        if not self._ready and not self._stopping:
            # Waits are for whole milliseconds, as epoll's are: what is due within one of them is due at once.
            timeout = math.ceil(max(0, timers[0]._when - self.time()) * 1000) / 1000 if timers else None
            self._sleep(timeout)
        now = self.time()
        while timers and timers[0]._when <= now:
            timer = heapq.heappop(timers)
            if not timer._cancelled:
                self._ready.append(timer)
        # What these make ready has its turn in the next round.
        for _ in range(len(self._ready)):
            handle = self._ready.popleft()
            if handle._cancelled:
                continue
            if not self._debug:
                handle._run()
                continue
            begun = self.time()
            handle._run()
            taken = self.time() - begun
            if taken >= self.slow_callback_duration:
                import logging

                logging.getLogger('asyncio').warning('Executing %s took %.3f seconds', handle._shown(), taken)

    def _sleep(self, timeout):
        if timeout is None:
            self._wake.acquire()
        elif threading.active_count() == 1:
            # Nobody can wake the loop: this is plain sleep.
            time.sleep(timeout)
        elif timeout > 0:
            self._wake.acquire(timeout=min(timeout, _LONGEST_SLEEP))

    def time(self):
        return time.monotonic()

    # ---- callbacks

    def call_soon(self, callback, *args, context=None):
        self._check_closed()
        handle = Handle(callback, args, self, context)
        self._ready.append(handle)
        return handle

    def call_soon_threadsafe(self, callback, *args, context=None):
        handle = self.call_soon(callback, *args, context=context)
        try:
            self._wake.release()
        except RuntimeError:
            # It has been woken already.
            pass
        return handle

    def call_later(self, delay, callback, *args, context=None):
        return self.call_at(self.time() + delay, callback, *args, context=context)

    def call_at(self, when, callback, *args, context=None):
        self._check_closed()
        self._timer_number += 1
        timer = TimerHandle(when, self._timer_number, callback, args, self, context)
        heapq.heappush(self._timers, timer)
        return timer

    # ---- futures, tasks, threads

    def create_future(self):
        return Future(loop=self)

    def create_task(self, coro, *, name=None, context=None):
        self._check_closed()
        if self._task_factory is not None:
            task = self._task_factory(self, coro)
            if name is not None:
                task.set_name(name)
            return task
        return Task(coro, loop=self, name=name, context=context)

    def set_task_factory(self, factory):
        self._task_factory = factory

    def get_task_factory(self):
        return self._task_factory

    def run_in_executor(self, executor, function, *args):
        self._check_closed()
        if executor is None:
            if self._executor is None:
                from concurrent.futures import ThreadPoolExecutor

                self._executor = ThreadPoolExecutor(thread_name_prefix='asyncio')
            executor = self._executor
        return wrap_future(executor.submit(function, *args), loop=self)

    # ---- what there is not

    async def create_connection(self, protocol_factory, host=None, port=None, **kwds):
        await open_connection(host, port)

    async def create_server(self, protocol_factory, host=None, port=None, **kwds):
        await start_server(None, host, port)

    async def subprocess_exec(self, protocol_factory, program, *args, **kwds):
        await create_subprocess_exec(program)

    async def subprocess_shell(self, protocol_factory, cmd, **kwds):
        await create_subprocess_shell(cmd)

    def set_default_executor(self, executor):
        self._executor = executor

    async def shutdown_asyncgens(self):
        pass

    async def shutdown_default_executor(self, timeout=None):
        executor = self._executor
        if executor is not None:
            self._executor = None
            executor.shutdown(wait=True)

    # ---- errors

    def set_exception_handler(self, handler):
        self._exception_handler = handler

    def get_exception_handler(self):
        return self._exception_handler

    def default_exception_handler(self, context):
        import traceback

        text = context.get('message') or 'Unhandled exception in event loop'
        for key in sorted(context):
            if key not in ('message', 'exception'):
                text += f'\n{key}: {context[key]!r}'
        exc = context.get('exception')
        if exc is not None:
            text += '\n' + ''.join(traceback.format_exception(exc)).rstrip()
        print(text, file=sys.stderr)

    def call_exception_handler(self, context):
        if self._exception_handler is None:
            self.default_exception_handler(context)
        else:
            self._exception_handler(self, context)

    def get_debug(self):
        return self._debug

    def set_debug(self, enabled):
        self._debug = enabled

    def add_signal_handler(self, sig, callback, *args):
        import signal
        signal.signal(sig, lambda number, frame: self.call_soon_threadsafe(callback, *args))
        self._handled_signals.add(sig)

    def remove_signal_handler(self, sig):
        import signal
        if sig not in self._handled_signals:
            return False
        self._handled_signals.remove(sig)
        signal.signal(sig, signal.default_int_handler if sig == signal.SIGINT else signal.SIG_DFL)
        return True

BaseEventLoop = SelectorEventLoop = EventLoop = _UnixSelectorEventLoop

# ---- loops that are not running

_set_loops = {}

class AbstractEventLoopPolicy:
    def get_event_loop(self):
        raise NotImplementedError

    def set_event_loop(self, loop):
        raise NotImplementedError

    def new_event_loop(self):
        raise NotImplementedError

class DefaultEventLoopPolicy(AbstractEventLoopPolicy):
    _loop_factory = _UnixSelectorEventLoop

    def get_event_loop(self):
        loop = _set_loops.get(_thread.get_ident())
        if loop is None:
            if threading.current_thread() is not threading.main_thread():
                raise RuntimeError(f'There is no current event loop in thread {threading.current_thread().name!r}.')
            loop = self.new_event_loop()
            self.set_event_loop(loop)
        return loop

    def set_event_loop(self, loop):
        if loop is not None and not isinstance(loop, AbstractEventLoop):
            raise TypeError(f"loop must be an instance of AbstractEventLoop or None, not '{type(loop).__name__}'")
        _set_loops[_thread.get_ident()] = loop

    def new_event_loop(self):
        return self._loop_factory()

_policy = DefaultEventLoopPolicy()

def get_event_loop_policy():
    return _policy

def set_event_loop_policy(policy):
    global _policy
    if policy is not None and not isinstance(policy, AbstractEventLoopPolicy):
        raise TypeError(f"policy must be an instance of AbstractEventLoopPolicy or None, not '{type(policy).__name__}'")
    _policy = DefaultEventLoopPolicy() if policy is None else policy

def new_event_loop():
    return _policy.new_event_loop()

def set_event_loop(loop):
    _policy.set_event_loop(loop)

def get_event_loop():
    loop = _get_running_loop()
    return _policy.get_event_loop() if loop is None else loop

class Runner:
    def __init__(self, *, debug=None, loop_factory=None):
        self._debug = debug
        self._loop_factory = loop_factory
        self._loop = None
        self._context = None

    def __enter__(self):
        self.get_loop()
        return self

    def __exit__(self, kind, exc, traceback):
        self.close()

    def get_loop(self):
        if self._loop is None:
            self._loop = (self._loop_factory or new_event_loop)()
            self._context = copy_context()
            if self._debug is not None:
                self._loop.set_debug(self._debug)
        return self._loop

    def run(self, coro, *, context=None):
        if not iscoroutine(coro):
            raise ValueError(f'a coroutine was expected, got {coro!r}')
        if _get_running_loop() is not None:
            raise RuntimeError('Runner.run() cannot be called from a running event loop')
        loop = self.get_loop()
        set_event_loop(loop)
        task = loop.create_task(coro, context=self._context if context is None else context)
        try:
            return loop.run_until_complete(task)
        except KeyboardInterrupt:
            if not task.done():
                task.cancel()
                try:
                    loop.run_until_complete(task)
                except CancelledError:
                    pass
            raise

    def close(self):
        loop = self._loop
        if loop is None:
            return
        try:
            _cancel_all(loop)
            loop.run_until_complete(loop.shutdown_default_executor())
        finally:
            set_event_loop(None)
            loop.close()
            self._loop = None

def _cancel_all(loop):
    tasks = all_tasks(loop)
    if not tasks:
        return
    for task in tasks:
        task.cancel()
    loop.run_until_complete(_gather_all(tasks))
    for task in tasks:
        if not task.cancelled() and task.exception() is not None:
            loop.call_exception_handler({
                'message': 'unhandled exception during asyncio.run() shutdown',
                'exception': task.exception(),
                'task': task,
            })

async def _gather_all(tasks):
    await gather(*tasks, return_exceptions=True)

def run(main, *, debug=None, loop_factory=None):
    if _get_running_loop() is not None:
        raise RuntimeError('asyncio.run() cannot be called from a running event loop')
    with Runner(debug=debug, loop_factory=loop_factory) as runner:
        return runner.run(main)

async def _close_asyncgen(generator):
    await generator.aclose()

def _end_asyncgen(generator):
    # An asynchronous generator was dropped in the middle: its `finally` wants a task to run in.
    loop = _get_running_loop()
    if loop is not None:
        loop.call_soon(_begin_closing, loop, generator)

def _begin_closing(loop, generator):
    loop.create_task(_close_asyncgen(generator))

_weft.register('asyncgen_finalizer', _end_asyncgen)
