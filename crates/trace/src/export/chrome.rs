//! Chrome's trace event format, which Perfetto and chrome://tracing open.
//!
//! The format is documented in "Trace Event Format" (Google, document
//! 1CvAClvFfyA5R-PhYUmn5OOQtYMH4h6I0nSsKchNAySU). Times are microseconds.

use std::io::{self, Write};

use serde::Serialize;

use super::{ALWAYS, awaited, kind_name};
use crate::{Arrow, ArrowKind, Lane, LaneView, Nanos, Pid, Recording, Span, Tid};

/// Writes the recording as a JSON object: names and order of processes and threads, a slice a span,
/// flows for starts, joins, wake-ups and messages, a counter for the depth of each queue, an instant
/// for each uncaught exception.
///
/// # Errors
/// Those of `out`.
pub fn write_chrome(recording: &Recording, out: &mut impl Write) -> io::Result<()> {
    out.write_all(b"{\"displayTimeUnit\":\"ms\",\"traceEvents\":[\n")?;
    let mut list = List { out, first: true };
    for (place, process) in recording.processes().enumerate() {
        let pid = process.pid();
        list.add(&Metadata::name("process_name", pid, 0, process.name()))?;
        list.add(&Metadata::place("process_sort_index", pid, 0, place))?;
        for (place, lane) in recording.lanes_of(pid).enumerate() {
            let tid = lane.lane().tid;
            list.add(&Metadata::name("thread_name", pid, tid, lane.name()))?;
            list.add(&Metadata::place("thread_sort_index", pid, tid, place))?;
        }
    }
    for lane in recording.lanes() {
        add_slices(&mut list, recording, lane)?;
    }
    for (id, arrow) in recording.all_arrows().enumerate() {
        add_flow(&mut list, recording, id, &arrow)?;
    }
    let root = recording.processes().next().map_or(0, |process| process.pid());
    for object in recording.objects() {
        // Pid 0 stands for objects between processes; other tools take it for a process of its own.
        let pid = if object.id().pid == 0 { root } else { object.id().pid };
        let name = format!("{} {}", object.name(), object.id().number);
        for change in object.depths() {
            let args = DepthArgs { depth: change.depth };
            list.add(&Counter { ph: "C", name: &name, ts: micros(change.at), pid, args })?;
        }
    }
    for failure in recording.failures() {
        list.add(&Instant {
            ph: "i",
            s: "t",
            name: &failure.message,
            ts: micros(failure.at),
            place: Place::of(failure.lane),
            args: LineArgs { line: failure.line },
        })?;
    }
    out.write_all(b"\n]}\n")
}

fn add_slices(list: &mut List<'_, impl Write>, recording: &Recording, lane: LaneView<'_>) -> io::Result<()> {
    for span in lane.spans(ALWAYS) {
        let object = awaited(recording, &span);
        list.add(&Slice {
            ph: "X",
            name: span.kind().name(),
            cat: "state",
            ts: micros(span.start),
            dur: micros(span.nanos()),
            place: Place::of(lane.lane()),
            args: SliceArgs {
                line: Some(span.line).filter(|line| *line > 0),
                object: object.map(|object| object.name()),
                object_kind: object.map(|object| kind_name(object.kind())),
            },
        })?;
    }
    Ok(())
}

/// A flow begins and ends within slices, else it is not drawn.
fn add_flow(list: &mut List<'_, impl Write>, recording: &Recording, id: usize, arrow: &Arrow) -> io::Result<()> {
    let (Some(from), Some(to)) = (recording.lane(arrow.from), recording.lane(arrow.to)) else {
        return Ok(());
    };
    let (Some(left), Some(arrived)) = (slice_at_or_before(from, arrow.left), slice_at_or_after(to, arrow.arrived))
    else {
        return Ok(());
    };
    let message = arrow.message.and_then(|place| recording.message(place));
    let flow = |ph, bp, at: Nanos, place| Flow {
        ph,
        bp,
        name: match arrow.kind {
            ArrowKind::Start => "start",
            ArrowKind::Join => "join",
            ArrowKind::Release => "release",
            ArrowKind::Notify => "notify",
            ArrowKind::Room => "room",
            ArrowKind::Message => "message",
        },
        cat: "flow",
        id,
        ts: micros(at),
        place: Place::of(place),
        args: FlowArgs {
            object: arrow.object.and_then(|object| recording.object(object)).map(|object| object.name()),
            number: message.map(|message| message.number),
            preview: message.map(|message| message.preview.as_str()),
        },
    };
    list.add(&flow("s", None, left, arrow.from))?;
    // "e": bound to the slice that encloses it, not to the next one.
    list.add(&flow("f", Some("e"), arrived, arrow.to))
}

/// `at`, or the last nanosecond of the slices before it.
fn slice_at_or_before(lane: LaneView<'_>, at: Nanos) -> Option<Nanos> {
    let first: Span = lane.span(0)?;
    (at >= first.start && lane.end() > first.start).then(|| at.min(lane.end() - 1))
}

/// `at`, or the first nanosecond of the slices after it; the last one for an arrival at the very end.
fn slice_at_or_after(lane: LaneView<'_>, at: Nanos) -> Option<Nanos> {
    let first: Span = lane.span(0)?;
    (lane.end() > first.start).then(|| at.max(first.start).min(lane.end() - 1))
}

struct List<'a, W> {
    out: &'a mut W,
    first: bool,
}

impl<W: Write> List<'_, W> {
    fn add(&mut self, event: &impl Serialize) -> io::Result<()> {
        if !self.first {
            self.out.write_all(b",\n")?;
        }
        self.first = false;
        serde_json::to_writer(&mut *self.out, event).map_err(io::Error::from)
    }
}

fn micros(nanos: Nanos) -> f64 {
    nanos as f64 / 1000.0
}

#[derive(Serialize)]
struct Place {
    pid: Pid,
    tid: Tid,
}

impl Place {
    fn of(lane: Lane) -> Place {
        Place { pid: lane.pid, tid: lane.tid }
    }
}

#[derive(Serialize)]
struct Metadata<'a> {
    ph: &'static str,
    name: &'static str,
    #[serde(flatten)]
    place: Place,
    args: MetadataArgs<'a>,
}

#[derive(Serialize)]
struct MetadataArgs<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    sort_index: Option<usize>,
}

impl<'a> Metadata<'a> {
    fn name(kind: &'static str, pid: Pid, tid: Tid, name: &'a str) -> Metadata<'a> {
        let args = MetadataArgs { name: Some(name), sort_index: None };
        Metadata { ph: "M", name: kind, place: Place { pid, tid }, args }
    }

    fn place(kind: &'static str, pid: Pid, tid: Tid, place: usize) -> Metadata<'a> {
        let args = MetadataArgs { name: None, sort_index: Some(place) };
        Metadata { ph: "M", name: kind, place: Place { pid, tid }, args }
    }
}

#[derive(Serialize)]
struct Slice<'a> {
    ph: &'static str,
    name: &'static str,
    cat: &'static str,
    ts: f64,
    dur: f64,
    #[serde(flatten)]
    place: Place,
    args: SliceArgs<'a>,
}

#[derive(Serialize)]
struct SliceArgs<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    object: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    object_kind: Option<&'static str>,
}

#[derive(Serialize)]
struct Flow<'a> {
    ph: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    bp: Option<&'static str>,
    name: &'static str,
    cat: &'static str,
    id: usize,
    ts: f64,
    #[serde(flatten)]
    place: Place,
    args: FlowArgs<'a>,
}

#[derive(Serialize)]
struct FlowArgs<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    object: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    number: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    preview: Option<&'a str>,
}

#[derive(Serialize)]
struct Counter<'a> {
    ph: &'static str,
    name: &'a str,
    ts: f64,
    pid: Pid,
    args: DepthArgs,
}

#[derive(Serialize)]
struct DepthArgs {
    depth: u32,
}

#[derive(Serialize)]
struct Instant<'a> {
    ph: &'static str,
    /// Scope: the thread.
    s: &'static str,
    name: &'a str,
    ts: f64,
    #[serde(flatten)]
    place: Place,
    args: LineArgs,
}

#[derive(Serialize)]
struct LineArgs {
    line: u32,
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;
    use crate::{Event, EventKind, ObjectId, ObjectKind, State, WakeCause};

    #[test]
    fn everything_is_there_with_times_in_microseconds() {
        let (a, b) = (Lane { pid: 10, tid: 0 }, Lane { pid: 11, tid: 0 });
        let queue = ObjectId { pid: 0, number: 1 };
        let event = |at, lane, kind| Event { at, lane, kind };
        let state = |at, lane, state| event(at, lane, EventKind::State { state, line: 5 });
        let thread = |at, lane, name: &str| {
            event(at, lane, EventKind::ThreadStart { name: name.into(), daemon: false, by: None })
        };
        let object = EventKind::Object { object: queue, kind: ObjectKind::ProcessQueue, name: "q \"1\"".into() };
        let preview = "\u{1}'x'".to_owned();
        let mut recording = Recording::new();
        recording.push(vec![
            event(0, a, EventKind::ProcessStart { parent: None, name: "MainProcess".into() }),
            thread(0, a, "MainThread"),
            state(0, a, State::Running),
            event(0, a, object),
            event(500, a, EventKind::Wake { to: b, cause: WakeCause::Start, object: None }),
            event(1500, a, EventKind::Put { object: queue, number: 0, depth: 1, bytes: 1, preview, line: 6 }),
            event(2000, a, EventKind::Uncaught { message: "ValueError".into(), line: 9 }),
            thread(600, b, "MainThread"),
            state(700, b, State::Blocked { object: queue }),
            event(1800, b, EventKind::Get { object: queue, number: 0, depth: 0, line: 2 }),
            state(1800, b, State::Running),
        ]);
        recording.finish(2000);
        let mut json = Vec::new();
        write_chrome(&recording, &mut json).unwrap();
        let trace: Value = serde_json::from_slice(&json).unwrap();
        let events = trace["traceEvents"].as_array().unwrap();
        let with = |ph: &str, name: &str| -> Vec<&Value> {
            events.iter().filter(|event| event["ph"] == ph && event["name"] == name).collect()
        };
        assert_eq!(with("M", "process_name")[0]["args"]["name"], "MainProcess");
        assert_eq!(with("M", "thread_name").len(), 2);
        let blocked = with("X", "blocked")[0];
        assert_eq!((&blocked["ts"], &blocked["dur"]), (&Value::from(0.7), &Value::from(1.1)));
        assert_eq!(blocked["args"]["object"], "q \"1\"");
        assert_eq!(blocked["args"]["line"], 5);
        let (s, f) = (with("s", "message")[0], with("f", "message")[0]);
        assert_eq!((&s["pid"], &s["ts"]), (&Value::from(10), &Value::from(1.5)));
        assert_eq!((&f["pid"], &f["ts"], &f["bp"]), (&Value::from(11), &Value::from(1.8), &Value::from("e")));
        assert_eq!(s["id"], f["id"]);
        // The new process is heard of before its first slice: the flow must end within that.
        assert_eq!(with("f", "start")[0]["ts"], 0.7);
        let depths: Vec<_> = with("C", "q \"1\" 1").iter().map(|event| &event["args"]["depth"]).collect();
        assert_eq!(depths, [1, 0]);
        assert_eq!(with("i", "ValueError")[0]["ts"], 2.0);
    }

    #[test]
    fn an_empty_recording_is_valid_json_too() {
        let mut json = Vec::new();
        write_chrome(&Recording::new(), &mut json).unwrap();
        let trace: Value = serde_json::from_slice(&json).unwrap();
        assert_eq!(trace["traceEvents"], Value::Array(Vec::new()));
    }
}
