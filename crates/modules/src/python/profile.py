# Programs cannot be profiled from within.

__all__ = ['Profile', 'run', 'runctx']

def run(statement, filename=None, sort=-1):
    raise NotImplementedError('profile is not available in Weft')

def runctx(statement, globals, locals, filename=None, sort=-1):
    raise NotImplementedError('profile is not available in Weft')

class Profile:
    def __init__(self, *args, **kwargs):
        raise NotImplementedError('profile is not available in Weft')
