# statistics, decimal and fractions: exact arithmetic, rounding modes, summaries.
import statistics as st
from decimal import ROUND_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal, InvalidOperation, getcontext, localcontext
from fractions import Fraction as F

print(Decimal("0.1") + Decimal("0.2"), Decimal("1.10") * 3, Decimal(1) / 3, Decimal("10") // 3, Decimal("-7") % 3, Decimal(2) ** 10, Decimal(2).sqrt(), -Decimal("1.50"), abs(Decimal("-3")))
print(repr(Decimal("1.0")), Decimal(5), Decimal("1E+3"), Decimal(0.5), Decimal("1.50").normalize(), Decimal("2.675").quantize(Decimal("0.01")), Decimal("2.5").quantize(Decimal(1), ROUND_HALF_UP), Decimal("2.5").quantize(Decimal(1), ROUND_HALF_EVEN), Decimal("2.99").quantize(Decimal("0.1"), ROUND_DOWN), round(Decimal("2.345"), 2))
print(Decimal("1.0") == 1, Decimal("1.1") == 1.1, Decimal("1.1") < Decimal("1.10001"), sorted([Decimal(3), Decimal("1.5")]), max(Decimal(1), 2), sum([Decimal("0.1")] * 10), hash(Decimal(5)) == hash(5), int(Decimal("7.9")), float(Decimal("0.1")), Decimal("NaN").is_nan(), Decimal("Infinity") > 10 ** 100, bool(Decimal(0)))
print(f"{Decimal('1234567.891'):,.2f} {Decimal('0.00012'):e} {Decimal('1.5'):>8} {Decimal('12'):05}", Decimal("123.456").as_tuple(), Decimal("1e-7"), Decimal("0.000001"), Decimal("100").adjusted(), str(Decimal("1E-10")), Decimal("12.3400").to_integral_value())
with localcontext() as ctx:
    ctx.prec = 5
    print(Decimal(1) / 7, Decimal(2).sqrt(), Decimal(1).exp(), Decimal(10).ln())
print(getcontext().prec)
for bad in ("Decimal('abc')", "Decimal(1) / 0", "Decimal(1) + 1.5", "Decimal(-1).sqrt()", "Decimal([])"):
    try:
        print(eval(bad))
    except (ArithmeticError, TypeError, ValueError) as e:
        print(bad, "|", type(e).__name__)
print(F(1, 3) + F(1, 6), F(6, 8), F("0.125"), F(0.5), F("3/4"), F(7), F(1, 3) * 3, F(2, 3) ** 2, F(1, 2) / F(1, 4), F(7, 2) // 1, F(-7, 2) % 2, -F(1, 2), abs(F(-1, 3)), F(4, -6), repr(F(1, 2)))
print(F(1, 2) == 0.5, F(1, 3) < F(1, 2), F(1, 2) + 1, F(1, 2) + 0.5, float(F(1, 3)), int(F(7, 2)), round(F(5, 2)), round(F(22, 7), 2), F(3.14159).limit_denominator(100), F(1, 2).numerator, F(6, 4).denominator, sum([F(1, n) for n in range(1, 6)]), hash(F(2, 1)) == hash(2), sorted([F(1, 2), F(1, 3)]), F(Decimal("0.75")))
for bad in ("F(1, 0)", "F('x')", "F(1.5, 2)", "F(1, 2) / 0"):
    try:
        print(eval(bad))
    except (ArithmeticError, TypeError, ValueError) as e:
        print(bad, "|", type(e).__name__)
data = [2, 4, 4, 4, 5, 5, 7, 9]
print(st.mean(data), st.median(data), st.mode(data), st.pstdev(data), st.pvariance(data), round(st.stdev(data), 6), round(st.variance(data), 6), st.median_low(data), st.median_high(data), st.multimode("aabbc"), st.fmean([1.5, 2.5]), st.median([3, 1, 2]), st.harmonic_mean([40, 60]), round(st.geometric_mean([1, 4, 16]), 6), st.quantiles([1, 2, 3, 4, 5], n=4))
print(st.mean([F(1, 2), F(1, 3)]), st.mean([Decimal("1.5"), Decimal("2.5")]), round(st.correlation([1, 2, 3], [2, 4, 7]), 6), st.linear_regression([1, 2, 3], [3, 5, 7]), st.mode(["red", "blue", "red"]), round(st.covariance([1, 2, 3], [1, 5, 9]), 6))
for bad in ("st.mean([])", "st.stdev([1])", "st.median([])"):
    try:
        eval(bad)
    except st.StatisticsError as e:
        print(bad, type(e).__name__)
nd = st.NormalDist(100, 15)
print(round(nd.cdf(115), 6), round(nd.pdf(100), 6), nd.mean, nd.stdev, round(nd.inv_cdf(0.5), 6))
