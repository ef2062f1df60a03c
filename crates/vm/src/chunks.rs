//! A list that is only ever added to, and never copied while it grows.

use serde::{Deserialize, Serialize};

/// Items that lie in one piece: so many that a next piece is rare.
const CHUNK: usize = 1024;

/// Items of the first piece, which may be the only one.
const FIRST_CHUNK: usize = 64;

/// Items in the order in which they were added.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Chunks<T> {
    /// None of them is empty.
    full: Vec<Vec<T>>,
    last: Vec<T>,
}

impl<T> Default for Chunks<T> {
    fn default() -> Chunks<T> {
        Chunks { full: Vec::new(), last: Vec::new() }
    }
}

impl<T> Chunks<T> {
    #[inline(always)]
    pub fn push(&mut self, item: T) {
        if self.last.len() == self.last.capacity() {
            self.begin_chunk();
        }
        let len = self.last.len();
        debug_assert!(len < self.last.capacity());
        // SAFETY: there is room for one more. `Vec::push` would ask that again.
        unsafe {
            self.last.as_mut_ptr().add(len).write(item);
            self.last.set_len(len + 1);
        }
    }

    #[cold]
    #[inline(never)]
    fn begin_chunk(&mut self) {
        let room = if self.is_empty() { FIRST_CHUNK } else { CHUNK };
        let full = std::mem::replace(&mut self.last, Vec::with_capacity(room));
        if !full.is_empty() {
            self.full.push(full);
        }
    }

    pub fn len(&self) -> usize {
        self.full.iter().map(Vec::len).sum::<usize>() + self.last.len()
    }

    pub fn is_empty(&self) -> bool {
        self.full.is_empty() && self.last.is_empty()
    }

    /// The item that was added last.
    pub fn last_mut(&mut self) -> Option<&mut T> {
        match self.last.last_mut() {
            Some(item) => Some(item),
            None => self.full.last_mut()?.last_mut(),
        }
    }

    /// All items. What is left has room for as many as may come again.
    pub fn take(&mut self) -> Chunks<T> {
        let room = if self.full.is_empty() { self.last.len() } else { CHUNK };
        std::mem::replace(self, Chunks { full: Vec::new(), last: Vec::with_capacity(room) })
    }
}

impl<T> IntoIterator for Chunks<T> {
    type Item = T;
    type IntoIter = std::iter::Flatten<std::iter::Chain<std::vec::IntoIter<Vec<T>>, std::option::IntoIter<Vec<T>>>>;

    fn into_iter(self) -> Self::IntoIter {
        self.full.into_iter().chain(Some(self.last)).flatten()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_come_out_as_they_went_in() {
        for count in [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK + 7] {
            let mut chunks = Chunks::default();
            (0..count).for_each(|i| chunks.push(i));
            assert_eq!(chunks.len(), count);
            assert_eq!(chunks.is_empty(), count == 0);
            assert_eq!(chunks.last_mut().copied(), count.checked_sub(1));
            assert_eq!(chunks.take().into_iter().collect::<Vec<_>>(), (0..count).collect::<Vec<_>>());
            assert!(chunks.is_empty());
        }
    }
}
