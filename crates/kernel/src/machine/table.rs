//! The process table.

use std::collections::VecDeque;

use weft_trace::{EventKind, Lane, Nanos, ObjectId, Pid, WakeCause};

use super::{Action, Machine, Waiter};
use crate::{
    deadlock::StuckThread,
    message::{ExitCode, Reply, ToProcess},
};

#[derive(Debug)]
pub(super) struct ProcessEntry {
    pub parent: Pid,
    pub exit: Option<ExitCode>,
    /// Threads that wait for its end.
    pub waiters: VecDeque<Waiter>,
    /// Queues that get an empty message at its end.
    pub told: Vec<u32>,
    /// Messages sent to it so far.
    pub delivered: u64,
    /// Its threads, if none of them ran when it had had that many messages.
    pub stuck: Option<(u64, Vec<StuckThread>)>,
}

impl ProcessEntry {
    pub(super) fn new(parent: Pid) -> ProcessEntry {
        ProcessEntry { parent, exit: None, waiters: VecDeque::new(), told: Vec::new(), delivered: 0, stuck: None }
    }
}

impl Machine {
    pub(super) fn fork(&mut self, at: Nanos, by: Waiter, image: Vec<u8>, name: String) -> Reply {
        if image.is_empty() {
            return Reply::Closed;
        }
        let pid = self.next_pid;
        self.next_pid += 1;
        self.processes.insert(pid, ProcessEntry::new(by.pid));
        self.pipes_forked(by.pid, pid);
        let lane = Lane { pid, tid: 0 };
        self.trace(at, lane, EventKind::ProcessStart { parent: Some(by.pid), name });
        self.wake(at, by, lane, WakeCause::Start, None);
        self.actions.push(Action::Spawn { pid, parent: by.pid, image });
        Reply::Id(pid as u64)
    }

    pub(super) fn wait_process(&mut self, waiter: Waiter, pid: Pid) -> Option<Reply> {
        let Some(p) = self.processes.get_mut(&pid) else { return Some(Reply::Closed) };
        match p.exit {
            Some(code) => Some(Reply::Exit(code)),
            None => {
                p.waiters.push_back(waiter);
                None
            }
        }
    }

    pub(super) fn tell_end(&mut self, at: Nanos, by: Lane, pid: Pid, queue: u32) -> Reply {
        match self.processes.get_mut(&pid) {
            Some(p) if p.exit.is_none() => p.told.push(queue),
            _ => self.enqueue(at, by, queue, Vec::new(), String::new()),
        }
        Reply::None
    }

    pub(super) fn process_exited(&mut self, at: Nanos, pid: Pid, code: ExitCode) {
        self.forget_process(pid);
        let Some(p) = self.processes.get_mut(&pid) else { return };
        if p.exit.is_some() {
            return;
        }
        p.exit = Some(code);
        p.stuck = None;
        let waiters = std::mem::take(&mut p.waiters);
        let told = std::mem::take(&mut p.told);
        self.pipes_exited(at, pid);
        self.wake_process_pollers(at, pid);
        for queue in told {
            self.enqueue(at, Lane { pid, tid: 0 }, queue, Vec::new(), String::new());
        }
        let object = ObjectId { pid: 0, number: 0x8000_0000 | pid };
        for waiter in waiters {
            self.wake(at, Lane { pid, tid: 0 }, waiter, WakeCause::Join, Some(object));
            self.reply(waiter, Reply::Exit(code));
        }
        if pid == self.main && !self.finished {
            self.finished = true;
            // Whoever is left has lost the terminal's process: the run is over for them as well.
            let left: Vec<Pid> = self.processes.iter().filter(|(_, p)| p.exit.is_none()).map(|(pid, _)| *pid).collect();
            for other in left {
                self.deliver(other, ToProcess::Kill { signal: 1 });
            }
            self.actions.push(Action::Finished { code });
        }
    }

    /// The parent of a process.
    pub fn parent_of(&self, pid: Pid) -> Option<Pid> {
        self.processes.get(&pid).map(|p| p.parent)
    }
}
