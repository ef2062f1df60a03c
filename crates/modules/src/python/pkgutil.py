# What modules there are, and objects by their dotted names.

import os
import sys
import _weft
from collections import namedtuple

__all__ = ['ModuleInfo', 'get_data', 'iter_modules', 'resolve_name', 'walk_packages']

ModuleInfo = namedtuple('ModuleInfo', 'module_finder name ispkg')

def iter_modules(path=None, prefix=''):
    # Of files only: the library's own modules have no folder.
    seen = set()
    for folder in sys.path if path is None else path:
        if not os.path.isdir(folder or '.'):
            continue
        for entry in sorted(os.listdir(folder or '.')):
            package = os.path.isfile(f'{folder or "."}/{entry}/__init__.py')
            name = entry if package else entry.removesuffix('.py')
            if (package or name != entry) and name.isidentifier() and name not in seen and name != '__init__':
                seen.add(name)
                yield ModuleInfo(None, prefix + name, package)

def walk_packages(path=None, prefix='', onerror=None):
    for info in iter_modules(path, prefix):
        yield info
        if info.ispkg:
            try:
                module = _weft.import_module(info.name)
            except Exception:
                if onerror is None:
                    raise
                onerror(info.name)
            else:
                yield from walk_packages(module.__path__, info.name + '.', onerror)

def get_data(package, resource):
    module = _weft.import_module(package)
    file = getattr(module, '__file__', None)
    if file is None:
        return None
    with open(os.path.join(os.path.dirname(file), *resource.split('/')), 'rb') as stream:
        return stream.read()

def resolve_name(name):
    module_name, colon, rest = name.partition(':')
    parts = module_name.split('.') + (rest.split('.') if rest else [])
    if not all(part.isidentifier() for part in parts):
        raise ValueError(f'invalid format: {name!r}')
    if colon:
        found = _weft.import_module(module_name)
        left = rest.split('.') if rest else []
    else:
        found = _weft.import_module(parts[0])
        left = parts[1:]
        done = parts[0]
        while left:
            try:
                found = _weft.import_module(f'{done}.{left[0]}')
            except ImportError:
                break
            done += f'.{left.pop(0)}'
    for part in left:
        found = getattr(found, part)
    return found
