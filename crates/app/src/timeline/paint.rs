//! Draws the timeline.

mod arrows;
mod bars;
mod depths;
mod gil;
mod lanes;
mod names;
mod ruler;
mod strip;

use weft_trace::Recording;

pub use arrows::DrawnArrow;
pub use ruler::draw_lines;

use bars::Bars;

use super::layout::{Layout, RULER, Row};
use super::palette::Palette;
use super::surface::Surface;
use super::view::Scale;
use super::words::Words;

/// All that a picture is made of.
pub struct Scene<'a> {
    pub recording: &'a Recording,
    pub layout: &'a Layout,
    pub scale: Scale,
    pub palette: &'a Palette,
    pub words: Words,
    /// How far the rows are scrolled, in CSS pixels.
    pub scroll: f64,
}

impl Scene<'_> {
    /// Where a height of the layout stands on the canvas.
    pub fn y(&self, height: f64) -> f64 {
        RULER + height - self.scroll
    }

    /// The rows that show on a canvas of that height.
    pub fn rows(&self, height: f64) -> &[Row] {
        self.layout.between(self.scroll, self.scroll + height - RULER)
    }
}

/// Draws all but the lines of [`draw_lines`]; gives the arrows back for the pointer to find.
pub fn paint(scene: &Scene<'_>, surface: &mut Surface) -> Vec<DrawnArrow> {
    surface.clear();
    ruler::draw_grid(scene, surface);
    names::draw_bands(scene, surface);
    let left = scene.layout.names;
    surface.clip(left, RULER, surface.width - left, surface.height - RULER);
    let mut bars = Bars::new(scene, surface);
    lanes::draw_lives(scene, surface);
    lanes::collect(scene, surface, &mut bars);
    gil::collect(scene, surface, &mut bars);
    bars.draw(scene.palette, surface);
    lanes::draw_ends(scene, surface);
    depths::draw(scene, surface);
    let (arrows, hidden) = arrows::draw(scene, surface);
    bars.draw_captions(scene.palette, surface);
    surface.unclip();
    names::draw(scene, surface);
    ruler::draw(scene, surface, hidden);
    arrows
}
