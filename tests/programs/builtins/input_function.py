# input: prompts, lines, conversions, end of file; sys.stdin reading and iteration.
import sys

name = input("name? ")
print(f"[{name}]")
age = int(input())
print(age + 1)
print(repr(input("blank: ")))
numbers = [int(x) for x in input("numbers: ").split()]
print(sum(numbers), max(numbers))
a, b = map(float, input().split(","))
print(a * b)
try:
    int(input("bad: "))
except ValueError as e:
    print(e)
print(repr(input(5)))
line = sys.stdin.readline()
print(repr(line))
for line in sys.stdin:
    print("line", repr(line))
    if line.startswith("stop"):
        break
print(repr(sys.stdin.read(4)))
rest = sys.stdin.read()
print(repr(rest))
print(repr(sys.stdin.readline()), sys.stdin.readlines())
try:
    input("more? ")
except EOFError as e:
    print()
    print("EOFError:", e)
