# Importing modules.

# Modules that CPython has and programs ask for.
_ABSENT = frozenset((
    'bz2', 'compileall', 'curses', 'dbm.gnu', 'dbm.ndbm', 'dbm.sqlite3', 'email', 'ensurepip', 'faulthandler', 'fcntl',
    'ftplib', 'grp', 'idlelib', 'imaplib', 'lzma', 'mailbox', 'mmap', 'modulefinder', 'netrc', 'nis', 'plistlib', 'poplib',
    'pty', 'pwd', 'py_compile', 'pyclbr', 'pydoc', 'quopri', 'readline', 'resource', 'rlcompleter', 'runpy', 'select',
    'selectors', 'site', 'smtplib', 'sqlite3', 'ssl', 'stringprep', 'symtable', 'syslog', 'tabnanny', 'tarfile', 'termios',
    'tkinter', 'tokenize', 'trace', 'tty', 'turtle', 'venv', 'wave', 'webbrowser', 'wsgiref', 'xml.dom', 'xml.sax',
    'xmlrpc', 'zipapp', 'zipimport',
))

# Modules that are being loaded, by name: `thread` is the number of the thread that loads, `wait` the name that it waits
# for itself, if it does, and `lock` what others wait for. Programs whose threads import have nothing in it but for a
# moment.
_loading = {}
_register('loading', _loading)

def _import_module(name):
    modules = _modules()
    if _loading and name in _loading:
        _await_loading(name)
    if name in modules:
        module = modules[name]
        if module is None:
            raise ModuleNotFoundError(f'import of {name} halted; None in sys.modules', name=name)
        return module
    parent, _, last = name.rpartition('.')
    if parent:
        _import_module(parent)
        if name in modules:
            return modules[name]
        if not hasattr(modules[parent], '__path__'):
            raise ModuleNotFoundError(f'No module named {name!r}; {parent!r} is not a package', name=name)
    mine = {'thread': _thread_number()}
    if _loading.setdefault(name, mine) is not mine:
        # Another thread began just now, or this one is amid it.
        _await_loading(name)
        if name in modules:
            return modules[name]
    try:
        module = _load(name)
    finally:
        _end_loading(name, mine)
    if parent:
        setattr(modules[parent], last, module)
    return module

def _load(name):
    modules = _modules()
    loaded = _load_module(name)
    library = loaded is not None
    if not library:
        loaded = _load_user_module(name)
        if loaded is None:
            absent = ': Weft does not have this part of the standard library' if name in _ABSENT else ''
            raise ModuleNotFoundError(f'No module named {name!r}{absent}', name=name)
    module, body = loaded
    if body is not None:
        try:
            body()
        except BaseException:
            modules.pop(name, None)
            raise
        if library:
            _module_loaded(name, module)
    return modules.get(name, module)

def _await_loading(name):
    # Other threads do not see half a module, unless they would wait for each other.
    loading = _loading.get(name)
    me = _thread_number()
    if loading is None or _leads_to(loading, me):
        return
    own = [entry for entry in _loading.values() if entry['thread'] == me]
    for entry in own:
        entry['wait'] = name
    new = _import_module('_thread').allocate_lock()
    new.acquire()
    lock = loading.setdefault('lock', new)
    if lock is not None:
        lock.acquire()
        lock.release()
    for entry in own:
        entry.pop('wait', None)

def _leads_to(loading, thread):
    # Does whoever loads this wait for the thread, or is it the thread?
    for _ in range(len(_loading) + 1):
        if loading is None or loading['thread'] == thread:
            return loading is not None
        loading = _loading.get(loading.get('wait'))
    return False

def _forget_loading():
    # After a fork: other threads are gone, and will not end what they began.
    me = _thread_number()
    for name in [name for name, entry in _loading.items() if entry['thread'] != me]:
        del _loading[name]

def _end_loading(name, mine):
    if _loading.get(name) is not mine:
        return
    del _loading[name]
    lock = mine.setdefault('lock', None)
    if lock is not None:
        lock.release()

def _load_user_module(name):
    if name == '_finder':
        return None
    finder = _registered('find_module')
    if finder is None:
        # The library has it, if there is a library.
        try:
            _import_module('_finder')
        except ModuleNotFoundError:
            return None
        finder = _registered('find_module')
    return finder(name) if finder is not None else None

def __import__(name, globals=None, locals=None, fromlist=(), level=0):
    if level > 0:
        package = globals.get('__package__') if globals else None
        if not package:
            raise ImportError('attempted relative import with no known parent package')
        parts = package.split('.')
        if level - 1 >= len(parts):
            raise ImportError('attempted relative import beyond top-level package')
        base = '.'.join(parts[:len(parts) - level + 1])
        name = f'{base}.{name}' if name else base
    elif not name:
        raise ValueError('Empty module name')
    module = _import_module(name)
    if not fromlist:
        return _modules()[name.partition('.')[0]] if level == 0 else module
    if hasattr(module, '__path__'):
        for part in fromlist:
            if part != '*' and not hasattr(module, part):
                try:
                    _import_module(f'{name}.{part}')
                except ModuleNotFoundError as e:
                    if e.name != f'{name}.{part}':
                        raise
    return module

def _import_from(module, name):
    try:
        return getattr(module, name)
    except AttributeError:
        pass
    package = getattr(module, '__name__', '<unknown module name>')
    full = f'{package}.{name}'
    found = _modules().get(full)
    if found is not None:
        return found
    where = getattr(module, '__file__', None) or 'unknown location'
    error = ImportError(f'cannot import name {name!r} from {package!r} ({where})', name=package)
    error.name_from = name
    raise error

def _import_star(module, namespace):
    names = getattr(module, '__all__', None)
    if names is None:
        names = [n for n in module.__dict__ if not n.startswith('_')]
    for name in names:
        namespace[name] = getattr(module, name)
