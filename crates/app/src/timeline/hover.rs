//! What is under the pointer.

use weft_trace::{Arrow, ArrowKind, GilHolder, Lane, LaneView, Nanos, ObjectId, Pid, Recording, StateKind};

use super::captions::span_wordings;
use super::layout::RowKind;
use super::paint::{DrawnArrow, Scene};
use super::words::Words;

/// An arrow is meant within so many CSS pixels.
const REACH: f64 = 5.0;

/// Spans narrower than this, in CSS pixels, are summed up.
const NARROW: f64 = 1.5;

/// An explanation: a heading and facts, each a name and a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tip {
    pub title: String,
    pub facts: Vec<(&'static str, String)>,
}

/// Explains what stands at a point of the canvas.
pub fn explain(scene: &Scene<'_>, arrows: &[DrawnArrow], x: f64, y: f64) -> Option<Tip> {
    let nearest = arrows.iter().map(|drawn| (drawn, drawn.distance(x, y))).min_by(|a, b| a.1.total_cmp(&b.1));
    if let Some((drawn, _)) = nearest.filter(|(_, distance)| *distance <= REACH) {
        return Some(explain_arrow(scene.recording, scene.words, &drawn.arrow));
    }
    let row = scene.layout.at(y - scene.y(0.0))?;
    let on_chart = x >= scene.layout.names;
    let on_bar = (scene.y(row.bar_top())..=scene.y(row.bar_bottom())).contains(&y);
    match row.kind {
        RowKind::Process(pid) => explain_process(scene.recording, scene.words, pid),
        RowKind::Lane(lane) if on_chart && on_bar => explain_lane(scene, lane, x),
        RowKind::Lane(lane) => {
            let view = scene.recording.lane(lane)?;
            Some(Tip { title: view.name().to_owned(), facts: totals(scene.words, view) })
        }
        RowKind::Gil(pid) if on_chart => explain_gil(scene, pid, x),
        RowKind::Depth(id) if on_chart => explain_depth(scene, id, x),
        RowKind::Gil(_) | RowKind::Depth(_) | RowKind::Shared => None,
    }
}

/// A thread by its name, with its process where there are several.
pub fn lane_name(recording: &Recording, lane: Lane) -> String {
    let thread = recording.lane(lane).map_or("?", LaneView::name);
    match recording.process(lane.pid) {
        Some(process) if recording.processes().nth(1).is_some() => format!("{} / {thread}", process.name()),
        _ => thread.to_owned(),
    }
}

/// Threads are told apart by so many colours.
const COLOURS: usize = 8;

/// Which of the colours a thread has, wherever the page shows it. The first threads of processes differ, too.
pub fn thread_place(recording: &Recording, lane: Lane) -> usize {
    let process = recording.processes().position(|process| process.pid() == lane.pid).unwrap_or(0);
    let thread = recording.lanes_of(lane.pid).position(|other| other.lane() == lane).unwrap_or(0);
    (process + thread) % COLOURS
}

fn explain_lane(scene: &Scene<'_>, lane: Lane, x: f64) -> Option<Tip> {
    let (recording, words) = (scene.recording, scene.words);
    let view = recording.lane(lane)?;
    let name = lane_name(recording, lane);
    let at = scene.scale.at(x);
    let Some(span) = view.at(at) else {
        return explain_beyond(recording, words, view, name, at);
    };
    if (span.nanos() as f64) < NARROW * scene.scale.nanos_per_pixel() && !span.open {
        let range = scene.scale.at(x - 0.5)..scene.scale.at(x + 0.5).max(at + 1);
        let nanos = view.nanos(range.clone());
        let mut facts = vec![(words.within(), words.exact(range.end - range.start))];
        let share = |kind| nanos[kind] * 100 / nanos.total().max(1);
        facts.extend(
            StateKind::TIMED
                .into_iter()
                .filter(|kind| nanos[*kind] > 0)
                .map(|kind| (words.state(kind), format!("{} %", share(kind)))),
        );
        return Some(Tip { title: name, facts });
    }
    let wording = span_wordings(recording, words, &span).swap_remove(0);
    let duration = words.exact(span.nanos());
    let duration = if span.open && !recording.finished() { words.so_far(duration) } else { duration };
    let mut facts = vec![(words.since(), words.exact(span.start)), (words.lasted(), duration)];
    if span.line > 0 {
        facts.push((words.line(), span.line.to_string()));
    }
    Some(Tip { title: format!("{name}: {wording}"), facts })
}

/// Before its first span or after its last one.
fn explain_beyond(recording: &Recording, words: Words, view: LaneView<'_>, name: String, at: Nanos) -> Option<Tip> {
    if let Some(ended) = view.ended().filter(|ended| at >= *ended) {
        let mut facts = vec![(words.ended_at(), words.exact(ended))];
        let failure = recording.failures().iter().find(|failure| failure.lane == view.lane());
        facts.extend(failure.map(|failure| (words.uncaught(), failure.message.clone())));
        return Some(Tip { title: name, facts });
    }
    (at >= view.started()).then(|| Tip {
        title: format!("{name}: {}", words.starting()),
        facts: vec![(words.since(), words.exact(view.started()))],
    })
}

/// How long a thread was in each state.
fn totals(words: Words, view: LaneView<'_>) -> Vec<(&'static str, String)> {
    let nanos = view.totals();
    let states = StateKind::TIMED.into_iter().filter(|kind| nanos[*kind] > 0);
    let mut facts: Vec<_> = states.map(|kind| (words.state(kind), words.exact(nanos[kind]))).collect();
    if view.daemon() {
        facts.push((words.daemon(), "✓".to_owned()));
    }
    facts
}

fn explain_process(recording: &Recording, words: Words, pid: Pid) -> Option<Tip> {
    let process = recording.process(pid)?;
    let mut facts = vec![("pid", pid.to_string()), (words.since(), words.exact(process.started()))];
    if let Some(ended) = process.ended() {
        facts.push((words.ended_at(), words.exact(ended)));
    }
    if let Some(code) = process.exit_code() {
        facts.push((words.exit(), code.to_string()));
    }
    Some(Tip { title: process.name().to_owned(), facts })
}

fn explain_gil(scene: &Scene<'_>, pid: Pid, x: f64) -> Option<Tip> {
    let process = scene.recording.process(pid)?;
    let at = scene.scale.at(x);
    if at < process.started() || at >= process.ended().unwrap_or(scene.recording.end()) {
        return None;
    }
    let title = match process.gil_at(at) {
        GilHolder::Nobody => scene.words.gil_free().to_owned(),
        GilHolder::Thread(tid) => {
            scene.words.holds_gil(scene.recording.lane(Lane { pid, tid }).map_or("?", LaneView::name))
        }
        GilHolder::Several(count) => scene.words.at_once(count),
    };
    Some(Tip { title, facts: vec![(scene.words.sent(), scene.words.exact(at))] })
}

fn explain_depth(scene: &Scene<'_>, id: ObjectId, x: f64) -> Option<Tip> {
    let object = scene.recording.object(id)?;
    let at = scene.scale.at(x);
    let facts =
        vec![(scene.words.depth(), object.depth_at(at).to_string()), (scene.words.sent(), scene.words.exact(at))];
    Some(Tip { title: scene.words.object(object), facts })
}

fn explain_arrow(recording: &Recording, words: Words, arrow: &Arrow) -> Tip {
    let message = arrow.message.and_then(|place| recording.message(place));
    let title = match message {
        Some(message) => format!("{} {}: {}", words.arrow(arrow.kind), message.number, message.preview),
        None => words.arrow(arrow.kind).to_owned(),
    };
    let mut facts = vec![
        (words.from(), lane_name(recording, arrow.from)),
        (words.to(), lane_name(recording, arrow.to)),
        (words.sent(), words.exact(arrow.left)),
    ];
    if arrow.arrived > arrow.left {
        facts.push((words.under_way(), words.exact(arrow.arrived - arrow.left)));
    }
    let object = arrow.object.and_then(|object| recording.object(object));
    if let Some(object) = object.filter(|_| arrow.kind != ArrowKind::Join) {
        facts.push((words.through(), words.object(object)));
    }
    if let Some(message) = message.filter(|message| message.bytes > 0) {
        facts.push((words.size(), words.bytes(message.bytes)));
    }
    Tip { title, facts }
}
