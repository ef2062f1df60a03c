//! Processes of a simulation that live elsewhere: what computes gets a place of its own, what talks stays near.
//!
//! Where processes share a place, a message takes a microsecond; from one Web Worker to another it takes some fifty,
//! and a process that moves takes some milliseconds. So a process begins in the place of the one that started it, for
//! most have little to do, and moves out once it has computed for longer than it would have saved by not moving.

use std::collections::{BTreeMap, BTreeSet};

use weft_trace::{Nanos, Pid};

use super::Simulation;
use crate::{
    message::{ExitCode, ToMachine},
    options::ClockMode,
    process::Process,
};

/// What each process may compute before it moves.
const BEGINNING: i64 = 3_000_000;

/// What it may compute more for each message that it sends: about what the message and its answer would take longer if
/// it lived elsewhere.
const PER_MESSAGE: i64 = 100_000;

/// No more than that is saved up.
const AT_MOST: i64 = 10_000_000;

/// A process of more bytes moves at once, so that its memory is in a place of its own.
const LARGE: usize = 64 << 20;

/// What those processes that are here may compute before they move; the first process is not among them.
#[derive(Clone, Debug, Default)]
pub(super) struct Credit {
    left: BTreeMap<Pid, i64>,
    /// Who has none left, or is too large.
    spent: BTreeSet<Pid>,
}

impl Credit {
    pub fn begin(&mut self, pid: Pid) {
        self.left.insert(pid, BEGINNING);
    }

    pub fn forget(&mut self, pid: Pid) {
        self.left.remove(&pid);
        self.spent.remove(&pid);
    }

    /// It has run for that long, sent so many messages, and has so many bytes.
    pub fn ran(&mut self, pid: Pid, nanos: Nanos, messages: usize, bytes: usize) {
        let Some(left) = self.left.get_mut(&pid) else { return };
        *left = (*left + messages as i64 * PER_MESSAGE - nanos as i64).min(AT_MOST);
        if *left < 0 || bytes > LARGE {
            self.spent.insert(pid);
        } else {
            self.spent.remove(&pid);
        }
    }
}

impl Simulation {
    /// A process that should have a place of its own, under the real clock: it has computed for a while, and others want
    /// to run, or are away. The first process always stays: whoever is away talks to this place.
    pub fn wants_out(&self) -> Option<Pid> {
        if self.settings.clock != ClockMode::Real || !(self.turns.is_busy() || !self.away.is_empty()) {
            return None;
        }
        let can_move = |pid: &&Pid| self.processes.get(pid).is_some_and(Process::can_move);
        self.credit.spent.iter().find(can_move).copied()
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

    /// A process that lives elsewhere is gone without a word, because its place is.
    pub fn lost(&mut self, pid: Pid, code: ExitCode) {
        if self.away.remove(&pid) {
            let now = (self.host_now)();
            self.machine.process_lost(now, pid, code);
            self.carry_out(now);
        }
    }
}
