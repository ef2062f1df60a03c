# asyncio: <https://docs.python.org/3/library/asyncio.html>, as far as it needs no network and no processes.

from . import base_events, coroutines, queues, runners, subprocess, taskgroups, timeouts
from .events import (
    AbstractEventLoop, AbstractEventLoopPolicy, BaseEventLoop, DefaultEventLoopPolicy, EventLoop, Handle, Runner,
    SelectorEventLoop, TimerHandle, get_event_loop, get_event_loop_policy, new_event_loop, run, set_event_loop,
    set_event_loop_policy,
)
from .exceptions import (
    BrokenBarrierError, CancelledError, IncompleteReadError, InvalidStateError, LimitOverrunError, QueueEmpty,
    QueueFull, QueueShutDown, SendfileNotAvailableError, TimeoutError,
)
from .futures import (
    Future, _get_running_loop, _set_running_loop, get_running_loop, isfuture, wrap_future,
)
from .locks import (
    Barrier, BoundedSemaphore, Condition, Event, LifoQueue, Lock, PriorityQueue, Queue, Semaphore,
)
from .protocols import BaseProtocol, BufferedProtocol, DatagramProtocol, Protocol, SubprocessProtocol
from .streams import (
    create_subprocess_exec, create_subprocess_shell, open_connection, open_unix_connection, start_server,
    start_unix_server,
)
from .tasks import (
    ALL_COMPLETED, FIRST_COMPLETED, FIRST_EXCEPTION, Task, TaskGroup, Timeout, all_tasks, as_completed, create_task,
    current_task, ensure_future, gather, iscoroutine, iscoroutinefunction, run_coroutine_threadsafe, shield, sleep,
    timeout, timeout_at, to_thread, wait, wait_for,
)
