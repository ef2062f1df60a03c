# A bare `raise` goes on with the traceback as it is; `raise e` adds the place where it stands.
import traceback


def here():
    raise


def elsewhere():
    try:
        1 / 0
    except ZeroDivisionError:
        here()


def bare():
    try:
        1 / 0
    except ZeroDivisionError:
        raise


def named():
    try:
        1 / 0
    except ZeroDivisionError as e:
        raise e


def nested():
    try:
        bare()
    except ZeroDivisionError:
        try:
            named()
        except ZeroDivisionError:
            raise


for function in (elsewhere, bare, named, nested):
    try:
        function()
    except ZeroDivisionError as e:
        print(function.__name__, [(f.name, f.lineno) for f in traceback.extract_tb(e.__traceback__)])

try:
    raise
except RuntimeError as e:
    print(e)
