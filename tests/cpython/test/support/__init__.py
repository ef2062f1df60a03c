"""What CPython's test files use of its `test.support`, written for Weft's runs of them.

Tests that CPython marks as its own (`cpython_only`, sizes of objects, reference counts) are skipped elsewhere."""

import contextlib
import functools
import gc
import io
import os
import platform
import sys
import time
import unittest

verbose = False
SHORT_TIMEOUT = 20.0
LOOPBACK_TIMEOUT = 5.0
LONG_TIMEOUT = 60.0
MAX_Py_ssize_t = sys.maxsize
_1G = 1 << 30
_2G = 2 << 30
_4G = 4 << 30
is_jython = is_wasi = is_emscripten = is_android = False
has_fork_support = True
has_subprocess_support = IS_CPYTHON = platform.python_implementation() == 'CPython'
has_strftime_extensions = True
Py_DEBUG = PGO = False
has_socket_support = False
PIPE_MAX_SIZE = SOCK_MAX_SIZE = 4 * 1024 * 1024 + 1
# Tests say here that they left something behind.
environment_altered = False
HAVE_DOCSTRINGS = MISSING_C_DOCSTRINGS = False
NHASHBITS = sys.hash_info.width if hasattr(sys, 'hash_info') else 64


class Error(Exception):
    """The base of this module's exceptions."""


class TestFailed(Error):
    """A test failed in a way that unittest does not see."""


ResourceDenied = unittest.SkipTest


# Objects with a settled answer to every comparison.

class _AlwaysEqual:
    def __eq__(self, other):
        return True

    def __ne__(self, other):
        return False


class _NeverEqual:
    def __eq__(self, other):
        return False

    def __ne__(self, other):
        return True

    def __hash__(self):
        return 1


class _Largest:
    def __eq__(self, other):
        return isinstance(other, _Largest)

    def __lt__(self, other):
        return False

    def __le__(self, other):
        return self == other

    def __gt__(self, other):
        return not self == other

    def __ge__(self, other):
        return True


class _Smallest:
    def __eq__(self, other):
        return isinstance(other, _Smallest)

    def __gt__(self, other):
        return False

    def __ge__(self, other):
        return self == other

    def __lt__(self, other):
        return not self == other

    def __le__(self, other):
        return True


ALWAYS_EQ = _AlwaysEqual()
NEVER_EQ = _NeverEqual()
LARGEST = _Largest()
SMALLEST = _Smallest()


# Decorators that leave tests out.

def _as_is(test):
    return test


def _only_if(condition, reason):
    return _as_is if condition else unittest.skip(reason)


cpython_only = _only_if(IS_CPYTHON, "about CPython's insides")
no_tracing = refcount_test = requires_gil_enabled = skip_if_pgo_task = _as_is
requires_legacy_unicode_capi = _only_if(False, 'needs the C interface')
requires_docstrings = _only_if(HAVE_DOCSTRINGS, 'needs docstrings of built-ins')
requires_IEEE_754 = _as_is
skip_if_sanitizer = lambda *args, **named: _as_is


def requires_fork():
    return _as_is


def requires_subprocess():
    return _only_if(has_subprocess_support, 'needs other programs')


def requires_resource(name):
    return _only_if(is_resource_enabled(name), f'needs the resource {name}')


def requires_mac_ver(*version):
    return _as_is


def is_resource_enabled(name):
    return False


def requires(name, message=None):
    if not is_resource_enabled(name):
        raise unittest.SkipTest(message or f'needs the resource {name}')


def check_impl_detail(**guards):
    default = not next(iter(guards.values())) if guards else False
    if not guards:
        guards = {'cpython': True}
    return guards.get(platform.python_implementation().lower(), default)


def impl_detail(message=None, **guards):
    return _only_if(check_impl_detail(**guards), message or 'a detail of another implementation')


def check_sanitizer(**kinds):
    return False


def bigmemtest(size, memuse, dry_run=True):
    """The test gets a small size: nobody sets aside gigabytes here. Those that insist on the size are skipped."""
    def decorate(test):
        @functools.wraps(test)
        def run(self):
            if not dry_run:
                raise unittest.SkipTest('needs much memory')
            return test(self, 5147)
        return run
    return decorate


def bigaddrspacetest(test):
    return unittest.skip('needs much memory')(test)


def reset_code(code):
    return code


# Things that are put back afterwards.

@contextlib.contextmanager
def captured_output(name):
    before = getattr(sys, name)
    stream = io.StringIO()
    setattr(sys, name, stream)
    try:
        yield stream
    finally:
        setattr(sys, name, before)


def captured_stdout():
    return captured_output('stdout')


def captured_stderr():
    return captured_output('stderr')


def captured_stdin():
    return captured_output('stdin')


_missing = object()


@contextlib.contextmanager
def swap_attr(target, name, value):
    before = getattr(target, name, _missing)
    setattr(target, name, value)
    try:
        yield None if before is _missing else before
    finally:
        if before is not _missing:
            setattr(target, name, before)
        elif hasattr(target, name):
            delattr(target, name)


@contextlib.contextmanager
def swap_item(target, key, value):
    before = target[key] if key in target else _missing
    target[key] = value
    try:
        yield None if before is _missing else before
    finally:
        if before is not _missing:
            target[key] = before
        elif key in target:
            del target[key]


@contextlib.contextmanager
def infinite_recursion(max_depth=75):
    before = sys.getrecursionlimit()
    sys.setrecursionlimit(max(max_depth, 75))
    try:
        yield
    finally:
        sys.setrecursionlimit(before)


@contextlib.contextmanager
def adjust_int_max_str_digits(digits):
    before = sys.get_int_max_str_digits()
    sys.set_int_max_str_digits(digits)
    try:
        yield
    finally:
        sys.set_int_max_str_digits(before)


@contextlib.contextmanager
def disable_gc():
    before = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if before:
            gc.enable()


class catch_unraisable_exception:
    """Keeps what `sys.unraisablehook` is given."""

    def __enter__(self):
        self.unraisable = None
        self._before = sys.unraisablehook
        sys.unraisablehook = self._keep
        return self

    def _keep(self, unraisable):
        self.unraisable = unraisable

    def __exit__(self, *exception):
        sys.unraisablehook = self._before
        del self.unraisable


class SuppressCrashReport:
    def __enter__(self):
        return self

    def __exit__(self, *exception):
        return None


def run_with_locale(category, *names):
    return unittest.skip('there is one locale')


def run_with_tz(zone):
    def decorate(test):
        @functools.wraps(test)
        def run(*args, **named):
            if not hasattr(time, 'tzset'):
                raise unittest.SkipTest('needs time.tzset')
            before = os.environ.get('TZ')
            os.environ['TZ'] = zone
            time.tzset()
            try:
                return test(*args, **named)
            finally:
                if before is None:
                    del os.environ['TZ']
                else:
                    os.environ['TZ'] = before
                time.tzset()
        return run
    return decorate


def setswitchinterval(interval):
    return sys.setswitchinterval(interval)


# Helpers of tests.

def gc_collect():
    for _ in range(3):
        gc.collect()


def get_attribute(target, name):
    try:
        return getattr(target, name)
    except AttributeError:
        raise unittest.SkipTest(f'{target!r} has no {name}') from None


def findfile(name, subdir=None):
    folder = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    return os.path.join(folder, subdir, name) if subdir else os.path.join(folder, name)


def check_free_after_iterating(test, iter, cls, args=()):
    """An iterator lets go of what it ran over when it is at the end."""
    done = False
    iterator = None

    class Watched(cls):
        def __del__(self):
            nonlocal done
            done = True
            try:
                next(iterator)
            except StopIteration:
                pass

    iterator = iter(Watched(*args))
    test.assertRaises(StopIteration, next, iterator)
    gc_collect()
    test.assertTrue(done)


def check_disallow_instantiation(test, kind, *args, **named):
    with test.assertRaisesRegex(TypeError, 'cannot create'):
        kind(*args, **named)


def check__all__(test, module, name_of_module=None, extra=(), not_exported=()):
    owners = name_of_module or module.__name__
    owners = (owners,) if isinstance(owners, str) else owners
    expected = set(extra)
    for name, value in vars(module).items():
        if name.startswith('_') or name in not_exported:
            continue
        owner = getattr(value, '__module__', None)
        if owner in owners or (owner is None and not isinstance(value, type(sys))):
            expected.add(name)
    test.assertCountEqual(module.__all__, expected)


def check_syntax_error(test, statement, pattern='', *, lineno=None, offset=None):
    with test.assertRaisesRegex(SyntaxError, pattern) as caught:
        compile(statement, '<test string>', 'exec')
    if lineno is not None:
        test.assertEqual(caught.exception.lineno, lineno)
    if offset is not None:
        test.assertEqual(caught.exception.offset, offset)


def check_sizeof(test, value, size):
    raise unittest.SkipTest('sizes of objects are not compared')


def calcobjsize(layout):
    raise unittest.SkipTest('sizes of objects are not compared')


calcvobjsize = calcobjsize


def collision_stats(buckets, balls):
    """Mean and deviation of the collisions when `balls` fall into `buckets`."""
    empty = buckets * (1 - 1 / buckets) ** balls
    mean = balls - (buckets - empty)
    variance = empty + buckets * (buckets - 1) * (1 - 2 / buckets) ** balls - empty * empty
    return mean, max(variance, 0) ** 0.5


def load_package_tests(folder, loader, standard, pattern):
    raise unittest.SkipTest('packages of tests are loaded file by file')


def run_in_subinterp(text):
    raise unittest.SkipTest('there are no sub-interpreters')


# Runs a suite; set by the program that runs the file.
runner = None


def run_unittest(*tests):
    for test in tests:
        runner(unittest.defaultTestLoader.loadTestsFromTestCase(test))


def run_doctest(module, verbosity=None, optionflags=0):
    import doctest
    failed, count = doctest.testmod(module, verbose=False, optionflags=optionflags)
    if failed:
        raise TestFailed(f'{failed} of {count} doctests failed')
    return failed, count


def print_warning(message):
    print('Warning --', message, file=sys.__stderr__, flush=True)


def skip_if_broken_multiprocessing_synchronize():
    """Locks between processes work; what the tests of them import besides is put in place."""
    import importlib
    import multiprocessing
    for name in ('heap', 'resource_tracker'):
        try:
            importlib.import_module(f'multiprocessing.{name}')
        except ImportError:
            module = importlib.import_module(f'multiprocessing_{name}')
            sys.modules[f'multiprocessing.{name}'] = module
            setattr(multiprocessing, name, module)


def darwin_malloc_err_warning(name):
    """macOS warns of some allocations; nothing is to be said elsewhere."""


def wait_process(pid, *, exitcode, timeout=None):
    found, status = os.waitpid(pid, 0)
    code = os.waitstatus_to_exitcode(status)
    if (found, code) != (pid, exitcode):
        raise AssertionError(f'process {found} ended with {code}, not {exitcode}')


def reap_children():
    return None


def sleeping_retry(timeout, error=None, /, *, init_delay=0.01, max_delay=1.0, error_on_timeout=True):
    end = time.monotonic() + timeout
    delay = init_delay
    while True:
        yield
        if time.monotonic() >= end:
            break
        time.sleep(delay)
        delay = min(delay * 2, max_delay)
    if error_on_timeout:
        raise AssertionError(error or f'not within {timeout} s')


def busy_retry(timeout, error=None, /, *, error_on_timeout=True):
    end = time.monotonic() + timeout
    yield
    while time.monotonic() < end:
        yield
    if error_on_timeout:
        raise AssertionError(error or f'not within {timeout} s')


def requires_working_socket(*, module=False):
    # Connections within the program work, which is what the tests that ask for it use.
    return None if module else (lambda test: test)
