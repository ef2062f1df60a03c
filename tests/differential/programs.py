"""Random programs: statements, functions, generators and classes around the expressions of `expressions.py`.

A program is the body of a function. It prints as it goes: `show` prints the value of an expression or the error that
it raises, so one program compares many values.
"""

import random

from classes import Classes
from expressions import Expressions

EXCEPTIONS = ["ValueError", "TypeError", "KeyError", "IndexError", "ZeroDivisionError", "RuntimeError", "StopIteration",
              "AttributeError", "OSError", "LookupError", "ArithmeticError", "Exception", "AssertionError"]

PRELUDE = '''\
import sys

def text(value):
    """The repr, with sets in order and without addresses."""
    if isinstance(value, (set, frozenset)):
        return f"{type(value).__name__}:{sorted(map(text, value))}"
    if isinstance(value, (list, tuple)) and type(value) in (list, tuple):
        return f"{type(value).__name__}:[{', '.join(map(text, value))}]"
    if type(value) is dict:
        return "{" + ", ".join(f"{text(k)}: {text(v)}" for k, v in value.items()) + "}"
    return repr(value)

def ordered(value):
    """A set whose order is that of numbers' hashes, or has one element only."""
    if not isinstance(value, (set, frozenset)) or len(value) <= 1:
        return value
    return type(value)(e for e in value if isinstance(e, (int, float, complex)) and e == e
                       or isinstance(e, tuple) and all(isinstance(i, (int, float)) and i == i for i in e))

def show(label, make):
    try:
        value = make()
    except BaseException as e:
        print(label, type(e).__name__, e)
    else:
        print(label, type(value).__name__, text(value))

def error(e):
    parts = [type(e).__name__, str(e)]
    if e.__cause__ is not None:
        parts.append(f"cause {type(e.__cause__).__name__}")
    if e.__context__ is not None:
        parts.append(f"context {type(e.__context__).__name__} {e.__context__}")
    return " | ".join(parts)

def run(number, program):
    print(f"##{number}")
    try:
        program()
    except BaseException as e:
        print("raised", error(e))

'''


class Program(Classes, Expressions):
    """One program; `lines` is its text."""

    def __init__(self, seed):
        super().__init__(random.Random(seed))
        self.lines = []
        self.marks = 0
        self.budget = 40
        self.loops = 0
        self.in_function = False
        self.functions = []

    def emit(self, indent, line):
        self.lines.append("    " * indent + line)

    def mark(self):
        self.marks += 1
        return f"'t{self.marks}'"

    def build(self):
        for _ in range(self.rng.randint(3, 8)):
            self.statement(0, 3)
        return self.lines or ["pass"]

    def block(self, indent, depth, extra=None):
        """At least one statement; what it binds is forgotten afterwards."""
        saved, functions = list(self.names), list(self.functions)
        self.emit(indent, f"print({self.mark()})")
        for _ in range(self.rng.randint(0, 2)):
            self.statement(indent, depth - 1)
        if extra:
            self.emit(indent, extra)
        self.names, self.functions = saved, functions

    def statement(self, indent, depth):
        self.budget -= 1
        simple = [self.show, self.show, self.show, self.show_wild, self.show_wild, self.assign, self.assign, self.unpack,
                  self.mutate, self.augmented, self.delete]
        compound = [self.branch, self.for_loop, self.while_loop, self.try_statement, self.try_statement, self.with_statement,
                    self.match_statement, self.function, self.generator, self.class_statement, self.class_statement,
                    self.closure, self.group]
        if depth <= 0 or self.budget <= 0 or self.chance(0.5):
            self.pick(simple)(indent)
        else:
            self.pick(compound)(indent, depth)

    # ---- simple statements

    def show(self, indent):
        self.emit(indent, f"show({self.mark()}, lambda: {self.any(3)})")

    def show_wild(self, indent):
        self.emit(indent, f"show({self.mark()}, lambda: {self.wild(2)})")

    def safe(self, kind):
        """A value that is certainly of the kind."""
        return self.literal(kind, 0) if kind in ("list", "tuple", "dict", "set") else self.literal(kind)

    def assign(self, indent):
        kind, name = self.kind(), self.fresh()
        if self.chance(0.75):
            self.emit(indent, f"{name} = {self.safe(kind)}")
        else:
            self.emit(indent, f"{name} = {self.safe(kind)}")
            self.emit(indent, f"try: {name} = {self.of(kind)}")
            self.emit(indent, f"except Exception as e: print({self.mark()}, error(e))")
        self.names.append((name, kind))

    def unpack(self, indent):
        a, b, c = self.fresh(), self.fresh(), self.fresh()
        pattern = self.pick([f"{a}, {b}", f"{a}, *{b}", f"*{a}, {b}", f"[{a}, ({b}, {c})]", f"{a}, *{b}, {c}", f"({a}, {b}), *{c}"])
        self.emit(indent, "try:")
        self.emit(indent + 1, f"{pattern} = {self.of(self.pick(['list', 'tuple', 'str', 'dict']))}")
        self.emit(indent + 1, f"print({self.mark()}, text(({', '.join(n for n in (a, b, c) if n in pattern)})))")
        self.emit(indent, f"except Exception as e: print({self.mark()}, error(e))")

    def mutate(self, indent):
        kind = self.pick(["list", "list", "dict", "set"])
        name = self.fresh()
        self.emit(indent, f"{name} = {self.safe(kind)}")
        operations = {
            "list": ["append({a})", "insert({s}, {a})", "extend({l})", "pop({s})", "remove({a})", "reverse()", "clear()",
                     "sort()", "sort(key=str)", "sort(reverse=True)", "__setitem__({s}, {a})", "__delitem__({s})",
                     "__iadd__({l})", "__setitem__(slice({s}, {s}), {l})", "__setitem__(slice(None, None, 2), {l})",
                     "__delitem__(slice({s}, None, 2))", "index({a}, {s})"],
            "dict": ["update({d})", "update(k={a})", "pop({k})", "setdefault({k}, {a})", "popitem()", "__setitem__({k}, {a})",
                     "__delitem__({k})", "__ior__({d})", "clear()", "get({k})", "update({l})", "__setitem__({a}, 1)"],
            "set": ["add({k})", "discard({k})", "remove({k})", "update({l})", "intersection_update({l})",
                    "difference_update({l})", "symmetric_difference_update({l})", "add({a})", "__ior__({x})"],
        }
        for _ in range(self.rng.randint(1, 4)):
            call = self.pick(operations[kind]).format(a=self.any(1),
                                                      s=self.pick(SMALL_INDEXES), l=self.of("list", 1), d=self.of("dict", 1),
                                                      k=self.key(), x=self.of("set", 1))
            self.emit(indent, f"show({self.mark()}, lambda: {name}.{call})")
        self.emit(indent, f"print(text({name}))")
        self.names.append((name, kind))

    def augmented(self, indent):
        if not self.names:
            return self.show(indent)
        name, kind = self.pick(self.names)
        other = self.of(kind, 1) if self.chance(0.8) else self.any(1)
        operator = self.pick(["+=", "-=", "/=", "//=", "%=", "|=", "&=", "^="] + (["+="] * 6))
        self.emit(indent, f"try: {name} {operator} {other}")
        self.emit(indent, f"except Exception as e: print({self.mark()}, error(e))")
        self.emit(indent, f"show({self.mark()}, lambda: {name})")
        self.names = [(n, k) for n, k in self.names if n != name]

    def delete(self, indent):
        name = self.fresh()
        self.emit(indent, f"{name} = {self.safe('list')}")
        self.emit(indent, "try:")
        self.emit(indent + 1, self.pick([f"del {name}[{self.pick(SMALL_INDEXES)}]", f"del {name}", f"del {name}[1:]",
                                         f"del {name}[::2]", f"del {name}['a']", f"{name}[0] = {self.any(1)}",
                                         f"{name}[1:2] = {self.any(1)}", f"{name}.x = 1", f"del {name}.x"]))
        self.emit(indent + 1, f"print(text({name}))")
        self.emit(indent, f"except (TypeError, IndexError, AttributeError, ValueError) as e: print({self.mark()}, error(e))")
        self.emit(indent, f"except UnboundLocalError as e: print({self.mark()}, type(e).__name__)")

    # ---- control flow

    def branch(self, indent, depth):
        self.emit(indent, f"if {self.condition()}:")
        self.block(indent + 1, depth)
        if self.chance(0.4):
            self.emit(indent, f"elif {self.condition()}:")
            self.block(indent + 1, depth)
        if self.chance(0.6):
            self.emit(indent, "else:")
            self.block(indent + 1, depth)

    def condition(self):
        return self.pick([self.safe(self.kind()), f"{self.pick(SMALL_INDEXES)} < {self.pick(SMALL_INDEXES)}",
                          f"not {self.safe(self.kind())}", f"{self.safe('int')} == {self.safe('float')}",
                          f"{self.safe('bool')} and {self.safe('str')}", f"{self.key()} in {self.safe('dict')}",
                          f"0 <= {self.pick(SMALL_INDEXES)} < 3 or {self.safe('list')}"])

    def leave(self):
        """How a block inside a loop or function ends."""
        choices = ["pass"]
        if self.loops:
            choices += ["break", "continue"]
        if self.in_function:
            choices += [f"return {self.safe(self.kind())}"]
        return self.pick(choices + [self.raising()])

    def raising(self):
        return self.pick([f"raise {self.pick(EXCEPTIONS)}({self.safe(self.kind())})", f"raise {self.pick(EXCEPTIONS)}",
                          "1 // 0", "[][1]", "{}['k']", "None.x", "int('x')", "undefined_name",
                          f"raise {self.pick(EXCEPTIONS)}('a', 2) from {self.pick(['None', 'ValueError(1)', 'KeyError'])}",
                          f"assert {self.safe('bool')}, {self.safe('str')}", "raise 5", "(lambda: 0)(1)", "len(5)"])

    def for_loop(self, indent, depth):
        name = self.fresh()
        source = self.pick([f"range({self.rng.randint(0, 4)})", self.safe("list"), self.safe("str"), self.safe("dict"),
                            f"enumerate({self.safe('str')})", f"zip({self.safe('tuple')}, range(3))",
                            f"reversed({self.safe('list')})", f"sorted([3, 1, 2], key=lambda x: -x)",
                            f"{self.safe('dict')}.items()", "iter([1, 2, 3])", "map(abs, (-1, 2))"])
        self.emit(indent, f"for {name} in {source}:")
        self.emit(indent + 1, f"print({self.mark()}, text({name}))")
        self.loop_body(indent, depth)

    def loop_body(self, indent, depth):
        self.loops += 1
        self.block(indent + 1, depth, f"if {self.condition()}: {self.leave()}" if self.chance(0.6) else None)
        self.loops -= 1
        if self.chance(0.4):
            self.emit(indent, "else:")
            self.block(indent + 1, depth)

    def while_loop(self, indent, depth):
        name = self.fresh()
        self.emit(indent, f"{name} = {self.rng.randint(0, 4)}")
        self.emit(indent, f"while {name} > 0:")
        self.emit(indent + 1, f"{name} -= 1")
        self.loop_body(indent, depth)

    def try_statement(self, indent, depth):
        self.emit(indent, "try:")
        self.block(indent + 1, depth, self.leave() if self.chance(0.8) else None)
        handlers = self.rng.randint(0, 2)
        for _ in range(handlers):
            caught = self.pick([self.pick(EXCEPTIONS), f"({self.pick(EXCEPTIONS)}, {self.pick(EXCEPTIONS)})", "Exception"])
            self.emit(indent, f"except {caught} as e:")
            self.emit(indent + 1, f"print({self.mark()}, error(e))")
            self.block(indent + 1, depth, self.pick([None, None, "raise", self.leave(), "raise KeyError('again') from e"]))
        if handlers and self.chance(0.3):
            self.emit(indent, "else:")
            self.block(indent + 1, depth)
        if not handlers or self.chance(0.4):
            self.emit(indent, "finally:")
            self.block(indent + 1, depth, self.leave() if self.chance(0.25) else None)

    def with_statement(self, indent, depth):
        name = self.fresh()
        self.emit(indent, f"class {name}:")
        self.emit(indent + 1, "def __init__(self, n): self.n = n")
        if self.chance(0.95):
            self.emit(indent + 1, f"def __enter__(self): print('enter', self.n); {self.pick(['return self', 'return self.n', 'pass', '1 // 0' if self.chance(0.2) else 'return 1'])}")
        if self.chance(0.95):
            self.emit(indent + 1, f"def __exit__(self, t, v, tb): print('exit', self.n, t and t.__name__, v, tb is None); "
                                  f"return {self.pick(['None', 'True', 'False', 'self.n', 'self.n // 0' if self.chance(0.2) else '0'])}")
        self.emit(indent, self.pick([f"with {name}(1) as x:", f"with {name}(1), {name}(2) as x:", f"with {name}(0):",
                                     f"with ({name}(1) as x, {name}(0) as y):"]))
        self.block(indent + 1, depth, self.leave() if self.chance(0.6) else None)

    def group(self, indent, depth):
        a, b, c = (self.pick(EXCEPTIONS[:6]) for _ in range(3))
        self.emit(indent, "try:")
        self.emit(indent + 1, self.pick([
            f"raise ExceptionGroup('g', [{a}(1), ExceptionGroup('h', [{b}(2), {c}(3)])])",
            f"raise ExceptionGroup('g', [{a}(1), {b}('x')])", f"raise {a}('alone')", "pass",
            f"raise ExceptionGroup('g', [])", f"raise BaseExceptionGroup('g', [{a}(), {b}()])"]))
        self.emit(indent, f"except* {self.pick([a, b, 'Exception', '(TypeError, KeyError)'])} as g:")
        self.emit(indent + 1, f"print({self.mark()}, repr(g), error(g))")
        if self.chance(0.3):
            self.emit(indent + 1, self.pick(["raise", "raise RuntimeError('new')", "g.add_note('n')"]))
        if self.chance(0.4):
            self.emit(indent, f"except* {self.pick([b, c, 'LookupError'])} as g:")
            self.emit(indent + 1, f"print({self.mark()}, g.exceptions, g.message)")
        if self.chance(0.3):
            self.emit(indent, "else:")
            self.block(indent + 1, 0)

    def match_statement(self, indent, depth):
        self.emit(indent, f"match {self.safe(self.kind()) if self.chance(0.6) else self.literal('list', 2)}:")
        for _ in range(self.rng.randint(1, 4)):
            guard = f" if {self.condition()}" if self.chance(0.2) else ""
            bound = []
            self.emit(indent + 1, f"case {self.pattern(2, bound)}{guard}:")
            shown = "".join(f", text({n})" for n in bound)
            self.emit(indent + 2, f"print({self.mark()}{shown})")
        if self.chance(0.6):
            self.emit(indent + 1, "case _:")
            self.block(indent + 2, depth)

    def pattern(self, depth, bound):
        def capture():
            name = self.fresh()
            bound.append(name)
            return name
        choice = self.rng.random()
        if depth <= 0 or choice < 0.3:
            return self.pick(["0", "1", "-1", "2.5", "'a'", "'abc'", "None", "True", "b'a'", "1j"])
        if choice < 0.5:
            head = self.pattern(depth - 1, bound)
            return self.pick([f"[{head}, *_]", f"[{head}]", f"({head}, {self.pattern(0, bound)})", f"[*_, {head}]", "[]"])
        if choice < 0.62:
            return "{" + f"{self.pick(['1', repr('a'), repr('key'), 'None'])}: {self.pattern(depth - 1, bound)}" + self.pick(
                ["}", "}", ", **" + capture() + "}"])
        if choice < 0.8:
            kind = self.pick(["int", "str", "float", "bool", "list", "dict", "tuple", "bytes", "set"])
            return self.pick([f"{kind}()", f"{kind}({self.pick(['0', '1', repr('a'), '[]'])})", f"{kind}() as {capture()}"])
        if choice < 0.9:
            return f"{self.pattern(0, bound)} | {self.pattern(0, bound)}"
        return f"[{capture()}, *{capture()}]"

    # ---- functions

    def function(self, indent, depth):
        name = self.fresh()
        parameters = self.pick(["", "a", "a, b=2", "*args", "a, *args, k=1, **kw", "a, /, b, *, c", "**kw", "a=1, *, k"])
        self.emit(indent, f"def {name}({parameters}):")
        shown = ", ".join(p.strip(" *").split("=")[0] for p in parameters.split(",") if p.strip() not in ("", "*", "/"))
        self.emit(indent + 1, f"print({self.mark()}, text(({shown + ',' if shown else ''})))")
        saved = self.loops, self.in_function, self.names
        self.loops, self.in_function, self.names = 0, True, []
        self.block(indent + 1, depth - 1, self.leave())
        self.loops, self.in_function, self.names = saved
        for _ in range(self.rng.randint(1, 3)):
            arguments = self.pick(["", "1", "1, 2", "1, 2, 3", "a=1", "1, b=3", "1, 2, c=3", "k=4", "1, k=2, z=3", "*[1, 2]",
                                   "**{'a': 1}", "1, **{'b': 2}", "*'ab', k=0", "1, a=2", "*5", "**5", "**{1: 2}", "*(), **{}"])
            self.emit(indent, f"show({self.mark()}, lambda: {name}({arguments}))")

    def closure(self, indent, depth):
        name, cell = self.fresh(), self.fresh()
        self.emit(indent, f"def {name}({cell}):")
        self.emit(indent + 1, f"def add(n=1):")
        if self.chance(0.85):
            self.emit(indent + 2, f"nonlocal {cell}")
        self.emit(indent + 2, f"{cell} += n")
        self.emit(indent + 2, f"return {cell}")
        self.emit(indent + 1, f"return add, lambda: {cell}, [lambda: ({cell}, i) for i in range(2)]")
        self.emit(indent, f"add, get, many = {name}({self.safe(self.pick(['int', 'float', 'str', 'list']))})")
        for call in self.rng.sample(["add()", "add(2)", "add('x')", "get()", "many[0]()", "many[1]()", "add([1])", "add(n=0)"], 4):
            self.emit(indent, f"show({self.mark()}, lambda: {call})")

    def generator(self, indent, depth):
        name = self.fresh()
        self.emit(indent, f"def {name}(n):")
        self.emit(indent + 1, "try:")
        self.emit(indent + 2, f"got = yield {self.safe(self.kind())}")
        self.emit(indent + 2, f"print({self.mark()}, text(got))")
        self.emit(indent + 2, self.pick(["yield from range(n)", f"got = yield from iter({self.safe('list')})", f"yield from {self.safe('str')}",
                                         "for i in range(n): yield i", f"yield {self.any(1)}", "return n", "raise StopIteration(n)"]))
        if self.chance(0.5):
            self.emit(indent + 1, f"except {self.pick(['GeneratorExit', 'ValueError', 'Exception'])} as e:")
            self.emit(indent + 2, f"print({self.mark()}, error(e))")
            self.emit(indent + 2, self.pick(["yield 'caught'", "raise", "return 5", "pass", "raise KeyError(n)"]))
        self.emit(indent + 1, "finally:")
        self.emit(indent + 2, f"print({self.mark()})")
        self.emit(indent + 1, self.pick(["return n", "yield 'last'", "pass"]))
        self.emit(indent, f"g = {name}({self.rng.randint(0, 3)})")
        for _ in range(self.rng.randint(2, 6)):
            step = self.pick(["next(g)", "next(g)", "next(g, 'end')", "g.send(None)", "g.send(7)", "g.throw(ValueError('t'))",
                              "g.throw(ValueError)", "g.close()", "list(g)", "g.throw(GeneratorExit)", "sum(1 for _ in g)",
                              "g.gi_frame is None", "g.gi_running"])
            self.emit(indent, f"show({self.mark()}, lambda: {step})")
        # One that is left suspended would be closed when CPython counts its last reference, and by Weft's collector.
        for _ in range(3):
            self.emit(indent, f"show({self.mark()}, lambda: g.close())")


SMALL_INDEXES = ["0", "1", "2", "-1", "-2", "3", "7"]
