# Paths with slashes, as `os.path` has them.

import os

__all__ = ['normcase', 'isabs', 'join', 'splitdrive', 'splitroot', 'split', 'splitext', 'basename', 'dirname',
           'commonprefix', 'commonpath', 'getsize', 'getmtime', 'getatime', 'getctime', 'islink', 'exists', 'lexists',
           'isdir', 'isfile', 'ismount', 'isjunction', 'expanduser', 'expandvars', 'normpath', 'abspath', 'samefile',
           'curdir', 'pardir', 'sep', 'pathsep', 'defpath', 'altsep', 'extsep', 'devnull', 'realpath',
           'supports_unicode_filenames', 'relpath']

curdir = '.'
pardir = '..'
extsep = '.'
sep = '/'
pathsep = ':'
defpath = '/bin:/usr/bin'
altsep = None
devnull = '/dev/null'
supports_unicode_filenames = False

def _texts(path):
    # The path, and '/', '.', '..' and '' of its kind.
    path = os.fspath(path)
    if isinstance(path, bytes):
        return path, b'/', b'.', b'..', b''
    return path, '/', '.', '..', ''

def normcase(s):
    return os.fspath(s)

def isabs(s):
    s, slash, *_ = _texts(s)
    return s.startswith(slash)

def join(a, /, *p):
    path, slash, dot, dots, empty = _texts(a)
    for part in p:
        part = os.fspath(part)
        if isinstance(part, bytes) is not isinstance(path, bytes):
            raise TypeError("Can't mix strings and bytes in path components")
        if part.startswith(slash) or not path:
            path = part
        elif path.endswith(slash):
            path += part
        else:
            path += slash + part
    return path

def split(p):
    p, slash, dot, dots, empty = _texts(p)
    i = p.rfind(slash) + 1
    head, tail = p[:i], p[i:]
    if head and head != slash * len(head):
        head = head.rstrip(slash)
    return head, tail

def splitext(p):
    p, slash, dot, dots, empty = _texts(p)
    name = p.rfind(slash) + 1
    at = p.rfind(dot)
    # Leading dots belong to the name.
    if at < name or not p[name:at].strip(dot):
        return p, empty
    return p[:at], p[at:]

def splitdrive(p):
    p, *_, empty = _texts(p)
    return empty, p

def splitroot(p):
    p, slash, dot, dots, empty = _texts(p)
    if not p.startswith(slash):
        return empty, empty, p
    if p.startswith(slash * 2) and not p.startswith(slash * 3):
        return empty, p[:2], p[2:]
    return empty, slash, p[1:]

def basename(p):
    return split(p)[1]

def dirname(p):
    return split(p)[0]

def normpath(path):
    path, slash, dot, dots, empty = _texts(path)
    if not path:
        return dot
    _, root, rest = splitroot(path)
    parts = []
    for part in rest.split(slash):
        if part in (empty, dot):
            continue
        if part != dots or (not root and not parts) or (parts and parts[-1] == dots):
            parts.append(part)
        elif parts:
            parts.pop()
    return root + slash.join(parts) or dot

def abspath(path):
    path, slash, *_ = _texts(path)
    if not path.startswith(slash):
        cwd = os.getcwd()
        path = join(cwd.encode() if isinstance(path, bytes) else cwd, path)
    return normpath(path)

def realpath(filename, /, *, strict=False):
    path = abspath(filename)
    if strict:
        os.stat(path)
    return path

def relpath(path, start=None):
    if not path:
        raise ValueError('no path specified')
    path, slash, dot, dots, empty = _texts(path)
    begin = [x for x in abspath(dot if start is None else os.fspath(start)).split(slash) if x]
    parts = [x for x in abspath(path).split(slash) if x]
    same = len(commonprefix([begin, parts]))
    relative = [dots] * (len(begin) - same) + parts[same:]
    return slash.join(relative) if relative else dot

def commonprefix(m):
    if not m:
        return ''
    if not isinstance(m[0], (list, tuple)):
        m = tuple(map(os.fspath, m))
    low, high = min(m), max(m)
    for i, c in enumerate(low):
        if c != high[i]:
            return low[:i]
    return low

def commonpath(paths):
    paths = tuple(map(os.fspath, paths))
    if not paths:
        raise ValueError('commonpath() arg is an empty sequence')
    _, slash, dot, _, empty = _texts(paths[0])
    absolute = {p.startswith(slash) for p in paths}
    if len(absolute) > 1:
        raise ValueError("Can't mix absolute and relative paths")
    parts = [[x for x in p.split(slash) if x and x != dot] for p in paths]
    return (slash if absolute.pop() else empty) + slash.join(commonprefix(parts))

def expanduser(path):
    path, slash, *_ = _texts(path)
    if isinstance(path, str) and (path == '~' or path.startswith('~/')):
        return os.environ.get('HOME', '/').rstrip('/') + path[1:] or '/'
    return path

def expandvars(path):
    path = os.fspath(path)
    if '$' not in path:
        return path
    import re
    return re.sub(r'\$(\w+|\{[^}]*\})', lambda m: os.environ.get(m[1].strip('{}'), m[0]), path)

def _stat(path):
    try:
        return os.stat(path)
    except (OSError, ValueError):
        return None

def exists(path):
    return _stat(path) is not None

lexists = exists

def isdir(s):
    found = _stat(s)
    return found is not None and found.st_mode & 0o170000 == 0o040000

def isfile(path):
    found = _stat(path)
    return found is not None and found.st_mode & 0o170000 == 0o100000

def islink(path):
    return False

isjunction = islink

def ismount(path):
    return abspath(path) == '/'

def getsize(filename):
    return os.stat(filename).st_size

def getmtime(filename):
    return os.stat(filename).st_mtime

getatime = getctime = getmtime

def samestat(s1, s2):
    return s1.st_ino == s2.st_ino

def samefile(f1, f2):
    return samestat(os.stat(f1), os.stat(f2))
