//! What a process has recorded: events, and notes that become events when somebody reads them.

use serde::{Deserialize, Serialize};
use weft_trace::{Event, EventKind, Lane, Nanos, ObjectId};
use weft_vm::{Note, Noted, Notes};

/// Events in the order in which they happened. Those that a thread makes most of, locks and messages, are kept as the
/// thread noted them, so that the process that runs spends no time on them: whoever reads them works their times out.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Recorded {
    events: Vec<Event>,
    runs: Vec<Run>,
    notes: Vec<Note>,
    text: String,
}

/// A stretch that one thread ran, with what it noted.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Run {
    /// How many events come before.
    events: usize,
    /// How many notes there are to its end.
    notes: usize,
    stretch: Stretch,
}

/// When and where notes were made.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Stretch {
    pub lane: Lane,
    pub begin: Nanos,
    /// So long did `instructions` take. Under the real clock nobody looked at it in between: each is taken to have
    /// cost the same.
    pub nanos: Nanos,
    pub instructions: u32,
    /// Fuel when it began.
    pub fuel: u32,
}

impl Recorded {
    pub fn is_empty(&self) -> bool {
        self.events.is_empty() && self.notes.is_empty()
    }

    pub(crate) fn event(&mut self, event: Event) {
        self.events.push(event);
    }

    /// Take over what was noted in a stretch that has just ended.
    pub(crate) fn take_notes(&mut self, notes: &mut Notes, stretch: Stretch) {
        self.notes.append(&mut notes.list);
        self.text.push_str(&notes.text);
        notes.text.clear();
        self.runs.push(Run { events: self.events.len(), notes: self.notes.len(), stretch });
    }

    /// What there is, and an empty one with room for as much, for as many are likely to come again.
    pub(crate) fn take(&mut self) -> Recorded {
        let next = Recorded {
            events: Vec::with_capacity(self.events.len()),
            runs: Vec::with_capacity(self.runs.len()),
            notes: Vec::with_capacity(self.notes.len()),
            text: String::with_capacity(self.text.len()),
        };
        std::mem::replace(self, next)
    }

    /// All of it as events.
    pub fn into_events(self) -> Vec<Event> {
        let Recorded { events, runs, notes, text } = self;
        if runs.is_empty() {
            return events;
        }
        let mut all = Vec::with_capacity(events.len() + notes.len());
        let mut events = events.into_iter();
        let (mut taken, mut noted, mut text) = (0, 0, text.as_str());
        for run in runs {
            all.extend(events.by_ref().take(run.events.saturating_sub(taken)));
            taken = run.events;
            for note in notes.get(noted..run.notes).unwrap_or_default() {
                let (preview, rest) = text.split_at_checked(note.preview as usize).unwrap_or_default();
                text = rest;
                all.push(event(note, &run.stretch, preview));
            }
            noted = run.notes;
        }
        all.extend(events);
        all
    }
}

impl From<Vec<Event>> for Recorded {
    fn from(events: Vec<Event>) -> Recorded {
        Recorded { events, ..Recorded::default() }
    }
}

fn event(note: &Note, stretch: &Stretch, preview: &str) -> Event {
    let &Note { number, depth, line, .. } = note;
    let &Stretch { lane, begin, nanos, instructions, fuel } = stretch;
    let done = u64::from(fuel.saturating_sub(note.fuel));
    let at = begin + nanos * done / u64::from(instructions.max(1));
    let object = ObjectId { pid: lane.pid, number: note.object };
    let kind = match note.what {
        Noted::Acquire => EventKind::Acquire { object, line },
        Noted::Release => EventKind::Release { object, line },
        Noted::Put => EventKind::Put { object, number, depth, bytes: 0, preview: preview.to_owned(), line },
        Noted::Get => EventKind::Get { object, number, depth, line },
    };
    Event { at, lane, kind }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn note(what: Noted, fuel: u32, preview: u32) -> Note {
        Note { what, object: 7, line: 3, fuel, number: 0, depth: 1, preview }
    }

    #[test]
    fn notes_become_events_between_those_around_them() {
        let lane = Lane { pid: 1, tid: 2 };
        let other = |at| Event { at, lane, kind: EventKind::ThreadName { name: "t".into() } };
        let mut recorded = Recorded::default();
        recorded.event(other(100));
        let mut notes = Notes::default();
        notes.list.push(note(Noted::Put, 90, 2));
        notes.list.push(note(Noted::Acquire, 50, 0));
        notes.text.push_str("42");
        let stretch = Stretch { lane, begin: 1000, nanos: 3000, instructions: 100, fuel: 100 };
        recorded.take_notes(&mut notes, stretch);
        recorded.event(other(4000));
        notes.list.push(note(Noted::Put, 99, 3));
        notes.text.push_str("'é'");
        notes.list[0].preview = "'é'".len() as u32;
        recorded.take_notes(&mut notes, Stretch { begin: 5000, ..stretch });
        assert!(notes.list.is_empty() && notes.text.is_empty());
        let all = recorded.into_events();
        let times: Vec<Nanos> = all.iter().map(|e| e.at).collect();
        assert_eq!(times, [100, 1300, 2500, 4000, 5030]);
        let object = ObjectId { pid: 1, number: 7 };
        let put = |preview: &str| {
            let preview = preview.to_owned();
            EventKind::Put { object, number: 0, depth: 1, bytes: 0, preview, line: 3 }
        };
        assert_eq!(all[1].kind, put("42"));
        assert_eq!(all[2].kind, EventKind::Acquire { object, line: 3 });
        assert_eq!(all[4].kind, put("'é'"));
    }
}
