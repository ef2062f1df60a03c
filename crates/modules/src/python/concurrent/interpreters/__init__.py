# Interpreters: each is a virtual machine of its own with a GIL of its own. To the kernel it is a process; to the
# program it is a part of the process that made it, and it ends with that.

import atexit
import os
import sys
import textwrap
import threading
import _processes
import _thread
from types import SimpleNamespace
from multiprocessing.reduction import dumps as _dumps, loads as _loads
from . import _sharing
from ._queues import Queue, QueueEmpty, QueueFull, create as create_queue
from ._sharing import InterpreterError, InterpreterNotFoundError, NotShareableError, is_shareable
from ._world import Numbered as _Numbered, world as _known_to_all

__all__ = ['get_current', 'get_main', 'create', 'list_all', 'is_shareable', 'Interpreter', 'InterpreterError',
           'InterpreterNotFoundError', 'ExecutionFailed', 'NotShareableError', 'create_queue', 'Queue', 'QueueEmpty',
           'QueueFull']

class ExecutionFailed(InterpreterError):
    """An unhandled exception happened during execution.

    `excinfo` says what it was: its type, message, and text with the traceback."""

    def __init__(self, excinfo):
        super().__init__(excinfo.formatted)
        self.excinfo = excinfo

    def __str__(self):
        return f'{super().__str__()}\n\nUncaught in the interpreter:\n\n{self.excinfo.errdisplay}'

def create():
    """Return a new (idle) Python interpreter."""
    shared = _known_to_all()
    requests = _processes.queue_new(0)
    running = _processes.semaphore_new(1, 1, 'Lock')
    with shared as known:
        number = known['next']
        data = {'id': number, 'pid': os.getpid(), 'world': shared.queue, 'requests': requests, 'running': running,
                'sys_path': list(sys.path), 'sys_argv': list(sys.argv), 'dir': os.getcwd(),
                'main': _sharing.main_source()}
        pid = _processes.interpret(f'Interpreter {number}', _dumps(data))
        if pid is Ellipsis:
            raise InterpreterError('interpreter creation failed')
        known['next'] += 1
        known['interpreters'][number] = pid, requests, running
    return Interpreter(number)

def list_all():
    """Return all existing interpreters."""
    with _known_to_all() as known:
        numbers = sorted(known['interpreters'])
    return [Interpreter(number) for number in numbers]

def get_current():
    """Return the currently running interpreter."""
    return Interpreter(_thread._interpreter)

def get_main():
    """Return the main interpreter."""
    return Interpreter(0)

class _Replies(threading.local):
    # Where a thread's questions are answered, and which processes tell there of their end.
    def __init__(self):
        self.world = None

    def open(self, shared):
        if self.world is not shared:
            self.world = shared
            self.queue = _processes.queue_new(0)
            self.told = set()
            self.number = 0

_replies = _Replies()

# What cannot be done with an interpreter that this module has not made.
_ACTIONS = {'exec': 'exec code for', 'call': 'make a call in', 'prepare': 'update __main__ for'}

_known = {}

class Interpreter(_Numbered):
    """A single Python interpreter."""

    def __new__(cls, id, /):
        if not isinstance(id, int):
            raise TypeError(f'id must be an int, got {id!r}')
        shared = _known_to_all()
        key = shared.queue, id
        self = _known.get(key)
        if self is None:
            with shared as known:
                if id not in known['interpreters']:
                    raise InterpreterNotFoundError(f'unrecognized interpreter ID {id}')
                place = known['interpreters'][id]
            self = _known[key] = super().__new__(cls)
            self._id = id
            self._place = place
        return self

    @property
    def whence(self):
        return 'runtime init' if self._id == 0 else '_interpreters module'

    def _check(self):
        with _known_to_all() as known:
            if self._id not in known['interpreters']:
                raise InterpreterNotFoundError(f'unrecognized interpreter ID {self._id}')

    def _ask(self, action, payload):
        shared = _known_to_all()
        self._check()
        if self._id == 0:
            raise InterpreterError(f'cannot {_ACTIONS[action]} unrecognized interpreter 0')
        if self._id == _thread._interpreter:
            raise InterpreterError('interpreter already running')
        pid, requests, running = self._place
        if not _processes.semaphore_acquire(running, False, None):
            raise InterpreterError('interpreter already running')
        mine = _replies
        mine.open(shared)
        if pid not in mine.told:
            _processes.tell_end(pid, mine.queue)
            mine.told.add(pid)
        mine.number += 1
        number = mine.number
        _processes.queue_send(requests, _dumps((number, mine.queue, action, payload)), action)
        while True:
            data = _processes.queue_get(mine.queue, True, None)
            if data:
                answered, kind, value = _loads(data)
                # Others are of questions that an exception has made moot.
                if answered == number:
                    return self._answer(kind, value)
            elif _processes.poll_process(pid) is not None:
                raise InterpreterError('the interpreter has ended')

    def _answer(self, kind, value):
        if kind == 'done':
            return _sharing.loads(value)
        name, qualname, module, message, text = value
        if kind == 'unshareable':
            raise NotShareableError(message)
        type_ = SimpleNamespace(__name__=name, __qualname__=qualname, __module__=module)
        shown = qualname if module in ('builtins', '__main__') else f'{module}.{qualname}'
        formatted = f'{shown}: {message}'
        raise ExecutionFailed(SimpleNamespace(type=type_, msg=message, formatted=formatted, errdisplay=text))

    def is_running(self):
        """Return whether or not the identified interpreter is running."""
        self._check()
        if self._id in (0, _thread._interpreter):
            return True
        return _processes.semaphore_value(self._place[2]) == 0

    def close(self):
        """Finalize and destroy the interpreter."""
        self._check()
        if self._id == 0:
            raise InterpreterError('cannot destroy unrecognized interpreter 0')
        if self._id == _thread._interpreter:
            raise InterpreterError('cannot destroy the current interpreter')
        pid, requests, running = self._place
        if not _processes.semaphore_acquire(running, False, None):
            raise InterpreterError('interpreter running')
        with _known_to_all() as known:
            known['interpreters'].pop(self._id, None)
        _processes.queue_send(requests, b'', 'end')
        _processes.wait_process(pid, None)

    def prepare_main(self, ns=None, /, **kwargs):
        """Bind the given values into the interpreter's __main__."""
        ns = dict(ns, **kwargs) if ns is not None else kwargs
        for name in ns:
            if not isinstance(name, str):
                raise TypeError(f'expected str keys, got {name!r}')
        self._ask('prepare', _sharing.dumps(ns))

    def exec(self, code, /, dedent=True):
        """Run the given source code in the interpreter."""
        if not isinstance(code, str):
            raise NotImplementedError('Interpreter.exec takes source text in Weft, no functions and code objects')
        self._ask('exec', textwrap.dedent(code) if dedent else code)

    def call(self, callable, /, *args, **kwargs):
        """Call the object in the interpreter with given args/kwargs."""
        return self._ask('call', _sharing.dumps((callable, args, kwargs)))

    def call_in_thread(self, callable, /, *args, **kwargs):
        """Return a new thread that calls the object in the interpreter."""
        thread = threading.Thread(target=self.call, args=(callable, *args), kwargs=kwargs)
        thread.start()
        return thread

def _close_all():
    # At the end of the program: those that run something are stopped.
    if _thread._interpreter:
        return
    for interpreter in list_all():
        if interpreter._id:
            try:
                interpreter.close()
            except InterpreterError:
                pass

atexit.register(_close_all)
