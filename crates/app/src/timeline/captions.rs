//! What stands inside a span, from the fullest wording to the shortest.

use weft_trace::{ObjectKind, ObjectView, Recording, Span, State};

use super::words::Words;

/// "Thread-1 (download)" is too long for most places: the name without the function.
pub fn brief_name(name: &str) -> &str {
    name.split_once(" (").map_or(name, |(brief, _)| brief)
}

/// What a thread or process that is waited for is called, as above its rows.
fn waited_for<'r>(recording: &'r Recording, object: ObjectView<'r>) -> &'r str {
    let pid = object.name().strip_prefix("process ").and_then(|pid| pid.parse().ok());
    let process = pid.filter(|_| object.kind() == ObjectKind::Process).and_then(|pid| recording.process(pid));
    process.map_or(object.name(), |process| process.name())
}

/// What the span's thread does or waits for, in words: the fullest wording first.
pub fn span_wordings(recording: &Recording, words: Words, span: &Span) -> Vec<String> {
    let object = match span.state {
        State::Blocked { object } => recording.object(object),
        _ => None,
    };
    let Some(object) = object else {
        return vec![words.state(span.kind()).to_owned()];
    };
    let name = waited_for(recording, object);
    let brief = brief_name(name);
    if matches!(object.kind(), ObjectKind::Thread | ObjectKind::Process) {
        return vec![words.waits_for_end(name), words.waits_for_end(brief), words.waits_for(brief)];
    }
    let name = words.object(object);
    let plain = words.waits_for(&name);
    match recording.waits_for(span.state, span.start) {
        Some(holder) => vec![words.waits_for_held(&name, brief_name(holder.name())), plain],
        None => vec![plain],
    }
}

/// The wordings with the duration, then without, then a single word.
pub fn span_captions(recording: &Recording, words: Words, span: &Span) -> Vec<String> {
    let wordings = span_wordings(recording, words, span);
    let duration = words.short(span.nanos());
    // A name may end with a number, which must not run into the duration.
    let between = if matches!(span.state, State::Blocked { .. }) { " · " } else { " " };
    let mut captions: Vec<String> = wordings.iter().map(|wording| format!("{wording}{between}{duration}")).collect();
    captions.extend(wordings);
    captions.push(words.state(span.kind()).to_owned());
    captions.push(words.brief_state(span.kind()).to_owned());
    captions
}

#[cfg(test)]
mod tests {
    use weft_trace::{Event, EventKind, Lane, ObjectId};

    use super::*;
    use crate::language::Language;

    #[test]
    fn captions_say_for_whom_and_get_shorter() {
        let lane = Lane { pid: 1, tid: 0 };
        let object = ObjectId { pid: 1, number: 3 };
        let state = State::Blocked { object };
        let name = "Thread-1 (func2)".to_owned();
        let mut recording = Recording::new();
        recording.push(vec![
            Event { at: 0, lane, kind: EventKind::Object { object, kind: ObjectKind::Thread, name } },
            Event { at: 0, lane, kind: EventKind::State { state, line: 4 } },
        ]);
        recording.finish(2_000_000_000);
        let span = recording.lane(lane).unwrap().at(5).unwrap();
        let captions = span_captions(&recording, Words::new(Language::English), &span);
        assert_eq!(captions[0], "waits for Thread-1 (func2) to end · 2.0 s");
        assert!(captions.contains(&"waits for Thread-1".to_owned()));
        let chinese = span_captions(&recording, Words::new(Language::Chinese), &span);
        assert_eq!(chinese[1], "等待 Thread-1 结束 · 2.0 秒");
    }
}
