# Many processes at once: all are there at the same time, each hears from each of the others' numbers.
import sys
from multiprocessing import Barrier, Pipe, Process, active_children


def work(number, barrier, connection):
    barrier.wait()
    connection.send(number)
    # Until it is told to end.
    connection.send(connection.recv() + number)


if __name__ == '__main__':
    count = int(sys.argv[1])
    barrier = Barrier(count)
    ours, children = [], []
    for number in range(count):
        here, there = Pipe()
        child = Process(target=work, args=(number, barrier, there))
        child.start()
        there.close()
        ours.append(here)
        children.append(child)
    assert [c.recv() for c in ours] == list(range(count))
    assert len(active_children()) == count
    for c in ours:
        c.send(1000)
    assert [c.recv() for c in ours] == [1000 + n for n in range(count)]
    for child in children:
        child.join()
    assert [c.exitcode for c in children] == [0] * count and active_children() == []
    print('done', count)
