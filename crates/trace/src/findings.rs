//! What a reader should know of a run: who waited for what, what was too much, what went wrong. The page puts it
//! into words.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{Concurrency, Lane, Nanos, ObjectId, ObjectKind, Recording, Span, State, StateKind};

/// Where to look.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    pub start: Nanos,
    pub end: Nanos,
    pub lane: Option<Lane>,
    /// Of the user's program, from 1; 0 if unknown.
    pub line: u32,
}

/// A thread that can never go on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Waiting {
    pub lane: Lane,
    pub object: ObjectId,
    /// Of the lock that it waits for.
    pub holder: Option<Lane>,
    pub line: u32,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Finding {
    pub kind: FindingKind,
    pub place: Option<Place>,
}

/// Shares are from 0 to 1.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum FindingKind {
    /// These wait for each other: each for a lock that the next one holds. Whoever runs the program knows of it, and
    /// says so; a recording alone does not tell it from a run that was stopped.
    Deadlock { waiting: Vec<Waiting> },
    /// At the end these waited for something that nobody could do any more; likewise.
    Stuck { waiting: Vec<Waiting> },
    /// An exception that nobody caught ended a thread.
    Uncaught { lane: Lane, message: String },
    /// So many threads and processes with much to do kept so many cores busy, on average.
    RanAtOnce { workers: usize, busy: f64 },
    /// So many threads had much to do, and one at a time ran.
    TookTurns { workers: usize },
    /// The thread waited for the GIL for that share of its time.
    GilWait { lane: Lane, share: f64, nanos: Nanos },
    /// The thread came back from waiting so many times, and stood in line for the GIL each time, on average for so
    /// long, behind a thread that computes.
    GilConvoy { lane: Lane, times: usize, mean: Nanos },
    /// Threads stood in line for a lock: so many of them, for so long together.
    LockConvoy { object: ObjectId, waiters: usize, nanos: Nanos },
    /// Threads waited in `put` for that share of the run: the consumers are the slow side.
    QueueFull { object: ObjectId, share: f64 },
    /// Threads waited in `get` for that share of the run: the producers are the slow side.
    QueueEmpty { object: ObjectId, share: f64 },
    /// So many of the workers had next to nothing to do while others had much.
    IdleWorkers { idle: usize, of: usize },
    /// More threads or processes wanted to run than there are cores.
    MoreWorkersThanCores { workers: usize, cores: u32 },
    /// Nobody ran for that share of the run.
    NobodyRan { share: f64 },
}

/// Less than this of the run is not worth a sentence.
const NOTABLE: f64 = 0.25;
/// A thread that ran for this share of the run, or wanted to, had much to do.
const MUCH: f64 = 0.3;
/// One that ran for less than this had next to nothing to do.
const LITTLE: f64 = 0.08;
/// Waits shorter than this, in nanoseconds, are not felt.
const FELT: Nanos = 1_000_000;
/// So often must something happen to be called a habit.
const HABIT: usize = 5;

/// What there is to say of a finished recording, the gravest first. `cores` are those of the machine that ran it.
pub fn findings(recording: &Recording, cores: u32) -> Vec<Finding> {
    let mut found = Vec::new();
    if recording.is_empty() || recording.end() == 0 {
        return found;
    }
    failures(recording, &mut found);
    let concurrency = Concurrency::of(recording);
    workers(recording, &concurrency, cores, &mut found);
    gil(recording, &mut found);
    objects(recording, &mut found);
    lost_time(recording, &concurrency, &mut found);
    found
}

fn place(span: Span, lane: Lane) -> Place {
    Place { start: span.start, end: span.end, lane: Some(lane), line: span.line }
}

fn failures(recording: &Recording, found: &mut Vec<Finding>) {
    for failure in recording.failures() {
        let place = Place { start: failure.at, end: failure.at, lane: Some(failure.lane), line: failure.line };
        let kind = FindingKind::Uncaught { lane: failure.lane, message: failure.message.clone() };
        found.push(Finding { kind, place: Some(place) });
    }
}

fn workers(recording: &Recording, concurrency: &Concurrency, cores: u32, found: &mut Vec<Finding>) {
    let end = recording.end() as f64;
    // What the first thread did before there were others, imports for one, it did not share with them.
    let started = recording.lanes().filter(|lane| lane.started_by().is_some()).map(|lane| lane.started()).min();
    let shared = started.unwrap_or(0)..recording.end();
    let whole = (shared.end - shared.start).max(1) as f64;
    let (mut busy, mut idle, mut hired) = (Vec::new(), Vec::new(), 0);
    for lane in recording.lanes() {
        let nanos = lane.nanos(shared.clone());
        let wanting = [StateKind::Running, StateKind::WaitingForGil, StateKind::WaitingForCore];
        let wanted = wanting.map(|kind| nanos[kind] as f64).iter().sum::<f64>() / whole;
        if wanted >= MUCH {
            busy.push((lane.lane(), nanos[StateKind::Running] as f64));
        }
        if lane.started_by().is_some() {
            hired += 1;
            if wanted < LITTLE && (lane.end() - lane.started()) as f64 >= end * 0.5 {
                idle.push(lane);
            }
        }
    }
    // Who only stood in line, to start the next of the others for one, had not much to do.
    let mean = busy.iter().map(|(_, ran)| ran).sum::<f64>() / busy.len().max(1) as f64;
    let is_hired = |lane| recording.lane(lane).is_some_and(|lane| lane.started_by().is_some());
    let busy = busy.into_iter().filter(|(lane, ran)| is_hired(*lane) || *ran >= mean / 4.0);
    let busy: Vec<Lane> = busy.map(|(lane, _)| lane).collect();
    let average = concurrency.work() as f64 / end;
    if busy.len() >= 2 {
        let kind = if concurrency.peak() >= 2 && average > 1.15 {
            FindingKind::RanAtOnce { workers: busy.len(), busy: average }
        } else {
            FindingKind::TookTurns { workers: busy.len() }
        };
        found.push(Finding { kind, place: None });
    }
    if busy.len() > cores as usize && concurrency.peak() >= cores && concurrency.peak() > 1 {
        found.push(Finding { kind: FindingKind::MoreWorkersThanCores { workers: busy.len(), cores }, place: None });
    }
    let some_busy = busy.iter().any(|lane| is_hired(*lane));
    if let Some(first) = idle.first().filter(|_| some_busy && hired >= 2) {
        let longest = longest(recording, first.lane(), |state| matches!(state, State::Blocked { .. }));
        let kind = FindingKind::IdleWorkers { idle: idle.len(), of: hired };
        found.push(Finding { kind, place: longest.map(|span| place(span, first.lane())) });
    }
}

fn longest(recording: &Recording, lane: Lane, wanted: impl Fn(State) -> bool) -> Option<Span> {
    let spans = recording.lane(lane)?.spans(0..Nanos::MAX);
    spans.filter(|span| wanted(span.state)).max_by_key(Span::nanos)
}

fn gil(recording: &Recording, found: &mut Vec<Finding>) {
    for lane in recording.lanes() {
        let nanos = lane.totals();
        let waited = nanos[StateKind::WaitingForGil];
        let share = waited as f64 / nanos.total().max(1) as f64;
        let place_of_wait = || {
            let span = longest(recording, lane.lane(), |state| state == State::WaitingForGil)?;
            Some(place(span, lane.lane()))
        };
        // Came back from elsewhere and had to stand in line, instead of being put back in the middle of its work.
        let (mut times, mut sum, mut before) = (0, 0, None);
        for span in lane.spans(0..Nanos::MAX) {
            let came_back = matches!(before, Some(StateKind::Sleeping | StateKind::Io | StateKind::Blocked));
            if span.state == State::WaitingForGil && came_back && span.nanos() >= FELT {
                times += 1;
                sum += span.nanos();
            }
            before = Some(span.kind());
        }
        if times >= HABIT && sum * 2 > waited {
            let kind = FindingKind::GilConvoy { lane: lane.lane(), times, mean: sum / times as u64 };
            found.push(Finding { kind, place: place_of_wait() });
        } else if share >= NOTABLE && waited >= FELT {
            let kind = FindingKind::GilWait { lane: lane.lane(), share, nanos: waited };
            found.push(Finding { kind, place: place_of_wait() });
        }
    }
}

/// Time that threads waited for one object.
#[derive(Default)]
struct Waits {
    nanos: Nanos,
    /// Of it, in `put`.
    full: Nanos,
    lanes: Vec<Lane>,
    longest: Option<(Span, Lane)>,
}

fn objects(recording: &Recording, found: &mut Vec<Finding>) {
    let mut waits: BTreeMap<ObjectId, Waits> = BTreeMap::new();
    for lane in recording.lanes() {
        for span in lane.spans(0..Nanos::MAX) {
            let State::Blocked { object } = span.state else { continue };
            let Some(view) = recording.object(object) else { continue };
            let wait = waits.entry(object).or_default();
            wait.nanos += span.nanos();
            if view.depth_at(span.start) > 0 {
                wait.full += span.nanos();
            }
            if !wait.lanes.contains(&lane.lane()) {
                wait.lanes.push(lane.lane());
            }
            if wait.longest.is_none_or(|(longest, _)| span.nanos() > longest.nanos()) {
                wait.longest = Some((span, lane.lane()));
            }
        }
    }
    let end = recording.end() as f64;
    for (object, wait) in waits {
        let Some(view) = recording.object(object) else { continue };
        let place = wait.longest.map(|(span, lane)| place(span, lane));
        let share = |nanos: Nanos| (nanos as f64 / end).min(1.0);
        let kind = match view.kind() {
            ObjectKind::Queue | ObjectKind::ProcessQueue | ObjectKind::Pipe => {
                let empty = wait.nanos - wait.full;
                if share(wait.full) >= NOTABLE {
                    FindingKind::QueueFull { object, share: share(wait.full) }
                } else if share(empty) >= NOTABLE && !view.depths().is_empty() {
                    FindingKind::QueueEmpty { object, share: share(empty) }
                } else {
                    continue;
                }
            }
            ObjectKind::Lock | ObjectKind::RLock | ObjectKind::ProcessLock | ObjectKind::Semaphore
                if wait.lanes.len() >= 2
                    && wait.nanos as f64 >= end * NOTABLE
                    && view.holder_at(wait_start(&wait)).is_some() =>
            {
                FindingKind::LockConvoy { object, waiters: wait.lanes.len(), nanos: wait.nanos }
            }
            _ => continue,
        };
        found.push(Finding { kind, place });
    }
}

fn wait_start(wait: &Waits) -> Nanos {
    wait.longest.map_or(0, |(span, _)| span.start)
}

fn lost_time(recording: &Recording, concurrency: &Concurrency, found: &mut Vec<Finding>) {
    let share = concurrency.idle() as f64 / recording.end() as f64;
    if let Some((start, end)) = concurrency.longest_idle().filter(|_| share >= NOTABLE) {
        let place = Place { start, end, lane: None, line: 0 };
        found.push(Finding { kind: FindingKind::NobodyRan { share }, place: Some(place) });
    }
}

#[cfg(test)]
mod tests;
