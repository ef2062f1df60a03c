# doctest: what fails, what raises, what is no Python.
def f(x):
    """
    >>> f(1)
    2
    >>> f('a')
    Traceback (most recent call last):
        ...
    TypeError: can only concatenate str (not "int") to str
    >>> f(None)
    3
    >>> f(3)
    5
    """
    return x + 1
import doctest

import traceback

def g():
    """
    >>> 1 +
    2
    """

class Quiet(doctest.DocTestRunner):
    def report_start(self, out, test, example): pass
    def report_failure(self, out, test, example, got): out(f'failure {example.source.strip()} {got.strip()}\n')
    def report_unexpected_exception(self, out, test, example, exc_info): out(f'unexpected {exc_info[0].__name__}\n')

for test in doctest.DocTestFinder().find(f) + doctest.DocTestFinder().find(g):
    print(Quiet().run(test))
