//! A worker's last words: gloo-worker does not tell when a worker dies.
//!
//! A worker that panics, traps or throws says so on a broadcast channel that its kernel worker
//! listens to, for its own message channel may be beyond use.

use wasm_bindgen::{JsCast as _, JsValue, closure::Closure};
use web_sys::{BroadcastChannel, ErrorEvent, EventTarget, MessageEvent};

/// Have this worker's crashes told on the channel `name`, as worker `key`.
pub fn report(name: &str, key: u32) {
    let Ok(channel) = BroadcastChannel::new(name) else { return };
    let on_error = Closure::<dyn Fn(ErrorEvent)>::new(move |event: ErrorEvent| {
        let text = format!("{key} {}", event.message());
        let _ = channel.post_message(&JsValue::from_str(&text));
    });
    let global: EventTarget = js_sys::global().unchecked_into();
    let _ = global.add_event_listener_with_callback("error", on_error.as_ref().unchecked_ref());
    on_error.forget();
    std::panic::set_hook(Box::new(|info| {
        // The trap that follows reaches the listener above; this is for the developer's console.
        web_sys::console::error_1(&info.to_string().into());
    }));
}

/// Hear of crashes: the worker's key and what it said.
pub fn listen(name: &str, heard: impl Fn(u32, String) + 'static) -> Option<BroadcastChannel> {
    let channel = BroadcastChannel::new(name).ok()?;
    let on_message = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
        let text = event.data().as_string().unwrap_or_default();
        if let Some((key, message)) = text.split_once(' ')
            && let Ok(key) = key.parse()
        {
            heard(key, message.to_owned());
        }
    });
    channel.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
    on_message.forget();
    Some(channel)
}
