# `pickle` in Python code, with the classes and the errors that the C implementation shows.

import pickle
import struct
from pickle import _Pickler as Pickler

class PickleError(Exception):
    pass

class PicklingError(PickleError):
    pass

class UnpicklingError(PickleError):
    pass

class Unpickler(pickle._Unpickler):
    def load(self):
        try:
            return super().load()
        except struct.error:
            raise UnpicklingError('pickle data was truncated') from None
        except EOFError as e:
            if e.args:
                raise
            raise EOFError('Ran out of input') from None

def dump(obj, file, protocol=None, *, fix_imports=True, buffer_callback=None):
    Pickler(file, protocol, fix_imports=fix_imports, buffer_callback=buffer_callback).dump(obj)

def dumps(obj, protocol=None, *, fix_imports=True, buffer_callback=None):
    from io import BytesIO
    file = BytesIO()
    Pickler(file, protocol, fix_imports=fix_imports, buffer_callback=buffer_callback).dump(obj)
    return file.getvalue()

def load(file, *, fix_imports=True, encoding='ASCII', errors='strict', buffers=()):
    return Unpickler(file, fix_imports=fix_imports, encoding=encoding, errors=errors, buffers=buffers).load()

def loads(data, /, *, fix_imports=True, encoding='ASCII', errors='strict', buffers=()):
    if isinstance(data, str):
        raise TypeError("a bytes-like object is required, not 'str'")
    from io import BytesIO
    return load(BytesIO(data), fix_imports=fix_imports, encoding=encoding, errors=errors, buffers=buffers)
