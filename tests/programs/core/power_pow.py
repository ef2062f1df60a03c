# Powers: int, negative, float, complex results, modular, precedence.
print(2 ** 10, 2 ** 0, 0 ** 0, (-2) ** 3, -2 ** 4, 2 ** -1, (-2) ** -3, 2 ** 3 ** 2, (2 ** 3) ** 2)
print(2 ** 0.5, 4 ** 0.5, 4 ** -0.5, 0.0 ** 0, 1.5 ** 3, (-1.0) ** 3, (-8.0) ** 2, 1e10 ** 2, 2.0 ** -1074)
print(10 ** 18, 10 ** 19, 10 ** 30, 7 ** 77, (-3) ** 41)
print(pow(2, 10), pow(2, 10, 1000), pow(3, 200, 13), pow(-3, 3, 7), pow(3, -1, 11), pow(5, 3, -7), pow(2, 0, 1), pow(0, 0, 5))
print(pow(base=2, exp=5), pow(2, exp=5, mod=7), (2).__pow__(3), (2).__rpow__(3))
print(type(2 ** 2), type(2 ** -2), type(2.0 ** 2), type((-1) ** 0.5))
print(isinstance((-4) ** 0.5, complex), abs((-4) ** 0.5 - 2j) < 1e-12)
n = 3
n **= 3; print(n)
n **= -1; print(n)
print(-1 ** 2, (-1) ** 2, 2 * 3 ** 2, -3 ** 2 * 2, 2 ** -2 ** 2, not 2 ** 0 - 1, ~2 ** 2)
inf = float("inf")
print(inf ** 0, inf ** -1, (-inf) ** 3, 0.5 ** inf, 1 ** inf, (-1.0) ** inf, 2 ** -inf)
print(sum(2 ** i for i in range(64)), sum(2 ** -i for i in range(10)), len(str(2 ** 1000)), str(3 ** 500)[:20])
for text in ("0 ** -1", "2 ** 'a'", "'a' ** 2", "10.0 ** 400", "pow(2, 3, 0)", "pow(2, 0.5, 3)", "pow(4, -1, 8)", "pow('a', 2)", "pow(2)", "[] ** 2"):
    try:
        print(text, "->", eval(text))
    except Exception as e:
        print(text, "->", type(e).__name__, "" if isinstance(e, ZeroDivisionError) else e)


def isqrt(n):
    x = n
    y = (x + 1) // 2
    while y < x:
        x, y = y, (y + n // y) // 2
    return x


print(isqrt(10 ** 40), isqrt(2 * 10 ** 60), isqrt(99))


def is_prime(n):
    if n < 4:
        return n > 1
    d, r = n - 1, 0
    while d % 2 == 0:
        d, r = d // 2, r + 1
    for a in (2, 3, 5, 7, 11, 13, 17, 19, 23):
        if a >= n:
            continue
        x = pow(a, d, n)
        if x in (1, n - 1):
            continue
        for _ in range(r - 1):
            x = x * x % n
            if x == n - 1:
                break
        else:
            return False
    return True


print([p for p in range(60) if is_prime(p)], is_prime(2 ** 61 - 1), is_prime(2 ** 67 - 1), is_prime(10 ** 18 + 9))
