# Importing by name. Modules come from the library or from the program's files; there are no other importers.

import sys
import _weft

__all__ = ['__import__', 'import_module', 'invalidate_caches', 'reload']

__import__ = __import__

def import_module(name, package=None):
    level = len(name) - len(name.lstrip('.'))
    if level:
        if not package:
            raise TypeError(f"the 'package' argument is required to perform a relative import for {name!r}")
        parts = package.split('.')
        if level - 1 >= len(parts):
            raise ImportError('attempted relative import beyond top-level package')
        base = '.'.join(parts[:len(parts) - level + 1])
        name = f'{base}.{name[level:]}' if name[level:] else base
    return _weft.import_module(name)

def reload(module):
    if not isinstance(module, type(sys)):
        raise TypeError('reload() argument must be a module')
    name = module.__name__
    if sys.modules.get(name) is not module:
        raise ImportError(f'module {name} not in sys.modules', name=name)
    if getattr(module, '__file__', None) is None:
        raise NotImplementedError(f'importlib.reload: {name} is part of Weft, only files can be loaded again')
    import _finder
    _finder.run_module(module)
    return sys.modules[name]

def invalidate_caches():
    # Nothing is remembered of where modules are.
    pass
