# What programs ask about objects: kinds, signatures, sources.

import functools
import types
from annotationlib import Format, ForwardRef, get_annotations

CO_OPTIMIZED = 1
CO_NEWLOCALS = 2
CO_VARARGS = 4
CO_VARKEYWORDS = 8
CO_NESTED = 16
CO_GENERATOR = 32
CO_NOFREE = 64
CO_COROUTINE = 128
CO_ITERABLE_COROUTINE = 256
CO_ASYNC_GENERATOR = 512

# ---- kinds

def ismodule(object):
    return isinstance(object, types.ModuleType)

def isclass(object):
    return isinstance(object, type)

def ismethod(object):
    return isinstance(object, types.MethodType)

def isfunction(object):
    return isinstance(object, types.FunctionType)

def isbuiltin(object):
    return isinstance(object, types.BuiltinFunctionType)

def ismethodwrapper(object):
    return False

def isroutine(object):
    return isbuiltin(object) or isfunction(object) or ismethod(object) or ismethoddescriptor(object)

def ismethoddescriptor(object):
    if isclass(object) or ismethod(object) or isfunction(object):
        return False
    kind = type(object)
    return hasattr(kind, '__get__') and not hasattr(kind, '__set__') and not isinstance(object, _DATA)

def isdatadescriptor(object):
    if isclass(object) or ismethod(object) or isfunction(object):
        return False
    kind = type(object)
    return isinstance(object, _DATA) or hasattr(kind, '__set__') or hasattr(kind, '__delete__')

_DATA = (property, types.GetSetDescriptorType, types.MemberDescriptorType)

def ismemberdescriptor(object):
    return isinstance(object, types.MemberDescriptorType)

def isgetsetdescriptor(object):
    return isinstance(object, types.GetSetDescriptorType)

def iscode(object):
    return isinstance(object, types.CodeType)

def isframe(object):
    return isinstance(object, types.FrameType)

def istraceback(object):
    return isinstance(object, types.TracebackType)

def isgenerator(object):
    return isinstance(object, types.GeneratorType)

def iscoroutine(object):
    return isinstance(object, types.CoroutineType)

def isasyncgen(object):
    return isinstance(object, types.AsyncGeneratorType)

def isawaitable(object):
    return (iscoroutine(object) or isgenerator(object) and bool(object.gi_code.co_flags & CO_ITERABLE_COROUTINE)
            or hasattr(type(object), '__await__'))

def _has_flag(function, flag):
    function = unwrap_method(function)
    while isinstance(function, functools.partial):
        function = unwrap_method(function.func)
    return isfunction(function) and bool(function.__code__.co_flags & flag)

def unwrap_method(function):
    while ismethod(function):
        function = function.__func__
    return function

def isgeneratorfunction(object):
    return _has_flag(object, CO_GENERATOR)

def iscoroutinefunction(object):
    return _has_flag(object, CO_COROUTINE) or getattr(object, '_is_coroutine_mark', None) is _mark

def isasyncgenfunction(object):
    return _has_flag(object, CO_ASYNC_GENERATOR)

_mark = object()

def markcoroutinefunction(function):
    unwrap_method(function)._is_coroutine_mark = _mark
    return function

def isabstract(object):
    return isinstance(object, type) and bool(getattr(object, '__abstractmethods__', None))

def getmembers(object, predicate=None):
    found = []
    for name in dir(object):
        try:
            value = getattr(object, name)
        except AttributeError:
            continue
        if predicate is None or predicate(value):
            found.append((name, value))
    found.sort(key=lambda pair: pair[0])
    return found

def getmro(cls):
    return cls.__mro__

def getmodule(object, _filename=None):
    import sys
    if ismodule(object):
        return object
    return sys.modules.get(getattr(object, '__module__', None))

def getmodulename(path):
    name = path.rpartition('/')[2]
    return name[:-3] if name.endswith('.py') else None

def unwrap(func, *, stop=None):
    seen = {id(func)}
    start = func
    while not isinstance(func, type) and hasattr(func, '__wrapped__') and not (stop and stop(func)):
        func = func.__wrapped__
        if id(func) in seen or len(seen) > 1000:
            raise ValueError(f'wrapper loop when unwrapping {start!r}')
        seen.add(id(func))
    return func

_missing = object()

def getattr_static(obj, attr, default=_missing):
    classes = obj.__mro__ if isinstance(obj, type) else type(obj).__mro__
    own = _missing
    if not isinstance(obj, type):
        try:
            own = object.__getattribute__(obj, '__dict__').get(attr, _missing)
        except AttributeError:
            pass
    for cls in classes:
        if attr in cls.__dict__:
            found = cls.__dict__[attr]
            return found if own is _missing or isdatadescriptor(found) else own
    if own is not _missing:
        return own
    if isinstance(obj, type):
        for cls in type(obj).__mro__:
            if attr in cls.__dict__:
                return cls.__dict__[attr]
    if default is not _missing:
        return default
    raise AttributeError(attr)

# ---- documentation and sources

def cleandoc(doc):
    lines = doc.expandtabs().split('\n')
    margin = min([len(line) - len(line.lstrip(' ')) for line in lines[1:] if line.strip(' ')], default=0)
    lines = [lines[0].lstrip(' '), *[line[margin:] for line in lines[1:]]]
    while lines and not lines[-1]:
        lines.pop()
    while lines and not lines[0]:
        lines.pop(0)
    return '\n'.join(lines)

def getdoc(object):
    doc = getattr(object, '__doc__', None)
    if doc is None and isclass(object):
        for base in object.__mro__[1:]:
            if base.__module__ != 'builtins' and base.__doc__ is not None:
                doc = base.__doc__
                break
    elif doc is None and (isfunction(object) or ismethod(object)):
        owner = getattr(object, '__self__', None)
        owner = owner if owner is None or isclass(owner) else type(owner)
        for base in owner.__mro__[1:] if owner is not None else ():
            doc = getattr(base.__dict__.get(object.__name__), '__doc__', None)
            if doc is not None:
                break
    return cleandoc(doc) if isinstance(doc, str) else None

def getcomments(object):
    lines, number = findsource(object)
    comments = []
    while number > 0 and lines[number - 1].lstrip().startswith('#'):
        number -= 1
        comments.insert(0, lines[number].lstrip())
    return ''.join(comments) or None

def getfile(object):
    if ismodule(object):
        if getattr(object, '__file__', None):
            return object.__file__
        raise TypeError(f'{object!r} is a built-in module')
    if isclass(object):
        module = getmodule(object)
        if getattr(module, '__file__', None):
            return module.__file__
        if object.__module__ == '__main__':
            raise OSError('source code not available')
        raise TypeError(f'{object!r} is a built-in class')
    object = unwrap_method(object)
    if isfunction(object):
        object = object.__code__
    if istraceback(object):
        object = object.tb_frame
    if isframe(object):
        object = object.f_code
    if iscode(object):
        return object.co_filename
    raise TypeError('module, class, method, function, traceback, frame, or code object was expected, got'
                    f' {type(object).__name__}')

def getsourcefile(object):
    return getfile(object)

getabsfile = getfile

def findsource(object):
    import linecache
    lines = linecache.getlines(getfile(object))
    if not lines:
        raise OSError('could not get source code')
    if ismodule(object):
        return lines, 0
    if isclass(object):
        at = _class_line(lines, object.__qualname__)
        if at is None:
            raise OSError('could not find class definition')
        return lines, at
    object = unwrap_method(object)
    if isfunction(object):
        object = object.__code__
    if istraceback(object):
        return lines, object.tb_lineno - 1
    if isframe(object):
        object = object.f_code
    if not hasattr(object, 'co_firstlineno'):
        raise OSError('could not find function definition')
    if object.co_firstlineno > len(lines):
        raise OSError('lineno is out of bounds')
    return lines, object.co_firstlineno - 1

def _class_line(lines, qualname):
    # The last definition of that name at its place among the indented blocks.
    stack = []
    found = None
    for at, line in enumerate(lines):
        text = line.lstrip()
        words = text.replace('(', ' ').replace(':', ' ').replace('[', ' ').split()
        if not text or text.startswith('#'):
            continue
        indent = len(line) - len(text)
        while stack and stack[-1][0] >= indent:
            stack.pop()
        if words[:1] == ['async']:
            words = words[1:]
        if len(words) > 1 and words[0] in ('class', 'def'):
            stack.append((indent, words[1] if words[0] == 'class' else f'{words[1]}.<locals>'))
            if words[0] == 'class' and '.'.join([name for _, name in stack]) == qualname:
                found = at
    while found and lines[found - 1].lstrip().startswith('@'):
        found -= 1
    return found

def getblock(lines):
    # The lines of the definition that begins with the first one.
    indent = len(lines[0]) - len(lines[0].lstrip())
    end = 1
    depth = _depth(lines[0])
    header = not lines[0].lstrip().startswith('@')
    if header and depth == 0 and not lines[0].rstrip().endswith(':') and 'lambda' in lines[0]:
        return lines[:1]
    last = 0
    for at in range(1, len(lines)):
        line = lines[at]
        text = line.strip()
        if depth > 0:
            depth += _depth(line)
            last = at
            continue
        if text and not text.startswith('#'):
            here = len(line) - len(line.lstrip())
            if here < indent or here == indent and header:
                break
            header = header or not text.startswith('@')
            last = at
            depth += _depth(line)
    return lines[:max(last + 1, end)]

def _depth(line):
    # Brackets opened less those closed, outside of strings and comments.
    depth = 0
    quote = None
    skip = False
    for c in line:
        if skip:
            skip = False
        elif quote:
            if c == '\\':
                skip = True
            elif c == quote:
                quote = None
        elif c in '\'"':
            quote = c
        elif c == '#':
            break
        elif c in '([{':
            depth += 1
        elif c in ')]}':
            depth -= 1
    return depth

def getsourcelines(object):
    object = unwrap(object)
    lines, at = findsource(object)
    if ismodule(object):
        return lines, 0
    return getblock(lines[at:]), at + 1

def getsource(object):
    return ''.join(getsourcelines(object)[0])

# ---- frames

class Traceback(tuple):
    __slots__ = ()
    _names = ('filename', 'lineno', 'function', 'code_context', 'index')

    def __new__(cls, *fields):
        return tuple.__new__(cls, fields)

    filename = property(lambda self: self[-5])
    lineno = property(lambda self: self[-4])
    function = property(lambda self: self[-3])
    code_context = property(lambda self: self[-2])
    index = property(lambda self: self[-1])

    def __repr__(self):
        fields = ', '.join([f'{name}={value!r}' for name, value in zip(self._names, self)])
        return f'{type(self).__name__}({fields})'

class FrameInfo(Traceback):
    __slots__ = ()
    _names = ('frame', *Traceback._names)
    frame = property(lambda self: self[0])

def currentframe():
    import sys
    return sys._getframe(1)

def getframeinfo(frame, context=1):
    import linecache
    number = frame.tb_lineno if istraceback(frame) else frame.f_lineno
    if istraceback(frame):
        frame = frame.tb_frame
    name = frame.f_code.co_filename
    lines = linecache.getlines(name)
    if context > 0 and lines:
        start = max(0, min(number - 1 - context // 2, len(lines) - context))
        return Traceback(name, number, frame.f_code.co_name, lines[start:start + context], number - 1 - start)
    return Traceback(name, number, frame.f_code.co_name, None, None)

def getouterframes(frame, context=1):
    frames = []
    while frame:
        frames.append(FrameInfo(frame, *getframeinfo(frame, context)))
        frame = frame.f_back
    return frames

def getinnerframes(tb, context=1):
    frames = []
    while tb:
        frames.append(FrameInfo(tb.tb_frame, *getframeinfo(tb, context)))
        tb = tb.tb_next
    return frames

def stack(context=1):
    import sys
    return getouterframes(sys._getframe(1), context)

def trace(context=1):
    import sys
    exc = sys.exception()
    return getinnerframes(exc.__traceback__ if exc else None, context)

GEN_CREATED = 'GEN_CREATED'
GEN_RUNNING = 'GEN_RUNNING'
GEN_SUSPENDED = 'GEN_SUSPENDED'
GEN_CLOSED = 'GEN_CLOSED'

def getgeneratorstate(generator):
    if generator.gi_running:
        return GEN_RUNNING
    if generator.gi_suspended:
        return GEN_SUSPENDED
    return GEN_CLOSED if generator.gi_frame is None else GEN_CREATED

def getcoroutinestate(coroutine):
    state = getgeneratorstate(coroutine) if hasattr(coroutine, 'gi_running') else None
    if state is not None:
        return state.replace('GEN', 'CORO')
    if coroutine.cr_running:
        return 'CORO_RUNNING'
    if coroutine.cr_suspended:
        return 'CORO_SUSPENDED'
    return 'CORO_CLOSED' if coroutine.cr_frame is None else 'CORO_CREATED'

class ClosureVars(tuple):
    nonlocals = property(lambda self: self[0])
    globals = property(lambda self: self[1])
    builtins = property(lambda self: self[2])
    unbound = property(lambda self: self[3])

def getclosurevars(func):
    import builtins
    func = unwrap_method(func)
    code = func.__code__
    nonlocals = {name: cell.cell_contents for name, cell in zip(code.co_freevars, func.__closure__ or ())}
    used = {}
    builtin = {}
    unbound = set()
    for name in code.co_names:
        if name in func.__globals__:
            used[name] = func.__globals__[name]
        elif hasattr(builtins, name):
            builtin[name] = getattr(builtins, name)
        else:
            unbound.add(name)
    return ClosureVars((nonlocals, used, builtin, unbound))

from _signature import (BoundArguments, FullArgSpec, Parameter, Signature, _empty, _ParameterKind, formatannotation,
                        getcallargs, getfullargspec, signature)
