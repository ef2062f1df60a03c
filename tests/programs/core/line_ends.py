# Source text whose lines end as on Windows or on old Macs: strings over several lines have plain newlines.
text = 's = """one\r\ntwo\r\n"""\r\nprint(repr(s))\r\nif True:\r\n    print("indented")\r\n'
exec(text)
exec(text.replace("\r\n", "\r"))
print(eval("(1,\r\n2)"))
space = {}
exec('def f():\r\n    """Doc.\r\n\r\n    >>> f()\r\n    3\r\n    """\r\n    return 3\r\n', space)
print("\r" in space["f"].__doc__, [line.strip() for line in space["f"].__doc__.split("\n")])
print(repr(eval("'a\\r\\nb'")))
with open("windows.py", "wb") as file:
    file.write(b"long = '''x\r\ny'''\r\nvalue = 'joined' \\\r\n    ' lines'\r\n")
import sys
sys.path.insert(0, "")
import windows
print(repr(windows.long), windows.value)
try:
    compile("a = 1\r\nb = = 2\r\n", "text", "exec")
except SyntaxError as e:
    print(e.lineno, e.text and e.text.strip())
