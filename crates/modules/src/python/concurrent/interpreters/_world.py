# What the interpreters of a process know in common: which there are, and which queues they share. It is one message
# in a queue of the kernel; whoever changes it takes it out and puts it back.

import os
import threading
import _processes
import _thread
from multiprocessing.reduction import dumps, loads

class World:
    def __init__(self, pid, queue):
        # The process, and the queue with the message.
        self.pid = pid
        self.queue = queue

    def __enter__(self):
        self.known = loads(_processes.queue_get(self.queue, True, None))
        return self.known

    def __exit__(self, kind, value, traceback):
        _processes.queue_send(self.queue, dumps(self.known), 'interpreters')

class Numbered:
    # What all interpreters of a process know by a number.

    def __repr__(self):
        return f'{type(self).__name__}({self._id})'

    def __hash__(self):
        return hash(self._id)

    def __reduce__(self):
        return type(self), (self._id,)

    @property
    def id(self):
        return self._id

_world = None
_lock = threading.Lock()

def world():
    global _world
    with _lock:
        # A forked process has no interpreter but its own.
        if _world is None or _world.pid != os.getpid():
            queue = _processes.queue_new(0)
            known = {'next': 1, 'interpreters': {0: None}, 'next_queue': 1, 'queues': {}}
            _processes.queue_send(queue, dumps(known), 'interpreters')
            _world = World(os.getpid(), queue)
        return _world

def join(pid, queue):
    # An interpreter learns where it is.
    global _world
    _world = World(pid, queue)

os.register_at_fork(after_in_child=_lock._at_fork_reinit)
