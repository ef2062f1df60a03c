//! Memory that processes share, in workers of a page that is cross-origin isolated: the kernel worker makes the segments,
//! gives them to process workers with the process, and each worker reads and writes them by itself. In another page there
//! are none, and processes ask the machine.

use std::{cell::RefCell, collections::BTreeMap};

use js_sys::{Array, BigInt64Array, Function, Int16Array, Int32Array, Object, Reflect, SharedArrayBuffer, Uint8Array};
use serde::{Deserialize, Serialize};
use wasm_bindgen::{JsCast as _, JsValue, prelude::wasm_bindgen};
use weft_vm::SharedBytes;

use crate::codec::beside;

/// A program that makes more segments than that has the machine keep the others: each is sent to each worker.
const MANY: usize = 1_000;

/// As it is sent to another worker.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Segment {
    id: u32,
    /// Bytes of it that are asked for; there are some more, so that whole words fit.
    length: u32,
    #[serde(with = "beside")]
    buffer: SharedArrayBuffer,
}

/// With what it is read and written by. Numbers are read and written as a whole where a processor would.
struct Views {
    segment: Segment,
    bytes: Uint8Array,
    halves: Int16Array,
    words: Int32Array,
    doubles: BigInt64Array,
}

thread_local! {
    static SEGMENTS: RefCell<BTreeMap<u32, Views>> = const { RefCell::new(BTreeMap::new()) };
    /// Those that process workers have not been told of.
    static NEW: RefCell<Vec<Segment>> = const { RefCell::new(Vec::new()) };
}

#[wasm_bindgen]
extern "C" {
    /// An index within the array is no error.
    #[wasm_bindgen(js_namespace = Atomics)]
    fn load(array: &Object, index: u32) -> i32;
    #[wasm_bindgen(js_namespace = Atomics)]
    fn store(array: &Object, index: u32, value: i32);
    #[wasm_bindgen(js_namespace = Atomics, js_name = load)]
    fn load_double(array: &BigInt64Array, index: u32) -> i64;
    #[wasm_bindgen(js_namespace = Atomics, js_name = store)]
    fn store_double(array: &BigInt64Array, index: u32, value: i64);
}

/// How processes of this worker reach the segments that it has.
pub const BYTES: SharedBytes = SharedBytes { make, read, write };

/// Can workers of this page share memory?
pub fn are_possible() -> bool {
    let isolated = Reflect::get(&js_sys::global(), &JsValue::from_str("crossOriginIsolated"));
    isolated.is_ok_and(|isolated| isolated.is_truthy())
}

/// Segments of another worker's.
pub fn put(segments: Vec<Segment>) {
    SEGMENTS.with_borrow_mut(|all| all.extend(segments.into_iter().map(|segment| (segment.id, Views::of(segment)))));
}

/// All that there are.
pub fn all() -> Vec<Segment> {
    SEGMENTS.with_borrow(|all| all.values().map(|views| views.segment.clone()).collect())
}

/// Those made since the last call.
pub fn take_new() -> Vec<Segment> {
    NEW.take()
}

/// The run is over, or the process gone.
pub fn clear() {
    SEGMENTS.take();
    NEW.take();
}

impl Views {
    fn of(segment: Segment) -> Views {
        let buffer = &segment.buffer;
        Views {
            bytes: Uint8Array::new(buffer),
            halves: Int16Array::new(buffer),
            words: Int32Array::new(buffer),
            doubles: BigInt64Array::new(buffer),
            segment,
        }
    }

    /// Where `length` bytes from `offset` on are, if they are all here.
    fn place(&self, offset: u64, length: u64) -> Option<(u32, u32)> {
        let end = offset.checked_add(length)?;
        (end <= u64::from(self.segment.length)).then_some((offset as u32, length as u32))
    }

    fn read(&self, offset: u64, length: u64) -> Option<Vec<u8>> {
        let (at, length) = self.place(offset, length)?;
        Some(match length {
            1 => vec![load(&self.bytes, at) as u8],
            2 if at % 2 == 0 => (load(&self.halves, at / 2) as i16).to_le_bytes().to_vec(),
            4 if at % 4 == 0 => load(&self.words, at / 4).to_le_bytes().to_vec(),
            8 if at % 8 == 0 => load_double(&self.doubles, at / 8).to_le_bytes().to_vec(),
            _ => self.bytes.subarray(at, at + length).to_vec(),
        })
    }

    fn write(&self, offset: u64, data: &[u8]) -> bool {
        let Some((at, length)) = self.place(offset, data.len() as u64) else { return false };
        match *data {
            [a] => store(&self.bytes, at, i32::from(a)),
            [a, b] if at % 2 == 0 => store(&self.halves, at / 2, i32::from(i16::from_le_bytes([a, b]))),
            [a, b, c, d] if at % 4 == 0 => store(&self.words, at / 4, i32::from_le_bytes([a, b, c, d])),
            [a, b, c, d, e, f, g, h] if at % 8 == 0 => {
                store_double(&self.doubles, at / 8, i64::from_le_bytes([a, b, c, d, e, f, g, h]));
            }
            _ => self.bytes.subarray(at, at + length).copy_from(data),
        }
        true
    }
}

/// Shared memory of the browser's; `None` where it has none left.
fn buffer(bytes: u32) -> Option<SharedArrayBuffer> {
    let constructor = Reflect::get(&js_sys::global(), &JsValue::from_str("SharedArrayBuffer")).ok()?;
    let constructor: Function = constructor.dyn_into().ok()?;
    Some(Reflect::construct(&constructor, &Array::of1(&JsValue::from(bytes))).ok()?.unchecked_into())
}

fn make(id: u32, bytes: u64) -> bool {
    let Ok(length) = u32::try_from(bytes) else { return false };
    if SEGMENTS.with_borrow(BTreeMap::len) >= MANY {
        return false;
    }
    let Some(buffer) = buffer(length.next_multiple_of(8)) else { return false };
    let segment = Segment { id, length, buffer };
    NEW.with_borrow_mut(|new| new.push(segment.clone()));
    put(vec![segment]);
    true
}

fn read(id: u32, offset: u64, length: u64) -> Option<Vec<u8>> {
    SEGMENTS.with_borrow(|all| all.get(&id)?.read(offset, length))
}

fn write(id: u32, offset: u64, data: &[u8]) -> bool {
    SEGMENTS.with_borrow(|all| all.get(&id).is_some_and(|views| views.write(offset, data)))
}
