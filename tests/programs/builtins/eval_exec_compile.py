# eval, exec, compile, globals, locals, __import__, with namespaces and errors.
x = 10
print(eval("x + 1"), eval("x + y", {"x": 1, "y": 2}), eval("x * z", {"x": 2}, {"z": 5}), eval("  [i for i in range(3)]  "), eval("(lambda a: a * 2)(4)"))
exec("y = x * 2\nprint('in exec', y)")
print(y)
ns = {}
exec("def f(n):\n    return n + offset\noffset = 5\nvalues = [f(i) for i in range(3)]", ns)
print(ns["f"](1), ns["values"], sorted(k for k in ns if k != "__builtins__"))
loc = {}
exec("a = 1\nb = a + 1", {}, loc)
print(loc)
code = compile("x * 3", "<my>", "eval")
print(eval(code), code.co_filename, type(code).__name__)
code = compile("for i in range(2):\n    print('loop', i)\n", "<my>", "exec")
exec(code)
exec(compile("5 + 5", "<i>", "single"))
print(exec("1 + 1"), eval("None"))
print("x" in globals(), globals()["x"], globals() is globals())


def f(a, b=2):
    c = a + b
    before = sorted(locals())
    d = eval("a * c")
    return before, d, eval("c + extra", globals() | {"extra": 100}, locals())


print(f(1))


def scoped():
    ns = {"n": 1}
    exec("n += 5", ns)
    exec("import math\nr = math.floor(2.7)", ns)
    return ns["n"], ns["r"]


print(scoped())
print(__import__("math").sqrt(16), __name__)
exec("class K:\n    def hi(self):\n        return 'hi from exec'")
print(K().hi())
exec("x = 99")
print(x)
for text in ("eval('x =')", "eval('x = 1')", "exec('if')", "eval('nope')", "eval('1 / 0')", "eval(5)", "exec(5)", "compile('x', 'f', 'bad')", "eval('')", "eval('1\\n2')", "exec('  x = 1')", "eval('x', 5)", "compile('a b', 'f', 'exec')", "exec('return 1')", "eval('yield_ + 1')"):
    try:
        print(text, eval(text))
    except Exception as e:
        print(text, "|", type(e).__name__, "|", e.msg if isinstance(e, SyntaxError) else e)
try:
    exec("def g():\n    return undefined_in_exec\ng()", {})
except NameError as e:
    print(e)
counter = 0


def bump():
    exec("counter = counter + 1", globals())


bump(); bump()
print(counter, eval("sum(n for n in range(k))", {"k": 5}))
print(eval("__builtins__ is not None", {}), eval("len('abc')", {"__builtins__": {"len": lambda s: "fake"}}))
try:
    eval("len('abc')", {"__builtins__": {}})
except NameError as e:
    print(e)
fs = {name: eval(f"lambda x: x {op} 2") for name, op in (("add", "+"), ("mul", "*"), ("pow", "**"))}
print({k: f(5) for k, f in fs.items()})
