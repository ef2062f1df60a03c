# unicodedata: categories, normal forms, values, the names that are known.
import unicodedata as u

print([u.category(c) for c in 'aA1 \n.,-_($+^ǅʰª\u0301½Ⅳ€·'])
print(u.combining('\u0301'), u.combining('a'))
print(ascii(u.normalize('NFD', 'é')), u.normalize('NFC', 'e\u0301') == 'é', u.normalize('NFKC', 'ﬁ²'))
print(''.join(c for c in u.normalize('NFKD', 'Café naïve') if not u.combining(c)))
print(u.is_normalized('NFC', 'é'), u.is_normalized('NFD', 'é'))
print(u.name('é'), u.lookup('snowman'), u.name('\n', 'none'), u.name('A'), u.name('7'), u.name('中'))
print(u.decimal('7'), u.digit('²'), u.numeric('½'), u.numeric('Ⅳ'), u.numeric('9'), u.decimal('x', None))
print('\N{LATIN SMALL LETTER U WITH DIAERESIS}\N{EM SPACE}|\N{AMPERSAND}')
for bad in (lambda: u.name('\n'), lambda: u.decimal('x'), lambda: u.numeric('x'), lambda: u.digit('x'),
            lambda: u.normalize('X', 'a'), lambda: u.lookup('no such')):
    try:
        bad()
    except (ValueError, KeyError) as e:
        print(type(e).__name__, e)
