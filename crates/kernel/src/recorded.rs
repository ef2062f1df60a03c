//! What a process has recorded: events, and notes that become events when somebody reads them.

use serde::{Deserialize, Serialize};
use weft_trace::{Event, EventKind, Lane, Nanos, ObjectId};
use weft_vm::{Chunks, Note, Noted, NotedMessage, NotedPreview, Notes};

/// Events in the order in which they happened. Those that a thread makes most of, locks and messages, are kept as the
/// thread noted them, so that the process that runs spends no time on them: whoever reads them works their times out.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Recorded {
    events: Vec<Event>,
    runs: Vec<Run>,
    notes: Chunks<Note>,
    messages: Chunks<NotedMessage>,
    text: String,
    /// Its threads have times of their own: what one did may stand behind what another did a little later.
    own_times: bool,
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
    /// For threads that have times of their own.
    pub(crate) fn of_threads(own_times: bool) -> Recorded {
        Recorded { own_times, ..Recorded::default() }
    }

    pub fn is_empty(&self) -> bool {
        self.events.is_empty() && self.runs.is_empty()
    }

    pub(crate) fn event(&mut self, event: Event) {
        self.events.push(event);
    }

    /// A stretch has just ended. Its notes stay where they are until all is taken.
    pub(crate) fn end_stretch(&mut self, notes: &Notes, stretch: Stretch) {
        self.runs.push(Run { events: self.events.len(), notes: notes.list.len(), stretch });
    }

    /// How many notes are those of stretches that have ended.
    pub(crate) fn noted(&self) -> usize {
        self.runs.last().map_or(0, |run| run.notes)
    }

    /// What there is. What is left has room for as much, for as many are likely to come again.
    pub(crate) fn take(&mut self, notes: &mut Notes) -> Recorded {
        fn next<T>(list: &mut Vec<T>) -> Vec<T> {
            let room = Vec::with_capacity(list.len());
            std::mem::replace(list, room)
        }
        let room = String::with_capacity(notes.text.len());
        Recorded {
            events: next(&mut self.events),
            runs: next(&mut self.runs),
            notes: notes.list.take(),
            messages: notes.messages.take(),
            text: std::mem::replace(&mut notes.text, room),
            own_times: self.own_times,
        }
    }

    /// All of it as events.
    pub fn into_events(self) -> Vec<Event> {
        let own_times = self.own_times;
        let mut all = self.into_told();
        if own_times {
            all.sort_by_key(|event| event.at);
        }
        all
    }

    /// The same in the order in which they were told.
    fn into_told(self) -> Vec<Event> {
        let Recorded { events, runs, notes, messages, text, .. } = self;
        if runs.is_empty() {
            return events;
        }
        let mut all = Vec::with_capacity(events.len() + notes.len());
        let mut events = events.into_iter();
        let (mut notes, mut messages) = (notes.into_iter(), messages.into_iter());
        let (mut taken, mut noted, mut text) = (0, 0, text.as_str());
        for run in runs {
            all.extend(events.by_ref().take(run.events.saturating_sub(taken)));
            taken = run.events;
            for note in notes.by_ref().take(run.notes.saturating_sub(noted)) {
                all.push(event(note, &run.stretch, &mut messages, &mut text));
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

/// What a note tells. If it is of a message, that is the next of `messages`, and its preview is where `text` begins.
fn event(note: Note, stretch: &Stretch, messages: &mut impl Iterator<Item = NotedMessage>, text: &mut &str) -> Event {
    let Note { line, .. } = note;
    let &Stretch { lane, begin, nanos, instructions, fuel } = stretch;
    let done = u64::from(fuel.saturating_sub(note.fuel));
    let at = begin + nanos * done / u64::from(instructions.max(1));
    let object = ObjectId { pid: lane.pid, number: note.object };
    let missing = NotedMessage { number: 0, depth: 0, preview: NotedPreview::None };
    let mut message = || messages.next().unwrap_or(missing);
    let kind = match note.what {
        Noted::Acquire => EventKind::Acquire { object, line },
        Noted::Release => EventKind::Release { object, line },
        Noted::Put => {
            let NotedMessage { number, depth, preview } = message();
            let preview = match preview {
                NotedPreview::None => String::new(),
                NotedPreview::Int(value) => value.to_string(),
                NotedPreview::Text(bytes) => {
                    let (preview, rest) = text.split_at_checked(bytes as usize).unwrap_or_default();
                    *text = rest;
                    preview.to_owned()
                }
            };
            EventKind::Put { object, number, depth, bytes: 0, preview, line }
        }
        Noted::Get => {
            let NotedMessage { number, depth, .. } = message();
            EventKind::Get { object, number, depth, line }
        }
    };
    Event { at, lane, kind }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn note(notes: &mut Notes, what: Noted, fuel: u32, preview: &str) {
        notes.list.push(Note { what, object: 7, line: 3, fuel });
        if what == Noted::Put {
            let kept = match preview.parse() {
                Ok(value) => NotedPreview::Int(value),
                Err(_) => NotedPreview::Text(preview.len() as u32),
            };
            notes.messages.push(NotedMessage { number: 0, depth: 1, preview: kept });
            if matches!(kept, NotedPreview::Text(_)) {
                notes.text.push_str(preview);
            }
        }
    }

    #[test]
    fn notes_become_events_between_those_around_them() {
        let lane = Lane { pid: 1, tid: 2 };
        let other = |at| Event { at, lane, kind: EventKind::ThreadName { name: "t".into() } };
        let mut recorded = Recorded::default();
        recorded.event(other(100));
        let mut notes = Notes::default();
        note(&mut notes, Noted::Put, 90, "42");
        note(&mut notes, Noted::Acquire, 50, "");
        let stretch = Stretch { lane, begin: 1000, nanos: 3000, instructions: 100, fuel: 100 };
        recorded.end_stretch(&notes, stretch);
        recorded.event(other(4000));
        note(&mut notes, Noted::Put, 99, "'é'");
        recorded.end_stretch(&notes, Stretch { begin: 5000, ..stretch });
        let all = recorded.take(&mut notes).into_events();
        assert!(recorded.is_empty() && notes.list.is_empty() && notes.text.is_empty());
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
