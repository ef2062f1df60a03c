"""Variables that inner functions use come last, by name."""


def outer(a, b, *rest, key=None):
    x = 1
    later = 2
    early = 3

    def inner():
        return x, a, early

    z = 4
    names = list(locals())
    print(names)
    return inner


code = outer.__code__
print(code.co_varnames, code.co_cellvars, code.co_freevars, code.co_nlocals)
inner = outer(1, 2)
print(inner.__code__.co_freevars, [cell.cell_contents for cell in inner.__closure__], inner())
