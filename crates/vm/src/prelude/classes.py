# Making classes.

def __build_class__(function, name, *bases, metaclass=None, **keywords):
    resolved = bases
    for base in bases:
        if not isinstance(base, type):
            resolved = _resolve_bases(bases)
            break
    if metaclass is None:
        meta = type(resolved[0]) if resolved else type
    else:
        meta = metaclass
    if isinstance(meta, type):
        meta = _choose_metaclass(meta, tuple([b for b in resolved if isinstance(b, type)]))
    if meta is type:
        namespace = {}
    else:
        prepare = getattr(meta, '__prepare__', None)
        namespace = {} if prepare is None else prepare(name, resolved, **keywords)
    cell = _run_body(function, namespace)
    if resolved is not bases:
        namespace['__orig_bases__'] = bases
    if cell is not None:
        namespace['__classcell__'] = cell
    if meta is type:
        return type.__new__(type, name, resolved, namespace, **keywords)
    cls = meta(name, resolved, namespace, **keywords)
    if cell is not None and isinstance(cls, type):
        try:
            cell.cell_contents
        except ValueError:
            raise RuntimeError(f"__class__ not set defining {name!r} as {cls!r}. Was __classcell__ propagated to type.__new__?")
    return cls

def _resolve_bases(bases):
    result = []
    for base in bases:
        if isinstance(base, type):
            result.append(base)
            continue
        entries = getattr(base, '__mro_entries__', None)
        if entries is None:
            result.append(base)
            continue
        new = entries(bases)
        if not isinstance(new, tuple):
            raise TypeError('__mro_entries__ must return a tuple')
        result.extend(new)
    return tuple(result)

def _finish_type(cls, keywords):
    if not _is_native_method(type(cls), 'mro'):
        _set_order(cls, tuple(cls.mro()))
    for name, value in list(cls.__dict__.items()):
        hook = _lookup(type(value), '__set_name__')
        if hook is not None:
            try:
                hook(value, cls, name)
            except Exception as e:
                e.add_note(f"Error calling __set_name__ on '{type(value).__name__}' instance {name!r} in '{cls.__name__}'")
                raise
    super(cls, cls).__init_subclass__(**keywords)
    return cls

def _type_with_slots(meta, name, bases, namespace, keywords):
    namespace = dict(namespace)
    namespace['__slots__'] = tuple(namespace['__slots__'])
    return type.__new__(meta, name, bases, namespace, **keywords)

def _claimed_super(made, cls, object):
    claimed = getattr(object, '__class__', None)
    if isinstance(claimed, type) and claimed is not type(object) and issubclass(claimed, cls):
        return _super_as(made, cls, object, claimed)
    what = f'type {object.__name__}' if isinstance(object, type) else f'instance of {type(object).__name__}'
    raise TypeError(f'super(type, obj): obj ({what}) is not an instance or subtype of type ({cls.__name__}).')

def _call_described(descriptor, object, /, *args, **keywords):
    return type(descriptor).__get__(descriptor, object, type(object))(*args, **keywords)

def _reduce(obj):
    return _import_module('_reduce').reduce_plainly(obj, 0)

def _reduce_ex(obj, protocol):
    return _import_module('_reduce').reduce_object(obj, protocol)

def _getstate(obj):
    return _import_module('_reduce').object_state(obj)

def _object_dir(obj):
    names = set()
    if isinstance(obj, type):
        for base in obj.__mro__:
            names.update(base.__dict__)
        # It stands in `object` for all classes whose instances have one.
        if not issubclass(obj, (BaseException, _function, _module, type)) and not any(
            ['__dict__' in base.__dict__ for base in obj.__mro__[:-1]]
        ):
            names.discard('__dict__')
    else:
        own = getattr(obj, '__dict__', None)
        if own is not None:
            names.update(own)
        if not isinstance(obj, _module):
            for base in type(obj).__mro__:
                names.update(base.__dict__)
            if own is None:
                names.discard('__dict__')
    return sorted(names)

class ExceptionGroup(BaseExceptionGroup, Exception):
    pass

ExceptionGroup.__module__ = 'builtins'

def _new_group(self, args):
    _init_group(self, args)
    return self

def _init_group(self, args):
    if len(args) != 2:
        raise TypeError(f'BaseExceptionGroup.__new__() takes exactly 2 arguments ({len(args)} given)')
    message, exceptions = args
    if not isinstance(message, str):
        raise TypeError(f'argument 1 must be str, not {type(message).__name__}')
    if not hasattr(type(exceptions), '__getitem__') or isinstance(exceptions, dict):
        raise TypeError('second argument (exceptions) must be a sequence')
    exceptions = tuple(exceptions)
    if not exceptions:
        raise ValueError('second argument (exceptions) must be a non-empty sequence')
    for i, e in enumerate(exceptions):
        if not isinstance(e, BaseException):
            raise ValueError(f'Item {i} of second argument (exceptions) is not an exception')
    if type(self) is BaseExceptionGroup:
        if all(isinstance(e, Exception) for e in exceptions):
            _set_class(self, ExceptionGroup)
    elif isinstance(self, Exception):
        for e in exceptions:
            if not isinstance(e, Exception):
                raise TypeError('Cannot nest BaseExceptions in an ExceptionGroup' if type(self) is ExceptionGroup else f'Cannot nest BaseExceptions in {type(self).__name__!r}')
    self.message = message
    self.exceptions = exceptions
    return None

def _has_abstract_part(self):
    for function in self.fget, self.fset, self.fdel:
        if getattr(function, '__isabstractmethod__', False):
            return True
    return False

_add_method(property, '__isabstractmethod__', property(_has_abstract_part))
