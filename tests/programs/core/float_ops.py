# Float arithmetic, rounding to even, comparison with ints, conversion errors.
print(1.5 + 2, 3 - 0.5, 2 * 0.1, 7 / 2, 2 ** 0.5, 2.0 ** 10, 2 ** -1, (-8) ** 2.0)
print(0.1 + 0.2 == 0.3, abs(0.1 + 0.2 - 0.3) < 1e-9, 1.0 == 1, 1 == True == 1.0)
for n in (0.5, 1.5, 2.5, -0.5, -1.5, 2.4, 2.6):
    print(n, round(n), int(n), end="; ")
print()
print(round(2.675, 2), round(1.005, 2), round(0.125, 2), round(1234.5678, -2), round(-1.05, 1))
print(round(5), round(1250, -2), round(1350, -2), round(-15, -1), round(12345, -5), round(2.0, None), type(round(2.0, 0)))
print(2 ** 53 == 2.0 ** 53, 2 ** 53 + 1 == 2.0 ** 53, 2 ** 53 + 1 > 2.0 ** 53, 10 ** 23 == 1e23)
print(max(1, 1.0), min(1.0, 1), sorted([3, 1.5, 2, -0.5]), sum([0.5, 1, 2.25]))
print((-8) ** (1 / 3))
print(complex(1, 2) * 2, abs(3 + 4j), (1 + 2j).conjugate(), 1j ** 2, (2 - 1j).imag)
for text in ("float('x')", "float('')", "float(None)", "2.0 ** 2000", "1e200 ** 2", "float(10 ** 400)", "round(float('nan'))",
             "round(float('inf'))", "(1.5).to_bytes()", "1.5 // 'a'", "1.5 @ 2"):
    try:
        print(text, eval(text))
    except Exception as e:
        print(text, "|", type(e).__name__, "|", e)
x = 10.0
x += 0.5; print(x)
x *= 3; print(x)
x //= 4; print(x)
x **= 2; print(x)
x %= 10; print(x)
x -= 0.25; print(x)
x /= 3; print(x)
total = 0.0
for i in range(1000):
    total += 0.1
print(total, f"{total:.6f}")
