# SyntaxError objects from compile(): message, line, column, text; indentation errors.
sources = [
    "x = (1 + 2",
    "if True\n    pass",
    "for i in range(3) print(i)",
    "def f(:\n    pass",
    "x = 5 +",
    "print('abc",
    "a b",
    "1 = x",
    "f() = 1",
    "x = [1, 2",
    "class :\n  pass",
    "return 5",
    "break",
    "def f():\n    continue",
    "x = }",
    "def f():\npass",
    "  x = 1",
    "if 1:\n    a\n  b",
    "x = 1\n    y = 2",
    "def f(a, a): pass",
    "f(a=1, 2)",
    "None = 1",
    "x = yield = 1",
    "del f()",
    "for 1 in x: pass",
    "with open(x) as 1: pass",
    "try:\n    pass\nx = 1",
    "else: pass",
    "lambda x=: 1",
    "a, b += 1",
    "x = 08",
    "x = 1a",
    "'''never closed",
    "{1: 2, 3}",
    "nonlocal x",
    "def f():\n  x = 1\n  global x",
    "async def f():\n  pass\nawait f()",
    "if x = 1: pass",
]
for source in sources:
    try:
        compile(source, "<test>", "exec")
        print(repr(source), "compiled")
    except SyntaxError as e:
        print(f"{source!r} | {type(e).__name__} | {e.msg} | {e.lineno}:{e.offset}")
