# cmath: functions, special values, errors.
import cmath
import math

def show(z):
    return f"{z.real:.9g} {z.imag:.9g}"

for z in (1 + 2j, -3 + 0.5j, -2j, 0.25, -1, 1e-5 + 1e5j):
    print(*[show(f(z)) for f in (cmath.sqrt, cmath.exp, cmath.log, cmath.log10)], *(f"{x:.9g}" for x in cmath.polar(z)))
for z in (0.5 + 0.25j, -1 - 2j):
    print(*[show(getattr(cmath, name)(z)) for name in "sin cos tan asin acos atan sinh cosh tanh asinh acosh atanh".split()])
print(show(cmath.rect(2, math.pi / 3)), cmath.phase(-1 + 0j), show(cmath.log(8, 2)), cmath.pi == math.pi)
print(cmath.isclose(1 + 1j, 1 + 1.0000000001j), cmath.isclose(1, 2), cmath.isnan(complex("nan")), cmath.isinf(cmath.infj), cmath.isfinite(1j))
for call in ("cmath.log(0)", "cmath.exp(1000)", "cmath.sqrt('x')", "cmath.atanh(1)"):
    try:
        print(eval(call))
    except Exception as e:
        print(type(e).__name__, e)
