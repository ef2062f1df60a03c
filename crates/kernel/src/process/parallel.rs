//! Threads without a GIL under the virtual clock: each has a time of its own, and a core while it runs.
//!
//! The simulation gives out cores and always has the thread go on that is furthest behind, for a few instructions. So
//! what threads do to each other happens nearly in the order of time; nearly, because a thread that takes a lock may be
//! those few instructions behind the one that released it. Whoever uses what another has used before is therefore
//! moved on to that one's time ([`weft_vm::Effect::NotBefore`]).

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use weft_trace::{Nanos, State, Tid};

use super::{Process, Progress, Slice, thread::Status};
use crate::options::{ClockMode, GilPolicy, Settings};

/// Times of threads, and who has a core. The others that could run stand in the process's line.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct Parallel {
    times: BTreeMap<Tid, Nanos>,
    on_core: BTreeSet<Tid>,
    /// When those ended that have.
    ended: BTreeMap<Tid, Nanos>,
}

impl Parallel {
    /// Do threads run at once by these settings? A given schedule counts the instructions of one after the other.
    pub fn of(settings: &Settings) -> Option<Box<Parallel>> {
        let at_once = settings.runs_threads_at_once();
        at_once.then(Box::default)
    }
}

impl Settings {
    /// Do threads of one process run at once, each with its own time?
    pub(crate) fn runs_threads_at_once(&self) -> bool {
        self.gil == GilPolicy::Free
            && self.clock == ClockMode::Virtual
            && self.cores > 1
            && self.schedule.is_empty()
            && !self.record_schedule
    }
}

impl Process {
    /// The time of a thread that is made ready now: not before its own.
    pub(super) fn time_when_ready(&mut self, tid: Tid) -> Nanos {
        let now = self.time();
        let Some(parallel) = &mut self.parallel else { return now };
        let time = parallel.times.entry(tid).or_insert(now);
        *time = now.max(*time);
        *time
    }

    /// The running thread is not on its core any more: it waits, or has ended.
    pub(super) fn leaves_core(&mut self, tid: Tid) {
        let now = self.now;
        if let Some(parallel) = &mut self.parallel {
            parallel.on_core.remove(&tid);
            parallel.times.insert(tid, now);
        }
    }

    pub(super) fn ends_in_parallel(&mut self, tid: Tid) {
        let now = self.now;
        if let Some(parallel) = &mut self.parallel {
            parallel.times.remove(&tid);
            parallel.ended.insert(tid, now);
        }
    }

    /// The running thread uses what another one left at `time`.
    pub(super) fn not_before(&mut self, time: Nanos) {
        if self.parallel.is_some() {
            self.now = self.now.max(time);
        }
    }

    /// The running thread has seen that another one has ended.
    pub(super) fn not_before_end_of(&mut self, tid: Tid) {
        if let Some(ended) = self.parallel.as_ref().and_then(|p| p.ended.get(&tid).copied()) {
            self.not_before(ended);
        }
    }

    /// Could another thread run as well?
    pub(super) fn is_contended(&self) -> bool {
        !self.ready.is_empty() || self.parallel.as_ref().is_some_and(|p| p.on_core.len() > 1)
    }

    /// Has any thread a core?
    pub(super) fn has_core(&self) -> bool {
        self.parallel.as_ref().is_some_and(|p| !p.on_core.is_empty())
    }

    pub(super) fn leave_all_cores(&mut self) {
        if let Some(parallel) = &mut self.parallel {
            parallel.on_core.clear();
        }
    }

    /// The thread that has waited longest for a core, and since when.
    pub fn first_in_line(&self) -> Option<(Nanos, Tid)> {
        let tid = *self.ready.front()?;
        Some((self.time_of(tid)?, tid))
    }

    /// A thread's own time, while it has a core or could have one.
    pub fn time_of(&self, tid: Tid) -> Option<Nanos> {
        self.parallel.as_ref()?.times.get(&tid).copied()
    }

    /// When this process has something to run.
    pub(super) fn parallel_ready_at(&self) -> Option<Nanos> {
        let parallel = self.parallel.as_ref()?;
        let on_core = parallel.on_core.iter().filter_map(|tid| self.time_of(*tid)).min();
        let in_line = self.first_in_line().map(|(since, _)| since);
        on_core.into_iter().chain(in_line).chain(self.next_deadline()).min()
    }

    pub fn is_on_core(&self, tid: Tid) -> bool {
        self.parallel.as_ref().is_some_and(|p| p.on_core.contains(&tid))
    }

    /// When the first sleeping or waiting thread wants to be looked at again.
    pub fn deadline(&self) -> Option<Nanos> {
        if self.exited.is_some() { None } else { self.next_deadline() }
    }

    /// The first in line gets a core at `at`.
    pub fn take_core(&mut self, at: Nanos) {
        let Some(tid) = self.ready.pop_front() else { return };
        let Some(parallel) = &mut self.parallel else { return };
        parallel.on_core.insert(tid);
        parallel.times.insert(tid, at);
        self.emit_state(at, tid, State::Running);
    }

    /// A thread has to leave its core to another one.
    pub fn lose_core(&mut self, tid: Tid) {
        let Some(parallel) = &mut self.parallel else { return };
        parallel.on_core.remove(&tid);
        let at = parallel.times.get(&tid).copied().unwrap_or_default();
        self.ready.push_back(tid);
        self.emit_state(at, tid, State::WaitingForCore);
    }

    /// Time has come to a deadline, at which no thread of the process is further behind.
    pub fn come_to_deadline(&mut self, at: Nanos) {
        self.now = at;
        self.expire_deadlines();
    }

    /// Run a thread that has a core for a few instructions, not much beyond `until`.
    pub fn run_on_core(&mut self, tid: Tid, until: Nanos) -> Progress {
        if self.interrupted.is_none() {
            let Some(time) = self.time_of(tid) else { return Progress::Busy };
            if !self.vm.switch_to(tid) {
                self.leaves_core(tid);
                return Progress::Busy;
            }
            self.now = time;
            self.running = Some(tid);
            self.turn_over = false;
            self.threads.insert(tid, Status::Running);
        }
        match self.run_slice(until) {
            Slice::Over => {}
            Slice::NeedsLibrary => return Progress::NeedsLibrary,
            Slice::LongCall => return Progress::LongCall,
            Slice::Paused => return Progress::Paused,
        }
        if let Some(code) = self.exited {
            return Progress::Exited { code };
        }
        if self.running == Some(tid) {
            self.running = None;
            self.threads.insert(tid, Status::Ready);
            if let Some(parallel) = &mut self.parallel {
                parallel.times.insert(tid, self.now);
            }
        }
        Progress::Busy
    }

    /// Is there something that the machine should hear of soon?
    pub fn has_news(&self) -> bool {
        !self.outbox.is_empty() || !self.vm.output.is_empty() || self.exited.is_some()
    }
}
