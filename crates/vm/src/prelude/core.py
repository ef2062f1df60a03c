# Starting threads, calling, making instances, printing tracebacks.

def _call(function, *args, **kwargs):
    return function(*args, **kwargs)

def _run_thread(function, args):
    function(*args)

def _run_main(module):
    code = _shutdown(_guarded(module))
    objects = _take_finalizable()
    if objects:
        _finalize(objects, ())
        _flush_stdout()
    _exit(code)

def _raise_main(exc):
    _print_uncaught(exc)
    _exit(1)

def _guarded(body):
    # Run it to its end; the exit code.
    try:
        body()
    except SystemExit as e:
        return _exit_code(e.code)
    except KeyboardInterrupt as e:
        _print_uncaught(e)
        return 130
    except BaseException as e:
        hook = _registered('excepthook')
        if hook is not None:
            hook(type(e), e, e.__traceback__)
        else:
            _print_uncaught(e)
        return 1
    return 0

def _handle_signals(arrived):
    # Signals by their bits; `signal` has said what to call. Without it only SIGINT comes this far.
    handler = _registered('signal_handler')
    number = 0
    while arrived:
        if arrived & 1:
            if handler is None:
                raise KeyboardInterrupt
            handler(number)
        arrived >>= 1
        number += 1

def _exit_code(code):
    if code is None:
        return 0
    if isinstance(code, int):
        return code & 255
    _stderr_write(f'{code}\n')
    return 1

def _shutdown(code):
    # The rules at the end of a process: other threads first, then the exit functions.
    modules = _modules()
    if 'threading' in modules:
        other = _guarded(modules['threading']._shutdown)
        code = code or other
    if 'multiprocessing.util' in modules:
        _guarded(modules['multiprocessing.util']._exit_function)
    if 'atexit' in modules:
        _guarded(modules['atexit']._run_exitfuncs)
    if 'io' in modules:
        _guarded(modules['io']._flush_all)
    _flush_stdout()
    return code

def _flush_stdout():
    sys = _modules().get('sys')
    if sys is not None and sys.stdout is not None:
        _guarded(sys.stdout.flush)

def _finalize(objects, references):
    # What the collector found dead: weak references that have lost their objects, objects with `__del__`, and
    # generators that wait inside a `try` or `with`.
    _call_back(references)
    _end(objects)

def _end_dropped(objects, references):
    # The same for what was found when it was dropped: as with reference counts, the objects go first.
    _end(objects)
    _call_back(references)

def _call_back(references):
    for reference, callback in references:
        try:
            callback(reference)
        except BaseException as e:
            _ignore(e, callback)

def _end(objects):
    for obj in objects:
        finalizer = _lookup(type(obj), '__del__')
        try:
            if finalizer is not None:
                finalizer(obj)
            elif type(obj) is _coroutine:
                _warn_unawaited(obj)
                obj.close()
            elif _lookup(type(obj), 'close') is not None:
                obj.close()
            elif (hook := _registered('asyncgen_finalizer')) is not None:
                hook(obj)
        except BaseException as e:
            _ignore(e, obj if finalizer is None else finalizer)

def _warn_unawaited(coroutine):
    message = f"coroutine '{coroutine.__qualname__}' was never awaited"
    try:
        _getframe(0)
    except ValueError:
        # The program is at its end.
        coroutine = None
    _import_module('warnings').warn(message, RuntimeWarning, 1, coroutine)

def _ignore(exc, source):
    # An exception that nobody can catch.
    thread = _import_module('_thread')
    unraisable = thread._Unraisable(exc, None)
    unraisable.object = source
    _import_module('sys').unraisablehook(unraisable)

def _exec(function, locals):
    _run_with(function, locals)

def _init_and_return(init, self, /, *args, **kwargs):
    result = init(self, *args, **kwargs)
    if result is not None:
        raise TypeError(f"__init__() should return None, not '{type(result).__name__}'")
    return self

def _instantiate(cls, /, *args, **kwargs):
    self = cls.__new__(cls, *args, **kwargs)
    kind = type(self)
    if cls in kind.__mro__:
        init = _lookup(kind, '__init__')
        if init is not None:
            result = init(self, *args, **kwargs) if type(init) is _function else kind.__init__(self, *args, **kwargs)
            if result is not None:
                raise TypeError(f"__init__() should return None, not '{type(result).__name__}'")
    return self

def _refuse_abstract(cls):
    names = sorted(cls.__abstractmethods__)
    s = 's' if len(names) > 1 else ''
    listed = ', '.join(f"'{n}'" for n in names)
    raise TypeError(f"Can't instantiate abstract class {cls.__name__} without an implementation for abstract method{s} {listed}")

def _raise(exc, cause, has_cause):
    if isinstance(exc, type) and issubclass(exc, BaseException):
        made = exc()
        if not isinstance(made, BaseException):
            raise TypeError(f"calling {exc!r} should have returned an instance of BaseException, not {type(made)!r}")
        exc = made
    if has_cause:
        if isinstance(cause, type) and issubclass(cause, BaseException):
            cause = cause()
        _throw(exc, cause)
    raise exc

def _throw_class(generator, cls, value):
    if not (isinstance(cls, type) and issubclass(cls, BaseException)):
        raise TypeError(f"exceptions must be classes or instances deriving from BaseException, not {type(cls).__name__}")
    if isinstance(value, cls):
        exc = value
    elif value is None:
        exc = cls()
    elif isinstance(value, tuple):
        exc = cls(*value)
    else:
        exc = cls(value)
    if not isinstance(exc, BaseException):
        raise TypeError(f"calling {cls!r} should have returned an instance of BaseException, not {type(exc).__name__}")
    return generator.throw(exc)

def _close_generator(generator, exit):
    try:
        generator.throw(exit)
    except (GeneratorExit, StopIteration) as stop:
        return getattr(stop, 'value', None)
    raise RuntimeError(f"{type(generator).__name__} ignored GeneratorExit")

def _close_delegate(delegate, exc):
    delegate.close()
    raise exc

def _throw_delegate(delegate, exc):
    return delegate.throw(exc)

# ---- text of exceptions

def _exception_line(exc):
    kind = type(exc)
    module = kind.__module__
    name = kind.__qualname__
    if module not in ('builtins', '__main__'):
        name = f'{module}.{name}'
    if isinstance(exc, SyntaxError) and exc.lineno is not None:
        return _syntax_error_text(exc, name)
    try:
        text = str(exc)
    except Exception:
        text = '<exception str() failed>'
    return f'{name}: {text}\n' if text else f'{name}\n'

def _syntax_error_text(exc, name):
    out = [f'  File "{exc.filename or "<string>"}", line {exc.lineno}\n']
    text = exc.text
    if text is not None:
        stripped = text.rstrip('\n').lstrip(' \n\f\t')
        indent = len(text.rstrip('\n')) - len(stripped)
        out.append(f'    {stripped}\n')
        if exc.offset is not None and exc.offset >= 1:
            start = max(exc.offset - 1 - indent, 0)
            end = len(stripped)
            if exc.end_lineno == exc.lineno or exc.end_lineno is None:
                end = (exc.end_offset or exc.offset) - 1 - indent
                if end < start and exc.end_offset is not None and exc.end_offset <= 0:
                    end = len(stripped)
            # What is said to be wrong may be beyond the line's end.
            start, end = min(start, len(stripped)), min(end, len(stripped))
            if end <= start:
                end = start + 1
            blanks = ''.join(c if c.isspace() else ' ' for c in stripped[:start])
            blanks += ' ' * (start - len(blanks))
            out.append(f'    {blanks}{"^" * (end - start)}\n')
    message = exc.msg or '<no detail available>'
    out.append(f'{name}: {message}\n')
    return ''.join(out)

_CAUSE = '\nThe above exception was the direct cause of the following exception:\n\n'
_CONTEXT = '\nDuring handling of the above exception, another exception occurred:\n\n'

_HINT_CANDIDATES = 750
_HINT_LENGTH = 40
# What an edit costs: a letter more, less or another one; and one in the other case.
_EDIT = 2
_CASE = 1

def _hint(exc):
    """The name that was perhaps meant where there is none of a name."""
    try:
        name = exc.name
        if not isinstance(name, str):
            return None
        if isinstance(exc, AttributeError):
            return _nearest(name, dir(exc.obj))
        if isinstance(exc, NameError):
            return _nearest_variable(name, exc.__traceback__)
        if isinstance(exc, ImportError):
            missing = getattr(exc, 'name_from', None)
            return None if missing is None else _nearest(missing, dir(_modules()[name]))
    except Exception:
        pass
    return None

def _nearest_variable(name, traceback):
    if traceback is None:
        return None
    while traceback.tb_next is not None:
        traceback = traceback.tb_next
    frame = traceback.tb_frame
    code = frame.f_code
    return (_nearest(name, [*code.co_varnames, *code.co_cellvars, *code.co_freevars])
            or _nearest(name, list(frame.f_globals)) or _nearest(name, list(_registered('builtins').__dict__)))

def _nearest(name, candidates):
    if len(name) > _HINT_LENGTH or len(candidates) > _HINT_CANDIDATES:
        return None
    best = None
    for candidate in candidates:
        if candidate == name or not isinstance(candidate, str):
            continue
        # At most a third of both names may have to be changed.
        most = (len(name) + len(candidate) + 3) * _EDIT // 6
        if best is not None:
            most = min(most, least - 1)
        cost = _edits(name, candidate, most)
        if cost <= most:
            best, least = candidate, cost
    return best

def _edits(a, b, most):
    """What it costs to make one word the other; more than `most` if it costs more."""
    while a and b and a[0] == b[0]:
        a, b = a[1:], b[1:]
    while a and b and a[-1] == b[-1]:
        a, b = a[:-1], b[:-1]
    if not a or not b:
        return (len(a) + len(b)) * _EDIT
    if len(a) > _HINT_LENGTH or len(b) > _HINT_LENGTH or abs(len(a) - len(b)) * _EDIT > most:
        return most + 1
    row = [(at + 1) * _EDIT for at in range(len(a))]
    for at, letter in enumerate(b):
        diagonal = left = at * _EDIT
        for i, other in enumerate(a):
            change = 0 if letter == other else _CASE if letter.lower() == other.lower() else _EDIT
            left = min(diagonal + change, min(left, row[i]) + _EDIT)
            diagonal, row[i] = row[i], left
        if min(row) > most:
            return most + 1
    return row[-1]

_GROUP_WIDTH = 15
_GROUP_DEPTH = 10

def _exception_text(exc, seen=None, depth=0, chain=True):
    """The text of an uncaught exception; `depth` says how many groups it stands in."""
    seen = set() if seen is None else seen
    return _chain_text(_exception_chain(exc, seen, chain), seen, depth)

def _exception_chain(exc, seen, chain):
    # An exception after those that led to it, with what is said between them.
    parts = []
    while True:
        seen.add(id(exc))
        parts.append(exc)
        if not chain:
            break
        if exc.__cause__ is not None:
            exc, between = exc.__cause__, _CAUSE
        elif exc.__context__ is not None and not exc.__suppress_context__:
            exc, between = exc.__context__, _CONTEXT
        else:
            break
        if id(exc) in seen:
            break
        parts.append(between)
    return parts[::-1]

def _chain_text(parts, seen, depth):
    out = []
    for part in parts:
        if isinstance(part, str):
            out.append(_beside(part, depth))
        elif isinstance(part, BaseExceptionGroup):
            out.append(_group_text(part, seen, depth))
        else:
            text = '' if part.__traceback__ is None else _traceback_text(part.__traceback__)
            if text:
                text = 'Traceback (most recent call last):\n' + text
            out.append(_beside(text + _line_and_notes(part), depth))
    return ''.join(out)

def _hinted_line(exc):
    line = _exception_line(exc)
    hint = _hint(exc)
    return line if hint is None else f"{line[:-1]}. Did you mean: '{hint}'?\n"

def _line_and_notes(exc):
    line = _hinted_line(exc)
    for note in getattr(exc, '__notes__', None) or ():
        line += f'{note}\n'
    return line

def _beside(text, depth, mark='|'):
    # The lines of what is in a group stand to the right of the group's line.
    if not depth:
        return text
    return ''.join([f'{"  " * depth}{mark} {line}\n' for line in text.split('\n')[:-1]])

def _group_text(group, seen, depth):
    if depth > _GROUP_DEPTH:
        return _beside(f'... (max_group_depth is {_GROUP_DEPTH})\n', depth)
    mark = '|' if depth else '+'
    depth = depth or 1
    out = []
    entries = '' if group.__traceback__ is None else _traceback_text(group.__traceback__)
    if entries:
        out.append(_beside('Exception Group Traceback (most recent call last):\n', depth, mark))
        out.append(_beside(entries, depth))
    out.append(_beside(_line_and_notes(group), depth))
    count = len(group.exceptions)
    shown = min(count, _GROUP_WIDTH)
    line = '-' * 16
    for at, exc in enumerate(group.exceptions[:shown]):
        out.append(f'{"  " * depth}{"  " if at else "+-"}+{line} {at + 1} {line}\n')
        parts = _exception_chain(exc, seen, True)
        out.append(_chain_text(parts, seen, depth + 1))
        # A group that comes last has drawn the line that closes this one as well.
        closed = depth < _GROUP_DEPTH and any([isinstance(part, BaseExceptionGroup) for part in parts])
    if count > shown:
        closed = False
        more = count - shown
        out.append(f'{"  " * depth}  +{line} ... {line}\n')
        out.append(_beside(f'and {more} more exception{"s" if more > 1 else ""}\n', depth + 1))
    if not closed:
        out.append(f'{"  " * (depth + 1)}+{"-" * 36}\n')
    return ''.join(out)

def _print_uncaught(exc):
    _stderr_write(_exception_text(exc))

def _stderr_write(text):
    sys = _modules().get('sys')
    stream = getattr(sys, 'stderr', None) if sys is not None else None
    if stream is None:
        _write(True, text)
    else:
        stream.write(text)
        stream.flush()

def _annotate_of(annotations):
    # For annotations that are evaluated already, or are text.
    def __annotate__(format, /):
        return dict(annotations)
    return __annotate__

def _function_annotations(function, thunk):
    result = thunk(1)
    function.__annotations__ = result
    return result

def _namespace_annotations(owner, namespace):
    # Of a class or module: evaluated when first asked for, and kept.
    annotate = namespace.get('__annotate__')
    owner.__annotations__ = result = {} if annotate is None else annotate(1)
    return result

def _load_name(locals, globals, name):
    try:
        return locals[name]
    except KeyError:
        pass
    if name in globals:
        return globals[name]
    builtins = globals.get('__builtins__', _registered('builtins'))
    names = builtins if isinstance(builtins, dict) else builtins.__dict__
    if name in names:
        return names[name]
    raise NameError(f"name '{name}' is not defined", name=name)
