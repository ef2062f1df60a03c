//! Subjects of regular expressions that count how often they are looked at.
//!
//! A pattern such as `(a+)+$` can take longer than the world will last, and nothing stops a native half-way. So a subject
//! that has been looked at too often shows other characters than it has: hardly anything matches any more, the engine
//! comes to its end, and what it found is thrown away.

use std::cell::Cell;

use rustpython_sre_engine::{StrDrive, StringCursor};

/// Looks that any search may take: seconds.
const LOOKS: u64 = 1 << 26;

/// And as many more for each character of the subject.
const LOOKS_EACH: u64 = 64;

thread_local!(static LEFT: Cell<i64> = const { Cell::new(0) });

/// Run a search in a subject of so many characters; `None` if it takes too long.
pub(crate) fn patiently<T>(characters: usize, search: impl FnOnce() -> T) -> Option<T> {
    LEFT.set((LOOKS + LOOKS_EACH * characters as u64) as i64);
    let found = search();
    (LEFT.get() >= 0).then_some(found)
}

/// A character that is looked at.
#[inline]
fn looked(c: u32) -> u32 {
    let left = LEFT.get() - 1;
    LEFT.set(left);
    if left < 0 { other(left.unsigned_abs()) } else { c }
}

/// By turns the end of a line, what is in no set, and some ASCII character, so that few kinds of sets have them all.
#[cold]
fn other(looks: u64) -> u32 {
    match looks % 3 {
        0 => u32::from(b'\n'),
        1 => u32::from(char::MAX),
        _ => 32 + (looks / 3 % 95) as u32,
    }
}

#[derive(Clone, Copy)]
pub(crate) struct Counted<S>(pub S);

impl<S: StrDrive> StrDrive for Counted<S> {
    #[inline]
    fn count(&self) -> usize {
        self.0.count()
    }

    #[inline]
    fn create_cursor(&self, n: usize) -> StringCursor {
        self.0.create_cursor(n)
    }

    #[inline]
    fn adjust_cursor(&self, cursor: &mut StringCursor, n: usize) {
        self.0.adjust_cursor(cursor, n);
    }

    #[inline]
    fn advance(cursor: &mut StringCursor) -> u32 {
        looked(S::advance(cursor))
    }

    #[inline]
    fn peek(cursor: &StringCursor) -> u32 {
        looked(S::peek(cursor))
    }

    #[inline]
    fn skip(cursor: &mut StringCursor, n: usize) {
        S::skip(cursor, n);
    }

    #[inline]
    fn back_advance(cursor: &mut StringCursor) -> u32 {
        looked(S::back_advance(cursor))
    }

    #[inline]
    fn back_peek(cursor: &StringCursor) -> u32 {
        looked(S::back_peek(cursor))
    }

    #[inline]
    fn back_skip(cursor: &mut StringCursor, n: usize) {
        S::back_skip(cursor, n);
    }
}
