# Lists, tuples, dictionaries and sets where a user's methods are needed.


def _index(value):
    """The integer that an object counts as."""
    if isinstance(value, int):
        return value
    method = _special(value, "__index__")
    if method is None:
        raise TypeError(f"'{type(value).__name__}' object cannot be interpreted as an integer")
    result = method()
    if not isinstance(result, int):
        raise TypeError(f"__index__ returned non-int (type {type(result).__name__})")
    return result


def _retry_with_index(function, at, *args):
    args = list(args)
    args[at] = _index(args[at])
    return function(*args)


def _plain_index(index):
    """An index or slice without methods of users."""
    if _kind(index) is not slice:
        return _index(index)
    return slice(*[part if part is None else _index(part) for part in _contents(index)])


def _getitem_by_index(container, index):
    return _kind(container).__getitem__(container, _plain_index(index))


def _setitem_by_index(container, index, value):
    kind = _kind(container)
    if _kind(index) is slice and _kind(value) in (None, slice):
        if kind is list and not hasattr(type(value), "__iter__") and not hasattr(type(value), "__getitem__"):
            step = _contents(index)[2]
            what = "must assign iterable to extended slice" if step not in (None, 1) else "can only assign an iterable"
            raise TypeError(what)
        value = [*value]
    kind.__setitem__(container, _plain_index(index), value)


def _delitem_by_index(container, index):
    _kind(container).__delitem__(container, _plain_index(index))


def _view_index(items, value, start, stop):
    try:
        return items.index(value, start, stop)
    except ValueError:
        raise ValueError("memoryview.index(x): x not found") from None


def _repeat(sequence, count):
    """`sequence * count`: what the count makes of it goes first."""
    method = _lookup(type(count), "__rmul__")
    cls = type(count)
    own = type(method) is not _method_descriptor or method not in _of_sequences
    # CPython asks a sequence's `__rmul__` too if a subclass has an operator of its own.
    if method is not None and (own or type(_lookup(cls, "__mul__")) is not _method_descriptor):
        method = _special(count, "__rmul__")
        result = method(sequence)
        if result is not NotImplemented:
            return result
    return _repeat_reflected(sequence, count)


def _repeat_reflected(sequence, count):
    return _kind(sequence).__mul__(sequence, _index(count))


def _slice_indices(start, stop, step, length):
    length = _index(length)
    if length < 0:
        raise ValueError("length should not be negative")
    step = 1 if step is None else _slice_bound(step)
    if step == 0:
        raise ValueError("slice step cannot be zero")
    low, high = (-1, length - 1) if step < 0 else (0, length)

    def bound(value, default):
        if value is None:
            return default
        value = _slice_bound(value)
        return max(value + length, low) if value < 0 else min(value, high)

    first, last = (high, low) if step < 0 else (low, high)
    return bound(start, first), bound(stop, last), step


def _slice_bound(value):
    if not hasattr(type(value), "__index__"):
        raise TypeError("slice indices must be integers or None or have an __index__ method")
    return _index(value)


# ---- comparison


def _compare(a, b, symbol):
    if symbol == "==":
        return a == b
    if symbol == "!=":
        return a != b
    if symbol == "<":
        return a < b
    if symbol == "<=":
        return a <= b
    if symbol == ">":
        return a > b
    return a >= b


def _sequence_compare(a, b, symbol):
    """Lists, tuples and slices: the first items that differ decide, then the lengths."""
    a = _contents(a)
    b = _contents(b)
    lengths = len(a), len(b)
    if lengths[0] != lengths[1] and (symbol == "==" or symbol == "!="):
        return symbol == "!="
    for i in range(min(lengths)):
        x = a[i]
        y = b[i]
        if x is not y and not x == y:
            if symbol == "==":
                return False
            if symbol == "!=":
                return True
            return _compare(x, y, symbol)
    return _compare(lengths[0], lengths[1], symbol)


def _dict_compare(a, b, symbol):
    return _dict_equal(a, b) if symbol == "==" else not _dict_equal(a, b)


def _dict_equal(a, b):
    if dict.__len__(a) != dict.__len__(b):
        return False
    for key, value in _dict_pairs(a):
        at = _dict_find(b, key)
        if at < 0:
            return False
        other = _dict_value(b, at)
        if value is not other and not value == other:
            return False
    return True


def _set_compare(a, b, symbol):
    a_size = len(_contents(a))
    b_size = len(_contents(b))
    if symbol == "==" or symbol == "!=":
        if a_size != b_size:
            return symbol == "!="
        # One call for each level of nesting: sets in sets compare as deep as there are calls.
        for item in _contents(a):
            code = hash(item)
            skip = 0
            while True:
                at = _set_probe(b, item, code, skip)
                if at >= -1:
                    break
                candidate = _set_key(b, -2 - at)
                skip += 1
                if candidate == item:
                    break
            if at == -1:
                return symbol == "!="
        return symbol == "=="
    if symbol == "<=":
        return a_size <= b_size and _all_in(_contents(a), b)
    if symbol == "<":
        return a_size < b_size and _all_in(_contents(a), b)
    if symbol == ">=":
        return a_size >= b_size and _all_in(_contents(b), a)
    return a_size > b_size and _all_in(_contents(b), a)


def _all_in(items, elements):
    for item in items:
        if _set_find(elements, item) < 0:
            return False
    return True


def _set_relation(elements, other, symbol):
    if _kind(other) is not set:
        other = set(other)
    return _set_compare(elements, other, symbol)


def _view_compare(a, b, symbol):
    if symbol == "==":
        return len(a) == len(b) and _each_in(a, b)
    if symbol == "!=":
        return not (len(a) == len(b) and _each_in(a, b))
    if symbol == "<=":
        return len(a) <= len(b) and _each_in(a, b)
    if symbol == "<":
        return len(a) < len(b) and _each_in(a, b)
    if symbol == ">=":
        return len(a) >= len(b) and _each_in(b, a)
    return len(a) > len(b) and _each_in(b, a)


def _each_in(a, b):
    for item in a:
        if item not in b:
            return False
    return True


def _has(container, item):
    kind = _kind(container)
    if kind is dict:
        return _dict_find(container, item) >= 0
    if kind is set:
        return _set_find(container, item) >= 0
    if kind is _dict_keys:
        return _dict_find(_view_dict(container), item) >= 0
    if kind is _dict_items:
        return _item_in_view(container, item)
    if kind is _mappingproxy:
        return item in _view_dict(container)
    if kind is bytes or kind is bytearray:
        return _index(item) in container
    if kind is range and type(item) is int:
        return range.count(container, item) > 0
    items = container if kind is range or kind is _dict_values else _contents(container)
    for candidate in items:
        if candidate is item or candidate == item:
            return True
    return False


def _item_in_view(view, item):
    if _kind(item) is not tuple or len(item) != 2:
        return False
    key, value = item
    mapping = _view_dict(view)
    at = _dict_find(mapping, key)
    if at < 0:
        return False
    found = _dict_value(mapping, at)
    return found is value or found == value


# ---- hashes


def _hash(value):
    """`hash(value)` where a user's method has a say."""
    method = _special(value, "__hash__")
    if method is None:
        raise TypeError(f"unhashable type: '{type(value).__name__}'")
    result = method()
    if not isinstance(result, int):
        raise TypeError("__hash__ method should return an integer")
    return _hash_of_int(result)


def _hash_contents(value):
    """The hash of a built-in object with objects of users inside."""
    kind = _kind(value)
    if kind is tuple or kind is slice:
        return _hash_of_hashes([hash(item) for item in _contents(value)])
    if kind.__name__ == "ReferenceType":
        target = value()
        if target is None:
            raise TypeError("weak object has gone away")
        return _remember_hash(value, hash(target))
    return object.__hash__(value)


# ---- dictionaries


def _dict_find(mapping, key):
    """The position of a key, or -1."""
    return _dict_find_hashed(mapping, key, hash(key))


def _dict_find_hashed(mapping, key, hash):
    skip = 0
    while True:
        at = _dict_probe(mapping, key, hash, skip)
        if at >= -1:
            return at
        at = -2 - at
        candidate = _dict_key(mapping, at)
        skip += 1
        if candidate == key:
            if _dict_key(mapping, at) is candidate:
                return at
            # The comparison changed the dictionary: begin again.
            skip = 0


def _dict_getitem(mapping, key):
    at = _dict_find(mapping, key)
    if at >= 0:
        return _dict_value(mapping, at)
    if type(mapping) is not dict:
        missing = _special(mapping, "__missing__")
        if missing is not None:
            return missing(key)
    raise KeyError(key)


def _dict_setitem(mapping, key, value):
    code = hash(key)
    at = _dict_find_hashed(mapping, key, code)
    if at >= 0:
        _dict_set_value(mapping, at, value)
    else:
        _dict_insert(mapping, code, key, value)


def _dict_delitem(mapping, key):
    at = _dict_find(mapping, key)
    if at < 0:
        raise KeyError(key)
    _dict_take(mapping, at)


def _dict_get(mapping, key, default):
    at = _dict_find(mapping, key)
    return default if at < 0 else _dict_value(mapping, at)


def _dict_setdefault(mapping, key, default):
    code = hash(key)
    at = _dict_find_hashed(mapping, key, code)
    if at >= 0:
        return _dict_value(mapping, at)
    _dict_insert(mapping, code, key, default)
    return default


def _dict_pop(mapping, key, *default):
    at = _dict_find(mapping, key)
    if at >= 0:
        return _dict_take(mapping, at)
    if default:
        return default[0]
    raise KeyError(key)


def _dict_insert_all(mapping, pairs):
    for key, value in pairs:
        dict.__setitem__(mapping, key, value)
    return mapping


def _dict_from_flat(items):
    """Keys and values alternate."""
    mapping = {}
    for at in range(0, len(items), 2):
        dict.__setitem__(mapping, items[at], items[at + 1])
    return mapping


def _dict_unpack(mapping, source):
    """`{**source}`"""
    if not hasattr(source, "keys"):
        raise TypeError(f"'{type(source).__name__}' object is not a mapping")
    _dict_fill(mapping, source, {})


def _dict_filled(mapping, source, keywords):
    _dict_fill(mapping, source, keywords)
    return mapping


def _dict_fill(mapping, source, keywords):
    """`mapping.update(source, **keywords)`; a source of None is none."""
    if source is not None:
        put = dict.__setitem__
        if type(source) is dict:
            pairs = _dict_pairs(source)
            for key, value in pairs:
                put(mapping, key, value)
                if len(source) != len(pairs):
                    raise RuntimeError("dict mutated during update")
        elif hasattr(source, "keys"):
            for key in source.keys():
                put(mapping, key, source[key])
        else:
            _dict_fill_pairs(mapping, source)
    for key, value in _dict_pairs(keywords):
        dict.__setitem__(mapping, key, value)


def _dict_fill_pairs(mapping, source):
    put = dict.__setitem__
    at = 0
    for pair in source:
        if not isinstance(pair, (list, tuple)):
            if _lookup(type(pair), "__iter__") is None and _lookup(type(pair), "__getitem__") is None:
                raise TypeError(f"cannot convert dictionary update sequence element #{at} to a sequence")
            pair = [*pair]
        if len(pair) != 2:
            raise ValueError(f"dictionary update sequence element #{at} has length {len(pair)}; 2 is required")
        put(mapping, pair[0], pair[1])
        at += 1


def _ordered_move(mapping, key, last):
    at = _dict_find(mapping, key)
    if at < 0:
        raise KeyError(key)
    _move_entry(mapping, at, True if last else False)


def _dict_fromkeys(cls, keys, value):
    result = cls()
    if type(result) is dict:
        put = dict.__setitem__
        for key in _fitting(keys):
            put(result, key, value)
    else:
        for key in keys:
            result[key] = value
    return result


def _dict_ior(mapping, other):
    if not hasattr(other, "keys") and not hasattr(type(other), "__iter__"):
        raise TypeError(f"'{type(other).__name__}' object is not iterable")
    _dict_fill(mapping, other, {})
    return mapping


# ---- views


def _view_operator(a, b, symbol):
    for side in a, b:
        if _kind(side) is _dict_values or not hasattr(type(side), "__iter__"):
            if _kind(side) is not _dict_values:
                raise TypeError(f"'{type(side).__name__}' object is not iterable")
            names = f"'{type(a).__name__}' and '{type(b).__name__}'"
            raise TypeError(f"unsupported operand type(s) for {symbol}: {names}")
    if symbol == "|":
        return set(a).union(b)
    if symbol == "&":
        if hasattr(type(b), "__len__") and len(b) > len(a):
            a, b = b, a
        return {item for item in b if item in a}
    if symbol == "-":
        return set(a).difference(b)
    return set(a).symmetric_difference(b)


def _view_isdisjoint(view, other):
    for item in other:
        if item in view:
            return False
    return True


# A proxy has the text, the length and the order of the mapping that it stands for, and unites as that does.


def _proxy_text(proxy):
    return str(_view_dict(proxy))


def _proxy_length(proxy):
    return len(_view_dict(proxy))


def _proxy_reversed(proxy):
    return reversed(_view_dict(proxy))


def _proxy_or(left, right):
    return _proxied(left) | _proxied(right)


def _proxied(value):
    return _view_dict(value) if isinstance(value, _mappingproxy) else value


_add_method(_mappingproxy, "__str__", _proxy_text)
_add_method(_mappingproxy, "__reversed__", _proxy_reversed)


# ---- sets


def _set_find(elements, key):
    """The position of an element, or -1."""
    return _set_find_hashed(elements, key, hash(key))


def _set_find_hashed(elements, key, hash):
    skip = 0
    while True:
        at = _set_probe(elements, key, hash, skip)
        if at >= -1:
            return at
        at = -2 - at
        candidate = _set_key(elements, at)
        skip += 1
        if candidate == key:
            if _set_key(elements, at) is candidate:
                return at
            skip = 0


def _set_from_list(items):
    return _set_filled(set(), items)


def _set_update(elements, items):
    if isinstance(items, (set, frozenset)):
        set.update(elements, items)
    else:
        _set_fill(elements, items)


def _set_add(elements, item):
    code = hash(item)
    if _set_find_hashed(elements, item, code) < 0:
        _set_insert(elements, code, item)


def _set_discard(elements, item):
    at = _set_find(elements, item)
    if at >= 0:
        _set_take(elements, at)


def _set_remove(elements, item):
    at = _set_find(elements, item)
    if at < 0:
        raise KeyError(item)
    _set_take(elements, at)


def _set_fill(elements, items):
    for item in _fitting(items):
        _set_add(elements, item)


def _set_filled(elements, items):
    for item in _fitting(items):
        _set_add(elements, item)
    return elements


def _set_operator(a, b, symbol):
    """An operator of two sets whose elements Python code compares."""
    if symbol == "|":
        result = a.copy() if type(a) is set else set(a)
        _set_fill(result, _contents(b))
    else:
        result = set()
        for item in _contents(a):
            if (_set_find(b, item) >= 0) is (symbol == "&"):
                _set_add(result, item)
        if symbol == "^":
            for item in _contents(b):
                if _set_find(a, item) < 0:
                    _set_add(result, item)
    return frozenset(result) if isinstance(a, frozenset) else result


def _set_combined(result, others, symbol):
    """`result` is a copy that belongs to nobody else."""
    for other in others:
        result = _set_operator(result, _set_operand(result, other, symbol), symbol)
    return result


def _set_operand(elements, other, symbol):
    if symbol != "&" or isinstance(other, (set, frozenset)):
        return set(other)
    found = set()
    for item in other:
        if _set_find(elements, item) >= 0:
            found.add(item)
            # Nothing more can come of it, so nobody looks any further.
            if len(found) >= len(elements):
                break
    return found


def _set_combine_in_place(elements, others, symbol):
    if symbol == "|":
        for other in others:
            _set_fill(elements, _contents(other) if _kind(other) is set else other)
        return
    result = elements
    for other in others:
        result = _set_operator(result, _set_operand(result, other, symbol), symbol)
    _set_replace(elements, result)


def _set_isdisjoint(elements, items):
    for item in items:
        if _set_find(elements, item) >= 0:
            return False
    return True


# ---- lists, tuples, ranges


def _fitting(iterable):
    """A range says at once that its items are too many."""
    if _kind(iterable) is range:
        _room_for(len(iterable))
    return iterable


def _measured(iterable):
    """Its iterator. CPython asks for a length to make room; whoever answers may notice, or raise."""
    iterator = iter(iterable)
    _ask_for_length(iterable)
    return iterator


def _ask_for_length(iterable):
    cls = type(iterable)
    if _lookup(cls, "__len__") is not None:
        try:
            _room_for(len(iterable))
            return
        except TypeError:
            pass
    method = _special(iterable, "__length_hint__")
    if method is not None:
        try:
            hint = method()
        except TypeError:
            return
        if hint is not NotImplemented:
            if not isinstance(hint, int):
                raise TypeError(f"__length_hint__ must be an integer, not {type(hint).__name__}")
            if hint < 0:
                raise ValueError("__length_hint__() should return >= 0")
            _room_for(hint)


def _list_from(iterable):
    return [item for item in _measured(iterable)]


def _list_extend(items, iterable):
    append = list.append
    for item in _measured(iterable):
        append(items, item)


def _extend_unpacked(items, iterable, function):
    """`[*iterable]`, or `function(*iterable)`"""
    cls = type(iterable)
    if _lookup(cls, "__iter__") is None and _lookup(cls, "__getitem__") is None:
        if function is not None:
            raise TypeError(f"{_callee_text(function)} argument after * must be an iterable, not {cls.__name__}")
        raise TypeError(f"Value after * must be an iterable, not {cls.__name__}")
    _list_extend(items, iterable)


def _list_iadd(items, iterable):
    _list_extend(items, iterable)
    return items


def _list_remove(items, value):
    at = 0
    # The comparison may change the list.
    while at < list.__len__(items):
        item = list.__getitem__(items, at)
        if item is value or item == value:
            list.__delitem__(items, at)
            return
        at += 1
    raise ValueError("list.remove(x): x not in list")


def _list_index(items, value, start, stop):
    at = _position(items, value, start, stop)
    if at < 0:
        raise ValueError(f"{value!r} is not in list")
    return at


def _tuple_index(items, value, start, stop):
    at = _position(items, value, start, stop)
    if at < 0:
        raise ValueError("tuple.index(x): x not in tuple")
    return at


def _position(items, value, start, stop):
    items = _contents(items)
    for at in range(start, min(stop, len(items))):
        item = items[at]
        if item is value or item == value:
            return at
    return -1


def _count_equal(items, value):
    count = 0
    for item in items if _kind(items) is range else _contents(items):
        if item is value or item == value:
            count += 1
    return count


def _tuple_from(cls, iterable):
    return _tuple_of(cls, [item for item in _measured(iterable)])


def _range_from(bounds):
    return range(*[_index(bound) for bound in bounds])


def _range_index(numbers, value):
    at = 0
    for number in numbers:
        if number == value:
            return at
        at += 1
    raise ValueError("sequence.index(x): x not in sequence")


def _big_range_iterator(numbers):
    return _generator_as(_longrange_iterator, _big_range_items(numbers.start, numbers.stop, numbers.step))


def _big_range_items(number, stop, step):
    while number < stop if step > 0 else number > stop:
        item = number
        number += step
        yield item


def _big_range_reversed(numbers):
    return _big_range_iterator(numbers[::-1])


# ---- sorting


def _sorted(iterable, key, reverse):
    items = [item for item in _measured(iterable)]
    order = []
    _sort_order(order, items, key, True if reverse else False)
    return [items[at] for at in order]


def _list_sort(items, key, reverse):
    reverse = True if reverse else False
    taken = _list_take(items)
    order = []
    try:
        _sort_order(order, taken, key, reverse)
    finally:
        # While it is sorted the list is empty. If that fails, it is left as far as it came.
        unchanged = _list_put_back(items, [taken[at] for at in order] if order else taken)
    if not unchanged:
        raise ValueError("list modified during sort")


def _sort_order(order, items, key, reverse):
    keys = items if key is None else [key(item) for item in items]
    if _sort_by_keys(order, keys, reverse):
        return
    positions = list(range(len(keys)))
    try:
        _sort_slowly(positions, keys[::-1] if reverse else keys)
    finally:
        last = len(keys) - 1
        order[:] = [last - at for at in positions[::-1]] if reverse else positions


def _sort_slowly(order, keys):
    """Put the positions of the keys in their order, by `<`; the algorithm is that of `sort.rs`."""
    n = len(keys)
    least = n
    odd = 0
    while least >= 64:
        odd |= least & 1
        least >>= 1
    least += odd
    runs = []
    start = 0
    while start < n:
        end = start + 1
        if end < n:
            descending = True if keys[end] < keys[start] else False
            end += 1
            while end < n and (True if keys[end] < keys[end - 1] else False) is descending:
                end += 1
            if descending:
                order[start:end] = order[start:end][::-1]
        stop = min(start + least, n)
        while end < stop:
            key = keys[end]
            low = start
            high = end
            while low < high:
                middle = (low + high) >> 1
                if key < keys[order[middle]]:
                    high = middle
                else:
                    low = middle + 1
            order[low + 1 : end + 1] = order[low:end]
            order[low] = end
            end += 1
        runs.append((start, end))
        start = end
    while len(runs) > 1:
        merged = []
        for at in range(0, len(runs) - 1, 2):
            start, middle = runs[at]
            end = runs[at + 1][1]
            _merge(keys, order, start, middle, end)
            merged.append((start, end))
        if len(runs) & 1:
            merged.append(runs[-1])
        runs = merged


def _merge(keys, order, start, middle, end):
    left = order[start:middle]
    i = 0
    j = middle
    to = start
    try:
        while i < len(left) and j < end:
            if keys[order[j]] < keys[left[i]]:
                order[to] = order[j]
                j += 1
            else:
                order[to] = left[i]
                i += 1
            to += 1
    finally:
        order[to : to + len(left) - i] = left[i:]


# ---- iterating and unpacking


def _sequence_iterator(sequence):
    """Objects with `__getitem__` and no `__iter__`."""
    return _generator_as(_iterator, _sequence_items(sequence, 0))


def _sequence_items(sequence, at):
    while True:
        try:
            item = sequence[at]
        except (IndexError, StopIteration):
            return
        at += 1
        yield item


def _sequence_hint(iterator):
    variables = _iterator_state(iterator)[2]
    if variables is None:
        return 0
    sequence = variables["sequence"]
    if _lookup(type(sequence), "__len__") is None:
        return NotImplemented
    left = len(sequence) - variables["at"]
    return left if left > 0 else 0


_add_method(_iterator, "__length_hint__", _sequence_hint)


def _merge_keywords(keywords, source, function):
    """`function(**source)`"""
    if not hasattr(source, "keys"):
        raise TypeError(f"{_callee_text(function)} argument after ** must be a mapping, not {type(source).__name__}")
    if _kind(source) is dict and _is_native_method(type(source), "__iter__"):
        source = dict(source)
    for key in source.keys():
        if not isinstance(key, str):
            raise TypeError("keywords must be strings")
        if key in keywords:
            raise TypeError(f"{_callee_text(function)} got multiple values for keyword argument '{key}'")
        keywords[key] = source[key]


def _callee_text(function):
    name = getattr(function, "__qualname__", None)
    if name is None:
        return str(function)
    module = getattr(function, "__module__", None)
    return f"{name}()" if module is None or module == "builtins" else f"{module}.{name}()"
