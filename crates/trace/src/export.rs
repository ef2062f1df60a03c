//! Recordings for other tools.

mod chrome;
mod csv;

pub use chrome::write_chrome;
pub use csv::write_csv;

use crate::{Nanos, ObjectKind, ObjectView, Recording, Span, State};

/// What a span's thread waits for.
fn awaited<'a>(recording: &'a Recording, span: &Span) -> Option<ObjectView<'a>> {
    match span.state {
        State::Blocked { object } => recording.object(object),
        _ => None,
    }
}

fn kind_name(kind: ObjectKind) -> &'static str {
    match kind {
        ObjectKind::Lock => "lock",
        ObjectKind::RLock => "rlock",
        ObjectKind::Condition => "condition",
        ObjectKind::Semaphore => "semaphore",
        ObjectKind::Event => "event",
        ObjectKind::Barrier => "barrier",
        ObjectKind::Queue => "queue",
        ObjectKind::ProcessQueue => "process_queue",
        ObjectKind::Pipe => "pipe",
        ObjectKind::ProcessLock => "process_lock",
        ObjectKind::Thread => "thread",
        ObjectKind::Process => "process",
        ObjectKind::Input => "input",
        ObjectKind::File => "file",
        ObjectKind::Other => "other",
    }
}

/// The spans of the whole recording.
const ALWAYS: std::ops::Range<Nanos> = 0..Nanos::MAX;
