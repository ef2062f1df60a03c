# Starts, kills and messages at random: `at_random.py SEED STEPS`. Nothing that was sent is lost, doubled or out of
# order, every exit code is the right one, and no process is left over.
import random
import sys
import time
from multiprocessing import active_children, get_context

AT_MOST = 12
END = 'end'


def echo(connection, queue):
    # Answers all it is told, and tells the queue as well, if it has one.
    while True:
        message = connection.recv()
        if message == END:
            return
        if message[0] == 'nest':
            inner = get_context('fork').Process(target=sum, args=(range(100),))
            inner.start()
            inner.join()
            message = message[0], inner.exitcode, message[2]
        connection.send(message)
        if queue is not None:
            queue.put(message)


class Child:
    # `gentle` ones are never killed, and so write to the queue of all.
    def __init__(self, number, chance, queue):
        self.number = number
        self.gentle = chance.random() < 0.5
        context = get_context(chance.choice(('fork', 'fork', 'fork', 'spawn')))
        self.connection, there = context.Pipe()
        self.process = context.Process(target=echo, args=(there, queue if self.gentle else None))
        self.process.start()
        there.close()
        self.sent = []
        self.received = 0

    def send(self, chance, serial):
        kind = chance.choice(('text', 'text', 'list', 'bytes', 'nest'))
        body = {'text': 'x' * chance.randrange(2000), 'list': list(range(chance.randrange(50))),
                'bytes': bytes(chance.randrange(20_000)), 'nest': serial}[kind]
        message = kind, 0 if kind == 'nest' else (self.number, serial), body
        self.sent.append(message)
        self.connection.send(message)

    def receive(self):
        assert self.connection.recv() == self.sent[self.received]
        self.received += 1

    def finish(self):
        self.connection.send(END)
        while self.received < len(self.sent):
            self.receive()
        self.gone(0)

    def end(self, how):
        getattr(self.process, how)()
        self.gone(-15 if how == 'terminate' else -9)

    def gone(self, code):
        # What it sent before its end comes first, then the end.
        while True:
            try:
                self.receive()
            except (EOFError, ConnectionResetError):
                break
        self.process.join()
        assert self.process.exitcode == code, (self.process.exitcode, code)
        self.process.close()
        self.connection.close()


def threads():
    with open('/proc/self/status') as f:
        return next(int(line.split()[1]) for line in f if line.startswith('Threads'))


def main(seed, steps):
    chance = random.Random(seed)
    queue = get_context('spawn').Queue()
    before = threads()
    children, in_queue, told = [], [], []
    started = killed = 0
    for serial in range(steps):
        what = chance.random()
        if not children or (what < 0.15 and len(children) < AT_MOST):
            children.append(Child(started, chance, queue))
            started += 1
            continue
        child = chance.choice(children)
        if what < 0.75:
            # Never so many that both sides wait for room.
            if len(child.sent) - child.received < 3:
                child.send(chance, serial)
            else:
                child.receive()
        elif what < 0.9:
            if child.received < len(child.sent):
                child.receive()
        else:
            children.remove(child)
            if child.gentle:
                child.finish()
                in_queue += child.sent
            else:
                child.end(chance.choice(('terminate', 'kill')))
                killed += 1
        while not queue.empty():
            told.append(queue.get())
    for child in children:
        child.finish()
        if child.gentle:
            in_queue += child.sent
    while len(told) < len(in_queue):
        told.append(queue.get())
    assert queue.empty()
    assert sorted(map(repr, told)) == sorted(map(repr, in_queue))
    assert active_children() == []
    # Each process is a thread of the host, which may take a moment to go.
    tries = 0
    while threads() > before:
        tries += 1
        assert tries < 1000, 'processes are left over'
        time.sleep(0.01)
    print('done', steps, 'steps,', started, 'started,', killed, 'killed,', len(told), 'told')


if __name__ == '__main__':
    main(int(sys.argv[1]), int(sys.argv[2]))
