# Threads that import one module at the same time all get it whole.
import sys
import threading
with open("slow.py", "w") as file:
    file.write("import time\nfirst = 1\ntime.sleep(0.03)\nlast = 2\nprint('loaded once')\n")
with open("one.py", "w") as file:
    file.write("import time\ntime.sleep(0.02)\nimport two\ndone = True\n")
with open("two.py", "w") as file:
    file.write("import time\ntime.sleep(0.02)\nimport one\ndone = True\n")
sys.path.insert(0, "")
seen = []
def use():
    import slow
    seen.append(slow.last)
    from slow import first
    seen.append(first)
threads = [threading.Thread(target=use) for _ in range(4)]
for t in threads:
    t.start()
for t in threads:
    t.join()
print(sorted(seen))
def circle(name):
    # These two wait for each other; neither may wait for ever.
    __import__(name)
threads = [threading.Thread(target=circle, args=(name,)) for name in ("one", "two")]
for t in threads:
    t.start()
for t in threads:
    t.join()
import one, two
print(one.done, two.done)
