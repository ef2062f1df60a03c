# Processes that run threads inside; queues from both; a manager's dict and list.
import multiprocessing as mp
import sys
import threading


def child(n, out):
    results, lock = [], threading.Lock()

    def work(i):
        with lock:
            results.append(i * n)

    ts = [threading.Thread(target=work, args=(i,)) for i in range(3)]
    for t in ts:
        t.start()
    for t in ts:
        t.join()
    out.put((n, sorted(results), threading.current_thread().name, threading.active_count() >= 1))


def keeps_running():
    gate = threading.Event()
    threading.Thread(target=lambda: (gate.wait(), print("thread outlives the target", flush=True))).start()
    gate.set()


def tally(shared, log, name, n):
    shared[name] = n * n
    log.append(name)


if __name__ == "__main__":
    out = mp.Queue()
    ps = [mp.Process(target=child, args=(n, out)) for n in (1, 10, 100)]
    for p in ps:
        p.start()
    for row in sorted(out.get() for _ in ps):
        print(row)
    for p in ps:
        p.join()
    sys.stdout.flush()
    p = mp.Process(target=keeps_running)
    p.start()
    p.join()
    print(p.exitcode)
    started = []

    def start_process(i):
        q = mp.Process(target=pow, args=(2, i))
        q.start()
        q.join()
        started.append((i, q.exitcode))

    ts = [threading.Thread(target=start_process, args=(i,)) for i in range(2)]
    for t in ts:
        t.start()
        t.join()
    print(started)
    with mp.Manager() as manager:
        shared, log = manager.dict(), manager.list()
        for i, name in enumerate("abc"):
            p = mp.Process(target=tally, args=(shared, log, name, i))
            p.start()
            p.join()
        print(dict(shared), list(log), len(shared), shared["b"])
