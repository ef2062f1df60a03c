# Finds the modules that are files of the program, along `sys.path`; the library's own go before them.

import os
import sys
import _weft

def find(name):
    # The module and the function that runs its text, or None. The module is in `sys.modules` already.
    parent, _, last = name.rpartition('.')
    for place in sys.modules[parent].__path__ if parent else sys.path:
        base = f'{place}/{last}' if place else last
        if os.path.isfile(f'{base}/__init__.py'):
            return _prepared(name, f'{base}/__init__.py', [base])
        if os.path.isfile(f'{base}.py'):
            return _prepared(name, f'{base}.py', None)
        if os.path.isdir(base):
            return _prepared(name, None, [base])
    return None

def _prepared(name, file, folders):
    module = make_module(name, file, folders)
    sys.modules[name] = module
    return module, None if file is None else lambda: run_module(module)

def make_module(name, file, folders):
    from importlib.machinery import ModuleSpec, SourceFileLoader
    module = type(sys)(name)
    loader = None if file is None else SourceFileLoader(name, file)
    spec = ModuleSpec(name, loader, origin=file, is_package=folders is not None)
    module.__spec__ = spec
    module.__loader__ = loader
    module.__package__ = spec.parent
    if file is not None:
        module.__file__ = file
    if folders is not None:
        module.__path__ = spec.submodule_search_locations = folders
    return module

def run_module(module):
    with open(module.__file__, 'rb') as file:
        text = file.read()
    exec(compile(text, module.__file__, 'exec'), module.__dict__)

_weft.register('find_module', find)
