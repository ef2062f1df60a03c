# repr and str of floats: shortest round trip, exponents, inf, nan, signed zero.
values = [0.0, -0.0, 1.0, -1.5, 0.1, 0.2, 0.1 + 0.2, 1 / 3, 2 / 3, 100.0, 1e15, 1e16, 1e17,
          123456789012345.6, 1234567890123456.7, 12345678901234567.8, 0.001, 0.0001, 0.00001,
          0.00012345, 1.5e-5, 1e-7, 1e100, 1e-100, 1.7976931348623157e308, 5e-324, 2.2250738585072014e-308,
          3.141592653589793, 2.718281828459045, 1e22, 1e23, 9007199254740993.0, 4.35, 4.349999999999999,
          0.5, 0.25, 5e-05, 123456.789e3]
for v in values:
    text = repr(v)
    print(text, str(v) == text, float(text) == v)
inf, nan = float("inf"), float("nan")
print(inf, -inf, nan, inf - inf, inf * 0, -inf + 1, 1 / inf, -1 / inf)
print(inf == inf, nan == nan, nan != nan, nan < 1, nan > 1, inf > 10 ** 400, -inf < -10 ** 400)
print(1e308 * 10, -1e308 * 10, 1e-320, 1e-330)
print([nan] == [nan], nan in [nan], [nan][0] is nan)
print(0.0 == -0.0, str(0.0 * -1), -0.0)
print(float("1e5"), float("  -2.5 "), float("Infinity"), float("-inf"), float("NaN"), float("1_0.5"), float(".5"), float("5."))
print(float(7), float(True), float(), float(10 ** 22))
print(1.0.is_integer(), 1.5.is_integer(), (0.75).as_integer_ratio(), (0.1).hex(), float.fromhex("0x1.8p+1"))
print(1.5e3, 1E-2, 10., .5, 1_0.2_5, 0e0)
print(hash(1.0) == hash(1), hash(0.5), hash(inf), hash(-inf), hash(1e300) == hash(int(1e300)))
