# Built-in functions where a user's methods, key functions or iterators are needed.


def _getattr_or(object, name, default):
    try:
        return getattr(object, name)
    except AttributeError:
        return default


def _hasattr(object, name):
    try:
        getattr(object, name)
    except AttributeError:
        return False
    return True


def _isinstance(object, classes):
    if _kind(classes) is tuple:
        for cls in _contents(classes):
            if isinstance(object, cls):
                return True
        return False
    if type(classes) is _GenericAlias:
        raise TypeError("isinstance() argument 2 cannot be a parameterized generic")
    check = _special(classes, "__instancecheck__")
    if check is None:
        raise TypeError("isinstance() arg 2 must be a type, a tuple of types, or a union")
    if type(object) is classes or check(object):
        return True
    # The class may be one that the object only claims to have.
    if isinstance(classes, type) and _is_native_method(type(classes), "__instancecheck__"):
        claimed = getattr(object, "__class__", None)
        return isinstance(claimed, type) and claimed is not type(object) and issubclass(claimed, classes)
    return False


def _issubclass(cls, classes):
    if _kind(classes) is tuple:
        for other in _contents(classes):
            if issubclass(cls, other):
                return True
        return False
    if type(classes) is _GenericAlias:
        raise TypeError("issubclass() argument 2 cannot be a parameterized generic")
    check = _special(classes, "__subclasscheck__")
    if check is None:
        if not isinstance(getattr(cls, "__bases__", None), tuple):
            raise TypeError("issubclass() arg 1 must be a class")
        raise TypeError("issubclass() arg 2 must be a class, a tuple of classes, or a union")
    return True if check(cls) else False


def _len(object):
    method = _special(object, "__len__")
    if method is None:
        raise TypeError(f"object of type '{type(object).__name__}' has no len()")
    length = _index(method())
    if length < 0:
        raise ValueError("__len__() should return >= 0")
    return length


def _format(value, spec):
    result = _special(value, "__format__")(spec)
    if not isinstance(result, str):
        raise TypeError(f"__format__ must return a str, not {type(result).__name__}")
    return result


def _truth(object):
    return True if object else False


def _ascii(object):
    return _to_ascii(repr(object))


def _dir(object):
    names = type(object).__dir__(object)
    return sorted(names)


def _sorted_keys(namespace):
    return sorted(namespace)


def _vars(object):
    try:
        return object.__dict__
    except AttributeError:
        raise TypeError("vars() argument must have __dict__ attribute") from None


# ---- output


def _print(args, sep, end):
    text = ""
    try:
        first = True
        for arg in args:
            if not first:
                text += sep
            first = False
            text += str(arg)
        text += end
    finally:
        # Also what came before an object whose `__str__` raises.
        _write(False, text)


def _print_to(file, args, sep, end, flush):
    if file is None:
        import sys

        file = sys.stdout
        if file is None:
            return
    write = file.write
    first = True
    for arg in args:
        if not first:
            write(sep)
        first = False
        write(str(arg))
    write(end)
    if flush:
        file.flush()


def _open(file, mode, buffering, encoding, errors, newline, closefd, opener):
    return _import_module('io').open(file, mode, buffering, encoding, errors, newline, closefd, opener)


def input(*args, **keywords):
    if keywords:
        raise TypeError('input() takes no keyword arguments')
    if len(args) > 1:
        raise TypeError(f'input expected at most 1 argument, got {len(args)}')
    prompt = args[0] if args else ''
    sys = _import_module('sys')
    sys.stdout.flush()
    if prompt != '':
        sys.stdout.write(str(prompt))
    line = sys.stdin.readline()
    if not line:
        raise EOFError('EOF when reading a line')
    return line.removesuffix('\n')


# ---- iteration


def _next_or(iterator, default):
    try:
        return next(iterator)
    except StopIteration:
        return default


def _call_until(function, sentinel):
    if not callable(function):
        raise TypeError("iter(v, w): v must be callable")
    return _generator_as(_callable_iterator, _calls_until(function, sentinel))


def _calls_until(function, sentinel):
    while True:
        try:
            value = function()
        except StopIteration:
            return
        if value is sentinel or value == sentinel:
            return
        yield value


def _enumerate(iterable, start):
    return _generator_as(enumerate, _enumerated(iter(iterable), _index(start)))


def _enumerated(iterator, count):
    for item in iterator:
        yield count, item
        count += 1


def _zip(iterables, strict):
    iterators = [iter(iterable) for iterable in iterables]
    if strict:
        return _generator_as(zip, _zipped_strictly(iterators))
    if len(iterators) == 2:
        return _generator_as(zip, _zipped_two(iterators[0], iterators[1]))
    return _generator_as(zip, _zipped(iterators))


def _zipped_two(first, second):
    for a in first:
        for b in second:
            break
        else:
            return
        yield a, b


def _zipped(iterators):
    while iterators:
        items = []
        for iterator in iterators:
            for item in iterator:
                items.append(item)
                break
            else:
                return
        yield tuple(items)


def _zipped_strictly(iterators):
    while iterators:
        items = []
        for iterator in iterators:
            for item in iterator:
                items.append(item)
                break
            else:
                break
        short = len(items)
        if short == len(iterators):
            yield tuple(items)
            continue
        if short == 0:
            for short in range(1, len(iterators)):
                for item in iterators[short]:
                    raise ValueError(_zip_message(short, "longer"))
            return
        raise ValueError(_zip_message(short, "shorter"))


def _zip_message(at, what):
    others = " 1" if at == 1 else f"s 1-{at}"
    return f"zip() argument {at + 1} is {what} than argument{others}"


def _map(args):
    function = args[0]
    if len(args) == 2:
        return _generator_as(map, _mapped(function, iter(args[1])))
    return _generator_as(map, _mapped_many(function, zip(*args[1:])))


def _mapped(function, iterator):
    for item in iterator:
        try:
            value = function(item)
        except StopIteration:
            # To whoever iterates, it is as if the items had come to their end.
            return
        yield value


def _mapped_many(function, argument_tuples):
    for args in argument_tuples:
        try:
            value = function(*args)
        except StopIteration:
            return
        yield value


def _filter(function, iterable):
    iterator = iter(iterable)
    if function is None or function is bool:
        return _generator_as(filter, _true_items(iterator))
    return _generator_as(filter, _filtered(function, iterator))


def _true_items(iterator):
    for item in iterator:
        if item:
            yield item


def _filtered(function, iterator):
    for item in iterator:
        try:
            wanted = True if function(item) else False
        except StopIteration:
            return
        if wanted:
            yield item


def _reversed(sequence):
    method = _special(sequence, "__reversed__")
    if method is not None:
        return method()
    cls = type(sequence)
    if _lookup(cls, "__getitem__") is None or hasattr(cls, "__reversed__") or _kind(sequence) is dict:
        raise TypeError(f"'{cls.__name__}' object is not reversible")
    return _generator_as(reversed, _reversed_items(sequence, len(sequence)))


def _reversed_items(sequence, at):
    while True:
        if at <= 0:
            return
        at -= 1
        try:
            item = sequence[at]
        except (IndexError, StopIteration):
            return
        except BaseException:
            at = 0
            raise
        yield item


def _all(iterable):
    for item in iterable:
        if not item:
            return False
    return True


def _all_from(item, iterator):
    return _all(iterator) if item else False


def _any(iterable):
    for item in iterable:
        if item:
            return True
    return False


def _any_from(item, iterator):
    return True if item else _any(iterator)


# ---- numbers


def _sum(iterable, start):
    total = start
    for item in iterable:
        total = total + item
    return total


def _refuse_sum(iterable, message):
    iter(iterable)
    raise TypeError(message)


def _find_extreme(iterable, key, default, largest):
    """`default` is a tuple of one, or empty."""
    keys = items = []
    if key is None:
        items += iterable
    else:
        keys = [key(item) for item in iterable if items.append(item) is None]
    if not items:
        if default:
            return default[0]
        raise ValueError(f"{'max' if largest else 'min'}() iterable argument is empty")
    at = _extreme(keys, largest)
    if at is None:
        at = 0
        best = keys[0]
        for i in range(1, len(keys)):
            candidate = keys[i]
            if candidate > best if largest else candidate < best:
                best = candidate
                at = i
    return items[at]


def _divmod(a, b):
    return _binary_call(a, b, "__divmod__", "__rdivmod__", "divmod()")


def _binary_call(a, b, name, reflected, symbol):
    a_class = type(a)
    b_class = type(b)
    if b_class is not a_class and issubclass(b_class, a_class):
        own = _lookup(b_class, reflected)
        if own is not None and own is not _lookup(a_class, reflected):
            result = _special(b, reflected)(a)
            if result is not NotImplemented:
                return result
    method = _special(a, name)
    if method is not None:
        result = method(b)
        if result is not NotImplemented:
            return result
    if b_class is not a_class:
        method = _special(b, reflected)
        if method is not None:
            result = method(a)
            if result is not NotImplemented:
                return result
    names = f"'{a_class.__name__}' and '{b_class.__name__}'"
    raise TypeError(f"unsupported operand type(s) for {symbol}: {names}")


def _pow(base, exponent, modulus):
    method = _special(base, "__pow__")
    if method is not None:
        result = method(exponent, modulus)
        if result is not NotImplemented:
            return result
    for value in exponent, modulus:
        if isinstance(value, float):
            raise TypeError("pow() 3rd argument not allowed unless all arguments are integers")
        if isinstance(value, complex):
            if isinstance(base, (int, float, complex)) and isinstance(exponent, (int, float, complex)):
                raise ValueError("complex modulo")
    names = ", ".join([f"'{type(v).__name__}'" for v in (base, exponent, modulus)])
    raise TypeError(f"unsupported operand type(s) for ** or pow(): {names}")


def _number_by(object, name, expected):
    """What a conversion method returns, or None if there is no such method."""
    method = _special(object, name)
    if method is None:
        return None
    result = method()
    if not isinstance(result, expected):
        kind = type(result).__name__
        raise TypeError(f"{name} returned non-{expected.__name__} (type {kind})")
    return result


def _int_from(cls, object):
    result = _number_by(object, "__int__", int)
    if result is None:
        result = _number_by(object, "__index__", int)
    if result is None:
        result = _special(object, "__trunc__")()
        if not isinstance(result, int):
            result = _index(result)
    return int.__new__(cls, int.__index__(result))


def _retry_with_float(function, at, *args):
    args = list(args)
    args[at] = _float_from(float, args[at])
    return function(*args)


def _int_with_base(cls, text, base):
    return int.__new__(cls, text, _index(base))


def _int_from_iterable(cls, bytes, items, order, signed):
    return cls.from_bytes(bytes(items), order, signed=signed)


def _float_from(cls, object):
    method = _special(object, "__float__")
    if method is None:
        return float.__new__(cls, int.__index__(_index(object)))
    result = method()
    if not isinstance(result, float):
        name = type(object).__name__
        raise TypeError(f"{name}.__float__ returned non-float (type {type(result).__name__})")
    return float.__new__(cls, float.__float__(result))


def _refuse_int(text, base):
    raise ValueError(f"invalid literal for int() with base {base}: {repr(text)[:200]}")


def _refuse_float(text):
    raise ValueError(f"could not convert string to float: {text!r}")


def _complex_from(cls, real, imag=0):
    return complex.__new__(cls, _complex_part(real), _complex_part(imag))


def _complex_part(object):
    result = _number_by(object, "__complex__", complex)
    return _float_from(float, object) if result is None else result


# ---- built-in functions that are Python throughout


def aiter(iterable, /):
    method = _special(iterable, "__aiter__")
    if method is None:
        raise TypeError(f"'{type(iterable).__name__}' object is not an async iterable")
    iterator = method()
    if _special(iterator, "__anext__") is None:
        raise TypeError(f"aiter() returned not an async iterator of type '{type(iterator).__name__}'")
    return iterator


def anext(iterator, /, *default):
    if len(default) > 1:
        raise TypeError(f"anext expected at most 2 arguments, got {len(default) + 1}")
    method = _special(iterator, "__anext__")
    if method is None:
        raise TypeError(f"'{type(iterator).__name__}' object is not an async iterator")
    return _anext_or(method(), default[0]) if default else method()


async def _anext_or(awaitable, default):
    try:
        return await awaitable
    except StopAsyncIteration:
        return default


# Generators that are iterators of other kinds, by name, for those who copy them.
_iterator_functions = {'_reversed_items': _reversed_items, '_sequence_items': _sequence_items}


def _array_of_buffer(cls, source):
    return cls(memoryview(source))


def _call_with_indices(native, args, keywords):
    # Integers of what has `__index__`.
    return native(*[_index(arg) if hasattr(type(arg), '__index__') else arg for arg in args], **keywords)


def _call_with_views(native, args, keywords):
    # What has bytes and is none itself, as views.
    views = [memoryview(arg) if hasattr(type(arg), '__buffer__') else arg for arg in args]
    return native(*views, **keywords)
