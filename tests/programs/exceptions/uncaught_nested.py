# Traceback through nested function calls, methods, a lambda; operator carets.
class Machine:
    def __init__(self, parts):
        self.parts = parts

    def start(self):
        for part in self.parts:
            self.check(part)

    def check(self, part):
        apply = lambda f, x: f(x)
        return apply(ratio, part)


def ratio(part):
    used = part["used"]
    return used / part["size"] * 100


def main():
    machine = Machine([{"used": 1, "size": 2}, {"used": 3, "size": 0}])
    machine.start()


print("starting")
main()
print("not reached")
