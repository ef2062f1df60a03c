//! Who waits: by deadline, by object, by thread to join. Any number of threads may wait; what one of them
//! does must not take time for each of the others.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use serde::{Deserialize, Serialize};
use weft_trace::{Nanos, Tid};
use weft_vm::Ref;

use super::thread::Status;

#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct Waiting {
    deadlines: BTreeSet<(Nanos, Tid)>,
    /// Who came first is woken first.
    by_object: BTreeMap<u32, VecDeque<Tid>>,
    by_thread: BTreeMap<Tid, VecDeque<Tid>>,
}

impl Waiting {
    /// A thread begins to wait.
    pub fn insert(&mut self, tid: Tid, status: &Status) {
        let Status::Blocked { on, join, deadline, .. } = status else { return };
        if let Some(d) = deadline {
            self.deadlines.insert((*d, tid));
        }
        if let Some(object) = on {
            self.by_object.entry(object.0).or_default().push_back(tid);
        }
        if let Some(other) = join {
            self.by_thread.entry(*other).or_default().push_back(tid);
        }
    }

    /// A thread waits no longer.
    pub fn remove(&mut self, tid: Tid, status: &Status) {
        let Status::Blocked { on, join, deadline, .. } = status else { return };
        if let Some(d) = deadline {
            self.deadlines.remove(&(*d, tid));
        }
        if let Some(object) = on {
            leave(&mut self.by_object, object.0, tid);
        }
        if let Some(other) = join {
            leave(&mut self.by_thread, *other, tid);
        }
    }

    /// Its deadline is of no interest any more.
    pub fn forget_deadline(&mut self, tid: Tid, deadline: Nanos) {
        self.deadlines.remove(&(deadline, tid));
    }

    pub fn next_deadline(&self) -> Option<Nanos> {
        self.deadlines.first().map(|(d, _)| *d)
    }

    /// Threads whose deadline has come, in the order of their numbers.
    pub fn due(&self, now: Nanos) -> Vec<Tid> {
        let mut due: Vec<Tid> = self.deadlines.range(..=(now, Tid::MAX)).map(|(_, t)| *t).collect();
        due.sort_unstable();
        due
    }

    /// Those who wait for an object, in the order in which they came.
    pub fn line(&self, object: Ref) -> impl Iterator<Item = Tid> {
        self.by_object.get(&object.0).into_iter().flatten().copied()
    }

    /// Those who wait for the end of a thread.
    pub fn joiners(&self, of: Tid) -> Vec<Tid> {
        self.by_thread.get(&of).map(|line| line.iter().copied().collect()).unwrap_or_default()
    }
}

fn leave(lines: &mut BTreeMap<u32, VecDeque<Tid>>, key: u32, tid: Tid) {
    let Some(line) = lines.get_mut(&key) else { return };
    match line.front() {
        Some(first) if *first == tid => drop(line.pop_front()),
        _ => line.retain(|t| *t != tid),
    }
    if line.is_empty() {
        lines.remove(&key);
    }
}
