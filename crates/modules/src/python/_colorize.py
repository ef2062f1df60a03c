# There is no terminal: nothing is coloured.

class _Plain:
    def __getattr__(self, name):
        if name.startswith('__'):
            raise AttributeError(name)
        return ''

class _Theme:
    def __getattr__(self, name):
        if name.startswith('__'):
            raise AttributeError(name)
        return _Plain()

ANSIColors = NoColors = _Plain()
_theme = _Theme()

def can_colorize(*, file=None):
    return False

def get_colors(colorize=False, *, file=None):
    return NoColors

def get_theme(*, tty_file=None, force_color=False, force_no_color=False):
    return _theme

def decolor(text):
    return text
