//! A run's events, sorted by what a chart asks for.

mod arrows;
mod messages;
mod numbers;
mod objects;
mod pieces;
mod process;
mod sorted;
mod track;

use std::ops::Range;

pub use arrows::{Arrow, ArrowKind, Arrows};
pub use messages::{Message, MessageEnd};
pub use objects::{Depth, ObjectView};
pub use process::{GilHolder, GilSample, ProcessView};
pub use track::{LaneView, Sample, Span};

use crate::{Event, EventKind, Lane, Nanos, ObjectId, Pid, State, WakeCause};
use arrows::ArrowList;
use messages::Messages;
use numbers::NumberMap;
use objects::Objects;
use process::Process;
use track::Track;

/// An exception that nobody caught ended a thread.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    pub lane: Lane,
    pub at: Nanos,
    pub message: String,
    /// Of the user's program, from 1; 0 if unknown.
    pub line: u32,
}

/// All that is known of a run so far. Grows by [`Recording::push`]; the events of one process must
/// come in order of time, those of different processes may come in any order.
#[derive(Default)]
pub struct Recording {
    tracks: Vec<Track>,
    track_of: NumberMap<Lane, usize>,
    processes: Vec<Process>,
    process_of: NumberMap<Pid, usize>,
    /// Indices of processes in the order of display.
    order: Vec<usize>,
    /// A process or thread came that is not in its place of the order yet.
    unordered: bool,
    objects: Objects,
    messages: Messages,
    message_arrows: ArrowList,
    join_arrows: ArrowList,
    wake_arrows: ArrowList,
    /// `start()` calls whose thread has not been heard of yet.
    starts: NumberMap<Lane, (Lane, Nanos)>,
    failures: Vec<Failure>,
    /// When the last event happened.
    last: Nanos,
    /// How far the recording reaches: until `last` or later.
    end: Nanos,
    finished: bool,
    events: usize,
}

/// Times beyond this (104 days) are taken as this, so that sums of damaged traces do not overflow
/// and times stay whole numbers in JavaScript.
const LATEST: Nanos = 1 << 53;

/// So many joins are shown a column.
const JOINS_EACH: usize = 16;

impl Recording {
    pub fn new() -> Recording {
        Recording::default()
    }

    /// Adds a batch of events.
    pub fn push(&mut self, events: Vec<Event>) {
        self.events += events.len();
        for event in events {
            self.add(event);
        }
        self.objects.settle();
        self.message_arrows.settle();
        self.join_arrows.settle();
        self.wake_arrows.settle();
        if self.unordered {
            self.sort();
        }
    }

    /// Time has come to `now` though nothing may have happened: open spans reach until there.
    pub fn advance(&mut self, now: Nanos) {
        if !self.finished {
            self.end = self.end.max(now.min(LATEST));
        }
    }

    /// The run is over: what is still open ends at `at`, or with the last event if that is later. What
    /// [`Recording::advance`] said is forgotten; it may have been a guess.
    pub fn finish(&mut self, at: Nanos) {
        self.end = self.last.max(at.min(LATEST));
        self.finished = true;
        for track in &mut self.tracks {
            track.end(self.end);
        }
        for process in &mut self.processes {
            process.end(self.end);
            process.ended.get_or_insert(self.end);
        }
    }

    /// Whether [`Recording::finish`] was called.
    pub fn finished(&self) -> bool {
        self.finished
    }

    /// Nothing has happened yet.
    pub fn is_empty(&self) -> bool {
        self.tracks.is_empty()
    }

    /// How far the recording reaches; it begins at 0.
    pub fn end(&self) -> Nanos {
        self.end
    }

    pub fn event_count(&self) -> usize {
        self.events
    }

    /// In order of display: by start, then by pid.
    pub fn processes(&self) -> impl Iterator<Item = ProcessView<'_>> {
        self.order.iter().map(|index| self.process_view(&self.processes[*index]))
    }

    pub fn process(&self, pid: Pid) -> Option<ProcessView<'_>> {
        self.process_of.get(&pid).map(|index| self.process_view(&self.processes[*index]))
    }

    /// In order of display: by process, within it by start, then by tid.
    pub fn lanes(&self) -> impl Iterator<Item = LaneView<'_>> {
        self.order.iter().flat_map(|index| self.process_lanes(&self.processes[*index]))
    }

    /// The lanes of one process in order of display.
    pub fn lanes_of(&self, pid: Pid) -> impl Iterator<Item = LaneView<'_>> {
        self.process_of.get(&pid).into_iter().flat_map(|index| self.process_lanes(&self.processes[*index]))
    }

    pub fn lane(&self, lane: Lane) -> Option<LaneView<'_>> {
        self.track_of.get(&lane).map(|index| LaneView { track: &self.tracks[*index], now: self.end })
    }

    pub fn object(&self, id: ObjectId) -> Option<ObjectView<'_>> {
        self.objects.get(id)
    }

    /// In the order in which they were first heard of.
    pub fn objects(&self) -> impl Iterator<Item = ObjectView<'_>> {
        self.objects.all()
    }

    /// A message by its place in [`Arrow::message`].
    pub fn message(&self, place: u32) -> Option<&Message> {
        self.messages.all().get(place as usize)
    }

    /// All messages in the order in which they were first heard of.
    pub fn messages(&self) -> &[Message] {
        self.messages.all()
    }

    /// Exceptions that nobody caught.
    pub fn failures(&self) -> &[Failure] {
        &self.failures
    }

    /// The arrows that have a part within `range`, so few that a view of so many columns stays
    /// readable: all starts, of joins at most 16 a column, of each other sort one.
    pub fn arrows(&self, range: Range<Nanos>, columns: u32) -> Arrows {
        let mut arrows = Arrows::default();
        arrows.shown.extend(self.start_arrows().filter(|arrow| arrow.left < range.end && arrow.arrived >= range.start));
        // Joins are few and tell much.
        self.join_arrows.thinned(range.clone(), columns, JOINS_EACH, &mut arrows);
        self.message_arrows.thinned(range.clone(), columns, 1, &mut arrows);
        self.wake_arrows.thinned(range, columns, 1, &mut arrows);
        arrows
    }

    /// Every arrow: starts, joins, messages, other wake-ups; each sort by arrival.
    pub fn all_arrows(&self) -> impl Iterator<Item = Arrow> {
        let lists = [&self.join_arrows, &self.message_arrows, &self.wake_arrows];
        self.start_arrows().chain(lists.into_iter().flat_map(|list| list.all().iter().copied()))
    }

    fn start_arrows(&self) -> impl Iterator<Item = Arrow> {
        self.lanes().filter_map(|lane| {
            let (from, left) = lane.started_by()?;
            Some(Arrow {
                kind: ArrowKind::Start,
                from,
                left: left.min(lane.started()),
                to: lane.lane(),
                arrived: lane.started(),
                object: None,
                message: None,
            })
        })
    }

    fn process_view<'a>(&'a self, process: &'a Process) -> ProcessView<'a> {
        ProcessView { process, now: self.end }
    }

    fn process_lanes<'a>(&'a self, process: &'a Process) -> impl Iterator<Item = LaneView<'a>> {
        process.tracks.iter().map(|index| LaneView { track: &self.tracks[*index], now: self.end })
    }

    fn add(&mut self, event: Event) {
        let Event { at, lane, kind } = event;
        let at = at.min(LATEST);
        self.last = self.last.max(at);
        self.end = self.end.max(at);
        match kind {
            EventKind::ProcessStart { parent, name } => {
                let index = self.process_index(lane.pid, at);
                let process = &mut self.processes[index];
                process.parent = parent;
                process.name = name;
                process.started = at;
                self.unordered = true;
            }
            EventKind::ProcessName { name } => {
                let index = self.process_index(lane.pid, at);
                self.processes[index].name = name;
            }
            EventKind::ProcessEnd { exit_code } => self.end_process(lane.pid, at, exit_code),
            EventKind::ThreadStart { name, daemon, by } => {
                let called = self.starts.remove(&lane);
                let track = self.track(lane, at);
                track.name = name;
                track.daemon = daemon;
                track.started = at;
                track.started_by = called.or(track.started_by).or(by.map(|by| (by, at)));
                self.unordered = true;
            }
            EventKind::ThreadName { name } => self.track(lane, at).name = name,
            EventKind::State { state, line } => {
                let track = self.track(lane, at);
                track.set_state(at, state, line);
                let running = track.running();
                let process = self.process_index(lane.pid, at);
                self.processes[process].set_running(at, lane.tid, running);
            }
            EventKind::Object { object, kind, name } => self.objects.describe(object, kind, name),
            EventKind::Wake { to, cause, object } => self.wake(at, lane, to, cause, object),
            EventKind::Acquire { object, .. } => self.objects.add_handover(object, at, Some(lane)),
            EventKind::Release { object, .. } => self.objects.add_handover(object, at, None),
            EventKind::Put { object, number, depth, bytes, preview, line } => {
                self.objects.add_depth(object, at, depth);
                let end = MessageEnd { lane, at, depth, line };
                if let Some(arrow) = self.messages.put(object, number, end, bytes, preview) {
                    self.message_arrows.push(arrow);
                }
            }
            EventKind::Get { object, number, depth, line } => {
                self.objects.add_depth(object, at, depth);
                if let Some(arrow) = self.messages.get(object, number, MessageEnd { lane, at, depth, line }) {
                    self.message_arrows.push(arrow);
                }
            }
            EventKind::Uncaught { message, line } => {
                self.track(lane, at);
                self.failures.push(Failure { lane, at, message, line });
            }
        }
    }

    fn wake(&mut self, at: Nanos, from: Lane, to: Lane, cause: WakeCause, object: Option<ObjectId>) {
        let kind = match cause {
            WakeCause::Start => {
                match self.track_of.get(&to) {
                    Some(index) => self.tracks[*index].started_by = Some((from, at)),
                    None => {
                        self.starts.insert(to, (from, at));
                    }
                }
                return;
            }
            WakeCause::Join => ArrowKind::Join,
            WakeCause::Release => ArrowKind::Release,
            WakeCause::Notify => ArrowKind::Notify,
            WakeCause::Get => ArrowKind::Room,
            // The message itself is the arrow.
            WakeCause::Put => return,
        };
        let list = if kind == ArrowKind::Join { &mut self.join_arrows } else { &mut self.wake_arrows };
        list.push(Arrow { kind, from, left: at, to, arrived: at, object, message: None });
    }

    fn end_process(&mut self, pid: Pid, at: Nanos, exit_code: i32) {
        let index = self.process_index(pid, at);
        let process = &mut self.processes[index];
        process.end(at);
        process.ended = Some(at);
        process.exit_code = Some(exit_code);
        for track in &process.tracks {
            self.tracks[*track].end(at);
        }
    }

    /// The lane's track, which begins at `at` if it is new.
    fn track(&mut self, lane: Lane, at: Nanos) -> &mut Track {
        let index = match self.track_of.get(&lane) {
            Some(index) => *index,
            None => {
                let index = self.tracks.len();
                let mut track = Track::new(lane, at);
                track.started_by = self.starts.remove(&lane);
                self.tracks.push(track);
                self.track_of.insert(lane, index);
                let process = self.process_index(lane.pid, at);
                self.processes[process].tracks.push(index);
                self.unordered = true;
                index
            }
        };
        &mut self.tracks[index]
    }

    /// The process's index; it begins at `at` if it is new.
    fn process_index(&mut self, pid: Pid, at: Nanos) -> usize {
        if let Some(index) = self.process_of.get(&pid) {
            return *index;
        }
        let index = self.processes.len();
        self.processes.push(Process::new(pid, at));
        self.process_of.insert(pid, index);
        self.order.push(index);
        self.unordered = true;
        index
    }

    fn sort(&mut self) {
        let Recording { tracks, processes, order, .. } = self;
        for process in processes.iter_mut() {
            process.tracks.sort_by_key(|index| (tracks[*index].started, tracks[*index].lane.tid));
        }
        order.sort_by_key(|index| (processes[*index].started, processes[*index].pid));
        self.unordered = false;
    }
}

impl Recording {
    /// The thread that another one waits for: the holder of the lock in whose queue it stands.
    /// `None` where it does not wait for a lock, or the lock is free.
    pub fn waits_for(&self, state: State, at: Nanos) -> Option<LaneView<'_>> {
        let State::Blocked { object } = state else {
            return None;
        };
        self.lane(self.object(object)?.holder_at(at)?)
    }
}

#[cfg(test)]
mod tests;
