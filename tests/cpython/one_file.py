"""Runs one of CPython's test files in this interpreter: `one_file.py MODULE`.

Prints a line for each test as it ends: `P` passed, `F` failed, `S` skipped, its name, and for a failure the last line
of its traceback."""

import os
import signal
import sys
import unittest

# Seconds for one test: what hangs is a failure, and the file goes on. Tests with an alarm of their own are on their own.
LIMIT = 40


class TookTooLong(Exception):
    pass


def _ring(signum, frame):
    raise TookTooLong(f'no end within {LIMIT} s')


class Lines(unittest.TestResult):
    def _line(self, mark, test, detail=''):
        print(mark, str(test).split(' ')[0], test.__class__.__name__, detail, flush=True, file=sys.__stdout__)

    def startTest(self, test):
        super().startTest(test)
        self._failed = False
        signal.signal(signal.SIGALRM, _ring)
        signal.alarm(LIMIT)

    def stopTest(self, test):
        signal.alarm(0)
        super().stopTest(test)

    def addSuccess(self, test):
        if not self._failed:
            self._line('P', test)

    def addError(self, test, error):
        self._failed = True
        self._line('F', test, f'{error[0].__name__}: {error[1]}'.replace('\n', ' ')[:300])

    addFailure = addError

    def addSubTest(self, test, subtest, error):
        # One failing part makes the test a failed one, once.
        if error is not None and not self._failed:
            self.addError(test, error)

    def addSkip(self, test, reason):
        self._line('S', test, reason)

    def addExpectedFailure(self, test, error):
        self._line('P', test)

    def addUnexpectedSuccess(self, test):
        self._line('F', test, 'unexpected success')


def main():
    name = sys.argv[1]
    # Modules that test files import for one of their tests; where the interpreter has them, it takes its own.
    sys.path.append(os.path.join(os.path.dirname(os.path.abspath(__file__)), 'lacking'))
    sys.argv[1:] = []
    result = Lines()
    from test import support
    support.runner = lambda suite: suite.run(result)
    try:
        __import__(name)
        if hasattr(sys.modules[name], 'test_main'):
            # It says itself which classes hold tests, and what is to be set up.
            sys.modules[name].test_main()
            print('END', flush=True)
            return
        suite = unittest.defaultTestLoader.loadTestsFromModule(sys.modules[name])
    except unittest.SkipTest as e:
        print('S', name, 'module', e)
        return
    suite.run(result)
    print('END', flush=True)


if __name__ == '__main__':
    main()
