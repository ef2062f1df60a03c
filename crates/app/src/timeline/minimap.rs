//! The whole run in a strip, with a frame around what is shown of it.

use weft_trace::{Recording, Sample};

use super::palette::{InkId, Palette};
use super::surface::Surface;
use super::view::Viewport;

/// In CSS pixels.
pub const HEIGHT: f64 = 26.0;

/// Lanes beyond so many would be too thin to see.
const LANES: usize = 24;

/// Where a time stands on a strip of that width.
fn x_of(at: f64, end: f64, width: f64) -> f64 {
    at / end.max(1.0) * width
}

/// The share of the run (0 to 1) that stands there.
pub fn share_at(x: f64, width: f64) -> f64 {
    (x / width.max(1.0)).clamp(0.0, 1.0)
}

pub fn paint(recording: &Recording, view: &Viewport, palette: &Palette, surface: &Surface) {
    surface.clear();
    let (width, end) = (surface.width, view.whole(recording.end()));
    surface.fill(&palette.track.css(), 0.0, 0.0, width, HEIGHT);
    let lanes = recording.lanes().count().clamp(1, LANES) as f64;
    let step = (HEIGHT - 4.0) / lanes;
    for (row, lane) in recording.lanes().take(LANES).enumerate() {
        let top = 2.0 + row as f64 * step;
        for sample in lane.sample(0..recording.end(), width as u32) {
            let (start, stop, kind) = match sample {
                Sample::Whole { start, end, span, .. } => (start, end, Some(span.kind())),
                Sample::Mixed { start, end, nanos } => (start, end, nanos.dominant()),
            };
            let Some(kind) = kind else { continue };
            let (left, right) = (x_of(start as f64, end, width), x_of(stop as f64, end, width));
            // Waiting is pale, so that the work stands out.
            surface.fill(
                &palette.ink(InkId::state(kind)).colour,
                left,
                top,
                (right - left).max(0.5),
                (step - 0.5).max(0.75),
            );
        }
    }
    let (from, to) = view.range();
    let (left, right) = (x_of(from, end, width), x_of(to, end, width));
    let veil = palette.surface.css_with_alpha(0.72);
    surface.fill(&veil, 0.0, 0.0, left, HEIGHT);
    surface.fill(&veil, right, 0.0, width - right, HEIGHT);
    for x in [left, (right - 1.5).max(left)] {
        surface.fill(&palette.accent, x, 0.0, 1.5, HEIGHT);
    }
}

#[cfg(test)]
mod tests {
    use super::{share_at, x_of};

    #[test]
    fn places_on_the_strip() {
        assert_eq!(x_of(50.0, 100.0, 300.0), 150.0);
        assert_eq!([share_at(-5.0, 100.0), share_at(25.0, 100.0), share_at(500.0, 100.0)], [0.0, 0.25, 1.0]);
    }
}
