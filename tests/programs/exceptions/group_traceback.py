# An uncaught group: groups within it, causes, notes, many members.
def fail():
    raise ValueError(1)


try:
    try:
        fail()
    except ValueError:
        raise KeyError("k")
except KeyError as e:
    inner = e
try:
    try:
        fail()
    except ValueError:
        raise ExceptionGroup("first", [TypeError("t"), inner])
except ExceptionGroup as e:
    first = e
noted = ExceptionGroup("without traceback", [OSError(3)])
noted.add_note("a note\nof two lines")
deep = ValueError("deep")
for i in range(12):
    deep = ExceptionGroup(f"level {i}", [deep])
many = ExceptionGroup("many", [ValueError(i) for i in range(18)])
raise ExceptionGroup("all", [first, noted, deep, many, inner]) from first
