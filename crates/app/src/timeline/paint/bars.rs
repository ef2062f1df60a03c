//! The bars of lanes and GIL strips, and the text in them.

use super::super::palette::{InkId, Palette};
use super::super::surface::{Font, Surface};
use super::Scene;
use super::strip::Strip;

/// Between the edge of a bar and its caption.
const PADDING: f64 = 6.0;

/// Bars that leave less room than this get no caption, in CSS pixels.
const LEAST_ROOM: f64 = 10.0;

/// Edges in CSS pixels.
#[derive(Clone, Copy)]
pub struct Rect {
    pub left: f64,
    pub top: f64,
    pub right: f64,
    pub bottom: f64,
}

/// Text in a bar, drawn when all bars and arrows stand.
struct Caption {
    text: String,
    font: Font,
    ink: InkId,
    x: f64,
    width: f64,
    middle: f64,
}

/// What is to be drawn: collected first, so that each ink is taken up once a picture.
pub struct Bars {
    rects: Vec<Vec<Rect>>,
    strips: Vec<Strip>,
    captions: Vec<Caption>,
    /// Where time 0 and the first row stand, in device pixels.
    origin: (i32, i32),
    ratio: f64,
}

impl Bars {
    pub fn new(scene: &Scene<'_>, surface: &Surface) -> Bars {
        let ratio = surface.ratio;
        let tile = i64::from(scene.palette.tile);
        // Patterns repeat, so that only the rest matters; far zoomed in, the whole is too large a number.
        let device = |at: f64| ((at * ratio).round() as i64).rem_euclid(tile) as i32;
        Bars {
            rects: (0..Palette::INKS).map(|_| Vec::new()).collect(),
            strips: Vec::new(),
            captions: Vec::new(),
            origin: (device(scene.scale.x(0)), device(scene.y(0.0))),
            ratio,
        }
    }

    pub fn add(&mut self, ink: InkId, rect: Rect) {
        self.rects[ink.place()].push(rect);
    }

    /// Writes the first of the texts that fits into the part of the bar that shows.
    pub fn caption(
        &mut self,
        scene: &Scene<'_>,
        surface: &mut Surface,
        ink: InkId,
        rect: Rect,
        texts: impl FnOnce() -> Vec<String>,
    ) {
        let left = rect.left.max(scene.layout.names) + PADDING;
        let room = rect.right.min(surface.width) - PADDING - left;
        if room < LEAST_ROOM {
            return;
        }
        let font = if rect.bottom - rect.top < 17.0 { Font::Small } else { Font::Normal };
        let middle = (rect.top + rect.bottom) / 2.0;
        for text in texts() {
            let width = surface.measure(&text, font);
            if width <= room {
                self.captions.push(Caption { text, font, ink, x: left, width, middle });
                return;
            }
        }
    }

    /// An empty strip for what is too narrow between two heights; give it back to [`Bars::add_strip`].
    pub fn strip(&self, scene: &Scene<'_>, surface: &Surface, top: f64, bottom: f64) -> Strip {
        let pixel = |at: f64| (at * self.ratio).round() as i32;
        let (left, top, bottom) = (pixel(scene.layout.names), pixel(top), pixel(bottom));
        let width = (pixel(surface.width) - left).max(0) as usize;
        Strip::new(left, top, width, (bottom - top).max(0) as usize, self.origin)
    }

    pub fn add_strip(&mut self, strip: Strip) {
        self.strips.push(strip);
    }

    /// Fills in device pixels, so that edges are sharp and patterns are not stretched. Patterns move
    /// along when the view moves.
    pub fn draw(&self, palette: &Palette, surface: &Surface) {
        let context = &surface.context;
        for strip in &self.strips {
            strip.put(context);
        }
        let (across, down) = (f64::from(self.origin.0), f64::from(self.origin.1));
        let _ = context.set_transform(1.0, 0.0, 0.0, 1.0, across, down);
        for (id, rects) in InkId::all().zip(&self.rects) {
            if rects.is_empty() {
                continue;
            }
            palette.ink(id).fill_with(context);
            for rect in rects {
                let left = (rect.left * self.ratio).round();
                let mut width = ((rect.right * self.ratio).round() - left).max(1.0);
                // A gap shows where one span ends and the next of its kind begins.
                if width > 6.0 {
                    width -= 1.0;
                }
                let top = (rect.top * self.ratio).round();
                let height = ((rect.bottom * self.ratio).round() - top).max(1.0);
                context.fill_rect(left - across, top - down, width, height);
            }
        }
        surface.use_css_pixels();
    }

    pub fn draw_captions(&self, palette: &Palette, surface: &Surface) {
        for Caption { text, font, ink, x, width, middle } in &self.captions {
            let ink = palette.ink(*ink);
            // Patterns and arrows must not cross the text.
            surface.fill(&ink.edge, x - 3.0, middle - 7.0, width + 6.0, 14.0);
            surface.text(text, *font, &ink.text, *x, *middle);
        }
    }
}
