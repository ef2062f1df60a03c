import _weft

MAGIC, CODESIZE, MAXREPEAT, MAXGROUPS = _constants()

def getlower(character, flags):
    if flags & 32:
        return unicode_tolower(character)
    return ascii_tolower(character)

def getcodesize():
    return CODESIZE

def compile(pattern, flags, code, groups, groupindex, indexgroup):
    self = _weft.State.__new__(Pattern)
    self._begin(pattern, int(flags), [int(word) for word in code], groups, groupindex, indexgroup)
    return self

def template(pattern, parts):
    # Literals and numbers of groups by turns; empty literals are left out.
    return [part for part in parts if part != '' and part != b'']

class Pattern(_weft.State):
    __slots__ = ()
    __module__ = 're'
    vars().update(_weft.natives_of('re.Pattern'))

    pattern = property(lambda self: self._parts()[0])
    flags = property(lambda self: self._parts()[3])
    groups = property(lambda self: self._parts()[4])
    groupindex = property(lambda self: _weft.mapping_proxy(self._parts()[1]))

    def finditer(self, string, pos=0, endpos=None):
        return iter(self._matches(string, pos, endpos, 0))

    def scanner(self, string, pos=0, endpos=None):
        return Scanner(self, string, pos, endpos)

    def sub(self, repl, string, count=0):
        return self.subn(repl, string, count)[0]

    def subn(self, repl, string, count=0):
        if callable(repl):
            parts = []
            at = times = 0
            for match in self._matches(string, 0, None, count):
                start, end = match.span()
                parts.append(string[at:start])
                text = repl(match)
                if text is not None:
                    parts.append(text)
                at = end
                times += 1
            parts.append(string[at:])
            return ('' if isinstance(string, str) else b'').join(parts), times
        if not isinstance(repl, (str, bytes, bytearray)):
            raise TypeError(f'expected string or bytes-like object, got {type(repl).__name__!r}')
        if isinstance(repl, str) and isinstance(string, (bytes, bytearray)):
            raise TypeError('sequence item 0: expected a bytes-like object, str found')
        if isinstance(string, str) and not isinstance(repl, str):
            raise TypeError('sequence item 0: expected str instance, bytes found')
        if ('\\' if isinstance(repl, str) else b'\\') in repl:
            import re
            repl = re._compile_template(self, repl)
        else:
            repl = [repl]
        return self._replace(string, count, repl)

    def __copy__(self):
        return self

    def __deepcopy__(self, memo):
        return self

    def __eq__(self, other):
        if not isinstance(other, Pattern):
            return NotImplemented
        return self._code() == other._code() and self.pattern == other.pattern

    def __hash__(self):
        return hash((self.pattern, self._code()))

    @classmethod
    def __class_getitem__(cls, item, /):
        return _weft.generic_alias(cls, item)

    def __repr__(self):
        flags = self.flags
        if isinstance(self.pattern, str) and flags & 32 and not flags & 260:
            flags &= ~32
        names = []
        for name, bit in _FLAGS:
            if flags & bit:
                names.append(f're.{name}')
                flags &= ~bit
        if flags:
            names.append(hex(flags))
        pattern = f'{self.pattern!r:.200}'
        return f"re.compile({pattern}{', ' if names else ''}{'|'.join(names)})"

_FLAGS = (('IGNORECASE', 2), ('LOCALE', 4), ('MULTILINE', 8), ('DOTALL', 16), ('UNICODE', 32), ('VERBOSE', 64),
          ('DEBUG', 128), ('ASCII', 256))

class Match(_weft.State):
    __slots__ = ()
    __module__ = 're'
    vars().update(_weft.natives_of('re.Match'))

    re = property(lambda self: self._parts()[0])
    string = property(lambda self: self._parts()[1])
    pos = property(lambda self: self._parts()[2])
    endpos = property(lambda self: self._parts()[3])
    lastindex = property(lambda self: self._parts()[4] or None)

    @property
    def lastgroup(self):
        last = self._parts()[4]
        return self.re._parts()[2][last] if last else None

    @property
    def regs(self):
        return tuple([self.span(group) for group in range(self.re.groups + 1)])

    def groupdict(self, default=None):
        groups = self.groups(default)
        return {name: groups[group - 1] for name, group in self.re._parts()[1].items()}

    def expand(self, template):
        import re
        empty = self.string[:0]
        parts = re._compile_template(self.re, template)
        return empty.join([(self.group(part) or empty) if isinstance(part, int) else part for part in parts])

    def __copy__(self):
        return self

    def __deepcopy__(self, memo):
        return self

    @classmethod
    def __class_getitem__(cls, item, /):
        return _weft.generic_alias(cls, item)

    def __repr__(self):
        return f'<re.Match object; span={self.span()}, match={f"{self.group()!r}":.50}>'

_weft.register('re.Match', Match)

class Scanner:
    # What `Pattern.scanner` gives: matches one after the other.
    __slots__ = ('pattern', '_string', '_pos', '_endpos')

    def __init__(self, pattern, string, pos, endpos):
        self.pattern = pattern
        self._string = string
        self._pos = pos
        self._endpos = endpos

    def match(self):
        return self._moved(self.pattern.match)

    def search(self):
        return self._moved(self.pattern.search)

    def _moved(self, function):
        if self._pos is None:
            return None
        match = function(self._string, self._pos, self._endpos)
        if match is None:
            self._pos = None
        else:
            self._pos = match.end() + (match.end() == match.start())
        return match
