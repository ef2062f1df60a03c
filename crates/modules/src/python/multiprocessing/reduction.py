# Objects as bytes for other processes: the kernel's fast encoding, or pickle for what that leaves out.

import _messages

def dumps(obj, protocol=None):
    data = _messages.dumps(obj)
    if data is None:
        import pickle
        data = pickle.dumps(obj)
    return data

def loads(data):
    obj = _messages.loads(data)
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
