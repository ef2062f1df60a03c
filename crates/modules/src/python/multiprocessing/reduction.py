# Objects as bytes for other processes: the kernel's fast encoding, or pickle for what that leaves out.

import _messages

def dumps(obj, protocol=None):
    data = _messages.dumps(obj)
    if data is None:
        import pickle
        data = pickle.dumps(obj)
    return data

def decode(data):
    # The kernel's encoding: NotImplemented for a pickle. What it names may have to be imported first.
    while True:
        try:
            return _messages.loads(data)
        except ModuleNotFoundError as e:
            missing = e.args[0]
        __import__(missing)

def loads(data):
    obj = decode(data)
    if obj is NotImplemented:
        import pickle
        obj = pickle.loads(data)
    return obj

class ForkingPickler:
    # Enough of it for programs that register reducers or measure messages.
    loads = staticmethod(loads)
    dumps = staticmethod(dumps)

    @classmethod
    def register(cls, type, reduce):
        import copyreg
        copyreg.pickle(type, reduce)

register = ForkingPickler.register

def _rebuild_method(obj, name):
    return getattr(obj, name)

def _reduce_method(method):
    return _rebuild_method, (method.__self__, method.__func__.__name__)

def _reduce_builtin(function):
    # By its name.
    return function.__qualname__

register(type(register), _reduce_method)
register(type(len), _reduce_builtin)

def dump(obj, file, protocol=None):
    file.write(dumps(obj))

# Descriptors cannot be sent.
HAVE_SEND_HANDLE = False
