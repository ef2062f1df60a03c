# Signals: handlers are Python functions that the main thread calls between two instructions.

import _signals
import _weft
import os
import sys
import threading
from enum import IntEnum
from errno import EINVAL

NSIG = 65

Signals = IntEnum('Signals', [
    ('SIGHUP', 1), ('SIGINT', 2), ('SIGQUIT', 3), ('SIGILL', 4), ('SIGTRAP', 5), ('SIGABRT', 6), ('SIGBUS', 7),
    ('SIGFPE', 8), ('SIGKILL', 9), ('SIGUSR1', 10), ('SIGSEGV', 11), ('SIGUSR2', 12), ('SIGPIPE', 13),
    ('SIGALRM', 14), ('SIGTERM', 15), ('SIGSTKFLT', 16), ('SIGCHLD', 17), ('SIGCONT', 18), ('SIGSTOP', 19),
    ('SIGTSTP', 20), ('SIGTTIN', 21), ('SIGTTOU', 22), ('SIGURG', 23), ('SIGXCPU', 24), ('SIGXFSZ', 25),
    ('SIGVTALRM', 26), ('SIGPROF', 27), ('SIGWINCH', 28), ('SIGIO', 29), ('SIGPWR', 30), ('SIGSYS', 31),
    ('SIGRTMIN', 34), ('SIGRTMAX', 64), ('SIGCLD', 17), ('SIGPOLL', 29), ('SIGIOT', 6)], module=__name__)
Handlers = IntEnum('Handlers', [('SIG_DFL', 0), ('SIG_IGN', 1)], module=__name__)
Sigmasks = IntEnum('Sigmasks', [('SIG_BLOCK', 0), ('SIG_UNBLOCK', 1), ('SIG_SETMASK', 2)], module=__name__)

for _enum in (Signals, Handlers, Sigmasks):
    globals().update(_enum.__members__)

ITIMER_REAL = 0
ITIMER_VIRTUAL = 1
ITIMER_PROF = 2

class ItimerError(OSError):
    pass

itimer_error = ItimerError

# Signals that no process may handle or ignore.
_FIXED = (9, 19)

# How many handlers have run: `pause` waits for one.
_pauses = []

def default_int_handler(signalnum, frame, /):
    raise KeyboardInterrupt

_handlers = {int(number): SIG_DFL for number in Signals}
_handlers[2] = default_int_handler
_handlers[13] = SIG_IGN
_signals.set(13, 1)

def _handle(number):
    while _pauses:
        _pauses.pop().release()
    handler = _handlers.get(number)
    if callable(handler):
        try:
            frame = sys._getframe(1)
        except ValueError:
            # The program has ended already.
            frame = None
        handler(number, frame)

_weft.register('signal_handler', _handle)

def _check(signalnum):
    if not hasattr(signalnum, '__index__'):
        raise TypeError(f"'{type(signalnum).__name__}' object cannot be interpreted as an integer")
    number = signalnum.__index__()
    if not 1 <= number < NSIG:
        raise ValueError('signal number out of range')
    return number

def _shown(handler):
    return Handlers(handler) if type(handler) is int and handler in (0, 1) else handler

def signal(signalnum, handler):
    number = _check(signalnum)
    if threading.current_thread() is not threading.main_thread() or not threading._thread._is_main_interpreter():
        raise ValueError('signal only works in main thread of the main interpreter')
    if not callable(handler) and handler not in (SIG_DFL, SIG_IGN):
        raise TypeError('signal handler must be signal.SIG_IGN, signal.SIG_DFL, or a callable object')
    if number in _FIXED:
        raise OSError(EINVAL, 'Invalid argument')
    old = _handlers.get(number, SIG_DFL)
    _handlers[number] = handler if callable(handler) and not isinstance(handler, int) else Handlers(handler)
    _signals.set(number, 2 if callable(handler) and not isinstance(handler, int) else int(handler))
    return old

def getsignal(signalnum):
    return _shown(_handlers.get(_check(signalnum), SIG_DFL))

def raise_signal(signalnum, /):
    os.kill(os.getpid(), _check(signalnum))

def pthread_kill(thread_id, signalnum, /):
    if all(t.ident != thread_id for t in threading.enumerate()):
        raise ProcessLookupError(3, 'No such process')
    raise_signal(signalnum)

def alarm(seconds, /):
    left = _signals.alarm(seconds, 0)[0]
    return int(left) + (left > int(left))

def setitimer(which, seconds, interval=0.0, /):
    if which in (ITIMER_VIRTUAL, ITIMER_PROF):
        raise NotImplementedError('timers of processor time are not available in Weft: use signal.ITIMER_REAL')
    if which != ITIMER_REAL or seconds < 0 or interval < 0:
        raise ItimerError(EINVAL, 'Invalid argument')
    return _signals.alarm(seconds, interval)

def getitimer(which, /):
    if which not in (ITIMER_REAL, ITIMER_VIRTUAL, ITIMER_PROF):
        raise ItimerError(EINVAL, 'Invalid argument')
    return _signals.alarm(None, 0) if which == ITIMER_REAL else (0.0, 0.0)

def pause():
    lock = threading.Lock()
    lock.acquire()
    _pauses.append(lock)
    lock.acquire()

def valid_signals():
    return {*Signals, *(n for n in range(35, 64))}

_DESCRIPTIONS = {
    1: 'Hangup', 2: 'Interrupt', 3: 'Quit', 4: 'Illegal instruction', 5: 'Trace/breakpoint trap', 6: 'Aborted',
    7: 'Bus error', 8: 'Floating point exception', 9: 'Killed', 10: 'User defined signal 1',
    11: 'Segmentation fault', 12: 'User defined signal 2', 13: 'Broken pipe', 14: 'Alarm clock', 15: 'Terminated',
    16: 'Stack fault', 17: 'Child exited', 18: 'Continued', 19: 'Stopped (signal)', 20: 'Stopped',
    21: 'Stopped (tty input)', 22: 'Stopped (tty output)', 23: 'Urgent I/O condition', 24: 'CPU time limit exceeded',
    25: 'File size limit exceeded', 26: 'Virtual timer expired', 27: 'Profiling timer expired',
    28: 'Window changed', 29: 'I/O possible', 30: 'Power failure', 31: 'Bad system call'}

def strsignal(signalnum, /):
    return _DESCRIPTIONS.get(_check(signalnum))

def siginterrupt(signalnum, flag, /):
    # Waits go on after a handler in any case, as in CPython.
    _check(signalnum)

_wakeup_fd = -1

def set_wakeup_fd(fd, /, *, warn_on_full_buffer=True):
    if fd != -1:
        raise NotImplementedError('signal.set_wakeup_fd is not available in Weft')
    return -1

def _missing(name):
    def missing(*args):
        raise NotImplementedError(f'signal.{name} is not available in Weft')
    missing.__name__ = name
    return missing

for _name in ('pthread_sigmask', 'sigpending', 'sigwait', 'sigwaitinfo', 'sigtimedwait'):
    globals()[_name] = _missing(_name)
