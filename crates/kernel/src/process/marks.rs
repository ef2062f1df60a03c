//! What threads do, step by step: where somebody who steps through a run stops.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use weft_trace::{Lane, Nanos, Tid};
use weft_vm::{Clock, Standing, Stop};

use super::{NANOS_PER_INSTRUCTION, Process};

/// What one step is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Unit {
    /// An instruction of the user's program; what the library does in between is part of it.
    Instruction,
    /// A line of the user's program, or another round of a loop.
    Line,
    /// A thread gets the GIL, and with it the right to run.
    Switch,
}

/// A thread has made a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark {
    /// From then on things are as the step left them.
    pub at: Nanos,
    pub lane: Lane,
}

/// Which steps are wanted, and those seen.
#[derive(Clone, Debug)]
pub(super) struct Marks {
    unit: Unit,
    /// Of one thread only.
    only: Option<Lane>,
    list: Vec<Mark>,
    /// Where each thread stood when it was last about to run an instruction of the user's.
    last: BTreeMap<Tid, Option<Standing>>,
    /// Who has had the GIL last.
    holder: Option<Tid>,
}

impl Process {
    /// Note steps from now on, of one thread or of all; `None`: no longer.
    pub fn mark(&mut self, what: Option<(Unit, Option<Lane>)>) {
        self.marks = what.map(|(unit, only)| {
            Box::new(Marks { unit, only, list: Vec::new(), last: BTreeMap::new(), holder: self.running })
        });
    }

    /// Steps since the last call, in order.
    pub fn take_marks(&mut self) -> Vec<Mark> {
        self.marks.as_mut().map_or_else(Vec::new, |marks| std::mem::take(&mut marks.list))
    }

    /// Are instructions of this thread to be looked at one by one?
    pub(super) fn marks_instructions_of(&self, tid: Tid) -> bool {
        let lane = Lane { pid: self.pid, tid };
        self.marks.as_ref().is_some_and(|m| m.unit != Unit::Switch && m.only.is_none_or(|only| only == lane))
    }

    /// The GIL has gone to a thread.
    pub(super) fn mark_switch(&mut self, at: Nanos, tid: Tid) {
        let Some(marks) = self.marks.as_mut().filter(|marks| marks.unit == Unit::Switch) else { return };
        // For the one who lost it, it is a switch as well.
        for tid in [marks.holder.replace(tid).filter(|before| *before != tid), Some(tid)].into_iter().flatten() {
            let lane = Lane { pid: self.pid, tid };
            if marks.only.is_none_or(|only| only == lane) {
                marks.list.push(Mark { at, lane });
            }
        }
    }

    /// Does what [`weft_vm::Vm::run`] does, instruction by instruction, and notes the steps. The fuel left comes with
    /// the reason for the stop.
    pub(super) fn run_marked(&mut self, tid: Tid, fuel: u32) -> (Stop, u32) {
        let Some(mut marks) = self.marks.take() else { return (self.vm.run(fuel), self.vm.fuel_left()) };
        let lane = Lane { pid: self.pid, tid };
        let mut last = *marks.last.entry(tid).or_insert_with(|| self.vm.standing(&self.vm.thread));
        let mut left = fuel;
        let stop = loop {
            if left == 0 {
                break Stop::OutOfFuel;
            }
            let start = self.now + (fuel - left) as u64 * NANOS_PER_INSTRUCTION as u64;
            self.vm.clock = Clock::Virtual { start, nanos_per_instruction: NANOS_PER_INSTRUCTION, slice_fuel: 1 };
            let stop = self.vm.run(1);
            self.keep_note(tid, self.now, fuel - left);
            left -= 1;
            if stop == Stop::Wait && self.vm.needs_library() {
                // It will run again.
                break stop;
            }
            let next = self.vm.standing(&self.vm.thread);
            let ended = stop == Stop::Ended;
            if ended || next.is_some_and(|next| next.innermost) {
                if ended || marks.unit == Unit::Instruction || is_new_line(last, next) {
                    marks.list.push(Mark { at: start + NANOS_PER_INSTRUCTION as u64, lane });
                }
                last = next;
            }
            if stop != Stop::OutOfFuel {
                break stop;
            }
        };
        marks.last.insert(tid, last);
        self.marks = Some(marks);
        (stop, left)
    }
}

/// Is it another line, or the same one from its beginning?
fn is_new_line(last: Option<Standing>, next: Option<Standing>) -> bool {
    match (last, next) {
        (Some(last), Some(next)) => {
            (last.depth, last.code, last.line) != (next.depth, next.code, next.line) || next.pc < last.pc
        }
        (last, next) => last.is_some() || next.is_some(),
    }
}
