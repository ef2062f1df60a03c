# Exception groups and except*: splitting, nesting, remaining parts, notes.
def show(e, indent=0):
    if isinstance(e, BaseExceptionGroup):
        print(" " * indent + f"{type(e).__name__}: {e}")
        for x in e.exceptions:
            show(x, indent + 2)
    else:
        print(" " * indent + repr(e))


g = ExceptionGroup("top", [ValueError(1), TypeError("t"), ExceptionGroup("nested", [ValueError(2), KeyError("k")])])
show(g)
print(g.message, len(g.exceptions), str(g), isinstance(g, Exception))
match, rest = g.split(ValueError)
show(match)
show(rest)
print(g.subgroup(OSError), g.split(OSError)[1] is not None)
show(g.subgroup(lambda e: "k" in str(e)))
try:
    raise g
except* ValueError as eg:
    print("values", [type(e).__name__ for e in eg.exceptions])
except* TypeError as eg:
    print("types", eg.exceptions)
except* KeyError as eg:
    print("keys", eg.exceptions)
else:
    print("no")
finally:
    print("finally")
try:
    try:
        raise ExceptionGroup("partly", [ValueError("v"), OSError("o")])
    except* ValueError:
        print("took ValueError")
except ExceptionGroup as eg:
    show(eg)
try:
    raise ValueError("naked")
except* ValueError as eg:
    print(type(eg).__name__, eg.exceptions)
try:
    pass
except* ValueError:
    print("never")
else:
    print("else runs")
try:
    try:
        raise ExceptionGroup("a", [ValueError("x")])
    except* ValueError:
        raise KeyError("new")
except BaseException as e:
    show(e)
    print(type(e.__context__).__name__ if e.__context__ else None)
for bad in ("ExceptionGroup('m', [])", "ExceptionGroup('m', [5])", "ExceptionGroup('m', 5)", "ExceptionGroup('m', [KeyboardInterrupt()])", "ExceptionGroup(1, [ValueError()])"):
    try:
        eval(bad)
    except (TypeError, ValueError) as e:
        print(type(e).__name__, str(e).split(",")[0][:60] if "argument" not in str(e) else "argument")
print(type(BaseExceptionGroup("b", [ValueError()])).__name__, type(BaseExceptionGroup("b", [KeyboardInterrupt()])).__name__, repr(ExceptionGroup("r", [ValueError(1)])))
class MyGroup(ExceptionGroup):
    def derive(self, excs): return MyGroup(self.message, excs)


show(MyGroup("mine", [ValueError(1), KeyError(2)]).split(KeyError)[0])
