# Semaphore, BoundedSemaphore and Event: limits, timeouts, set/clear, errors.
import threading

sem = threading.Semaphore(2)
active, peak = 0, 0
guard = threading.Lock()


def limited():
    global active, peak
    with sem:
        with guard:
            active += 1
            peak = max(peak, active)
        threading.Event().wait(0.002)
        with guard:
            active -= 1


ts = [threading.Thread(target=limited) for _ in range(6)]
for t in ts:
    t.start()
for t in ts:
    t.join()
print(peak <= 2, active)
print(sem.acquire(), sem.acquire(), sem.acquire(blocking=False), sem.acquire(timeout=0.01))
sem.release(2)
print(sem.acquire(blocking=False), sem.acquire(blocking=False), sem.acquire(blocking=False))
sem.release()
sem.release()
sem.release()
print([sem.acquire(blocking=False) for _ in range(4)])
b = threading.BoundedSemaphore(1)
with b:
    print(b.acquire(blocking=False))
try:
    b.release()
except ValueError as e:
    print(e)
for bad in ("threading.Semaphore(-1)", "sem.release(0)", "sem.acquire(False, 1)"):
    try:
        eval(bad)
    except ValueError as e:
        print(e)
e = threading.Event()
print(e.is_set(), e.wait(0.01), e.wait(0))
e.set()
print(e.is_set(), e.wait(), e.wait(0))
e.clear()
print(e.is_set())
log = []
started, done = threading.Event(), threading.Event()


def waiter(name):
    started.set()
    e.wait()
    log.append(name)


w = threading.Thread(target=waiter, args=("w",))
w.start()
started.wait()
log.append("main sets")
e.set()
w.join()
print(log)
ping, pong, rally = threading.Event(), threading.Event(), []


def player():
    for i in range(3):
        ping.wait()
        ping.clear()
        rally.append(f"pong{i}")
        pong.set()


t = threading.Thread(target=player)
t.start()
for i in range(3):
    rally.append(f"ping{i}")
    ping.set()
    pong.wait()
    pong.clear()
t.join()
print(rally)
