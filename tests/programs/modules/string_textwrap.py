# string (constants, Template, Formatter) and textwrap (wrap, fill, dedent, indent, shorten).
import string
import textwrap

print(string.ascii_lowercase, string.ascii_uppercase, string.digits, string.hexdigits, string.octdigits, string.punctuation, repr(string.whitespace), len(string.printable))
print(string.capwords("hello big   world"), string.capwords("a-b-c", "-"))
t = string.Template("$name owes $$${amount} to ${who}s")
print(t.substitute(name="Ann", amount=5, who="Bob"), t.substitute({"name": "X", "amount": 0}, who="Y"), t.safe_substitute(name="only"))
for bad in ({"name": 1}, {}):
    try:
        t.substitute(bad)
    except KeyError as e:
        print("KeyError", e)
try:
    string.Template("bad $ here").substitute()
except ValueError as e:
    print(e)


class Percent(string.Template):
    delimiter = "%"


print(Percent("%x and $x %%").substitute(x=1))


class F(string.Formatter):
    def get_value(self, key, args, kwargs):
        return kwargs.get(key, f"<{key}>") if isinstance(key, str) else super().get_value(key, args, kwargs)


print(F().format("{} {a} {b:>4}", 1, b=2), list(string.Formatter().parse("x{a!r:>{w}}y{{}}")))
text = "The quick brown fox jumped over the lazy dog, supercalifragilistic words-with-hyphens included."
for line in textwrap.wrap(text, 20):
    print(f"|{line}|")
print(textwrap.fill(text, width=40, initial_indent="* ", subsequent_indent="  "))
print(textwrap.wrap("a verylongwordindeed b", 8), textwrap.wrap("a verylongwordindeed b", 8, break_long_words=False), textwrap.wrap("", 5), textwrap.wrap("x  y\n\nz", 10))
print(repr(textwrap.dedent("""
    first
      second
    third
""")), repr(textwrap.indent("a\n\nb\n", "> ")), repr(textwrap.indent("a\n\nb", "> ", lambda line: True)))
print(textwrap.shorten("Hello  world, this is long", 15), textwrap.shorten("Hello world", 11), textwrap.shorten("Hello world again", 12, placeholder="..."))
print(textwrap.wrap("one two three four five", 9, max_lines=2), textwrap.wrap("one two three four five", 11, max_lines=2, placeholder=" ..."))
table = str.maketrans(string.ascii_lowercase, string.ascii_lowercase[13:] + string.ascii_lowercase[:13])
print("hello".translate(table), "hello".translate(table).translate(table), "".join(c for c in "a1!b" if c in string.ascii_letters))
