# Integers and their decimal text: the limit of digits, and setting it.
import sys


def show(make):
    try:
        print(str(make())[:40])
    except Exception as e:
        print(type(e).__name__, e)


print(sys.get_int_max_str_digits())
big = 10**4300
for make in (lambda: int("1" * 4301), lambda: int("1" * 4300), lambda: str(big), lambda: repr(-big), lambda: f"{big}",
             lambda: "%d" % big, lambda: "%s" % big, lambda: [big], lambda: {big: 1}, lambda: f"{big:x}", lambda: hex(big),
             lambda: int("f" * 5000, 16) > 0, lambda: str(10**4299), lambda: f"{big:,}"):
    show(make)
show(lambda: sys.set_int_max_str_digits(5))
show(lambda: sys.set_int_max_str_digits("a"))
sys.set_int_max_str_digits(640)
show(lambda: str(10**640))
show(lambda: int("1" * 641))
sys.set_int_max_str_digits(0)
show(lambda: len(str(10**9000)))
show(lambda: int("1" * 9000) % 1000)
