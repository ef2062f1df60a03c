# The text of a UnicodeEncodeError whose position lies outside its string.
for start in (0, 2, 50, -3):
    print(UnicodeEncodeError("ascii", "ab\xe9", start, start + 1, "odd").reason)
print(UnicodeEncodeError("ascii", "ab\xe9", 2, 3, "odd"))
print(len(str(UnicodeEncodeError("ascii", "ab", 50, 51, "odd"))) > 0)
