//! A process of a recording, and who of its threads held the GIL when.

use std::ops::Range;

use super::pieces::Entries;
use crate::{Nanos, Pid, Tid};

/// From `start` on, until the next segment, `running` threads ran; `tid` is one of them.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Segment {
    start: Nanos,
    running: u32,
    tid: Tid,
}

pub(super) struct Process {
    pub pid: Pid,
    pub name: String,
    pub parent: Option<Pid>,
    pub started: Nanos,
    pub ended: Option<Nanos>,
    pub exit_code: Option<i32>,
    /// Indices of its tracks, in the order in which they started.
    pub tracks: Vec<usize>,
    running: Vec<Tid>,
    segments: Vec<Segment>,
    parallel: bool,
}

impl Process {
    pub fn new(pid: Pid, started: Nanos) -> Process {
        Process {
            pid,
            name: format!("Process {pid}"),
            parent: None,
            started,
            ended: None,
            exit_code: None,
            tracks: Vec::new(),
            running: Vec::new(),
            segments: Vec::new(),
            parallel: false,
        }
    }

    /// The thread runs from `at` on, or no longer does.
    pub fn set_running(&mut self, at: Nanos, tid: Tid, runs: bool) {
        let place = self.running.iter().position(|running| *running == tid);
        match (place, runs) {
            (None, true) => self.running.push(tid),
            (Some(place), false) => {
                self.running.remove(place);
            }
            _ => return,
        }
        let at = self.segments.last().map_or(at, |last| at.max(last.start));
        if self.segments.last().is_some_and(|last| last.start == at) {
            self.segments.pop();
        }
        let running = self.running.len() as u32;
        let tid = self.running.first().copied().unwrap_or(0);
        if let Some(last) = self.segments.last() {
            self.parallel |= last.running > 1;
            if (last.running, last.tid) == (running, tid) {
                return;
            }
        }
        self.segments.push(Segment { start: at, running, tid });
    }

    /// No thread runs from `at` on.
    pub fn end(&mut self, at: Nanos) {
        while let Some(&tid) = self.running.last() {
            self.set_running(at, tid, false);
        }
    }
}

/// Who holds a process's GIL.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GilHolder {
    Nobody,
    Thread(Tid),
    /// There is no GIL and so many threads run at once.
    Several(u32),
}

/// What a stretch of a GIL strip looks like at some scale.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum GilSample {
    /// One holder.
    Whole { start: Nanos, end: Nanos, holder: GilHolder },
    /// Holders that take turns within one pixel column, with their nanoseconds as far as looked at:
    /// in a dense column every nth turn is.
    Mixed { start: Nanos, end: Nanos, shares: Vec<(GilHolder, Nanos)> },
}

/// So many turns of a column are looked at.
const TURNS: usize = 8;

/// A process of a recording, as far as the recording reaches.
#[derive(Clone, Copy)]
pub struct ProcessView<'a> {
    pub(super) process: &'a Process,
    pub(super) now: Nanos,
}

impl<'a> ProcessView<'a> {
    pub fn pid(self) -> Pid {
        self.process.pid
    }

    pub fn name(self) -> &'a str {
        &self.process.name
    }

    pub fn parent(self) -> Option<Pid> {
        self.process.parent
    }

    pub fn started(self) -> Nanos {
        self.process.started
    }

    /// When it ended; `None` while it lives.
    pub fn ended(self) -> Option<Nanos> {
        self.process.ended
    }

    /// As `Process.exitcode` gives it: negative for a signal.
    pub fn exit_code(self) -> Option<i32> {
        self.process.exit_code
    }

    /// Whether two of its threads ever ran at once, so that there is no GIL.
    pub fn parallel(self) -> bool {
        self.process.parallel
    }

    /// Who held the GIL at a time.
    pub fn gil_at(self, at: Nanos) -> GilHolder {
        let entries = self.entries();
        if entries.count == 0 || at < (entries.start)(0) || at >= entries.end {
            return GilHolder::Nobody;
        }
        self.holder(entries.locate(0, at))
    }

    /// How often the GIL went from one thread to another, or was taken.
    pub fn gil_turns(self) -> usize {
        self.process.segments.iter().filter(|segment| segment.running > 0).count()
    }

    /// What `range` of the GIL strip looks like in so many pixel columns; see `LaneView::sample`.
    pub fn gil_sample(self, range: Range<Nanos>, columns: u32) -> Vec<GilSample> {
        let entries = self.entries();
        let mut samples = Vec::new();
        for piece in entries.pieces(range, columns) {
            if piece.first == piece.last {
                let holder = self.holder(piece.first);
                samples.push(GilSample::Whole { start: piece.start, end: piece.end, holder });
                continue;
            }
            let step = (piece.last + 1 - piece.first).div_ceil(TURNS);
            // An even step would only ever see one of two threads that take turns.
            let step = if step > 1 { step | 1 } else { step };
            let mut shares: Vec<(GilHolder, Nanos)> = Vec::new();
            for index in (piece.first..=piece.last).step_by(step) {
                let start = (entries.start)(index).max(piece.start);
                let nanos = entries.end_of(index).min(piece.end).saturating_sub(start);
                let holder = self.holder(index);
                match shares.iter_mut().find(|share| share.0 == holder) {
                    Some(share) => share.1 += nanos,
                    None => shares.push((holder, nanos)),
                }
            }
            samples.push(GilSample::Mixed { start: piece.start, end: piece.end, shares });
        }
        samples
    }

    fn holder(self, index: usize) -> GilHolder {
        let segment = self.process.segments[index];
        match segment.running {
            0 => GilHolder::Nobody,
            1 => GilHolder::Thread(segment.tid),
            count => GilHolder::Several(count),
        }
    }

    fn entries(self) -> Entries<impl Fn(usize) -> Nanos + 'a> {
        let segments = &self.process.segments;
        let last = segments.last().map_or(0, |last| last.start);
        Entries {
            count: segments.len(),
            start: |index: usize| segments[index].start,
            end: self.process.ended.unwrap_or(self.now).max(last),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_strip_follows_the_running_thread() {
        let mut process = Process::new(1, 0);
        process.set_running(0, 0, true);
        // At a switch either thread's event may come first.
        process.set_running(10, 1, true);
        process.set_running(10, 0, false);
        process.set_running(20, 1, false);
        process.set_running(25, 0, true);
        process.end(30);
        let view = ProcessView { process: &process, now: 40 };
        assert!(!view.parallel());
        let at = |at| view.gil_at(at);
        assert_eq!(at(0), GilHolder::Thread(0));
        assert_eq!(at(10), GilHolder::Thread(1));
        assert_eq!(at(22), GilHolder::Nobody);
        assert_eq!(at(29), GilHolder::Thread(0));
        assert_eq!(at(35), GilHolder::Nobody);
        assert_eq!(view.gil_turns(), 3);
    }

    #[test]
    fn threads_that_run_at_once_show_that_there_is_no_gil() {
        let mut process = Process::new(1, 0);
        process.set_running(0, 0, true);
        process.set_running(10, 1, true);
        process.set_running(20, 0, false);
        let view = ProcessView { process: &process, now: 40 };
        assert!(view.parallel());
        assert_eq!(view.gil_at(15), GilHolder::Several(2));
        assert_eq!(view.gil_at(30), GilHolder::Thread(1));
    }

    #[test]
    fn a_dense_strip_shows_all_who_take_turns() {
        let mut process = Process::new(1, 0);
        for turn in 0..10_000u32 {
            let at = u64::from(turn) * 5;
            process.set_running(at, turn % 2, true);
            process.set_running(at, (turn + 1) % 2, false);
        }
        let view = ProcessView { process: &process, now: 50_000 };
        for sample in view.gil_sample(0..50_000, 10) {
            let GilSample::Mixed { shares, .. } = sample else { panic!("{sample:?}") };
            assert_eq!(shares.len(), 2);
        }
    }
}
