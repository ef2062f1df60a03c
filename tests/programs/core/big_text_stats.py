# Word statistics, a trie, edit distance, a tiny template engine, CSV by hand.
text = """It was a bright cold day in April, and the clocks were striking;
the clocks had been striking all day, and nobody in the town
had looked at them - nobody but a cat, a bright old cat."""

words = [w.strip(",.;-!").lower() for w in text.split()]
words = [w for w in words if w]
counts = {}
for w in words:
    counts[w] = counts.get(w, 0) + 1
top = sorted(counts.items(), key=lambda kv: (-kv[1], kv[0]))
print(len(words), len(counts), top[:6])
longest = max(words, key=lambda w: (len(w), w))
by_length = {}
for w in sorted(set(words)):
    by_length.setdefault(len(w), []).append(w)
for n in sorted(by_length):
    print(f"{n:>2} {'*' * len(by_length[n]):<8} {' '.join(by_length[n])}")
print(longest, sum(map(len, words)) / len(words) > 3, text.count("\n"), [len(line) for line in text.splitlines()])


class Trie:
    def __init__(self):
        self.children, self.end = {}, False

    def add(self, word):
        node = self
        for c in word:
            node = node.children.setdefault(c, Trie())
        node.end = True

    def walk(self, prefix=""):
        if self.end:
            yield prefix
        for c in sorted(self.children):
            yield from self.children[c].walk(prefix + c)

    def find(self, prefix):
        node = self
        for c in prefix:
            if c not in node.children:
                return []
            node = node.children[c]
        return list(node.walk(prefix))


trie = Trie()
for w in words:
    trie.add(w)
print(trie.find("b"), trie.find("cl"), trie.find("zz"), len(list(trie.walk())))


def distance(a, b):
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        new = [i]
        for j, y in enumerate(b, 1):
            new.append(min(row[j] + 1, new[-1] + 1, row[j - 1] + (x != y)))
        row = new
    return row[-1]


print(distance("kitten", "sitting"), distance("", "abc"), distance("flaw", "lawn"), distance("same", "same"))
print(min(counts, key=lambda w: (distance(w, "clock"), w)))


def render(template, **values):
    out, i = [], 0
    while (start := template.find("{{", i)) >= 0:
        end = template.index("}}", start)
        name, *filters = template[start + 2:end].strip().split("|")
        value = values.get(name, "?" + name)
        for f in filters:
            value = {"upper": str.upper, "len": len, "rev": lambda v: v[::-1]}[f](value)
        out += [template[i:start], str(value)]
        i = end + 2
    return "".join(out) + template[i:]


print(render("Hi {{ name }}, {{name|upper}} {{name|rev|upper}} has {{ name|len }} {{other}}!", name="Weft"))
csv = "id,name,score\n1,Ann,90.5\n2,\"Bob, Jr\",78\n3,Cat,85.25\n"


def parse(line):
    fields, field, quoted = [], "", False
    for c in line:
        if c == '"':
            quoted = not quoted
        elif c == "," and not quoted:
            fields.append(field)
            field = ""
        else:
            field += c
    return fields + [field]


header, *rows = [parse(line) for line in csv.splitlines()]
records = [dict(zip(header, row)) for row in rows]
print(records)
print(sum(float(r["score"]) for r in records) / len(records), sorted(records, key=lambda r: -float(r["score"]))[0]["name"])
