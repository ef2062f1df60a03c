# Templates: what `t"..."` gives.

class Interpolation:
    __module__ = 'string.templatelib'
    __match_args__ = ('value', 'expression', 'conversion', 'format_spec')
    __slots__ = __match_args__

    def __new__(cls, value, expression='', conversion=None, format_spec=''):
        if not isinstance(expression, str):
            raise TypeError(f"Interpolation() argument 'expression' must be str, not {type(expression).__name__}")
        if conversion not in (None, 's', 'r', 'a'):
            raise ValueError("Interpolation() argument 'conversion' must be one of 's', 'a' or 'r'")
        self = object.__new__(cls)
        for name, part in zip(cls.__match_args__, (value, expression, conversion, format_spec)):
            object.__setattr__(self, name, part)
        return self

    def __init_subclass__(cls):
        raise TypeError("type 'string.templatelib.Interpolation' is not an acceptable base type")

    def __setattr__(self, name, value):
        raise AttributeError('readonly attribute')

    def __repr__(self):
        return (f'Interpolation({self.value!r}, {self.expression!r}, {self.conversion!r}, {self.format_spec!r})')

    def __reduce__(self):
        return Interpolation, (self.value, self.expression, self.conversion, self.format_spec)

class Template:
    __module__ = 'string.templatelib'
    __slots__ = ('strings', 'interpolations')

    def __new__(cls, *args):
        strings = ['']
        interpolations = []
        for part in args:
            if isinstance(part, str):
                strings[-1] += part
            elif isinstance(part, Interpolation):
                interpolations.append(part)
                strings.append('')
            else:
                raise TypeError(f'Template.__new__ *args need to be of type str or Interpolation, got'
                                f' {type(part).__name__}')
        return _make_template(strings, interpolations)

    def __init_subclass__(cls):
        raise TypeError("type 'string.templatelib.Template' is not an acceptable base type")

    def __setattr__(self, name, value):
        raise AttributeError('readonly attribute')

    @property
    def values(self):
        return tuple([i.value for i in self.interpolations])

    def __iter__(self):
        for at, string in enumerate(self.strings):
            if string:
                yield string
            if at < len(self.interpolations):
                yield self.interpolations[at]

    def __add__(self, other):
        if not isinstance(other, Template):
            kind = type(other).__name__
            raise TypeError(f'can only concatenate string.templatelib.Template (not "{kind}") to'
                            ' string.templatelib.Template')
        strings = [*self.strings[:-1], self.strings[-1] + other.strings[0], *other.strings[1:]]
        return _make_template(strings, self.interpolations + other.interpolations)

    def __reduce__(self):
        return _from_parts, (self.strings, self.interpolations)

    def __repr__(self):
        return f'Template(strings={self.strings!r}, interpolations={self.interpolations!r})'

def _make_template(strings, interpolations):
    self = object.__new__(Template)
    object.__setattr__(self, 'strings', tuple(strings))
    object.__setattr__(self, 'interpolations', tuple(interpolations))
    return self

_from_parts = _make_template

def convert(obj, /, conversion):
    if conversion is None:
        return obj
    if conversion not in ('r', 's', 'a'):
        raise ValueError(f'invalid conversion specifier: {conversion}')
    return {'r': repr, 's': str, 'a': ascii}[conversion](obj)
