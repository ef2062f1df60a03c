//! Everything that happened, one entry after the other.

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

/// All entries of a recording in order of time.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Log {
    pub entries: Vec<Entry>,
}

impl Log {
    /// Takes time in proportion to the number of events.
    pub fn of(recording: &Recording) -> Log {
        let mut entries = Vec::new();
        let mut add = |at, lane, line, what| entries.push(Entry { at, lane, line, what });
        for process in recording.processes() {
            let main = Lane { pid: process.pid(), tid: 0 };
            add(process.started(), main, 0, What::ProcessStart(process.pid()));
            for lane in recording.lanes_of(process.pid()) {
                add(lane.started(), lane.lane(), 0, What::ThreadStart);
                for span in lane.spans(0..Nanos::MAX) {
                    add(span.start, lane.lane(), span.line, What::State(span.state));
                }
                if let Some(ended) = lane.ended() {
                    add(ended, lane.lane(), 0, What::ThreadEnd);
                }
            }
            if let Some(ended) = process.ended() {
                add(ended, main, 0, What::ProcessEnd(process.pid()));
            }
        }
        for object in recording.objects() {
            let mut owner = None;
            for (at, holder) in object.handovers() {
                let what = if holder.is_some() { What::Acquire(object.id()) } else { What::Release(object.id()) };
                if let Some(lane) = holder.or(owner) {
                    let line = recording.lane(lane).and_then(|lane| lane.at(at)).map_or(0, |span| span.line);
                    add(at, lane, line, what);
                }
                owner = holder;
            }
        }
        for (place, message) in recording.messages().iter().enumerate() {
            let ends = [(message.put, What::Put(place as u32)), (message.get, What::Get(place as u32))];
            for (end, what) in ends {
                if let Some(end) = end {
                    add(end.at, end.lane, end.line, what);
                }
            }
        }
        for arrow in recording.all_arrows() {
            // Starts and messages are told by what they are.
            if !matches!(arrow.kind, ArrowKind::Start | ArrowKind::Message) {
                add(arrow.left, arrow.from, 0, What::Wake(arrow.kind, arrow.to));
            }
        }
        for (place, failure) in recording.failures().iter().enumerate() {
            add(failure.at, failure.lane, failure.line, What::Failure(place as u32));
        }
        // Stable: what happened at one time stays as it was added.
        entries.sort_by_key(|entry| entry.at);
        Log { entries }
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
        let log = Log::of(&recording);
        let what: Vec<What> = log.entries.iter().map(|entry| entry.what).collect();
        assert_eq!(
            what,
            [
                What::ProcessStart(1),
                What::ThreadStart,
                What::State(State::Running),
                What::Acquire(object),
                What::Put(0),
                What::Release(object),
                What::Failure(0),
                What::ThreadEnd,
                What::ProcessEnd(1),
            ]
        );
        assert!(log.entries.is_sorted_by_key(|entry| entry.at));
    }
}
