//! Which stretch of time is shown, and where a time stands on the screen.

use std::ops::Range;

use weft_trace::Nanos;

/// Nobody needs to see less than this many nanoseconds across the chart.
const NARROWEST: f64 = 100.0;

/// A little time after the end is shown too, so that the ends of threads can be seen.
const AFTER_END: f64 = 1.015;

/// The stretch of time that is shown, in nanoseconds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Viewport {
    start: f64,
    end: f64,
    /// The whole run is shown and the view grows with it.
    following: bool,
}

impl Viewport {
    /// All of a run that reaches until `end`, now and while it grows.
    pub fn all(end: Nanos) -> Viewport {
        Viewport { start: 0.0, end: whole(end), following: true }
    }

    /// The run reaches until `end` now.
    pub fn grow(&mut self, end: Nanos) {
        if self.following {
            *self = Viewport::all(end);
        }
    }

    /// Shows `factor` times as much time (less than 1 zooms in); what stands at the `share` of the
    /// width (0 left, 1 right) stays there. A view as wide as the run follows it again.
    pub fn zoom(&mut self, factor: f64, share: f64, end: Nanos) {
        let width = self.end - self.start;
        let wanted = (width * factor).max(NARROWEST.min(whole(end)));
        if wanted >= whole(end) {
            *self = Viewport::all(end);
            return;
        }
        let fixed = self.start + width * share;
        self.place(fixed - wanted * share, wanted, end);
    }

    /// Moves by a share of the width: positive shows later times.
    pub fn pan(&mut self, share: f64, end: Nanos) {
        if !self.following {
            let width = self.end - self.start;
            self.place(self.start + width * share, width, end);
        }
    }

    /// Moves so that a time is in view, in the middle if it was not.
    pub fn reveal(&mut self, at: Nanos, end: Nanos) {
        let at = at as f64;
        if !(self.start..=self.end).contains(&at) {
            let width = self.end - self.start;
            self.place(at - width / 2.0, width, end);
        }
    }

    /// Puts what stands at a share of the whole (0 to 1) in the middle.
    pub fn centre(&mut self, share: f64, end: Nanos) {
        if !self.following {
            let width = self.end - self.start;
            self.place(whole(end) * share - width / 2.0, width, end);
        }
    }

    /// The first and the last time that are shown, in nanoseconds.
    pub fn range(&self) -> (f64, f64) {
        (self.start, self.end)
    }

    /// How much there is to show of a run that reaches until `end`, in nanoseconds.
    pub fn whole(&self, end: Nanos) -> f64 {
        whole(end)
    }

    fn place(&mut self, start: f64, width: f64, end: Nanos) {
        self.start = start.min(whole(end) - width).max(0.0);
        self.end = self.start + width;
        self.following = false;
    }

    /// The view on a chart that begins `left` pixels from the edge and is `width` pixels wide.
    pub fn scale(&self, left: f64, width: f64) -> Scale {
        Scale { left, width: width.max(1.0), start: self.start, end: self.end }
    }
}

fn whole(end: Nanos) -> f64 {
    (end as f64 * AFTER_END).max(1000.0)
}

/// Empty space left and right of what a view covers, in CSS pixels, so that marks at its ends can be
/// seen. What lies beyond the ends shows in it.
pub const MARGIN: f64 = 8.0;

/// Times to pixels and back.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Scale {
    pub left: f64,
    pub width: f64,
    start: f64,
    end: f64,
}

impl Scale {
    /// Pixels from the left edge of the canvas.
    pub fn x(&self, at: Nanos) -> f64 {
        self.left + (at as f64 - self.start) / self.nanos_per_pixel()
    }

    pub fn at(&self, x: f64) -> Nanos {
        (self.start + (x - self.left) * self.nanos_per_pixel()).round().max(0.0) as Nanos
    }

    pub fn nanos_per_pixel(&self) -> f64 {
        (self.end - self.start) / self.width
    }

    /// Whole nanoseconds that cover what is shown, margins included.
    pub fn range(&self) -> Range<Nanos> {
        let margin = MARGIN * self.nanos_per_pixel();
        (self.start - margin).max(0.0) as Nanos..(self.end + margin).ceil() as Nanos
    }

    /// The pixel columns of [`Scale::range`].
    pub fn columns(&self) -> u32 {
        let range = self.range();
        ((range.end - range.start) as f64 / self.nanos_per_pixel()).ceil().max(1.0) as u32
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const END: Nanos = 1_000_000;

    fn ends(view: &Viewport) -> (Nanos, Nanos) {
        let scale = view.scale(0.0, 1000.0);
        (scale.at(0.0), scale.at(1000.0))
    }

    #[test]
    fn a_view_of_all_follows_until_it_is_zoomed() {
        let mut view = Viewport::all(10);
        view.grow(END);
        assert_eq!(ends(&view), (0, 1_015_000));
        view.zoom(0.5, 0.5, END);
        let before = view;
        view.grow(2 * END);
        assert_eq!(view, before);
        view.zoom(100.0, 0.5, END);
        assert_eq!(view, Viewport::all(END));
    }

    #[test]
    fn zooming_keeps_the_time_at_the_pointer() {
        let mut view = Viewport::all(END);
        let at = |view: &Viewport| view.scale(100.0, 800.0).at(100.0 + 800.0 * 0.25);
        let before = at(&view);
        for _ in 0..10 {
            view.zoom(0.7, 0.25, END);
        }
        assert!(at(&view).abs_diff(before) <= 1);
        for _ in 0..200 {
            view.zoom(0.5, 0.25, END);
        }
        assert!(view.scale(0.0, 1000.0).nanos_per_pixel() >= 0.1);
    }

    #[test]
    fn panning_stops_at_the_ends() {
        let mut view = Viewport::all(END);
        view.zoom(0.1, 0.0, END);
        view.pan(-5.0, END);
        assert_eq!(ends(&view).0, 0);
        view.pan(50.0, END);
        assert_eq!(ends(&view).1, 1_015_000);
        view.centre(0.0, END);
        assert_eq!(ends(&view).0, 0);
        view.centre(0.5, END);
        assert_eq!(ends(&view).0 + ends(&view).1, 1_015_000);
    }

    #[test]
    fn a_time_out_of_view_is_brought_into_it() {
        let mut view = Viewport::all(END);
        view.zoom(0.1, 0.0, END);
        let before = view;
        view.reveal(50_000, END);
        assert_eq!(view, before);
        view.reveal(500_000, END);
        let (start, end) = ends(&view);
        assert!(start < 500_000 && end > 500_000 && end - start == 101_500, "{start} {end}");
    }

    #[test]
    fn pixels_and_times_agree() {
        let mut view = Viewport::all(END);
        view.zoom(0.3, 0.6, END);
        let scale = view.scale(120.0, 640.0);
        for x in [120.0, 300.5, 760.0] {
            assert!((scale.x(scale.at(x)) - x).abs() < 0.01);
        }
    }
}
