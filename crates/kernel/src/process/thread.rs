//! What the scheduler knows of a thread.

use weft_trace::{Nanos, Tid};
use weft_vm::Ref;

#[derive(Clone, Debug)]
pub(super) struct ThreadInfo {
    pub status: Status,
}

impl ThreadInfo {
    pub(super) fn new(status: Status) -> ThreadInfo {
        ThreadInfo { status }
    }
}

#[derive(Clone, Debug, PartialEq)]
pub(super) enum Status {
    Running,
    Ready,
    Blocked {
        /// The object waited for.
        on: Option<Ref>,
        /// The thread whose end is waited for.
        join: Option<Tid>,
        deadline: Option<Nanos>,
        /// The machine has been asked and will answer.
        request: bool,
        /// The machine has been asked to forget it.
        cancelling: bool,
        /// Grows with every wait: who came first is woken first.
        since: u64,
    },
    Finished,
}

impl Status {
    pub(super) fn deadline(&self) -> Option<Nanos> {
        match self {
            Status::Blocked { deadline, .. } => *deadline,
            _ => None,
        }
    }
}
