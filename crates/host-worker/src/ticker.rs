//! "Call me again as soon as messages have been seen to": a timer would wait 4 ms.

use std::cell::Cell;

use wasm_bindgen::{JsCast as _, JsValue, closure::Closure};
use web_sys::{MessageChannel, MessageEvent, MessagePort};

pub struct Ticker {
    port: MessagePort,
    /// A tick is on its way.
    due: Cell<bool>,
}

impl Ticker {
    pub fn new(tick: impl Fn() + 'static) -> Ticker {
        let channel = MessageChannel::new().expect("workers have message channels");
        let on_message = Closure::<dyn Fn(MessageEvent)>::new(move |_| tick());
        channel.port1().set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        on_message.forget();
        Ticker { port: channel.port2(), due: Cell::new(false) }
    }

    /// Once, however often it is asked for.
    pub fn tick_soon(&self) {
        if !self.due.replace(true) {
            let _ = self.port.post_message(&JsValue::NULL);
        }
    }

    pub fn is_due(&self) -> bool {
        self.due.get()
    }

    /// The tick has come.
    pub fn ticked(&self) {
        self.due.set(false);
    }
}
