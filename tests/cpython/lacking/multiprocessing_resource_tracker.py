"""Nothing outlives a run, so nothing is tracked."""

import unittest
import _processes

_CLEANUP_FUNCS = {}


class _Tracker:
    _pid = None

    def ensure_running(self):
        raise unittest.SkipTest('there is no resource tracker')


_resource_tracker = _Tracker()


def register(name, rtype):
    """Nothing is kept."""


unregister = register


def _unlink(name):
    _processes.memory_unlink(name.removeprefix('/'))


_CLEANUP_FUNCS['shared_memory'] = _unlink
