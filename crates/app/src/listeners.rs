//! What the page hears of the window: keys, the address, colours.

use gloo_events::{EventListener, EventListenerOptions};
use wasm_bindgen::JsCast;
use yew::prelude::*;

use crate::{
    app::{App, Msg},
    theme,
};

fn popover_open() -> bool {
    gloo_utils::document().query_selector(":popover-open").is_ok_and(|open| open.is_some())
}

/// The page's keys, the system's colours, and the draft of one who leaves.
pub fn listeners(context: &Context<App>) -> Vec<EventListener> {
    let window = gloo_utils::window();
    let link = context.link().clone();
    let keys = EventListener::new_with_options(
        &window,
        "keydown",
        EventListenerOptions::enable_prevent_default(),
        move |event| {
            let Some(key) = event.dyn_ref::<KeyboardEvent>() else { return };
            // A key that the editor, a menu or an input method used is not the page's.
            if key.default_prevented() || key.is_composing() {
                return;
            }
            let message = match key.key().as_str() {
                "Enter" if key.ctrl_key() || key.meta_key() => Msg::Run,
                // The first Esc closes what is open.
                "Escape" if popover_open() => return,
                "Escape" => Msg::Stop,
                _ => return,
            };
            key.prevent_default();
            link.send_message(message);
        },
    );
    let link = context.link().clone();
    let leaving = EventListener::new(&window, "pagehide", move |_| link.send_message(Msg::KeepDraft));
    let link = context.link().clone();
    let address = EventListener::new(&window, "hashchange", move |_| link.send_message(Msg::OpenLink));
    let link = context.link().clone();
    let colours = theme::on_system_change(move |theme| link.send_message(Msg::ShowTheme(theme)));
    [keys, leaving, address].into_iter().chain(colours).collect()
}
