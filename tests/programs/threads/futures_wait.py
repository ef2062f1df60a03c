# Future objects, callbacks, as_completed and wait with its three modes.
import threading
from concurrent.futures import (ThreadPoolExecutor, Future, as_completed, wait, FIRST_COMPLETED, FIRST_EXCEPTION, ALL_COMPLETED, CancelledError, InvalidStateError)

f = Future()
print(f.done(), f.running(), f.cancelled())
log = []
f.add_done_callback(lambda x: log.append(("cb1", x.result())))
f.set_result(42)
f.add_done_callback(lambda x: log.append(("cb2", x is f)))
print(f.result(), f.done(), log)
for bad in (lambda: f.set_result(1), lambda: f.set_exception(ValueError())):
    try:
        bad()
    except InvalidStateError:
        print("InvalidStateError")
e = Future()
e.set_exception(KeyError("k"))
try:
    e.result()
except KeyError as k:
    print("raised", k, repr(e.exception()))
c = Future()
print(c.cancel(), c.cancelled(), c.done(), f.cancel())
try:
    c.result()
except CancelledError as x:
    print(type(x).__name__)
r = Future()
print(r.set_running_or_notify_cancel(), r.running(), r.cancel())
gates = [threading.Event() for _ in range(3)]


def wait_gate(i):
    gates[i].wait()
    if i == 1:
        raise RuntimeError(f"gate {i}")
    return i


with ThreadPoolExecutor(3) as ex:
    fs = {ex.submit(wait_gate, i): i for i in range(3)}
    it = as_completed(fs)
    for i in (2, 0, 1):
        gates[i].set()
        done = next(it)
        print("completed", fs[done], done.exception())
    print(list(it))
    for g in gates:
        g.clear()
    fs = [ex.submit(wait_gate, i) for i in range(3)]
    gates[0].set()
    done, not_done = wait(fs, return_when=FIRST_COMPLETED)
    print(fs[0] in done, len(done), len(not_done))
    gates[1].set()
    done, not_done = wait(fs, return_when=FIRST_EXCEPTION)
    print(fs[1] in done, fs[2] in not_done)
    result = wait(fs, timeout=0.01)
    print(len(result.done), len(result.not_done))
    gates[2].set()
    print(len(wait(fs, return_when=ALL_COMPLETED).done), [x.exception() is None for x in fs])
    try:
        for x in as_completed([Future()], timeout=0.01):
            pass
    except TimeoutError as t:
        print(type(t).__name__, t)
    names = sorted(x.result() for x in as_completed([ex.submit(str.upper, s) for s in "cab"]))
    print(names)
    chained = ex.submit(lambda: 1)
    got = threading.Event()
    chained.add_done_callback(lambda x: (log.append(x.result()), got.set()))
    got.wait()
    print(log[-1])
