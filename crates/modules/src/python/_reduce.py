# What `object.__reduce_ex__` does in CPython's typeobject.c.
import _iterators
import _weft
import copyreg

# Built-in types whose value goes to `__new__`.
_plain = (int, float, complex, str, bytes, tuple)

_module = type(copyreg)
_natives = (type(len), type(str.upper))

class _Example:
    def method(self):
        pass

_method = type(_Example().method)

def reduce_object(obj, protocol):
    cls = type(obj)
    # A class's own `__reduce__` goes first.
    if cls.__reduce__ is not object.__reduce__:
        return obj.__reduce__()
    return reduce_plainly(obj, protocol)

def reduce_plainly(obj, protocol):
    # The same without asking the object.
    cls = type(obj)
    if isinstance(obj, (set, frozenset, bytearray)):
        state = _state_of(obj, cls, False)
        return cls, (bytes(obj) if isinstance(obj, bytearray) else list(obj),), state
    if cls is range:
        return range, (obj.start, obj.stop, obj.step)
    if cls is slice:
        return slice, (obj.start, obj.stop, obj.step)
    if obj is Ellipsis:
        return 'Ellipsis'
    if obj is NotImplemented:
        return 'NotImplemented'
    if cls in _natives:
        # By name, or as the attribute of what they belong to.
        owner = getattr(obj, '__objclass__', None) or getattr(obj, '__self__', None)
        if owner is None or isinstance(owner, _module):
            return obj.__qualname__
        return getattr, (owner, obj.__name__)
    if cls is _method:
        return getattr, (obj.__self__, obj.__func__.__name__)
    state = _weft.iterator_state(obj)
    if state is not None:
        made = _iterators.reduced(obj, state)
        return made[0], tuple(made[1]), *made[2:]
    if protocol < 2:
        return copyreg._reduce_ex(obj, protocol)
    return _reduce_new(obj, cls)

def _reduce_new(obj, cls):
    new_ex = _weft.special(obj, '__getnewargs_ex__')
    new_args = _weft.special(obj, '__getnewargs__')
    args, keywords = (), {}
    if new_ex is not None:
        args, keywords = _checked_pair(new_ex())
    elif new_args is not None:
        args = new_args()
        if not isinstance(args, tuple):
            raise TypeError(f"__getnewargs__ should return a tuple, not '{type(args).__name__}'")
    else:
        for kind in _plain:
            if isinstance(obj, kind):
                args = (kind(obj),)
    state = _state_of(obj, cls, not args and new_ex is None and new_args is None)
    if keywords:
        made, parts = copyreg.__newobj_ex__, (cls, args, keywords)
    else:
        made, parts = copyreg.__newobj__, (cls, *args)
    items = iter(obj) if isinstance(obj, list) else None
    pairs = iter(obj.items()) if isinstance(obj, dict) else None
    return made, parts, state, items, pairs

def _checked_pair(pair):
    if not isinstance(pair, tuple):
        raise TypeError(f"__getnewargs_ex__ should return a tuple, not '{type(pair).__name__}'")
    if len(pair) != 2:
        raise ValueError(f'__getnewargs_ex__ should return a tuple of length 2, not {len(pair)}')
    if not isinstance(pair[0], tuple):
        raise TypeError(f"first item of the tuple returned by __getnewargs_ex__ must be a tuple, not '{type(pair[0]).__name__}'")
    if not isinstance(pair[1], dict):
        raise TypeError(f"second item of the tuple returned by __getnewargs_ex__ must be a dict, not '{type(pair[1]).__name__}'")
    return pair

def _state_of(obj, cls, required):
    if cls.__getstate__ is not object.__getstate__:
        return cls.__getstate__(obj)
    if required and not isinstance(obj, (list, dict)) and _is_opaque(cls):
        raise TypeError(f"cannot pickle '{cls.__name__}' object")
    return object_state(obj)

def object_state(obj):
    """`object.__getstate__`: the attributes, with the slots' beside them if there are any."""
    state = getattr(obj, '__dict__', None) or None
    slots = {}
    for name in copyreg._slotnames(type(obj)):
        try:
            slots[name] = getattr(obj, name)
        except AttributeError:
            pass
    if slots and state:
        # Slots of a class whose subclass has none are kept among the attributes.
        state = {name: value for name, value in state.items() if name not in slots} or None
    return (state, slots) if slots else state

def _is_opaque(cls):
    # The first class of the line that is not made by a class statement tells what the object holds.
    for base in cls.__mro__:
        if '__module__' not in base.__dict__:
            return base is not object
    return False
