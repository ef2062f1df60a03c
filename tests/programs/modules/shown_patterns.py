# How compiled patterns show their flags.
import re
for flags in (0, re.I, re.M, re.I | re.M, re.S | re.X, re.A, re.A | re.M, re.M | re.DOTALL | re.ASCII):
    print(re.compile("a", flags), re.compile(b"a", flags & ~re.A))
print(re.compile("x" * 210))
