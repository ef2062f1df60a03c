# Memory by name, lists in it, and structures of C between processes.
from ctypes import Structure, c_bool, c_char, c_double, c_int, sizeof
from multiprocessing import Array, Lock, Process, Value, shared_memory
from multiprocessing.sharedctypes import copy


class Point(Structure):
    _fields_ = [('x', c_double), ('y', c_double)]


class Mixed(Structure):
    _fields_ = [('letter', c_char), ('number', c_int), ('ratio', c_double), ('flag', c_bool)]


def square(points, mixed, text):
    for point in points:
        point.x **= 2
        point.y **= 2
    with mixed.get_lock():
        mixed.number += 1
    text.value = text.value.upper()


def fill(name, list_name):
    block = shared_memory.SharedMemory(name)
    block.buf[0] = 99
    block.buf[4:7] = b'xyz'
    block.close()
    items = shared_memory.ShareableList(name=list_name)
    items[0] = -5
    items[2] = 'bye'


if __name__ == '__main__':
    points = Array(Point, [(1.5, -2.0), (3.0, 0.5)], lock=Lock())
    mixed = Value(Mixed, b'q', 3, 2.5, True)
    text = Array('c', b'hello')
    process = Process(target=square, args=(points, mixed, text))
    process.start()
    process.join()
    print([(p.x, p.y) for p in points], mixed.letter, mixed.number, mixed.ratio, mixed.flag, text.value)
    again = copy(points.get_obj())
    again[0].x = 0
    print(points[0].x, again[0].x, sizeof(Point), sizeof(Mixed), Mixed.ratio.offset, sizeof(c_int * 3))
    print(c_int(5), c_int(2**40).value, list((c_int * 3)(1, 2, 3)))
    for wrong in (lambda: Point(1, 2, 3), lambda: (c_int * 2)(1, 2, 3), lambda: c_double('x')):
        try:
            wrong()
        except (TypeError, IndexError) as error:
            print(type(error).__name__)

    block = shared_memory.SharedMemory(create=True, size=16)
    block.buf[:4] = bytearray([1, 2, 3, 4])
    items = shared_memory.ShareableList([1, 2.5, 'hello', b'xy', None, True, -7])
    process = Process(target=fill, args=(block.name, items.shm.name))
    process.start()
    process.join()
    print(bytes(block.buf[:8]), len(block.buf), block.buf[0])
    print(list(items), len(items), items.index('bye'), items.count(True))
    try:
        items[2] = 'x' * 100
    except ValueError as error:
        print(error)
    try:
        items[9]
    except IndexError as error:
        print(error)
    name = block.name
    for part in (block, items.shm):
        part.close()
        part.unlink()
    try:
        shared_memory.SharedMemory(name)
    except FileNotFoundError as error:
        print(error.errno)
