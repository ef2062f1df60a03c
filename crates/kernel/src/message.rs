//! What processes and the machine tell each other. Plain data: it crosses workers and threads.

use std::sync::Arc;

use serde::{Deserialize, Serialize};
use weft_trace::{Nanos, Pid, Tid};

use crate::{bytes, deadlock::StuckThread, image::Image, options::ScheduledSwitch, races::Race, recorded::Recorded};

/// As `Process.exitcode` has it: the code, or minus the signal's number.
pub type ExitCode = i32;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Stream {
    Stdout,
    Stderr,
}

/// From a process.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum ToMachine {
    /// A thread wants something and waits for the [`Reply`].
    Request {
        at: Nanos,
        tid: Tid,
        request: Request,
    },
    /// A thread wants something and goes on at once.
    Notice {
        at: Nanos,
        tid: Tid,
        request: Request,
    },
    /// The thread's wait has timed out: take its request back, if it is not answered yet.
    Cancel {
        at: Nanos,
        tid: Tid,
    },
    Output {
        at: Nanos,
        tid: Tid,
        stream: Stream,
        text: String,
    },
    Trace(Recorded),
    /// All races found so far in the process.
    Races(Vec<Race>),
    /// Who ran from which step on, at the end.
    Schedule(Vec<ScheduledSwitch>),
    /// No thread of the process runs before a message comes. `received` messages had come by then: if
    /// more have been sent, one is on its way.
    Stuck {
        at: Nanos,
        received: u64,
        threads: Vec<StuckThread>,
    },
    /// The process has ended.
    Exited {
        at: Nanos,
        code: ExitCode,
    },
}

/// Signals whose default is that nothing happens: SIGCHLD, SIGCONT, SIGURG, SIGWINCH.
pub(crate) const HARMLESS: [i32; 4] = [17, 18, 23, 28];

/// To a process.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum ToProcess {
    Reply {
        tid: Tid,
        reply: Reply,
    },
    /// A signal; number 9 ends it at once, whatever it does.
    Signal {
        signal: i32,
    },
}

/// What a thread can ask the machine for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Request {
    /// Another process like this one; `image` is this one with the thread that asked alone. A native asks
    /// without an image; its process adds that.
    Fork { image: Option<Image>, name: String },
    /// A process that begins anew and finds `data`; a native asks without an image, as above. It is born with
    /// these ends of pipes. An interpreter is a part of the process that asks: it ends with that, and is nobody's
    /// child.
    Spawn {
        image: Option<Image>,
        name: String,
        #[serde(with = "bytes")]
        data: Vec<u8>,
        ends: Vec<(u32, PipeEnd)>,
        interpreter: bool,
    },
    /// A name for the timeline.
    NameProcess { pid: Pid, name: String },
    /// Wait until a process has ended. `Reply::Exit`.
    WaitProcess { pid: Pid },
    /// Has it ended? `Reply::Exit` or `Reply::None`.
    PollProcess { pid: Pid },
    /// Wait for a child (that one, or any) to end, and take it off the table: `Reply::Ended`. `Reply::None` if
    /// none has and it is not to wait; `Reply::Closed` if there is no such child.
    WaitChild { pid: Option<Pid>, block: bool },
    /// When the process has ended (now, if it has), put an empty message to a queue.
    TellEnd { pid: Pid, queue: u32 },
    /// `Reply::None`, also if it has ended already.
    Kill { pid: Pid, signal: i32 },
    /// A notice: what the process does on a signal is the default from now on, or something else.
    Disposition { signal: u32, default: bool },
    /// A line of standard input, with its line end; empty at the end. `Reply::Bytes`.
    ReadLine,
    /// `capacity` 0 for no bound. `Reply::Id`.
    QueueNew { capacity: u64 },
    /// Waits while the queue is full, unless it is a notice. `Reply::None`.
    QueuePut {
        id: u32,
        #[serde(with = "bytes")]
        data: Arc<[u8]>,
        preview: String,
        block: bool,
    },
    /// `Reply::Message`, or `Reply::None` if empty and not to wait.
    QueueGet { id: u32, block: bool },
    /// Up to `length` bytes of a pipe, whatever the messages were: `Reply::Bytes`, `Reply::None` if it is empty,
    /// `Reply::Closed` at its end.
    PipeRead { id: u32, length: u64 },
    /// `Reply::Id` with the number of messages.
    QueueSize { id: u32 },
    /// No more messages will come: those who wait get `Reply::Closed` once it is empty.
    QueueClose { id: u32 },
    /// A stream of messages that may hold `capacity` bytes, with one reader and one writer in the
    /// process that asks; forked processes have the ends that their parent has. `Reply::Id`; messages
    /// are put and got as with queues. `Reply::Closed` for a `QueueGet` once nobody can write any more,
    /// and for a `QueuePut` once nobody can read.
    PipeNew { capacity: u64 },
    /// The process has one end less.
    PipeClose { id: u32, end: PipeEnd },
    /// An end is under way in a message: it counts until it arrives.
    PipeSend { id: u32, end: PipeEnd },
    /// The process has one end more (it was sent one).
    PipeOpen { id: u32, end: PipeEnd },
    /// Wait until one of the queues has a message (or is closed) or one of the processes has ended.
    /// `Reply::Flag`; false only if not to wait.
    WaitAny { queues: Vec<u32>, processes: Vec<Pid>, block: bool },
    /// A semaphore between processes; a lock is one with `value` 1. `Reply::Id`.
    SemaphoreNew { value: i64, limit: i64, kind: SemaphoreKind },
    /// `Reply::Flag`: did it get it?
    SemaphoreAcquire { id: u32, block: bool },
    /// `Reply::Flag`: false if that would pass the limit.
    SemaphoreRelease { id: u32 },
    /// `Reply::Id` with the value.
    SemaphoreValue { id: u32 },
    /// Memory between processes, zeroed. `Reply::Id`.
    MemoryNew { bytes: u64 },
    /// Memory by name: made with so many bytes, or what is there. `Reply::Memory`; `Reply::Closed` if the name is
    /// taken, or if there is none.
    MemoryOpen { name: String, create: Option<u64> },
    /// The name is gone; the memory stays for those who have it. `Reply::Closed` if there is none.
    MemoryUnlink { name: String },
    /// `Reply::Bytes`.
    MemoryRead { id: u32, offset: u64, length: u64 },
    /// `Reply::None`.
    MemoryWrite {
        id: u32,
        offset: u64,
        #[serde(with = "bytes")]
        data: Vec<u8>,
    },
    /// Files: carried to the host that keeps them. `Reply::Bytes` in the file system's own encoding.
    File(#[serde(with = "bytes")] Vec<u8>),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum PipeEnd {
    Read,
    Write,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum SemaphoreKind {
    Lock,
    RLock,
    Semaphore,
    Event,
    Other,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Reply {
    None,
    /// What was asked for is closed or was never there.
    Closed,
    /// The request was taken back in time.
    Cancelled,
    /// In a forked process: the answer to `fork()`.
    Child,
    Id(u64),
    Flag(bool),
    Exit(ExitCode),
    Ended {
        pid: Pid,
        code: ExitCode,
    },
    Memory {
        id: u32,
        bytes: u64,
    },
    Bytes(#[serde(with = "bytes")] Vec<u8>),
    /// What was put to a queue.
    Message(#[serde(with = "bytes")] Arc<[u8]>),
}

impl ToMachine {
    /// Bytes that it carries for others.
    pub(crate) fn payload(&self) -> usize {
        match self {
            ToMachine::Request { request, .. } | ToMachine::Notice { request, .. } => match request {
                Request::QueuePut { data, .. } => data.len(),
                Request::MemoryWrite { data, .. } | Request::File(data) => data.len(),
                _ => 0,
            },
            _ => 0,
        }
    }
}

impl ToProcess {
    /// Bytes that it carries from others.
    pub(crate) fn payload(&self) -> usize {
        match self {
            ToProcess::Reply { reply: Reply::Bytes(data), .. } => data.len(),
            ToProcess::Reply { reply: Reply::Message(data), .. } => data.len(),
            _ => 0,
        }
    }
}
