# Reading and writing of comma-separated values, for `csv`.

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
            if not isinstance(value, str):
                kind = 'a unicode character' if name == 'delimiter' else 'a unicode character or None'
                raise TypeError(f'"{name}" must be {kind}, not {type(value).__name__}')
            if len(value) != 1:
                kind = 'a unicode character' if name == 'delimiter' else 'a unicode character or None'
                raise TypeError(f'"{name}" must be {kind}, not a string of length {len(value)}')
        if not isinstance(self.quoting, int):
            raise TypeError('"quoting" must be an integer, not ' + type(self.quoting).__name__)
        if not 0 <= self.quoting <= 5:
            raise TypeError('bad "quoting" value')
        if self.quoting != QUOTE_NONE and self.quotechar is None:
            raise TypeError('quotechar must be set if quoting enabled')
        if not isinstance(self.lineterminator, str):
            raise TypeError('"lineterminator" must be a string, not ' + type(self.lineterminator).__name__)

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
        self.dialect = _dialect_of(dialect, fmtparams)
        self.line_num = 0

    def __iter__(self):
        return self

    def __next__(self):
        dialect = self.dialect
        delimiter, quote, escape = dialect.delimiter, dialect.quotechar, dialect.escapechar
        fields = []
        field = []
        quoted = False
        # One of: start of a record or field, in a field, in a quoted field, after a quote in it.
        state = 'record'
        def save():
            text = ''.join(field)
            field.clear()
            if not quoted:
                if dialect.quoting in (QUOTE_NONNUMERIC, QUOTE_STRINGS) and text:
                    text = float(text)
                elif dialect.quoting in (QUOTE_NOTNULL, QUOTE_STRINGS) and not text:
                    text = None
            fields.append(text)
        while True:
            try:
                line = next(self._lines)
            except StopIteration:
                if state in ('quoted', 'escape-quoted') or field:
                    if dialect.strict:
                        raise Error('unexpected end of data') from None
                    save()
                    return fields
                raise
            if not isinstance(line, str):
                raise Error(f'iterator should return strings, not {type(line).__name__}'
                            ' (the file should be opened in text mode)')
            self.line_num += 1
            if state == 'record' and quote not in line and escape is None and '\r' not in line[:-2]:
                text = line.rstrip('\r\n')
                if '\n' not in text and not dialect.skipinitialspace and dialect.quoting in (0, 1, 3):
                    return text.split(delimiter) if text else []
            for c in line:
                if state == 'end':
                    if c in '\r\n':
                        continue
                    raise Error('new-line character seen in unquoted field -'
                                ' do you need to open the file with newline=\'\'?')
                if state in ('record', 'start'):
                    if c in '\r\n':
                        if state == 'start':
                            save()
                        state = 'end'
                    elif c == quote and dialect.quoting != QUOTE_NONE:
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
                        field.append(c)
                        state = 'field'
                elif state == 'field':
                    if c in '\r\n':
                        save()
                        state = 'end'
                    elif c == escape:
                        state = 'escape'
                    elif c == delimiter:
                        save()
                        quoted = False
                        state = 'start'
                    else:
                        field.append(c)
                elif state == 'quoted':
                    if c == escape:
                        state = 'escape-quoted'
                    elif c == quote and dialect.quoting != QUOTE_NONE:
                        state = 'quote' if dialect.doublequote else 'field'
                    else:
                        field.append(c)
                elif state == 'quote':
                    if c == quote:
                        field.append(c)
                        state = 'quoted'
                    elif c == delimiter:
                        save()
                        quoted = False
                        state = 'start'
                    elif c in '\r\n':
                        save()
                        state = 'end'
                    elif dialect.strict:
                        raise Error(f"'{delimiter}' expected after '{quote}'")
                    else:
                        field.append(c)
                        state = 'field'
                else:
                    field.append(c)
                    state = 'field' if state == 'escape' else 'quoted'
                if len(field) > _limit:
                    raise Error(f'field larger than field limit ({_limit})')
            if state in ('quoted', 'escape-quoted'):
                continue
            if state == 'escape':
                field.append('\n')
                state = 'field'
            if state in ('field', 'quote'):
                save()
            elif state == 'start':
                save()
            return fields

class writer:
    __module__ = '_csv'

    def __init__(self, fileobj, dialect='excel', **fmtparams):
        if not hasattr(fileobj, 'write'):
            raise TypeError('argument 1 must have a "write" method')
        self._write = fileobj.write
        if dialect == 'excel' and 'excel' not in _dialects:
            dialect = None
        self.dialect = _dialect_of(dialect, fmtparams)

    def writerow(self, row):
        try:
            items = [*row]
        except TypeError:
            raise Error(f'iterable expected, not {type(row).__name__}') from None
        dialect = self.dialect
        fields = [self._field(item, len(items) == 1) for item in items]
        return self._write(dialect.delimiter.join(fields) + dialect.lineterminator)

    def writerows(self, rows):
        for row in rows:
            self.writerow(row)

    def _field(self, item, alone):
        dialect = self.dialect
        quoting, quote, escape = dialect.quoting, dialect.quotechar, dialect.escapechar
        text = '' if item is None else repr(item) if type(item) is float else str(item)
        wanted = (quoting == QUOTE_ALL or quoting == QUOTE_NONNUMERIC and not isinstance(item, (int, float))
                  or quoting == QUOTE_STRINGS and isinstance(item, str) or quoting == QUOTE_NOTNULL and item is not None)
        special = {dialect.delimiter, escape, quote, '\r', '\n', *dialect.lineterminator} - {None}
        if not wanted and quoting != QUOTE_NONE:
            wanted = any([c in special for c in text]) or alone and not text
            if dialect.skipinitialspace and text.startswith(' '):
                wanted = True
        if not wanted and alone and not text:
            raise Error('single empty field record must be quoted')
        if wanted and quoting != QUOTE_NONE:
            if escape is not None and escape in text:
                text = text.replace(escape, escape * 2)
            if dialect.doublequote:
                text = text.replace(quote, quote * 2)
            elif quote in text:
                if escape is None:
                    raise Error('need to escape, but no escapechar set')
                text = text.replace(quote, escape + quote)
            return f'{quote}{text}{quote}'
        if any([c in special for c in text]):
            if escape is None:
                raise Error('need to escape, but no escapechar set')
            text = ''.join([escape + c if c in special else c for c in text])
        return text
