"""Shared memory of tests of conditions and barriers, in the place of `multiprocessing.heap`."""

from multiprocessing.sharedctypes import RawArray


class BufferWrapper:
    def __init__(self, size):
        self._bytes = size
        self._array = RawArray('i', (size + 3) // 4)

    def create_memoryview(self):
        return self

    def cast(self, kind):
        if kind != 'i':
            raise NotImplementedError(kind)
        return self._array
