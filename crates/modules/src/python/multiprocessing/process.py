import os
import sys
from copyreg import __newobj__
from threading import _numbers
import _processes

from _weakref import ref
from threading import local

class _Starting(local):
    # The process that this thread is starting anew, and the ends of pipes that it shall have.
    process = None
    ends = ()

_starting = _Starting()

def plain(obj):
    # As `object` pickles what has nothing but attributes.
    return __newobj__, (type(obj),), obj.__dict__

class ProcessError(Exception):
    pass

class BufferTooShort(ProcessError):
    pass

class TimeoutError(ProcessError):
    pass

class AuthenticationError(ProcessError):
    pass

class AuthenticationString(bytes):
    def __reduce__(self):
        if _starting.process is not None:
            return AuthenticationString, (bytes(self),)
        raise TypeError('Pickling an AuthenticationString object is disallowed for security reasons')

# Where the program began, for children that begin anew.
ORIGINAL_DIR = os.getcwd()

_children = []
_parent_process = None

class _Dangling:
    # Processes that have not been collected yet.
    def __init__(self, references=()):
        self._references = list(references)

    def add(self, process):
        self._references.append(ref(process))
        if len(self._references) % 64 == 0:
            self._references = [r for r in self._references if r() is not None]

    def copy(self):
        return _Dangling(self._references)

    def __iter__(self):
        return iter([p for p in (r() for r in self._references) if p is not None])

_dangling = _Dangling()

def current_process():
    return _current_process

def parent_process():
    return _parent_process

def active_children():
    _cleanup()
    return list(_children)

def _cleanup():
    for p in list(_children):
        if p._poll() is not None:
            _forget(p)

def _forget(child):
    # Several threads may see a child's end.
    try:
        _children.remove(child)
    except ValueError:
        pass

_SIGNAL_NAMES = {1: 'SIGHUP', 2: 'SIGINT', 6: 'SIGABRT', 9: 'SIGKILL', 15: 'SIGTERM'}

class BaseProcess:
    _start_method = None

    def __init__(self, group=None, target=None, name=None, args=(), kwargs={}, *, daemon=None):
        assert group is None, 'group argument must be None for now'
        number = next(_current_process._counter)
        self._identity = _current_process._identity + (number,)
        self._config = dict(_current_process._config)
        self._parent_pid = os.getpid()
        self._parent_name = _current_process.name
        self._started = False
        self._pid = None
        self._exitcode = None
        self._closed = False
        self._target = target
        self._args = tuple(args)
        self._kwargs = dict(kwargs)
        self._name = name or type(self).__name__ + '-' + ':'.join(str(i) for i in self._identity)
        _dangling.add(self)
        if daemon is not None:
            self.daemon = daemon

    def _check_closed(self):
        if self._closed:
            raise ValueError('process object is closed')

    def run(self):
        if self._target:
            self._target(*self._args, **self._kwargs)

    def start(self):
        self._check_closed()
        assert not self._started and self._pid is None, 'cannot start a process twice'
        assert self._parent_pid == os.getpid(), 'can only start a process object created by current process'
        assert not _current_process._config.get('daemon'), 'daemonic processes are not allowed to have children'
        os._check_fork()
        from . import context, util  # the exit function of `util` waits for this process
        _cleanup()
        _flush()
        os._flush_files()
        method = self._start_method or context._default_context.get_start_method()
        if method == 'fork':
            self._started = True
            pid = None
            while pid is None:
                pid = _processes.fork(self._name)
            if pid == 0:
                self._end(self._bootstrap())
        else:
            from . import spawn
            pid = spawn.start(self, method)
            self._started = True
        if pid is Ellipsis:
            raise BlockingIOError(11, 'Resource temporarily unavailable')
        self._pid = pid
        util.debug('%s started', self._name)
        del self._target, self._args, self._kwargs
        _children.append(self)

    def _end(self, code):
        _flush()
        os._exit(code)

    def _bootstrap(self):
        global _current_process, _parent_process, _children
        import _weft
        import threading
        _parent_process = _ParentProcess(self._parent_name, self._parent_pid)
        _current_process = self
        _children = []
        self._counter = _numbers()
        self._pid = None
        self._started = False
        os._after_fork()
        if 'multiprocessing.util' in sys.modules:
            sys.modules['multiprocessing.util']._after_fork()
        if 'atexit' in sys.modules:
            sys.modules['atexit']._clear()
        from . import context, util
        if self._start_method is not None:
            context._default_context.set_start_method(self._start_method, force=True)
        try:
            util.info('child process calling self.run()')
            try:
                self.run()
                code = 0
            finally:
                if 'multiprocessing.util' in sys.modules:
                    sys.modules['multiprocessing.util']._exit_function()
        except SystemExit as e:
            if e.code is None:
                code = 0
            elif isinstance(e.code, int):
                code = e.code & 255
            else:
                sys.stderr.write(str(e.code) + '\n')
                code = 1
        except BaseException as e:
            code = 1
            sys.stderr.write(f'Process {self.name}:\n' + _weft.exception_text(e))
        finally:
            threading._shutdown()
            util.info('process exiting with exitcode %d', code)
            os._flush_files()
            _flush()
        return code

    def _poll(self):
        if self._exitcode is None and self._pid is not None:
            state = _processes.poll_process(self._pid)
            if state is not None and state is not Ellipsis:
                self._exitcode = state[0]
        return self._exitcode

    def terminate(self):
        self._check_closed()
        if self._pid is not None and self._exitcode is None:
            _processes.kill(self._pid, 15)

    def kill(self):
        self._check_closed()
        if self._pid is not None and self._exitcode is None:
            _processes.kill(self._pid, 9)

    def interrupt(self):
        self._check_closed()
        if self._pid is not None and self._exitcode is None:
            _processes.kill(self._pid, 2)

    def join(self, timeout=None):
        self._check_closed()
        assert self._parent_pid == os.getpid(), 'can only join a child process'
        assert self._started, 'can only join a started process'
        if self._exitcode is None:
            state = _processes.wait_process(self._pid, timeout)
            if state is not None and state is not Ellipsis:
                self._exitcode = state[0]
        if self._exitcode is not None:
            _forget(self)

    def is_alive(self):
        self._check_closed()
        if self is _current_process:
            return True
        assert self._parent_pid == os.getpid(), 'can only test a child process'
        if not self._started:
            return False
        if self._poll() is None:
            return True
        _forget(self)
        return False

    def close(self):
        if self._started and self._poll() is None:
            raise ValueError('Cannot close a process while it is still running. You should first call join() or terminate().')
        self._closed = True
        _forget(self)

    @property
    def name(self):
        return self._name

    @name.setter
    def name(self, name):
        assert isinstance(name, str), 'name must be a string'
        self._name = name
        if self._pid is not None:
            _processes.name_process(self._pid, name)

    @property
    def daemon(self):
        return self._config.get('daemon', False)

    @daemon.setter
    def daemon(self, daemonic):
        assert not self._started, 'process has already started'
        self._config['daemon'] = daemonic

    @property
    def authkey(self):
        return self._config['authkey']

    @authkey.setter
    def authkey(self, key):
        self._config['authkey'] = AuthenticationString(key)

    @property
    def exitcode(self):
        self._check_closed()
        if not self._started or self is _current_process:
            return None
        return self._poll()

    @property
    def ident(self):
        self._check_closed()
        if self is _current_process:
            return os.getpid()
        return self._pid

    pid = ident

    @property
    def sentinel(self):
        self._check_closed()
        if not self._started:
            raise ValueError('process not started')
        return _Sentinel(self)

    def __repr__(self):
        if self is _current_process:
            status = 'started'
        elif self._closed:
            status = 'closed'
        elif self._parent_pid != os.getpid():
            status = 'unknown'
        elif not self._started:
            status = 'initial'
        else:
            code = self._poll()
            status = 'started' if code is None else 'stopped'
        info = [type(self).__name__, f'name={self._name!r}']
        if self._pid is not None:
            info.append(f'pid={self._pid}')
        if self._parent_pid != self._pid or self._pid is None:
            info.append(f'parent={self._parent_pid}')
        info.append(status)
        if self._exitcode is not None:
            code = self._exitcode
            info.append('exitcode=' + ('-' + _SIGNAL_NAMES[-code] if -code in _SIGNAL_NAMES else str(code)))
        if self.daemon:
            info.append('daemon')
        return f"<{' '.join(info)}>"

    def __reduce__(self):
        if _starting.process is not None:
            return plain(self)
        raise TypeError('Pickling an AuthenticationString object is disallowed for security reasons')

class _Sentinel(int):
    def __new__(cls, process):
        self = int.__new__(cls, process._pid)
        self._process = process
        return self

def _flush():
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (AttributeError, ValueError):
            pass

class _ParentProcess(BaseProcess):
    def __init__(self, name, pid):
        self._identity = ()
        self._name = name
        self._pid = pid
        self._parent_pid = None
        self._started = True
        self._closed = False
        self._exitcode = None
        self._config = {}

    def is_alive(self):
        return self._poll() is None

    def join(self, timeout=None):
        _processes.wait_process(self._pid, timeout)

class _MainProcess(BaseProcess):
    def __init__(self):
        self._identity = ()
        self._name = 'MainProcess'
        self._parent_pid = None
        self._started = False
        self._pid = None
        self._exitcode = None
        self._closed = False
        self._counter = _numbers()
        self._config = {'authkey': AuthenticationString(os.urandom(32)), 'semprefix': '/mp'}

    def close(self):
        pass

_current_process = _MainProcess()
