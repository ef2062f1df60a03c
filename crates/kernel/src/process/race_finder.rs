//! The race finder: happens-before by vector clocks.
//!
//! Every thread has a clock, a count of its own steps and of those of the others that it knows to be past. Using a
//! lock, a queue or the like takes over what its last user knew and leaves what this one knows; a thread knows at
//! its start what its starter knew, and whoever joins it learns what it knew at its end. Two accesses to one place
//! by two threads race if one is a write and the later thread does not know of the earlier access. Each place
//! remembers its last write and each thread's last read (FastTrack, Flanagan and Freund, PLDI 2009).

use std::collections::{BTreeMap, HashMap};

use weft_trace::Tid;
use weft_vm::{Part, Place, Ref, Touch, Value, Vm};

use crate::races::{Race, RaceAccess, RacePlace, StackLine};

/// Places remembered; a program that touches more is watched on those it touched first.
const MAX_PLACES: usize = 1 << 20;
/// Different races told.
const MAX_RACES: usize = 200;

/// By thread number: steps known to be past.
type Clock = Vec<u32>;

/// An access as a place remembers it.
#[derive(Clone, Copy, Debug)]
struct Epoch {
    tid: Tid,
    step: u32,
    /// Index in `stacks`.
    stack: u32,
}

#[derive(Clone, Debug, Default)]
struct History {
    write: Option<Epoch>,
    /// The last of each thread since the last write that came after it.
    reads: Vec<Epoch>,
    /// For threads that have read it and not written since: what they saw.
    seen: Vec<(Tid, Value)>,
}

/// A line of a code object, by its number.
type Line = (u32, u32);
/// What makes two findings one: the place as people call it (without an item's key: one item tells of a whole
/// container), and the two lines.
type RaceKey = (RacePlace, Line, Line);

#[derive(Clone, Debug, Default)]
pub(super) struct RaceFinder {
    clocks: Vec<Clock>,
    /// What the last users of locks and the like knew.
    syncs: HashMap<Ref, Clock>,
    places: HashMap<Place, History>,
    /// Calls in progress, (code, instruction) innermost first, kept once each.
    stacks: Vec<Box<[(u32, u32)]>>,
    stack_numbers: HashMap<Box<[(u32, u32)]>, u32>,
    races: Vec<Race>,
    race_numbers: BTreeMap<RaceKey, usize>,
    /// The same by the place itself, for those that meet again and again.
    met: HashMap<(Place, Line, Line), usize>,
    /// The first race of a place, which counts its lost updates.
    by_place: HashMap<Place, usize>,
    collections: u32,
    changed: bool,
}

impl RaceFinder {
    /// The finder begins when a second thread starts: what came before is in order.
    pub(super) fn new(vm: &Vm) -> RaceFinder {
        RaceFinder { collections: vm.heap.collections(), ..RaceFinder::default() }
    }

    fn clock(&mut self, tid: Tid) -> &mut Clock {
        let at = tid as usize;
        while self.clocks.len() <= at {
            let mut clock = vec![0; self.clocks.len() + 1];
            clock[self.clocks.len()] = 1;
            self.clocks.push(clock);
        }
        &mut self.clocks[at]
    }

    pub(super) fn thread_started(&mut self, by: Tid, thread: Tid) {
        let mut known = self.clock(by).clone();
        merge(self.clock(thread), &known);
        // What the starter does from now on, the new thread knows nothing of.
        known[by as usize] += 1;
        *self.clock(by) = known;
    }

    /// The instruction that `touch` was told of has run, on thread `tid`.
    pub(super) fn ran(&mut self, vm: &Vm, tid: Tid, touch: Touch) {
        match touch {
            Touch::Nothing | Touch::Read(_) | Touch::Write(_) => {}
            Touch::Sync { object, acquires, releases } => {
                if acquires {
                    self.acquire(tid, object);
                }
                if releases {
                    self.release(tid, object);
                }
            }
            Touch::LibraryRead(object) | Touch::Wait(object) => self.acquire(tid, object),
            Touch::LibraryWrite(object) => self.release(tid, object),
            Touch::Thread(other) => {
                if vm.thread_by_id(other).is_none_or(|t| t.frames.is_empty()) {
                    let known = self.clock(other).clone();
                    merge(self.clock(tid), &known);
                }
            }
        }
        if self.collections != vm.heap.collections() {
            self.collections = vm.heap.collections();
            self.places.retain(|place, _| vm.heap.is_live(place.object));
            self.by_place.retain(|place, _| vm.heap.is_live(place.object));
            self.met.retain(|(place, ..), _| vm.heap.is_live(place.object));
            self.syncs.retain(|object, _| vm.heap.is_live(*object));
        }
    }

    /// The instruction that `touch` was told of has begun, and waits: a condition's lock is free meanwhile.
    pub(super) fn waits(&mut self, tid: Tid, touch: Touch) {
        if let Touch::Wait(lock) = touch {
            self.release(tid, lock);
        }
    }

    fn acquire(&mut self, tid: Tid, object: Ref) {
        if let Some(known) = self.syncs.get(&object).cloned() {
            merge(self.clock(tid), &known);
        }
    }

    fn release(&mut self, tid: Tid, object: Ref) {
        let clock = self.clock(tid);
        let known = clock.clone();
        clock[tid as usize] += 1;
        match self.syncs.get_mut(&object) {
            Some(old) => merge(old, &known),
            None => {
                self.syncs.insert(object, known);
            }
        }
    }

    /// An access is about to be made by the current thread.
    pub(super) fn access(&mut self, vm: &Vm, tid: Tid, place: Place, write: bool) {
        let step = self.clock(tid)[tid as usize];
        let calls: Vec<(u32, u32)> = vm.user_calls().collect();
        let stack = match self.stack_numbers.get(calls.as_slice()) {
            Some(number) => *number,
            None => {
                let number = self.stacks.len() as u32;
                let calls: Box<[(u32, u32)]> = calls.into();
                self.stacks.push(calls.clone());
                self.stack_numbers.insert(calls, number);
                number
            }
        };
        let this = Epoch { tid, step, stack };
        if !self.places.contains_key(&place) && self.places.len() >= MAX_PLACES {
            return;
        }
        let known = &self.clocks[tid as usize];
        let unordered = |e: &Epoch| e.tid != tid && known.get(e.tid as usize).is_none_or(|&step| e.step > step);
        let history = self.places.entry(place).or_default();
        let mut meets: Vec<(Epoch, bool)> = Vec::new();
        let mut lost = false;
        let other_write = history.write.filter(|e| unordered(e));
        meets.extend(other_write.map(|e| (e, true)));
        if write {
            meets.extend(history.reads.iter().filter(|e| unordered(e)).map(|e| (*e, false)));
            let seen = history.seen.iter().position(|(t, _)| *t == tid).map(|at| history.seen.swap_remove(at).1);
            lost = other_write.is_some() && seen.is_some_and(|value| !value.is(vm.value_at(place)));
            history.write = Some(this);
            history.reads.clear();
        } else {
            match history.reads.iter_mut().find(|e| e.tid == tid) {
                Some(read) => *read = this,
                None => history.reads.push(this),
            }
            let value = vm.value_at(place);
            match history.seen.iter_mut().find(|(t, _)| *t == tid) {
                Some(seen) => seen.1 = value,
                None => history.seen.push((tid, value)),
            }
        }
        for (earlier, wrote) in meets {
            self.found(vm, place, (earlier, wrote), (this, write));
        }
        if lost && let Some(&at) = self.by_place.get(&place) {
            self.races[at].lost_updates += 1;
        }
    }

    fn found(&mut self, vm: &Vm, place: Place, first: (Epoch, bool), second: (Epoch, bool)) {
        let innermost = |e: &Epoch| self.stacks[e.stack as usize].first().copied().unwrap_or_default();
        let line = |(code, at): (u32, u32)| (code, vm.code(code).line(at as usize));
        let (one, other) = (line(innermost(&first.0)), line(innermost(&second.0)));
        let (low, high) = if one <= other { (one, other) } else { (other, one) };
        if let Some(&at) = self.met.get(&(place, low, high)) {
            self.races[at].times += 1;
            return;
        }
        let named = name_of(vm, place);
        let mut key = (named.clone(), low, high);
        if let RacePlace::Item { key: item, .. } = &mut key.0 {
            item.clear();
        }
        if let Some(&at) = self.race_numbers.get(&key) {
            self.races[at].times += 1;
            self.met.insert((place, low, high), at);
            self.by_place.entry(place).or_insert(at);
            return;
        }
        if self.races.len() >= MAX_RACES {
            return;
        }
        let access = |(epoch, write): (Epoch, bool)| RaceAccess {
            tid: epoch.tid,
            thread: vm.thread_by_id(epoch.tid).map_or_else(String::new, |t| t.name.clone()),
            write,
            stack: self.stacks[epoch.stack as usize].iter().map(|call| stack_line(vm, *call)).collect(),
        };
        let race = Race { place: named, first: access(first), second: access(second), times: 1, lost_updates: 0 };
        self.race_numbers.insert(key, self.races.len());
        self.met.insert((place, low, high), self.races.len());
        self.by_place.entry(place).or_insert(self.races.len());
        self.races.push(race);
        self.changed = true;
    }

    /// All races so far, if one was found since the last call.
    pub(super) fn news(&mut self) -> Option<Vec<Race>> {
        std::mem::take(&mut self.changed).then(|| self.races.clone())
    }

    /// All races, at the end.
    pub(super) fn races(&self) -> &[Race] {
        &self.races
    }
}

fn merge(clock: &mut Clock, other: &[u32]) {
    if clock.len() < other.len() {
        clock.resize(other.len(), 0);
    }
    for (mine, theirs) in clock.iter_mut().zip(other) {
        *mine = (*mine).max(*theirs);
    }
}

fn stack_line(vm: &Vm, (code, at): (u32, u32)) -> StackLine {
    let code = vm.code(code);
    StackLine { filename: code.source.filename.clone(), line: code.line(at as usize), function: code.qualname.clone() }
}

/// What people call a place; the current thread is about to touch it.
fn name_of(vm: &Vm, place: Place) -> RacePlace {
    let object = place.object;
    match place.part {
        Part::Variable(name) => RacePlace::Global { name: vm.name_text(name).to_owned() },
        Part::Cell => RacePlace::Variable { name: vm.next_cell_name().unwrap_or_default() },
        Part::Attribute(name) => {
            let owner = match vm.heap.as_type(object) {
                Some(_) => vm.class_name(object),
                None => vm.type_name(Value::Ref(object)),
            };
            RacePlace::Attribute { name: vm.name_text(name).to_owned(), owner }
        }
        Part::Index(_) | Part::Key(_) => {
            let container = vm.global_holding(object).unwrap_or_else(|| vm.type_name(Value::Ref(object)));
            RacePlace::Item { container, key: vm.next_index_text().unwrap_or_default() }
        }
    }
}
