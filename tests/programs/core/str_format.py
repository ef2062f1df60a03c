# str.format and format(): fields, attributes, indexes, nested specs, errors.
print("{} {} {}".format(1, "b", 3.5), "{0} {2} {1} {0}".format("a", "b", "c"), "{x} {y}".format(x=1, y=2), "{} {k}".format(0, k=9))
print("{{}} {{{}}}".format(5), "{0[1]} {0[-]} {1[key]}".format({1: "one", "-": "dash"}, {"key": "v"}), "{0.real} {0.imag}".format(3))
print("{!r} {!s} {!a}".format("é", "é", "é"), "{0!r:>6}|".format("a"))
print("{:>8}|{:<8}|{:^8}|{:*^9}|{:08.3f}|{:+}|{: }|{:-}".format("r", "l", "c", "m", 3.14159, 5, 5, 5))
print("{:d} {:b} {:o} {:x} {:X} {:#b} {:#o} {:#x} {:c} {:n}".format(42, 42, 42, 255, 255, 42, 42, 255, 65, 1234))
print("{:,} {:_} {:,.2f} {:_x} {:015,d}".format(1234567, 1234567, 1234567.891, 0xdeadbeef, 1234567))
print("{:e} {:E} {:.2e} {:g} {:G} {:.3g} {:f} {:.0f} {:%} {:.1%}".format(12345.678, 12345.678, 0.00012, 1e-5, 1e20, 1234.5, 2.5, 2.5, 0.5, 0.123))
print("{:{}}|{:{w}.{p}f}|{:{f}{a}{w}}|".format("x", 4, 3.14159, "y", w=8, p=2, f="~", a="^"))
print("{:.3}|{:10.3}|{:.10}|{:5}|{:5}|{:<5}|".format("abcdef", "abcdef", "abc", "ab", 12, 12))
print("{:=+8d} {:=8} {:08} {:<08} {:+.3} {:#.3g} {:#x}".format(5, -5, -5, 5, 1.0, 1.0, 0))
print(format(3.14159, ".2f"), format(42), format("x", ">3"), format(255, "#010x"), format(True, "d"), format(None), format([1]))
print(format(1e16), format(1.0), format(1e16, "f"), format(0.1, ".20f"), format(1.5, "10"), format(float("nan"), "5"), format(float("-inf"), "08.1f"), format(-0.0, "z.1f"))
print(format(1234.5, ".3"), format(0.00001, ""), format(123456789.0, "g"), format(100000.0, "g"), format(1000000.0, "g"), format(1.0, ".1"), format(12.0, ".1"))
print(format(2 + 3j, ".1f"), "{:>12}".format(1 + 2j), "{:s}".format("s"))
print("{a.b.c} {d[0][1]}".format(a=type("A", (), {"b": type("B", (), {"c": "deep"})}), d=[[1, 2]]))
print("{0}{1}".format(*"ab"), "{x}-{y}".format(**{"x": 1, "y": 2}), "{a}".format_map({"a": "map"}))


class Default(dict):
    def __missing__(self, key):
        return "<" + key + ">"


print("{x} {y}".format_map(Default(x=1)))
for bad in ("'{}'.format()", "'{0} {}'.format(1)", "'{a}'.format()", "'{'.format()", "'}'.format()", "'{0.x}'.format(1)", "'{:d}'.format('a')", "'{:.2}'.format(1)", "'{:,s}'.format('a')", "'{!x}'.format(1)", "'{0[a]}'.format([1])", "'{:10'.format(1)", "format('a', '=5')", "'{1}'.format(0)", "format(1, 'q')", "format('s', '+')"):
    try:
        print(eval(bad))
    except Exception as e:
        print(bad, "|", type(e).__name__, "|", e)
