//! Where the ruler has its marks.

use weft_trace::Nanos;

use super::view::Scale;

/// Marks at round times, `step` nanoseconds apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ticks {
    first: Nanos,
    last: Nanos,
    pub step: Nanos,
}

impl Ticks {
    /// Marks on what is shown, at least `spacing` pixels apart.
    pub fn new(scale: &Scale, spacing: f64) -> Ticks {
        let step = round_up(scale.nanos_per_pixel() * spacing);
        let range = scale.range();
        Ticks { first: range.start.div_ceil(step) * step, last: range.end, step }
    }

    pub fn iter(self) -> impl Iterator<Item = Nanos> {
        // Not `step_by`: 5 s are more nanoseconds than a browser's `usize` holds.
        let next = move |at: &Nanos| at.checked_add(self.step);
        std::iter::successors(Some(self.first), next).take_while(move |at| *at <= self.last)
    }
}

/// 1, 2 or 5 times a power of ten, not less than `nanos`.
fn round_up(nanos: f64) -> Nanos {
    let mut power = 1;
    loop {
        for step in [power, 2 * power, 5 * power] {
            if step as f64 >= nanos {
                return step;
            }
        }
        power *= 10;
    }
}

#[cfg(test)]
mod tests {
    use super::super::view::Viewport;
    use super::*;

    #[test]
    fn marks_are_round_and_not_too_many() {
        let scale = Viewport::all(2_000_000_000).scale(0.0, 1000.0);
        let ticks = Ticks::new(&scale, 90.0);
        assert_eq!(ticks.step, 200_000_000);
        assert_eq!(ticks.iter().count(), 11);
        assert_eq!(ticks.iter().next(), Some(0));
    }

    #[test]
    fn steps_of_seconds_are_no_shorter() {
        let scale = Viewport::all(13_000_000_000).scale(0.0, 340.0);
        let ticks = Ticks::new(&scale, 88.0);
        assert_eq!(ticks.iter().collect::<Vec<_>>(), [0, 5_000_000_000, 10_000_000_000]);
    }

    #[test]
    fn steps_are_one_two_or_five() {
        let steps = [0.3, 1.0, 1.5, 2.1, 7.0, 999.0].map(round_up);
        assert_eq!(steps, [1, 1, 2, 5, 10, 1000]);
    }
}
