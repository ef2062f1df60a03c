//! A list in the order of time, fed by processes whose batches arrive one after the other.

use crate::Nanos;

/// Something that happened at a time.
pub(super) trait Stamped {
    fn at(&self) -> Nanos;
}

/// Grows at its end; what arrives late is sorted in once a batch, by [`Sorted::settle`], so that
/// reading never has to.
pub(super) struct Sorted<T> {
    items: Vec<T>,
    /// So many items at the front are in order.
    settled: usize,
}

impl<T> Default for Sorted<T> {
    fn default() -> Sorted<T> {
        Sorted { items: Vec::new(), settled: 0 }
    }
}

impl<T: Stamped> Sorted<T> {
    pub fn push(&mut self, item: T) {
        self.items.push(item);
    }

    /// Puts the items pushed since the last time in their places, after earlier ones of the same
    /// time. Returns the index of the first item that is new or has moved.
    pub fn settle(&mut self) -> usize {
        let earliest = self.items[self.settled..].iter().map(Stamped::at).min();
        let Some(earliest) = earliest else {
            return self.settled;
        };
        let first = self.items[..self.settled].partition_point(|item| item.at() <= earliest);
        // A stable merge sort: linear for the two sorted runs that it usually finds.
        self.items[first..].sort_by_key(Stamped::at);
        self.settled = self.items.len();
        first
    }

    pub fn items(&self) -> &[T] {
        &self.items[..self.settled]
    }

    /// How many items happened before `at`.
    pub fn before(&self, at: Nanos) -> usize {
        self.items().partition_point(|item| item.at() < at)
    }

    /// How many items happened at `at` or before.
    pub fn until(&self, at: Nanos) -> usize {
        self.items().partition_point(|item| item.at() <= at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    impl Stamped for (Nanos, char) {
        fn at(&self) -> Nanos {
            self.0
        }
    }

    #[test]
    fn late_items_find_their_place() {
        let mut list = Sorted::default();
        for item in [(1, 'a'), (5, 'b'), (9, 'c')] {
            list.push(item);
        }
        assert_eq!(list.settle(), 0);
        for item in [(5, 'd'), (7, 'e'), (12, 'f')] {
            list.push(item);
        }
        assert_eq!(list.items().len(), 3);
        assert_eq!(list.settle(), 2);
        let order: String = list.items().iter().map(|item| item.1).collect();
        assert_eq!(order, "abdecf");
        assert_eq!((list.before(5), list.until(5)), (1, 3));
        assert_eq!(list.settle(), 6);
    }
}
