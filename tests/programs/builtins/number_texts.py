# Texts that are no numbers.

for text in ["1_0j", "(46.6-62.1j) _", "_1j", "1__0", "1_j", "1_0", "x_1", "xj"]:
    try:
        print(complex(text))
    except ValueError as e:
        print(e)
for text in ["9" * 300 + " 1", "é" * 300, "x"]:
    try:
        print(int(text))
    except ValueError as e:
        print(e)
