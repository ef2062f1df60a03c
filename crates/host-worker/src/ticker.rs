//! "Call me again as soon as messages have been seen to": a timer would wait 4 ms.

use wasm_bindgen::{JsCast as _, JsValue, closure::Closure};
use web_sys::{MessageChannel, MessageEvent, MessagePort};

pub struct Ticker {
    port: MessagePort,
}

impl Ticker {
    pub fn new(tick: impl Fn() + 'static) -> Ticker {
        let channel = MessageChannel::new().expect("workers have message channels");
        let on_message = Closure::<dyn Fn(MessageEvent)>::new(move |_| tick());
        channel.port1().set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        on_message.forget();
        Ticker { port: channel.port2() }
    }

    pub fn tick_soon(&self) {
        let _ = self.port.post_message(&JsValue::NULL);
    }
}
