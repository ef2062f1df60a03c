# Structural pattern matching and exception groups.

def _match_sequence(subject):
    if isinstance(subject, (str, bytes, bytearray)):
        return False
    if isinstance(subject, (list, tuple)):
        return True
    abc = _modules().get('collections.abc')
    return abc is not None and isinstance(subject, abc.Sequence)

def _match_mapping(subject):
    if isinstance(subject, dict):
        return True
    abc = _modules().get('collections.abc')
    return abc is not None and isinstance(subject, abc.Mapping)

_absent = object()

def _match_keys(subject, keys):
    values = []
    seen = []
    for key in keys:
        if key in seen:
            raise ValueError(f'mapping pattern checks duplicate key ({key!r})')
        seen.append(key)
        value = subject.get(key, _absent)
        if value is _absent:
            return None
        values.append(value)
    return tuple(values)

def _match_rest(subject, keys):
    rest = dict(subject)
    for key in keys:
        del rest[key]
    return rest

_SELF_MATCHING = (bool, bytearray, bytes, dict, float, frozenset, int, list, set, str, tuple)

def _match_class(subject, cls, count, names):
    if not isinstance(cls, type):
        raise TypeError('called match pattern must be a class')
    if not isinstance(subject, cls):
        return None
    values = []
    if count:
        attributes = getattr(cls, '__match_args__', None)
        if attributes is None:
            if cls.__mro__ and any(base in _SELF_MATCHING for base in cls.__mro__):
                if count > 1:
                    raise TypeError(f'{cls.__name__}() accepts 1 positional sub-pattern ({count} given)')
                values.append(subject)
                attributes = ()
                count = 0
            else:
                raise TypeError(f'{cls.__name__}() accepts 0 positional sub-patterns ({count} given)')
        elif not isinstance(attributes, tuple):
            raise TypeError(f'{cls.__name__}.__match_args__ must be a tuple (got {type(attributes).__name__})')
        if count > len(attributes):
            s = '' if len(attributes) == 1 else 's'
            raise TypeError(f'{cls.__name__}() accepts {len(attributes)} positional sub-pattern{s} ({count} given)')
        for name in attributes[:count]:
            if name in names:
                raise TypeError(f'{cls.__name__}() got multiple sub-patterns for attribute {name!r}')
            value = getattr(subject, name, _absent)
            if value is _absent:
                return None
            values.append(value)
    for name in names:
        value = getattr(subject, name, _absent)
        if value is _absent:
            return None
        values.append(value)
    return tuple(values)

def _match_group(exc, types):
    if isinstance(exc, types):
        if isinstance(exc, BaseExceptionGroup):
            return exc, None
        return ExceptionGroup('', (exc,)) if isinstance(exc, Exception) else BaseExceptionGroup('', (exc,)), None
    if isinstance(exc, BaseExceptionGroup):
        return exc.split(types)
    return None, exc

def _leaf_ids(group):
    ids = []
    work = [group]
    while work:
        e = work.pop()
        if isinstance(e, BaseExceptionGroup):
            work.extend(e.exceptions)
        else:
            ids.append(id(e))
    return ids

def _prepare_reraise_star(original, raised):
    raised = [e for e in raised if e is not None]
    if not raised:
        return None
    if not isinstance(original, BaseExceptionGroup):
        return raised[0]
    if len(raised) == 1 and raised[0] is original:
        return original
    # What was raised again, or never caught, comes together as it stood in the original. An explicit `raise e` is told
    # from these by its traceback, which has grown.
    kept = set()
    everything = []
    for e in raised:
        same = e.__traceback__ is original.__traceback__ and e.__cause__ is original.__cause__ \
            and e.__context__ is original.__context__
        if same:
            kept.update(_leaf_ids(e))
        else:
            everything.append(e)
    again = original.subgroup(lambda e: id(e) in kept) if kept else None
    if again is not None:
        everything.append(again)
    return everything[0] if len(everything) == 1 else BaseExceptionGroup('', everything)

def _group_derive(self, exceptions):
    return BaseExceptionGroup(self.message, exceptions)

def _group_like(self, exceptions):
    new = self.derive(exceptions)
    new.__traceback__ = self.__traceback__
    new.__context__ = self.__context__
    new.__cause__ = self.__cause__
    new.__suppress_context__ = self.__suppress_context__
    notes = getattr(self, '__notes__', None)
    if notes is not None:
        new.__notes__ = list(notes)
    return new

def _group_condition(condition):
    if isinstance(condition, (type, tuple)):
        return lambda e: isinstance(e, condition)
    if callable(condition):
        return condition
    raise TypeError('expected an exception type, a tuple of exception types, or a callable (other than a class)')

def _group_split(self, condition):
    test = _group_condition(condition)
    if test(self):
        return self, None
    yes = []
    no = []
    for e in self.exceptions:
        if isinstance(e, BaseExceptionGroup):
            a, b = e.split(condition)
            if a is not None:
                yes.append(a)
            if b is not None:
                no.append(b)
        else:
            (yes if test(e) else no).append(e)
    return _group_like(self, yes) if yes else None, _group_like(self, no) if no else None

def _group_subgroup(self, condition):
    return self.split(condition)[0]

def _print_expression(value):
    if value is not None:
        print(repr(value))

_add_method(BaseExceptionGroup, 'derive', _group_derive)
_add_method(BaseExceptionGroup, 'split', _group_split)
_add_method(BaseExceptionGroup, 'subgroup', _group_subgroup)
