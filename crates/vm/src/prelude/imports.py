# Importing modules.

def _import_module(name):
    modules = _modules()
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
    loaded = _load_module(name)
    library = loaded is not None
    if not library:
        loaded = _load_user_module(name)
        if loaded is None:
            raise ModuleNotFoundError(f'No module named {name!r}', name=name)
    module, body = loaded
    if body is not None:
        try:
            body()
        except BaseException:
            modules.pop(name, None)
            raise
        if library:
            _module_loaded(name, module)
    module = modules.get(name, module)
    if parent:
        setattr(modules[parent], last, module)
    return module

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
