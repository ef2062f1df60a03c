# math: functions, constants, integer functions, special values, errors.
import math

print(math.pi, math.e, math.tau, math.inf, math.nan)
print(math.sqrt(2), math.sqrt(16), math.isqrt(10 ** 20 + 1), math.cbrt(8) if hasattr(math, "cbrt") else 3.0, math.hypot(3, 4), math.dist((0, 0), (3, 4)))
print(math.floor(2.7), math.ceil(2.1), math.trunc(-2.7), math.floor(-2.1), math.ceil(-2.9), math.floor(10 ** 20), math.fabs(-3))
print(math.factorial(20), math.factorial(0), math.comb(10, 3), math.comb(3, 5), math.perm(5, 2), math.perm(4), math.gcd(12, 18), math.gcd(), math.gcd(-4, 6, 8), math.lcm(4, 6), math.lcm(), math.lcm(0, 5))
print(math.exp(0), math.log(1), math.log(8, 2), math.log2(8), math.log10(1000), math.log1p(0), math.expm1(0), math.log2(2 ** 100), round(math.log(10 ** 400), 6), math.pow(2, 0.5), math.pow(2, 3))
print(round(math.sin(1), 12), round(math.cos(1), 12), round(math.tan(1), 12), math.sin(0), math.cos(0), math.atan2(1, 1) == math.pi / 4, math.atan2(-0.0, -1), math.degrees(math.pi), math.radians(180) == math.pi)
print(round(math.asin(1), 10), round(math.acos(0), 10), round(math.atan(1), 10), round(math.sinh(1), 10), round(math.cosh(1), 10), math.tanh(0), round(math.asinh(1), 10), math.acosh(1), math.atanh(0))
print(math.fmod(-7, 3), -7 % 3, math.remainder(7, 4), math.modf(2.75), math.modf(-2.25), math.frexp(8), math.ldexp(0.5, 4), math.copysign(3, -0.0), math.fsum([0.1] * 10), math.prod([1, 2, 3, 4]), math.prod([], start=5))
print(math.isnan(math.nan), math.isinf(-math.inf), math.isfinite(1e308), math.isclose(0.1 + 0.2, 0.3), math.isclose(1, 1.1, rel_tol=0.2), math.isclose(0, 1e-10), math.isclose(0, 1e-10, abs_tol=1e-9))
print(math.nextafter(1, 2), math.ulp(1.0), round(math.gamma(5), 6), round(math.lgamma(10), 10), round(math.erf(1), 10), round(math.erfc(1), 10), math.gamma(1))
print(math.exp(-1000), math.sqrt(math.inf), math.floor(1e16), math.ceil(-0.5), math.inf - math.inf, math.atan(math.inf) == math.pi / 2)
for text in ("math.sqrt(-1)", "math.log(0)", "math.log(-1)", "math.acos(2)", "math.exp(1000)", "math.factorial(-1)", "math.factorial(2.5)", "math.floor(math.inf)", "math.ceil(math.nan)", "math.sqrt('a')", "math.gcd(1.5)", "math.comb(-1, 2)", "math.isqrt(-1)", "math.fmod(1, 0)", "math.pow(0, -1)", "math.sin()", "math.hypot('a')", "math.gamma(0)", "math.floor('x')", "math.log(1, 1)"):
    try:
        print(text, eval(text))
    except Exception as e:
        print(text, "|", type(e).__name__)


def simpson(f, a, b, n=100):
    h = (b - a) / n
    return h / 3 * (f(a) + f(b) + 4 * math.fsum(f(a + i * h) for i in range(1, n, 2)) + 2 * math.fsum(f(a + i * h) for i in range(2, n, 2)))


print(round(simpson(math.sin, 0, math.pi), 6), round(simpson(lambda x: x * x, 0, 3), 9))
