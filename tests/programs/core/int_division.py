# Floor division and modulo with every combination of signs, for int and float.
values = [7, -7, 8, -8, 0, 1, -1]
divisors = [1, -1, 2, -2, 3, -3, 10, -10]
for v in values:
    row = []
    for d in divisors:
        q, r = v // d, v % d
        assert q * d + r == v
        row.append(f"{q}:{r}")
    print(v, *row)
for v in (7.5, -7.5, 6.0, -0.0, 1e300):
    print(v, [v // d for d in (2, -2, 0.5)], [v % d for d in (2, -2, 0.5)])
print(divmod(7.5, 2), divmod(-7.5, 2), divmod(7, -2.0))
print(7 // 2.0, -7 // 2.0, 7 % -2.0, 5.5 // 1)
print(1 / 3, 2 / 3, 10 / 5, -1 / 8, 10 ** 20 / 3)
for text in ("1 / 0", "1 // 0", "1 % 0", "divmod(1, 0)", "1.0 / 0", "1.0 // 0", "1.0 % 0", "0 ** -1", "pow(2, 3, 0)"):
    try:
        print(eval(text))
    except (ZeroDivisionError, ValueError) as e:
        print(text.ljust(14), type(e).__name__)
print((-9) >> 1, -9 // 2, int(-9 / 2), (-1) >> 10)
print(2 ** 63 // -1, -2 ** 63 // -1, (-2 ** 63) % 10, (-2 ** 63) // 10)
print(True // 1, True / 2, False % 3)
