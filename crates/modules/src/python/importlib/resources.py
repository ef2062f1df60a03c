# Files that lie beside the program's modules.

import _weft

__all__ = ['as_file', 'files', 'is_resource', 'open_binary', 'open_text', 'read_binary', 'read_text']

def files(anchor):
    from pathlib import Path
    module = _weft.import_module(anchor) if isinstance(anchor, str) else anchor
    folders = getattr(module, '__path__', None)
    if folders:
        return Path(folders[0])
    file = getattr(module, '__file__', None)
    if file is None:
        raise FileNotFoundError(f'{module.__name__} is part of Weft and has no files')
    return Path(file).parent

class as_file:
    def __init__(self, path):
        self._path = path

    def __enter__(self):
        return self._path

    def __exit__(self, *exc):
        pass

def open_binary(anchor, *path_names):
    return files(anchor).joinpath(*path_names).open('rb')

def open_text(anchor, *path_names, encoding='utf-8', errors='strict'):
    return files(anchor).joinpath(*path_names).open('r', encoding=encoding, errors=errors)

def read_binary(anchor, *path_names):
    return files(anchor).joinpath(*path_names).read_bytes()

def read_text(anchor, *path_names, encoding='utf-8', errors='strict'):
    return files(anchor).joinpath(*path_names).read_text(encoding, errors)

def is_resource(anchor, *path_names):
    return files(anchor).joinpath(*path_names).is_file()
