# cProfile and pstats: the table of calls, sorting, callers, saving; times are left out.
import cProfile
import io
import pstats
import re

# The table has the name of their file, and columns as wide as that.
exec(compile("""
def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)


def work():
    found = []
    for i in range(5):
        found.append(fib(i))
    return sorted(found)
""", "profiling.py", "exec"))


def shown(text):
    text = re.sub(r"\d+\.\d{3}", "T", text)
    return text.strip()


def table(profile, *keys):
    out = io.StringIO()
    stats = pstats.Stats(profile, stream=out).strip_dirs().sort_stats(*keys)
    stats.print_stats()
    stats.print_callers("fib")
    return shown(out.getvalue())


profile = cProfile.Profile()
print(profile.runcall(work))
print(table(profile, "name"))
profile = cProfile.Profile()
profile.enable()
fib(3)
profile.disable()
print(table(profile, "calls", "name"))
profile.enable()
len("abc")
profile.disable()
print(table(profile, "ncalls", "name"))
out = io.StringIO()
profile = cProfile.Profile()
profile.run("work()")
pstats.Stats(profile, stream=out).strip_dirs().sort_stats("stdname").print_stats("work|exec|module", 2)
print(shown(out.getvalue()))
profile.dump_stats("saved.prof")
out = io.StringIO()
stats = pstats.Stats("saved.prof", stream=out)
stats.add("saved.prof")
print(stats.total_calls, stats.prim_calls, sorted(func[2] for func in stats.stats))
try:
    cProfile.Profile().runcall(fib, "x")
except TypeError as e:
    print(e)
