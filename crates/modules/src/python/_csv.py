"""CSV parsing and writing.

Reads and writes comma-separated values, for the module `csv`."""

__version__ = '1.0'

class Error(Exception):
    __module__ = '_csv'

QUOTE_MINIMAL, QUOTE_ALL, QUOTE_NONNUMERIC, QUOTE_NONE, QUOTE_STRINGS, QUOTE_NOTNULL = range(6)

_dialects = {}
_limit = 131072

def field_size_limit(limit=None):
    global _limit
    old = _limit
    if limit is not None:
        if not isinstance(limit, int):
            raise TypeError('limit must be an integer')
        _limit = limit
    return old

def register_dialect(name, dialect=None, **fmtparams):
    if not isinstance(name, str):
        raise TypeError('dialect name must be a string')
    _dialects[name] = Dialect(dialect, **fmtparams)

def unregister_dialect(name):
    try:
        del _dialects[name]
    except KeyError:
        raise Error('unknown dialect') from None

def get_dialect(name):
    try:
        return _dialects[name]
    except KeyError:
        raise Error('unknown dialect') from None

def list_dialects():
    return list(_dialects)

_DEFAULTS = {'delimiter': ',', 'doublequote': True, 'escapechar': None, 'lineterminator': '\r\n', 'quotechar': '"',
             'quoting': QUOTE_MINIMAL, 'skipinitialspace': False, 'strict': False}

class Dialect:
    __module__ = '_csv'
    __slots__ = tuple(_DEFAULTS)

    def __init__(self, dialect=None, **options):
        for name in options:
            if name not in _DEFAULTS:
                raise TypeError(f"this function got an unexpected keyword argument '{name}'")
        if isinstance(dialect, str):
            dialect = get_dialect(dialect)
        for name, default in _DEFAULTS.items():
            value = options.get(name, getattr(dialect, name, default))
            if name in ('doublequote', 'skipinitialspace', 'strict'):
                value = bool(value)
            setattr(self, name, value)
        if options.get('quotechar', '') is None and 'quoting' not in options:
            self.quoting = QUOTE_NONE
        self._check()

    def _check(self):
        for name in ('delimiter', 'quotechar', 'escapechar'):
            value = getattr(self, name)
            if value is None and name != 'delimiter':
                continue
            kind = 'a unicode character' if name == 'delimiter' else 'a unicode character or None'
            if not isinstance(value, str):
                raise TypeError(f'"{name}" must be {kind}, not {type(value).__name__}')
            if len(value) != 1:
                raise TypeError(f'"{name}" must be {kind}, not a string of length {len(value)}')
        if not isinstance(self.quoting, int):
            raise TypeError('"quoting" must be an integer, not ' + type(self.quoting).__name__)
        if not 0 <= self.quoting <= 5:
            raise TypeError('bad "quoting" value')
        if self.quoting != QUOTE_NONE and self.quotechar is None:
            raise TypeError('quotechar must be set if quoting enabled')
        if not isinstance(self.lineterminator, str):
            raise TypeError('"lineterminator" must be a string, not ' + type(self.lineterminator).__name__)
        # No character may stand for two things.
        marks = [(name, getattr(self, name)) for name in ('delimiter', 'escapechar', 'quotechar')]
        for name, mark in marks:
            if mark is None:
                continue
            if mark in '\r\n' or mark == ' ' and name != 'delimiter' and self.skipinitialspace:
                raise ValueError(f'bad {name} value')
            if mark in self.lineterminator:
                raise ValueError(f'bad {name} or lineterminator value')
        for at, (name, mark) in enumerate(marks):
            for other, its_mark in marks[at + 1:]:
                if mark is not None and mark == its_mark:
                    raise ValueError(f'bad {name} or {other} value')

    def __reduce_ex__(self, protocol):
        raise TypeError(f"cannot pickle '{type(self).__name__}' instances")

def _dialect_of(dialect, options):
    if isinstance(dialect, Dialect) and not options:
        return dialect
    if isinstance(dialect, type):
        dialect = dialect()
    return Dialect(dialect, **options)

class reader:
    __module__ = '_csv'

    def __init__(self, iterable, dialect='excel', **fmtparams):
        self._lines = iter(iterable)
        if dialect == 'excel' and 'excel' not in _dialects:
            dialect = None
        self._dialect = _dialect_of(dialect, fmtparams)
        self._line_num = 0

    def __iter__(self):
        return self

    def __next__(self):
        dialect = self._dialect
        delimiter, quote, escape = dialect.delimiter, dialect.quotechar, dialect.escapechar
        quoting = dialect.quoting
        if quoting == QUOTE_NONE:
            quote = None
        fields = []
        field = []
        quoted = False
        # One of: the start of a record or of a field, in a field, in a quoted field, after a quote in it, after an
        # escape in a field or in a quoted one, after a line's end that was escaped, at the record's end.
        state = 'record'
        def save():
            nonlocal quoted
            text = ''.join(field)
            field.clear()
            if not quoted:
                if quoting in (QUOTE_NONNUMERIC, QUOTE_STRINGS) and text:
                    text = float(text)
                elif quoting in (QUOTE_NOTNULL, QUOTE_STRINGS) and not text:
                    text = None
            quoted = False
            fields.append(text)
        def add(c):
            if len(field) >= _limit:
                raise Error(f'field larger than field limit ({_limit})')
            field.append(c)
        while True:
            try:
                line = next(self._lines)
            except StopIteration:
                if field or state == 'quoted':
                    if dialect.strict:
                        raise Error('unexpected end of data') from None
                    save()
                    return fields
                raise
            if not isinstance(line, str):
                raise Error(f'iterator should return strings, not {type(line).__name__}'
                            ' (the file should be opened in text mode)')
            self._line_num += 1
            if state == 'record' and escape is None and (quote is None or quote not in line):
                text = line.rstrip('\r\n')
                plain = '\n' not in text and '\r' not in text and len(text) <= _limit
                if plain and not dialect.skipinitialspace and quoting in (QUOTE_MINIMAL, QUOTE_ALL, QUOTE_NONE):
                    return text.split(delimiter) if text else []
            for c in line:
                if state == 'line' or state == 'field':
                    if c in '\r\n':
                        save()
                        state = 'end'
                    elif c == escape:
                        state = 'escape'
                    elif c == delimiter:
                        save()
                        state = 'start'
                    else:
                        add(c)
                        state = 'field'
                elif state == 'quoted':
                    if c == escape:
                        state = 'escape-quoted'
                    elif c == quote:
                        state = 'quote' if dialect.doublequote else 'field'
                    else:
                        add(c)
                elif state == 'record' or state == 'start':
                    if c in '\r\n':
                        if state == 'start':
                            save()
                        state = 'end'
                    elif c == quote:
                        state = 'quoted'
                        quoted = True
                    elif c == escape:
                        state = 'escape'
                    elif c == ' ' and dialect.skipinitialspace:
                        state = 'start'
                    elif c == delimiter:
                        save()
                        state = 'start'
                    else:
                        add(c)
                        state = 'field'
                elif state == 'quote':
                    if c == quote:
                        add(c)
                        state = 'quoted'
                    elif c == delimiter:
                        save()
                        state = 'start'
                    elif c in '\r\n':
                        save()
                        state = 'end'
                    elif dialect.strict:
                        raise Error(f"'{delimiter}' expected after '{quote}'")
                    else:
                        add(c)
                        state = 'field'
                elif state == 'end':
                    if c not in '\r\n':
                        raise Error('new-line character seen in unquoted field -'
                                    ' do you need to open the file with newline=\'\'?')
                else:
                    add(c)
                    state = 'quoted' if state == 'escape-quoted' else 'line' if c in '\r\n' else 'field'
            if state == 'escape' or state == 'escape-quoted':
                # What is escaped is the end of the line.
                add('\n')
                state = 'field' if state == 'escape' else 'quoted'
            elif state != 'quoted' and state != 'line':
                if state == 'field' or state == 'quote' or state == 'start':
                    save()
                return fields

    @property
    def dialect(self):
        return self._dialect

    @property
    def line_num(self):
        return self._line_num

class writer:
    __module__ = '_csv'

    def __init__(self, fileobj, dialect='excel', **fmtparams):
        if not hasattr(fileobj, 'write'):
            raise TypeError('argument 1 must have a "write" method')
        self._write = fileobj.write
        if dialect == 'excel' and 'excel' not in _dialects:
            dialect = None
        self._dialect = _dialect_of(dialect, fmtparams)

    @property
    def dialect(self):
        return self._dialect

    def writerow(self, row):
        try:
            items = [*row]
        except TypeError:
            raise Error(f'iterable expected, not {type(row).__name__}') from None
        dialect = self._dialect
        fields = [self._field(item, len(items) == 1) for item in items]
        return self._write(dialect.delimiter.join(fields) + dialect.lineterminator)

    def writerows(self, rows):
        for row in rows:
            self.writerow(row)

    def _field(self, item, alone):
        dialect = self._dialect
        quoting, quote, escape = dialect.quoting, dialect.quotechar, dialect.escapechar
        text = '' if item is None else repr(item) if type(item) is float else str(item)
        quoted = (quoting == QUOTE_ALL or quoting == QUOTE_NONNUMERIC and not isinstance(item, (int, float))
                  or quoting == QUOTE_STRINGS and isinstance(item, str) or quoting == QUOTE_NOTNULL and item is not None)
        may_quote = quoting != QUOTE_NONE and not (item is None and quoting in (QUOTE_STRINGS, QUOTE_NOTNULL))
        if not text and dialect.delimiter == ' ' and dialect.skipinitialspace:
            if not may_quote:
                raise Error('empty field must be quoted if delimiter is a space and skipinitialspace is true')
            quoted = True
        if not text and alone and not quoted:
            if not may_quote:
                raise Error('single empty field record must be quoted')
            quoted = True
        special = {dialect.delimiter, escape, quote, '\r', '\n', *dialect.lineterminator} - {None}
        if any([c in special for c in text]):
            parts = []
            for c in text:
                if c in special:
                    escaped = quoting == QUOTE_NONE or c == escape
                    if c == quote and not escaped:
                        escaped = not dialect.doublequote
                        if not escaped:
                            parts.append(quote)
                    if not escaped:
                        quoted = True
                    elif escape is None:
                        raise Error('need to escape, but no escapechar set')
                    else:
                        parts.append(escape)
                parts.append(c)
            text = ''.join(parts)
        return f'{quote}{text}{quote}' if quoted else text
