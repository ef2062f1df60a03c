# Tracebacks as text and as summaries. The text of an entry, with its marks, is the VM's.

import sys
import _weft

__all__ = ['extract_stack', 'extract_tb', 'format_exception', 'format_exception_only', 'format_list', 'format_stack',
           'format_tb', 'print_exc', 'format_exc', 'print_exception', 'print_last', 'print_stack', 'print_tb',
           'clear_frames', 'FrameSummary', 'StackSummary', 'TracebackException', 'walk_stack', 'walk_tb', 'print_list']

_missing = object()

class FrameSummary:
    __slots__ = ('filename', 'lineno', 'end_lineno', 'colno', 'end_colno', 'name', 'locals', '_line', '_text')

    def __init__(self, filename, lineno, name, *, lookup_line=True, locals=None, line=None, end_lineno=None, colno=None,
                 end_colno=None, **kwargs):
        self.filename = filename
        self.lineno = lineno
        self.end_lineno = lineno if end_lineno is None else end_lineno
        self.colno = colno
        self.end_colno = end_colno
        self.name = name
        self.locals = None if locals is None else {key: repr(value) for key, value in locals.items()}
        self._line = line
        self._text = None

    @property
    def line(self):
        if self._line is None:
            if self.lineno is None:
                return None
            import linecache
            self._line = linecache.getline(self.filename, self.lineno)
        return self._line.strip()

    def _fields(self):
        return self.filename, self.lineno, self.name, self.line

    def __eq__(self, other):
        if isinstance(other, FrameSummary):
            return (self.filename, self.lineno, self.name, self.locals) == (other.filename, other.lineno, other.name,
                                                                           other.locals)
        return self._fields() == other if isinstance(other, tuple) else NotImplemented

    def __getitem__(self, at):
        return self._fields()[at]

    def __iter__(self):
        return iter(self._fields())

    def __len__(self):
        return 4

    def __repr__(self):
        return f'<FrameSummary file {self.filename}, line {self.lineno} in {self.name}>'

def walk_tb(tb):
    while tb is not None:
        yield tb.tb_frame, tb.tb_lineno
        tb = tb.tb_next

def walk_stack(f):
    if f is None:
        f = sys._getframe(1)
    while f is not None:
        yield f, f.f_lineno
        f = f.f_back

def _limited(entries, limit):
    if limit is None:
        limit = getattr(sys, 'tracebacklimit', None)
        if limit is not None and limit < 0:
            limit = 0
    if limit is None:
        return entries
    return entries[:limit] if limit >= 0 else entries[limit:]

class StackSummary(list):
    @classmethod
    def extract(cls, frame_gen, *, limit=None, lookup_lines=True, capture_locals=False):
        entries = [FrameSummary(frame.f_code.co_filename, line, frame.f_code.co_name,
                                locals=frame.f_locals if capture_locals else None) for frame, line in frame_gen]
        return cls(_limited(entries, limit))

    @classmethod
    def from_list(cls, a_list):
        new = cls()
        for entry in a_list:
            if not isinstance(entry, FrameSummary):
                filename, line, name, text = entry
                entry = FrameSummary(filename, line, name, line=text)
            new.append(entry)
        return new

    def format_frame_summary(self, frame_summary, **kwargs):
        if frame_summary._text is not None and frame_summary.locals is None:
            return frame_summary._text
        text = f'  File "{frame_summary.filename}", line {frame_summary.lineno}, in {frame_summary.name}\n'
        if frame_summary.line:
            text += f'    {frame_summary.line}\n'
        for name, value in sorted((frame_summary.locals or {}).items()):
            text += f'    {name} = {value}\n'
        return text

    def format(self, **kwargs):
        out = []
        last = None
        count = 0
        for entry in self:
            key = entry.filename, entry.lineno, entry.name
            if key != last:
                if count > 3:
                    out.append(_repeated(count - 3))
                last = key
                count = 0
            count += 1
            if count <= 3:
                text = self.format_frame_summary(entry)
                if text is not None:
                    out.append(text)
        if count > 3:
            out.append(_repeated(count - 3))
        return out

def _repeated(count):
    return f'  [Previous line repeated {count} more time{"s" if count > 1 else ""}]\n'

def _entry_text(tb, rest):
    # The text of one entry alone: that of the whole less that of what follows.
    text = _weft.traceback_text(tb)
    if rest is not None:
        following = _weft.traceback_text(rest)
        if not following or not text.endswith(following):
            return None
        text = text[:-len(following)]
    return text if text.count('  File "') == 1 and '[Previous line' not in text else None

def extract_tb(tb, limit=None):
    entries = []
    while tb is not None:
        filename, line, name, text, column, end_line, end_column = _weft.traceback_position(tb)
        entry = FrameSummary(filename, line, name, line=text, end_lineno=end_line, colno=column, end_colno=end_column)
        if not filename.startswith('<frozen '):
            entry._text = _entry_text(tb, tb.tb_next)
            entries.append(entry)
        tb = tb.tb_next
    return StackSummary(_limited(entries, limit))

def extract_stack(f=None, limit=None):
    if f is None:
        f = sys._getframe(1)
    stack = StackSummary.extract(walk_stack(f))
    stack.reverse()
    if limit is not None:
        stack[:] = stack[-limit:] if limit >= 0 else stack[:-limit]
        if limit == 0:
            stack.clear()
    return stack

def _print(lines, file):
    print(''.join(lines), file=sys.stderr if file is None else file, end='')

def print_list(extracted_list, file=None):
    _print(format_list(extracted_list), file)

def format_list(extracted_list):
    return StackSummary.from_list(extracted_list).format()

def print_tb(tb, limit=None, file=None):
    _print(format_tb(tb, limit), file)

def format_tb(tb, limit=None):
    return extract_tb(tb, limit).format()

def print_stack(f=None, limit=None, file=None):
    _print(format_list(extract_stack(sys._getframe(1) if f is None else f, limit)), file)

def format_stack(f=None, limit=None):
    return format_list(extract_stack(sys._getframe(1) if f is None else f, limit))

def _parse(exc, value):
    if value is _missing:
        if exc is None or isinstance(exc, BaseException):
            return exc
        raise TypeError(f'Exception expected for value, {type(exc).__name__} found')
    return value

def print_exception(exc, /, value=_missing, tb=_missing, limit=None, file=None, chain=True, **kwargs):
    _print(format_exception(exc, value, tb, limit, chain), file)

def format_exception(exc, /, value=_missing, tb=_missing, limit=None, chain=True, **kwargs):
    value = _parse(exc, value)
    if value is None:
        return ['NoneType: None\n']
    if tb is _missing:
        tb = value.__traceback__
    return list(_formatted(value, tb, limit, chain))

_CAUSE = '\nThe above exception was the direct cause of the following exception:\n\n'
_CONTEXT = '\nDuring handling of the above exception, another exception occurred:\n\n'

def _formatted(exc, tb, limit, chain):
    parts = []
    seen = set()
    while exc is not None and id(exc) not in seen:
        seen.add(id(exc))
        parts.append((exc, tb))
        if not chain:
            break
        following = exc.__cause__
        title = _CAUSE
        if following is None and not exc.__suppress_context__:
            following = exc.__context__
            title = _CONTEXT
        if following is None or id(following) in seen:
            break
        parts.append(title)
        exc = following
        tb = exc.__traceback__
    for part in reversed(parts):
        if isinstance(part, str):
            yield part
            continue
        exc, tb = part
        if isinstance(exc, BaseExceptionGroup):
            yield _weft.exception_text(exc, None, 0, False)
            continue
        if tb is not None and _weft.traceback_text(tb):
            yield 'Traceback (most recent call last):\n'
            yield from extract_tb(tb, limit).format()
        yield from format_exception_only(exc)

def format_exception_only(exc, /, value=_missing, *, show_group=False, **kwargs):
    value = _parse(exc, value)
    if value is None:
        return ['NoneType: None\n']
    lines = _weft.exception_line(value).splitlines(True) if isinstance(value, SyntaxError) else [
        _weft.exception_line(value)]
    notes = getattr(value, '__notes__', None)
    if notes is not None and not isinstance(notes, (list, tuple)):
        lines.append(f'{notes!r}\n')
    else:
        for note in notes or ():
            lines.extend([line + '\n' for line in str(note).split('\n')])
    return lines

def print_exc(limit=None, file=None, chain=True):
    print_exception(sys.exception(), limit=limit, file=file, chain=chain)

def format_exc(limit=None, chain=True):
    return ''.join(format_exception(sys.exception(), limit=limit, chain=chain))

def print_last(limit=None, file=None, chain=True):
    exc = getattr(sys, 'last_exc', None)
    if exc is None:
        raise ValueError('no last exception')
    print_exception(exc, limit=limit, file=file, chain=chain)

def clear_frames(tb):
    pass

class TracebackException:
    def __init__(self, exc_type, exc_value, exc_traceback, *, limit=None, lookup_lines=True, capture_locals=False,
                 compact=False, max_group_width=15, max_group_depth=10, save_exc_type=True, _seen=None):
        seen = _seen or set()
        seen.add(id(exc_value))
        self.exc_type = exc_type
        self.exc_type_str = exc_type.__qualname__ if exc_type.__module__ in ('builtins', '__main__') else (
            f'{exc_type.__module__}.{exc_type.__qualname__}')
        self.stack = extract_tb(exc_traceback, limit)
        self._str = str(exc_value)
        self._only = format_exception_only(exc_value)
        self._group = _weft.exception_text(exc_value, None, 0, False) if isinstance(
            exc_value, BaseExceptionGroup) else None
        self._traced = exc_traceback is not None and bool(_weft.traceback_text(exc_traceback))
        self.__notes__ = getattr(exc_value, '__notes__', None)
        self.__suppress_context__ = exc_value.__suppress_context__
        def other(exc):
            if exc is None or id(exc) in seen:
                return None
            return TracebackException(type(exc), exc, exc.__traceback__, limit=limit, _seen=seen)
        self.__cause__ = other(exc_value.__cause__)
        self.__context__ = other(exc_value.__context__)
        self.exceptions = None
        if isinstance(exc_value, BaseExceptionGroup):
            self.exceptions = [TracebackException(type(e), e, e.__traceback__, limit=limit, _seen=seen)
                               for e in exc_value.exceptions]

    @classmethod
    def from_exception(cls, exc, *args, **kwargs):
        return cls(type(exc), exc, exc.__traceback__, *args, **kwargs)

    def format_exception_only(self, *, show_group=False, **kwargs):
        yield from self._only

    def format(self, *, chain=True, **kwargs):
        if chain:
            if self.__cause__ is not None:
                yield from self.__cause__.format()
                yield _CAUSE
            elif self.__context__ is not None and not self.__suppress_context__:
                yield from self.__context__.format()
                yield _CONTEXT
        if self._group is not None:
            yield self._group
            return
        if self._traced:
            yield 'Traceback (most recent call last):\n'
            yield from self.stack.format()
        yield from self._only

    def print(self, *, file=None, chain=True, **kwargs):
        _print(self.format(chain=chain), file)

    def __str__(self):
        return self._str
