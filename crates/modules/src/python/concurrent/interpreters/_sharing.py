# Objects on their way to another interpreter: as messages between processes are, but that functions of the program's
# main module are found by running it there under another name.

import _messages
import _weft
import sys
from multiprocessing.reduction import decode

_FAKE_MAIN = '<fake __main__>'

class InterpreterError(Exception):
    """A cross-interpreter operation failed"""

class InterpreterNotFoundError(InterpreterError):
    """An interpreter was not found"""

class NotShareableError(TypeError, ValueError):
    pass

def is_shareable(obj):
    from . import Interpreter, Queue
    kind = type(obj)
    if kind is tuple:
        return all(is_shareable(item) for item in obj)
    return obj is None or kind in (bool, int, float, str, bytes, memoryview, Interpreter, Queue)

# The file name and text of the program's main module; None where there is none.
_main = None
_fake = None

def main_source():
    # For interpreters that this one makes.
    if _main is not None:
        return _main
    name = getattr(sys.modules['__main__'], '__file__', None)
    return (name, _weft.source_text(name)) if name else None

def set_main(source):
    global _main
    _main = source

def _fake_main():
    global _fake
    if _fake is None:
        filename, text = _main
        module = type(sys)(_FAKE_MAIN)
        module.__file__ = filename
        module.__builtins__ = sys.modules['builtins']
        sys.modules[_FAKE_MAIN] = module
        exec(compile(text, filename, 'exec'), module.__dict__)
        for value in list(vars(module).values()):
            # By that name the program's other interpreters know them.
            if getattr(value, '__module__', None) == _FAKE_MAIN:
                value.__module__ = '__main__'
        _fake = module
    return _fake

def _as_main(module, function, *args):
    own = sys.modules['__main__']
    sys.modules['__main__'] = module
    try:
        return function(*args)
    finally:
        sys.modules['__main__'] = own

def _encode(obj):
    data = _messages.dumps(obj)
    if data is None:
        import pickle
        data = pickle.dumps(obj)
    return data

def _decode(data):
    obj = decode(data)
    if obj is NotImplemented:
        import pickle
        obj = pickle.loads(data)
    return obj

def dumps(obj):
    if type(obj) is memoryview:
        raise NotImplementedError('sharing the buffer of a memoryview between interpreters is not available in Weft')
    try:
        try:
            return _encode(obj)
        except Exception:
            if _fake is None:
                raise
            return _as_main(_fake, _encode, obj)
    except Exception as e:
        raise NotShareableError('object could not be pickled') from e

def loads(data):
    try:
        try:
            return _decode(data)
        except AttributeError:
            if _main is None:
                raise
            return _as_main(_fake_main(), _decode, data)
    except Exception as e:
        raise NotShareableError('object could not be unpickled') from e
