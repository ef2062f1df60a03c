# `literal_eval` alone: Weft has no syntax trees at run time.

def literal_eval(node_or_string):
    if not isinstance(node_or_string, str):
        raise ValueError(f'malformed node or string: {node_or_string!r}')
    text = node_or_string.lstrip(' \t')
    compile(text, '<unknown>', 'eval')
    reader = _Reader(text)
    value = reader.expression()
    reader.blank()
    if reader.at != len(text):
        raise reader.malformed()
    return value

class _Reader:
    # Reads the literals of an expression that the compiler has found to be well formed.
    def __init__(self, text):
        self.text = text
        self.at = 0

    def malformed(self):
        line = self.text.count('\n', 0, self.at) + 1
        return ValueError(f'malformed node or string on line {line}: {self.text[self.at:self.at + 40]!r}')

    def blank(self):
        text = self.text
        while self.at < len(text):
            c = text[self.at]
            if c == '#':
                end = text.find('\n', self.at)
                self.at = len(text) if end < 0 else end
            elif c in ' \t\n\r\f' or c == '\\' and text[self.at + 1:self.at + 2] == '\n':
                self.at += 1
            else:
                break

    def take(self, mark):
        self.blank()
        if self.text.startswith(mark, self.at):
            self.at += len(mark)
            return True
        return False

    def expression(self):
        first = self.sum()
        if not self.take(','):
            return first
        items = [first]
        while True:
            self.blank()
            if self.at == len(self.text):
                return tuple(items)
            items.append(self.sum())
            if not self.take(','):
                return tuple(items)

    def sum(self):
        left = self.signed()
        self.blank()
        if self.text[self.at:self.at + 1] in ('+', '-') and type(left) in (int, float):
            sign = self.text[self.at]
            self.at += 1
            right = self.atom()
            if type(right) is complex:
                return left + right if sign == '+' else left - right
            raise self.malformed()
        return left

    def signed(self):
        for sign in '-+':
            if self.take(sign):
                value = self.signed()
                if type(value) not in (int, float, complex):
                    raise self.malformed()
                return -value if sign == '-' else value
        return self.atom()

    def items(self, closing, read):
        items = []
        while not self.take(closing):
            items.append(read())
            if not self.take(','):
                if not self.take(closing):
                    raise self.malformed()
                return items, len(items) > 1
        return items, True

    def pair(self):
        key = self.sum()
        if not self.take(':'):
            return (key,)
        return key, self.sum()

    def atom(self):
        self.blank()
        text = self.text
        c = text[self.at:self.at + 1]
        if c == '(':
            self.at += 1
            items, is_tuple = self.items(')', self.sum)
            return tuple(items) if is_tuple or not items else items[0]
        if c == '[':
            self.at += 1
            return self.items(']', self.sum)[0]
        if c == '{':
            self.at += 1
            items = self.items('}', self.pair)[0]
            if all([len(item) == 2 for item in items]):
                return dict(items)
            return {item for item, in items}
        if c.isdigit() or c == '.' and text[self.at + 1:self.at + 2].isdigit():
            return self.number()
        return self.word()

    def number(self):
        start = self.at
        text = self.text
        while self.at < len(text) and (text[self.at].isalnum() or text[self.at] in '._' or
                                       text[self.at] in '+-' and text[self.at - 1] in 'eE' and
                                       text[start:start + 2].lower() != '0x'):
            self.at += 1
        digits = text[start:self.at].replace('_', '')
        if digits[-1] in 'jJ':
            return complex(0, float(digits[:-1]))
        try:
            return int(digits, 0)
        except ValueError:
            return int(digits) if digits.isdigit() else float(digits)

    def word(self):
        start = self.at
        text = self.text
        while self.at < len(text) and (text[self.at].isalnum() or text[self.at] == '_'):
            self.at += 1
        name = text[start:self.at]
        quote = text[self.at:self.at + 1]
        if quote in ('"', "'") and name.lower() in ('', 'r', 'u', 'b', 'br', 'rb'):
            return self.strings(start)
        if name in ('None', 'True', 'False'):
            return {'None': None, 'True': True, 'False': False}[name]
        if name == 'set' and self.take('('):
            if self.take(')'):
                return set()
        if text.startswith('...', start):
            self.at = start + 3
            return ...
        self.at = start
        raise self.malformed()

    def strings(self, start):
        # One or more adjacent string literals; the compiler reads their escapes.
        text = self.text
        while True:
            quote = text[self.at]
            if text.startswith(quote * 3, self.at):
                quote *= 3
            self.at += len(quote)
            while not text.startswith(quote, self.at):
                self.at += 2 if text[self.at] == '\\' else 1
            self.at += len(quote)
            end = self.at
            self.blank()
            follows = self.at
            while self.at < len(text) and text[self.at].lower() in 'rub':
                self.at += 1
            if text[self.at:self.at + 1] not in ('"', "'"):
                self.at = follows
                return eval(f'({text[start:end]})', {'__builtins__': {}})
