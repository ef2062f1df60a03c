"""Random expressions: literals, operators, methods, comprehensions and formatting.

An expression is asked for by the kind of its value; now and then one of another kind is given, so that errors and
their texts are compared as well. Nothing here grows without bound: counts and exponents are small literals.
"""

INTS = ["0", "1", "-1", "2", "3", "7", "10", "-5", "255", "256", "65536", "2**31", "-2**63", "2**63", "10**18",
        "2**64 - 1", "-10**20", "123456789012345678901234567890", "0b1011", "0o17", "0xff", "1_000"]
FLOATS = ["0.0", "-0.0", "1.0", "0.1", "-2.5", "3.14159", "1e16", "1e-7", "123456.789", "1e300", "5e-324", "2.5", "0.5",
          "1.5", "-1.5", "1e22", "9007199254740993.0", "float('inf')", "float('-inf')", "float('nan')", "1/3"]
STRINGS = ["''", "'a'", "'abc'", "'Hello World'", "'  pad '", "'a,b,,c'", "'x=1;y=2'", "'12'", "'-7'", "'3.5'",
           "'ÀÉß'", "'naïve'", "'ſt'", "'日本'", "'\\U0001f600x'", "'tab\\tnl\\nend'", "'it\\'s'", "'\"q\"'",
           "'\\x00\\x7f\\x85'", "'\\u200b'", "'aAbB'", "'ǆ'", "'½'", "'٣'", "'one two  three'", "'{}'", "'%s'", "'banana'"]
BYTES = ["b''", "b'a'", "b'abc'", "b'\\x00\\xff'", "b'a,b,c'", "b' sp '", "b'Hello'", "b'12'", "bytearray(b'xyz')",
         "bytes(range(5))", "b'\\'\"'", "'é'.encode()"]
SMALL = ["0", "1", "2", "3", "4", "-1", "-2", "5"]
KINDS = ["int", "float", "str", "bytes", "bool", "list", "tuple", "dict", "set", "complex", "none"]
WEIGHTS = [8, 5, 8, 3, 3, 6, 4, 5, 3, 2, 1]

# Methods and functions by the kind of the receiver: name and the kinds of the arguments ("?" ends the required ones).
METHODS = {
    "str": ["upper", "lower", "title", "capitalize", "swapcase", "casefold", "strip ? str", "lstrip ? str",
            "rstrip ? str", "split", "split str ? small", "rsplit str ? small", "splitlines ? bool", "partition str",
            "rpartition str", "replace str str ? small", "find str ? small small", "rfind str ? small",
            "index str", "rindex str", "count str ? small small", "startswith str", "endswith str", "isalpha",
            "isdigit", "isdecimal", "isnumeric", "isalnum", "isspace", "isupper", "islower", "istitle",
            "isidentifier", "isprintable", "isascii", "center width ? char", "ljust width ? char",
            "rjust width ? char", "zfill width", "expandtabs ? small", "encode", "encode codec errors", "join strs",
            "removeprefix str", "removesuffix str", "translate table", "format any any", "startswith strtuple",
            "__len__", "__contains__ str", "__getitem__ small", "__add__ str", "__mul__ small", "__mod__ any"],
    "bytes": ["upper", "lower", "title", "swapcase", "strip", "split", "split bytes", "find bytes", "count bytes",
              "replace bytes bytes", "startswith bytes", "hex", "hex sep ? small", "decode", "decode codec errors",
              "center width", "zfill width", "isdigit", "isalpha", "partition bytes", "join byteslist", "index bytes",
              "removeprefix bytes", "splitlines", "ljust width", "capitalize", "rfind bytes", "translate none bytes"],
    "int": ["bit_length", "bit_count", "to_bytes width order", "as_integer_ratio", "conjugate", "__add__ any",
            "__floordiv__ int", "__neg__", "__format__ spec", "__pow__ small", "__eq__ any", "__lt__ any", "is_integer"],
    "float": ["is_integer", "as_integer_ratio", "hex", "__round__ ? small", "__divmod__ float", "__add__ any",
              "__trunc__", "conjugate", "__format__ spec", "__eq__ any", "__rsub__ int"],
    "complex": ["conjugate", "__add__ any", "__eq__ any", "__abs__"],
    "bool": ["__and__ bool", "__xor__ int", "__or__ any", "bit_length", "__invert__"],
    "list": ["copy", "index any", "count any", "__len__", "__contains__ any", "__getitem__ small", "__add__ list",
             "__mul__ small", "__eq__ list", "__lt__ list", "pop ? small", "__reversed__"],
    "tuple": ["index any", "count any", "__len__", "__getitem__ small", "__add__ tuple", "__mul__ small", "__eq__ tuple",
              ],
    "dict": ["copy", "get key ? any", "pop key ? any", "setdefault key any", "keys", "values", "items", "__len__",
             "__contains__ key", "__getitem__ key", "popitem", "__or__ dict", "__eq__ dict", "fromkeys list ? any"],
    "set": ["union list", "intersection list", "difference list", "symmetric_difference list", "issubset set",
            "issuperset list", "isdisjoint list", "__len__", "__contains__ key", "copy", "__or__ set", "__le__ set",
            "__sub__ any", "discard any", "remove key"],
    "none": ["__bool__", "__eq__ any"],
}
FUNCTIONS = ["abs any", "len any", "int any", "int str", "int str base", "float any", "float str", "str any", "repr any",
             "bool any", "list any", "tuple any", "dict pairs", "dict any", "complex float ? float", "complex str",
             "bytes any", "bytearray any", "min list", "max list", "min any any",
             "max any any", "sum list", "sum list ? any", "sorted list", "round float ? small", "round any",
             "divmod int int", "divmod any any", "pow int small ? int", "chr int", "ord char", "ord any", "bin int",
             "hex int", "oct any", "ascii any", "any list", "all list", "callable any", "isinstance any type",
             "issubclass type type", "enumerate any", "zip list list", "reversed any", "format any spec", "slice small small",
             "range small small ? small", "iter any", "frozenset any", "type any", "getattr any name", "hasattr any name",
             "list.__len__ any", "str.upper any", "dict.get any any", "int.from_bytes bytes order", "float.fromhex hexes",
             "bytes.fromhex hexes", "str.maketrans str str", "memoryview bytes", "map len list", "filter None list"]
BINARY = ["+", "-", "/", "//", "%", "&", "|", "^", "==", "!=", "<", "<=", ">", ">=", "in", "not in", "is", "and", "or", "@"]
NUMERIC = ["+", "-", "*", "/", "//", "%"]


class Expressions:
    """Makes expressions; `self.names` has the variables in reach by kind."""

    def __init__(self, rng):
        self.rng = rng
        self.names = []
        self.bound = 0

    def pick(self, items):
        return self.rng.choice(items)

    def chance(self, share):
        return self.rng.random() < share

    def kind(self):
        return self.rng.choices(KINDS, WEIGHTS)[0]

    def fresh(self):
        self.bound += 1
        return f"v{self.bound}"

    def any(self, depth=2):
        return self.of(self.kind(), depth)

    def of(self, kind, depth=2):
        """An expression of a kind (mostly)."""
        if self.chance(0.04):
            kind = self.kind()
        if self.chance(0.3):
            known = [name for name, k in self.names if k == kind]
            if known:
                return self.in_order(kind, self.pick(known))
        if depth <= 0 or self.chance(0.25):
            return self.literal(kind, depth)
        return self.in_order(kind, getattr(self, "make_" + kind)(depth - 1))

    def in_order(self, kind, text):
        """A set comes without what the hash of strings, which no two runs share, puts into an order."""
        return f"ordered({text})" if kind == "set" else text

    # ---- literals

    def literal(self, kind, depth=0):
        depth = max(depth - 1, 0)
        if kind == "int":
            return self.wrap(self.pick(INTS)) if self.chance(0.6) else str(self.rng.randint(-20, 100))
        if kind == "float":
            return self.pick(FLOATS) if self.chance(0.7) else repr(round(self.rng.uniform(-50, 50), self.rng.randint(0, 6)))
        if kind == "str":
            return self.pick(STRINGS)
        if kind == "bytes":
            return self.pick(BYTES)
        if kind == "bool":
            return self.pick(["True", "False"])
        if kind == "complex":
            return self.pick(["1j", "(2+3j)", "-0j", "(1.5-2j)", "complex(0, -1)"])
        if kind == "none":
            return "None"
        count = self.rng.randint(0, 4)
        if kind == "list":
            return "[" + ", ".join(self.items(count, depth)) + "]"
        if kind == "tuple":
            items = self.items(count, depth)
            return "(" + ", ".join(items) + ("," if count == 1 else "") + ")"
        if kind == "dict":
            return "{" + ", ".join(f"{self.key()}: {self.any(depth - 1)}" for _ in range(count)) + "}"
        if count <= 1:
            return "{" + self.key() + "}" if count else "set()"
        return "{" + ", ".join(self.number_key() for _ in range(count)) + "}"

    def items(self, count, depth):
        if self.chance(0.6):
            kind = self.kind()
            return [self.of(kind, depth - 1) for _ in range(count)]
        return [("*" + self.of(self.pick(["list", "tuple", "str"]), depth - 1)) if self.chance(0.1) else self.any(depth - 1)
                for _ in range(count)]

    def key(self):
        return self.pick(["1", "2", "'a'", "'b'", "'key'", "(1, 2)", "True", "0.5", "None", "3", "1.0", "-1"])

    def number_key(self):
        return self.pick(["1", "2", "(1, 2)", "True", "0.5", "3", "1.0", "-1", "2**70", "(3, 0.25)", "8", "-5", "1j"])

    def wrap(self, text):
        return f"({text})" if any(c in text[1:] for c in "+-* ") or text[0] == "-" else text

    # ---- by kind

    def make_int(self, depth):
        return self.pick([self.arithmetic, self.arithmetic, self.bits, self.call_function, self.length, self.power,
                          self.conditional("int"), self.walrus("int")])(depth)

    def arithmetic(self, depth, kind="int"):
        return f"({self.of(kind, depth)} {self.pick(NUMERIC)} {self.of(self.pick([kind, kind, 'int', 'float']), depth)})"

    def bits(self, depth):
        if self.chance(0.4):
            return f"({self.of('int', depth)} {self.pick(['<<', '>>'])} {self.rng.randint(0, 70)})"
        if self.chance(0.3):
            return f"{self.pick('~-+')}{self.of('int', depth)}"
        return f"({self.of('int', depth)} {self.pick('&|^')} {self.of('int', depth)})"

    def power(self, depth):
        return f"({self.of(self.pick(['int', 'float', 'int', 'complex', 'bool']), 0)} ** {self.rng.randint(-3, 6)})"

    def length(self, depth):
        return f"len({self.of(self.pick(['str', 'list', 'dict', 'set', 'bytes']), depth)})"

    def conditional(self, kind):
        return lambda depth: f"({self.of(kind, depth)} if {self.of('bool', depth)} else {self.of(kind, depth)})"

    def walrus(self, kind):
        return lambda depth: f"(w := {self.of(kind, depth)})"

    def make_float(self, depth):
        if self.chance(0.3):
            return f"round({self.of('float', depth)}, {self.rng.randint(-2, 4)})"
        return self.arithmetic(depth, "float")

    def make_complex(self, depth):
        return f"({self.of('complex', depth)} {self.pick('+-*')} {self.of(self.pick(['complex', 'float', 'int']), depth)})"

    def make_str(self, depth):
        return self.pick([self.method("str"), self.method("str"), self.fstring, self.percent, self.format_call,
                          self.sliced("str"), self.repeat("str"), self.concat("str"), self.conditional("str"),
                          self.join])(depth)

    def join(self, depth):
        return f"{self.of('str', 0)}.join({self.strs(depth)})"

    def strs(self, depth):
        if self.chance(0.5):
            return f"map({self.pick(['str', 'repr', 'ascii'])}, {self.of('list', depth)})"
        return f"[{', '.join(self.of('str', depth) for _ in range(self.rng.randint(0, 3)))}]"

    def make_bytes(self, depth):
        return self.pick([self.method("bytes"), self.sliced("bytes"), self.repeat("bytes"), self.concat("bytes")])(depth)

    def make_bool(self, depth):
        choice = self.rng.random()
        if choice < 0.4:
            kind = self.kind()
            return f"({self.of(kind, depth)} {self.pick(['<', '<=', '==', '!=', '>', '>='])} {self.of(kind, depth)})"
        if choice < 0.5:
            return (f"({self.of('int', depth)} {self.pick(['<', '<=', '=='])} {self.of('int', depth)} "
                    f"{self.pick(['<', '<=', '!='])} {self.of('float', depth)})")
        if choice < 0.7:
            return f"({self.any(depth)} {self.pick(['in', 'not in'])} {self.of(self.pick(['list', 'tuple', 'dict', 'set']), depth)})"
        if choice < 0.85:
            return f"({self.of('bool', depth)} {self.pick(['and', 'or'])} {self.of('bool', depth)})"
        return f"(not {self.any(depth)})"

    def make_none(self, depth):
        return "None"

    def make_list(self, depth):
        return self.pick([self.comprehension("[]"), self.comprehension("[]"), self.sliced("list"), self.repeat("list"),
                          self.concat("list"), self.sort, self.lists])(depth)

    def sort(self, depth):
        kind = self.pick(["int", "str", "float", "tuple", "bool"])
        items = ", ".join(self.of(kind, depth) for _ in range(self.rng.randint(0, 5)))
        extra = self.pick(["", ", reverse=True", ", key=str", ", key=lambda x: -x", ", key=repr, reverse=True", ", key=len"])
        return f"sorted([{items}]{extra})"

    def lists(self, depth):
        return "list(" + self.pick([
            f"range({self.pick(SMALL)}, {self.rng.randint(-9, 9)}, {self.pick(['1', '2', '-1', '-3'])})",
            f"zip({self.of('list', depth)}, {self.of('str', depth)})",
            f"enumerate({self.of('str', depth)}, {self.pick(SMALL)})",
            f"map(lambda x: {self.lambda_body('x', depth)}, {self.of('list', depth)})",
            f"filter({self.pick(['None', 'bool', 'callable', 'lambda x: x'])}, {self.of('list', depth)})",
            f"reversed({self.of(self.pick(['list', 'tuple', 'str', 'dict']), depth)})",
            f"{self.of('dict', depth)}.{self.pick(['keys', 'values', 'items'])}()",
        ]) + ")"

    def lambda_body(self, name, depth):
        return self.pick([name, f"{name} + {self.pick(SMALL)}", f"({name}, {name})", f"{name} * 2", f"str({name})",
                          f"{name} == {self.any(0)}", f"[{name}]"])

    def make_tuple(self, depth):
        return self.pick([self.sliced("tuple"), self.repeat("tuple"), self.concat("tuple"),
                          lambda d: f"tuple({self.of('list', d)})", lambda d: f"divmod({self.of('int', d)}, {self.of('int', d)})",
                          self.comprehension("tuple()")])(depth)

    def make_dict(self, depth):
        return self.pick([self.comprehension("{:}"), lambda d: f"({self.of('dict', d)} | {self.of('dict', d)})",
                          lambda d: "{**" + self.of("dict", d) + f", {self.key()}: {self.any(d)}" + "}",
                          lambda d: f"dict(zip({self.of('tuple', d)}, {self.of('list', d)}))",
                          lambda d: f"dict({self.of('dict', d)}, k={self.any(d)})"])(depth)

    def make_set(self, depth):
        return self.pick([self.comprehension("{}"), lambda d: f"({self.of('set', d)} {self.pick('|&-^')} {self.of('set', d)})",
                          lambda d: f"set({self.of('list', d)})"])(depth)

    # ---- shared

    def concat(self, kind):
        return lambda depth: f"({self.of(kind, depth)} + {self.of(kind, depth)})"

    def repeat(self, kind):
        return lambda depth: f"({self.of(kind, 0)} * {self.pick(SMALL)})"

    def sliced(self, kind):
        def make(depth):
            bound = lambda: self.pick(["", "", "0", "1", "2", "-1", "-2", "5", "None"])
            step = self.pick(["", "", ":", ":2", ":-1", ":-2", ":3"] + ([":0"] if self.chance(0.1) else []))
            return f"{self.of(kind, depth)}[{bound()}:{bound()}{step}]"
        return make

    def comprehension(self, brackets):
        def make(depth):
            name = self.pick(["i", "j", "n", "c"])
            kind, source = self.pick([("int", f"range({self.pick(SMALL)})"), ("str", self.of("str", depth)),
                                      ("int", "range(3, 9, 2)"), ("any", self.of("list", depth))])
            saved = list(self.names)
            if kind != "any":
                self.names += [(name, kind)] * 3
            value = self.of(kind, depth) if kind != "any" else self.lambda_body(name, depth)
            condition = f" if {self.of('bool', depth)}" if self.chance(0.4) else ""
            inner = f" for k in range({self.pick(SMALL)})" if self.chance(0.2) else ""
            self.names = saved
            loops = f" for {name} in {source}{inner}{condition}"
            if ":=" in loops or ":=" in value:
                loops, value = loops.replace("w := ", "").replace("w :=", ""), value.replace("w := ", "")
            if brackets == "{:}":
                return "{" + f"{self.pick([name, 'str(' + name + ')', self.key()])}: {value}{loops}" + "}"
            opening, closing = {"[]": "[]", "{}": "{}", "tuple()": ("tuple(", ")")}[brackets]
            return f"{opening}{value}{loops}{closing}"
        return make

    def argument(self, what, depth):
        if self.chance(0.05):
            return self.any(depth)
        if what in KINDS:
            return self.of(what, depth)
        simple = {
            "any": lambda: self.any(depth), "small": lambda: self.pick(SMALL), "width": lambda: str(self.rng.randint(0, 12)),
            "char": lambda: self.pick(["'*'", "' '", "'é'", "'0'"]), "key": self.key, "spec": self.spec_text,
            "codec": lambda: self.pick(["'utf-8'", "'ascii'", "'latin-1'", "'utf-16-le'", "'utf-32-be'", "'cp1252'"]),
            "errors": lambda: self.pick(["'ignore'", "'replace'", "'backslashreplace'", "'strict'"]),
            "strs": lambda: self.strs(depth), "byteslist": lambda: f"[{self.pick(BYTES)}, {self.pick(BYTES)}]",
            "strtuple": lambda: f"({self.pick(STRINGS)}, {self.pick(STRINGS)})",
            "table": lambda: self.pick(["{97: 'X'}", "{97: None}", "str.maketrans('ab', 'xy')", "str.maketrans('', '', 'l')"]),
            "sep": lambda: self.pick(["':'", "'-'"]), "order": lambda: self.pick(["'big'", "'little'"]),
            "base": lambda: self.pick(["2", "8", "10", "16", "36", "0"]), "type": lambda: self.pick(
                ["int", "str", "bool", "list", "object", "(int, str)", "type", "float"]),
            "name": lambda: self.pick(["'real'", "'imag'", "'upper'", "'missing'", "'__len__'", "'__doc__x'", "'append'"]),
            "pairs": lambda: f"[(1, {self.any(0)}), ('k', {self.any(0)})]",
            "hexes": lambda: self.pick(["'0x1.8p3'", "'ff'", "'-0x.8p0'", "'zz'", "'0a 0B'", "'abc'", "'inf'"]),
            "len": lambda: self.pick(["len", "str", "abs", "ord"]), "None": lambda: self.pick(["None", "bool", "len"]),
        }
        return simple[what]()

    def arguments(self, spec, depth):
        parts = []
        for what in spec:
            if what == "?":
                if self.chance(0.5):
                    break
                continue
            parts.append(self.argument(what, depth))
        if self.chance(0.02):
            parts.append(self.any(0))
        if self.chance(0.015) and parts:
            parts.pop()
        return ", ".join(parts)

    def method(self, kind):
        def make(depth):
            name, *spec = self.pick(METHODS[kind]).split()
            receiver = self.of(kind, depth)
            return f"{self.wrap_receiver(receiver)}.{name}({self.arguments(spec, depth)})"
        return make

    def wrap_receiver(self, text):
        return text if text[0] in "'\"([{" and text[-1] in "'\")]}" or text.isidentifier() else f"({text})"

    def call_function(self, depth):
        if self.chance(0.03):
            # Numbers hash alike everywhere; of other values it is only certain that equal ones do.
            value = self.pick([self.number_key(), self.pick(INTS), self.pick(FLOATS[:-2])])
            return self.pick([f"hash({value})", f"({self.wrap_receiver(value)}).__hash__()"])
        name, *spec = self.pick(FUNCTIONS).split()
        return f"{name}({self.arguments(spec, depth)})"

    def wild(self, depth=2):
        """An expression without regard to kinds."""
        choice = self.rng.random()
        if choice < 0.3:
            return self.method(self.kind())(depth)
        if choice < 0.55:
            return self.call_function(depth)
        if choice < 0.8:
            return f"({self.any(depth - 1)} {self.pick(BINARY)} {self.any(depth - 1)})"
        if choice < 0.85:
            return f"({self.any(depth - 1)} * {self.pick(SMALL)})"
        if choice < 0.92:
            return f"{self.wrap_receiver(self.any(depth - 1))}[{self.pick([self.any(0), self.pick(SMALL), self.key()])}]"
        if choice < 0.96:
            return f"{self.pick('-+~')}{self.wrap_receiver(self.any(depth - 1))}"
        return self.any(depth)

    # ---- formatting

    def spec(self):
        rng, pick = self.rng, self.pick
        spec = ""
        if self.chance(0.35):
            spec += pick(["", "*", "é", " ", "0"]) + pick("<>^=")
        spec += pick(["", "", "", "+", "-", " "])
        spec += pick(["", "", "", "", "#"]) + pick(["", "", "", "0"])
        spec += pick(["", str(rng.randint(1, 20))]) + pick(["", "", "", ",", "_"])
        spec += pick(["", "", f".{rng.randint(0, 12)}"]) + pick(["", "", "d", "f", "e", "g", "G", "E", "F", "x", "X", "o", "b",
                                                                 "s", "%", "c", "n"])
        return spec

    def spec_text(self):
        return repr(self.spec())

    def formatted(self, depth):
        return self.of(self.pick(["int", "int", "float", "float", "float", "str", "complex", "bool", "list"]), depth)

    def fstring(self, depth):
        parts = []
        for _ in range(self.rng.randint(1, 3)):
            value = self.formatted(0)
            if any(c in value for c in "'\"\\{}:!"):
                value = self.pick(["5", "-2.5", "12345678", "0.1", "True", "[1]", "1/3", "None", "2**70"])
            conversion = self.pick(["", "", "", "", "!r", "!s", "!a"])
            equals = self.pick(["", "", "", "="])
            spec = ":" + self.spec() if self.chance(0.6) else ""
            parts.append(self.pick(["", "x", " ", "{{"]) + "{" + value + equals + conversion + spec + "}")
        return 'f"' + "".join(parts) + '"'

    def percent(self, depth):
        count = self.rng.randint(1, 3)
        form = " ".join("%" + self.pick(["", "-", "0", "+", " ", "#"]) + self.pick(["", "5", "10"])
                        + self.pick(["", "", ".0", ".3", ".6"]) + self.pick("sssrddifegGxXocau%") for _ in range(count))
        return f"({form!r} % ({', '.join(self.formatted(depth) for _ in range(count))},))"

    def format_call(self, depth):
        field = self.pick(["{}", "{0}", "{0!r}", "{k}", "{0:{1}}", "{:>{w}}", "{0[0]}", "{k.real}", "{:" + self.spec() + "}",
                           "{!s:" + self.spec() + "}", "{0:" + self.spec() + "}{{", "{} {}", "{", "{1}"])
        return f"{field!r}.format({self.formatted(depth)}, {self.pick([self.spec_text(), self.formatted(0)])}, k={self.formatted(depth)}, w=9)"
