# There is no debugger: stopping in one says so.

import bdb

__all__ = ['Pdb', 'post_mortem', 'pm', 'run', 'runcall', 'runeval', 'set_trace']

def set_trace(*, header=None, commands=None):
    raise NotImplementedError('pdb is not available in Weft')

def run(statement, globals=None, locals=None):
    set_trace()

def runeval(expression, globals=None, locals=None):
    set_trace()

def runcall(*args, **kwds):
    set_trace()

def post_mortem(t=None):
    set_trace()

def pm():
    set_trace()

class Pdb(bdb.Bdb):
    pass
