# f-strings: expressions, conversions, nested format specs, = and braces.
name, n, pi, items = "Weft", 42, 3.14159, ["a", 'b']
print(f"{name} {n} {pi} {items}")
print(f"{n + 1} {n * 2:5d}| {name.upper()} {items[0]} {len(items)} {'yes' if n > 3 else 'no'}")
print(f"{{literal}} {{{n}}} {{}} {{{{")
print(f"{n=} {pi=:.2f} {name=!s} {name = } {n+1=} {items[1]=}")
print(f"{pi:.3f} {pi:10.2f}| {pi:<10.2f}| {pi:^10.2f}| {pi:+.1f} {pi:010.3f} {pi:e} {pi:.0f} {pi:%}")
print(f"{n:x} {n:#x} {n:o} {n:b} {n:#b} {n:08b} {n:c} {n:,} {1234567:,} {1234567:_} {n:>6} {n:<6}| {n:^6}| {n:=+6d} {-n:06d}")
width, prec, fill = 10, 3, "*"
print(f"{pi:{width}.{prec}}| {name:{fill}^{width}}| {name:>{width}}| {n:{'0'}{5}}")
print(f"{name!r} {name!s:>8} {'é'!a} {name!r:>10}")
print(f"{'nested ' + f'{n} and {pi:.1f}'}")
print(f"{(lambda x: x * 2)(4)} {[i for i in range(3)]} { {'k': 1}['k'] } {sum(i for i in range(4))}")
print(f"{name:s} {name:.2} {name:5.2}| {True} {None} {None!s:>6} {(1, 2)}")
print(f'{"a" "b"}' f"{n}" "{not}" f'{n}')
print(f"""multi
{n}
  line {name}""")
print(rf"\d{n}\n", fr"{name}\t", F"{n}")


class P:
    def __init__(self, x):
        self.x = x

    def __format__(self, spec):
        return f"P<{spec}:{self.x}>"

    def __repr__(self):
        return "P()"


p = P(3)
print(f"{p} {p:abc} {p!r} {p!s:>5} {p.x:03} {p:{n}}")
d = {"key": "value", "n": {"m": 1}}
print(f"{d['key']} {d['n']['m']:>3} {n if n else 0} {n!r:^{width}}|")
print(f"{n:>{width}}{'':-<{width}}", f"{'a':{'<'}{3}}|", f"{3 != 4} {n >= 4} {n == 42}")
for bad in ("f'{n:s}'", "f'{name:d}'", "f'{pi:d}'", "f'{None:>5}'", "f'{items:>5}'", "f'{n:.2d}'", "f'{undefined}'"):
    try:
        print(eval(bad))
    except Exception as e:
        print(bad, "|", type(e).__name__, "|", e)
