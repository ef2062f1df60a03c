# What the library's modules need of the VM's prelude and of each other.

_prelude = prelude()
State = _prelude['_State']
Ordered = _prelude['_Ordered']
handled = _prelude['_handled']
getframe = _prelude['_getframe']
settrace = _prelude['settrace']
setprofile = _prelude['setprofile']
gettrace = _prelude['gettrace']
getprofile = _prelude['getprofile']
settraceallthreads = _prelude['_settraceallthreads']
setprofileallthreads = _prelude['_setprofileallthreads']
current_frames = _prelude['_current_frames']
write = _prelude['_write']
library_modules = _prelude['_library_modules']
register = _prelude['_register']
registered = _prelude['_registered']
print_uncaught = _prelude['_print_uncaught']
print_expression = _prelude['_print_expression']
exception_text = _prelude['_exception_text']
exception_line = _prelude['_hinted_line']
traceback_text = _prelude['_traceback_text']
traceback_position = _prelude['_traceback_position']
guarded = _prelude['_guarded']
shutdown = _prelude['_shutdown']
exit_code = _prelude['_exit_code']
import_module = _prelude['_import_module']
plain_function = _prelude['_plain_function']
disassemble = _prelude['_disassemble']
run_with = _prelude['_run_with']
modules = _prelude['_modules']
forget_loading = _prelude['_forget_loading']
generator_as = _prelude['_generator_as']
room_for = _prelude['_room_for']
generator = _prelude['_generator']
iterator_state = _prelude['_iterator_state']
iterator_functions = _prelude['_iterator_functions']
sequence_iterator = _prelude['_iterator']
special = _prelude['_special']
generic_alias = _prelude['_GenericAlias']
mapping_proxy = _prelude['_mappingproxy']
reference_type = _prelude['_ReferenceType']

class _Record(tuple):
    # A tuple whose items have names, for the little structures of `sys`.
    _names = ()
    _title = ''

    def __getattr__(self, name):
        try:
            return self[self._names.index(name)]
        except ValueError:
            raise AttributeError(f"'{self._title}' object has no attribute '{name}'") from None

    def __repr__(self):
        return f'{self._title}(' + ', '.join([f'{n}={v!r}' for n, v in zip(self._names, self)]) + ')'

def _record(title, **fields):
    kind = type(title.rpartition('.')[2], (_Record,), {'_names': tuple(fields), '_title': title})
    return kind(fields.values())

def make_version_info():
    return _record('sys.version_info', major=3, minor=14, micro=0, releaselevel='final', serial=0)

class _Namespace:
    def __init__(self, **fields):
        self.__dict__.update(fields)

    def __repr__(self):
        return 'namespace(' + ', '.join([f'{k}={v!r}' for k, v in self.__dict__.items()]) + ')'

def make_implementation(version, hexversion):
    return _Namespace(name='weft', version=version, hexversion=hexversion, cache_tag=None)

def make_flags():
    return _record('sys.flags', debug=0, inspect=0, interactive=0, optimize=0, dont_write_bytecode=1, no_user_site=0,
                   no_site=0, ignore_environment=0, verbose=0, bytes_warning=0, quiet=0, hash_randomization=0,
                   isolated=0, dev_mode=False, utf8_mode=1, warn_default_encoding=0, safe_path=False,
                   int_max_str_digits=4300, gil=1, thread_inherit_context=0, context_aware_warnings=0)

def make_float_info():
    return _record('sys.float_info', max=1.7976931348623157e+308, max_exp=1024, max_10_exp=308,
                   min=2.2250738585072014e-308, min_exp=-1021, min_10_exp=-307, dig=15, mant_dig=53,
                   epsilon=2.220446049250313e-16, radix=2, rounds=1)

def make_int_info():
    return _record('sys.int_info', bits_per_digit=30, sizeof_digit=4, default_max_str_digits=4300,
                   str_digits_check_threshold=640)

def make_hash_info():
    return _record('sys.hash_info', width=64, modulus=2305843009213693951, inf=314159, nan=0, imag=1000003,
                   algorithm='weft', hash_bits=64, seed_bits=0, cutoff=0)

def make_thread_info():
    return _record('sys.thread_info', name='pthread', lock='semaphore', version=None)

class _Output:
    # A standard stream of the process.
    encoding = 'utf-8'
    errors = 'strict'
    newlines = None
    line_buffering = True
    closed = False
    mode = 'w'

    def __init__(self, error, name):
        self._error = error
        self.name = name

    def write(self, text):
        if not isinstance(text, str):
            raise TypeError(f'write() argument must be str, not {type(text).__name__}')
        write(self._error, text)
        return len(text)

    def writelines(self, lines):
        for line in lines:
            self.write(line)

    def flush(self):
        pass

    def isatty(self):
        return False

    def fileno(self):
        return 2 if self._error else 1

    def readable(self):
        return False

    def writable(self):
        return True

    def seekable(self):
        return False

    def reconfigure(self, **options):
        pass

    @property
    def buffer(self):
        return _OutputBytes(self)

    def __enter__(self):
        return self

    def __exit__(self, *exc):
        pass

    def __repr__(self):
        return f"<_io.TextIOWrapper name='{self.name}' mode='w' encoding='utf-8'>"

class _OutputBytes:
    def __init__(self, stream):
        self._stream = stream

    def write(self, data):
        self._stream.write(bytes(data).decode('utf-8', 'replace'))
        return len(data)

    def flush(self):
        pass

class _Input:
    encoding = 'utf-8'
    errors = 'strict'
    newlines = None
    closed = False
    mode = 'r'
    name = '<stdin>'

    # The rest of a line of which a part was asked for.
    _ahead = ''

    def readline(self, size=-1):
        line = self._ahead
        if not line:
            import _processes
            line = _processes.read_line().decode('utf-8', 'replace')
        if size is None or size < 0:
            size = len(line)
        self._ahead = line[size:]
        return line[:size]

    def read(self, size=-1):
        parts = []
        wanted = -1 if size is None else size
        while wanted != 0:
            line = self.readline(wanted)
            if not line:
                break
            parts.append(line)
            if wanted > 0:
                wanted -= len(line)
        return ''.join(parts)

    def readlines(self, hint=-1):
        return list(self)

    def __iter__(self):
        return self

    def __next__(self):
        line = self.readline()
        if not line:
            raise StopIteration
        return line

    def isatty(self):
        return False

    def fileno(self):
        return 0

    def readable(self):
        return True

    def writable(self):
        return False

    def close(self):
        pass

    def __repr__(self):
        return "<_io.TextIOWrapper name='<stdin>' mode='r' encoding='utf-8'>"

def make_streams():
    return _Input(), _Output(False, '<stdout>'), _Output(True, '<stderr>')
