# There are no debuggers: no command line of theirs, and no jumps to other lines.

__all__ = ['Bdb', 'BdbQuit', 'Breakpoint']

class BdbQuit(Exception):
    pass

class Bdb:
    def __init__(self, *args, **kwargs):
        pass

    def set_trace(self, frame=None):
        raise NotImplementedError('bdb is not available in Weft')

    def reset(self):
        pass

    def set_continue(self):
        pass

    def __getattr__(self, name):
        if name.startswith('_'):
            raise AttributeError(f'{type(self).__name__!r} object has no attribute {name!r}')
        raise NotImplementedError(f'bdb.Bdb.{name} is not available in Weft')

class Breakpoint:
    def __init__(self, file, line, temporary=False, cond=None, funcname=None):
        raise NotImplementedError('bdb.Breakpoint is not available in Weft')
