# Subclassing Process: run, attributes carried over, names, attributes lost on return.
import multiprocessing as mp


class Worker(mp.Process):
    def __init__(self, numbers, out, **kwargs):
        super().__init__(**kwargs)
        self.numbers = numbers
        self.out = out
        self.result = None

    def run(self):
        self.result = sum(self.numbers)
        self.out.put((self.name, self.result))


class Both(mp.Process):
    def run(self):
        print("before target", flush=True)
        super().run()
        print("after target", flush=True)


def target(a, b):
    print("target", a + b, flush=True)


if __name__ == "__main__":
    out = mp.Queue()
    for i in range(3):
        w = Worker(range(10 ** i), out, name=f"worker-{i}")
        w.start()
        print(out.get())
        w.join()
        print(w.result, w.exitcode, w.name)
    b = Both(target=target, args=(1, 2))
    b.start()
    b.join()
    print(b.exitcode, isinstance(b, mp.Process))
    direct = Worker([1, 2, 3], out, name="direct")
    direct.run()
    print(direct.result, out.get(), direct.exitcode, direct.is_alive())
