# re: match, search, findall, groups, sub, split, flags, lookaround, errors.
import re

print(re.match(r"\d+", "123abc").group(), re.match(r"\d+", "abc"), re.search(r"\d+", "abc 42 x").span(), re.fullmatch(r"a+", "aaa") is not None, re.fullmatch(r"a+", "aab"))
m = re.search(r"(?P<year>\d{4})-(?P<month>\d\d)(-(\d\d))?", "on 2024-05 ok")
print(m.group(), m.group(0, 1, "month"), m.groups(), m.groups("-"), m.groupdict(), m.start("year"), m.end(), m.span(2), m["year"], m.lastindex, m.lastgroup, m.string[m.start():m.end()])
print(re.findall(r"\w+", "a bc, d_e é"), re.findall(r"(\w)=(\d)", "a=1 b=2"), re.findall(r"(a)|b", "ab"), [x.group() for x in re.finditer(r"[aeiou]", "education")], re.findall(r"", "ab"))
print(re.sub(r"\s+", " ", "a  b \n c"), re.sub(r"(\w+) (\w+)", r"\2 \1", "hello world"), re.sub(r"\d", lambda m: str(int(m[0]) * 2), "a1b5"), re.sub("a", "b", "aaaa", count=2), re.subn("x", "y", "xx"), re.sub(r"(?P<n>\d)", r"<\g<n>>\g<0>", "1"), re.sub("x*", "-", "abxd"))
print(re.split(r"[,;]\s*", "a, b;c,d"), re.split(r"(\d)", "a1b2c"), re.split(r"\s", "a b c", maxsplit=1), re.split("x*", "axbc"), re.split(",", ""))
print(re.findall(r"^\w+", "ab\ncd", re.M), re.findall("A", "aAa", re.I), re.search(r"a.b", "a\nb", re.S) is not None, re.findall(r"\w+", "é ascii", re.A), re.compile(r"""
    \d+   # digits
    \s*   # space
    px""", re.X).findall("10 px 5px"), re.findall(r"(?i)ab", "AB ab"), re.findall(r"(?m)^x$", "x\nx"))
print(re.findall(r"a.*?b", "aXbYb"), re.findall(r"a.*b", "aXbYb"), re.findall(r"a{2,3}", "a aa aaa aaaa"), re.findall(r"a{,2}b", "aaab"), re.findall(r"(?:ab)+", "ababab ab"), re.findall(r"colou?r", "color colour"))
print(re.findall(r"\d+(?=€)", "5€ 6$ 70€"), re.findall(r"\d+(?!\d|€)", "5€ 6$"), re.findall(r"(?<=\$)\d+", "$5 6 $70"), re.findall(r"(?<!\$)\b\d+", "$5 6"), re.search(r"(\w)\1", "hello").group(), re.findall(r"(?P<q>['\"]).*?(?P=q)", "'a' \"b\""), re.match(r"(a)?(?(1)b|c)", "ab").group())
print(re.findall(r"\bcat\b", "cat concat cat."), re.findall(r"[^a-z\s]+", "ab1 C-d"), re.findall(r"[\w.]+@[\w.]+", "x@y.z, a.b@c"), re.findall(r"\Aab|\Z", "abab"), re.findall(r"[\]\-^]", "]-^"), re.findall(r"\S\B\S", "abcd"), re.findall("[é-ü]", "aéüz"))
print(re.escape("a.b*c?"), re.escape("x y-1"), re.compile("a").pattern, re.compile("a", re.I).flags & re.I == re.I, re.compile("(a)(?P<n>b)").groups, dict(re.compile("(a)(?P<n>b)").groupindex))
p = re.compile(r"\d")
print(p.match("a1", 1).group(), p.search("1a2", 1).group(), p.findall("123", 1, 2), p.sub("#", "a1"), p == re.compile(r"\d"), p, bool(p.match("x")))
print(re.match(rb"\w+", b"bytes!").group(), re.sub(rb"a", b"b", b"aa"), repr(re.match("a", "abc")), re.match("(a)(b)?", "a").groups(), m.expand(r"\g<month>/\1"), re.search("(?s:.)(?-i:x)", "\nx").group())
print(re.match(r"(?:(\d+)|(\w+))+", "12ab34").groups(), re.match(r"(a|ab)(c|bcd)(d*)", "abcd").groups(), re.findall(r"((a)(b))", "abab"), re.match(r"((a+)b)*", "aabab").groups(), re.match("(?>a+)b", "aab").group(), re.match("a++b", "aab").group())
for bad in ("(", "[a", "a**", "*a", "(?P<1>a)", r"\1", "(?P<n>a)(?P<n>b)", "a{3,1}", "(?<=a+)b", ")", "[z-a]", "(?z)", "\\"):
    try:
        re.compile(bad)
        print(bad, "compiled")
    except re.error as e:
        print(repr(bad), "|", e.msg, e.pos)
tokens = re.compile(r"(?P<num>\d+\.?\d*)|(?P<name>[a-z_]\w*)|(?P<op>[-+*/=()])|(?P<ws>\s+)")
print([(t.lastgroup, t.group()) for t in tokens.finditer("x1 = 3.5*(y - 2)") if t.lastgroup != "ws"])
