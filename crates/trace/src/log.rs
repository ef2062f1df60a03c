//! Everything that happened, one entry after the other.

use std::{cmp::Reverse, collections::BinaryHeap};

use crate::{ArrowKind, Lane, Nanos, ObjectId, Pid, Recording, State};

/// What an entry says. Numbers are places in the recording.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    ProcessStart(Pid),
    ProcessEnd(Pid),
    ThreadStart,
    ThreadEnd,
    /// From here on, until the lane's next one.
    State(State),
    Acquire(ObjectId),
    Release(ObjectId),
    /// The message at that place of [`Recording::messages`].
    Put(u32),
    Get(u32),
    /// One thread woke another.
    Wake(ArrowKind, Lane),
    /// The failure at that place of [`Recording::failures`].
    Failure(u32),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry {
    pub at: Nanos,
    pub lane: Lane,
    /// Of the user's program, from 1; 0 if unknown.
    pub line: u32,
    pub what: What,
}

/// All entries of a finished recording in order of time, made bit by bit: a page has other things to do in between.
#[derive(Debug, Default)]
pub struct Log {
    entries: Vec<Entry>,
    /// What is still to be read, the next one last, and how far that has been read.
    sources: Option<Vec<Source>>,
    read: usize,
    /// What has been read, in pieces that are in order, and how far each has been taken.
    pieces: Vec<(Vec<Entry>, usize)>,
    /// The next entry of each piece by its time.
    next: BinaryHeap<Reverse<(Nanos, usize)>>,
}

/// Where entries come from.
#[derive(Clone, Copy, Debug)]
enum Source {
    ProcessStart(Pid),
    Lane(Lane),
    ProcessEnd(Pid),
    Object(ObjectId),
    Messages,
    Arrows,
    Failures,
}

impl Log {
    /// The entries so far, in order of time.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// Reads or puts in order some `most` entries of the recording, which must be the same each time. Says whether
    /// there is more to do.
    pub fn work(&mut self, recording: &Recording, most: usize) -> bool {
        let sources = self.sources.get_or_insert_with(|| all_sources(recording));
        if let Some(source) = sources.last() {
            let mut piece = Vec::new();
            if add_from(recording, *source, self.read, most, &mut piece) {
                self.read += most;
            } else {
                self.read = 0;
                sources.pop();
            }
            // Stable: what happened at one time stays as it was read.
            piece.sort_by_key(|entry| entry.at);
            if let Some(first) = piece.first() {
                self.next.push(Reverse((first.at, self.pieces.len())));
                self.pieces.push((piece, 0));
            }
            return true;
        }
        for _ in 0..most {
            let Some(Reverse((_, place))) = self.next.pop() else { return false };
            let (piece, taken) = &mut self.pieces[place];
            self.entries.push(piece[*taken]);
            *taken += 1;
            match piece.get(*taken) {
                Some(entry) => self.next.push(Reverse((entry.at, place))),
                None => *piece = Vec::new(),
            }
        }
        !self.next.is_empty()
    }
}

/// The first to be read last.
fn all_sources(recording: &Recording) -> Vec<Source> {
    let mut sources = Vec::new();
    for process in recording.processes() {
        sources.push(Source::ProcessStart(process.pid()));
        sources.extend(recording.lanes_of(process.pid()).map(|lane| Source::Lane(lane.lane())));
        sources.push(Source::ProcessEnd(process.pid()));
    }
    sources.extend(recording.objects().map(|object| Source::Object(object.id())));
    sources.extend([Source::Messages, Source::Arrows, Source::Failures]);
    sources.reverse();
    sources
}

/// Reads `most` things of a source from a place on. Says whether there are more.
fn add_from(recording: &Recording, source: Source, from: usize, most: usize, entries: &mut Vec<Entry>) -> bool {
    let mut add = |at, lane, line, what| entries.push(Entry { at, lane, line, what });
    let until = from + most;
    match source {
        Source::ProcessStart(pid) => {
            if let Some(process) = recording.process(pid) {
                add(process.started(), Lane { pid, tid: 0 }, 0, What::ProcessStart(pid));
            }
            false
        }
        Source::ProcessEnd(pid) => {
            if let Some(ended) = recording.process(pid).and_then(|process| process.ended()) {
                add(ended, Lane { pid, tid: 0 }, 0, What::ProcessEnd(pid));
            }
            false
        }
        Source::Lane(id) => {
            let Some(lane) = recording.lane(id) else { return false };
            if from == 0 {
                add(lane.started(), id, 0, What::ThreadStart);
            }
            // One that takes no time at the very beginning says nothing.
            for span in (from..until).map_while(|index| lane.span(index)).filter(|span| span.end > 0) {
                add(span.start, id, span.line, What::State(span.state));
            }
            if until < lane.span_count() {
                return true;
            }
            if let Some(ended) = lane.ended() {
                add(ended, id, 0, What::ThreadEnd);
            }
            false
        }
        Source::Object(id) => {
            let Some(object) = recording.object(id) else { return false };
            let mut owner = from.checked_sub(1).and_then(|before| object.handovers().nth(before)?.1);
            for (at, holder) in object.handovers().skip(from).take(most) {
                let what = if holder.is_some() { What::Acquire(id) } else { What::Release(id) };
                if let Some(lane) = holder.or(owner) {
                    let line = recording.lane(lane).and_then(|lane| lane.at(at)).map_or(0, |span| span.line);
                    add(at, lane, line, what);
                }
                owner = holder;
            }
            object.handovers().nth(until).is_some()
        }
        Source::Messages => {
            for (place, message) in recording.messages().iter().enumerate().skip(from).take(most) {
                let ends = [(message.put, What::Put(place as u32)), (message.get, What::Get(place as u32))];
                for (end, what) in ends {
                    if let Some(end) = end {
                        add(end.at, end.lane, end.line, what);
                    }
                }
            }
            until < recording.messages().len()
        }
        Source::Arrows => {
            let mut arrows = recording.all_arrows().skip(from);
            for arrow in arrows.by_ref().take(most) {
                // Starts and messages are told by what they are.
                if !matches!(arrow.kind, ArrowKind::Start | ArrowKind::Message) {
                    add(arrow.left, arrow.from, 0, What::Wake(arrow.kind, arrow.to));
                }
            }
            arrows.next().is_some()
        }
        Source::Failures => {
            for (place, failure) in recording.failures().iter().enumerate() {
                add(failure.at, failure.lane, failure.line, What::Failure(place as u32));
            }
            false
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Event, EventKind};

    #[test]
    fn entries_come_in_order_of_time() {
        let lane = Lane { pid: 1, tid: 0 };
        let object = ObjectId { pid: 1, number: 1 };
        let event = |at, kind| Event { at, lane, kind };
        let mut recording = Recording::new();
        recording.push(vec![
            event(0, EventKind::ProcessStart { parent: None, name: "Main".into() }),
            event(0, EventKind::ThreadStart { name: "MainThread".into(), daemon: false, by: None }),
            event(0, EventKind::State { state: State::Running, line: 1 }),
            event(5, EventKind::Acquire { object, line: 2 }),
            event(7, EventKind::Put { object, number: 0, depth: 1, bytes: 0, preview: "1".into(), line: 3 }),
            event(8, EventKind::Release { object, line: 4 }),
            event(9, EventKind::Uncaught { message: "E".into(), line: 5 }),
            event(10, EventKind::ProcessEnd { exit_code: 1 }),
        ]);
        recording.finish(10);
        let expected = [
            What::ProcessStart(1),
            What::ThreadStart,
            What::State(State::Running),
            What::Acquire(object),
            What::Put(0),
            What::Release(object),
            What::Failure(0),
            What::ThreadEnd,
            What::ProcessEnd(1),
        ];
        // Whether it is made at once or bit by bit.
        for most in [1, 2, 3, 1_000] {
            let mut log = Log::default();
            while log.work(&recording, most) {}
            let what: Vec<What> = log.entries().iter().map(|entry| entry.what).collect();
            assert_eq!(what, expected, "{most} at a time");
            assert!(log.entries().is_sorted_by_key(|entry| entry.at));
        }
    }
}
