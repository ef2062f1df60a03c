//! Where the time of a run's threads went, as a table.

use std::fmt::Write;

use weft_trace::{Nanos, Recording, StateKind, Summary};

/// What is printed at the end of a run with `--summary`: a line for each thread, and under it what it waited for.
pub fn report(recording: &Recording) -> String {
    let summary = Summary::of(recording);
    let mut text = format!("weft: {} from start to end\n", milliseconds(summary.duration));
    let columns = [
        ("ran", StateKind::Running),
        ("for the GIL", StateKind::WaitingForGil),
        ("for a core", StateKind::WaitingForCore),
        ("waited", StateKind::Blocked),
        ("slept", StateKind::Sleeping),
        ("I/O", StateKind::Io),
    ];
    // Nobody waits for cores where there are enough, nor for the host where nothing is read.
    let columns: Vec<_> = columns
        .into_iter()
        .filter(|(_, kind)| !matches!(kind, StateKind::WaitingForCore | StateKind::Io) || summary.nanos[*kind] > 0)
        .collect();
    for process in &summary.processes {
        // Writing to a string does not fail.
        let _ = write!(text, "{:<28}", format!("{} {}", process.name, process.pid));
        for (title, _) in &columns {
            let _ = write!(text, "{title:>14}");
        }
        text.push('\n');
        for lane in summary.lanes.iter().filter(|l| l.lane.pid == process.pid) {
            let _ = write!(text, "  {:<26}", lane.name);
            for (_, kind) in &columns {
                let _ = write!(text, "{:>14}", milliseconds(lane.nanos[*kind]));
            }
            text.push('\n');
            for (object, nanos) in &lane.waited {
                let name = recording.object(*object).map_or("?", |o| o.name());
                let _ = writeln!(text, "    {} for {name}", milliseconds(*nanos));
            }
        }
    }
    text
}

fn milliseconds(nanos: Nanos) -> String {
    format!("{:.3} ms", nanos as f64 / 1e6)
}
