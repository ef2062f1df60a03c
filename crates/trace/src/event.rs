//! The events of a run.

use serde::{Deserialize, Serialize};

/// Nanoseconds since the run began: of the host's monotonic clock, or of the virtual clock.
pub type Nanos = u64;

/// A process id as `os.getpid()` gives it.
pub type Pid = u32;

/// A thread of a process; 0 is the main thread. Numbers are not used again within a process.
pub type Tid = u32;

/// One row of the timeline.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Lane {
    pub pid: Pid,
    pub tid: Tid,
}

/// Something threads wait for or pass messages through, named once by [`EventKind::Object`].
/// Objects of one process (locks, queues) carry its pid; those between processes carry pid 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ObjectId {
    pub pid: Pid,
    pub number: u32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum ObjectKind {
    Lock,
    RLock,
    Condition,
    Semaphore,
    Event,
    Barrier,
    Queue,
    ProcessQueue,
    Pipe,
    ProcessLock,
    Thread,
    Process,
    Input,
    File,
    Other,
}

/// What a thread does from an event on, until its next one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum State {
    /// Runs Python code and holds the GIL (or has a core, where there is no GIL).
    Running,
    /// Could run, another thread holds the GIL.
    WaitingForGil,
    /// Could run, but all cores are taken.
    WaitingForCore,
    /// Waits for `object` (a lock, a queue, a thread to join …).
    Blocked {
        object: ObjectId,
    },
    /// `time.sleep`, or a wait with nothing but a timeout.
    Sleeping,
    /// Waits for the host (keyboard, file).
    Io,
    Finished,
}

/// Why a thread that waited may go on, or what one thread did for another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum WakeCause {
    /// `Thread.start`, `Process.start`.
    Start,
    /// The thread or process waited for ended.
    Join,
    /// A lock or semaphore was released.
    Release,
    /// `Condition.notify`, `Event.set`, the last one at a `Barrier`.
    Notify,
    /// `Queue.put` or `send` for one that waited in `get` or `recv`.
    Put,
    /// `get` or `recv` made room for one that waited in `put` or `send`.
    Get,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Event {
    pub at: Nanos,
    /// Whose event it is.
    pub lane: Lane,
    pub kind: EventKind,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum EventKind {
    /// The lane's process begins (its main thread's `ThreadStart` follows).
    ProcessStart {
        parent: Option<Pid>,
        name: String,
    },
    ProcessName {
        name: String,
    },
    ProcessEnd {
        exit_code: i32,
    },
    ThreadStart {
        name: String,
        daemon: bool,
        by: Option<Lane>,
    },
    ThreadName {
        name: String,
    },
    /// `line` (from 1, 0 if unknown) of the innermost frame of the user's program.
    State {
        state: State,
        line: u32,
    },
    /// What `object` is, before its first use. `name` is what people call it (a repr, a label).
    Object {
        object: ObjectId,
        kind: ObjectKind,
        name: String,
    },
    /// This lane made `to` runnable.
    Wake {
        to: Lane,
        cause: WakeCause,
        object: Option<ObjectId>,
    },
    Acquire {
        object: ObjectId,
        line: u32,
    },
    Release {
        object: ObjectId,
        line: u32,
    },
    /// Message `number` (counted per object from 0) entered `object`, which then held `depth`.
    Put {
        object: ObjectId,
        number: u64,
        depth: u32,
        bytes: u32,
        preview: String,
        line: u32,
    },
    /// Message `number` left `object`, which then held `depth`.
    Get {
        object: ObjectId,
        number: u64,
        depth: u32,
        line: u32,
    },
    /// An exception that nobody caught ended the thread.
    Uncaught {
        message: String,
        line: u32,
    },
}
