# Context variables. The current context of each thread is kept by the number of the thread.

import _threads

_missing = object()
_current = {}

class Token:
    __module__ = 'contextvars'
    MISSING = _missing

    def __init__(self, context, var, old):
        self._context = context
        self._used = False
        self.var = var
        self.old_value = old

    def __enter__(self):
        return self

    def __exit__(self, *exc):
        self.var.reset(self)

    def __repr__(self):
        used = ' used' if self._used else ''
        return f'<Token{used} var={self.var!r} at {id(self):#x}>'

class Context:
    __module__ = 'contextvars'
    __slots__ = ('_values', '_outer', '_entered')

    def __init__(self):
        self._values = {}
        self._outer = None
        self._entered = False

    def run(self, callable, /, *args, **kwargs):
        if self._entered:
            raise RuntimeError(f'cannot enter context: {self!r} is already entered')
        thread = _threads.ident()
        outer = _current.get(thread)
        self._entered = True
        _current[thread] = self
        try:
            return callable(*args, **kwargs)
        finally:
            _current[thread] = outer
            self._entered = False

    def copy(self):
        new = Context()
        new._values = self._values.copy()
        return new

    def __getitem__(self, var):
        if not isinstance(var, ContextVar):
            raise TypeError(f'a ContextVar key was expected, got {var!r}')
        return self._values[var]

    def __contains__(self, var):
        if not isinstance(var, ContextVar):
            raise TypeError(f'a ContextVar key was expected, got {var!r}')
        return var in self._values

    def __iter__(self):
        return iter(self._values)

    def __len__(self):
        return len(self._values)

    def get(self, var, default=None, /):
        return self._values.get(var, default)

    def keys(self):
        return self._values.keys()

    def values(self):
        return self._values.values()

    def items(self):
        return self._values.items()

class ContextVar:
    __module__ = 'contextvars'
    __slots__ = ('name', '_default')

    def __init__(self, name, /, *, default=_missing):
        if not isinstance(name, str):
            raise TypeError('context variable name must be a str')
        self.name = name
        self._default = default

    def get(self, default=_missing, /):
        value = _now()._values.get(self, _missing)
        if value is not _missing:
            return value
        if default is not _missing:
            return default
        if self._default is not _missing:
            return self._default
        raise LookupError(self)

    def set(self, value, /):
        context = _now()
        token = Token(context, self, context._values.get(self, _missing))
        context._values[self] = value
        return token

    def reset(self, token, /):
        if token._used:
            raise RuntimeError(f'{token!r} has already been used once')
        if token.var is not self:
            raise ValueError(f'{token!r} was created by a different ContextVar')
        if token._context is not _now():
            raise ValueError(f'{token!r} was created in a different Context')
        token._used = True
        if token.old_value is _missing:
            token._context._values.pop(self, None)
        else:
            token._context._values[self] = token.old_value

    @classmethod
    def __class_getitem__(cls, item, /):
        return cls

    def __repr__(self):
        default = '' if self._default is _missing else f' default={self._default!r}'
        return f'<ContextVar name={self.name!r}{default} at {id(self):#x}>'

def _now():
    thread = _threads.ident()
    context = _current.get(thread)
    if context is None:
        context = _current[thread] = Context()
    return context

def copy_context():
    return _now().copy()
