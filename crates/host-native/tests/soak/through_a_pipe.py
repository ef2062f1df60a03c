# Many mebibytes through a pipe in pieces of all sizes: what comes out is what went in.
import random
import sys
from multiprocessing import Pipe, Process

MIB = 1 << 20


def pieces(total):
    sizes = random.Random(5)
    block = bytes(range(256)) * (4 * MIB // 256)
    left = total
    while left:
        size = min(left, sizes.choice((1, 1000, 65_536, MIB, 3 * MIB)))
        begin = left % 251
        yield block[begin:begin + size]
        left -= size


def write(connection, total):
    for piece in pieces(total):
        connection.send_bytes(piece)


if __name__ == '__main__':
    total = int(sys.argv[1]) * MIB
    reader, writer = Pipe(duplex=False)
    child = Process(target=write, args=(writer, total))
    child.start()
    writer.close()
    count = 0
    for expected in pieces(total):
        piece = reader.recv_bytes()
        assert piece == expected, (len(piece), len(expected))
        count += len(piece)
    try:
        reader.recv_bytes()
        raise AssertionError('more than was written')
    except EOFError:
        pass
    child.join()
    assert (count, child.exitcode) == (total, 0)
    print('done', total // MIB)
