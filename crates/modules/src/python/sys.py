import _system
import _weft

argv = _system.argv()
modules = _weft.modules()
version_info = _weft.make_version_info()
version = '3.14.0 (Weft)'
hexversion = 0x030e00f0
api_version = 1013
copyright = 'Weft'
implementation = _weft.make_implementation(version_info, hexversion)
platform = _system.platform()
byteorder = 'little'
maxsize = 9223372036854775807
maxunicode = 1114111
executable = '/usr/bin/python3'
_base_executable = executable
prefix = exec_prefix = base_prefix = base_exec_prefix = '/usr'
path = [_system.program_folder()]
path_hooks = []
meta_path = []
path_importer_cache = {}
orig_argv = [executable] + argv
pycache_prefix = None
dont_write_bytecode = True
warnoptions = []
_xoptions = {}
builtin_module_names = ('builtins', 'sys', '_thread', 'time', 'math', 'itertools')
stdlib_module_names = frozenset(_weft.library_modules())
float_repr_style = 'short'
flags = _weft.make_flags()
float_info = _weft.make_float_info()
int_info = _weft.make_int_info()
hash_info = _weft.make_hash_info()
thread_info = _weft.make_thread_info()
ps1 = '>>> '
ps2 = '... '
tracebacklimit = None
del tracebacklimit

from _system import getswitchinterval, setswitchinterval, getrecursionlimit, setrecursionlimit, intern
from _system import get_int_max_str_digits, set_int_max_str_digits
from _weft import getframe as _getframe

def _is_gil_enabled():
    return _system.gil_enabled()

def exit(status=None):
    raise SystemExit if status is None else SystemExit(status)

def exc_info():
    exc = _weft.handled()
    if exc is None:
        return (None, None, None)
    return (type(exc), exc, exc.__traceback__)

def exception():
    return _weft.handled()

def excepthook(kind, value, traceback):
    _weft.print_uncaught(value)

__excepthook__ = excepthook

def displayhook(value):
    _weft.print_expression(value)

__displayhook__ = displayhook

def unraisablehook(unraisable):
    message = unraisable.err_msg or 'Exception ignored in'
    if unraisable.object is not None:
        message += f': {unraisable.object!r}'
    else:
        message += ':'
    stderr.write(f'{message}\n')
    _weft.print_uncaught(unraisable.exc_value)

__unraisablehook__ = unraisablehook

def getsizeof(object, default=None):
    return _weft.special(object, '__sizeof__')()

def getrefcount(object):
    return 2

def getdefaultencoding():
    return 'utf-8'

def getfilesystemencoding():
    return 'utf-8'

def getfilesystemencodeerrors():
    return 'surrogateescape'

def _clear_type_descriptors(cls):
    # `dataclasses` calls it on a class that another one with slots takes the place of.
    pass

def is_finalizing():
    return False

def getallocatedblocks():
    return 0

def audit(event, *args):
    pass

def addaudithook(hook):
    pass

from _weft import getprofile, gettrace, setprofile, settrace
from _weft import setprofileallthreads as _setprofileallthreads, settraceallthreads as _settraceallthreads

def _current_frames():
    from _thread import _BASE
    return {number * 4096 + _BASE: frame for number, frame in _weft.current_frames()}

def breakpointhook(*args, **kwargs):
    raise NotImplementedError('breakpoint() is not available in Weft')

stdin, stdout, stderr = _weft.make_streams()
__stdin__, __stdout__, __stderr__ = stdin, stdout, stderr
