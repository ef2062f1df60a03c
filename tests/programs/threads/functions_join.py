# Thread with a target function: args, kwargs, start, join, results by index.
import threading

results = [None] * 5


def work(i, factor=1):
    results[i] = sum(range(i * 1000)) * factor


threads = [threading.Thread(target=work, args=(i,), kwargs={"factor": i + 1}) for i in range(5)]
for t in threads:
    t.start()
for t in threads:
    t.join()
print(results)
print([t.is_alive() for t in threads])


def returns():
    return "lost"


t = threading.Thread(target=returns)
print(t.start(), t.join(), t.is_alive())
shared = {"n": 0}


def bump(times):
    for _ in range(times):
        shared["n"] = shared["n"] + 1


for i in range(3):
    t = threading.Thread(target=bump, args=[10])
    t.start()
    t.join()
    print(i, shared)
empty = threading.Thread()
empty.start()
empty.join()
print("no target is fine")
order = []
first = threading.Thread(target=lambda: order.append("first"))


def second():
    first.join()
    order.append("second")


s = threading.Thread(target=second)
first.start()
s.start()
s.join()
print(order)


def spawn(depth):
    order.append(depth)
    if depth:
        child = threading.Thread(target=spawn, args=(depth - 1,))
        child.start()
        child.join()
        order.append(-depth)


order.clear()
spawn(3)
print(order, threading.active_count())
for action in ("t.start()", "threading.Thread().join()", "threading.current_thread().join()", "threading.Thread(None, 5, 6, 7, 8, 9)", "threading.Thread(target=print, name=3).name"):
    try:
        print(eval(action))
    except (RuntimeError, TypeError) as e:
        print(type(e).__name__, e if "Thread.__init__" not in str(e) else "")
