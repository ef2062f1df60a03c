"""Warnings of tests."""

import contextlib
import functools
import warnings


class WarningsRecorder:
    def __init__(self, caught):
        self.warnings = caught
        self._start = 0

    def __getattr__(self, name):
        if len(self.warnings) > self._start:
            return getattr(self.warnings[-1], name)
        if name in warnings.WarningMessage._WARNING_DETAILS:
            return None
        raise AttributeError(name)

    def reset(self):
        self._start = len(self.warnings)


@contextlib.contextmanager
def check_warnings(*filters, quiet=None):
    if not filters:
        filters = (('', Warning),)
        quiet = True if quiet is None else quiet
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter('always')
        yield WarningsRecorder(caught)
    import re
    left = list(caught)
    for pattern, category in filters:
        found = [w for w in left if issubclass(w.category, category) and re.match(pattern, str(w.message), re.I)]
        if not found and not quiet:
            raise AssertionError(f'no {category.__name__} like {pattern!r}')
        left = [w for w in left if w not in found]
    if left:
        raise AssertionError(f'unexpected warning {left[0].message}')


def check_syntax_warning(test, statement, pattern='', *, lineno=1, offset=None):
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter('always', SyntaxWarning)
        compile(statement, '<testcase>', 'exec')
    test.assertEqual(len(caught), 1, caught)
    test.assertRegex(str(caught[0].message), pattern)
    test.assertEqual(caught[0].lineno, lineno)


@contextlib.contextmanager
def check_no_warnings(test, message='', category=Warning, force_gc=False):
    with warnings.catch_warnings(record=True) as caught:
        warnings.filterwarnings('always', message=message, category=category)
        yield
    test.assertEqual(caught, [])


def ignore_warnings(*, category):
    def decorate(test):
        @functools.wraps(test)
        def run(*args, **named):
            with warnings.catch_warnings():
                warnings.simplefilter('ignore', category)
                return test(*args, **named)
        return run
    return decorate


@contextlib.contextmanager
def save_restore_warnings_filters():
    before = warnings.filters[:]
    try:
        yield
    finally:
        warnings.filters[:] = before


@contextlib.contextmanager
def check_no_resource_warning(test):
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter('always', ResourceWarning)
        yield
    test.assertEqual(caught, [])
