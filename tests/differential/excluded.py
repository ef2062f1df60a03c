"""What is known to differ: a pattern for CPython's line, one for Weft's, and the reason."""

import re

KNOWN = [
    (r".* cannot be raised to a negative power|.*0\.0 to a negative or complex power", r".*zero to a negative (or complex )?power",
     "the words of 3.14"),
    (r".*%c requires int or char", r".*%c requires an int or a unicode character, not .*", "the words of 3.14"),
    (r".*non-hexadecimal number found in fromhex.*", r".*fromhex\(\) arg must contain an even number of.*", "the words of 3.14"),
    (r".*(method-wrapper).*", r".*builtin_function_or_method.*|.*built-in method.*",
     "Weft has one kind of bound built-in method"),
    (r".* str 'iterator'", r".* str 'generator'", "iteration by __getitem__ is a generator of the prelude"),
    (r".*dict_reversekeyiterator.*", r".*dict_keyiterator.*", "one type for both directions"),
]

COMPILED = [(re.compile(old), re.compile(new)) for old, new, _ in KNOWN]


def excluded(expected, actual):
    """Is this pair of lines a documented difference?"""
    return any(old.fullmatch(expected) and new.fullmatch(actual) for old, new in COMPILED)
