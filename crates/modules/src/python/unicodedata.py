# What Unicode says of characters. There is no table of all names: a character without an entry in the small one is
# named by NotImplementedError, not by a wrong answer.

unidata_version = '16.0.0'

_none = object()

def _one(chr, function):
    if not isinstance(chr, str) or len(chr) != 1:
        what = 'str' if isinstance(chr, str) else type(chr).__name__
        raise TypeError(f'{function}() argument 1 must be a unicode character, not {what}')
    return chr

def _absent(default, message):
    if default is _none:
        raise ValueError(message)
    return default

def name(chr, default=_none, /):
    if category(_one(chr, 'name')) in ('Cc', 'Cn', 'Co', 'Cs'):
        return _absent(default, 'no such name')
    found = _known_name(chr)
    if found is not None:
        return found
    code = ord(chr)
    if 0x4e00 <= code <= 0x9fff or 0x3400 <= code <= 0x4dbf or 0x20000 <= code <= 0x2a6df:
        return f'CJK UNIFIED IDEOGRAPH-{code:X}'
    raise NotImplementedError(f'Weft does not know the name of U+{code:04X}')

def lookup(name, /):
    found = _known_character(name)
    if found is not None:
        return found
    raise KeyError(f"undefined character name '{name}'")

def decimal(chr, default=_none, /):
    if _one(chr, 'decimal').isdecimal():
        return int(chr)
    return _absent(default, 'not a decimal')

_ROMAN = {'I': 1, 'V': 5, 'X': 10, 'L': 50, 'C': 100, 'D': 500, 'M': 1000}

def _value(chr):
    plain = normalize('NFKC', chr)
    if plain.isdecimal():
        return float(int(plain))
    above, slash, below = plain.partition('\u2044')
    if slash and above.isdecimal() and below.isdecimal():
        return int(above) / int(below)
    if chr != plain and plain.strip('IVXLCDMivxlcdm') == '':
        # A Roman numeral: what stands before something greater is taken away.
        values = [_ROMAN[letter] for letter in plain.upper()]
        return float(sum([-v if v < after else v for v, after in zip(values, values[1:] + [0])]))
    return None

def digit(chr, default=_none, /):
    if not _one(chr, 'digit').isdigit():
        return _absent(default, 'not a digit')
    value = _value(chr)
    if value is None:
        raise NotImplementedError(f'Weft does not know the value of U+{ord(chr):04X}')
    return int(value)

def numeric(chr, default=_none, /):
    if not _one(chr, 'numeric').isnumeric():
        return _absent(default, 'not a numeric character')
    value = _value(chr)
    if value is None:
        raise NotImplementedError(f'Weft does not know the value of U+{ord(chr):04X}')
    return value

def is_normalized(form, unistr, /):
    return normalize(form, unistr) == unistr
