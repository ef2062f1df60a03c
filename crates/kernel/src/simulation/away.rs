//! Processes of a simulation that live elsewhere: what computes gets a place of its own, what talks stays near.
//!
//! Where processes share a place, a message takes a microsecond; from one Web Worker to another it takes some fifty,
//! and a process that moves takes some milliseconds. So a process begins in the place of the one that started it, for
//! most have little to do, and moves out once it has computed for longer than it would have saved by not moving.

use std::collections::{BTreeMap, BTreeSet};

use weft_trace::{Nanos, Pid};

use super::Simulation;
use crate::{
    message::{ExitCode, ToMachine, ToProcess},
    process::Process,
};

/// What each process may compute before it moves.
const BEGINNING: i64 = 3_000_000;

/// The same for each byte that it has: what it takes to write and send them.
const PER_OWN_BYTE: i64 = 1;

/// How long a process runs at first. Where it is another core that runs it, it gets about that far before its parent has
/// started the next one.
pub(super) const FIRST_QUANTUM: Nanos = 4_000_000;

/// What it may compute more for each message that it sends: about what the message and its answer would take longer if
/// it lived elsewhere.
const PER_MESSAGE: i64 = 100_000;

/// The same for each byte of its messages, which are copied several times on their way.
const PER_BYTE: i64 = 20;

/// No more than that is saved up.
const AT_MOST: i64 = 10_000_000;

/// A process of more bytes moves at once, so that its memory is in a place of its own.
const LARGE: usize = 64 << 20;

/// The first process goes elsewhere only for what takes that many times as long as what is long for others: it comes back.
const LONG_ERRAND: u32 = 20;

/// And only with so many bytes at most, for it is written and read on both ways.
const LIGHT: usize = 8 << 20;

/// What those processes that are here may compute before they move; the first process is not among them.
#[derive(Clone, Debug, Default)]
pub(super) struct Credit {
    left: BTreeMap<Pid, i64>,
    /// Who has not run yet.
    new: BTreeSet<Pid>,
    /// Who has none left, or is too large.
    spent: BTreeSet<Pid>,
}

impl Credit {
    /// A process of so many bytes begins. Under the virtual clock nobody moves, and none has any.
    pub fn begin(&mut self, pid: Pid, bytes: usize) {
        self.left.insert(pid, (BEGINNING + bytes as i64 * PER_OWN_BYTE).min(AT_MOST));
        self.new.insert(pid);
    }

    /// Has it not run yet?
    pub fn is_new(&self, pid: Pid) -> bool {
        self.new.contains(&pid)
    }

    pub fn forget(&mut self, pid: Pid) {
        self.left.remove(&pid);
        self.new.remove(&pid);
        self.spent.remove(&pid);
    }

    /// What it does next may take long.
    pub fn spend(&mut self, pid: Pid) {
        if let Some(left) = self.left.get_mut(&pid) {
            *left = -1;
            self.spent.insert(pid);
        }
    }

    /// It has been told something of so many bytes.
    pub fn told(&mut self, pid: Pid, payload: usize) {
        if payload > 0
            && let Some(left) = self.left.get_mut(&pid)
        {
            *left = left.saturating_add(payload as i64 * PER_BYTE).min(AT_MOST);
        }
    }

    /// It has run for that long and said that much, and has so many bytes.
    pub fn ran(&mut self, pid: Pid, nanos: Nanos, said: Said, bytes: usize) {
        let Some(left) = self.left.get_mut(&pid) else { return };
        self.new.remove(&pid);
        let saved = said.wishes as i64 * PER_MESSAGE + said.payload as i64 * PER_BYTE;
        *left = left.saturating_add(saved).min(AT_MOST) - nanos as i64;
        if *left < 0 || bytes > LARGE {
            self.spent.insert(pid);
        } else {
            self.spent.remove(&pid);
        }
    }
}

/// What a process has said in one turn.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Said {
    /// Those in which it wants something of the machine.
    pub wishes: usize,
    /// Bytes for others.
    pub payload: usize,
}

impl Simulation {
    /// A process that should have a place of its own, under the real clock: it has computed for a while, and others want
    /// to run, or are away. The first process stays, for whoever is away talks to this place; but it does its longest calls
    /// elsewhere ([`Simulation::is_errand`]).
    pub fn wants_out(&self) -> Option<Pid> {
        let others = |pid: &Pid| !self.away.is_empty() || self.turns.others_than(*pid);
        let can_move = |pid: &&Pid| others(pid) && self.processes.get(pid).is_some_and(Process::can_move);
        self.credit.spent.iter().chain(&self.errand).find(can_move).copied()
    }

    /// Is this process to come back by [`Simulation::move_in`] once it has done its next call?
    pub fn is_errand(&self, pid: Pid) -> bool {
        self.errand == Some(pid)
    }

    /// The first process stops before a call that takes long enough for an errand, once there are others.
    pub(super) fn foresee_errands(&mut self) {
        if self.started() > 1
            && let Some(first) = self.processes.get_mut(&self.machine.main_pid())
        {
            first.foresee_long_calls(LONG_ERRAND);
        }
    }

    /// A process stands before a call that may take long.
    pub(super) fn meets_long_call(&mut self, pid: Pid) {
        if pid != self.machine.main_pid() {
            self.turns.last(pid);
            self.credit.spend(pid);
            return;
        }
        self.errand = self.processes.get(&pid).filter(|p| p.bytes() <= LIGHT).map(|_| pid);
        if self.errand.is_some() && self.turns.held {
            self.turns.last(pid);
        } else {
            self.turns.wake(pid);
        }
    }

    /// The first process is back from elsewhere; `missed` are messages that it was sent too late.
    pub fn move_in(&mut self, mut process: Process, missed: Vec<ToProcess>) {
        let pid = process.pid;
        if !self.away.remove(&pid) {
            return;
        }
        let now = (self.host_now)();
        self.errand = None;
        for message in missed {
            process.deliver(message, now);
        }
        if let Some(host) = self.host_bytes {
            process.share_bytes(host);
        }
        self.processes.insert(pid, process);
        self.turns.wake(pid);
        self.exchange(pid);
        self.foresee_errands();
    }

    /// Shall processes wait that stand before something that may take long? To be set while there is hope of places for
    /// them to move to: if all others have to wait for it, it had better be done elsewhere.
    pub fn hold_long_calls(&mut self, hold: bool) {
        self.turns.held = hold;
    }

    /// Take a process out, to go on elsewhere. From now on its messages come by [`Simulation::heard`], and those for it
    /// stay among the machine's actions.
    pub fn move_out(&mut self, pid: Pid) -> Option<Process> {
        let process = self.processes.remove(&pid)?;
        self.turns.remove(pid);
        self.credit.forget(pid);
        self.away.insert(pid);
        Some(process)
    }

    /// Messages of a process that lives elsewhere.
    pub fn heard(&mut self, pid: Pid, messages: Vec<ToMachine>) {
        if !self.away.contains(&pid) {
            return;
        }
        for message in messages {
            if matches!(message, ToMachine::Exited { .. }) {
                self.away.remove(&pid);
            }
            self.machine.handle(pid, message);
            self.carry_out((self.host_now)());
        }
    }

    /// Does that message end the process whatever it does, and with which exit code?
    pub fn is_ended_by(&self, pid: Pid, message: &ToProcess) -> Option<ExitCode> {
        match *message {
            ToProcess::Signal { signal } => self.machine.ends_at_once(pid, signal).then_some(-signal),
            _ => None,
        }
    }

    /// A process that lives elsewhere is gone without a word, because its place is.
    pub fn lost(&mut self, pid: Pid, code: ExitCode) {
        if self.away.remove(&pid) {
            let now = (self.host_now)();
            self.machine.process_lost(now, pid, code);
            self.carry_out(now);
        }
    }
}
