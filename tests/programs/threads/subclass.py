# Subclassing Thread: run, own attributes, super().__init__, forgotten init.
import threading


class Summer(threading.Thread):
    def __init__(self, numbers, **kwargs):
        super().__init__(**kwargs)
        self.numbers = numbers
        self.result = None

    def run(self):
        self.result = sum(self.numbers)


workers = [Summer(range(n), name=f"sum-{n}") for n in (10, 100, 1000)]
for w in workers:
    w.start()
for w in workers:
    w.join()
    print(w.name, w.result, w.is_alive(), w.daemon)
print(sum(w.result for w in workers))


class Looper(threading.Thread):
    def __init__(self):
        threading.Thread.__init__(self, daemon=True)
        self.stop_event = threading.Event()
        self.ticks = 0

    def run(self):
        while not self.stop_event.wait(0.001):
            self.ticks += 1

    def stop(self):
        self.stop_event.set()
        self.join()


looper = Looper()
looper.start()
print(looper.is_alive())
looper.stop()
print(looper.is_alive(), looper.ticks >= 0)


class Forgot(threading.Thread):
    def __init__(self):
        self.x = 1


try:
    Forgot().start()
except RuntimeError as e:
    print(e)


class Both(threading.Thread):
    def run(self):
        print("before")
        super().run()
        print("after")


t = Both(target=print, args=("the target", 1), kwargs={"sep": "-"})
t.start()
t.join()
direct = Summer([1, 2, 3])
direct.run()
print(direct.result, direct.is_alive(), direct.ident)
print(isinstance(direct, threading.Thread), threading.current_thread() is threading.main_thread())
