//! The recording as files for other tools.

use wasm_bindgen::{JsCast, JsValue, prelude::Closure};
use web_sys::{Blob, CanvasRenderingContext2d, HtmlCanvasElement};
use weft_trace::{Recording, StateKind, export};

use super::palette::{InkId, Palette};
use super::words::Words;
use crate::{clipboard, results, texts::Text};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    Png,
    Svg,
    Trace,
    Csv,
}

impl Format {
    pub const ALL: [(Format, Text); 4] = [
        (Format::Png, Text::ExportPng),
        (Format::Svg, Text::ExportSvg),
        (Format::Trace, Text::ExportTrace),
        (Format::Csv, Text::ExportCsv),
    ];
}

/// Makes the file and hands it to the browser; `canvas` shows the timeline as it stands.
pub fn save(format: Format, recording: &Recording, palette: &Palette, words: Words, canvas: &HtmlCanvasElement) {
    let mut bytes = Vec::new();
    match format {
        Format::Png => save_png(canvas, &palette.surface.css()),
        Format::Svg => {
            let colour = |kind: StateKind| palette.ink(InkId::state(kind)).strong.clone();
            let svg = results::picture(recording, colour, |at| words.short(at));
            clipboard::download("timeline.svg", "image/svg+xml", svg.as_bytes());
        }
        Format::Trace => {
            // Writing into memory cannot fail.
            let _ = export::write_chrome(recording, &mut bytes);
            clipboard::download("trace.json", "application/json", &bytes);
        }
        Format::Csv => {
            let _ = export::write_csv(recording, &mut bytes);
            clipboard::download("spans.csv", "text/csv;charset=utf-8", &bytes);
        }
    }
}

/// What the canvas shows, on the page's ground, without which dark text would stand on nothing.
fn save_png(canvas: &HtmlCanvasElement, ground: &str) {
    let document = gloo_utils::document();
    let Ok(Ok(copy)) = document.create_element("canvas").map(JsCast::dyn_into::<HtmlCanvasElement>) else { return };
    let (width, height) = (canvas.width(), canvas.height());
    copy.set_width(width);
    copy.set_height(height);
    let Ok(Some(context)) = copy.get_context("2d") else { return };
    let Ok(context) = context.dyn_into::<CanvasRenderingContext2d>() else { return };
    context.set_fill_style_str(ground);
    context.fill_rect(0.0, 0.0, width.into(), height.into());
    let _ = context.draw_image_with_html_canvas_element(canvas, 0.0, 0.0);
    let done = Closure::once_into_js(|blob: JsValue| {
        if let Ok(blob) = blob.dyn_into::<Blob>() {
            clipboard::download_blob("timeline.png", &blob);
        }
    });
    // A canvas too large to be a picture gives none.
    let _ = copy.to_blob(done.unchecked_ref());
}
