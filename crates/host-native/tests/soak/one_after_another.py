# Many processes one after another, twice as many as it is told: how many KiB the second half left behind is printed.
import gc
import sys
from multiprocessing import Pipe, Process, active_children


def work(connection, number):
    connection.send([number] * 10)


def resident():
    with open('/proc/self/status') as f:
        return next(int(line.split()[1]) for line in f if line.startswith('VmRSS'))


def some(count):
    for number in range(count):
        here, there = Pipe(duplex=False)
        child = Process(target=work, args=(there, number))
        child.start()
        there.close()
        assert here.recv() == [number] * 10
        child.join()
        assert child.exitcode == 0
        here.close()
    assert active_children() == []
    gc.collect()


if __name__ == '__main__':
    count = int(sys.argv[1])
    some(count)
    before = resident()
    some(count)
    print('done', count, max(0, resident() - before))
