# Where the data of time zones is looked for.

import os

TZPATH = ('/usr/share/zoneinfo', '/usr/lib/zoneinfo', '/usr/share/lib/zoneinfo', '/etc/zoneinfo')

class InvalidTZPathWarning(RuntimeWarning):
    pass

def reset_tzpath(to=None):
    global TZPATH
    if to is None:
        to = [path for path in os.environ.get('PYTHONTZPATH', '').split(os.pathsep) if path]
    elif isinstance(to, (str, bytes)):
        raise TypeError(f'tzpath must be a list or tuple, not {type(to)}: {to!r}')
    for path in to:
        if not os.path.isabs(path):
            raise ValueError(f'tzpaths must be absolute, found: {path!r}')
    TZPATH = tuple(to)

def find_tzfile(key):
    if os.path.isabs(key) or os.path.normpath(key) != key or key.startswith('..'):
        raise ValueError(f'ZoneInfo keys must be normalized relative paths, got: {key}')
    for folder in TZPATH:
        path = os.path.join(folder, key)
        if os.path.isfile(path):
            return path
    return None

def available_timezones():
    found = set()
    for folder in TZPATH:
        for top, folders, names in os.walk(folder):
            if top == folder:
                folders[:] = [name for name in folders if name not in ('posix', 'right')]
            for name in names:
                path = os.path.join(top, name)
                with open(path, 'rb') as file:
                    if file.read(4) == b'TZif':
                        found.add(os.path.relpath(path, folder))
    found.discard('posixrules')
    return found
