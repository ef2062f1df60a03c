# Looking for modules, and making them from files.

import sys
import _weft
from importlib.machinery import BuiltinImporter, ModuleSpec, SourceFileLoader

def resolve_name(name, package):
    if not name.startswith('.'):
        return name
    if not package:
        raise ImportError(f'no package specified for {name!r} (required for relative module names)')
    level = len(name) - len(name.lstrip('.'))
    parts = package.split('.')
    if level - 1 >= len(parts):
        raise ImportError('attempted relative import beyond top-level package')
    base = '.'.join(parts[:len(parts) - level + 1])
    return f'{base}.{name[level:]}' if name[level:] else base

def find_spec(name, package=None):
    name = resolve_name(name, package)
    parent = name.rpartition('.')[0]
    if parent:
        path = getattr(_weft.import_module(parent), '__path__', None)
        if path is None:
            raise ModuleNotFoundError(f'__path__ attribute not found on {parent!r} while trying to find {name!r}',
                                      name=name)
    if name in sys.modules:
        module = sys.modules[name]
        if module is None:
            return None
        spec = getattr(module, '__spec__', None)
        if spec is not None:
            return spec
        if name == '__main__':
            raise ValueError('__main__.__spec__ is None')
    if name in _weft.library_modules() or name in sys.modules:
        return ModuleSpec(name, BuiltinImporter, origin='built-in')
    import _finder
    found = _finder.find(name)
    if found is None:
        return None
    del sys.modules[name]
    return found[0].__spec__

def spec_from_loader(name, loader, *, origin=None, is_package=None):
    return ModuleSpec(name, loader, origin=origin, is_package=is_package)

def spec_from_file_location(name, location=None, *, loader=None, submodule_search_locations=None):
    import os
    location = os.fspath(location)
    if loader is None:
        if not location.endswith('.py'):
            return None
        loader = SourceFileLoader(name, location)
    spec = ModuleSpec(name, loader, origin=location, is_package=loader.is_package(name))
    if submodule_search_locations is not None:
        spec.submodule_search_locations = submodule_search_locations
    return spec

def module_from_spec(spec):
    module = spec.loader.create_module(spec) if hasattr(spec.loader, 'create_module') else None
    if module is not None:
        return module
    import _finder
    module = _finder.make_module(spec.name, spec.origin, spec.submodule_search_locations)
    module.__spec__ = spec
    module.__loader__ = spec.loader
    return module
