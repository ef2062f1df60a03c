"""Hashes that a test needs."""

import hashlib
import unittest


def requires_hashdigest(name, openssl=None, usedforsecurity=True):
    return (lambda test: test) if name in hashlib.algorithms_available else unittest.skip(f'needs {name}')
