# `exit`, `quit` and `help` as they show themselves, and leaving by them.
print(exit)
print(repr(quit))
print(help)
for leave in (exit, quit):
    for code in (None, 3, "text"):
        try:
            leave(code)
        except SystemExit as e:
            print(leave.__class__.__name__, repr(e.code))
try:
    exit()
except SystemExit as e:
    print(e.code)
quit(4)
