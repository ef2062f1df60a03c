//! The process table.

use std::{collections::VecDeque, sync::Arc};

use weft_trace::{EventKind, Lane, Nanos, ObjectId, Pid, WakeCause};

use super::{Action, Machine, Waiter};
use crate::{
    deadlock::StuckThread,
    image::Image,
    message::{ExitCode, HARMLESS, PipeEnd, Reply, ToProcess},
};

/// A parent is told with it that a child has ended.
const SIGCHLD: i32 = 17;

const SIGKILL: i32 = 9;

/// Raises `KeyboardInterrupt`, if the program does not say otherwise.
const SIGINT: i32 = 2;

#[derive(Clone, Debug)]
pub(super) struct ProcessEntry {
    pub parent: Pid,
    /// The process that it is an interpreter of.
    pub interpreter_of: Option<Pid>,
    pub exit: Option<ExitCode>,
    /// Its parent knows that it has ended.
    pub reaped: bool,
    /// Threads that wait for its end.
    pub waiters: VecDeque<Waiter>,
    /// Queues that get an empty message at its end.
    pub told: Vec<u32>,
    /// Messages sent to it so far.
    pub delivered: u64,
    /// Its threads, if none of them ran when it had had that many messages.
    pub stuck: Option<(u64, Vec<StuckThread>)>,
    /// Signals on which it does not do the default: bit `n` for signal `n`.
    own_signals: u64,
}

impl ProcessEntry {
    pub(super) fn new(parent: Pid) -> ProcessEntry {
        ProcessEntry {
            parent,
            interpreter_of: None,
            exit: None,
            reaped: false,
            waiters: VecDeque::new(),
            told: Vec::new(),
            delivered: 0,
            stuck: None,
            own_signals: 1 << SIGINT,
        }
    }
}

impl Machine {
    pub(super) fn fork(&mut self, at: Nanos, by: Waiter, image: Option<Image>, name: String) -> Reply {
        let Some(image) = image else { return Reply::Closed };
        let pid = self.new_process(by);
        self.signals_forked(by.pid, pid);
        self.pipes_forked(by.pid, pid);
        self.begin(at, by, pid, image, name)
    }

    pub(super) fn spawn(
        &mut self,
        at: Nanos,
        by: Waiter,
        image: Option<Image>,
        name: String,
        ends: &[(u32, PipeEnd)],
        interpreter: bool,
    ) -> Reply {
        let Some(image) = image else { return Reply::Closed };
        let pid = self.new_process(by);
        if interpreter {
            let maker = self.processes.get(&by.pid).and_then(|p| p.interpreter_of);
            if let Some(p) = self.processes.get_mut(&pid) {
                p.interpreter_of = Some(maker.unwrap_or(by.pid));
            }
        }
        for (id, end) in ends {
            self.pipe_open(Lane { pid, tid: 0 }, *id, *end);
        }
        self.begin(at, by, pid, image, name)
    }

    fn new_process(&mut self, parent: Waiter) -> Pid {
        let pid = self.next_pid;
        self.next_pid += 1;
        self.processes.insert(pid, ProcessEntry::new(parent.pid));
        pid
    }

    fn begin(&mut self, at: Nanos, by: Waiter, pid: Pid, image: Image, name: String) -> Reply {
        let lane = Lane { pid, tid: 0 };
        self.trace(at, lane, EventKind::ProcessStart { parent: Some(by.pid), name });
        self.wake(at, by, lane, WakeCause::Start, None);
        self.actions.push(Action::Started { pid, parent: by.pid });
        self.actions.push(Action::Spawn { pid, parent: by.pid, image });
        Reply::Id(pid as u64)
    }

    pub(super) fn wait_process(&mut self, waiter: Waiter, pid: Pid) -> Option<Reply> {
        let Some(p) = self.processes.get_mut(&pid) else { return Some(Reply::Closed) };
        if p.exit.is_none() {
            p.waiters.push_back(waiter);
            return None;
        }
        Some(self.poll_process(waiter, pid))
    }

    pub(super) fn poll_process(&mut self, asker: Waiter, pid: Pid) -> Reply {
        let Some(p) = self.processes.get_mut(&pid) else { return Reply::Closed };
        p.reaped |= p.exit.is_some() && p.parent == asker.pid;
        p.exit.map_or(Reply::None, Reply::Exit)
    }

    pub(super) fn wait_child(&mut self, waiter: Waiter, pid: Option<Pid>, block: bool) -> Option<Reply> {
        let mut any = false;
        for (&child, p) in &mut self.processes {
            if p.parent != waiter.pid || p.reaped || p.interpreter_of.is_some() || pid.is_some_and(|pid| pid != child) {
                continue;
            }
            any = true;
            if let Some(code) = p.exit {
                p.reaped = true;
                return Some(Reply::Ended { pid: child, code });
            }
        }
        match (any, block) {
            (false, _) => Some(Reply::Closed),
            (true, false) => Some(Reply::None),
            (true, true) => {
                self.child_waiters.push((waiter, pid));
                None
            }
        }
    }

    /// Threads that wait for children of a process look again.
    fn wake_child_waiters(&mut self, at: Nanos, child: Pid, parent: Pid) {
        let (look, rest) = std::mem::take(&mut self.child_waiters).into_iter().partition(|(w, _)| w.pid == parent);
        self.child_waiters = rest;
        for (waiter, pid) in look {
            if let Some(reply) = self.wait_child(waiter, pid, true) {
                self.wake(at, Lane { pid: child, tid: 0 }, waiter, WakeCause::Join, None);
                self.reply(waiter, reply);
            }
        }
    }

    pub(super) fn tell_end(&mut self, at: Nanos, by: Lane, pid: Pid, queue: u32) -> Reply {
        match self.processes.get_mut(&pid) {
            Some(p) if p.exit.is_none() => p.told.push(queue),
            _ => self.enqueue(at, by, queue, Arc::default(), String::new()),
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
        let parent = p.parent;
        let interpreter = p.interpreter_of.is_some();
        p.reaped = waiters.iter().any(|w| w.pid == parent);
        self.actions.push(Action::Ended { pid });
        self.pipes_exited(at, pid);
        self.wake_process_pollers(at, pid);
        for queue in told {
            self.enqueue(at, Lane { pid, tid: 0 }, queue, Arc::default(), String::new());
        }
        let object = ObjectId { pid: 0, number: 0x8000_0000 | pid };
        for waiter in waiters {
            self.wake(at, Lane { pid, tid: 0 }, waiter, WakeCause::Join, Some(object));
            self.reply(waiter, Reply::Exit(code));
        }
        self.wake_child_waiters(at, pid, parent);
        if !interpreter && self.processes.get(&parent).is_some_and(|p| p.exit.is_none()) {
            self.deliver(parent, ToProcess::Signal { signal: SIGCHLD });
        }
        self.kill_those(|p| p.interpreter_of == Some(pid));
        if pid == self.main {
            self.exit_code = Some(code);
        }
        self.finish_if_over();
    }

    /// The run is over when all processes have ended; its exit code is the first one's.
    fn finish_if_over(&mut self) {
        if let Some(code) = self.exit_code
            && !self.finished
            && self.processes.values().all(|p| p.exit.is_some())
        {
            self.finished = true;
            self.actions.push(Action::Finished { code });
        }
    }

    /// Those whom the first process has left behind can never go on: nobody hears of them any more.
    pub(super) fn end_orphans(&mut self) {
        self.kill_those(|_| true);
    }

    /// End the processes among those that are left for which that is true.
    fn kill_those(&mut self, which: impl Fn(&ProcessEntry) -> bool) {
        let left = self.processes.iter().filter(|(_, p)| p.exit.is_none() && which(p));
        for pid in left.map(|(pid, _)| *pid).collect::<Vec<_>>() {
            self.deliver(pid, ToProcess::Signal { signal: SIGKILL });
        }
    }

    fn signals_forked(&mut self, parent: Pid, child: Pid) {
        let own = self.processes.get(&parent).map(|p| p.own_signals);
        if let (Some(own), Some(child)) = (own, self.processes.get_mut(&child)) {
            child.own_signals = own;
        }
    }

    pub(super) fn set_disposition(&mut self, pid: Pid, signal: u32, default: bool) {
        if let (Some(p), Some(bit)) = (self.processes.get_mut(&pid), 1u64.checked_shl(signal)) {
            p.own_signals = if default { p.own_signals & !bit } else { p.own_signals | bit };
        }
    }

    /// Does that signal end a process whatever it does, as far as it has told?
    pub fn ends_at_once(&self, pid: Pid, signal: i32) -> bool {
        let own = self.processes.get(&pid).map_or(0, |p| p.own_signals);
        signal == SIGKILL || !HARMLESS.contains(&signal) && own & 1u64.checked_shl(signal as u32).unwrap_or(0) == 0
    }

    /// The parent of a process.
    pub fn parent_of(&self, pid: Pid) -> Option<Pid> {
        self.processes.get(&pid).map(|p| p.parent)
    }
}
