//! How messages between workers are written.

use gloo_worker::Codec;
use js_sys::{Array, Uint8Array};
use serde::{Deserialize, Serialize};
use wasm_bindgen::{JsCast as _, JsValue};

/// Postcard: the encoding that saved processes have as well. Both ends of every channel are this
/// crate, built together, so a message that cannot be read is a bug and ends the worker.
pub struct Postcard;

impl Codec for Postcard {
    fn encode<I: Serialize>(input: I) -> JsValue {
        let bytes = postcard::to_stdvec(&input).expect("a worker message can be written");
        let bytes = Uint8Array::from(bytes.as_slice());
        let objects = beside::OBJECTS.take();
        if objects.is_empty() {
            return bytes.into();
        }
        let message = Array::of1(&bytes);
        objects.iter().for_each(|object| {
            message.push(object);
        });
        message.into()
    }

    fn decode<O: for<'de> Deserialize<'de>>(input: JsValue) -> O {
        let input = match input.dyn_into::<Array>() {
            Ok(message) => {
                let bytes = message.shift();
                beside::OBJECTS.set(message.to_vec());
                bytes
            }
            Err(bytes) => bytes,
        };
        let bytes = Uint8Array::from(input).to_vec();
        postcard::from_bytes(&bytes).expect("a worker message can be read")
    }
}

/// Shared memory cannot be written: it travels beside the bytes of its message, which have its number.
pub mod beside {
    use std::cell::RefCell;

    use js_sys::SharedArrayBuffer;
    use serde::{Deserialize as _, Deserializer, Serialize as _, Serializer, de};
    use wasm_bindgen::{JsCast, JsValue};

    thread_local! {
        /// Of the message that is being written or read.
        pub(super) static OBJECTS: RefCell<Vec<JsValue>> = const { RefCell::new(Vec::new()) };
    }

    pub fn serialize<S: Serializer>(object: &SharedArrayBuffer, serializer: S) -> Result<S::Ok, S::Error> {
        let number = OBJECTS.with_borrow_mut(|objects| {
            objects.push(object.into());
            objects.len() as u32 - 1
        });
        number.serialize(serializer)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<SharedArrayBuffer, D::Error> {
        let number = u32::deserialize(deserializer)?;
        let object = OBJECTS.with_borrow(|objects| objects.get(number as usize).cloned());
        object.map(JsCast::unchecked_into).ok_or_else(|| de::Error::custom("nothing came beside the message"))
    }
}
