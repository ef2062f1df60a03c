# Whole documents of plain data are natives' work; the rest is left to the modules of `json`.

import _weft

def _scan_slowly(string, end, strict):
    # The Python scanner counts and words one error otherwise than the C one.
    from json.decoder import JSONDecodeError, py_scanstring
    try:
        return py_scanstring(string, end, strict)
    except JSONDecodeError as e:
        if e.msg.startswith('Invalid \\escape: '):
            raise JSONDecodeError('Invalid \\escape', string, e.pos - 1) from None
        raise

_weft.register('json.scanstring', _scan_slowly)

class make_scanner:
    def __init__(self, context):
        from json.decoder import _CONSTANTS
        from json.scanner import py_make_scanner
        self._slow = py_make_scanner(context)
        self._plain = (context.object_hook is None and context.object_pairs_hook is None
                       and context.parse_float is float and context.parse_int is int
                       and context.strict and context.parse_constant == _CONSTANTS.__getitem__)

    def __call__(self, string, idx):
        if self._plain:
            found = _scan(string, idx)
            if found is not None:
                return found
        return self._slow(string, idx)

class make_encoder:
    def __init__(self, markers, default, encoder, indent, key_separator, item_separator, sort_keys, skipkeys, allow_nan):
        self._ascii = encoder is encode_basestring_ascii
        self._plain = self._ascii or encoder is encode_basestring
        self._parts = (indent, key_separator, item_separator, sort_keys, allow_nan)
        self._rest = (markers, default, encoder, skipkeys)

    def __call__(self, o, level):
        indent, key_separator, item_separator, sort_keys, allow_nan = self._parts
        if self._plain:
            text = _write(o, self._ascii, indent, key_separator, item_separator, sort_keys, allow_nan)
            if text is not None:
                return (text,)
        from json.encoder import _make_iterencode
        markers, default, encoder, skipkeys = self._rest
        def floatstr(value):
            text = float.__repr__(value)
            if value - value == 0:
                return text
            if not allow_nan:
                raise ValueError(f'Out of range float values are not JSON compliant: {value!r}')
            return 'NaN' if value != value else 'Infinity' if value > 0 else '-Infinity'
        encode = _make_iterencode(markers, default, encoder, indent, floatstr, key_separator, item_separator,
                                  sort_keys, skipkeys, False)
        return tuple(encode(o, level))
