"""Random classes: operator methods, properties, descriptors, inheritance, slots, metaclasses."""

BODIES = {
    "__add__": "(self, other): return ('add', self.n, text(other))",
    "__radd__": "(self, other): return ('radd', self.n, text(other))",
    "__iadd__": "(self, other): self.n = ('iadd', text(other)); return self",
    "__sub__": "(self, other): return NotImplemented",
    "__rsub__": "(self, other): return ('rsub', text(other))",
    "__mul__": "(self, other): return ('mul', text(other))",
    "__matmul__": "(self, other): return ('matmul', text(other))",
    "__truediv__": "(self, other): return self.n / other",
    "__floordiv__": "(self, other): return self.n // other",
    "__mod__": "(self, other): return ('mod', text(other))",
    "__divmod__": "(self, other): return ('divmod', text(other))",
    "__pow__": "(self, other, m=None): return ('pow', text(other), m)",
    "__neg__": "(self): return -self.n",
    "__invert__": "(self): return 'inverted'",
    "__abs__": "(self): return abs(self.n)",
    "__eq__": "(self, other): return self.n == getattr(other, 'n', other)",
    "__lt__": "(self, other): return self.n < getattr(other, 'n', other)",
    "__le__": "(self, other): return NotImplemented",
    "__gt__": "(self, other): return 'gt'",
    "__hash__": "(self): return hash(self.n)",
    "__bool__": "(self): return bool(self.n)",
    "__len__": "(self): return self.n",
    "__getitem__": "(self, key): return ('item', text(key)) if key != 3 else [][key]",
    "__setitem__": "(self, key, value): print('setitem', text(key), text(value))",
    "__delitem__": "(self, key): print('delitem', text(key))",
    "__contains__": "(self, key): return key == self.n",
    "__iter__": "(self): return iter([self.n, 2])",
    "__next__": "(self): raise StopIteration",
    "__reversed__": "(self): return ['r', self.n]",
    "__call__": "(self, *args, **kw): return ('call', args, kw)",
    "__repr__": "(self): return f'<{type(self).__name__} {self.n!r}>'",
    "__str__": "(self): return f'str {self.n}'",
    "__format__": "(self, spec): return f'format({spec})'",
    "__int__": "(self): return 12",
    "__float__": "(self): return 1.25",
    "__index__": "(self): return 2",
    "__complex__": "(self): return 1j",
    "__round__": "(self, digits=None): return ('round', digits)",
    "__bytes__": "(self): return b'by'",
    "__getattr__": "(self, name): return ('getattr', name) if name.startswith('g') else super().__getattribute__(name)",
    "__setattr__": "(self, name, value): print('setattr', name, text(value)); object.__setattr__(self, name, value)",
    "__delattr__": "(self, name): print('delattr', name); object.__delattr__(self, name)",
    "__getattribute__": "(self, name): return object.__getattribute__(self, name)",
    "__dir__": "(self): return ['z', 'a']",
    "__length_hint__": "(self): return 3",
    "__missing__": "(self, key): return ('missing', text(key))",
    "__instancecheck__": "(self, other): return True",
    "__class_getitem__": "(cls, item): return ('class item', text(item))",
    "__init_subclass__": "(cls, **kw): print('subclass', cls.__name__, kw); super().__init_subclass__()",
    "__set_name__": "(self, owner, name): print('set_name', owner.__name__, name)",
    "__get__": "(self, obj, owner=None): return ('get', obj is None, owner.__name__)",
    "__set__": "(self, obj, value): print('set', text(value))",
    "__sizeof__": "(self): return 1",
    "__enter__": "(self): return self.n",
    "__exit__": "(self, *exc): return True",
}
PLAIN = [
    "def method(self, x=1): return ('method', text(x))",
    "def bump(self): self.n += 1; return self.n",
    "@property\n    def p(self): return self.n",
    "@property\n    def p(self): raise AttributeError('inner')",
    "@property\n    def p(self): return self.n\n    @p.setter\n    def p(self, v): self.n = v",
    "@property\n    def p(self): return 1\n    @p.deleter\n    def p(self): print('deleted')",
    "@classmethod\n    def c(cls): return cls.__name__",
    "@staticmethod\n    def s(x=0): return x",
    "attribute = 5",
    "x: int = 3",
    "def hidden(self): return self.__hidden",
    "__private = 8\n    def reveal(self): return self.__private",
    "def who(self): return super().who() + ['{name}']",
    "def who(self): return ['{name}']",
    "class Inner: value = 1",
    "squares = [i * i for i in range(3)]",
]
USES = ["{o} + 1", "1 + {o}", "{o} - 1", "1 - {o}", "{o} * 2", "2 * {o}", "{o} @ {o}", "{o} / 2", "{o} // 0", "{o} % 'a'",
        "divmod({o}, 2)", "{o} ** 2", "2 ** {o}", "pow({o}, 2, 3)", "-{o}", "~{o}", "+{o}", "abs({o})", "{o} == 1", "{o} != {o}",
        "{o} == {q}", "{o} < {q}", "{o} <= 2", "{o} > {q}", "2 >= {o}", "bool({o})", "not {o}", "len({o})", "{o}[0]", "{o}[3]",
        "{o}[1:2]", "{o}['k']", "1 in {o}", "list({o})", "[*{o}]", "sorted([{o}, {q}])", "max({o}, {q})", "iter({o}).__class__.__name__",
        "next({o})", "list(reversed({o}))", "{o}()", "{o}(1, *[2], k=3)", "str({o})", "f'{{{o}}}'", "f'{{{o}!r:>12}}'", "f'{{{o}:abc}}'",
        "'%s|%r' % ({o}, {o})", "'%d' % {o}", "'%f' % {o}", "'{{0:x}} {{0.n}}'.format({o})", "int({o})", "float({o})", "complex({o})",
        "[1, 2, 3][{o}]", "'abc' * {o}", "range({o})", "hex({o})", "round({o})", "round({o}, 1)", "bytes({o})", "{o}.n", "{o}.g1",
        "{o}.missing", "{o}.method()", "{o}.method(1, 2)", "{o}.method(y=1)", "{o}.bump()", "{o}.p", "{o}.c()", "{o}.s(2)", "{o}.attribute",
        "{o}.reveal()", "{o}.hidden()", "{o}.who()", "{C}.who({o})", "{C}.method()", "{C}.p", "{C}.missing", "{C}.attribute", "{C}[1]",
        "{C}.__mro__", "{C}.__name__, {C}.__qualname__.split('.')[-1]", "{C}.__bases__", "{C}()", "{C}(1, 2)", "{C}(n=4).n",
        "isinstance({o}, {C})", "isinstance({o}, (int, dict, str))", "issubclass({C}, object)", "hash({o}) == hash({o})", "{{{o}: 1}}[{o}]",
        "len({{{o}, {q}}})", "getattr({o}, 'n')", "getattr({o}, 'zz', 'default')", "hasattr({o}, 'p')", "setattr({o}, 'n', 6)",
        "setattr({o}, 'new', 6)", "delattr({o}, 'n')", "delattr({o}, 'nothing')", "setattr({o}, 'p', 3)", "delattr({o}, 'p')",
        "setattr({C}, 'attribute', 9)", "delattr({C}, 'attribute')", "vars({o})", "[n for n in dir({o}) if n[0] != '_'][:2]", "type({o}) is {o}.__class__", "callable({o})",
        "{o}.__dict__", "{o}.__class__.__name__", "{o}.__setitem__(1, 2)", "{C}.__hash__ is None", "sum([{o}, {q}])", "sum([{o}], 0)",
        "any([{o}])", "dict({o})", "tuple({o})", "set([{o}]) == {{{o}}}", "min([{o}, {q}])", "zip({o}, {o}).__next__()", "{o} and 1",
        "{o} is {o}", "{o}.Inner.value", "{C}.squares", "enumerate({o}).__next__()", "a, *b = {o}", "{C}.__dict__['n']",
        "super({C}, {o}).n", "object.__repr__({o})[:1]", "{C}.__doc__", "{C}.__annotations__", "str.upper({o})", "list.append({o}, 1)",
        "type({C}).__name__", "{C}.mark", "{o}.__len__()", "{o}.d", "setattr({o}, 'd', 5)", "{C}.d", "'-'.join({o})", "{o} | {q}",
        "print({o})", "chr({o})", "{o}.copy()", "{o}.keys()", "{o}.append(1)", "{o}.real", "{o}.upper()", "type({o} + {o}).__name__",
        "repr({o})", "isinstance({o} * 2, {C})", "sorted({o})"]


class Classes:
    """Class statements and uses of their instances."""

    def class_statement(self, indent, depth):
        name = "C" + self.fresh()[1:]
        bases, names = [], []
        if self.chance(0.35):
            base = "B" + self.fresh()[1:]
            self.class_body(indent, base, [], simple=False)
            bases.append(base)
        if self.chance(0.15):
            mixin = "M" + self.fresh()[1:]
            self.class_body(indent, mixin, bases if self.chance(0.4) else [], simple=True)
            bases.append(mixin) if self.chance(0.5) else bases.insert(0, mixin)
        if not bases and self.chance(0.3):
            bases.append(self.pick(["int", "str", "list", "dict", "float", "Exception", "tuple", "set", "object", "bool", "bytes",
                                    "ValueError", "frozenset"]))
        keywords = []
        if self.chance(0.12):
            self.metaclass(indent, "Meta")
            keywords.append("metaclass=Meta")
        if self.chance(0.04):
            keywords.append("flag=1")
        self.emit(indent, "try:")
        self.class_body(indent + 1, name, bases + keywords, simple=False)
        native = bases and bases[0] in ("int", "str", "list", "dict", "float", "tuple", "set", "bytes", "frozenset")
        self.emit(indent + 1, f"o, q = {name}({self.pick(['', '1', '2', '(1, 2)' if bases[0] in ('set', 'frozenset') else repr('ab')]) if native else self.pick(['1', '2', '3', '0', repr('s'), '2.5'])}), {name}({'' if native else '2'})")
        self.emit(indent, "except Exception as e:")
        self.emit(indent + 1, f"print({self.mark()}, error(e))")
        self.emit(indent, "else:")
        for use in self.rng.sample(USES, self.rng.randint(4, 10)):
            if use.startswith("a, *b"):
                self.emit(indent + 1, "def unpacked():\n" + "    " * (indent + 2) + "a, *b = o; return a, b")
                use = "unpacked()"
            use = use.format(o="o", q="q", C=name)
            self.emit(indent + 1, f"show({self.mark()}, lambda: {use})")

    def metaclass(self, indent, name):
        self.emit(indent, f"class {name}(type):")
        parts = [
            "mark = 'meta'",
            "def __new__(m, name, bases, ns, **kw): print('meta new', name, sorted(k for k in ns if not k.startswith('__')), kw); "
            "return super().__new__(m, name, bases, ns)",
            "def __call__(cls, *args, **kw): print('meta call', args); return super().__call__(*args, **kw)",
            "def __init__(cls, *args, **kw): print('meta init', args[0]); super().__init__(*args)",
            "def __getattr__(cls, name): return ('meta getattr', name) if name[0] != '_' else type.__getattribute__(cls, name)",
            "def __len__(cls): return 7",
            "def __iter__(cls): return iter('meta')",
            "def __repr__(cls): return f'meta {cls.__name__}'",
            "def __getitem__(cls, k): return ('meta item', k)",
            "@classmethod\n    def __prepare__(m, name, bases, **kw): return {'prepared': 1}",
            "def __instancecheck__(cls, o): return 'yes'",
            "@property\n    def p(cls): return 'meta p'",
        ]
        for part in self.rng.sample(parts, self.rng.randint(1, 4)):
            self.member(indent, part)

    def member(self, indent, text):
        for line in text.split("\n"):
            self.emit(indent + 1, line[4:] if line.startswith("    ") else line)

    def class_body(self, indent, name, bases, simple):
        listed = f"({', '.join(bases)})" if bases else ""
        self.emit(indent, f"class {name}{listed}:")
        if self.chance(0.2):
            self.emit(indent + 1, "'doc'")
        native = any(b.split("=")[0] in ("int", "str", "list", "dict", "float", "tuple", "set", "bytes", "frozenset", "bool",
                                          "Exception", "ValueError") for b in bases)
        if self.chance(0.15) and not native:
            self.emit(indent + 1, f"__slots__ = {self.pick([repr(('n',)), repr(('n', 'new')), repr('n'), repr(('n', '__dict__')), '()'])}")
        if native:
            self.emit(indent + 1, "n = 4")
        elif not simple and self.chance(0.95):
            self.emit(indent + 1, self.pick(["def __init__(self, n): self.n = n", "def __init__(self, n=3): self.n = n",
                                             "def __init__(self, n): super().__init__(); self.n = n"]))
        methods = self.rng.sample(sorted(BODIES), self.rng.randint(1, 3 if simple else 8))
        for method in methods:
            if method in ("__get__", "__set__", "__set_name__", "__instancecheck__"):
                continue
            if method in ("__setattr__", "__getattribute__") and self.chance(0.7):
                continue
            self.emit(indent + 1, f"def {method}{BODIES[method]}")
        for part in self.rng.sample(PLAIN, self.rng.randint(0, 2 if simple else 4)):
            self.member(indent, part.replace("{name}", name))
        if self.chance(0.1):
            self.emit(indent + 1, "class D:")
            for method in self.rng.sample(["__get__", "__set__", "__set_name__"], self.rng.randint(1, 3)):
                self.emit(indent + 2, f"def {method}{BODIES[method]}")
            self.emit(indent + 1, "d = D()")
        self.emit(indent + 1, "pass")
