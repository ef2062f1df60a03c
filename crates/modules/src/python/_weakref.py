# References of `weakref`; the class is a built-in type.

import _weft

ref = ReferenceType = _weft.reference_type

def _remove_dead_weakref(mapping, key):
    reference = mapping.get(key)
    if reference is not None and reference() is None:
        del mapping[key]

def _forward(name):
    # A proxy's special method: the same of the object that it stands for.
    def method(self, *args):
        object = _object(self)
        if args and isinstance(args[0], ProxyType):
            args = (_object(args[0]), *args[1:])
        found = getattr(type(object), name, None)
        if found is None:
            if name in _DEFAULTS:
                return _DEFAULTS[name](object)
            return NotImplemented
        return found(object, *args)
    method.__name__ = name
    return method

def _object(proxy):
    object = _slot(proxy)()
    if object is None:
        raise ReferenceError('weakly-referenced object no longer exists')
    return object

_DEFAULTS = {'__bool__': bool, '__str__': str, '__iter__': iter, '__len__': len, '__int__': int, '__float__': float,
             '__next__': next, '__reversed__': reversed}

_FORWARDED = ('str bool len iter next reversed contains getitem setitem delitem enter exit int float index complex round'
              ' neg pos abs invert eq ne lt le gt ge add radd iadd sub rsub isub mul rmul imul truediv rtruediv itruediv'
              ' floordiv rfloordiv ifloordiv mod rmod imod divmod rdivmod pow rpow ipow lshift rlshift ilshift rshift'
              ' rrshift irshift and rand iand or ror ior xor rxor ixor matmul rmatmul imatmul bytes')

class ProxyType:
    __slots__ = ('_reference',)
    __module__ = 'weakref'
    __hash__ = None

    def __getattribute__(self, name):
        return type(_object(self)) if name == '__class__' else getattr(_object(self), name)

    def __setattr__(self, name, value):
        setattr(_object(self), name, value)

    def __delattr__(self, name):
        delattr(_object(self), name)

    def __repr__(self):
        reference = _slot(self)
        object = reference()
        if object is None:
            return f'<weakproxy at {id(self):#x}; dead>'
        return f'<weakproxy at {id(self):#x}; to {type(object).__name__!r} at {id(object):#x}>'

_slot = ProxyType._reference.__get__
_set = _weft.State.__setattr__

for _name in _FORWARDED.split():
    setattr(ProxyType, f'__{_name}__', _forward(f'__{_name}__'))
del _name

class CallableProxyType(ProxyType):
    __slots__ = ()
    __module__ = 'weakref'

    def __call__(self, *args, **kwargs):
        return _object(self)(*args, **kwargs)

def proxy(object, callback=None, /):
    kind = CallableProxyType if callable(object) else ProxyType
    new = kind.__new__(kind)
    _set(new, '_reference', ref(object, callback))
    return new
