# `pickle` in Python code, with the classes and the errors that the C implementation shows.

class PickleError(Exception):
    pass

class PicklingError(PickleError):
    pass

class UnpicklingError(PickleError):
    pass

class PickleBuffer:
    # A buffer that a pickle may leave outside.
    __module__ = 'pickle'
    __slots__ = ('_view', '__weakref__')

    def __init__(self, object, /):
        self._view = memoryview(object)

    def __buffer__(self, flags):
        if self._view is None:
            raise ValueError('operation forbidden on released PickleBuffer object')
        return memoryview(self._view)

    def raw(self):
        view = self.__buffer__(0)
        if not view.contiguous:
            raise BufferError('cannot extract raw buffer from non-contiguous buffer')
        return view.cast('B')

    def release(self):
        if self._view is not None:
            self._view.release()
            self._view = None

def __getattr__(name):
    # What rests on `pickle` is made when it is there: it imports this module at its own beginning.
    if name not in ('Pickler', 'Unpickler'):
        raise AttributeError(f"module '_pickle' has no attribute {name!r}")
    import pickle
    import struct

    class Unpickler(pickle._Unpickler):
        __qualname__ = 'Unpickler'

        def load(self):
            try:
                return super().load()
            except (struct.error, IndexError) as e:
                text = 'pickle data was truncated' if isinstance(e, struct.error) else 'unpickling stack underflow'
                raise UnpicklingError(text) from None
            except EOFError as e:
                if e.args:
                    raise
                raise EOFError('Ran out of input') from None

    globals().update(Pickler=pickle._Pickler, Unpickler=Unpickler)
    return globals()[name]

def dump(obj, file, protocol=None, *, fix_imports=True, buffer_callback=None):
    Pickler(file, protocol, fix_imports=fix_imports, buffer_callback=buffer_callback).dump(obj)

def dumps(obj, protocol=None, *, fix_imports=True, buffer_callback=None):
    from io import BytesIO
    file = BytesIO()
    Pickler(file, protocol, fix_imports=fix_imports, buffer_callback=buffer_callback).dump(obj)
    return file.getvalue()

def load(file, *, fix_imports=True, encoding='ASCII', errors='strict', buffers=None):
    return Unpickler(file, fix_imports=fix_imports, encoding=encoding, errors=errors, buffers=buffers).load()

def loads(data, /, *, fix_imports=True, encoding='ASCII', errors='strict', buffers=None):
    if isinstance(data, str):
        raise TypeError("a bytes-like object is required, not 'str'")
    from io import BytesIO
    return load(BytesIO(data), fix_imports=fix_imports, encoding=encoding, errors=errors, buffers=buffers)
