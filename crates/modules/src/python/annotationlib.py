# Annotations at run time. Unevaluated ones are kept as the text that the program has.

import sys
import types
from enum import IntEnum

class Format(IntEnum):
    VALUE = 1
    VALUE_WITH_FAKE_GLOBALS = 2
    FORWARDREF = 3
    STRING = 4

class ForwardRef:
    def __init__(self, arg, *, module=None, owner=None, is_argument=True, is_class=False):
        if not isinstance(arg, str):
            raise TypeError(f'Forward reference must be a string -- got {arg!r}')
        self.__forward_arg__ = arg
        self.__forward_is_argument__ = is_argument
        self.__forward_is_class__ = is_class
        self.__forward_module__ = module
        self.__owner__ = owner
        try:
            compile(arg.lstrip('*'), '<string>', 'eval')
        except SyntaxError:
            raise SyntaxError(f'Forward reference must be an expression -- got {arg!r}') from None

    def evaluate(self, *, globals=None, locals=None, type_params=None, owner=None, format=Format.VALUE):
        if format == Format.STRING:
            return self.__forward_arg__
        owner = owner or self.__owner__
        if globals is None:
            module = self.__forward_module__ or getattr(owner, '__module__', None)
            globals = module if isinstance(module, dict) else vars(sys.modules[module]) if module in sys.modules else {}
            globals = getattr(owner, '__globals__', globals)
        names = dict(vars(owner)) if isinstance(owner, type) else {}
        for parameter in type_params or getattr(owner, '__type_params__', None) or ():
            names[parameter.__name__] = parameter
        names.update(locals or {})
        try:
            return eval(self.__forward_arg__, globals, names)
        except Exception:
            if format == Format.FORWARDREF:
                return self
            raise

    @property
    def __forward_code__(self):
        return compile(self.__forward_arg__, '<string>', 'eval')

    def __eq__(self, other):
        if not isinstance(other, ForwardRef):
            return NotImplemented
        return (self.__forward_arg__, self.__forward_module__) == (other.__forward_arg__, other.__forward_module__)

    def __hash__(self):
        return hash((self.__forward_arg__, self.__forward_module__))

    def __or__(self, other):
        import typing
        return typing.Union[self, other]

    def __ror__(self, other):
        import typing
        return typing.Union[other, self]

    def __repr__(self):
        parts = [repr(self.__forward_arg__)]
        if self.__forward_module__ is not None:
            parts.append(f'module={self.__forward_module__!r}')
        return f"ForwardRef({', '.join(parts)})"

def type_repr(value):
    if isinstance(value, (type, types.FunctionType, types.BuiltinFunctionType)):
        return value.__qualname__ if value.__module__ == 'builtins' else f'{value.__module__}.{value.__qualname__}'
    if isinstance(value, str):
        return repr(value)
    return '...' if value is ... else repr(value)

def annotations_to_string(annotations):
    return {name: text if isinstance(text, str) else type_repr(text) for name, text in annotations.items()}

def call_annotate_function(annotate, format, *, owner=None):
    try:
        found = annotate(Format.VALUE)
    except NotImplementedError:
        found = annotate(format)
    return annotations_to_string(found) if format == Format.STRING else found

call_evaluate_function = call_annotate_function

def get_annotate_from_class_namespace(namespace):
    return namespace.get('__annotate__') or namespace.get('__annotate_func__')

def _own(obj):
    if isinstance(obj, type):
        found = obj.__dict__.get('__annotations__')
        if found is None or not isinstance(found, dict):
            found = obj.__annotations__ if '__annotations__' in obj.__dict__ or _annotated(obj) else {}
    elif isinstance(obj, types.ModuleType) or callable(obj):
        found = getattr(obj, '__annotations__', None)
    else:
        found = getattr(obj, '__annotations__', None)
        if found is None:
            raise TypeError(f'{obj!r} is not a module, class, or callable.')
    return {} if found is None else found

def _annotated(cls):
    return get_annotate_from_class_namespace(cls.__dict__) is not None

def get_annotations(obj, *, globals=None, locals=None, eval_str=False, format=Format.VALUE):
    if eval_str and format != Format.VALUE:
        raise ValueError('eval_str=True is only supported with format=Format.VALUE')
    try:
        found = _own(obj)
    except NameError:
        if format == Format.VALUE:
            raise
        found = {}
    except NotImplementedError:
        # A function of the program's own that gives other formats than values.
        is_class = isinstance(obj, type)
        annotate = get_annotate_from_class_namespace(vars(obj)) if is_class else getattr(obj, '__annotate__', None)
        if format == Format.VALUE or annotate is None:
            raise
        found = annotate(format)
    if not isinstance(found, dict):
        raise ValueError(f'{obj!r}.__annotations__ is neither a dict nor None')
    if format == Format.STRING:
        return annotations_to_string(found)
    if not eval_str:
        return dict(found)
    if globals is None:
        if isinstance(obj, type):
            globals = vars(sys.modules[obj.__module__]) if obj.__module__ in sys.modules else {}
            locals = dict(vars(obj)) if locals is None else locals
        elif isinstance(obj, types.ModuleType):
            globals = vars(obj)
        else:
            function = obj
            while hasattr(function, '__wrapped__') or hasattr(function, 'func'):
                function = getattr(function, '__wrapped__', None) or function.func
            globals = getattr(function, '__globals__', {})
    return {name: eval(value, globals, locals) if isinstance(value, str) else value for name, value in found.items()}
