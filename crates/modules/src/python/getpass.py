# Weft has no terminal: a password is read like any other line, and the reader is told so, as CPython does then.

import os
import sys
import warnings

__all__ = ['getpass', 'getuser', 'GetPassWarning']

class GetPassWarning(UserWarning):
    pass

def getpass(prompt='Password: ', stream=None, *, echo_char=None):
    warnings.warn('Can not control echo on the terminal.', GetPassWarning, stacklevel=2)
    stream = sys.stderr if stream is None else stream
    print('Warning: Password input may be echoed.', file=stream)
    stream.write(str(prompt))
    stream.flush()
    line = sys.stdin.readline()
    if not line:
        raise EOFError
    return line.removesuffix('\n')

def getuser():
    for name in ('LOGNAME', 'USER', 'LNAME', 'USERNAME'):
        if os.environ.get(name):
            return os.environ[name]
    return os.getlogin()
