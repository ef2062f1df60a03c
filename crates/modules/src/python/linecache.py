# Lines of source texts: of the program and of what it compiled, and of files.

import _weft

cache = {}

def clearcache():
    cache.clear()

def getlines(filename, module_globals=None):
    entry = cache.get(filename)
    if entry is not None:
        return entry[2]
    text = _weft.source_text(filename)
    if text is None:
        return updatecache(filename)
    lines = text.splitlines(True)
    if lines and not lines[-1].endswith('\n'):
        lines[-1] += '\n'
    return lines

def getline(filename, lineno, module_globals=None):
    lines = getlines(filename, module_globals)
    return lines[lineno - 1] if 1 <= lineno <= len(lines) else ''

def updatecache(filename, module_globals=None):
    cache.pop(filename, None)
    if not filename or filename.startswith('<') and filename.endswith('>'):
        return []
    try:
        with open(filename, encoding='utf-8') as file:
            lines = file.readlines()
    except (OSError, UnicodeDecodeError, SyntaxError):
        return []
    if lines and not lines[-1].endswith('\n'):
        lines[-1] += '\n'
    cache[filename] = len(''.join(lines)), None, lines, filename
    return lines

def checkcache(filename=None):
    for name in [filename] if filename else list(cache):
        cache.pop(name, None)

def lazycache(filename, module_globals):
    return False
