"""Tests that start another Python; where there are no other programs they are skipped."""

import collections
import os
import subprocess
import sys
import unittest

from test import support

Ended = collections.namedtuple('Ended', 'rc out err')
interpreter_requires_environment = lambda: False


def _start(arguments, **named):
    if not support.has_subprocess_support:
        raise unittest.SkipTest('needs other programs')
    environment = dict(os.environ, **named)
    return subprocess.Popen([sys.executable, '-X', 'faulthandler', *arguments], env=environment,
                            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def run_python_until_end(*arguments, **named):
    isolated = named.pop('__isolated', True)
    process = _start((['-I'] if isolated and not named else []) + list(arguments), **named)
    out, err = process.communicate()
    return Ended(process.returncode, out, err), arguments


def assert_python_ok(*arguments, **named):
    ended, _ = run_python_until_end(*arguments, **named)
    if ended.rc != 0:
        raise AssertionError(f'exit code {ended.rc}: {ended.err.decode("utf-8", "replace")}')
    return ended


def assert_python_failure(*arguments, **named):
    ended, _ = run_python_until_end(*arguments, **named)
    if ended.rc == 0:
        raise AssertionError('exit code 0')
    return ended


def spawn_python(*arguments, **named):
    if not support.has_subprocess_support:
        raise unittest.SkipTest('needs other programs')
    return subprocess.Popen([sys.executable, *arguments], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                            stderr=subprocess.STDOUT, **named)


def kill_python(process):
    process.stdin.close()
    text = process.stdout.read()
    process.stdout.close()
    process.wait()
    return text
