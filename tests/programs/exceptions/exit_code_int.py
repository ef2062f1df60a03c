# sys.exit with a number: finally blocks run, nothing on stderr, that exit code.
import sys


def work():
    try:
        print("working")
        sys.exit(3)
    except Exception:
        print("SystemExit is not an Exception")
    finally:
        print("cleanup")


try:
    sys.exit()
except SystemExit as e:
    print("no code", e.code, repr(e))
try:
    sys.exit("text")
except SystemExit as e:
    print("text code", e.code)
try:
    raise SystemExit(5)
except BaseException as e:
    print(type(e).__name__, e.code, isinstance(e, Exception))
print(issubclass(SystemExit, BaseException))
work()
print("not reached")
