//! The built-in functions: <https://docs.python.org/3/library/functions.html>.
//!
//! Natively they serve built-in types; where a user's method, key function or iterator has a part,
//! `prelude/functions.py` does the work.

pub(super) mod arguments;
mod attributes;
mod inspection;
mod iteration;
mod output;
mod selection;
mod values;

use crate::natives::NativeDef;
use arguments::joined;

pub(crate) const NATIVES: &[NativeDef] = &ALL;

const TABLES: &[&[NativeDef]] = &[
    attributes::NATIVES,
    inspection::NATIVES,
    iteration::NATIVES,
    output::NATIVES,
    selection::NATIVES,
    values::NATIVES,
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
