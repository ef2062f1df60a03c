# Process with target, args and kwargs: children print in turn, ordered by joins.
import multiprocessing
import os


def work(n, word="x"):
    print("child", n, word * n, flush=True)


def show_pid(parent):
    print("own pid", os.getpid() != parent, "parent", os.getppid() is not None, flush=True)


if __name__ == "__main__":
    print("main starts", flush=True)
    for i in range(3):
        p = multiprocessing.Process(target=work, args=(i,), kwargs={"word": "ab"})
        print(p.is_alive(), p.exitcode, p.pid, flush=True)
        p.start()
        p.join()
        print(p.is_alive(), p.exitcode, p.pid is not None, flush=True)
    p = multiprocessing.Process(target=show_pid, args=(os.getpid(),))
    p.start()
    p.join()
    q = multiprocessing.Process()
    q.start()
    q.join()
    print("no target", q.exitcode)
    for bad in ("q.start()", "multiprocessing.Process().join()"):
        try:
            eval(bad)
        except AssertionError as e:
            print(e)
    ps = [multiprocessing.Process(target=pow, args=(2, i)) for i in range(4)]
    for p in ps:
        p.start()
    for p in ps:
        p.join()
    print([p.exitcode for p in ps], [p.is_alive() for p in ps])
    print(len({p.pid for p in ps}), len(multiprocessing.active_children()))
    print(multiprocessing.current_process().name, multiprocessing.parent_process(), multiprocessing.cpu_count() >= 1)
