import _files
import _system
import _processes
import _signals
import _weft
import abc
import sys

name = 'posix'
sep = '/'
linesep = '\n'
pathsep = ':'
curdir = '.'
pardir = '..'
extsep = '.'
altsep = None
devnull = '/dev/null'
defpath = '/bin:/usr/bin'

error = OSError

class _Environ(dict):
    __slots__ = ()

    def __repr__(self):
        return f'environ({dict.__repr__(self)})'

    def __setitem__(self, key, value):
        for text in (key, value):
            if not isinstance(text, str):
                raise TypeError(f'str expected, not {type(text).__name__}')
        dict.__setitem__(self, key, value)

    def copy(self):
        return dict(self)

environ = _Environ(_system.environ())

getpid = _system.getpid
getppid = _system.getppid

# What `chdir` has been told; None: where the run began.
_folder = None

def getcwd():
    return _folder or _system.getcwd()

def getcwdb():
    return getcwd().encode()

def _place(path):
    # A path as the file system of the host wants it.
    path = fspath(path)
    if isinstance(path, bytes):
        path = path.decode()
    if '\0' in path:
        raise ValueError('embedded null byte')
    if _folder is not None and not path.startswith('/'):
        path = f'{_folder}/{path}' if path else ''
    return path

def _check(result, *paths):
    if type(result) is tuple and len(result) == 1:
        code = result[0]
        paths = [path if isinstance(path, int) else fspath(path) for path in paths]
        if len(paths) > 1:
            raise OSError(code, strerror(code), paths[0], None, paths[1])
        raise OSError(code, strerror(code), *paths)
    return result

def _flush_files():
    # Files that were written to and that nobody has closed: others shall see what is in them.
    io = sys.modules.get('io')
    if io is not None:
        io._flush_all()

def chdir(path):
    global _folder
    if not _check(_files.stat(_place(path)), path)[0]:
        raise NotADirectoryError(20, strerror(20), path)
    _folder = _path.abspath(fsdecode(path))

def listdir(path=None):
    _flush_files()
    shown = '.' if path is None else path
    names = _check(_files.list(_place(shown)), shown)
    return [name.encode() for name in names] if isinstance(path, bytes) else names

def mkdir(path, mode=0o777, *, dir_fd=None):
    _check(_files.make_folder(_place(path)), path)

def makedirs(name, mode=0o777, exist_ok=False):
    head, tail = _path.split(name)
    if not tail:
        head, tail = _path.split(head)
    if head and tail and not _path.exists(head):
        try:
            makedirs(head, exist_ok=exist_ok)
        except FileExistsError:
            pass
        if tail == curdir:
            return
    try:
        mkdir(name, mode)
    except OSError:
        if not exist_ok or not _path.isdir(name):
            raise

def rmdir(path, *, dir_fd=None):
    _check(_files.remove_folder(_place(path)), path)

def removedirs(name):
    rmdir(name)
    head, tail = _path.split(name)
    while head and tail:
        try:
            rmdir(head)
        except OSError:
            break
        head, tail = _path.split(head)

def remove(path, *, dir_fd=None):
    _check(_files.remove(_place(path)), path)

unlink = remove

def rename(src, dst, *, src_dir_fd=None, dst_dir_fd=None):
    _flush_files()
    _check(_files.rename(_place(src), _place(dst)), src, dst)

replace = rename

class stat_result(tuple):
    _nanos = 0
    _names = ('st_mode', 'st_ino', 'st_dev', 'st_nlink', 'st_uid', 'st_gid', 'st_size', 'st_atime', 'st_mtime', 'st_ctime')

    def __getattr__(self, name):
        if name in ('st_atime', 'st_mtime', 'st_ctime'):
            return self._nanos / 1e9
        if name in ('st_atime_ns', 'st_mtime_ns', 'st_ctime_ns'):
            return self._nanos
        if name in self._names:
            return self[self._names.index(name)]
        raise AttributeError(f"'os.stat_result' object has no attribute '{name}'")

    def __repr__(self):
        return 'os.stat_result(' + ', '.join([f'{n}={v}' for n, v in zip(self._names, self)]) + ')'

def _stat_result(parts):
    folder, size, nanos, inode = parts
    secs = nanos // 1_000_000_000
    result = stat_result((0o040755 if folder else 0o100644, inode, 1, 1, 1000, 1000, size, secs, secs, secs))
    result._nanos = nanos
    return result

def stat(path, *, dir_fd=None, follow_symlinks=True):
    _flush_files()
    return _stat_result(_check(_files.stat(_place(path)), path))

lstat = stat

def fstat(fd):
    if fd in _pipes:
        return stat_result((0o010600, fd, 1, 1, 1000, 1000, 0, 0, 0, 0))
    return _stat_result(_check(_files.stat_handle(fd)))

def chmod(path, mode, *, dir_fd=None, follow_symlinks=True):
    # Files have no permissions here: only what they have already can be asked for.
    if stat(path).st_mode & 0o777 != mode & 0o777:
        raise OSError(1, strerror(1), path)

def utime(path, times=None, *, ns=None, dir_fd=None, follow_symlinks=True):
    # A file has one time, that of its last change.
    if times is not None and ns is not None:
        raise ValueError("utime: you may specify either 'times' or 'ns' but not both")
    for name, pair in (('times', times), ('ns', ns)):
        if pair is not None and (type(pair) is not tuple or len(pair) != 2):
            raise TypeError(f"utime: '{name}' must be {'either ' if name == 'times' else ''}a tuple of two ints"
                            f"{' or None' if name == 'times' else ''}")
    if ns is not None:
        nanos = ns[1]
    elif times is not None:
        whole = int(times[1] // 1)
        nanos = whole * 1_000_000_000 + int((times[1] - whole) * 1e9)
    else:
        import _time
        nanos = _time.time_ns()
    if not 0 <= nanos < 1 << 63:
        raise OSError(22, strerror(22), path)
    _flush_files()
    # The error may be about the time as well as about the file: CPython does not name the file.
    _check(_files.set_modified(_place(path), nanos))

def symlink(src, dst, target_is_directory=False, *, dir_fd=None):
    raise OSError(1, strerror(1), src, None, dst)

def link(src, dst, *, src_dir_fd=None, dst_dir_fd=None, follow_symlinks=True):
    raise OSError(1, strerror(1), src, None, dst)

def readlink(path, *, dir_fd=None):
    stat(path)
    raise OSError(22, strerror(22), path)

supports_dir_fd = supports_fd = supports_effective_ids = supports_follow_symlinks = frozenset()

SEEK_SET, SEEK_CUR, SEEK_END = 0, 1, 2
O_RDONLY, O_WRONLY, O_RDWR, O_CREAT, O_EXCL, O_TRUNC, O_APPEND = 0, 1, 2, 0o100, 0o200, 0o1000, 0o2000
O_CLOEXEC = 0o2000000

def open(path, flags, mode=0o777, *, dir_fd=None):
    how = ('r', 'w', 'rw')[flags & 3] + 'c' * bool(flags & O_CREAT) + 't' * bool(flags & O_TRUNC)
    if flags & O_EXCL and flags & O_CREAT:
        how += 'x'
    if flags & O_APPEND:
        how += 'a'
    return _check(_files.open(_place(path), how), path)

def lseek(fd, position, whence):
    return _check(_files.seek(fd, position, whence))

def ftruncate(fd, length):
    _check(_files.truncate(fd, length))

def truncate(path, length):
    fd = open(path, O_WRONLY)
    try:
        ftruncate(fd, length)
    finally:
        close(fd)

def fsync(fd):
    fstat(fd)

def isatty(fd):
    return False

def fdopen(fd, mode='r', buffering=-1, encoding=None, *args, **kwargs):
    if not isinstance(fd, int):
        raise TypeError(f'invalid fd type ({type(fd).__name__}, expected integer)')
    import io
    return io.open(fd, mode, buffering, encoding, *args, **kwargs)

def umask(mask):
    return 0o022

F_OK, R_OK, W_OK, X_OK = 0, 4, 2, 1

def access(path, mode, *, dir_fd=None, effective_ids=False, follow_symlinks=True):
    return _path.exists(path)

class DirEntry:
    def __init__(self, folder, name):
        self.name = name
        self.path = _path.join(folder, name)

    def stat(self, *, follow_symlinks=True):
        return stat(self.path)

    def is_dir(self, *, follow_symlinks=True):
        return _path.isdir(self.path)

    def is_file(self, *, follow_symlinks=True):
        return _path.isfile(self.path)

    def is_symlink(self):
        return False

    def inode(self):
        return stat(self.path).st_ino

    def __fspath__(self):
        return self.path

    def __repr__(self):
        return f'<DirEntry {self.name!r}>'

class _Scan:
    def __init__(self, folder, names):
        self._entries = iter([DirEntry(folder, name) for name in names])

    def __iter__(self):
        return self

    def __next__(self):
        return next(self._entries)

    def close(self):
        self._entries = iter(())

    def __enter__(self):
        return self

    def __exit__(self, *exc):
        self.close()

def scandir(path='.'):
    return _Scan(path, listdir(path))

# What `shutil` gives `walk` as `followlinks`; there are no links.
_walk_symlinks_as_files = object()

def walk(top, topdown=True, onerror=None, followlinks=False):
    try:
        names = listdir(top)
    except OSError as e:
        if onerror is not None:
            onerror(e)
        return
    folders = [n for n in names if _path.isdir(_path.join(top, n))]
    files = [n for n in names if n not in folders]
    if topdown:
        yield top, folders, files
    for name in folders:
        yield from walk(_path.join(top, name), topdown, onerror, followlinks)
    if not topdown:
        yield top, folders, files

def cpu_count():
    return _system.cpu_count()

process_cpu_count = cpu_count

def sched_getaffinity(pid):
    return set(range(_system.cpu_count()))

def getenv(key, default=None):
    return environ.get(key, default)

def putenv(key, value):
    environ[key] = value

def _exit(status):
    _processes.exit(status & 255)

def _is_main_interpreter():
    import _thread
    return _thread._is_main_interpreter()

def _check_fork():
    if not _is_main_interpreter():
        raise RuntimeError('fork not supported for isolated subinterpreters')

def fork():
    _check_fork()
    _flush_files()
    pid = None
    while pid is None:
        pid = _processes.fork('')
    if pid is Ellipsis:
        raise BlockingIOError(11, 'Resource temporarily unavailable')
    if pid == 0:
        _after_fork()
    return pid

_fork_hooks = []

def register_at_fork(*, before=None, after_in_parent=None, after_in_child=None):
    # Only what a child has to do matters here: a fork copies the whole process at once.
    if after_in_child is not None:
        _fork_hooks.append(after_in_child)

def _after_fork():
    _weft.forget_loading()
    for hook in _fork_hooks:
        hook()
    threading = sys.modules.get('threading')
    if threading is not None:
        threading._after_fork()

def kill(pid, signal):
    state = _processes.poll_process(pid)
    if state is Ellipsis:
        raise ProcessLookupError(3, 'No such process')
    if signal in (19, 20, 21, 22):
        raise NotImplementedError('processes cannot be stopped and continued by signals in Weft')
    if signal:
        if pid == getpid() and _is_main_interpreter():
            _signals.raise_signal(signal)
        else:
            _processes.kill(pid, signal)

def abort():
    import signal
    _signals.set(signal.SIGABRT, 0)
    _signals.raise_signal(signal.SIGABRT)

WNOHANG = 1
WUNTRACED = 2
WCONTINUED = 8
EX_OK = 0

def waitpid(pid, options, /):
    ended = _processes.wait_child(-1 if pid == 0 else pid, not options & WNOHANG)
    if ended is Ellipsis:
        raise ChildProcessError(10, 'No child processes')
    if ended is None:
        return 0, 0
    pid, code = ended
    return pid, code << 8 if code >= 0 else -code

def wait():
    return waitpid(-1, 0)

def WIFEXITED(status):
    return status & 127 == 0

def WEXITSTATUS(status):
    return status >> 8 & 255

def WIFSIGNALED(status):
    return status & 127 != 0

def WTERMSIG(status):
    return status & 127

def WIFSTOPPED(status):
    return False

def WIFCONTINUED(status):
    return False

def WCOREDUMP(status):
    return False

def waitstatus_to_exitcode(status):
    return -(status & 127) if status & 127 else status >> 8 & 255

# Pipes of bytes. Their descriptors are far from those of files, which the host numbers.
_PIPE_BYTES = 65536
_pipes = {}
_FIRST_PIPE = 1 << 16

def _new_descriptor(pipe, writes):
    fd = _FIRST_PIPE
    while fd in _pipes:
        fd += 1
    _pipes[fd] = pipe, writes
    return fd

def pipe():
    number = _processes.pipe_new(_PIPE_BYTES)
    return _new_descriptor(number, False), _new_descriptor(number, True)

def pipe2(flags, /):
    return pipe()

def _pipe_end(fd, writes):
    end = _pipes[fd]
    if end[1] != writes:
        raise OSError(9, strerror(9))
    return end[0]

def read(fd, length, /):
    if fd not in _pipes:
        return _check(_files.read(fd, length))
    number = _pipe_end(fd, False)
    while True:
        data = _processes.pipe_read(number, length)
        if data is Ellipsis:
            return b''
        if data is not None:
            return data
        _processes.wait_any([number], [], True, None)

def write(fd, data, /):
    data = bytes(data)
    if fd in (1, 2):
        stream = sys.__stdout__ if fd == 1 else sys.__stderr__
        return stream.buffer.write(data)
    if fd not in _pipes:
        return _check(_files.write(fd, data))
    number = _pipe_end(fd, True)
    for at in range(0, len(data), _PIPE_BYTES):
        part = data[at:at + _PIPE_BYTES]
        if _processes.queue_put(number, part, f'{len(part)} bytes', True, None) is Ellipsis:
            raise BrokenPipeError(32, strerror(32))
    return len(data)

def close(fd):
    if fd not in _pipes:
        _check(_files.close(fd))
        return
    number, writes = _pipes.pop(fd)
    _processes.pipe_close(number, writes)

def getpgid(pid):
    return pid

def urandom(size):
    out = bytearray()
    # More than there is room for is refused at once.
    bytes(size)
    while len(out) < size:
        out += _system.entropy().to_bytes(8, 'little')
    return bytes(out[:size])

def strerror(code):
    import errno
    return errno._MESSAGES.get(code, f'Unknown error {code}')

def fspath(path):
    if isinstance(path, (str, bytes)):
        return path
    method = getattr(type(path), '__fspath__', None)
    if method is None:
        raise TypeError(f'expected str, bytes or os.PathLike object, not {type(path).__name__}')
    return method(path)

def fsencode(name):
    name = fspath(name)
    return name.encode() if isinstance(name, str) else name

def fsdecode(name):
    name = fspath(name)
    return name.decode() if isinstance(name, bytes) else name

class PathLike(abc.ABC):
    __slots__ = ()

    @abc.abstractmethod
    def __fspath__(self):
        raise NotImplementedError

    @classmethod
    def __subclasshook__(cls, subclass):
        if cls is PathLike:
            return hasattr(subclass, '__fspath__')
        return NotImplemented

    @classmethod
    def __class_getitem__(cls, item, /):
        return _weft.generic_alias(cls, item)

PathLike.register(DirEntry)

def getlogin():
    return 'user'

def uname():
    return ('Linux', 'weft', '1', '1', 'wasm32')

def getuid():
    return 1000

geteuid = getgid = getegid = getuid

def times():
    from time import monotonic
    now = monotonic()
    return (now, 0.0, 0.0, 0.0, now)

def system(command):
    raise NotImplementedError('os.system is not available in Weft: there are no other programs to run')

def popen(cmd, mode='r', buffering=-1):
    raise NotImplementedError('os.popen is not available in Weft: there are no other programs to run')

def nice(increment):
    if increment:
        raise PermissionError(1, 'Operation not permitted')
    return 0

class terminal_size(tuple):
    columns = property(lambda self: self[0])
    lines = property(lambda self: self[1])

    def __repr__(self):
        return f'os.terminal_size(columns={self[0]}, lines={self[1]})'

def get_terminal_size(fd=1):
    raise OSError(25, 'Inappropriate ioctl for device')

import posixpath as _path

path = _path
sys.modules['os.path'] = _path
