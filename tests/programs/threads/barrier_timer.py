# Barrier (phases, action, abort, reset, timeout) and Timer (run, cancel, args).
import threading

actions, phases = [], []
lock = threading.Lock()
barrier = threading.Barrier(3, action=lambda: actions.append(len(phases)))
indexes = []


def worker(i):
    for phase in range(3):
        with lock:
            phases.append(phase)
        index = barrier.wait()
        with lock:
            indexes.append((phase, index))
        barrier.wait()


ts = [threading.Thread(target=worker, args=(i,)) for i in range(3)]
for t in ts:
    t.start()
for t in ts:
    t.join()
print(phases, actions, sorted(indexes))
print(barrier.parties, barrier.n_waiting, barrier.broken)
b = threading.Barrier(2)
try:
    b.wait(timeout=0.01)
except threading.BrokenBarrierError as e:
    print("broken", type(e).__name__, b.broken)
try:
    b.wait()
except threading.BrokenBarrierError:
    print("stays broken")
b.reset()
print(b.broken)
errors = []


def waits():
    try:
        b.wait()
    except threading.BrokenBarrierError:
        errors.append("aborted")


t = threading.Thread(target=waits)
t.start()
while b.n_waiting == 0:
    threading.Event().wait(0.001)
b.abort()
t.join()
print(errors, b.broken)
one = threading.Barrier(1)
print(one.wait(), one.wait())
done = threading.Event()
log = []


def fire(a, b=0):
    log.append((a, b, threading.current_thread() is timer))
    done.set()


timer = threading.Timer(0.01, fire, args=[1], kwargs={"b": 2})
print(timer.is_alive())
timer.start()
done.wait()
timer.join()
print(log, timer.is_alive(), timer.finished.is_set())
late = threading.Timer(30, log.append, ["never"])
late.start()
print(late.is_alive())
late.cancel()
late.join()
print(log, late.is_alive(), isinstance(late, threading.Thread))
