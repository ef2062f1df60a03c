"""Files of tests, in the folder that the test file runs in."""

import contextlib
import os
import shutil
import tempfile

TESTFN_ASCII = TESTFN = '@test_file'
TESTFN_UNICODE = TESTFN + '-\xe0\xf2'
FS_NONASCII = '\xe6'


def unlink(path):
    try:
        os.unlink(path)
    except FileNotFoundError:
        pass


def rmtree(path):
    shutil.rmtree(path, ignore_errors=True)


def rmdir(path):
    try:
        os.rmdir(path)
    except FileNotFoundError:
        pass


def create_empty_file(path):
    with open(path, 'wb'):
        pass


@contextlib.contextmanager
def temp_dir(path=None, quiet=False):
    path = path or tempfile.mkdtemp()
    os.makedirs(path, exist_ok=True)
    try:
        yield path
    finally:
        rmtree(path)


@contextlib.contextmanager
def temp_cwd(name=None, quiet=False):
    before = os.getcwd()
    with temp_dir(name) as path:
        os.chdir(path)
        try:
            yield os.getcwd()
        finally:
            os.chdir(before)


def fd_count():
    """How many descriptors the process has open; Weft's have none of the host's."""
    import sys
    return len(os.listdir('/proc/self/fd')) if sys.implementation.name == 'cpython' else 0


class FakePath:
    """Something like a path that is not a string."""

    def __init__(self, path):
        self.path = path

    def __fspath__(self):
        if isinstance(self.path, type) and issubclass(self.path, BaseException):
            raise self.path
        if isinstance(self.path, BaseException):
            raise self.path
        return self.path


class EnvironmentVarGuard:
    """Changes of the environment that are taken back."""

    def __enter__(self):
        self._before = dict(os.environ)
        return self

    def set(self, name, value):
        os.environ[name] = value

    __setitem__ = set

    def unset(self, name):
        os.environ.pop(name, None)

    def __exit__(self, *exception):
        for name in set(os.environ) - set(self._before):
            del os.environ[name]
        os.environ.update(self._before)
