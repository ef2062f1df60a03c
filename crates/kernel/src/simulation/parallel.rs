//! Threads without a GIL under the virtual clock: who has which core.
//!
//! A thread keeps its core until it waits, or until it has had it for a while and others want one. What comes next is
//! always the earliest of: a thread on a core goes on from its own time, a thread in line gets a core that is free, a
//! deadline comes.

use weft_trace::{Lane, Nanos, Pid};

use super::{Next, QUANTUM, Quantum, Simulation};
use crate::process::Progress;

/// How long a thread has a core while others want one: about what schedulers of operating systems give.
const TURN: Nanos = 1_000_000;

/// A thread on a core.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Holder {
    lane: Lane,
    since: Nanos,
}

/// What comes next. In this order, where times are the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Step {
    Deadline(Pid),
    /// A thread in line gets the core.
    Start(Lane, usize),
    /// The thread on the core goes on.
    GoOn(Lane, usize),
}

impl Simulation {
    pub(super) fn step_parallel(&mut self) -> Next {
        // All threads come to there, or a little further.
        let mut end: Option<Nanos> = None;
        loop {
            if let Some(quantum) = self.interrupted.take() {
                end = Some(quantum.begin + QUANTUM);
                let Some(holder) = self.holders[quantum.core] else { return Next::Run };
                if let Some(next) = self.go_on(quantum, holder) {
                    return next;
                }
                continue;
            }
            self.free_cores();
            let Some((at, step)) = self.next_step() else {
                self.exchange_all();
                if self.next_step().is_some() {
                    return Next::Run;
                }
                self.tell_stuck();
                return Next::Wait { until: None };
            };
            let end = *end.get_or_insert(at + QUANTUM);
            if at >= end {
                break;
            }
            match step {
                Step::Deadline(pid) => {
                    self.see_before(pid, at);
                    if let Some(p) = self.processes.get_mut(&pid) {
                        p.come_to_deadline(at);
                        if p.has_news() {
                            self.exchange(pid);
                        }
                    }
                }
                Step::Start(lane, core) => {
                    self.see_before(lane.pid, at);
                    if let Some(p) = self.processes.get_mut(&lane.pid) {
                        p.take_core(at);
                        self.holders[core] = Some(Holder { lane, since: at });
                    }
                }
                Step::GoOn(lane, core) => {
                    let Some(holder) = self.holders[core] else { continue };
                    let quantum = Quantum { pid: lane.pid, core, begin: end - QUANTUM };
                    if let Some(next) = self.go_on(quantum, holder) {
                        return next;
                    }
                }
            }
        }
        self.exchange_all();
        Next::Run
    }

    fn go_on(&mut self, quantum: Quantum, holder: Holder) -> Option<Next> {
        let Quantum { pid, core, begin } = quantum;
        let tid = holder.lane.tid;
        let p = self.processes.get_mut(&pid)?;
        match p.run_on_core(tid, begin + QUANTUM) {
            Progress::NeedsLibrary => {
                self.interrupted = Some(quantum);
                return Some(Next::NeedsLibrary);
            }
            Progress::LongCall => {
                self.interrupted = Some(quantum);
                return Some(Next::Run);
            }
            Progress::Paused => {
                self.interrupted = Some(quantum);
                self.see(pid);
                return Some(Next::Paused);
            }
            _ => {}
        }
        let now = p.now();
        self.now = self.now.max(now);
        self.cores[core] = now;
        if p.has_news() {
            self.exchange(pid);
        }
        if now.saturating_sub(holder.since) >= TURN && self.is_wanted(core, now) {
            if let Some(p) = self.processes.get_mut(&pid)
                && p.is_on_core(tid)
            {
                p.lose_core(tid);
            }
            self.holders[core] = None;
        }
        None
    }

    /// Cores of threads that wait, have ended, or whose process has are free.
    fn free_cores(&mut self) {
        for holder in &mut self.holders {
            if let Some(Holder { lane, .. }) = holder
                && !self.processes.get(&lane.pid).is_some_and(|p| p.is_on_core(lane.tid))
            {
                *holder = None;
            }
        }
    }

    fn next_step(&self) -> Option<(Nanos, Step)> {
        let free = self.free_core();
        let mut next: Option<(Nanos, Step)> = None;
        let mut consider = |at: Nanos, step: Step| {
            if next.is_none_or(|best| (at, step) < best) {
                next = Some((at, step));
            }
        };
        for (core, holder) in self.holders.iter().enumerate() {
            if let Some(Holder { lane, .. }) = holder
                && let Some(at) = self.processes.get(&lane.pid).and_then(|p| p.time_of(lane.tid))
            {
                consider(at, Step::GoOn(*lane, core));
            }
        }
        for (&pid, p) in &self.processes {
            if let (Some((at, tid)), Some(core)) = (p.first_in_line(), free) {
                consider(at.max(self.cores[core]), Step::Start(Lane { pid, tid }, core));
            }
            if let Some(at) = p.deadline() {
                consider(at, Step::Deadline(pid));
            }
        }
        next
    }

    /// The core that has been free for longest.
    fn free_core(&self) -> Option<usize> {
        (0..self.cores.len()).filter(|&core| self.holders[core].is_none()).min_by_key(|&core| self.cores[core])
    }

    /// Does a thread wait for a core at that time, and would find no other than this one?
    fn is_wanted(&self, core: usize, now: Nanos) -> bool {
        let others = (0..self.cores.len()).any(|other| other != core && self.holders[other].is_none());
        !others && self.processes.values().any(|p| p.first_in_line().is_some_and(|(since, _)| since <= now))
    }

    fn exchange_all(&mut self) {
        for pid in self.processes.keys().copied().collect::<Vec<_>>() {
            self.exchange(pid);
        }
    }
}
