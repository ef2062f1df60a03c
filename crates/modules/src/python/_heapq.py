# Heaps whose items are compared by Python code; the natives do the others.

import _weft

def _heappush(heap, item):
    from heapq import _siftdown
    heap.append(item)
    _siftdown(heap, 0, len(heap) - 1)

def _heappop(heap):
    last = heap.pop()
    return _heapreplace(heap, last) if heap else last

def _heapreplace(heap, item):
    from heapq import _siftup
    first = heap[0]
    heap[0] = item
    _siftup(heap, 0)
    return first

def _heappushpop(heap, item):
    return _heapreplace(heap, item) if heap and heap[0] < item else item

def _heapify(heap):
    from heapq import _siftup
    for at in reversed(range(len(heap) // 2)):
        _siftup(heap, at)

_weft.register('heapq.heappush', _heappush)
_weft.register('heapq.heappop', _heappop)
_weft.register('heapq.heapreplace', _heapreplace)
_weft.register('heapq.heappushpop', _heappushpop)
_weft.register('heapq.heapify', _heapify)
