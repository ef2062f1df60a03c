//! The bar between two panels: drag it, or use the arrow keys.

use web_sys::{Element, KeyboardEvent, PointerEvent};
use yew::prelude::*;

/// Neither panel gets less than this share.
const LEAST: f64 = 0.15;
const STEP: f64 = 0.02;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Axis {
    /// Between a left and a right panel.
    Columns,
    /// Between an upper and a lower panel.
    Rows,
}

#[derive(Properties, PartialEq)]
pub struct SplitterProps {
    pub axis: Axis,
    /// Share of the first panel, 0 to 1.
    pub share: f64,
    pub label: AttrValue,
    pub on_change: Callback<f64>,
}

/// Measures itself against its parent element, which holds both panels.
#[function_component(Splitter)]
pub fn splitter(props: &SplitterProps) -> Html {
    let change = {
        let on_change = props.on_change.clone();
        move |share: f64| on_change.emit(share.clamp(LEAST, 1.0 - LEAST))
    };
    let onpointerdown = Callback::from(|event: PointerEvent| {
        if let Some(bar) = event.target_dyn_into::<Element>() {
            // Without capture the bar can still be moved, only not as fast.
            let _ = bar.set_pointer_capture(event.pointer_id());
            event.prevent_default();
        }
    });
    let onpointermove = {
        let (axis, change) = (props.axis, change.clone());
        Callback::from(move |event: PointerEvent| {
            let Some(bar) = event.target_dyn_into::<Element>() else { return };
            let Some(parent) = bar.parent_element() else { return };
            if !bar.has_pointer_capture(event.pointer_id()) {
                return;
            }
            let around = parent.get_bounding_client_rect();
            change(match axis {
                Axis::Columns => (f64::from(event.client_x()) - around.left()) / around.width().max(1.0),
                Axis::Rows => (f64::from(event.client_y()) - around.top()) / around.height().max(1.0),
            });
        })
    };
    let onkeydown = {
        let (axis, share) = (props.axis, props.share);
        Callback::from(move |event: KeyboardEvent| {
            let next = match (axis, event.key().as_str()) {
                (Axis::Columns, "ArrowLeft") | (Axis::Rows, "ArrowUp") => share - STEP,
                (Axis::Columns, "ArrowRight") | (Axis::Rows, "ArrowDown") => share + STEP,
                (_, "Home") => LEAST,
                (_, "End") => 1.0 - LEAST,
                _ => return,
            };
            event.prevent_default();
            change(next);
        })
    };
    let (class, orientation) = match props.axis {
        Axis::Columns => ("splitter columns", "vertical"),
        Axis::Rows => ("splitter rows", "horizontal"),
    };
    html! {
        <div {class} role="separator" tabindex="0" aria-orientation={orientation} aria-label={props.label.clone()}
            aria-valuenow={format!("{:.0}", props.share * 100.0)} aria-valuemin="15" aria-valuemax="85"
            {onpointerdown} {onpointermove} {onkeydown} />
    }
}
