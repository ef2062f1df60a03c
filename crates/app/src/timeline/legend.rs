//! What colours and patterns mean.

use wasm_bindgen::JsCast;
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement};
use weft_trace::{Recording, StateKind};
use yew::prelude::*;

use super::palette::{InkId, Palette};
use super::words::Words;

/// A swatch in CSS pixels.
const SIZE: (f64, f64) = (22.0, 12.0);

/// The states that occur, in the order of the legend.
pub fn kinds(recording: &Recording) -> Vec<StateKind> {
    let mut seen = [false; StateKind::TIMED.len()];
    for lane in recording.lanes() {
        let nanos = lane.totals();
        for kind in StateKind::TIMED {
            seen[kind as usize] |= nanos[kind] > 0;
        }
    }
    StateKind::TIMED.into_iter().filter(|kind| seen[*kind as usize]).collect()
}

/// The list; [`paint`] fills its swatches.
pub fn view(kinds: &[(StateKind, NodeRef)], words: Words) -> Html {
    html! {
        <ul class="timeline-legend">
            { for kinds.iter().map(|(kind, swatch)| html! {
                <li key={kind.name()}>
                    <canvas ref={swatch} width="22" height="12" aria-hidden="true" />
                    { words.legend(*kind) }
                </li>
            }) }
        </ul>
    }
}

/// Fills the swatches as bars are filled. Says whether all of them stand in the page already.
pub fn paint(kinds: &[(StateKind, NodeRef)], palette: &Palette) -> bool {
    let mut all = true;
    for (kind, swatch) in kinds {
        let Some(canvas) = swatch.cast::<HtmlCanvasElement>() else {
            all = false;
            continue;
        };
        canvas.set_width((SIZE.0 * palette.ratio).round() as u32);
        canvas.set_height((SIZE.1 * palette.ratio).round() as u32);
        let context = canvas.get_context("2d").ok().flatten();
        let Some(context) = context.and_then(|context| context.dyn_into::<CanvasRenderingContext2d>().ok()) else {
            continue;
        };
        palette.ink(InkId::state(*kind)).fill_with(&context);
        context.fill_rect(0.0, 0.0, f64::from(canvas.width()), f64::from(canvas.height()));
    }
    all
}
