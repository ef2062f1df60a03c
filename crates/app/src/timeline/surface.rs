//! A canvas with its device pixels, fonts and measured texts.

use std::collections::HashMap;

use wasm_bindgen::{JsCast, JsValue};
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement};

/// Measured widths are forgotten beyond so many texts.
const REMEMBERED: usize = 4000;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Font {
    Small,
    Normal,
    Bold,
}

/// Browsers leave out what cannot be seen at all.
const FAINT: &str = "rgb(0 0 0 / 1%)";

pub struct Surface {
    canvas: HtmlCanvasElement,
    pub context: CanvasRenderingContext2d,
    /// Device pixels a CSS pixel.
    pub ratio: f64,
    /// In CSS pixels.
    pub width: f64,
    /// In CSS pixels.
    pub height: f64,
    family: String,
    widths: HashMap<(Font, String), f64>,
}

impl Surface {
    /// `None` where the browser has no 2D canvas.
    pub fn new(canvas: HtmlCanvasElement) -> Option<Surface> {
        let context = canvas.get_context("2d").ok()??.dyn_into().ok()?;
        Some(Surface {
            canvas,
            context,
            ratio: 1.0,
            width: 0.0,
            height: 0.0,
            family: "sans-serif".to_owned(),
            widths: HashMap::new(),
        })
    }

    /// Takes on the size in CSS pixels, and a pixel of its own for each of the screen's. Says whether
    /// that is another size than before; if so, the canvas is empty now.
    pub fn resize(&mut self, width: f64, height: f64, ratio: f64) -> bool {
        let pixels = |size: f64| (size * ratio).round().max(1.0) as u32;
        let changed = (self.width, self.height, self.ratio) != (width, height, ratio);
        if changed {
            self.canvas.set_width(pixels(width));
            self.canvas.set_height(pixels(height));
            let _ = self.canvas.style().set_property("height", &format!("{height}px"));
            (self.width, self.height, self.ratio) = (width, height, ratio);
        }
        changed
    }

    pub fn set_family(&mut self, family: &str) {
        if self.family != family {
            self.family = family.to_owned();
            self.widths.clear();
        }
    }

    /// Coordinates are CSS pixels from here on.
    pub fn use_css_pixels(&self) {
        let _ = self.context.set_transform(self.ratio, 0.0, 0.0, self.ratio, 0.0, 0.0);
    }

    /// The nearest place where device pixels meet, so that edges are sharp.
    pub fn snap(&self, at: f64) -> f64 {
        (at * self.ratio).round() / self.ratio
    }

    /// The device pixels between two places, at least one.
    pub fn columns(&self, left: f64, right: f64) -> (i32, i32) {
        let (left, right) = ((left * self.ratio).round() as i32, (right * self.ratio).round() as i32);
        (left, right.max(left + 1))
    }

    pub fn clear(&self) {
        self.use_css_pixels();
        self.context.clear_rect(0.0, 0.0, self.width, self.height);
    }

    pub fn fill(&self, colour: &str, x: f64, y: f64, width: f64, height: f64) {
        self.context.set_fill_style_str(colour);
        self.context.fill_rect(x, y, width, height);
    }

    /// What is drawn until [`Surface::unclip`] shows only within the rectangle.
    pub fn clip(&self, x: f64, y: f64, width: f64, height: f64) {
        self.context.save();
        self.context.begin_path();
        self.context.rect(x, y, width, height);
        self.context.clip();
    }

    pub fn unclip(&self) {
        self.context.restore();
    }

    fn set_font(&self, font: Font) {
        let size = match font {
            Font::Small => "11px",
            Font::Normal => "12px",
            Font::Bold => "600 12px",
        };
        self.context.set_font(&format!("{size} {}", self.family));
    }

    /// Width of a text in CSS pixels.
    pub fn measure(&mut self, text: &str, font: Font) -> f64 {
        let key = (font, text.to_owned());
        if let Some(width) = self.widths.get(&key) {
            return *width;
        }
        self.set_font(font);
        let width = self.context.measure_text(text).map_or(0.0, |metrics| metrics.width());
        if self.widths.len() >= REMEMBERED {
            self.widths.clear();
        }
        self.widths.insert(key, width);
        width
    }

    /// Writes from `x` to the right, centred on the height `middle`.
    pub fn text(&self, text: &str, font: Font, colour: &str, x: f64, middle: f64) {
        self.set_font(font);
        self.context.set_text_baseline("middle");
        self.context.set_fill_style_str(colour);
        // Half a pixel lower, because capitals look centred there.
        let _ = self.context.fill_text(text, self.snap(x), self.snap(middle + 0.5));
    }

    /// The same on top of an edge of another colour, which keeps it readable on patterns.
    pub fn text_with_edge(&self, text: &str, font: Font, colour: &str, edge: &str, x: f64, middle: f64) {
        self.set_font(font);
        self.context.set_text_baseline("middle");
        self.context.set_stroke_style_str(edge);
        self.context.set_line_width(4.0);
        self.context.set_line_join("round");
        let _ = self.context.stroke_text(text, self.snap(x), self.snap(middle + 0.5));
        self.text(text, font, colour, x, middle);
    }

    /// Has the browser load what it needs for texts; nothing stays to be seen.
    pub fn prepare_letters(&self) {
        for font in [Font::Small, Font::Normal, Font::Bold] {
            self.text_with_edge("Running 0.5 ms 运行", font, FAINT, FAINT, 0.0, 10.0);
        }
        self.clear();
    }

    /// The text, or as much of its beginning as fits into `room`, with an ellipsis.
    pub fn shortened(&mut self, text: &str, font: Font, room: f64) -> String {
        if self.measure(text, font) <= room {
            return text.to_owned();
        }
        let chars: Vec<char> = text.chars().collect();
        let (mut fits, mut too_long) = (0, chars.len());
        while too_long - fits > 1 {
            let middle = (fits + too_long) / 2;
            let candidate: String = chars[..middle].iter().chain(&['…']).collect();
            if self.measure(&candidate, font) <= room {
                fits = middle;
            } else {
                too_long = middle;
            }
        }
        chars[..fits].iter().chain(&['…']).collect()
    }

    /// Lines are dashed so, in CSS pixels, until the next call; an empty list gives a solid line.
    pub fn set_dash(&self, lengths: &[f64]) {
        let lengths: js_sys::Array = lengths.iter().map(|length| JsValue::from_f64(*length)).collect();
        let _ = self.context.set_line_dash(&lengths);
    }
}
