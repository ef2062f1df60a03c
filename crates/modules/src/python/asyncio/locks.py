# Lock, Event, Condition, Semaphore, Barrier, Queue: for the tasks of one loop.

import heapq
from collections import deque

from .exceptions import BrokenBarrierError, CancelledError, QueueEmpty, QueueFull
from .futures import get_running_loop

class _Waiters:
    # Futures of tasks that wait, in their order.

    def __init__(self):
        self._waiters = deque()

    async def _wait_in_line(self):
        future = get_running_loop().create_future()
        self._waiters.append(future)
        try:
            return await future
        finally:
            self._waiters.remove(future)

    def _wake(self, count=1):
        for future in self._waiters:
            if count == 0:
                break
            if not future.done():
                future.set_result(True)
                count -= 1

def _shown(lock, state):
    if lock._waiters:
        state += f', waiters:{len(lock._waiters)}'
    return f'<asyncio.locks.{type(lock).__name__} object at {id(lock):#x} [{state}]>'

class _WithAcquire:
    async def __aenter__(self):
        await self.acquire()
        return None

    async def __aexit__(self, kind, exc, traceback):
        self.release()

class Lock(_Waiters, _WithAcquire):
    def __init__(self):
        super().__init__()
        self._locked = False

    def __repr__(self):
        return _shown(self, 'locked' if self._locked else 'unlocked')

    def locked(self):
        return self._locked

    async def acquire(self):
        if not self._locked and all(w.cancelled() for w in self._waiters):
            self._locked = True
            return True
        try:
            await self._wait_in_line()
        except CancelledError:
            if not self._locked:
                self._wake()
            raise
        self._locked = True
        return True

    def release(self):
        if not self._locked:
            raise RuntimeError('Lock is not acquired.')
        self._locked = False
        self._wake()

class Event(_Waiters):
    def __init__(self):
        super().__init__()
        self._value = False

    def __repr__(self):
        return _shown(self, 'set' if self._value else 'unset')

    def is_set(self):
        return self._value

    def set(self):
        if not self._value:
            self._value = True
            self._wake(-1)

    def clear(self):
        self._value = False

    async def wait(self):
        if not self._value:
            await self._wait_in_line()
        return True

class Condition(_Waiters, _WithAcquire):
    def __init__(self, lock=None):
        super().__init__()
        self._lock = lock = Lock() if lock is None else lock
        self.locked = lock.locked
        self.acquire = lock.acquire
        self.release = lock.release

    async def wait(self):
        if not self.locked():
            raise RuntimeError('cannot wait on un-acquired lock')
        self.release()
        try:
            return await self._wait_in_line()
        finally:
            cancelled = None
            while True:
                try:
                    await self.acquire()
                    break
                except CancelledError as error:
                    cancelled = error
            if cancelled is not None:
                raise cancelled

    async def wait_for(self, predicate):
        result = predicate()
        while not result:
            await self.wait()
            result = predicate()
        return result

    def notify(self, n=1):
        if not self.locked():
            raise RuntimeError('cannot notify on un-acquired lock')
        self._wake(n)

    def notify_all(self):
        self.notify(len(self._waiters))

class Semaphore(_Waiters, _WithAcquire):
    def __init__(self, value=1):
        if value < 0:
            raise ValueError('Semaphore initial value must be >= 0')
        super().__init__()
        self._value = value

    def __repr__(self):
        state = 'locked' if self.locked() else f'unlocked, value:{self._value}'
        return _shown(self, state)

    def locked(self):
        return self._value == 0 or any(not w.cancelled() for w in self._waiters)

    async def acquire(self):
        if not self.locked():
            self._value -= 1
            return True
        future = get_running_loop().create_future()
        self._waiters.append(future)
        try:
            try:
                await future
            finally:
                self._waiters.remove(future)
        except CancelledError:
            # It had been given one before it was cancelled: the next one gets it.
            if future.done() and not future.cancelled():
                self._value += 1
                self._hand_out()
            raise
        return True

    def release(self):
        self._value += 1
        self._hand_out()

    def _hand_out(self):
        for future in self._waiters:
            if self._value == 0:
                break
            if not future.done():
                self._value -= 1
                future.set_result(True)

class BoundedSemaphore(Semaphore):
    def __init__(self, value=1):
        super().__init__(value)
        self._bound = value

    def release(self):
        if self._value >= self._bound:
            raise ValueError('BoundedSemaphore released too many times')
        super().release()

class Barrier(_Waiters):
    def __init__(self, parties):
        if parties < 1:
            raise ValueError('parties must be > 0')
        super().__init__()
        self._parties = parties
        self._count = 0
        self._broken = False

    def __repr__(self):
        state = 'broken' if self._broken else f'filling, waiters:{self._count}/{self._parties}'
        return f'<{object.__repr__(self)[1:-1]} [{state}]>'

    @property
    def parties(self):
        return self._parties

    @property
    def n_waiting(self):
        return self._count

    @property
    def broken(self):
        return self._broken

    async def __aenter__(self):
        return await self.wait()

    async def __aexit__(self, kind, exc, traceback):
        pass

    async def wait(self):
        if self._broken:
            raise BrokenBarrierError('Barrier aborted')
        index = self._count
        self._count += 1
        if self._count == self._parties:
            self._count = 0
            self._wake(-1)
            return index
        try:
            await self._wait_in_line()
        except CancelledError:
            await self.abort()
            raise
        if self._broken:
            raise BrokenBarrierError('Abort or reset of barrier')
        return index

    async def reset(self):
        self._broken = self._count > 0
        self._count = 0
        self._wake(-1)
        self._broken = False

    async def abort(self):
        self._broken = True
        self._count = 0
        self._wake(-1)

class Queue:
    def __init__(self, maxsize=0):
        self._maxsize = maxsize
        self._getters = _Waiters()
        self._putters = _Waiters()
        self._unfinished = 0
        self._finished = Event()
        self._finished.set()
        self._init(maxsize)

    def _init(self, maxsize):
        self._queue = deque()

    def _get(self):
        return self._queue.popleft()

    def _put(self, item):
        self._queue.append(item)

    def __repr__(self):
        return f'<{type(self).__name__} at {id(self):#x} {self._description()}>'

    def __str__(self):
        return f'<{type(self).__name__} {self._description()}>'

    def _description(self):
        text = f'maxsize={self._maxsize!r}'
        if self._queue:
            text += f' _queue={list(self._queue)!r}'
        if self._getters._waiters:
            text += f' _getters[{len(self._getters._waiters)}]'
        if self._putters._waiters:
            text += f' _putters[{len(self._putters._waiters)}]'
        if self._unfinished:
            text += f' tasks={self._unfinished}'
        return text

    def __class_getitem__(cls, item):
        return cls

    @property
    def maxsize(self):
        return self._maxsize

    def qsize(self):
        return len(self._queue)

    def empty(self):
        return not self._queue

    def full(self):
        return 0 < self._maxsize <= len(self._queue)

    async def put(self, item):
        while self.full():
            try:
                await self._putters._wait_in_line()
            except CancelledError:
                if not self.full():
                    self._putters._wake()
                raise
        self.put_nowait(item)

    def put_nowait(self, item):
        if self.full():
            raise QueueFull
        self._put(item)
        self._unfinished += 1
        self._finished.clear()
        self._getters._wake()

    async def get(self):
        while self.empty():
            try:
                await self._getters._wait_in_line()
            except CancelledError:
                if not self.empty():
                    self._getters._wake()
                raise
        return self.get_nowait()

    def get_nowait(self):
        if self.empty():
            raise QueueEmpty
        item = self._get()
        self._putters._wake()
        return item

    def task_done(self):
        if self._unfinished <= 0:
            raise ValueError('task_done() called too many times')
        self._unfinished -= 1
        if self._unfinished == 0:
            self._finished.set()

    async def join(self):
        if self._unfinished > 0:
            await self._finished.wait()

class PriorityQueue(Queue):
    def _init(self, maxsize):
        self._queue = []

    def _put(self, item):
        heapq.heappush(self._queue, item)

    def _get(self):
        return heapq.heappop(self._queue)

class LifoQueue(Queue):
    def _init(self, maxsize):
        self._queue = []

    def _get(self):
        return self._queue.pop()
