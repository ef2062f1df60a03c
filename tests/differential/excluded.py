"""What is known to differ: a pattern for CPython's line, one for Weft's, and the reason, as COMPATIBILITY.md has it."""

import re

KNOWN = [
    (r".* cannot be raised to a negative power.*|.*0\.0 to a negative or complex power.*", r".*zero to a negative (or complex )?power.*",
     "the words of 3.14: zero to a negative power"),
    (r".*%c requires int or char.*", r".*%c requires an int or a unicode character, not .*", "the words of 3.14: %c"),
    (r".*non-hexadecimal number found in fromhex.*", r".*fromhex\(\) arg must contain an even number of.*", "the words of 3.14: fromhex"),
    (r".*fromhex\(\) argument must be str, not.*", r".*fromhex\(\) argument must be str or bytes-like, not.*",
     "the words of 3.14: fromhex"),
    (r".* TypeError fromhex\(\) argument must be str, not (bytes|bytearray|memoryview)", r".*",
     "bytes.fromhex takes bytes, as in 3.14"),
    (r".*(method-wrapper).*", r".*builtin_function_or_method.*|.*built-in method.*", "one kind of bound built-in method"),
    (r"set:.*'nan', 'nan'.*", r"set:.*'nan'.*", "NaNs made apart are one object"),
    (r".*dict_reversekeyiterator.*", r".*dict_keyiterator.*", "one type of dict iterator for both directions"),
]

COMPILED = [(re.compile(old), re.compile(new), reason) for old, new, reason in KNOWN]


def excluded(expected, actual):
    """The reason why this pair of lines is a documented difference, or None."""
    return next((reason for old, new, reason in COMPILED if old.fullmatch(expected) and new.fullmatch(actual)), None)
