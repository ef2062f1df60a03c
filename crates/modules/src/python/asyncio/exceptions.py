# The exceptions of asyncio.

__all__ = ['BrokenBarrierError', 'CancelledError', 'IncompleteReadError', 'InvalidStateError', 'LimitOverrunError',
           'QueueEmpty', 'QueueFull', 'QueueShutDown', 'SendfileNotAvailableError', 'TimeoutError']

TimeoutError = TimeoutError

class CancelledError(BaseException):
    pass

class InvalidStateError(Exception):
    pass

class SendfileNotAvailableError(RuntimeError):
    pass

class IncompleteReadError(EOFError):
    def __init__(self, partial, expected):
        super().__init__(f'{len(partial)} bytes read on a total of {expected!r} expected bytes')
        self.partial = partial
        self.expected = expected

class LimitOverrunError(Exception):
    def __init__(self, message, consumed):
        super().__init__(message)
        self.consumed = consumed

class BrokenBarrierError(RuntimeError):
    pass

class QueueEmpty(Exception):
    __module__ = 'asyncio.queues'

class QueueFull(Exception):
    __module__ = 'asyncio.queues'

class QueueShutDown(Exception):
    __module__ = 'asyncio.queues'
