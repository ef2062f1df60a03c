//! Locks, queues and the like of a recording.

use std::ops::Range;

use super::numbers::NumberMap;
use super::sorted::{Sorted, Stamped};
use crate::{Lane, Nanos, ObjectId, ObjectKind};

/// From `at` on a queue or pipe held `depth` messages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Depth {
    pub at: Nanos,
    pub depth: u32,
}

impl Stamped for Depth {
    fn at(&self) -> Nanos {
        self.at
    }
}

/// A lock changed hands: `holder` took it, or it was released.
struct Handover {
    at: Nanos,
    holder: Option<Lane>,
}

impl Stamped for Handover {
    fn at(&self) -> Nanos {
        self.at
    }
}

pub(super) struct Object {
    id: ObjectId,
    kind: ObjectKind,
    name: String,
    depths: Sorted<Depth>,
    handovers: Sorted<Handover>,
    /// Something came that is not in order yet.
    touched: bool,
}

/// All objects, in the order in which they were first heard of.
#[derive(Default)]
pub(super) struct Objects {
    list: Vec<Object>,
    index: NumberMap<ObjectId, usize>,
    touched: Vec<usize>,
}

impl Objects {
    pub fn describe(&mut self, id: ObjectId, kind: ObjectKind, name: String) {
        let index = self.find_or_add(id);
        let object = &mut self.list[index];
        object.kind = kind;
        object.name = name;
    }

    pub fn add_depth(&mut self, id: ObjectId, at: Nanos, depth: u32) {
        self.touch(id).depths.push(Depth { at, depth });
    }

    pub fn add_handover(&mut self, id: ObjectId, at: Nanos, holder: Option<Lane>) {
        self.touch(id).handovers.push(Handover { at, holder });
    }

    /// To be called after every batch.
    pub fn settle(&mut self) {
        for index in self.touched.drain(..) {
            let object = &mut self.list[index];
            object.depths.settle();
            object.handovers.settle();
            object.touched = false;
        }
    }

    pub fn get(&self, id: ObjectId) -> Option<ObjectView<'_>> {
        self.index.get(&id).map(|index| ObjectView { object: &self.list[*index] })
    }

    pub fn all(&self) -> impl Iterator<Item = ObjectView<'_>> {
        self.list.iter().map(|object| ObjectView { object })
    }

    fn touch(&mut self, id: ObjectId) -> &mut Object {
        let index = self.find_or_add(id);
        let object = &mut self.list[index];
        if !object.touched {
            object.touched = true;
            self.touched.push(index);
        }
        object
    }

    fn find_or_add(&mut self, id: ObjectId) -> usize {
        *self.index.entry(id).or_insert_with(|| {
            self.list.push(Object {
                id,
                kind: ObjectKind::Other,
                name: format!("#{}", id.number),
                depths: Sorted::default(),
                handovers: Sorted::default(),
                touched: false,
            });
            self.list.len() - 1
        })
    }
}

/// An object of a recording.
#[derive(Clone, Copy)]
pub struct ObjectView<'a> {
    object: &'a Object,
}

impl<'a> ObjectView<'a> {
    pub fn id(self) -> ObjectId {
        self.object.id
    }

    pub fn kind(self) -> ObjectKind {
        self.object.kind
    }

    pub fn name(self) -> &'a str {
        &self.object.name
    }

    /// How many messages lay in it after each put and get, in order of time.
    pub fn depths(self) -> &'a [Depth] {
        self.object.depths.items()
    }

    /// How many messages lay in it at a time.
    pub fn depth_at(self, at: Nanos) -> u32 {
        match self.object.depths.until(at) {
            0 => 0,
            count => self.depths()[count - 1].depth,
        }
    }

    /// The smallest and largest depth in each of so many columns of equal width.
    pub fn depth_columns(self, range: Range<Nanos>, columns: u32) -> Vec<(u32, u32)> {
        let width = u128::from(range.end.saturating_sub(range.start));
        let mut depth = self.depth_at(range.start);
        let mut next = self.object.depths.until(range.start);
        let depths = self.depths();
        let mut extremes = Vec::with_capacity(columns as usize);
        for column in 1..=u128::from(columns) {
            let end = range.start + (width * column / u128::from(columns)) as u64;
            let (mut low, mut high) = (depth, depth);
            while let Some(change) = depths.get(next).filter(|change| change.at < end) {
                depth = change.depth;
                (low, high) = (low.min(depth), high.max(depth));
                next += 1;
            }
            extremes.push((low, high));
        }
        extremes
    }

    /// When it was taken and by whom, or released (`None`), in order of time.
    pub fn handovers(self) -> impl Iterator<Item = (Nanos, Option<Lane>)> + 'a {
        self.object.handovers.items().iter().map(|handover| (handover.at, handover.holder))
    }

    /// Who held the lock at a time: who took it last, unless it was released since.
    pub fn holder_at(self, at: Nanos) -> Option<Lane> {
        let count = self.object.handovers.until(at);
        self.object.handovers.items()[..count].last()?.holder
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const Q: ObjectId = ObjectId { pid: 0, number: 1 };

    #[test]
    fn depths_of_two_processes_come_in_order_of_time() {
        let mut objects = Objects::default();
        objects.add_depth(Q, 10, 1);
        objects.add_depth(Q, 30, 2);
        objects.settle();
        objects.add_depth(Q, 20, 0);
        objects.settle();
        let queue = objects.get(Q).unwrap();
        let depths: Vec<_> = queue.depths().iter().map(|change| (change.at, change.depth)).collect();
        assert_eq!(depths, [(10, 1), (20, 0), (30, 2)]);
        assert_eq!([9, 10, 25, 99].map(|at| queue.depth_at(at)), [0, 1, 0, 2]);
        assert_eq!(queue.depth_columns(0..40, 4), [(0, 0), (0, 1), (0, 1), (0, 2)]);
        assert_eq!(queue.depth_columns(15..25, 1), [(0, 1)]);
    }

    #[test]
    fn a_lock_belongs_to_whom_took_it_last() {
        let (a, b) = (Lane { pid: 1, tid: 1 }, Lane { pid: 1, tid: 2 });
        let mut objects = Objects::default();
        objects.describe(Q, ObjectKind::Lock, "lock".into());
        for (at, holder) in [(5, Some(a)), (10, None), (10, Some(b)), (20, None)] {
            objects.add_handover(Q, at, holder);
        }
        objects.settle();
        let lock = objects.get(Q).unwrap();
        assert_eq!([4, 5, 10, 20].map(|at| lock.holder_at(at)), [None, Some(a), Some(b), None]);
        assert_eq!((lock.kind(), lock.name()), (ObjectKind::Lock, "lock"));
    }
}
