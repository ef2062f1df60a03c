# Type variables and their like, for `typing`.

import _weft

Union = _weft._prelude['_Union']

def _idfunc(value):
    return value

class _NoDefault:
    __slots__ = ()
    __module__ = 'typing'

    def __repr__(self):
        return 'typing.NoDefault'

    def __reduce__(self):
        return 'NoDefault'

NoDefault = _NoDefault()

def _typing():
    import typing
    return typing

def _lazy(name):
    # A value that is given, or made by a function when it is first asked for.
    def get(self):
        value = getattr(self, f'_{name}')
        if type(value) is _Thunk:
            value = value.function()
            setattr(self, f'_{name}', value)
        return value
    return property(get)

class _Thunk:
    __slots__ = ('function',)

    def __init__(self, function):
        self.function = function

class _Parameter:
    __module__ = 'typing'

    def __default__(self):
        return self._default

    __default__ = _lazy('default')

    def has_default(self):
        return self.__default__ is not NoDefault

    def __or__(self, right):
        return _typing().Union[self, right]

    def __ror__(self, left):
        return _typing().Union[left, self]

    def __mro_entries__(self, bases):
        raise TypeError(f'Cannot subclass an instance of {type(self).__name__}')

    def __reduce__(self):
        return self.__name__

    def __copy__(self):
        return self

    def __deepcopy__(self, memo):
        return self

    def _begin(self, name, default):
        if not isinstance(name, str):
            raise TypeError(f'{type(self).__name__}() argument 1 must be str, not {type(name).__name__}')
        self.__name__ = name
        self._default = default
        self.__module__ = _weft.getframe(2).f_globals.get('__name__')

class TypeVar(_Parameter):
    def __init__(self, name, *constraints, bound=None, default=NoDefault, covariant=False, contravariant=False,
                 infer_variance=False):
        if covariant and contravariant:
            raise ValueError('Bivariant types are not supported.')
        if infer_variance and (covariant or contravariant):
            raise ValueError('Variance cannot be specified with infer_variance.')
        if len(constraints) == 1:
            raise TypeError('A single constraint is not allowed')
        if constraints and bound is not None:
            raise TypeError('Constraints cannot be combined with bound=...')
        self._begin(name, default)
        self._bound = bound
        self._constraints = constraints
        self.__covariant__ = bool(covariant)
        self.__contravariant__ = bool(contravariant)
        self.__infer_variance__ = bool(infer_variance)

    __bound__ = _lazy('bound')
    __constraints__ = _lazy('constraints')

    def __typing_subst__(self, arg):
        return _typing()._typevar_subst(self, arg)

    def __typing_prepare_subst__(self, alias, args):
        params = alias.__parameters__
        at = params.index(self)
        if at < len(args):
            return args
        if at == len(args) and self.has_default():
            return (*args, self.__default__)
        raise TypeError(f'Too few arguments for {alias}; actual {len(args)}, expected {len(params)}')

    def __repr__(self):
        if self.__infer_variance__:
            return self.__name__
        return ('+' if self.__covariant__ else '-' if self.__contravariant__ else '~') + self.__name__

def _make_type_var(name, bound, default):
    # A parameter of `def f[T: bound = default]`; both are looked at when they are asked for.
    made = TypeVar(name, infer_variance=True)
    if bound is not None:
        made._bound = _Thunk(bound)
    if default is not None:
        made._default = _Thunk(default)
    return made

class ParamSpecArgs:
    __module__ = 'typing'

    def __init__(self, origin):
        self.__origin__ = origin

    def __eq__(self, other):
        return self.__origin__ is other.__origin__ if type(other) is type(self) else NotImplemented

    def __hash__(self):
        return hash((type(self).__name__, self.__origin__))

    def __mro_entries__(self, bases):
        raise TypeError(f'Cannot subclass an instance of {type(self).__name__}')

    def __repr__(self):
        return f'{self.__origin__.__name__}.args'

class ParamSpecKwargs(ParamSpecArgs):
    __module__ = 'typing'

    def __repr__(self):
        return f'{self.__origin__.__name__}.kwargs'

class ParamSpec(_Parameter):
    def __init__(self, name, *, bound=None, default=NoDefault, covariant=False, contravariant=False,
                 infer_variance=False):
        self._begin(name, default)
        self.__bound__ = bound
        self.__covariant__ = bool(covariant)
        self.__contravariant__ = bool(contravariant)
        self.__infer_variance__ = bool(infer_variance)

    args = property(ParamSpecArgs)
    kwargs = property(ParamSpecKwargs)

    def __typing_subst__(self, arg):
        return _typing()._paramspec_subst(self, arg)

    def __typing_prepare_subst__(self, alias, args):
        return _typing()._paramspec_prepare_subst(self, alias, args)

    __repr__ = TypeVar.__repr__

class TypeVarTuple(_Parameter):
    def __init__(self, name, *, default=NoDefault):
        self._begin(name, default)

    def __iter__(self):
        yield _typing().Unpack[self]

    def __typing_subst__(self, arg):
        raise TypeError('Substitution of bare TypeVarTuple is not supported')

    def __typing_prepare_subst__(self, alias, args):
        return _typing()._typevartuple_prepare_subst(self, alias, args)

    def __repr__(self):
        return self.__name__

class TypeAliasType:
    __module__ = 'typing'

    def __init__(self, name, value, *, type_params=()):
        self.__name__ = name
        self._value = value
        self.__type_params__ = type_params
        self.__module__ = _weft.getframe(1).f_globals.get('__name__')

    __value__ = _lazy('value')

    @property
    def __parameters__(self):
        parameters = []
        for parameter in self.__type_params__:
            if isinstance(parameter, TypeVarTuple):
                parameters.extend(parameter)
            else:
                parameters.append(parameter)
        return tuple(parameters)

    def __getitem__(self, item):
        if not self.__type_params__:
            raise TypeError('Only generic type aliases are subscriptable')
        return _weft.generic_alias(self, item)

    def __or__(self, right):
        return _typing().Union[self, right]

    def __ror__(self, left):
        return _typing().Union[left, self]

    def __reduce__(self):
        return self.__name__

    def __repr__(self):
        return self.__name__

def _make_type_alias(name, parameters, thunk):
    # `type name[parameters] = value`; the value is made when it is asked for.
    made = TypeAliasType(name, _Thunk(thunk), type_params=tuple(parameters or ()))
    made.__module__ = _weft.getframe(2).f_globals.get('__name__')
    return made

class Generic:
    __module__ = 'typing'
    __slots__ = ()
    _is_protocol = False

    @classmethod
    def __class_getitem__(cls, *args, **kwargs):
        return _typing()._generic_class_getitem(cls, *args, **kwargs)

    @classmethod
    def __init_subclass__(cls, *args, **kwargs):
        _typing()._generic_init_subclass(cls, *args, **kwargs)
