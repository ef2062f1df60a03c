# A parser of XML as `xml.parsers.expat` gives it: <https://docs.python.org/3/library/pyexpat.html>. It does not validate
# and reads no other files. Text is kept until a whole piece of markup is there.

import re
import types

class ExpatError(Exception):
    __module__ = 'xml.parsers.expat'

error = ExpatError
EXPAT_VERSION = 'expat_2.7.1'
version_info = (2, 7, 1)
native_encoding = 'UTF-8'
features = []

XML_PARAM_ENTITY_PARSING_NEVER = 0
XML_PARAM_ENTITY_PARSING_UNLESS_STANDALONE = 1
XML_PARAM_ENTITY_PARSING_ALWAYS = 2

_MESSAGES = {
    'XML_ERROR_SYNTAX': (2, 'syntax error'),
    'XML_ERROR_NO_ELEMENTS': (3, 'no element found'),
    'XML_ERROR_INVALID_TOKEN': (4, 'not well-formed (invalid token)'),
    'XML_ERROR_UNCLOSED_TOKEN': (5, 'unclosed token'),
    'XML_ERROR_TAG_MISMATCH': (7, 'mismatched tag'),
    'XML_ERROR_DUPLICATE_ATTRIBUTE': (8, 'duplicate attribute'),
    'XML_ERROR_JUNK_AFTER_DOC_ELEMENT': (9, 'junk after document element'),
    'XML_ERROR_UNDEFINED_ENTITY': (11, 'undefined entity'),
    'XML_ERROR_RECURSIVE_ENTITY_REF': (12, 'recursive entity reference'),
    'XML_ERROR_BAD_CHAR_REF': (14, 'reference to invalid character number'),
    'XML_ERROR_MISPLACED_XML_PI': (17, 'XML or text declaration not at start of entity'),
    'XML_ERROR_UNKNOWN_ENCODING': (18, 'unknown encoding'),
    'XML_ERROR_UNCLOSED_CDATA_SECTION': (20, 'unclosed CDATA section'),
    'XML_ERROR_UNBOUND_PREFIX': (27, 'unbound prefix'),
    'XML_ERROR_FINISHED': (36, 'parsing finished'),
}

errors = types.ModuleType('pyexpat.errors')
errors.messages = {number: message for number, message in _MESSAGES.values()}
errors.codes = {message: number for number, message in _MESSAGES.values()}
for _name, (_number, _message) in _MESSAGES.items():
    setattr(errors, _name, _message)
model = types.ModuleType('pyexpat.model')

def ErrorString(number):
    return errors.messages.get(number)

_NAME = re.compile(r'[:A-Z_a-z\xb7\xc0-\ufffd\U00010000-\U000effff][-.0-9:A-Z_a-z\xb7\xc0-\ufffd\U00010000-\U000effff]*')
_SPACE = re.compile(r'[ \t\r\n]*')
_REFERENCE = re.compile(r'&(?:#x([0-9a-fA-F]+)|#([0-9]+)|([^;&<\s#][^;&<\s]*));')
_FORBIDDEN = re.compile('[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]')
_ENTITY = re.compile(r'<!ENTITY\s+([^\s%]\S*)\s+("[^"]*"|\'[^\']*\')\s*>')
_DOCTYPE = re.compile(r'<!DOCTYPE\s+([^\s\[>]+)(?:\s+(SYSTEM|PUBLIC)\s+("[^"]*"|\'[^\']*\')(?:\s+("[^"]*"|\'[^\']*\'))?)?\s*')
_ENCODING = re.compile(r'encoding\s*=\s*["\']([-A-Za-z0-9._]+)["\']')
_VERSION = re.compile(r'version\s*=\s*["\']([^"\']+)["\']')
_STANDALONE = re.compile(r'standalone\s*=\s*["\'](yes|no)["\']')
_PREDEFINED = {'lt': '<', 'gt': '>', 'amp': '&', 'quot': '"', 'apos': "'"}
_XML = 'http://www.w3.org/XML/1998/namespace'
# How deep entities may refer to each other.
_DEEPEST = 20

_HANDLERS = (
    'StartElementHandler', 'EndElementHandler', 'CharacterDataHandler', 'ProcessingInstructionHandler',
    'CommentHandler', 'StartCdataSectionHandler', 'EndCdataSectionHandler', 'DefaultHandler', 'DefaultHandlerExpand',
    'StartNamespaceDeclHandler', 'EndNamespaceDeclHandler', 'XmlDeclHandler', 'StartDoctypeDeclHandler',
    'EndDoctypeDeclHandler',
)
_OTHER_HANDLERS = (
    'UnparsedEntityDeclHandler', 'NotationDeclHandler', 'NotStandaloneHandler', 'ExternalEntityRefHandler',
    'ElementDeclHandler', 'AttlistDeclHandler', 'EntityDeclHandler', 'SkippedEntityHandler',
)

class XMLParserType:
    __module__ = 'pyexpat'

    def __init__(self, encoding, separator):
        for name in _HANDLERS + _OTHER_HANDLERS:
            self.__dict__[name] = None
        self.buffer_text = False
        self.buffer_size = 8192
        self.ordered_attributes = False
        self.specified_attributes = False
        self.namespace_prefixes = False
        self.intern = {}
        self.ErrorCode = 0
        self._encoding = encoding
        self._separator = separator
        self._bytes = b''
        self._text = ''
        self._at = 0
        # Where the text that is kept begins, for messages.
        self._line, self._column = 1, 0
        self._place = (1, 0)
        self._open = []
        self._scopes = [{'xml': _XML}]
        self._entities = dict(_PREDEFINED)
        self._external = False
        self._begun = self._had_root = self._finished = False
        self._data = []
        self._deferral = True

    def __setattr__(self, name, value):
        if name in _OTHER_HANDLERS and value is not None:
            raise NotImplementedError(f'pyexpat: Weft has no {name}')
        self.__dict__[name] = value

    ErrorLineNumber = CurrentLineNumber = property(lambda self: self._place[0])
    ErrorColumnNumber = CurrentColumnNumber = property(lambda self: self._place[1])

    def GetReparseDeferralEnabled(self):
        return self._deferral

    def SetReparseDeferralEnabled(self, enabled):
        self._deferral = bool(enabled)

    def SetParamEntityParsing(self, flag):
        return 1

    def UseForeignDTD(self, flag=True):
        self._external = bool(flag)

    def GetInputContext(self):
        return None

    def ParseFile(self, file):
        while chunk := file.read(65536):
            self.Parse(chunk, False)
        return self.Parse(b'', True)

    def Parse(self, data, isfinal=False):
        if self._finished:
            self._fail('XML_ERROR_FINISHED', self._at)
        if isinstance(data, str):
            self._text += data
        else:
            self._bytes += bytes(data)
            self._text += self._decoded(isfinal)
        if '\r' in self._text and (isfinal or not self._text.endswith('\r')):
            self._text = self._text.replace('\r\n', '\n').replace('\r', '\n')
        while self._at < len(self._text) and self._next(isfinal):
            pass
        if isfinal:
            self._flush()
            if self._at < len(self._text):
                self._fail('XML_ERROR_UNCLOSED_TOKEN', self._at)
            if self._open or not self._had_root:
                self._fail('XML_ERROR_NO_ELEMENTS', len(self._text))
            self._finished = True
        self._forget()
        return 1

    def _decoded(self, isfinal):
        data = self._bytes
        if self._encoding is None:
            if len(data) < 4 and not isfinal:
                return ''
            if data[:2] in (b'\xff\xfe', b'\xfe\xff'):
                self._encoding = 'utf-16'
            else:
                end = data.find(b'?>') if data[:5] == b'<?xml' else -1
                if data[:5] == b'<?xml' and end < 0 and not isfinal:
                    return ''
                named = _ENCODING.search(data[:end].decode('latin-1')) if end > 0 else None
                self._encoding = named[1] if named else 'utf-8'
        name = 'utf-8-sig' if self._encoding.lower() in ('utf-8', 'utf8') and not self._begun else self._encoding
        try:
            text = data.decode(name)
        except LookupError:
            self._fail('XML_ERROR_UNKNOWN_ENCODING', self._at)
        except UnicodeDecodeError as e:
            if not isfinal and e.end == len(data):
                # The rest of a character is still to come.
                self._bytes = data[e.start:]
                return data[:e.start].decode(name)
            self._text += data[:e.start].decode(name)
            self._fail('XML_ERROR_INVALID_TOKEN', len(self._text))
        self._bytes = b''
        return text

    # ---- places

    def _where(self, at):
        before = self._text[:at]
        lines = before.count('\n')
        if lines:
            return self._line + lines, at - before.rfind('\n') - 1
        return self._line, self._column + at

    def _forget(self):
        self._line, self._column = self._where(self._at)
        self._place = (self._line, self._column)
        self._text = self._text[self._at:]
        self._at = 0

    def _fail(self, name, at):
        number, message = _MESSAGES[name]
        self._place = line, column = self._where(at)
        self.ErrorCode = number
        exc = ExpatError(f'{message}: line {line}, column {column}')
        exc.code, exc.lineno, exc.offset = number, line, column
        raise exc

    # ---- one piece of markup or text

    def _next(self, isfinal):
        # False: it is not all there.
        text, at = self._text, self._at
        if text[at] != '<':
            return self._characters(isfinal)
        if text.startswith('<!--', at):
            end = text.find('--', at + 4)
            if end < 0 or end + 2 >= len(text):
                return self._later(isfinal)
            if text[end + 2] != '>':
                self._fail('XML_ERROR_INVALID_TOKEN', end + 2)
            return self._markup(end + 3, self.CommentHandler, text[at + 4:end])
        if text.startswith('<![CDATA[', at) and self._open:
            end = text.find(']]>', at)
            if end < 0:
                if isfinal:
                    self._fail('XML_ERROR_UNCLOSED_CDATA_SECTION', at)
                return False
            if self.StartCdataSectionHandler is not None:
                self._markup(at, self.StartCdataSectionHandler)
            self._data.append(text[at + 9:end])
            if self.EndCdataSectionHandler is not None:
                self._markup(at, self.EndCdataSectionHandler)
            return self._markup(end + 3)
        if text.startswith('<?', at):
            end = text.find('?>', at)
            return self._later(isfinal) if end < 0 else self._instruction(text[at + 2:end], end + 2)
        if text.startswith('<!DOCTYPE', at) and not self._had_root:
            return self._doctype(isfinal)
        if len(text) - at < 9 and any(m.startswith(text[at:]) for m in ('<!--', '<![CDATA[', '<!DOCTYPE')):
            return self._later(isfinal)
        return self._tag(isfinal)

    def _later(self, isfinal):
        if isfinal:
            self._fail('XML_ERROR_UNCLOSED_TOKEN', self._at)
        return False

    def _markup(self, end, handler=None, *args):
        # Markup that ends here: what was read before it is told, then it.
        if handler is not None:
            self._flush()
            self._place = self._where(self._at)
            handler(*args)
        self._at = end
        self._begun = True
        return True

    def _flush(self):
        if self._data:
            data, self._data = ''.join(self._data), []
            handler = self.CharacterDataHandler or self.DefaultHandlerExpand or self.DefaultHandler
            if handler is not None and data:
                handler(data)

    def _characters(self, isfinal):
        text, at = self._text, self._at
        end = text.find('<', at)
        whole = end >= 0 or isfinal
        if end < 0:
            end = len(text)
        if not self._open:
            blank = _SPACE.match(text, at, end).end()
            if blank < end:
                name = 'XML_ERROR_JUNK_AFTER_DOC_ELEMENT' if self._had_root else 'XML_ERROR_SYNTAX'
                self._fail(name, blank)
            return self._markup(end)
        if not whole:
            # Half an entity may stand at the end.
            reference = text.rfind('&', at)
            if reference >= 0 and ';' not in text[reference:]:
                end = reference
            if end == at:
                return False
        bad = text.find(']]>', at, end)
        if bad >= 0:
            self._fail('XML_ERROR_INVALID_TOKEN', bad + 2)
        self._replaced(text[at:end], at, self._data, 0)
        return self._markup(end)

    def _replaced(self, raw, at, out, depth):
        # The text with references replaced, as pieces in `out`.
        bad = _FORBIDDEN.search(raw)
        if bad:
            self._fail('XML_ERROR_INVALID_TOKEN', at + bad.start())
        done = 0
        while (found := raw.find('&', done)) >= 0:
            out.append(raw[done:found])
            reference = _REFERENCE.match(raw, found)
            if reference is None:
                name = _NAME.match(raw, found + 1)
                self._fail('XML_ERROR_INVALID_TOKEN', at + (name.end() if name else found + 1))
            hexadecimal, decimal, name = reference.groups()
            if name is None:
                number = int(hexadecimal, 16) if hexadecimal else int(decimal)
                if number > 0x10ffff or 0xd800 <= number < 0xe000 or _FORBIDDEN.match(chr(number)):
                    self._fail('XML_ERROR_BAD_CHAR_REF', at + found)
                out.append(chr(number))
            elif name in _PREDEFINED:
                out.append(_PREDEFINED[name])
            elif name in self._entities:
                if depth == _DEEPEST:
                    self._fail('XML_ERROR_RECURSIVE_ENTITY_REF', at + found)
                if '<' in self._entities[name]:
                    raise NotImplementedError(f'pyexpat: Weft reads no markup in entities ({name!r})')
                self._replaced(self._entities[name], at, out, depth + 1)
            elif self._external and out is self._data and self.DefaultHandlerExpand is not None:
                self._flush()
                self._place = self._where(at + found)
                self.DefaultHandlerExpand(reference[0])
            else:
                self._fail('XML_ERROR_UNDEFINED_ENTITY', at + found)
            done = reference.end()
        out.append(raw[done:])

    def _instruction(self, text, end):
        target = _NAME.match(text)
        if target is None:
            self._fail('XML_ERROR_INVALID_TOKEN', self._at + 2)
        name, rest = target[0], text[target.end():].lstrip(' \t\n')
        if name.lower() != 'xml':
            return self._markup(end, self.ProcessingInstructionHandler, name, rest)
        if self._begun:
            self._fail('XML_ERROR_MISPLACED_XML_PI', self._at)
        version, encoding, standalone = _VERSION.search(rest), _ENCODING.search(rest), _STANDALONE.search(rest)
        if version is None:
            self._fail('XML_ERROR_SYNTAX', self._at)
        alone = -1 if standalone is None else int(standalone[1] == 'yes')
        return self._markup(end, self.XmlDeclHandler, version[1], encoding and encoding[1], alone)

    def _doctype(self, isfinal):
        text, at = self._text, self._at
        found = _DOCTYPE.match(text, at)
        if found is None or found.end() == len(text):
            return self._later(isfinal)
        name, kind, first, second = found.groups()
        end = found.end()
        inside = text[end] == '['
        if inside:
            close = re.compile(r'\]\s*>').search(text, end)
            if close is None:
                return self._later(isfinal)
            for entity, value in _ENTITY.findall(text[end:close.start()]):
                self._entities.setdefault(entity, value[1:-1])
            end = close.end() - 1
        if text[end] != '>':
            self._fail('XML_ERROR_SYNTAX', end)
        self._external = self._external or kind is not None
        system = (second if kind == 'PUBLIC' else first) or None
        public = first[1:-1] if kind == 'PUBLIC' else None
        self._markup(at, self.StartDoctypeDeclHandler, name, system and system[1:-1], public, int(inside))
        return self._markup(end + 1, self.EndDoctypeDeclHandler)

    # ---- tags

    def _tag(self, isfinal):
        text, at = self._text, self._at
        closing = text.startswith('/', at + 1)
        begin = at + 1 + closing
        name = _NAME.match(text, begin)
        if begin == len(text) or name is not None and name.end() == len(text):
            return self._later(isfinal)
        if name is None:
            self._fail('XML_ERROR_INVALID_TOKEN', begin)
        if not closing:
            return self._start_tag(name[0], name.end(), isfinal)
        end = _SPACE.match(text, name.end()).end()
        if end == len(text):
            return self._later(isfinal)
        if text[end] != '>':
            self._fail('XML_ERROR_INVALID_TOKEN', end)
        if not self._open:
            self._fail('XML_ERROR_JUNK_AFTER_DOC_ELEMENT' if self._had_root else 'XML_ERROR_INVALID_TOKEN',
                       at if self._had_root else begin - 1)
        if self._open[-1][0] != name[0]:
            self._fail('XML_ERROR_TAG_MISMATCH', begin)
        self._end_element()
        self._at = end + 1
        return True

    def _start_tag(self, name, at, isfinal):
        text = self._text
        if self._had_root and not self._open:
            self._fail('XML_ERROR_JUNK_AFTER_DOC_ELEMENT', self._at)
        attributes, places = {}, {}
        while True:
            after = _SPACE.match(text, at).end()
            if after == len(text):
                return self._later(isfinal)
            if text[after] == '>' or text.startswith('/>', after):
                break
            if text[after] == '/' and after + 1 == len(text):
                return self._later(isfinal)
            key = _NAME.match(text, after)
            if key is None or after == at:
                self._fail('XML_ERROR_INVALID_TOKEN', after + (text[after] == '/'))
            equals = _SPACE.match(text, key.end()).end()
            quote = _SPACE.match(text, equals + 1).end() if equals < len(text) else equals
            if quote >= len(text):
                return self._later(isfinal)
            if text[equals] != '=' or text[quote] not in '"\'':
                self._fail('XML_ERROR_INVALID_TOKEN', equals if text[equals] != '=' else quote)
            close = text.find(text[quote], quote + 1)
            less = text.find('<', quote, close if close >= 0 else len(text))
            if less >= 0:
                self._fail('XML_ERROR_INVALID_TOKEN', less)
            if close < 0:
                return self._later(isfinal)
            if key[0] in attributes:
                self._fail('XML_ERROR_DUPLICATE_ATTRIBUTE', after)
            pieces = []
            self._replaced(re.sub(r'[\t\n]', ' ', text[quote + 1:close]), quote + 1, pieces, 0)
            attributes[key[0]], places[key[0]] = ''.join(pieces), after
            at = close + 1
        empty = text[after] == '/'
        self._start_element(name, attributes, places)
        self._markup(after + 1 + empty)
        if empty:
            self._end_element()
        return True

    def _start_element(self, name, attributes, places):
        self._flush()
        self._place = self._where(self._at)
        declared = []
        if self._separator is not None:
            scope = self._scopes[-1]
            for key in [k for k in attributes if k == 'xmlns' or k.startswith('xmlns:')]:
                uri = attributes.pop(key)
                prefix = key[6:] or None
                if not declared:
                    scope = dict(scope)
                scope[prefix] = uri
                declared.append(prefix)
                if self.StartNamespaceDeclHandler is not None:
                    self.StartNamespaceDeclHandler(prefix, uri or None)
            self._scopes.append(scope)
            attributes = {self._expanded(k, False, places[k]): v for k, v in attributes.items()}
        full = self._expanded(name, True, self._at)
        self._open.append((name, full, declared))
        self._had_root = True
        if self.StartElementHandler is not None:
            if self.ordered_attributes:
                attributes = [item for pair in attributes.items() for item in pair]
            self.StartElementHandler(full, attributes)

    def _expanded(self, name, element, at):
        if self._separator is None:
            return name
        prefix, colon, local = name.partition(':')
        if not colon:
            uri = self._scopes[-1].get(None) if element else None
            return f'{uri}{self._separator}{name}' if uri else name
        uri = self._scopes[-1].get(prefix)
        if uri is None:
            self._fail('XML_ERROR_UNBOUND_PREFIX', at)
        return f'{uri}{self._separator}{local}'

    def _end_element(self):
        self._flush()
        self._place = self._where(self._at)
        name, full, declared = self._open.pop()
        if self.EndElementHandler is not None:
            self.EndElementHandler(full)
        if self._separator is not None:
            self._scopes.pop()
            if self.EndNamespaceDeclHandler is not None:
                for prefix in reversed(declared):
                    self.EndNamespaceDeclHandler(prefix)

def ParserCreate(encoding=None, namespace_separator=None, intern=None):
    if namespace_separator is not None and len(namespace_separator) > 1:
        raise ValueError('namespace_separator must be at most one character, omitted, or None')
    return XMLParserType(encoding, namespace_separator)
