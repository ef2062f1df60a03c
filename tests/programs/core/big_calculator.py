# A tokenizer, recursive descent parser and evaluator for arithmetic.
class Token:
    def __init__(self, kind, value, position):
        self.kind, self.value, self.position = kind, value, position

    def __repr__(self):
        return f"{self.kind}:{self.value}"


class CalcError(Exception):
    def __init__(self, message, position):
        super().__init__(f"{message} at {position}")
        self.position = position


def tokenize(text):
    i = 0
    while i < len(text):
        c = text[i]
        if c.isspace():
            i += 1
            continue
        if c.isdigit() or c == ".":
            j = i
            while j < len(text) and (text[j].isdigit() or text[j] == "."):
                j += 1
            word = text[i:j]
            yield Token("num", float(word) if "." in word else int(word), i)
            i = j
        elif c.isalpha():
            j = i
            while j < len(text) and text[j].isalnum():
                j += 1
            yield Token("name", text[i:j], i)
            i = j
        elif text[i:i + 2] in ("**", "//"):
            yield Token("op", text[i:i + 2], i)
            i += 2
        elif c in "+-*/%(),=":
            yield Token("op", c, i)
            i += 1
        else:
            raise CalcError(f"unexpected {c!r}", i)
    yield Token("end", None, len(text))


class Calculator:
    LEVELS = [("+", "-"), ("*", "/", "//", "%")]
    OPS = {"+": lambda a, b: a + b, "-": lambda a, b: a - b, "*": lambda a, b: a * b,
           "/": lambda a, b: a / b, "//": lambda a, b: a // b, "%": lambda a, b: a % b}
    FUNCS = {"max": max, "min": min, "abs": abs, "sum": lambda *a: sum(a)}

    def __init__(self):
        self.names = {"pi": 3.14159}

    def run(self, text):
        self.tokens = list(tokenize(text))
        self.at = 0
        if len(self.tokens) > 2 and self.tokens[0].kind == "name" and self.tokens[1].value == "=":
            name = self.tokens[0].value
            self.at = 2
            self.names[name] = value = self.finish()
            return value
        return self.finish()

    def finish(self):
        value = self.level(0)
        if (token := self.tokens[self.at]).kind != "end":
            raise CalcError(f"left over {token.value!r}", token.position)
        return value

    def accept(self, *values):
        token = self.tokens[self.at]
        if token.kind == "op" and token.value in values:
            self.at += 1
            return token.value
        return None

    def level(self, n):
        if n == len(self.LEVELS):
            return self.unary()
        left = self.level(n + 1)
        while op := self.accept(*self.LEVELS[n]):
            left = self.OPS[op](left, self.level(n + 1))
        return left

    def unary(self):
        if self.accept("-"):
            return -self.unary()
        base = self.atom()
        return base ** self.unary() if self.accept("**") else base

    def atom(self):
        token = self.tokens[self.at]
        self.at += 1
        if token.kind == "num":
            return token.value
        if token.kind == "name":
            if self.accept("("):
                args = []
                while not self.accept(")"):
                    args.append(self.level(0))
                    self.accept(",")
                return self.FUNCS[token.value](*args)
            try:
                return self.names[token.value]
            except KeyError:
                raise CalcError(f"unknown name {token.value}", token.position) from None
        if token.value == "(":
            value = self.level(0)
            if not self.accept(")"):
                raise CalcError("expected )", self.tokens[self.at].position)
            return value
        raise CalcError("expected a value", token.position)


calc = Calculator()
print(list(tokenize("1 + x**2")))
for line in ("1 + 2 * 3", "(1 + 2) * 3", "2 ** 3 ** 2", "-2 ** 2", "7 // 2 + 7 % 2", "x = 10 / 4", "x * 2 - 1", "max(1, x, 3) + abs(-4)",
             "sum(1,2,3,4)", "pi * 2", "1 +", "(1", "1 2", "y + 1", "1 / 0", "3 $ 4", "2 - 3 - 4", "100 / 10 / 2"):
    try:
        print(f"{line:<26} = {calc.run(line)}")
    except (CalcError, ZeroDivisionError) as e:
        print(f"{line:<26} ! {type(e).__name__}: {e}")
