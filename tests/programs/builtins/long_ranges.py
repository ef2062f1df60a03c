# Ranges are not gone through where that is not needed.

# CPython does go through them, so its words for the long ones are known, not asked for.
short, long = range(10**4), range(10**15)
for r in (short, long):
    print(max(r) == r[-1], min(r) == 0, sum(r) == len(r) * (len(r) - 1) // 2, max(r[::-3]) == r[-1])
r = short
print(any(r), all(r), 5 in r, r.index(7), r.count(3), r[-1], r[10:20:3])
print(max(range(3, 4)), min(range(0), default="none"), next(reversed(r)))
