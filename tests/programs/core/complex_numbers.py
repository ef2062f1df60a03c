# Complex numbers: literals, arithmetic, repr, methods, comparison errors.
a, b = 3 + 4j, 1 - 2j
print(a, b, a + b, a - b, a * b, a / b, -a, +a, a ** 2, a == 3 + 4j, a != b)
print(a.real, a.imag, abs(a), a.conjugate(), complex(1), complex(1, 2), complex("1+2j"), complex("-j"), complex(), complex("3"))
print(1j, -1j, 0j, 1 + 0j, 1e20j, 0.5j, 1j * 1j, (1j) ** 2 == -1, 2 + 3j == complex(2, 3), 2 == 2 + 0j)
print(repr(1 - 1j), str(complex(0, -0.0)), complex(-0.0, 1), complex(float("inf"), float("nan")), complex(1e-5, 1e16))
print(a + 1, 1 + a, a * 2.5, 2 / (1 + 1j), a - 0.5, bool(0j), bool(1j), hash(2 + 0j) == hash(2), isinstance(1j, complex))
print(f"{a:.2f} {a} {a!r:>10} {b:.1e}", "{:g}".format(a))
print([1, 1j, 1 + 1j].index(1j), sum([1j, 2, 3.5]), 1j in {1j: 0}, (1 + 2j).__class__.__name__)
for text in ("a < b", "a > 1", "a // 2", "a % 2", "int(a)", "float(a)", "complex('x')", "complex('1 + 2j')", "max(a, b)", "sorted([a, b])", "a / 0", "round(a)", "complex('1', 2)", "a & 1"):
    try:
        print(text, eval(text))
    except Exception as e:
        print(text, "|", type(e).__name__, "" if isinstance(e, ZeroDivisionError) or "complex('1', 2)" == text else e)


def mandelbrot(c, limit=30):
    z = 0
    for n in range(limit):
        if abs(z) > 2:
            return n
        z = z * z + c
    return limit


for y in range(-4, 5):
    print("".join("#" if mandelbrot(complex(x / 10, y / 4)) == 30 else "." for x in range(-22, 10)))
a += 1j
a *= 2
print(a)
