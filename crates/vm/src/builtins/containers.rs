//! Lists, tuples, dictionaries, sets, ranges and slices: constructors and methods.
//!
//! What may need a user's `__eq__`, `__hash__`, `__iter__`, `__index__` or key function is done in
//! `prelude/containers.py`, with the natives of [`probes`].

mod dict;
mod list;
mod probes;
mod range;
mod set;
pub(super) mod sort;
mod tuple;
mod views;

use super::functions::arguments::joined;
use crate::natives::NativeDef;

pub(crate) const NATIVES: &[NativeDef] = &ALL;

const TABLES: &[&[NativeDef]] = &[
    list::NATIVES,
    tuple::NATIVES,
    dict::NATIVES,
    set::NATIVES,
    range::NATIVES,
    views::NATIVES,
    sort::NATIVES,
    probes::NATIVES,
];

const ALL: [NativeDef; count()] = joined(TABLES);

const fn count() -> usize {
    let (mut n, mut i) = (0, 0);
    while i < TABLES.len() {
        n += TABLES[i].len();
        i += 1;
    }
    n
}
