//! What a process tells of: output, events of the trace.

use weft_trace::{Event, EventKind, Lane, Nanos, State, Tid};

use super::{NANOS_PER_INSTRUCTION, Process};
use crate::{
    message::{Stream, ToMachine},
    options::ClockMode,
    recorded::Stretch,
};

impl Process {
    /// Messages for the machine, in order.
    pub fn take_messages(&mut self) -> Vec<ToMachine> {
        self.collect_output();
        self.flush_events();
        if let Some(races) = self.races.as_mut().and_then(|finder| finder.news()) {
            self.outbox.push(ToMachine::Races(races));
        }
        std::mem::take(&mut self.outbox)
    }

    /// What has been recorded so far goes before the next message.
    pub(super) fn flush_events(&mut self) {
        if !self.recorded.is_empty() {
            self.outbox.push(ToMachine::Trace(self.recorded.take(&mut self.vm.notes)));
        }
    }

    pub(super) fn emit(&mut self, at: Nanos, tid: Tid, kind: EventKind) {
        if self.settings.trace {
            self.recorded.event(Event { at, lane: Lane { pid: self.pid, tid }, kind });
        }
    }

    /// Keep what was noted in a stretch that has just ended. Under the virtual clock an instruction takes its fixed
    /// time; under the real one all that was run took until now.
    pub(super) fn keep_notes(&mut self, tid: Tid, begin: Nanos, fuel: u32, used: u32) {
        if self.vm.notes.list.len() <= self.recorded.noted() {
            return;
        }
        let (nanos, instructions) = match self.settings.clock {
            ClockMode::Real => (self.time().saturating_sub(begin), used),
            ClockMode::Virtual => (NANOS_PER_INSTRUCTION as u64, 1),
        };
        let stretch = Stretch { lane: Lane { pid: self.pid, tid }, begin, nanos, instructions, fuel };
        self.recorded.end_stretch(&self.vm.notes, stretch);
    }

    /// The same for the one instruction that has run after so many others since `begin`.
    pub(super) fn keep_note(&mut self, tid: Tid, begin: Nanos, others: u32) {
        if self.vm.notes.list.len() <= self.recorded.noted() {
            return;
        }
        let at = match self.settings.clock {
            ClockMode::Real => self.time(),
            ClockMode::Virtual => begin + u64::from(others) * NANOS_PER_INSTRUCTION as u64,
        };
        self.keep_notes(tid, at, 1, 1);
    }

    pub(super) fn collect_output(&mut self) {
        if self.vm.output.is_empty() {
            return;
        }
        let at = self.time();
        for o in std::mem::take(&mut self.vm.output) {
            let stream = if o.error { Stream::Stderr } else { Stream::Stdout };
            self.outbox.push(ToMachine::Output { at, tid: o.thread, stream, text: o.text });
        }
    }

    pub(super) fn emit_state(&mut self, at: Nanos, tid: Tid, state: State) {
        if !self.settings.trace {
            return;
        }
        let line = self.vm.thread_by_id(tid).map_or(0, |t| self.vm.line_of(t));
        self.emit(at, tid, EventKind::State { state, line });
    }
}
