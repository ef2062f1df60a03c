# A cooperative scheduler made of generators: spawn, wait, channels, results.
class Task:
    def __init__(self, gen, name):
        self.gen, self.name, self.value, self.result, self.done, self.waiters = gen, name, None, None, False, []


class Scheduler:
    def __init__(self):
        self.ready, self.log, self.channels, self.blocked = [], [], {}, {}

    def spawn(self, gen, name):
        task = Task(gen, name)
        self.ready.append(task)
        return task

    def run(self):
        while self.ready:
            task = self.ready.pop(0)
            try:
                request = task.gen.send(task.value)
            except StopIteration as stop:
                task.done, task.result = True, stop.value
                self.log.append(f"{task.name} done")
                for w in task.waiters:
                    w.value = task.result
                    self.ready.append(w)
                continue
            except Exception as e:
                task.done = True
                self.log.append(f"{task.name} failed: {e}")
                continue
            task.value = None
            kind, *args = request
            getattr(self, "do_" + kind)(task, *args)

    def do_pause(self, task): self.ready.append(task)

    def do_wait(self, task, other):
        if other.done:
            task.value = other.result
            self.ready.append(task)
        else:
            other.waiters.append(task)

    def do_put(self, task, name, item):
        if self.blocked.get(name):
            reader = self.blocked[name].pop(0)
            reader.value = item
            self.ready.append(reader)
        else:
            self.channels.setdefault(name, []).append(item)
        self.ready.append(task)

    def do_get(self, task, name):
        if self.channels.get(name):
            task.value = self.channels[name].pop(0)
            self.ready.append(task)
        else:
            self.blocked.setdefault(name, []).append(task)


def worker(name, n):
    for i in range(n):
        print(name, i)
        yield ("pause",)
    return n * 10


def boss(s):
    a, b = s.spawn(worker("a", 2), "a"), s.spawn(worker("b", 3), "b")
    ra = yield ("wait", a)
    rb = yield ("wait", b)
    print("boss got", ra, rb)
    return ra + rb


def producer(n):
    for i in range(n):
        yield ("put", "ch", i)
    yield ("put", "ch", None)


def consumer():
    total = 0
    while (item := (yield ("get", "ch"))) is not None:
        print("item", item)
        total += item
    return total


def fails():
    yield ("pause",)
    raise ValueError("task error")


s = Scheduler()
b = s.spawn(boss(s), "boss")
c = s.spawn(consumer(), "consumer")
s.spawn(producer(3), "producer")
s.spawn(fails(), "fails")
s.run()
print(b.result, c.result, s.log)
