# Signatures of callables, for `inspect`.

import functools
import types
import _weft
from annotationlib import Format, get_annotations

class _empty:
    __module__ = 'inspect'

_empty.__name__ = _empty.__qualname__ = '_empty'

class _ParameterKind(int):
    __module__ = 'inspect'

    @property
    def name(self):
        return _KINDS[self][0]

    @property
    def description(self):
        return _KINDS[self][1]

    def __str__(self):
        return self.name

    def __repr__(self):
        return f'<_ParameterKind.{self.name}: {int(self)}>'

_KINDS = (('POSITIONAL_ONLY', 'positional-only'), ('POSITIONAL_OR_KEYWORD', 'positional or keyword'),
          ('VAR_POSITIONAL', 'variadic positional'), ('KEYWORD_ONLY', 'keyword-only'),
          ('VAR_KEYWORD', 'variadic keyword'))
_POSITIONAL_ONLY, _POSITIONAL_OR_KEYWORD, _VAR_POSITIONAL, _KEYWORD_ONLY, _VAR_KEYWORD = map(_ParameterKind, range(5))

def formatannotation(annotation, base_module=None, *, quote_annotation_strings=True):
    if not quote_annotation_strings and isinstance(annotation, str):
        return annotation
    if getattr(annotation, '__module__', None) == 'typing':
        return repr(annotation).replace('typing.', '')
    if isinstance(annotation, types.GenericAlias):
        return str(annotation)
    if isinstance(annotation, type):
        if annotation.__module__ in ('builtins', base_module):
            return annotation.__qualname__
        return f'{annotation.__module__}.{annotation.__qualname__}'
    return repr(annotation)

class Parameter:
    __module__ = 'inspect'
    __slots__ = ('name', 'kind', 'default', 'annotation')

    POSITIONAL_ONLY = _POSITIONAL_ONLY
    POSITIONAL_OR_KEYWORD = _POSITIONAL_OR_KEYWORD
    VAR_POSITIONAL = _VAR_POSITIONAL
    KEYWORD_ONLY = _KEYWORD_ONLY
    VAR_KEYWORD = _VAR_KEYWORD
    empty = _empty

    def __init__(self, name, kind, *, default=_empty, annotation=_empty):
        if not 0 <= kind <= 4:
            raise ValueError(f'value {kind!r} is not a valid Parameter.kind')
        kind = (_POSITIONAL_ONLY, _POSITIONAL_OR_KEYWORD, _VAR_POSITIONAL, _KEYWORD_ONLY, _VAR_KEYWORD)[kind]
        if default is not _empty and kind in (_VAR_POSITIONAL, _VAR_KEYWORD):
            raise ValueError(f'{kind.description} parameters cannot have default values')
        if not isinstance(name, str):
            raise TypeError(f'name must be a str, not a {type(name).__name__}')
        if not name.isidentifier():
            raise ValueError(f'{name!r} is not a valid parameter name')
        self.name = name
        self.kind = kind
        self.default = default
        self.annotation = annotation

    def replace(self, *, name=_empty, kind=_empty, annotation=_empty, default=_empty):
        return Parameter(self.name if name is _empty else name, self.kind if kind is _empty else kind,
                         default=self.default if default is _empty else default,
                         annotation=self.annotation if annotation is _empty else annotation)

    __replace__ = replace

    def _format(self, quote_annotation_strings=True):
        text = self.name
        if self.annotation is not _empty:
            text += ': ' + formatannotation(self.annotation, quote_annotation_strings=quote_annotation_strings)
        if self.default is not _empty:
            text += (' = ' if self.annotation is not _empty else '=') + repr(self.default)
        return {_VAR_POSITIONAL: '*', _VAR_KEYWORD: '**'}.get(self.kind, '') + text

    def __str__(self):
        return self._format()

    def __repr__(self):
        return f'<Parameter "{self}">'

    def __eq__(self, other):
        if not isinstance(other, Parameter):
            return NotImplemented
        return (self.name, self.kind, self.default, self.annotation) == (other.name, other.kind, other.default,
                                                                        other.annotation)

    def __hash__(self):
        return hash((self.name, int(self.kind), self.annotation, self.default))

class BoundArguments:
    __module__ = 'inspect'
    __slots__ = ('_signature', 'arguments')

    def __init__(self, signature, arguments):
        self._signature = signature
        self.arguments = arguments

    @property
    def signature(self):
        return self._signature

    @property
    def args(self):
        args = []
        for name, parameter in self._signature.parameters.items():
            if parameter.kind in (_VAR_KEYWORD, _KEYWORD_ONLY) or name not in self.arguments:
                break
            if parameter.kind == _VAR_POSITIONAL:
                args.extend(self.arguments[name])
            else:
                args.append(self.arguments[name])
        return tuple(args)

    @property
    def kwargs(self):
        kwargs = {}
        started = False
        for name, parameter in self._signature.parameters.items():
            if not started:
                if parameter.kind in (_VAR_KEYWORD, _KEYWORD_ONLY):
                    started = True
                elif name not in self.arguments:
                    started = parameter.kind != _VAR_POSITIONAL
                    continue
            if not started or name not in self.arguments:
                continue
            if parameter.kind == _VAR_KEYWORD:
                kwargs.update(self.arguments[name])
            else:
                kwargs[name] = self.arguments[name]
        return kwargs

    def apply_defaults(self):
        arguments = {}
        for name, parameter in self._signature.parameters.items():
            if name in self.arguments:
                arguments[name] = self.arguments[name]
            elif parameter.default is not _empty:
                arguments[name] = parameter.default
            elif parameter.kind == _VAR_POSITIONAL:
                arguments[name] = ()
            elif parameter.kind == _VAR_KEYWORD:
                arguments[name] = {}
        self.arguments = arguments

    def __eq__(self, other):
        if not isinstance(other, BoundArguments):
            return NotImplemented
        return self._signature == other._signature and self.arguments == other.arguments

    def __repr__(self):
        return f"<BoundArguments ({', '.join([f'{k}={v!r}' for k, v in self.arguments.items()])})>"

class Signature:
    __module__ = 'inspect'
    __slots__ = ('_parameters', '_return')
    empty = _empty

    def __init__(self, parameters=None, *, return_annotation=_empty, __validate_parameters__=True):
        found = {}
        last = -1
        defaults = False
        for parameter in parameters or ():
            if parameter.kind < last:
                raise ValueError(f'wrong parameter order: {_KINDS[last][1]} parameter before'
                                 f' {parameter.kind.description} parameter')
            last = int(parameter.kind)
            if last < 2:
                if parameter.default is not _empty:
                    defaults = True
                elif defaults:
                    raise ValueError('non-default argument follows default argument')
            if parameter.name in found:
                raise ValueError(f'duplicate parameter name: {parameter.name!r}')
            found[parameter.name] = parameter
        self._parameters = types.MappingProxyType(found)
        self._return = return_annotation

    @classmethod
    def from_callable(cls, obj, *, follow_wrapped=True, globals=None, locals=None, eval_str=False,
                      annotation_format=Format.VALUE):
        return _signature(obj, follow_wrapped, eval_str, annotation_format)

    @property
    def parameters(self):
        return self._parameters

    @property
    def return_annotation(self):
        return self._return

    def replace(self, *, parameters=_empty, return_annotation=_empty):
        return type(self)(self._parameters.values() if parameters is _empty else parameters,
                          return_annotation=self._return if return_annotation is _empty else return_annotation)

    __replace__ = replace

    def bind(self, /, *args, **kwargs):
        return self._bound(args, kwargs, False)

    def bind_partial(self, /, *args, **kwargs):
        return self._bound(args, kwargs, True)

    def _bound(self, args, kwargs, partial):
        arguments = {}
        rest = list(args)
        kwargs = dict(kwargs)
        catch_all = None
        for name, parameter in self._parameters.items():
            kind = parameter.kind
            if kind == _VAR_POSITIONAL:
                if rest:
                    arguments[name] = tuple(rest)
                    rest = []
            elif kind == _VAR_KEYWORD:
                catch_all = name
            elif rest and kind != _KEYWORD_ONLY:
                if name in kwargs and kind == _POSITIONAL_OR_KEYWORD:
                    raise TypeError(f'multiple values for argument {name!r}')
                arguments[name] = rest.pop(0)
            elif name in kwargs and kind != _POSITIONAL_ONLY:
                arguments[name] = kwargs.pop(name)
            elif parameter.default is _empty and not partial:
                if name in kwargs:
                    raise TypeError(f'{name!r} parameter is positional only, but was passed as a keyword')
                hint = ' keyword-only' if kind == _KEYWORD_ONLY else ''
                raise TypeError(f'missing a required{hint} argument: {name!r}')
        if rest:
            raise TypeError('too many positional arguments')
        if kwargs:
            if catch_all is None:
                raise TypeError(f'got an unexpected keyword argument {next(iter(kwargs))!r}')
            arguments[catch_all] = kwargs
        return BoundArguments(self, arguments)

    def format(self, *, max_width=None, quote_annotation_strings=True):
        parts = []
        positional_only = False
        star = True
        for parameter in self._parameters.values():
            kind = parameter.kind
            if kind == _POSITIONAL_ONLY:
                positional_only = True
            elif positional_only:
                parts.append('/')
                positional_only = False
            if kind == _VAR_POSITIONAL:
                star = False
            elif kind == _KEYWORD_ONLY and star:
                parts.append('*')
                star = False
            parts.append(parameter._format(quote_annotation_strings))
        if positional_only:
            parts.append('/')
        text = f"({', '.join(parts)})"
        if max_width is not None and len(text) > max_width:
            text = '(\n    ' + ',\n    '.join(parts) + '\n)'
        if self._return is not _empty:
            text += ' -> ' + formatannotation(self._return, quote_annotation_strings=quote_annotation_strings)
        return text

    def __str__(self):
        return self.format()

    def __repr__(self):
        return f'<{type(self).__name__} {self}>'

    def __eq__(self, other):
        if not isinstance(other, Signature):
            return NotImplemented
        return self._return == other._return and list(self._parameters.values()) == list(other._parameters.values())

    def __hash__(self):
        return hash((tuple(self._parameters.values()), self._return))

def signature(obj, *, follow_wrapped=True, globals=None, locals=None, eval_str=False, annotation_format=Format.VALUE):
    return _signature(obj, follow_wrapped, eval_str, annotation_format)

def _of_function(function, eval_str, format):
    code = function.__code__
    positional = code.co_argcount
    names = code.co_varnames
    annotations = get_annotations(function, eval_str=eval_str, format=Format.VALUE if eval_str else format)
    defaults = function.__defaults__ or ()
    first = positional - len(defaults)
    keyword_defaults = function.__kwdefaults__ or {}
    parameters = []
    def add(name, kind, default=_empty):
        parameters.append(Parameter(name, kind, default=default, annotation=annotations.get(name, _empty)))
    for at, name in enumerate(names[:positional]):
        kind = _POSITIONAL_ONLY if at < code.co_posonlyargcount else _POSITIONAL_OR_KEYWORD
        add(name, kind, defaults[at - first] if at >= first else _empty)
    at = positional + code.co_kwonlyargcount
    if code.co_flags & 4:
        add(names[at], _VAR_POSITIONAL)
    for name in names[positional:at]:
        add(name, _KEYWORD_ONLY, keyword_defaults.get(name, _empty))
    if code.co_flags & 8:
        add(names[at + bool(code.co_flags & 4)], _VAR_KEYWORD)
    return Signature(parameters, return_annotation=annotations.get('return', _empty))

def _of_text(text):
    # A native's signature, as its declaration has it.
    parameters = []
    kind = _POSITIONAL_OR_KEYWORD
    for part in text.strip('()').split(', '):
        if part == '/':
            parameters = [p.replace(kind=_POSITIONAL_ONLY) for p in parameters]
        elif part == '*':
            kind = _KEYWORD_ONLY
        elif part.startswith('**'):
            parameters.append(Parameter(part[2:], _VAR_KEYWORD))
        elif part.startswith('*'):
            parameters.append(Parameter(part[1:], _VAR_POSITIONAL))
            kind = _KEYWORD_ONLY
        elif part:
            name, _, default = part.partition('=')
            name = name.lstrip('$')
            try:
                default = eval(default) if default else _empty
            except Exception:
                default = None
            parameters.append(Parameter(name, kind, default=default))
    return Signature(parameters)

def _without_first(found):
    parameters = list(found.parameters.values())
    if parameters and parameters[0].kind in (_POSITIONAL_ONLY, _POSITIONAL_OR_KEYWORD):
        parameters = parameters[1:]
    elif not parameters or parameters[0].kind != _VAR_POSITIONAL:
        raise ValueError('invalid method signature')
    return found.replace(parameters=parameters)

def _of_partial(found, partial):
    try:
        bound = found.bind_partial(*partial.args, **partial.keywords).arguments
    except TypeError as e:
        raise ValueError(f'partial object {partial!r} has incorrect arguments') from e
    given = len(partial.args)
    parameters = []
    keyword = False
    for name, parameter in found.parameters.items():
        if given and parameter.kind in (_POSITIONAL_ONLY, _POSITIONAL_OR_KEYWORD):
            given -= 1
            continue
        if name in partial.keywords and parameter.kind in (_POSITIONAL_OR_KEYWORD, _KEYWORD_ONLY):
            parameters.append(parameter.replace(kind=_KEYWORD_ONLY, default=bound[name]))
            keyword = True
        elif keyword and parameter.kind == _POSITIONAL_OR_KEYWORD:
            parameters.append(parameter.replace(kind=_KEYWORD_ONLY))
        elif not (keyword and parameter.kind == _VAR_POSITIONAL):
            parameters.append(parameter)
    return found.replace(parameters=parameters)

def _signature(obj, follow_wrapped, eval_str, format):
    if not callable(obj):
        raise TypeError(f'{obj!r} is not a callable object')
    again = lambda other: _signature(other, follow_wrapped, eval_str, format)
    if isinstance(obj, types.MethodType):
        return _without_first(again(obj.__func__))
    if follow_wrapped:
        seen = 0
        while hasattr(obj, '__wrapped__') and not hasattr(obj, '__signature__') and not isinstance(obj, type):
            obj = obj.__wrapped__
            seen += 1
            if seen > 1000:
                raise ValueError(f'wrapper loop when unwrapping {obj!r}')
        if isinstance(obj, types.MethodType):
            return again(obj)
    given = getattr(obj, '__signature__', None)
    if given is not None:
        if not isinstance(given, Signature) and callable(given):
            given = given()
        if isinstance(given, str):
            return _of_text(given)
        if not isinstance(given, Signature):
            raise TypeError(f'unexpected object {given!r} in __signature__ attribute')
        return given
    if isinstance(obj, types.FunctionType):
        return _of_function(obj, eval_str, format)
    if isinstance(obj, functools.partial):
        return _of_partial(again(obj.func), obj)
    if isinstance(obj, (types.BuiltinFunctionType, types.MethodDescriptorType)):
        function = _weft.plain_function(obj)
        if function is not None:
            return _of_function(function, eval_str, format)
        text = getattr(obj, '__text_signature__', None)
        if text is None:
            raise ValueError(f'no signature found for builtin {obj!r}')
        return _of_text(text)
    if isinstance(obj, type):
        return _of_class(obj, again)
    call = getattr(type(obj), '__call__', None)
    if call is not None:
        return _without_first(again(call))
    raise ValueError(f'callable {obj!r} is not supported by signature')

def _of_class(cls, again):
    meta = type(cls).__dict__.get('__call__') if type(cls) is not type else None
    if isinstance(meta, types.FunctionType):
        return _without_first(again(meta))
    for base in cls.__mro__:
        for name in ('__new__', '__init__'):
            method = base.__dict__.get(name)
            if isinstance(method, (staticmethod, classmethod)):
                method = method.__func__
            if isinstance(method, types.FunctionType):
                return _without_first(again(method))
            if base is not object and callable(method) and not isinstance(method, types.FunctionType):
                if not isinstance(method, (types.BuiltinFunctionType, types.MethodDescriptorType)):
                    return _without_first(again(method))
    if cls.__module__ == 'builtins' and cls is not object:
        raise ValueError(f'no signature found for builtin type {cls!r}')
    return Signature([])

class FullArgSpec(tuple):
    _names = ('args', 'varargs', 'varkw', 'defaults', 'kwonlyargs', 'kwonlydefaults', 'annotations')

    def __getattr__(self, name):
        if name in FullArgSpec._names:
            return self[FullArgSpec._names.index(name)]
        raise AttributeError(name)

    def __repr__(self):
        return f"FullArgSpec({', '.join([f'{n}={v!r}' for n, v in zip(self._names, self)])})"

def getfullargspec(func):
    try:
        found = _signature(func.__func__ if isinstance(func, types.MethodType) else func, False, False, Format.VALUE)
    except Exception as e:
        raise TypeError('unsupported callable') from e
    args, defaults, kwonly, kwdefaults, annotations = [], [], [], {}, {}
    varargs = varkw = None
    if found.return_annotation is not _empty:
        annotations['return'] = found.return_annotation
    for name, parameter in found.parameters.items():
        if parameter.kind in (_POSITIONAL_ONLY, _POSITIONAL_OR_KEYWORD):
            args.append(name)
            if parameter.default is not _empty:
                defaults.append(parameter.default)
        elif parameter.kind == _VAR_POSITIONAL:
            varargs = name
        elif parameter.kind == _KEYWORD_ONLY:
            kwonly.append(name)
            if parameter.default is not _empty:
                kwdefaults[name] = parameter.default
        else:
            varkw = name
        if parameter.annotation is not _empty:
            annotations[name] = parameter.annotation
    return FullArgSpec((args, varargs, varkw, tuple(defaults) or None, kwonly, kwdefaults or None, annotations))

def getcallargs(func, /, *positional, **named):
    if isinstance(func, types.MethodType):
        positional = (func.__self__, *positional)
        func = func.__func__
    bound = _signature(func, False, False, Format.VALUE).bind(*positional, **named)
    bound.apply_defaults()
    return bound.arguments
