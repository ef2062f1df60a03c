# Uncaught errors name what was perhaps meant.
import threading


def work():
    total = 1
    print(totl)


class Point:
    def __init__(self):
        self.width = 1


for target in (work, lambda: Point().widht, lambda: [].apend(1), lambda: prnt(), lambda: Point().colour, lambda: threading.Loc()):
    thread = threading.Thread(target=target, name="T")
    thread.start()
    thread.join()
try:
    Point().wdth
except AttributeError:
    raise KeyError("again")
