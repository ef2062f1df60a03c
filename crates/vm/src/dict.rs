//! The insertion-ordered hash table behind `dict`, namespaces and attribute dictionaries.
//!
//! It never compares keys itself beyond what the caller's closure tells: a user's `__eq__` runs as
//! Python code between two look-ups, so a look-up can answer "ask Python about this entry".
//! Semantics: <https://docs.python.org/3/library/stdtypes.html#mapping-types-dict>.

use serde::{Deserialize, Serialize};

use crate::value::{Ref, Value};

/// Are two keys equal, as far as native code can tell?
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyEq {
    Yes,
    No,
    /// Only Python code (`__eq__`) can tell.
    Ask,
}

/// The outcome of a look-up; indices are entry positions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Find {
    Found(usize),
    Missing,
    /// The entry's key has the same hash and only Python can compare it.
    Ask(usize),
}

#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct Entry {
    pub hash: i64,
    /// Unbound in a deleted entry.
    pub key: Value,
    pub value: Value,
}

/// As `clone_from`, but with no more room than a clone would have: how much there is counts when garbage is collected.
pub(crate) fn copy_vec<T: Copy>(to: &mut Vec<T>, from: &[T]) {
    if to.capacity() == from.len() {
        to.clear();
        to.extend_from_slice(from);
    } else {
        *to = from.to_vec();
    }
}

/// Tables of up to this many entries are searched in order and have no index.
const SMALL: usize = 8;
const EMPTY: u32 = u32::MAX;
const DELETED: u32 = u32::MAX - 1;

#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Dict {
    entries: Vec<Entry>,
    /// Positions in `entries`, by hash; empty while the table is small. A power of two long.
    index: Vec<u32>,
    live: usize,
    /// Counts the keys ever added: while it stands still, a missing key is still missing.
    additions: u32,
    /// Entries before this position are deleted: who takes from the front need not look at them.
    first: u32,
    /// Entries from this position on are deleted: likewise from the end.
    end: u32,
}

impl Dict {
    pub fn new() -> Dict {
        Dict::default()
    }

    pub fn with_capacity(n: usize) -> Dict {
        Dict { entries: Vec::with_capacity(n), ..Dict::default() }
    }

    pub fn len(&self) -> usize {
        self.live
    }

    pub fn is_empty(&self) -> bool {
        self.live == 0
    }

    /// A number that changes whenever a key is added.
    #[inline]
    pub fn additions(&self) -> u32 {
        self.additions
    }

    /// Entry positions run from 0 to this, deleted ones included.
    pub fn slots(&self) -> usize {
        self.entries.len()
    }

    /// Make this table a copy of another one, as a clone would be, in the memory that it has.
    pub(crate) fn copy_from(&mut self, of: &Dict) {
        let Dict { mut entries, mut index, .. } = std::mem::take(self);
        copy_vec(&mut entries, &of.entries);
        copy_vec(&mut index, &of.index);
        *self = Dict { entries, index, live: of.live, additions: of.additions, first: of.first, end: of.end };
    }

    /// Approximate size in bytes beside the object itself.
    pub fn bytes(&self) -> usize {
        self.entries.capacity() * size_of::<Entry>() + self.index.capacity() * 4
    }

    /// The entry at a position, `None` if deleted or past the end.
    #[inline]
    pub fn entry(&self, at: usize) -> Option<&Entry> {
        self.entries.get(at).filter(|e| !e.key.is_unbound())
    }

    /// The value at a position if its key is the interned string `name`.
    #[inline]
    pub fn value_if_key(&self, at: usize, name: Ref) -> Option<&Value> {
        match self.entries.get(at) {
            Some(Entry { key: Value::Ref(k), value, .. }) if *k == name => Some(value),
            _ => None,
        }
    }

    /// Set the value at a position if its key is the interned string `name`.
    #[inline]
    pub fn set_if_key(&mut self, at: usize, name: Ref, new: Value) -> bool {
        match self.entries.get_mut(at) {
            Some(Entry { key: Value::Ref(k), value, .. }) if *k == name => {
                *value = new;
                true
            }
            _ => false,
        }
    }

    pub fn set_value(&mut self, at: usize, value: Value) {
        self.entries[at].value = value;
    }

    /// Live entries in insertion order.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = &Entry> {
        self.entries.iter().filter(|e| !e.key.is_unbound())
    }

    /// The first live entry at or after a position, with its position.
    pub fn next_from(&self, at: usize) -> Option<(usize, &Entry)> {
        (at.max(self.first as usize)..self.end as usize).find_map(|i| self.entry(i).map(|e| (i, e)))
    }

    /// The last live entry before a position, with its position.
    pub fn previous_from(&self, at: usize) -> Option<(usize, &Entry)> {
        (self.first as usize..at.min(self.end as usize)).rev().find_map(|i| self.entry(i).map(|e| (i, e)))
    }

    /// Look a key up. `eq` compares the sought key with an entry's key of the same hash.
    /// `skip` entries that Python has already answered "not equal" about.
    #[inline]
    pub fn find(&self, hash: i64, skip: usize, mut eq: impl FnMut(Value) -> KeyEq) -> Find {
        let mut to_skip = skip;
        let mut check = |i: usize, e: &Entry| -> Option<Find> {
            if e.hash != hash || e.key.is_unbound() {
                return None;
            }
            match eq(e.key) {
                KeyEq::Yes => Some(Find::Found(i)),
                KeyEq::No => None,
                KeyEq::Ask if to_skip > 0 => {
                    to_skip -= 1;
                    None
                }
                KeyEq::Ask => Some(Find::Ask(i)),
            }
        };
        if self.index.is_empty() {
            for (i, e) in self.entries.iter().enumerate() {
                if let Some(found) = check(i, e) {
                    return found;
                }
            }
            return Find::Missing;
        }
        let mask = self.index.len() - 1;
        let mut slot = spread(hash) & mask;
        loop {
            match self.index[slot] {
                EMPTY => return Find::Missing,
                DELETED => {}
                i => {
                    if let Some(found) = check(i as usize, &self.entries[i as usize]) {
                        return found;
                    }
                }
            }
            slot = (slot + 1) & mask;
        }
    }

    /// Add a key that a look-up has found missing; its position.
    pub fn insert_new(&mut self, hash: i64, key: Value, value: Value) -> usize {
        let at = self.entries.len();
        self.entries.push(Entry { hash, key, value });
        self.end = self.entries.len() as u32;
        self.live += 1;
        self.additions = self.additions.wrapping_add(1);
        if self.index.is_empty() {
            if self.entries.len() > SMALL {
                self.rebuild();
                return self.live - 1;
            }
        } else if self.entries.len() * 3 >= self.index.len() * 2 {
            self.rebuild();
            return self.live - 1;
        } else {
            self.link(at);
        }
        at
    }

    /// Remove the entry at a position and give its key and value.
    pub fn remove_at(&mut self, at: usize) -> (Value, Value) {
        let entry = &mut self.entries[at];
        let removed = (entry.key, entry.value);
        let hash = entry.hash;
        entry.key = Value::Unbound;
        entry.value = Value::Unbound;
        self.live -= 1;
        if !self.index.is_empty() {
            let mask = self.index.len() - 1;
            let mut slot = spread(hash) & mask;
            while self.index[slot] != at as u32 {
                slot = (slot + 1) & mask;
            }
            self.index[slot] = DELETED;
        }
        if self.live == 0 {
            self.clear();
        } else {
            // A queue-like use (add at the end, take from the front or end) must not grow for ever.
            while self.index.is_empty() && self.entries.last().is_some_and(|e| e.key.is_unbound()) {
                self.entries.pop();
            }
            if self.index.is_empty() && self.entries.len() > self.live * 2 {
                self.entries.retain(|e| !e.key.is_unbound());
                (self.first, self.end) = (0, self.entries.len() as u32);
            }
            while self.entry(self.first as usize).is_none() {
                self.first += 1;
            }
            while self.entry(self.end as usize - 1).is_none() {
                self.end -= 1;
            }
        }
        removed
    }

    /// Make the entry at a position the last one, or the first.
    pub fn move_to_end(&mut self, at: usize, last: bool) {
        let Some(Entry { hash, key, value }) = self.entry(at).cloned() else { return };
        if last {
            // The count of additions tells iterators of it.
            self.remove_at(at);
            self.insert_new(hash, key, value);
            return;
        }
        let entry = self.entries.remove(at);
        self.entries.insert(0, entry);
        self.additions = self.additions.wrapping_add(1);
        self.rebuild();
    }

    pub fn clear(&mut self) {
        *self = Dict { additions: self.additions, ..Dict::default() };
    }

    /// Is every entry found by its hash, and does every search end?
    pub(crate) fn is_sound(&self) -> bool {
        let bounds = self.first as usize..self.end as usize;
        let inside = |(at, e): (usize, &Entry)| e.key.is_unbound() || bounds.contains(&at);
        if self.iter().count() != self.live
            || self.end as usize > self.entries.len()
            || !self.entries.iter().enumerate().all(inside)
            || self.live > 0 && (self.entry(bounds.start).is_none() || self.entry(bounds.end - 1).is_none())
        {
            return false;
        }
        if self.index.is_empty() {
            return self.entries.len() <= SMALL;
        }
        if !self.index.len().is_power_of_two() || self.entries.len() * 3 >= self.index.len() * 2 {
            return false;
        }
        // No more used slots than entries, so some are empty.
        let used = self.index.iter().filter(|slot| **slot != EMPTY).count();
        let linked = self.index.iter().filter(|slot| **slot < DELETED).count();
        if used > self.entries.len() || linked != self.live {
            return false;
        }
        if self.index.iter().any(|slot| *slot < DELETED && self.entry(*slot as usize).is_none()) {
            return false;
        }
        let mask = self.index.len() - 1;
        self.entries.iter().enumerate().filter(|(_, e)| !e.key.is_unbound()).all(|(at, e)| {
            let mut slot = spread(e.hash) & mask;
            while self.index[slot] != at as u32 && self.index[slot] != EMPTY {
                slot = (slot + 1) & mask;
            }
            self.index[slot] == at as u32
        })
    }

    fn link(&mut self, at: usize) {
        let mask = self.index.len() - 1;
        let mut slot = spread(self.entries[at].hash) & mask;
        while self.index[slot] < DELETED {
            slot = (slot + 1) & mask;
        }
        self.index[slot] = at as u32;
    }

    fn rebuild(&mut self) {
        self.entries.retain(|e| !e.key.is_unbound());
        (self.first, self.end) = (0, self.entries.len() as u32);
        self.index.clear();
        if self.entries.len() > SMALL {
            let size = (self.entries.len() * 3).next_power_of_two();
            self.index.resize(size, EMPTY);
            for i in 0..self.entries.len() {
                self.link(i);
            }
        }
    }
}

/// Hashes of integers are the integers themselves, so mix before taking the low bits.
#[inline]
fn spread(hash: i64) -> usize {
    let h = (hash as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    (h >> 32) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    fn get(d: &Dict, k: i64) -> Option<i64> {
        match d.find(k, 0, |v| if matches!(v, Value::Int(i) if i == k) { KeyEq::Yes } else { KeyEq::No }) {
            Find::Found(i) => match d.entry(i).unwrap().value {
                Value::Int(v) => Some(v),
                _ => None,
            },
            _ => None,
        }
    }

    #[test]
    fn keeps_order_through_growth_and_deletion() {
        let mut d = Dict::new();
        for i in 0..1000 {
            d.insert_new(i * 7, Value::Int(i * 7), Value::Int(i));
        }
        for i in (0..1000).step_by(2) {
            let Find::Found(at) = d.find(i * 7, 0, |v| if v.is(Value::Int(i * 7)) { KeyEq::Yes } else { KeyEq::No })
            else {
                panic!()
            };
            d.remove_at(at);
        }
        assert_eq!(d.len(), 500);
        assert_eq!(get(&d, 7), Some(1));
        assert_eq!(get(&d, 14), None);
        for i in 1000..3000 {
            d.insert_new(i * 7, Value::Int(i * 7), Value::Int(i));
        }
        let order: Vec<i64> = d.iter().map(|e| e.hash / 7).collect();
        assert!(order.windows(2).all(|w| w[0] < w[1]));
        assert_eq!(order.len(), 2500);
        assert_eq!(get(&d, 2999 * 7), Some(2999));
    }

    #[test]
    fn a_small_queue_does_not_grow() {
        let mut d = Dict::new();
        for i in 0..100_000i64 {
            d.insert_new(i, Value::Int(i), Value::None);
            if i >= 3 {
                let (at, _) = d.next_from(0).unwrap();
                d.remove_at(at);
            }
        }
        assert!(d.slots() < 20);
    }
}
