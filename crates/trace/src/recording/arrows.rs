//! What one thread did for another: starts, joins, wake-ups, messages.

use std::ops::Range;

use super::sorted::{Sorted, Stamped};
use crate::{Lane, Nanos, ObjectId};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ArrowKind {
    /// From `start()` to the new thread or process.
    Start,
    /// From the end of a thread or process to whoever waited for it.
    Join,
    /// From a release to the thread that may take the lock now.
    Release,
    /// From a notification to the thread that waited for it.
    Notify,
    /// From a `get` to the thread that waited for room.
    Room,
    /// From a `put` or `send` to the `get` or `recv` of the same message.
    Message,
}

/// Something that one thread did for another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Arrow {
    pub kind: ArrowKind,
    pub from: Lane,
    pub left: Nanos,
    pub to: Lane,
    /// Not before `left`.
    pub arrived: Nanos,
    pub object: Option<ObjectId>,
    /// Of a message: its place for `Recording::message`.
    pub message: Option<u32>,
}

impl Stamped for Arrow {
    fn at(&self) -> Nanos {
        self.arrived
    }
}

/// The arrows of a stretch of time, thinned.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Arrows {
    pub shown: Vec<Arrow>,
    /// How many more there are.
    pub hidden: usize,
}

/// Arrows of one sort by their arrival, with the earliest departure of every block of them, to find
/// those that leave within a view and arrive far behind it.
#[derive(Default)]
pub(super) struct ArrowList {
    arrows: Sorted<Arrow>,
    earliest: Vec<Nanos>,
}

const BLOCK: usize = 64;

impl ArrowList {
    pub fn push(&mut self, arrow: Arrow) {
        self.arrows.push(arrow);
    }

    pub fn all(&self) -> &[Arrow] {
        self.arrows.items()
    }

    /// To be called after every batch.
    pub fn settle(&mut self) {
        let changed = self.arrows.settle() / BLOCK;
        self.earliest.truncate(changed);
        let blocks = self.arrows.items().chunks(BLOCK).skip(changed);
        self.earliest.extend(blocks.map(|block| block.iter().map(|arrow| arrow.left).min().unwrap_or(Nanos::MAX)));
    }

    /// Adds the arrows that have a part within `range`: of those that arrive in the same one of so
    /// many columns, the first `each`; of those that arrive later, as many as there are columns.
    pub fn thinned(&self, range: Range<Nanos>, columns: u32, each: usize, into: &mut Arrows) {
        if range.start >= range.end || columns == 0 {
            return;
        }
        let arrows = self.arrows.items();
        // Columns are counted from time 0 and not from the view's edge, so that the same arrows
        // stay while the view moves.
        let width = ((range.end - range.start) / u64::from(columns)).max(1);
        let behind = self.arrows.before(range.end);
        let mut index = self.arrows.before(range.start);
        while index < behind {
            let end = (arrows[index].arrived / width + 1) * width;
            let next = index + arrows[index..behind].partition_point(|arrow| arrow.arrived < end);
            let shown = (next - index).min(each);
            into.shown.extend_from_slice(&arrows[index..index + shown]);
            into.hidden += next - index - shown;
            index = next;
        }
        let mut room = columns as usize;
        for (block, earliest) in self.earliest.iter().enumerate().skip(behind / BLOCK) {
            if *earliest >= range.end {
                continue;
            }
            let first = (block * BLOCK).max(behind);
            for arrow in arrows[first..].iter().take((block + 1) * BLOCK - first) {
                if arrow.left >= range.end {
                    continue;
                }
                if room == 0 {
                    into.hidden += 1;
                } else {
                    into.shown.push(*arrow);
                    room -= 1;
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(times: impl IntoIterator<Item = (Nanos, Nanos)>) -> ArrowList {
        let lane = Lane { pid: 1, tid: 0 };
        let mut list = ArrowList::default();
        for (left, arrived) in times {
            list.push(Arrow {
                kind: ArrowKind::Message,
                from: lane,
                left,
                to: lane,
                arrived,
                object: None,
                message: None,
            });
        }
        list.settle();
        list
    }

    fn view(list: &ArrowList, range: Range<Nanos>, columns: u32) -> (Vec<Nanos>, usize) {
        let mut arrows = Arrows::default();
        list.thinned(range, columns, 1, &mut arrows);
        (arrows.shown.iter().map(|arrow| arrow.arrived).collect(), arrows.hidden)
    }

    #[test]
    fn arrows_that_cross_the_view_are_found() {
        let list = list([(0, 10), (5, 500), (20, 30), (90, 95), (96, 400)]);
        assert_eq!(view(&list, 20..50, 100), (vec![30, 500], 0));
        assert_eq!(view(&list, 100..200, 100), (vec![400, 500], 0));
        assert_eq!(view(&list, 501..600, 100), (vec![], 0));
    }

    #[test]
    fn dense_arrows_are_thinned_and_counted() {
        let list = list((0..100_000).map(|at| (at, at + 10)));
        let (shown, hidden) = view(&list, 0..100_000, 50);
        assert!((50..=101).contains(&shown.len()), "{}", shown.len());
        assert_eq!(shown.len() + hidden, 100_000);
        let (moved, _) = view(&list, 2_000..102_000, 50);
        let mut doubled = Arrows::default();
        list.thinned(0..100_000, 50, 2, &mut doubled);
        assert_eq!(doubled.shown.len(), shown.len() + 50);
        assert!(moved[..40].iter().filter(|arrived| shown.contains(arrived)).count() >= 39);
    }

    #[test]
    fn late_arrivals_are_found_by_their_block() {
        let mut list = list((0..1000).map(|at| (at, at)));
        list.push(Arrow { left: 3, arrived: 5000, ..list.all()[0] });
        list.push(Arrow { left: 2, arrived: 500, ..list.all()[0] });
        list.settle();
        assert_eq!(view(&list, 2..4, 100).0, [2, 3, 500, 5000]);
    }
}
