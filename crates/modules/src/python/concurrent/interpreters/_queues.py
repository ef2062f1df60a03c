# Queues between interpreters.

import queue
import _processes
from ._sharing import dumps, loads
from ._world import Numbered, world

class QueueError(Exception):
    """A cross-interpreter queue operation failed"""

class QueueNotFoundError(QueueError):
    """A cross-interpreter queue was not found"""

class QueueEmpty(QueueError, queue.Empty):
    pass

class QueueFull(QueueError, queue.Full):
    pass

class _Unbound:
    # What becomes of items whose interpreter has ended. Here they stay as they are: all are copies.
    def __init__(self, name):
        self._name = name

    def __repr__(self):
        return f'<{self._name}>'

UNBOUND = _Unbound('UNBOUND')
UNBOUND_ERROR = _Unbound('UNBOUND_ERROR')
UNBOUND_REMOVE = _Unbound('UNBOUND_REMOVE')
_POLICIES = (UNBOUND, UNBOUND_ERROR, UNBOUND_REMOVE)

def _check_policy(unbounditems):
    if unbounditems not in _POLICIES:
        raise NotImplementedError(f'unsupported unbound replacement object {unbounditems!r}')
    return unbounditems

def create(maxsize=0, *, unbounditems=UNBOUND):
    policy = _POLICIES.index(_check_policy(unbounditems))
    place = _processes.queue_new(max(maxsize, 0))
    with world() as known:
        number = known['next_queue']
        known['next_queue'] += 1
        known['queues'][number] = place, maxsize, policy
    return Queue(number)

def list_all():
    with world() as known:
        numbers = sorted(known['queues'])
    return [Queue(number) for number in numbers]

_known = {}

class Queue(Numbered):
    def __new__(cls, id, /):
        if not isinstance(id, int):
            raise TypeError(f'id must be an int, got {id!r}')
        key = world().queue, id
        self = _known.get(key)
        if self is None:
            with world() as known:
                found = known['queues'].get(id)
            if found is None:
                raise QueueNotFoundError(f'queue {id} not found')
            self = _known[key] = super().__new__(cls)
            self._id = id
            self._place, self._maxsize, policy = found
            self._policy = _POLICIES[policy]
        return self

    @property
    def unbounditems(self):
        return self._policy

    @property
    def maxsize(self):
        return self._maxsize

    def qsize(self):
        return _processes.queue_size(self._place)

    def empty(self):
        return self.qsize() == 0

    def full(self):
        return 0 < self._maxsize <= self.qsize()

    def put(self, obj, block=True, timeout=None, *, unbounditems=None):
        if unbounditems is not None:
            _check_policy(unbounditems)
        if not block:
            timeout = 0
        elif timeout is not None and timeout < 0:
            raise ValueError("'timeout' must be a non-negative number")
        data, preview = dumps(obj), _processes.preview(obj)
        if self._maxsize <= 0:
            _processes.queue_send(self._place, data, preview)
        elif _processes.queue_put(self._place, data, preview, block, timeout) is not True:
            raise QueueFull(f'queue {self._id} is full')

    def put_nowait(self, obj, *, unbounditems=None):
        self.put(obj, False, unbounditems=unbounditems)

    def get(self, block=True, timeout=None):
        if not block:
            timeout = 0
        elif timeout is not None and timeout < 0:
            raise ValueError("'timeout' must be a non-negative number")
        data = _processes.queue_get(self._place, block, timeout)
        if data is None:
            raise QueueEmpty(f'queue {self._id} is empty')
        return loads(data)

    def get_nowait(self):
        return self.get(False)
