# An uncaught error: output before it, traceback on stderr, exit code 1.
def safe(n):
    return 10 / n


print("before")
print(safe(5))
values = [3, 2, 1]
for v in values:
    print("v", v)
total = values[0] + values[5]
print("never printed", total)
