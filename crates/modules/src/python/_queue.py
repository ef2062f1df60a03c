import _queues
import _weft

class Empty(Exception):
    'Exception raised by Queue.get(block=0)/get_nowait().'

class SimpleQueue(_weft.State):
    def __new__(cls):
        self = super().__new__(cls)
        _queues.init(self, 0, False)
        return self

    def put(self, item, block=True, timeout=None):
        _queues.put(self, item, True, None)

    def get(self, block=True, timeout=None):
        item = _queues.get(self, block, timeout)
        if type(item) is str:
            raise Empty
        return item[0]

    def put_nowait(self, item):
        self.put(item)

    def get_nowait(self):
        return self.get(False)

    def qsize(self):
        return _queues.size(self)

    def empty(self):
        return not _queues.size(self)

    def __reduce_ex__(self, protocol):
        raise TypeError("cannot pickle '_queue.SimpleQueue' object")

    __class_getitem__ = classmethod(lambda cls, item: cls)
