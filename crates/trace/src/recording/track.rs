//! The spans of one lane.

use std::collections::BTreeMap;
use std::ops::Range;

use super::pieces::Entries;
use crate::{Lane, Nanos, ObjectId, State, StateKind, StateNanos};

/// A thread in one state, from `start` to `end`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    pub start: Nanos,
    pub end: Nanos,
    pub state: State,
    /// Of the user's program, from 1; 0 if unknown.
    pub line: u32,
    /// It goes on: `end` is only how far the recording reaches.
    pub open: bool,
}

/// What a stretch of a lane looks like at some scale.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sample {
    /// One span, cut off at the ends of the range asked for; `index` is its number on the lane.
    Whole { start: Nanos, end: Nanos, index: usize, span: Span },
    /// Several spans too narrow to see, within one pixel column: how long each state took.
    Mixed { start: Nanos, end: Nanos, nanos: StateNanos },
}

/// Sums are kept for every so many entries, so that the sum up to any time takes few steps and the
/// sums little memory.
const STRIDE: usize = 8;

pub(super) struct Track {
    pub lane: Lane,
    pub name: String,
    pub daemon: bool,
    /// When the thread came to be, which may be long before it first ran.
    pub started: Nanos,
    /// Who started it and when.
    pub started_by: Option<(Lane, Nanos)>,
    pub ended: Option<Nanos>,
    /// When each entry begins. Apart from the rest, because searching reads nothing else, and at a
    /// million entries a search takes as long as the memory does.
    starts: Vec<Nanos>,
    /// What each entry is: the state and the line.
    entries: Vec<(State, u32)>,
    /// Element i: time in each state before entry `i * STRIDE`.
    checkpoints: Vec<StateNanos>,
    /// Time in each state, the last entry left out while it is open.
    closed: StateNanos,
    /// The same for each object waited for.
    waited: BTreeMap<ObjectId, Nanos>,
}

impl Track {
    pub fn new(lane: Lane, started: Nanos) -> Track {
        Track {
            lane,
            name: if lane.tid == 0 { "MainThread".to_owned() } else { format!("Thread-{}", lane.tid) },
            daemon: false,
            started,
            started_by: None,
            ended: None,
            starts: Vec::new(),
            entries: Vec::new(),
            checkpoints: Vec::new(),
            closed: StateNanos::default(),
            waited: BTreeMap::new(),
        }
    }

    /// From `at` on the thread is in `state`. Times before the last change are taken as that of the
    /// last change; states of no duration leave no span; nothing follows `Finished`.
    pub fn set_state(&mut self, at: Nanos, state: State, line: u32) {
        if self.ended.is_some() {
            return;
        }
        let at = self.starts.last().map_or(at, |last| at.max(*last));
        self.remove_empty_last(at);
        if state == State::Finished {
            self.end(at);
            return;
        }
        if self.entries.last() == Some(&(state, line)) {
            return;
        }
        self.close_last(at);
        if self.entries.len().is_multiple_of(STRIDE) {
            self.checkpoints.push(self.closed);
        }
        self.starts.push(at);
        self.entries.push((state, line));
    }

    /// The thread ends, if it has not yet.
    pub fn end(&mut self, at: Nanos) {
        if self.ended.is_none() {
            let at = self.starts.last().map_or(at, |last| at.max(*last)).max(self.started);
            self.remove_empty_last(at);
            self.close_last(at);
            self.ended = Some(at);
        }
    }

    pub fn running(&self) -> bool {
        self.ended.is_none() && self.entries.last().is_some_and(|(state, _)| *state == State::Running)
    }

    fn close_last(&mut self, at: Nanos) {
        if let (Some(start), Some((state, _))) = (self.starts.last(), self.entries.last()) {
            let nanos = at - start;
            self.closed.add(state.kind(), nanos);
            if let State::Blocked { object } = state {
                *self.waited.entry(*object).or_default() += nanos;
            }
        }
    }

    /// Takes back the last entry if it would have no duration, and reopens the one before.
    fn remove_empty_last(&mut self, at: Nanos) {
        let Some(removed) = self.starts.pop_if(|last| *last == at) else {
            return;
        };
        self.entries.pop();
        self.checkpoints.truncate(self.entries.len().div_ceil(STRIDE));
        if let (Some(start), Some((state, _))) = (self.starts.last(), self.entries.last()) {
            let nanos = removed - start;
            self.closed[state.kind()] -= nanos;
            if let State::Blocked { object } = state
                && let Some(waited) = self.waited.get_mut(object)
            {
                *waited -= nanos;
            }
        }
    }
}

/// A lane of a recording, as far as the recording reaches.
#[derive(Clone, Copy)]
pub struct LaneView<'a> {
    pub(super) track: &'a Track,
    /// How far the recording reaches.
    pub(super) now: Nanos,
}

impl<'a> LaneView<'a> {
    pub fn lane(self) -> Lane {
        self.track.lane
    }

    pub fn name(self) -> &'a str {
        &self.track.name
    }

    pub fn daemon(self) -> bool {
        self.track.daemon
    }

    /// When the thread came to be. Its first span may start later: a new process takes a while.
    pub fn started(self) -> Nanos {
        self.track.started
    }

    /// Who started it and when, as far as known.
    pub fn started_by(self) -> Option<(Lane, Nanos)> {
        self.track.started_by
    }

    /// When it ended; `None` while it lives.
    pub fn ended(self) -> Option<Nanos> {
        self.track.ended
    }

    /// When it ended, or how far the recording reaches.
    pub fn end(self) -> Nanos {
        self.track.ended.unwrap_or(self.now.max(self.track.started))
    }

    pub fn span_count(self) -> usize {
        self.track.entries.len()
    }

    /// The span of that number, from 0 to [`LaneView::span_count`].
    pub fn span(self, index: usize) -> Option<Span> {
        let (state, line) = *self.track.entries.get(index)?;
        let (start, end) = (self.track.starts[index], self.entries().end_of(index));
        let open = self.track.ended.is_none() && index + 1 == self.track.entries.len();
        Some(Span { start, end, state, line, open })
    }

    /// The number of the span at a time; `None` before the first and after the last one.
    pub fn index_at(self, at: Nanos) -> Option<usize> {
        let first = *self.track.starts.first()?;
        (first <= at && at < self.entries().end).then(|| self.entries().locate(0, at))
    }

    /// The span at a time; `None` before the first and after the last one.
    pub fn at(self, at: Nanos) -> Option<Span> {
        self.span(self.index_at(at)?)
    }

    /// The spans that have a part within `range`, whole, in order.
    pub fn spans(self, range: Range<Nanos>) -> impl Iterator<Item = Span> + 'a {
        let starts = &self.track.starts;
        let first = starts.partition_point(|start| *start <= range.start).saturating_sub(1);
        (first..starts.len())
            .filter_map(move |index| self.span(index))
            .skip_while(move |span| span.end <= range.start)
            .take_while(move |span| span.start < range.end)
    }

    /// Time in each state within `range`.
    pub fn nanos(self, range: Range<Nanos>) -> StateNanos {
        if range.start >= range.end {
            return StateNanos::default();
        }
        self.nanos_until(range.end, 0) - self.nanos_until(range.start, 0)
    }

    /// Time in each state, from the first span to now or the end.
    pub fn totals(self) -> StateNanos {
        let mut nanos = self.track.closed;
        if let Some(open) = self.open_span() {
            nanos.add(open.state.kind(), open.end - open.start);
        }
        nanos
    }

    /// Time blocked on each object, the longest first.
    pub fn waited(self) -> Vec<(ObjectId, Nanos)> {
        let mut waited = self.track.waited.clone();
        if let Some(Span { state: State::Blocked { object }, start, end, .. }) = self.open_span() {
            *waited.entry(object).or_default() += end - start;
        }
        let mut waited: Vec<_> = waited.into_iter().filter(|(_, nanos)| *nanos > 0).collect();
        waited.sort_by_key(|(object, nanos)| (std::cmp::Reverse(*nanos), *object));
        waited
    }

    /// What `range` looks like in so many pixel columns: spans at least a column wide are given
    /// whole, narrower ones as sums. At most about two samples a column; the samples follow each
    /// other without gaps. Takes microseconds a hundred columns, however many spans there are.
    pub fn sample(self, range: Range<Nanos>, columns: u32) -> Vec<Sample> {
        let mut samples = Vec::new();
        // Columns follow each other: where one ends the search for the end of the next begins.
        let mut before: Option<(Nanos, StateNanos)> = None;
        for piece in self.entries().pieces(range, columns) {
            if piece.first == piece.last
                && let Some(span) = self.span(piece.first)
            {
                samples.push(Sample::Whole { start: piece.start, end: piece.end, index: piece.first, span });
                continue;
            }
            let from = match before {
                Some((at, nanos)) if at == piece.start => nanos,
                _ => self.nanos_until(piece.start, piece.first),
            };
            let until = self.nanos_until(piece.end, piece.last);
            before = Some((piece.end, until));
            samples.push(Sample::Mixed { start: piece.start, end: piece.end, nanos: until - from });
        }
        samples
    }

    /// Time in each state before `at`, the entry at which is not one before `hint`.
    fn nanos_until(self, at: Nanos, hint: usize) -> StateNanos {
        let Track { starts, entries: list, checkpoints, .. } = self.track;
        let entries = self.entries();
        if starts.first().is_none_or(|first| at <= *first) {
            return StateNanos::default();
        }
        let at = at.min(entries.end);
        let index = entries.locate(hint, at);
        let mut nanos = checkpoints[index / STRIDE];
        for earlier in index / STRIDE * STRIDE..index {
            nanos.add(list[earlier].0.kind(), starts[earlier + 1] - starts[earlier]);
        }
        nanos.add(list[index].0.kind(), at.saturating_sub(starts[index]));
        nanos
    }

    fn open_span(self) -> Option<Span> {
        let last = self.span(self.track.entries.len().checked_sub(1)?)?;
        last.open.then_some(last)
    }

    fn entries(self) -> Entries<impl Fn(usize) -> Nanos + 'a> {
        let starts = &self.track.starts;
        let last = starts.last().copied().unwrap_or(0);
        Entries {
            count: starts.len(),
            start: |index: usize| starts[index],
            end: self.track.ended.unwrap_or(self.now).max(last),
        }
    }
}

impl Span {
    /// How long it lasts, or has lasted so far.
    pub fn nanos(&self) -> Nanos {
        self.end - self.start
    }

    pub fn kind(&self) -> StateKind {
        self.state.kind()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn track(changes: &[(Nanos, State)]) -> Track {
        let mut track = Track::new(Lane { pid: 1, tid: 0 }, changes[0].0);
        for &(at, state) in changes {
            track.set_state(at, state, 1);
        }
        track
    }

    fn spans(view: LaneView<'_>) -> Vec<(Nanos, Nanos, StateKind)> {
        view.spans(0..Nanos::MAX).map(|span| (span.start, span.end, span.kind())).collect()
    }

    #[test]
    fn states_of_no_duration_leave_no_span() {
        let lock = State::Blocked { object: ObjectId { pid: 1, number: 0 } };
        let track = track(&[
            (0, State::WaitingForGil),
            (0, State::Running),
            (10, lock),
            (10, State::Running),
            (15, State::Sleeping),
            (20, State::Running),
            (20, State::Finished),
            (30, State::Running),
        ]);
        let view = LaneView { track: &track, now: 50 };
        assert_eq!(spans(view), [(0, 15, StateKind::Running), (15, 20, StateKind::Sleeping)]);
        assert_eq!(view.ended(), Some(20));
        assert_eq!(view.totals()[StateKind::Running], 15);
        assert_eq!(view.waited(), []);
    }

    #[test]
    fn the_last_span_grows_until_the_end() {
        let object = ObjectId { pid: 0, number: 4 };
        let mut track = track(&[(5, State::Running), (10, State::Blocked { object })]);
        let view = LaneView { track: &track, now: 30 };
        assert_eq!(spans(view), [(5, 10, StateKind::Running), (10, 30, StateKind::Blocked)]);
        assert!(view.at(29).unwrap().open);
        assert_eq!(view.at(30), None);
        assert_eq!(view.at(4), None);
        assert_eq!(view.waited(), [(object, 20)]);
        track.end(25);
        let view = LaneView { track: &track, now: 30 };
        assert_eq!(view.waited(), [(object, 15)]);
        assert!(!view.at(24).unwrap().open);
    }

    #[test]
    fn sums_of_any_range_are_those_of_its_spans() {
        let states = [State::Running, State::WaitingForGil, State::Sleeping];
        let changes: Vec<_> =
            (0..200usize).map(|turn| (10 + turn as u64 * 3 + turn as u64 % 2, states[turn % 3])).collect();
        let track = track(&changes);
        let view = LaneView { track: &track, now: 650 };
        for (start, end) in [(0, 700), (10, 11), (11, 12), (57, 303), (0, 10), (649, 651), (300, 300)] {
            let mut expected = StateNanos::default();
            for span in view.spans(start..end) {
                expected.add(span.kind(), span.end.min(end) - span.start.max(start));
            }
            assert_eq!(view.nanos(start..end), expected, "{start}..{end}");
        }
        assert_eq!(view.nanos(0..700), view.totals());
    }

    #[test]
    fn samples_sum_up_to_the_range() {
        let states = [State::Running, State::WaitingForGil];
        let mut changes: Vec<_> = (0..5000usize).map(|turn| (turn as u64 * 2, states[turn % 2])).collect();
        changes.push((10_000, State::Sleeping));
        let track = track(&changes);
        let view = LaneView { track: &track, now: 20_000 };
        let mut sum = StateNanos::default();
        let samples = view.sample(0..20_000, 100);
        assert!(samples.len() <= 60);
        for sample in samples {
            match sample {
                Sample::Whole { start, end, span, .. } => sum.add(span.kind(), end - start),
                Sample::Mixed { start, end, nanos } => {
                    assert_eq!(nanos.total(), end - start);
                    sum += nanos;
                }
            }
        }
        assert_eq!(sum, view.totals());
    }
}
