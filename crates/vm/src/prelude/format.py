# `%`, `str.format` and what else of text needs calls: see format.rs.


def _percent(format, args):
    is_tuple = isinstance(args, tuple)
    mapping = not is_tuple and not isinstance(args, str) and hasattr(type(args), "__getitem__")
    given = args if is_tuple else (args,)
    at = 0
    values = []
    for kind, key in _percent_items(format):
        if kind == "!":
            raise ValueError(key)
        if key is not None:
            if not mapping:
                raise TypeError("format requires a mapping")
            value = args[key]
        elif at < len(given):
            value = given[at]
            at += 1
        else:
            raise TypeError("not enough arguments for format string")
        values.append(_percent_value(kind, value, isinstance(format, str)))
    if not mapping:
        values.extend(given[at:])
    return _percent_fill(format, values)


def _percent_value(kind, value, text):
    # A value that is not of the right type stays as it is: filling it in raises the error.
    cls = type(value)
    if kind == "s" and text:
        return str(value)
    if kind == "r" and text:
        return repr(value)
    if kind in "ra":
        return ascii(value)
    if kind in "sb":
        if isinstance(value, (bytes, bytearray, memoryview)) or not hasattr(cls, "__bytes__"):
            return value
        return bytes(value)
    if kind in "diu":
        if isinstance(value, int):
            return value
        if hasattr(cls, "__int__") or hasattr(cls, "__index__") or hasattr(cls, "__float__"):
            try:
                return int(value)
            except TypeError:
                name = cls.__name__
                raise TypeError(f"%{kind} format: a real number is required, not {name}") from None
    elif kind in "oxXc":
        if not isinstance(value, int) and hasattr(cls, "__index__"):
            return cls.__index__(value)
    elif kind in "eEfFgG":
        if not isinstance(value, float) and (hasattr(cls, "__float__") or hasattr(cls, "__index__")):
            return float(value)
    return value


def _str_format(format, args, kwargs):
    return _fill_fields(format, args, kwargs, [None, 0], 2)


def _fill_fields(text, args, kwargs, numbering, depth):
    if depth == 0:
        raise ValueError("Max string recursion exceeded")
    pieces, error = _format_fields(text)
    parts = []
    for literal, name, conversion, spec, nested in pieces:
        parts.append(literal)
        if name is None:
            continue
        value = _field_value(name, args, kwargs, numbering)
        if conversion == "r":
            value = repr(value)
        elif conversion == "s":
            value = str(value)
        elif conversion == "a":
            value = ascii(value)
        elif conversion is not None:
            shown = conversion if "!" <= conversion <= "\x7f" else f"\\x{ord(conversion):x}"
            raise ValueError(f"Unknown conversion specifier {shown}")
        if nested:
            spec = _fill_fields(spec, args, kwargs, numbering, depth - 1)
        parts.append(format(value, spec))
    if error is not None:
        raise ValueError(error)
    return "".join(parts)


def _field_value(name, args, kwargs, numbering):
    # `numbering` is [is it automatic (None: not known yet), the next number].
    first, steps, error = _format_path(name)
    automatic = first == ""
    if automatic or isinstance(first, int):
        if numbering[0] is None:
            numbering[0] = automatic
        elif numbering[0] != automatic:
            if automatic:
                raise ValueError("cannot switch from manual field specification to automatic field numbering")
            raise ValueError("cannot switch from automatic field numbering to manual field specification")
        if automatic:
            first = numbering[1]
            numbering[1] += 1
        if args is None:
            raise ValueError("Format string contains positional fields")
        if first >= len(args):
            raise IndexError(f"Replacement index {first} out of range for positional args tuple")
        value = args[first]
    else:
        value = kwargs[first]
    for is_attribute, key in steps:
        value = getattr(value, key) if is_attribute else value[key]
    if error is not None:
        raise ValueError(error)
    return value


def _str_join(sep, iterable):
    return str.join(sep, _items_to_join(iterable))


def _bytes_join(sep, iterable):
    return sep.join(_items_to_join(iterable))


def _items_to_join(iterable):
    try:
        iterator = iter(iterable)
    except TypeError:
        iterator = None
    if iterator is None:
        raise TypeError("can only join an iterable")
    return _list_from(iterator)


def _str_translate(text, table):
    parts = []
    for c in text:
        try:
            new = table[ord(c)]
        except LookupError:
            new = c
        if new is None:
            continue
        if isinstance(new, int):
            if not 0 <= new <= 0x10FFFF:
                raise ValueError("character mapping must be in range(0x110000)")
            new = chr(new)
        elif not isinstance(new, str):
            raise TypeError("character mapping must return integer, None or str")
        parts.append(new)
    return "".join(parts)


def _retry_with_truth(function, at, *args):
    args = list(args)
    args[at] = bool(args[at])
    return function(*args)


def _bytes_of(cls, source):
    """`bytes(source)` where Python code has to say what is in it; `cls` may be `bytearray` too."""
    kind = type(source)
    method = getattr(kind, "__bytes__", None)
    if method is not None and not issubclass(cls, bytearray):
        made = method(source)
        if not isinstance(made, bytes):
            raise TypeError(f"__bytes__ returned non-bytes (type {type(made).__name__})")
        return made if cls is bytes else cls.__new__(cls, made)
    if hasattr(kind, "__buffer__"):
        return cls.__new__(cls, memoryview(source))
    if hasattr(kind, "__index__"):
        return cls.__new__(cls, int.__index__(_index(source)))
    try:
        items = iter(source)
    except TypeError:
        items = None
    if items is None:
        name = "bytes" if issubclass(cls, bytes) else "bytearray"
        raise TypeError(f"cannot convert '{kind.__name__}' object to {name}")
    if issubclass(cls, bytes):
        _ask_for_length(source)
    return cls.__new__(cls, [_index(item) for item in items])


def _fill_array(array, source):
    array[:] = _bytes_of(bytearray, source)


def _set_byte(array, index, value):
    array[index] = _index(value)


def _bytes_setslice(array, place, source):
    if isinstance(source, str) or isinstance(source, int) or not _is_iterable(source):
        raise TypeError("can assign only bytes, buffers, or iterables of ints in range(0, 256)")
    array[place] = bytearray([_index(item) for item in source])


def _is_iterable(source):
    try:
        iter(source)
    except TypeError:
        return False
    return True


def _bytearray_extend(array, iterable):
    items = [_index(item) for item in iterable]
    array.extend(items)
