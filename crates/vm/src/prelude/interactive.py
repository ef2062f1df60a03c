# What is meant for people who type in a console.

class _Quitter:
    __module__ = '_sitebuiltins'

    def __init__(self, name):
        self.name = name

    def __repr__(self):
        return f'Use {self.name}() or Ctrl-D (i.e. EOF) to exit'

    def __call__(self, code=None):
        raise SystemExit(code)

_Quitter.__name__ = _Quitter.__qualname__ = 'Quitter'
exit = _Quitter('exit')
quit = _Quitter('quit')

class _Helper:
    __module__ = '_sitebuiltins'

    def __repr__(self):
        return 'Type help() for interactive help, or help(object) for help about object.'

    def __call__(self, *args, **kwds):
        raise NotImplementedError('help(): Weft has no pydoc')

help = _Helper()
