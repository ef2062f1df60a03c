import _simple_queues
import _weft

class Empty(Exception):
    'Exception raised by Queue.get(block=0)/get_nowait().'

class SimpleQueue(_weft.State):
    def __new__(cls):
        self = super().__new__(cls)
        _simple_queues.init(self, Empty)
        return self

    put = _simple_queues.put
    put_nowait = _simple_queues.put_nowait
    get = _simple_queues.get
    get_nowait = _simple_queues.get_nowait
    qsize = _simple_queues.qsize

    def empty(self):
        return not self.qsize()

    def __reduce_ex__(self, protocol):
        raise TypeError("cannot pickle '_queue.SimpleQueue' object")

    __class_getitem__ = classmethod(lambda cls, item: cls)
