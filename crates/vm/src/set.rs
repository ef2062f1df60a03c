//! The hash table behind `set` and `frozenset`.
//!
//! Sets of small integers come out in an order that people see and tutorials print, so the probing
//! and growth follow what CPython's `Objects/setobject.c` is documented to do: a table of a power of
//! two, ten slots tried in a row before jumping, growth to four times the entries at three fifths full.

use serde::{Deserialize, Serialize};

use crate::{
    dict::{Find, KeyEq},
    value::Value,
};

const MINIMUM: usize = 8;
/// Slots tried next to each other before the probe jumps.
const LINEAR_PROBES: usize = 9;
const PERTURB_SHIFT: u32 = 5;
/// Sets with more elements grow by less.
const MANY: usize = 50_000;

#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
enum Slot {
    Empty,
    Deleted,
    Used { hash: i64, key: Value },
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Set {
    table: Vec<Slot>,
    /// Slots not `Empty`.
    filled: usize,
    used: usize,
    /// Where `pop` goes on looking.
    finger: usize,
    /// A frozen set's hash, once asked for.
    pub hash: Option<i64>,
}

impl Default for Set {
    fn default() -> Set {
        Set { table: vec![Slot::Empty; MINIMUM], filled: 0, used: 0, finger: 0, hash: None }
    }
}

impl Set {
    pub fn new() -> Set {
        Set::default()
    }

    pub fn len(&self) -> usize {
        self.used
    }

    pub fn is_empty(&self) -> bool {
        self.used == 0
    }

    /// Has nothing been put in yet?
    pub fn is_new(&self) -> bool {
        self.filled == 0 && self.table.len() == MINIMUM
    }

    pub fn bytes(&self) -> usize {
        self.table.capacity() * size_of::<Slot>()
    }

    /// Hash and key of each element, in the order in which CPython iterates.
    pub fn iter(&self) -> impl Iterator<Item = (i64, Value)> {
        self.table.iter().filter_map(|s| match s {
            Slot::Used { hash, key } => Some((*hash, *key)),
            _ => None,
        })
    }

    /// The first element at or after a table position, with the position after it.
    pub fn next_from(&self, position: usize) -> Option<(usize, i64, Value)> {
        (position..self.table.len()).find_map(|i| match self.table[i] {
            Slot::Used { hash, key } => Some((i + 1, hash, key)),
            _ => None,
        })
    }

    /// As [`crate::dict::Dict::find`]; the index is a table position.
    pub fn find(&self, hash: i64, skip: usize, mut eq: impl FnMut(Value) -> KeyEq) -> Find {
        let mut to_skip = skip;
        let mask = self.table.len() - 1;
        let mut perturb = hash as u64;
        let mut i = hash as u64 as usize & mask;
        loop {
            let run = if i + LINEAR_PROBES <= mask { LINEAR_PROBES } else { 0 };
            for at in i..=i + run {
                match self.table[at] {
                    Slot::Empty => return Find::Missing,
                    Slot::Used { hash: h, key } if h == hash => match eq(key) {
                        KeyEq::Yes => return Find::Found(at),
                        KeyEq::No => {}
                        KeyEq::Ask if to_skip > 0 => to_skip -= 1,
                        KeyEq::Ask => return Find::Ask(at),
                    },
                    _ => {}
                }
            }
            perturb >>= PERTURB_SHIFT;
            i = i.wrapping_mul(5).wrapping_add(1).wrapping_add(perturb as usize) & mask;
        }
    }

    /// The element at a table position.
    pub fn key_at(&self, at: usize) -> Option<Value> {
        match self.table.get(at) {
            Some(Slot::Used { key, .. }) => Some(*key),
            _ => None,
        }
    }

    /// Add an element that a look-up has found missing.
    pub fn insert_new(&mut self, hash: i64, key: Value) {
        self.used += 1;
        if !place(&mut self.table, hash, key) {
            return;
        }
        self.filled += 1;
        if self.filled * 5 >= (self.table.len() - 1) * 3 {
            let grow = if self.used > MANY { self.used * 2 } else { self.used * 4 };
            self.resize(grow);
        }
    }

    pub fn remove_at(&mut self, at: usize) -> Option<Value> {
        let key = self.key_at(at)?;
        self.table[at] = Slot::Deleted;
        self.used -= 1;
        Some(key)
    }

    /// Take some element out: the first one behind that which was taken last.
    pub fn pop(&mut self) -> Option<Value> {
        let start = self.finger & (self.table.len() - 1);
        let (after, ..) = self.next_from(start).or_else(|| self.next_from(0))?;
        self.finger = after;
        self.remove_at(after - 1)
    }

    pub fn clear(&mut self) {
        *self = Set::new();
    }

    /// A copy with the table that CPython's `set(other_set)` would make.
    pub fn copied(&self) -> Set {
        let mut new = Set::new();
        new.make_room(self.used);
        if new.table.len() == self.table.len() && self.filled == self.used {
            new.table.clone_from(&self.table);
        } else {
            for (hash, key) in self.iter() {
                place(&mut new.table, hash, key);
            }
        }
        new.filled = self.used;
        new.used = self.used;
        new
    }

    /// Elements have been taken out one after the other: do without the slots that they left if those are many.
    pub fn purge(&mut self) {
        if self.filled - self.used > (self.table.len() - 1) / 4 {
            self.resize(if self.used > MANY { self.used * 2 } else { self.used * 4 });
        }
    }

    /// The elements of another set will be added one after the other: grow first, as CPython does.
    pub fn make_room(&mut self, more: usize) {
        if (self.filled + more) * 5 >= (self.table.len() - 1) * 3 {
            self.resize((self.used + more) * 2);
        }
    }

    /// Do the counts agree with the table, and does every search end?
    pub(crate) fn is_sound(&self) -> bool {
        let empty = self.table.iter().filter(|s| matches!(s, Slot::Empty)).count();
        self.table.len() >= MINIMUM
            && self.table.len().is_power_of_two()
            && empty > 0
            && self.filled == self.table.len() - empty
            && self.used == self.iter().count()
    }

    fn resize(&mut self, minimum: usize) {
        let mut size = MINIMUM;
        while size <= minimum {
            size <<= 1;
        }
        let mut table = vec![Slot::Empty; size];
        for (hash, key) in self.iter() {
            place(&mut table, hash, key);
        }
        self.table = table;
        self.filled = self.used;
    }
}

/// Put a key into the last slot of its probe sequence that a deleted one has left, or else the first empty one; true
/// if it is an empty one.
fn place(table: &mut [Slot], hash: i64, key: Value) -> bool {
    let mask = table.len() - 1;
    let mut perturb = hash as u64;
    let mut deleted = None;
    let mut i = hash as u64 as usize & mask;
    loop {
        let run = if i + LINEAR_PROBES <= mask { LINEAR_PROBES } else { 0 };
        for at in i..=i + run {
            match table[at] {
                Slot::Empty => {
                    table[deleted.unwrap_or(at)] = Slot::Used { hash, key };
                    return deleted.is_none();
                }
                Slot::Deleted => deleted = Some(at),
                Slot::Used { .. } => {}
            }
        }
        perturb >>= PERTURB_SHIFT;
        i = i.wrapping_mul(5).wrapping_add(1).wrapping_add(perturb as usize) & mask;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(items: &[i64]) -> Set {
        let mut s = Set::new();
        for &i in items {
            let eq = |v: Value| if v.is(Value::Int(i)) { KeyEq::Yes } else { KeyEq::No };
            if s.find(i, 0, eq) == Find::Missing {
                s.insert_new(i, Value::Int(i));
            }
        }
        s
    }

    fn order(s: &Set) -> Vec<i64> {
        s.iter().map(|(h, _)| h).collect()
    }

    /// The expected orders were printed by CPython 3.11: `set([…])`.
    #[test]
    fn iterates_as_cpython_does() {
        assert_eq!(order(&of(&[3, 1, 2])), [1, 2, 3]);
        assert_eq!(order(&of(&[10, 9, 8, 33, 100])), [33, 100, 8, 9, 10]);
        assert_eq!(order(&of(&[64, 32, 16, 8, 0])), [64, 32, 0, 8, 16]);
    }
}
