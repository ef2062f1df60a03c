# Names of built-in types, for `types`.

import _weft

_named = _weft._prelude.__getitem__

AsyncGeneratorType = _named('_async_generator')
BuiltinFunctionType = BuiltinMethodType = MethodWrapperType = _named('_builtin_function_or_method')
CellType = _named('_cell')
CodeType = _named('_code')
CoroutineType = _named('_coroutine')
EllipsisType = type(...)
FrameType = _named('_frame')
FunctionType = LambdaType = _named('_function')
GeneratorType = _named('_generator')
GenericAlias = _named('_GenericAlias')
GetSetDescriptorType = _named('_getset_descriptor')
MappingProxyType = _named('_mappingproxy')
MemberDescriptorType = _named('_member_descriptor')
MethodDescriptorType = WrapperDescriptorType = ClassMethodDescriptorType = _named('_method_descriptor')
MethodType = _named('_method')
ModuleType = type(_weft)
NoneType = type(None)
NotImplementedType = type(NotImplemented)
TracebackType = _named('_traceback')
UnionType = _named('_Union')

class CapsuleType:
    __slots__ = ()

class FrameLocalsProxyType:
    __slots__ = ()

class SimpleNamespace:
    def __init__(self, mapping_or_iterable=(), /, **kwargs):
        self.__dict__.update(mapping_or_iterable)
        self.__dict__.update(kwargs)

    def __eq__(self, other):
        if isinstance(self, SimpleNamespace) and isinstance(other, SimpleNamespace):
            return self.__dict__ == other.__dict__
        return NotImplemented

    def __replace__(self, /, **changes):
        new = type(self)(**self.__dict__)
        new.__dict__.update(changes)
        return new

    def __reduce__(self):
        return type(self), (), self.__dict__

    def __repr__(self):
        name = 'namespace' if type(self) is SimpleNamespace else type(self).__name__
        if id(self) in _open:
            return f'{name}(...)'
        _open.add(id(self))
        try:
            return f'{name}({", ".join([f"{k}={v!r}" for k, v in self.__dict__.items()])})'
        finally:
            _open.discard(id(self))

SimpleNamespace.__module__ = 'types'

_open = set()
