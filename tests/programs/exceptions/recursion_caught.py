# RecursionError: raised, caught, program goes on; in methods, repr, comparison.
import sys


def deep(n): return deep(n + 1)


for _ in range(3):
    try:
        deep(0)
    except RecursionError as e:
        print("caught", "maximum recursion depth exceeded" in str(e))


class A:
    def __getattr__(self, name): return getattr(self, name + "x")
    def __repr__(self): return repr(self)
    def __eq__(self, o): return self == o
    def __hash__(self): return hash(self)
    def __len__(self): return len(self)


a = A()
for text in ("a.foo", "repr(a)", "a == a", "hash(a)", "len(a)", "{a: 1}", "str(a)", "[a] == [A()]", "f'{a}'"):
    try:
        eval(text)
        print(text, "finished")
    except RecursionError:
        print(text, "RecursionError")


class P:
    @property
    def p(self): return self.p

    @p.setter
    def p(self, v): self.p = v


for action in ("P().p", "P().p = 1"):
    try:
        exec(action)
    except RecursionError:
        print(action, "RecursionError")


def measured(n=0):
    try:
        return measured(n + 1)
    except RecursionError:
        return n


depth = measured()
print(depth > 500, depth <= sys.getrecursionlimit())


def ping(n): return pong(n)
def pong(n): return ping(n)


try:
    ping(1)
except RuntimeError as e:
    print(type(e).__name__)


def finally_runs(n, log):
    try:
        finally_runs(n + 1, log)
    finally:
        log.append(n)


log = []
try:
    finally_runs(0, log)
except RecursionError:
    print(log[-1], log[-2], len(log) > 500)
nested = []
for _ in range(100000):
    nested = [nested]
try:
    repr(nested)
    print("no error")
except RecursionError as e:
    print("repr of nested list", type(e).__name__)
while nested:
    nested = nested[0]


def gen(n):
    yield n
    yield from gen(n + 1)


try:
    for v in gen(0):
        pass
except RecursionError:
    print("generator", v > 100)
sys.setrecursionlimit(200)
try:
    deep(0)
except RecursionError:
    print("smaller limit", sys.getrecursionlimit())
sys.setrecursionlimit(3000)


def count(n): return 0 if n == 0 else 1 + count(n - 1)


print(count(2500))
try:
    sys.setrecursionlimit(0)
except ValueError as e:
    print(e)
