# Uncaught errors of custom classes: module prefix, empty message, notes, many lines.
import sys
import traceback


class Plain(Exception):
    pass


class WithStr(Exception):
    def __str__(self):
        return f"<{'|'.join(map(str, self.args))}>"


class Outer:
    class Inner(Exception):
        pass


def lines(e):
    return [line.rstrip("\n") for line in traceback.format_exception_only(type(e), e)]


for e in (Plain(), Plain("text"), Plain("a", 1), WithStr(1, 2), Outer.Inner("nested"), KeyError("k"), ValueError("two\nlines"), SystemExit(3), AssertionError(), KeyboardInterrupt()):
    print(lines(e))


def fail():
    e = Plain("with notes")
    e.add_note("note one")
    e.add_note("note two\nin two lines")
    raise e


sys.stdout.write("unfinished line")
sys.stdout.write("\n")
fail()
