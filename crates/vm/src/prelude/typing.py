# Generic aliases, unions of types, type parameters: as much as annotations need at run time.

def _type_text(t):
    if t is None or t is type(None):
        return 'None'
    if t is ...:
        return '...'
    if isinstance(t, type) and not isinstance(t, _GenericAlias):
        return t.__qualname__ if t.__module__ == 'builtins' else f'{t.__module__}.{t.__qualname__}'
    if isinstance(t, list):
        return '[' + ', '.join([_type_text(x) for x in t]) + ']'
    return repr(t)

def _alias_repr(alias):
    args = alias.__args__
    inside = ', '.join([_type_text(a) for a in args]) if args else '()'
    return f'{_type_text(alias.__origin__)}[{inside}]'

def _subscript_alias(alias, index):
    typing = _import_module('typing')
    return typing._substitute_alias(alias, index)

def _unpack_alias(alias):
    return iter((alias,))

class _Union:
    def __init__(self, args):
        self.__args__ = args
        self.__parameters__ = _alias_parameters(args)
        self.__origin__ = _Union

    @classmethod
    def __class_getitem__(cls, items, /):
        items = items if isinstance(items, tuple) else (items,)
        if not items:
            raise TypeError('Cannot take a Union of no types.')
        made = None
        for item in items:
            if isinstance(item, str):
                item = _import_module('annotationlib').ForwardRef(item)
            item = type(None) if item is None else item
            made = item if made is None else _union_type(made, item)
        return made

    def __getitem__(self, items, /):
        # The union with its type variables replaced.
        items = items if isinstance(items, tuple) else (items,)
        if not self.__parameters__:
            raise TypeError(f'{self!r} is not a generic class')
        if len(items) != len(self.__parameters__):
            few = 'few' if len(items) < len(self.__parameters__) else 'many'
            wanted = len(self.__parameters__)
            raise TypeError(f'Too {few} arguments for {self!r}; actual {len(items)}, expected {wanted}')
        given = dict(zip(self.__parameters__, items))
        replaced = []
        for arg in self.__args__:
            inner = () if isinstance(arg, type) else getattr(arg, '__parameters__', ())
            if arg in given:
                replaced.append(given[arg])
            elif inner:
                replaced.append(arg[tuple([given[p] for p in inner])])
            else:
                replaced.append(arg)
        return _Union[tuple(replaced)]

    def __or__(self, other):
        return _union_type(self, other)

    def __ror__(self, other):
        return _union_type(other, self)

    def __eq__(self, other):
        return isinstance(other, _Union) and set(self.__args__) == set(other.__args__)

    def __hash__(self):
        return hash(frozenset(self.__args__))

    def __repr__(self):
        return ' | '.join([_type_text(a) for a in self.__args__])

    def __instancecheck__(self, instance):
        return isinstance(instance, self.__args__)

    def __subclasscheck__(self, cls):
        return issubclass(cls, self.__args__)

_Union.__name__ = _Union.__qualname__ = 'Union'
_Union.__module__ = 'typing'

def _union_type(a, b):
    args = []
    for part in (a, b):
        parts = part.__args__ if isinstance(part, _Union) else (type(None) if part is None else part,)
        for p in parts:
            if p not in args:
                args.append(p)
    return args[0] if len(args) == 1 else _Union(tuple(args))

def _type_var(name, bound=None, default=None):
    return _import_module('_typing')._make_type_var(name, bound, default)

def _type_var_tuple(name, default=None):
    return _import_module('typing').TypeVarTuple(name)

def _param_spec(name, default=None):
    return _import_module('typing').ParamSpec(name)

def _type_alias(name, parameters, thunk):
    return _import_module('_typing')._make_type_alias(name, parameters, thunk)

def _generic_base(parameters):
    return _import_module('typing').Generic[parameters]

def _template(strings, interpolations):
    return _import_module('string.templatelib')._make_template(strings, interpolations)

def _interpolation(value, expression, conversion, spec):
    return _import_module('string.templatelib').Interpolation(value, expression, conversion, spec)

def _alias_parameters(args):
    found = []
    for arg in args:
        if isinstance(arg, type):
            continue
        if hasattr(arg, '__typing_subst__'):
            parts = (arg,)
        elif isinstance(arg, (tuple, list)):
            parts = _alias_parameters(arg)
        else:
            parts = getattr(arg, '__parameters__', ())
        for part in parts:
            if part not in found:
                found.append(part)
    return tuple(found)
