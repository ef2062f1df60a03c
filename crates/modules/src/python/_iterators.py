# How iterators are copied and pickled. Those that go through others are generators in the guise of their class: what
# their variables are by now says where they stand.
import _weft

_as = _weft.generator_as
_functions = _weft.iterator_functions

# Where one is at its end: an empty one of its kind, if CPython makes that.
_empty = {
    'list_iterator': (iter, ([],)),
    'list_reverseiterator': (iter, ([],)),
    'str_iterator': (iter, ('',)),
    'str_ascii_iterator': (iter, ('',)),
    'range_iterator': (iter, (range(0),)),
    'longrange_iterator': (iter, (range(0),)),
    'dict_keyiterator': (iter, ([],)),
    'dict_valueiterator': (iter, ([],)),
    'dict_itemiterator': (iter, ([],)),
    'odict_iterator': (iter, ([],)),
    'set_iterator': (iter, ([],)),
    'tuple_iterator': (iter, ((),)),
    'bytes_iterator': (iter, ((),)),
    'bytearray_iterator': (iter, ((),)),
    'callable_iterator': (iter, ((),)),
    'iterator': (iter, ((),)),
    'reversed': (reversed, ((),)),
}

def reduced(obj, state):
    """What `__reduce__` gives, for what `_weft.iterator_state` said of the object."""
    cls = type(obj)
    kind, *parts = state
    if kind == 'generator':
        name, variables = parts
        if variables is None:
            return _empty.get(cls.__name__) or (ended, (cls,))
        return _generators[name](variables) if name in _generators else _of_itertools(cls, name, variables)
    if kind == 'done':
        return _empty.get(cls.__name__) or (ended, (cls,))
    if kind == 'forward':
        if cls.__name__ == 'memory_iterator':
            raise TypeError("cannot pickle 'memory_iterator' object")
        return iter, parts[:1], parts[1]
    if kind == 'backward':
        return reversed, parts[:1], parts[1] - 1
    if kind == 'range':
        return iter, parts
    if kind == 'rest':
        return iter, parts
    if kind == 'enumerate':
        return enumerate, parts
    sources, strict = parts
    return (strict_zip, sources) if strict else (zip, sources)

def _of_itertools(cls, name, variables):
    import itertools
    known = itertools._generators.get(name)
    if known is None:
        raise TypeError(f"cannot pickle '{cls.__module__}.{cls.__name__}' object")
    state = [variables[parameter] for parameter in known[2]]
    # What it goes on to change is its own.
    return itertools._resumed, (name, *[list(part) if type(part) is list else part for part in state])

def _nothing():
    yield from ()

def ended(cls):
    return _as(cls, _nothing())

def strict_zip(*sources):
    return zip(*sources, strict=True)

def reversed_from(sequence, at):
    return _as(reversed, _functions['_reversed_items'](sequence, at))

def sequence_from(sequence, at):
    return _as(_weft.sequence_iterator, _functions['_sequence_items'](sequence, at))

def _map(variables):
    function, tuples = variables['function'], variables['argument_tuples']
    state = _weft.iterator_state(tuples)
    if state[0] == 'done' or state[-1] is None:
        return ended, (map,)
    return map, (function, *reduced(tuples, state)[1])

_generators = {
    '_enumerated': lambda v: (enumerate, (v['iterator'], v['count'] + ('item' in v))),
    '_zipped_two': lambda v: (zip, (v['first'], v['second'])),
    '_zipped': lambda v: (zip, tuple(v['iterators'])),
    '_zipped_strictly': lambda v: (strict_zip, tuple(v['iterators'])),
    '_mapped': lambda v: (map, (v['function'], v['iterator'])),
    '_mapped_many': _map,
    '_true_items': lambda v: (filter, (None, v['iterator'])),
    '_filtered': lambda v: (filter, (v['function'], v['iterator'])),
    '_calls_until': lambda v: (iter, (v['function'], v['sentinel'])),
    '_reversed_items': lambda v: (reversed_from, (v['sequence'], v['at'])),
    '_big_range_items': lambda v: (iter, (range(v['number'], v['stop'], v['step']),)),
    '_sequence_items': lambda v: (sequence_from, (v['sequence'], v['at'])),
}
