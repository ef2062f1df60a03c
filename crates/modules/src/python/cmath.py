# Functions of complex numbers, from those of real ones. Special values are those of Annex G of the C standard
# where the formulas alone would not give them.

import math
from math import e, inf, nan, pi, tau

infj = complex(0.0, inf)
nanj = complex(0.0, nan)

# Above this, squares and exponentials are made of halves.
_LARGE = 8.98846567431158e+307 / 2
_LOG_LARGE = math.log(_LARGE)

def _complex(z):
    if type(z) is complex:
        return z
    method = getattr(type(z), '__complex__', None)
    if method is not None:
        made = method(z)
        if not isinstance(made, complex):
            raise TypeError(f'{type(z).__name__}.__complex__() must return a complex, not {type(made).__name__}')
        return made
    if isinstance(z, str) or not hasattr(type(z), '__float__') and not hasattr(type(z), '__index__'):
        raise TypeError(f'must be real number, not {type(z).__name__}')
    return complex(float(z), 0.0)

def _domain():
    raise ValueError('math domain error')

def _range():
    raise OverflowError('math range error')

def isfinite(z, /):
    z = _complex(z)
    return math.isfinite(z.real) and math.isfinite(z.imag)

def isinf(z, /):
    z = _complex(z)
    return math.isinf(z.real) or math.isinf(z.imag)

def isnan(z, /):
    z = _complex(z)
    return math.isnan(z.real) or math.isnan(z.imag)

def isclose(a, b, *, rel_tol=1e-09, abs_tol=0.0):
    if rel_tol < 0 or abs_tol < 0:
        raise ValueError('tolerances must be non-negative')
    a, b = _complex(a), _complex(b)
    if a == b:
        return True
    if isinf(a) or isinf(b):
        return False
    apart = abs(a - b)
    return apart <= rel_tol * abs(b) or apart <= rel_tol * abs(a) or apart <= abs_tol

def phase(z, /):
    z = _complex(z)
    return math.atan2(z.imag, z.real)

def polar(z, /):
    z = _complex(z)
    return abs(z), math.atan2(z.imag, z.real)

def rect(r, phi, /):
    r, phi = float(r), float(phi)
    if math.isinf(phi) and r and not math.isnan(r):
        _domain()
    if phi == 0:
        return complex(r, r * phi)
    if math.isinf(phi) or math.isnan(phi):
        return complex(r if math.isinf(r) else nan if r else 0.0, nan if r else 0.0)
    if math.isinf(r):
        return complex(math.copysign(inf, math.cos(phi)) * math.copysign(1.0, r),
                       math.copysign(inf, math.sin(phi)) * math.copysign(1.0, r))
    return complex(r * math.cos(phi), r * math.sin(phi))

def sqrt(z, /):
    z = _complex(z)
    x, y = z.real, z.imag
    if math.isinf(y):
        return complex(inf, y)
    if math.isinf(x):
        if x > 0:
            return complex(x, nan if math.isnan(y) else math.copysign(0.0, y))
        return complex(nan if math.isnan(y) else 0.0, math.copysign(inf, y))
    if math.isnan(x) or math.isnan(y):
        return complex(nan, nan)
    if x == 0 and y == 0:
        return complex(0.0, y)
    a, b = abs(x), abs(y)
    if a < 2.2250738585072014e-308 and b < 2.2250738585072014e-308:
        a = math.ldexp(a, 54)
        s = math.ldexp(math.sqrt(a + math.hypot(a, math.ldexp(b, 54))), -27)
    else:
        a /= 8
        s = 2 * math.sqrt(a + math.hypot(a, b / 8))
    d = b / (2 * s)
    if x >= 0:
        return complex(s, math.copysign(d, y))
    return complex(d, math.copysign(s, y))

def exp(z, /):
    z = _complex(z)
    x, y = z.real, z.imag
    if math.isinf(y) or math.isnan(y):
        if math.isinf(x):
            if math.isinf(y) and x > 0:
                _domain()
            return complex(0.0, 0.0) if x < 0 else complex(inf, nan)
        if math.isinf(y) and not math.isnan(x):
            _domain()
        return complex(nan, nan)
    if math.isinf(x) and y != 0:
        size = inf if x > 0 else 0.0
        return complex(math.copysign(size, math.cos(y)), math.copysign(size, math.sin(y)))
    if y == 0:
        if math.isnan(x):
            return complex(x, y)
        return complex(math.exp(x), y)
    if x > _LOG_LARGE:
        size = math.exp(x - 1)
        made = complex(size * math.cos(y) * e, size * math.sin(y) * e)
    else:
        size = math.exp(x)
        made = complex(size * math.cos(y), size * math.sin(y))
    if isinf(made) and not math.isnan(x):
        _range()
    return made

def log(z, base=None, /):
    made = _log(_complex(z))
    return made if base is None else made / _log(_complex(base))

def _log(z):
    x, y = abs(z.real), abs(z.imag)
    angle = math.atan2(z.imag, z.real)
    if x == 0 and y == 0:
        _domain()
    if math.isinf(x) or math.isinf(y):
        return complex(inf, angle)
    if x > _LARGE or y > _LARGE:
        return complex(math.log(math.hypot(x / 2, y / 2)) + math.log(2.0), angle)
    if x < 2.2250738585072014e-308 and y < 2.2250738585072014e-308:
        return complex(math.log(math.hypot(math.ldexp(x, 53), math.ldexp(y, 53))) - 53 * math.log(2.0), angle)
    size = math.hypot(x, y)
    if 0.71 <= size <= 1.73:
        high, low = (x, y) if x > y else (y, x)
        return complex(math.log1p((high - 1) * (high + 1) + low * low) / 2, angle)
    return complex(math.log(size) if size == size else nan, angle)

def log10(z, /):
    made = _log(_complex(z))
    return complex(made.real / math.log(10.0), made.imag / math.log(10.0))

def sinh(z, /):
    return _hyperbolic(_complex(z), math.sinh, math.cosh, True)

def cosh(z, /):
    return _hyperbolic(_complex(z), math.cosh, math.sinh, False)

def _hyperbolic(z, along, across, odd):
    x, y = z.real, z.imag
    if math.isinf(y) and not math.isnan(x) and (x != 0 or not odd and math.isinf(x)):
        _domain()
    if math.isinf(y) or math.isnan(y):
        if odd:
            return complex(x if math.isinf(x) or x == 0 else nan, nan)
        if x == 0:
            if math.isinf(y):
                _domain()
            return complex(nan, 0.0)
        return complex(inf if math.isinf(x) else nan, nan)
    if math.isinf(x):
        real = x if odd else inf
        if y == 0:
            return complex(real, y if odd or x > 0 else -y)
        imag = math.sin(y) if odd or x > 0 else -math.sin(y)
        return complex(math.copysign(inf, math.cos(y) * (math.copysign(1.0, x) if odd else 1.0)),
                       math.copysign(inf, imag))
    if math.isnan(x):
        return complex(x, y if y == 0 else nan)
    if abs(x) > _LOG_LARGE:
        smaller = x - math.copysign(1.0, x)
        made = complex(math.cos(y) * along(smaller) * e, math.sin(y) * across(smaller) * e)
        if isinf(made):
            _range()
        return made
    return complex(math.cos(y) * along(x), math.sin(y) * across(x))

def tanh(z, /):
    z = _complex(z)
    x, y = z.real, z.imag
    if math.isinf(y) and not math.isinf(x) and not math.isnan(x):
        _domain()
    if math.isinf(x):
        imag = 0.0 if not math.isfinite(y) else math.copysign(0.0, math.sin(2.0 * y) if y else y)
        return complex(math.copysign(1.0, x), imag)
    if abs(x) > 350:
        return complex(math.copysign(1.0, x), 4.0 * math.sin(y) * math.cos(y) * math.exp(-2.0 * abs(x)))
    if math.isnan(x) or math.isnan(y):
        return complex(nan if y == 0 or x else x, y if y == 0 else nan)
    tx, ty = math.tanh(x), math.tan(y)
    cx = 1.0 / math.cosh(x)
    txty = tx * ty
    down = 1.0 + txty * txty
    return complex(tx * (1.0 + ty * ty) / down, ty / down * cx * cx)

def asinh(z, /):
    z = _complex(z)
    x, y = z.real, z.imag
    if abs(x) > _LARGE or abs(y) > _LARGE or x != x or y != y:
        if math.isinf(x) or math.isinf(y):
            return complex(math.copysign(inf, x), y if math.isnan(y) else math.atan2(y, abs(x)) if x == x else nan)
        if math.isnan(x) or math.isnan(y):
            return complex(nan, y if y == 0 else nan)
        real = math.log(math.hypot(x / 2, y / 2)) + math.log(2.0) * 2
        return complex(math.copysign(real, x), math.atan2(y, abs(x)))
    s1 = sqrt(complex(1.0 + y, -x))
    s2 = sqrt(complex(1.0 - y, x))
    return complex(math.asinh(s1.real * s2.imag - s2.real * s1.imag),
                   math.atan2(y, s1.real * s2.real - s1.imag * s2.imag))

def acosh(z, /):
    z = _complex(z)
    x, y = z.real, z.imag
    if abs(x) > _LARGE or abs(y) > _LARGE or x != x or y != y:
        if math.isinf(x) or math.isinf(y):
            return complex(inf, math.atan2(y, x))
        if math.isnan(x) or math.isnan(y):
            return complex(nan, nan if x else math.copysign(pi / 2, y) if y == y else nan)
        return complex(math.log(math.hypot(x / 2, y / 2)) + math.log(2.0) * 2, math.atan2(y, x))
    s1 = sqrt(complex(x - 1.0, y))
    s2 = sqrt(complex(x + 1.0, y))
    return complex(math.asinh(s1.real * s2.real + s1.imag * s2.imag), 2.0 * math.atan2(s1.imag, s2.real))

def acos(z, /):
    z = _complex(z)
    x, y = z.real, z.imag
    if abs(x) > _LARGE or abs(y) > _LARGE or x != x or y != y:
        if math.isinf(x) or math.isinf(y):
            return complex(math.atan2(abs(y), x), -math.copysign(inf, y))
        if math.isnan(x) or math.isnan(y):
            return complex(pi / 2 if x == 0 else nan, nan)
        imag = math.log(math.hypot(x / 2, y / 2)) + math.log(2.0) * 2
        return complex(math.atan2(abs(y), x), -math.copysign(imag, y))
    s1 = sqrt(complex(1.0 - x, -y))
    s2 = sqrt(complex(1.0 + x, y))
    return complex(2.0 * math.atan2(s1.real, s2.real), math.asinh(s2.real * s1.imag - s2.imag * s1.real))

def _turned(function, z):
    # f(z) of a function whose f(iz) is i·g(z).
    z = _complex(z)
    made = function(complex(-z.imag, z.real))
    return complex(made.imag, -made.real)

def asin(z, /):
    return _turned(asinh, z)

def atan(z, /):
    return _turned(atanh, z)

def sin(z, /):
    return _turned(sinh, z)

def tan(z, /):
    return _turned(tanh, z)

def cos(z, /):
    z = _complex(z)
    return cosh(complex(-z.imag, z.real))

def atanh(z, /):
    z = _complex(z)
    x, y = z.real, z.imag
    if math.isinf(x) or math.isinf(y):
        return complex(math.copysign(0.0, x if x == x else 0.0), math.copysign(pi / 2, y) if y == y else nan)
    if math.isnan(x) or math.isnan(y):
        return complex(math.copysign(0.0, x) if x == 0 and math.isnan(y) else nan, nan)
    if x < 0 or x == 0 and math.copysign(1.0, x) < 0:
        return -atanh(-z)
    b = abs(y)
    if x > 6.7e153 or b > 6.7e153:
        h = math.hypot(x / 2, y / 2)
        return complex(x / 4 / h / h, -math.copysign(pi / 2, -y))
    if x == 1 and b < 1e-154:
        if b == 0:
            _domain()
        return complex(-math.log(math.sqrt(b) / math.sqrt(math.hypot(b, 2))), math.copysign(math.atan2(2.0, -b) / 2, y))
    return complex(math.log1p(4 * x / ((1 - x) * (1 - x) + b * b)) / 4,
                   -math.atan2(-2 * y, (1 - x) * (1 + x) - b * b) / 2)
