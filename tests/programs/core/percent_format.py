# printf style formatting with %: flags, widths, mappings, tuples, errors.
print("%s is %d years" % ("Ann", 30), "%s" % "x", "%s" % 5, "%d%%" % 50)
print("%5d|%-5d|%05d|%+d|% d|%5s|%-5s|%.2s|%5.1s|" % (42, 42, 42, 42, 42, "ab", "ab", "abc", "xyz"))
print("%f %.2f %10.3f|%-10.1f|%e %.1E %g %g %g %G" % (3.14159, 2.5, 2.71828, 1.25, 12345.678, 0.00012, 0.0001, 1e10, 123456789.0, 1e-10))
print("%x %X %#x %o %#o %c %c %i %u" % (255, 255, 255, 8, 8, "a", 98, 7, 8))
print("%r %s %a %r" % ("q", "q", "é", [1, "a"]))
print("%(name)s=%(value)05.1f %(name)r" % {"name": "k", "value": 2.25})
print("%*d|%-*d|%.*f" % (6, 42, 6, 42, 2, 3.14159))
print("%s %s" % (1, (2, 3)), "%s" % ((1, 2),), "%s" % [1, 2], "%s" % {"a": 1}, "%s" % None)
print("%d %d %d" % (3.99, True, -2.5), "%s %s" % (1.0, 1e100), "%d" % 10 ** 20)
print("%5.1f%%|%+.2e|%-8s|%08.3f|%+05d" % (12.34, 12345.0, "ab", -3.14159, 7))
print("no args" % (), "%%" % ())
print(b"%d %s" % (5, b"x"))
template = "%-10s|%8.2f|"
for row in (("tea", 1.5), ("coffee", 12.25), ("a long name here", 100)):
    print(template % row)
for bad in ("'%d' % 'x'", "'%s %s' % 1", "'%s' % (1, 2)", "'%d' % None", "'%z' % 1", "'%(a)s' % {}", "'%(a)s' % 5", "'%' % 1", "'%x' % 1.5", "'%f' % 'a'", "'abc' % 1", "'%*d' % ('a', 1)"):
    try:
        print(eval(bad))
    except Exception as e:
        print(bad, "|", type(e).__name__, "|", e)
s = "v=%s"
s %= 3
print(s)
