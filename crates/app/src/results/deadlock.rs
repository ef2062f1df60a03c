//! A run that can never go on, among its findings.

use weft_session::{Cause, Deadlock};
use weft_trace::{Finding, FindingKind, Lane, Place, Recording, State, Waiting};

/// What there is to say of each of its causes.
pub fn deadlock_findings(report: &Deadlock, recording: &Recording) -> Vec<Finding> {
    report.causes.iter().filter_map(|cause| finding(report, recording, cause)).collect()
}

fn finding(report: &Deadlock, recording: &Recording, cause: &Cause) -> Option<Finding> {
    let (lanes, is_circle): (&[Lane], bool) = match cause {
        Cause::Cycle { lanes } => (lanes, true),
        Cause::TakenTwice { lane } => (std::slice::from_ref(lane), true),
        Cause::NeverReleased { lane, .. } | Cause::NobodyLeft { lane } => (std::slice::from_ref(lane), false),
    };
    let waits: Vec<(Waiting, Place)> = lanes.iter().filter_map(|lane| waiting(report, recording, *lane)).collect();
    let place = waits.iter().map(|(_, place)| *place).max_by_key(|place| place.start)?;
    let waiting = waits.into_iter().map(|(waiting, _)| waiting).collect();
    let kind = if is_circle { FindingKind::Deadlock { waiting } } else { FindingKind::Stuck { waiting } };
    Some(Finding { kind, place: Some(place) })
}

/// What a thread waited for at the end, and where that is in the timeline.
fn waiting(report: &Deadlock, recording: &Recording, lane: Lane) -> Option<(Waiting, Place)> {
    let thread = report.threads.iter().find(|thread| thread.lane == lane)?;
    let track = recording.lane(lane)?;
    // The last to wait did so at the very end: its wait takes no time, and is in no span.
    let last = track.span_count().checked_sub(1).and_then(|last| track.span(last));
    let blocked = last.and_then(|span| match span.state {
        State::Blocked { object } => Some((span.start, object)),
        _ => None,
    });
    let object = thread.waits.object.or(blocked.map(|(_, object)| object))?;
    let start = blocked.map_or(report.at, |(start, _)| start);
    let waiting = Waiting { lane, object, holder: thread.waits.on, line: thread.line };
    Some((waiting, Place { start, end: report.at.max(start), lane: Some(lane), line: thread.line }))
}
