//! Looking at all processes as they are at one time of the virtual clock, and noting their steps.
//!
//! Processes run by turns, each for a while, so that they are never at the same time all at once: each is looked at
//! when it comes there. What happens is the same whether somebody looks or not.

use std::collections::BTreeMap;

use weft_trace::{Lane, Nanos, Pid};

use super::Simulation;
use crate::process::{Mark, Process, ProcessMoment, Unit};

/// A moment that is being waited for.
#[derive(Clone)]
pub(super) struct Watch {
    at: Nanos,
    /// `None` for a process that did not exist yet.
    seen: BTreeMap<Pid, Option<ProcessMoment>>,
    /// Steps to note in processes that begin.
    marks: Option<(Unit, Option<Lane>)>,
}

impl Watch {
    /// A process begins at this time.
    pub fn begins(&mut self, process: &mut Process, at: Nanos) {
        process.mark(self.marks);
        if at > self.at {
            self.seen.insert(process.pid, None);
        } else if self.marks.is_none() {
            process.pause_after(Some(self.at));
        }
    }
}

impl Simulation {
    /// Look at the processes as they are at `at`, when all that ended until then has: step on until
    /// [`Simulation::seen`] tells. No process may have gone further yet: `at` is no earlier than [`Simulation::now`].
    pub fn watch(&mut self, at: Nanos) {
        self.watch = Some(Watch { at, seen: BTreeMap::new(), marks: None });
        for process in self.processes.values_mut() {
            process.mark(None);
            process.pause_after(Some(at));
        }
    }

    /// The processes as they were then, in the order of their numbers; `None` while some have yet to come there.
    /// `over`: nothing runs any more.
    pub fn seen(&mut self, over: bool) -> Option<Vec<ProcessMoment>> {
        let at = self.watch.as_ref()?.at;
        if !over && !self.has_passed(at) {
            return None;
        }
        let mut watch = self.watch.take()?;
        for (pid, process) in &mut self.processes {
            process.pause_after(None);
            watch.seen.entry(*pid).or_insert_with(|| Some(process.moment()));
        }
        Some(watch.seen.into_values().flatten().collect())
    }

    /// Note steps from now on, of one thread or of all; `None`: no longer.
    pub fn mark(&mut self, what: Option<(Unit, Option<Lane>)>) {
        // Whoever begins later is told by it.
        self.watch = what.map(|_| Watch { at: Nanos::MAX, seen: BTreeMap::new(), marks: what });
        for process in self.processes.values_mut() {
            process.pause_after(None);
            process.mark(what);
        }
    }

    /// Steps since the last call; those of one process are in order.
    pub fn take_marks(&mut self) -> Vec<Mark> {
        let mut marks = std::mem::take(&mut self.marks_of_ended);
        marks.extend(self.processes.values_mut().flat_map(Process::take_marks));
        marks
    }

    /// Is all done that ends until `at`?
    pub fn has_passed(&self, at: Nanos) -> bool {
        // What a process in the middle of its time has to say has not been delivered.
        self.interrupted.is_none() && self.processes.values().all(|p| p.ready_at().is_none_or(|ready| ready > at))
    }

    /// When the next turn may end; `None` if nothing can run by itself.
    pub fn next_end(&self) -> Option<Nanos> {
        let ready = self.processes.values().filter_map(Process::ready_at).min()?;
        let free = self.cores.iter().copied().min().unwrap_or(0);
        Some(ready.max(free) + super::QUANTUM)
    }

    /// Bytes that a clone takes, more or less.
    pub fn bytes(&self) -> u64 {
        self.processes.values().map(|p| p.vm().heap.bytes() as u64 + BYTES_OF_CODE).sum()
    }

    /// Something happens to a process at `at`: if that is after the moment that is wanted, look now.
    pub(super) fn see_before(&mut self, pid: Pid, at: Nanos) {
        if self.watch.as_ref().is_some_and(|watch| at > watch.at) {
            self.see(pid);
        }
    }

    pub(super) fn see(&mut self, pid: Pid) {
        let (Some(watch), Some(process)) = (&mut self.watch, self.processes.get_mut(&pid)) else { return };
        process.pause_after(None);
        watch.seen.entry(pid).or_insert_with(|| Some(process.moment()));
    }
}

/// What the code of the library that every program imports takes, caches above all.
const BYTES_OF_CODE: u64 = 1 << 20;
