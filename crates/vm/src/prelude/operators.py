# The protocols of operators that take more than one call.

def _binary_operator(a, b, name, reflected, symbol):
    ta = type(a)
    tb = type(b)
    left = _lookup(ta, name)
    right = _lookup(tb, reflected) if tb is not ta else None
    # Sequences add and repeat only where no number does, so the right side is asked before them.
    sequence = left is not None and type(left) is _method_descriptor and left in _of_sequences
    if right is not None and (sequence or ta in tb.__mro__ and right is not _lookup(ta, reflected)):
        # What a subclass of a sequence makes of `*` itself has CPython ask the sequence's reflected method as well.
        raises = type(right) is _method_descriptor and type(_lookup(tb, name)) is not _method_descriptor
        value = right(b, a) if raises else _bound(right, b)(a)
        if value is not NotImplemented:
            return value
        right = None
    if left is not None:
        value = _bound(left, a)(b)
        if value is not NotImplemented:
            return value
    if right is not None:
        value = _bound(right, b)(a)
        if value is not NotImplemented:
            return value
    if sequence and symbol[0] == '+':
        return left(a, b)
    _unsupported(symbol, a, b)

def _binary_reflected(a, b, reflected, symbol):
    # The left side's method has said NotImplemented.
    ta = type(a)
    tb = type(b)
    if tb is not ta:
        right = _lookup(tb, reflected)
        if right is not None:
            value = _bound(right, b)(a)
            if value is not NotImplemented:
                return value
    _unsupported(symbol, a, b)

def _in_place_operator(a, b, in_place, name, reflected, symbol):
    method = _lookup(type(a), in_place)
    if method is not None:
        value = _bound(method, a)(b)
        if value is not NotImplemented:
            return value
    return _binary_operator(a, b, name, reflected, symbol)

def _bound(method, object):
    # A function found in a class, as it would be through the instance.
    kind = type(method)
    if kind is _method_descriptor:
        method = _of_sequences.get(method, method)
        return lambda *args: method(object, *args)
    if kind is _function:
        return lambda *args: method(object, *args)
    get = _lookup(kind, '__get__')
    if get is not None:
        return get(method, object, type(object))
    return method

# Methods of sequences that raise for what they do not know, and what says NotImplemented instead.
_of_sequences = {
    getattr(kind, name): plain
    for kind in (str, bytes, bytearray, list, tuple)
    for name, plain in (('__add__', _sequence_add), ('__mul__', _sequence_mul), ('__rmul__', _sequence_rmul),
                        ('__imul__', _sequence_imul))
    if hasattr(kind, name)
}

def _unsupported(symbol, a, b):
    hint = ''
    if symbol in ('*', '*='):
        for sequence, other in ((a, b), (b, a)):
            if isinstance(sequence, (str, list, tuple, bytes, bytearray)):
                raise TypeError(f"can't multiply sequence by non-int of type '{type(other).__name__}'")
    if symbol in ('+', '+=') and isinstance(a, (bytes, bytearray)):
        raise TypeError(f"can't concat {type(b).__name__} to {type(a).__name__}")
    raise TypeError(f"unsupported operand type(s) for {symbol}: '{type(a).__name__}' and '{type(b).__name__}'{hint}")

def _compare_operator(a, b, name, reflected, symbol):
    ta = type(a)
    tb = type(b)
    left = _lookup(ta, name)
    right = _lookup(tb, reflected)
    tried = False
    if right is not None and tb is not ta and ta in tb.__mro__:
        tried = True
        value = _bound(right, b)(a)
        if value is not NotImplemented:
            return value
    if left is not None:
        value = _bound(left, a)(b)
        if value is not NotImplemented:
            return value
    if right is not None and not tried:
        value = _bound(right, b)(a)
        if value is not NotImplemented:
            return value
    if symbol == '==':
        return a is b
    if symbol == '!=':
        return a is not b
    raise TypeError(f"'{symbol}' not supported between instances of '{ta.__name__}' and '{tb.__name__}'")

def _compare_reflected(a, b, reflected, symbol, equality):
    right = _lookup(type(b), reflected)
    if right is not None:
        value = _bound(right, b)(a)
        if value is not NotImplemented:
            return value
    if equality:
        return (a is b) == (symbol == '==')
    raise TypeError(f"'{symbol}' not supported between instances of '{type(a).__name__}' and '{type(b).__name__}'")

def _negated_equality(eq, a, b):
    value = eq(a, b)
    if value is NotImplemented:
        return value
    return not value

def _contains(container, item):
    if _kind(container) is not None:
        return _has(container, item)
    if _lookup(type(container), '__iter__') is None and _lookup(type(container), '__getitem__') is None:
        raise TypeError(f"argument of type '{type(container).__name__}' is not iterable")
    for x in container:
        if x is item or x == item:
            return True
    return False

def _length(object):
    return len(object)

def _unpack(iterable, limit):
    items = []
    if limit < 0:
        for x in _unpack_iter(iterable):
            items.append(x)
        return items
    if limit == 1:
        for x in _unpack_iter(iterable):
            items.append(x)
            return items
        return items
    iterator = _unpack_iter(iterable)
    for x in iterator:
        items.append(x)
        if len(items) >= limit:
            break
    return items

def _unpack_iter(iterable):
    if _lookup(type(iterable), '__iter__') is None and _lookup(type(iterable), '__getitem__') is None:
        raise TypeError(f"cannot unpack non-iterable {type(iterable).__name__} object")
    return iter(iterable)

def _format_value(value, spec):
    return format(value, spec)

def _format_converted(value, kind, spec):
    if kind == 's':
        text = str(value)
    elif kind == 'r':
        text = repr(value)
    else:
        text = ascii(value)
    return format(text, spec) if spec else text

def _repr(value):
    method = _lookup(type(value), '__repr__')
    kind = type(method)
    if kind is _method_descriptor:
        return _repr_container(value)
    text = _bound(method, value)()
    if not isinstance(text, str):
        raise TypeError(f"__repr__ returned non-string (type {type(text).__name__})")
    return text

def _str_of(cls, value):
    method = _lookup(type(value), '__str__')
    if type(method) is _method_descriptor:
        if method.__name__ == '__repr__':
            text = method(value)
        elif isinstance(value, str):
            text = _plain_str(value)
        elif isinstance(value, BaseException):
            text = _str_builtin(value)
        elif isinstance(value, (bytes, bytearray)):
            text = (bytes if isinstance(value, bytes) else bytearray).__repr__(value)
        else:
            text = repr(value)
    else:
        text = _bound(method, value)()
        if not isinstance(text, str):
            raise TypeError(f"__str__ returned non-string (type {type(text).__name__})")
    return text if cls is str else str.__new__(cls, text if type(text) is str else _plain_str(text))

def _plain_str(value):
    return ''.join([value])

def _str_builtin(value):
    if isinstance(value, BaseExceptionGroup):
        n = len(value.exceptions)
        return f"{value.message} ({n} sub-exception{'s' if n != 1 else ''})"
    if isinstance(value, BaseException):
        args = value.args
        if isinstance(value, OSError) and value.errno is not None:
            text = f'[Errno {value.errno}] {value.strerror}'
            return text if value.filename is None else f'{text}: {value.filename!r}'
        if not args:
            return ''
        if len(args) == 1:
            return repr(args[0]) if isinstance(value, KeyError) else str(args[0])
        return repr(args)
    return repr(value)

_open_reprs = {}

def _repr_container(value):
    key = (id(value), _thread_number())
    name = type(value).__name__
    kind = None
    for base in type(value).__mro__:
        if base in (list, tuple, dict, set, frozenset, _dict_keys, _dict_values, _dict_items):
            kind = base
            break
    if key in _open_reprs:
        return {list: '[...]', tuple: '(...)', dict: '{...}'}.get(kind, f'{name}(...)')
    _open_reprs[key] = True
    try:
        if kind is list:
            return '[' + ', '.join([repr(x) for x in list.__iter__(value)]) + ']'
        if kind is tuple:
            items = [repr(x) for x in tuple.__iter__(value)]
            return '(' + ', '.join(items) + (',)' if len(items) == 1 else ')')
        if kind is dict:
            return '{' + ', '.join([f'{k!r}: {v!r}' for k, v in dict.items(value)]) + '}'
        if kind is set or kind is frozenset:
            items = [repr(x) for x in value] if kind.__len__(value) else []
            if not items:
                return f'{name}()'
            body = '{' + ', '.join(items) + '}'
            return body if type(value) is set else f'{name}({body})'
        if kind in (_dict_keys, _dict_values, _dict_items):
            return f"{name}([{', '.join([repr(x) for x in value])}])"
        if isinstance(value, BaseExceptionGroup):
            return f'{name}({value.message!r}, {list(value.exceptions)!r})'
        if isinstance(value, BaseException):
            args = value.args
            if len(args) == 1:
                return f'{name}({args[0]!r})'
            return name + repr(args)
        if isinstance(value, (str, bytes, bytearray)):
            # All escaped it is longer than there is room for.
            raise MemoryError
        if isinstance(value, int):
            # It has too many digits, which `format` says.
            return int.__format__(value, 'd')
        if isinstance(value, _GenericAlias):
            return _alias_repr(value)
        if isinstance(value, _method):
            return f'<bound method {value.__func__.__qualname__} of {value.__self__!r}>'
        if isinstance(value, slice):
            return f'slice({value.start!r}, {value.stop!r}, {value.step!r})'
        if isinstance(value, _mappingproxy):
            return f'mappingproxy({_view_dict(value)!r})'
        if isinstance(value, (classmethod, staticmethod)):
            kind = 'class' if isinstance(value, classmethod) else 'static'
            return f'<{kind}method({value.__func__!r})>'
        return object.__repr__(value)
    finally:
        del _open_reprs[key]
