# Queues, under the name that programs import them by.

from .exceptions import QueueEmpty, QueueFull, QueueShutDown
from .locks import LifoQueue, PriorityQueue, Queue
