"""Importing modules as tests want them: fresh, blocked, or not at all."""

import contextlib
import importlib
import sys
import unittest


def import_module(name, deprecated=False, *, required_on=()):
    try:
        return importlib.import_module(name)
    except ImportError as e:
        raise unittest.SkipTest(str(e)) from None


def forget(name):
    sys.modules.pop(name, None)


unload = forget


def import_fresh_module(name, fresh=(), blocked=(), deprecated=False):
    """The module imported anew, with `fresh` ones anew too, and as if there were no `blocked` ones."""
    names = {name, *fresh, *blocked}
    touched = [n for n in sys.modules if any(n == m or n.startswith(m + '.') for m in names)]
    before = {n: sys.modules.pop(n) for n in touched}
    try:
        for other in blocked:
            sys.modules[other] = None
        for other in fresh:
            importlib.import_module(other)
        return importlib.import_module(name)
    except ImportError:
        return None
    finally:
        for other in [n for n in sys.modules if any(n == m or n.startswith(m + '.') for m in names)]:
            del sys.modules[other]
        sys.modules.update(before)


@contextlib.contextmanager
def isolated_modules():
    before = dict(sys.modules)
    try:
        yield
    finally:
        sys.modules.clear()
        sys.modules.update(before)


class CleanImport:
    def __init__(self, *names, usefrozen=False):
        self.before = {n: sys.modules.pop(n) for n in names if n in sys.modules}

    def __enter__(self):
        return self

    def __exit__(self, *exception):
        sys.modules.update(self.before)


@contextlib.contextmanager
def frozen_modules(enabled=True):
    yield


class DirsOnSysPath:
    """Folders at the end of `sys.path` for a while."""

    def __init__(self, *paths):
        self.before = sys.path, sys.path[:]
        sys.path.extend(paths)

    def __enter__(self):
        return self

    def __exit__(self, *exception):
        sys.path, sys.path[:] = self.before
