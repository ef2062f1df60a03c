# Names of processes, current_process, parent_process, daemon flag, nested children.
import multiprocessing as mp


def report(q, tag):
    me = mp.current_process()
    q.put((tag, me.name, me.daemon, mp.parent_process() is not None, type(me).__name__.endswith("Process")))


def nested(q):
    child = mp.Process(target=report, args=(q, "grandchild"), name="named-grandchild")
    child.start()
    child.join()
    report(q, "child")


def daemonic(q):
    try:
        mp.Process(target=report, args=(q, "never")).start()
        q.put("started")
    except AssertionError as e:
        q.put(str(e))


def run(q, *args, **kw):
    p = mp.Process(*args, **kw)
    p.start()
    results = [q.get()]
    p.join()
    return results[0], p.exitcode


if __name__ == "__main__":
    q = mp.Queue()
    print(mp.current_process().name, mp.current_process().daemon, mp.parent_process())
    print(run(q, target=report, args=(q, "named"), name="my-process"))
    print(run(q, target=report, args=(q, "daemon"), name="d", daemon=True))
    p = mp.Process(target=nested, args=(q,), name="middle")
    p.start()
    print(q.get(), q.get(), sep="\n")
    p.join()
    print(p.exitcode, p.name)
    print(run(q, target=daemonic, args=(q,), daemon=True))
    auto = mp.Process(target=report, args=(q, "auto"))
    other = mp.Process()
    n, m = (int(x.name.rpartition("-")[2]) for x in (auto, other))
    print(m - n, "Process-" in auto.name, auto.daemon)
    auto.name = "renamed"
    auto.daemon = True
    auto.start()
    print(q.get())
    auto.join()
    try:
        auto.daemon = False
    except AssertionError as e:
        print(e)
