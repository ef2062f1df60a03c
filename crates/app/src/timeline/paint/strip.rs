//! Columns of many narrow spans, painted pixel by pixel: tens of thousands of small rectangles would
//! take a canvas much longer than one image.

use wasm_bindgen::Clamped;
use web_sys::{CanvasRenderingContext2d, ImageData};

use super::super::colour::Rgb;
use super::super::palette::{InkId, Palette};

/// A part of the canvas, in device pixels.
pub struct Strip {
    left: i32,
    top: i32,
    width: usize,
    height: usize,
    /// Where time 0 and the first row stand, from where patterns begin.
    origin: (i32, i32),
    /// Red, green, blue and alpha of each pixel, row by row.
    pixels: Vec<[u8; 4]>,
    /// Runs of columns that were painted, each from its first to after its last.
    painted: Vec<(usize, usize)>,
}

impl Strip {
    pub fn new(left: i32, top: i32, width: usize, height: usize, origin: (i32, i32)) -> Strip {
        Strip { left, top, width, height, origin, pixels: Vec::new(), painted: Vec::new() }
    }

    /// Paints the columns from one place on the canvas to another, which come from left to right: inks on top of each other from
    /// the bottom up, each with its share of the height. What they leave is `ground`.
    pub fn stack(
        &mut self,
        palette: &Palette,
        ground: Rgb,
        from: i32,
        to: i32,
        parts: impl Iterator<Item = (InkId, f64)> + Clone,
    ) {
        let column = |x: i32| (x - self.left).clamp(0, self.width as i32) as usize;
        let (from, to) = (column(from), column(to));
        if from >= to {
            return;
        }
        if self.pixels.is_empty() {
            let Rgb(red, green, blue) = ground;
            self.pixels = vec![[red, green, blue, 255]; self.width * self.height];
        }
        match self.painted.last_mut() {
            Some((_, end)) if *end >= from => *end = to.max(*end),
            _ => self.painted.push((from, to)),
        }
        for x in from..to {
            let across = self.left + x as i32 - self.origin.0;
            let (mut share, mut bottom) = (0.0, self.height);
            for (id, part) in parts.clone() {
                share += part;
                let top = self.height - ((self.height as f64 * share).round() as usize).min(self.height);
                if top >= bottom {
                    continue;
                }
                let down = self.top + top as i32 - self.origin.1;
                for (y, pixel) in (top..bottom).zip(palette.ink(id).column(palette.tile, across, down)) {
                    self.pixels[y * self.width + x] = pixel;
                }
                bottom = top;
            }
        }
    }

    /// Puts onto the canvas what was painted.
    pub fn put(&self, context: &CanvasRenderingContext2d) {
        if self.painted.is_empty() {
            return;
        }
        let Ok(image) = ImageData::new_with_u8_clamped_array(Clamped(self.pixels.as_flattened()), self.width as u32)
        else {
            return;
        };
        let (left, top, height) = (f64::from(self.left), f64::from(self.top), self.height as f64);
        for (first, end) in &self.painted {
            let (first, width) = (*first as f64, (end - first) as f64);
            let _ = context.put_image_data_with_dirty_x_and_dirty_y_and_dirty_width_and_dirty_height(
                &image, left, top, first, 0.0, width, height,
            );
        }
    }
}
