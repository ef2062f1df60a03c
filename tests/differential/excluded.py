"""What is known to differ: a pattern for CPython's line, one for Weft's, and the reason."""

import re

KNOWN = [
]

COMPILED = [(re.compile(old), re.compile(new)) for old, new, _ in KNOWN]


def excluded(expected, actual):
    """Is this pair of lines a documented difference?"""
    return any(old.fullmatch(expected) and new.fullmatch(actual) for old, new in COMPILED)
