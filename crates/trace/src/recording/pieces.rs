//! Levels of detail: what a stretch of time looks like in so many pixel columns.

use std::ops::Range;

use crate::Nanos;

/// A part of a chart: either one entry at least a column wide, or the narrow entries of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Piece {
    pub start: Nanos,
    pub end: Nanos,
    /// Index of the first entry that the piece touches.
    pub first: usize,
    /// Index of the last one, which may be the same.
    pub last: usize,
}

/// Entries that follow each other without gaps: each lasts until the next one starts.
pub(super) struct Entries<F> {
    pub count: usize,
    /// When an entry starts; never falls with the index.
    pub start: F,
    /// When the last one ends.
    pub end: Nanos,
}

impl<F: Fn(usize) -> Nanos> Entries<F> {
    pub fn end_of(&self, index: usize) -> Nanos {
        if index + 1 < self.count { (self.start)(index + 1) } else { self.end }
    }

    /// The last entry that starts at `at` or before, which must not be one before `from`. Doubling
    /// steps make it cheap to look for something near.
    pub fn locate(&self, from: usize, at: Nanos) -> usize {
        let (mut low, mut step) = (from, 1);
        while low + step < self.count && (self.start)(low + step) <= at {
            low += step;
            step *= 2;
        }
        let mut high = (low + step).min(self.count);
        while high - low > 1 {
            let middle = low + (high - low) / 2;
            if (self.start)(middle) <= at {
                low = middle;
            } else {
                high = middle;
            }
        }
        low
    }

    /// The entries within `range` as pieces without gaps, at most about two a column, however many
    /// entries there are.
    pub fn pieces(&self, range: Range<Nanos>, columns: u32) -> Vec<Piece> {
        let mut pieces = Vec::new();
        if self.count == 0 || columns == 0 || range.start >= range.end {
            return pieces;
        }
        let mut at = range.start.max((self.start)(0));
        let stop = range.end.min(self.end);
        if at >= stop {
            return pieces;
        }
        let width = range.end - range.start;
        let wide = (width / u64::from(columns)).max(1);
        let is_wide = |index| self.end_of(index) - (self.start)(index) >= wide;
        let mut index = self.locate(0, at);
        while at < stop {
            let (end, last) = if is_wide(index) {
                (self.end_of(index), index)
            } else {
                let end = column_end(at, &range, columns).min(stop);
                let last = self.locate(index, end - 1);
                // Only the last entry of a column can be wide, as the others end within it.
                if last > index && is_wide(last) { ((self.start)(last), last - 1) } else { (end, last) }
            };
            let end = end.min(stop);
            pieces.push(Piece { start: at, end, first: index, last });
            at = end;
            index = if self.end_of(last) <= end { last + 1 } else { last };
        }
        pieces
    }
}

/// Where the column that holds `at` ends; later than `at`.
fn column_end(at: Nanos, range: &Range<Nanos>, columns: u32) -> Nanos {
    let width = u128::from(range.end - range.start);
    let columns = u128::from(columns);
    let column = u128::from(at - range.start) * columns / width;
    // Rounded up, so that the column of the result is the next one.
    range.start + ((column + 1) * width).div_ceil(columns) as u64
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pieces(starts: &[Nanos], end: Nanos, range: Range<Nanos>, columns: u32) -> Vec<(Nanos, Nanos, usize, usize)> {
        let entries = Entries { count: starts.len(), start: |index: usize| starts[index], end };
        let tuple = |piece: Piece| (piece.start, piece.end, piece.first, piece.last);
        entries.pieces(range, columns).into_iter().map(tuple).collect()
    }

    #[test]
    fn wide_entries_stay_whole_and_narrow_ones_share_a_column() {
        let starts = [0, 40, 41, 42, 43, 60];
        assert_eq!(pieces(&starts, 100, 0..100, 10), [(0, 40, 0, 0), (40, 43, 1, 3), (43, 60, 4, 4), (60, 100, 5, 5)]);
    }

    #[test]
    fn the_range_cuts_the_ends_off() {
        assert_eq!(pieces(&[10, 50], 90, 20..60, 4), [(20, 50, 0, 0), (50, 60, 1, 1)]);
        assert_eq!(pieces(&[10, 50], 90, 90..95, 4), []);
        assert_eq!(pieces(&[10, 50], 90, 0..10, 4), []);
        assert_eq!(pieces(&[], 0, 0..10, 4), []);
    }

    #[test]
    fn pieces_have_no_gaps_and_are_few() {
        let starts: Vec<Nanos> = (0..10_000).map(|index| index * 7 + (index % 3)).collect();
        for columns in [1, 7, 100, 1000] {
            for range in [0..70_000, 123..4_567, 69_000..80_000] {
                let got = pieces(&starts, 70_000, range.clone(), columns);
                assert!(got.len() <= 2 * columns as usize + 2, "{} pieces", got.len());
                assert_eq!(got[0].0, range.start);
                assert_eq!(got.last().unwrap().1, range.end.min(70_000));
                assert!(got.windows(2).all(|pair| pair[0].1 == pair[1].0));
                assert!(got.iter().all(|piece| piece.0 < piece.1));
                assert!(got.iter().all(|piece| starts[piece.2] <= piece.0 && starts[piece.3] < piece.1));
            }
        }
    }

    #[test]
    fn ranges_narrower_than_a_nanosecond_a_column_work() {
        assert_eq!(pieces(&[0, 1, 2, 3], 4, 1..3, 1000), [(1, 2, 1, 1), (2, 3, 2, 2)]);
    }
}
