# Building strings: concatenation, joins, tables, wrapping by hand, ciphers.
s = ""
for i in range(10):
    s += str(i) + ("," if i < 9 else ".")
print(s, len(s))
parts = []
for i in range(2000):
    parts.append(chr(97 + i % 26))
joined = "".join(parts)
print(len(joined), joined[:30], joined.count("a"), joined[-3:])


def caesar(text, shift):
    out = []
    for c in text:
        if c.isalpha():
            base = ord("A") if c.isupper() else ord("a")
            out.append(chr((ord(c) - base + shift) % 26 + base))
        else:
            out.append(c)
    return "".join(out)


secret = caesar("Hello, World!", 3)
print(secret, caesar(secret, -3))


def wrap(text, width):
    lines, line = [], ""
    for word in text.split():
        if line and len(line) + 1 + len(word) > width:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}" if line else word
    return lines + [line]


for line in wrap("the quick brown fox jumps over the lazy dog and then sleeps for a very long time", 20):
    print(f"|{line:<20}|{line:>20}|{line:^20}|")


def run_length(text):
    if not text:
        return ""
    out, prev, n = "", text[0], 0
    for c in text + "\0":
        if c == prev:
            n += 1
        else:
            out += f"{prev}{n}"
            prev, n = c, 1
    return out


print(run_length("aaabbc"), run_length("x"), repr(run_length("")))
table = [("Item", "Qty", "Price"), ("Tea", 2, 1.5), ("Coffee", 10, 12.25)]
for name, qty, price in table:
    print(name.ljust(8, ".") + str(qty).rjust(4) + (f"{price:9.2f}" if isinstance(price, float) else price.rjust(9)))


def roman(n):
    out = ""
    for v, r in ((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")):
        out += r * (n // v)
        n %= v
    return out


print([roman(n) for n in (1, 4, 9, 14, 40, 90, 400, 1994, 2024, 3999)])
word = "A man a plan a canal Panama"
clean = "".join(c.lower() for c in word if c.isalnum())
print(clean == clean[::-1], " ".join(w[::-1] for w in word.split()), " ".join(reversed(word.split())))
print("".join(sorted("listen")) == "".join(sorted("silent")), sum(c in "aeiou" for c in word.lower()))
for i in range(1, 5):
    print(" " * (4 - i) + "*" * (2 * i - 1))
print("ab\n" * 2, end="")
print("=" * 20)
