"""Threads of tests: started together, waited for, looked after."""

import contextlib
import functools
import threading
import time
import unittest

from test import support


def threading_setup():
    return threading.active_count(), None


def threading_cleanup(count, _):
    end = time.monotonic() + 2
    while threading.active_count() > count and time.monotonic() < end:
        time.sleep(0.01)


def reap_threads(test):
    @functools.wraps(test)
    def run(*args):
        before = threading_setup()
        try:
            return test(*args)
        finally:
            threading_cleanup(*before)
    return run


def requires_working_threading(*, module=False):
    return (lambda test: test) if not module else None


def join_thread(thread, timeout=support.LONG_TIMEOUT):
    thread.join(timeout)
    if thread.is_alive():
        raise AssertionError(f'{thread!r} did not end within {timeout} s')


@contextlib.contextmanager
def wait_threads_exit(timeout=None):
    import _thread
    before = _thread._count()
    yield
    end = time.monotonic() + (timeout or support.LONG_TIMEOUT)
    while _thread._count() > before:
        if time.monotonic() > end:
            raise AssertionError('threads are left over')
        time.sleep(0.01)


@contextlib.contextmanager
def start_threads(threads, unlock=None):
    threads = list(threads)
    started = []
    try:
        for thread in threads:
            thread.start()
            started.append(thread)
        yield
    finally:
        if unlock:
            unlock()
        for thread in started:
            join_thread(thread)


class catch_threading_exception:
    """Keeps what `threading.excepthook` is given."""

    def __enter__(self):
        self.args = self.exc_type = self.exc_value = self.exc_traceback = self.thread = None
        self._before = threading.excepthook
        threading.excepthook = self._keep
        return self

    def _keep(self, args):
        self.args = args
        self.exc_type, self.exc_value, self.exc_traceback, self.thread = (
            args.exc_type, args.exc_value, args.exc_traceback, args.thread)

    def __exit__(self, *exception):
        threading.excepthook = self._before
        del self.args, self.exc_type, self.exc_value, self.exc_traceback, self.thread
