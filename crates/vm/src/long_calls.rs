//! Calls of built-in functions that may take long, told before they begin.
//!
//! A built-in function runs in one piece, and whatever shares the place with its process waits for it. So a process that
//! could still be moved elsewhere stops before the first such call.

use crate::{object::Payload, value::Value, vm::Vm};

/// A container of more items is much to go through.
const MANY_ITEMS: usize = 50_000;

/// The same for bytes and characters, which are quicker.
const MANY_BYTES: usize = 500_000;

/// The same for numbers that are made on the way.
const MANY_NUMBERS: u64 = 500_000;

/// Arithmetic with more bits takes long.
const MANY_BITS: u64 = 20_000;

/// Functions whose time grows with the value of a number, and from which value on it may be long.
const BY_VALUE: [(&str, i64); 6] = [
    ("factorial", 2_000),
    ("comb", 2_000),
    ("perm", 2_000),
    ("pow", 10_000),
    ("pbkdf2", 1_000),
    ("randbytes", 500_000),
];

/// What is less than that is not much for any of them.
const LEAST_VALUE: i64 = 1_000;

impl Vm {
    /// Stop before the first call that may take long, `times` as long as what is long for anybody:
    /// [`Vm::meets_long_call`] tells then. The call is made when the process goes on.
    pub fn foresee_long_calls(&mut self, times: u32) {
        self.foresees = true;
        self.foresees_times = times;
    }

    /// Does the current thread stop before a call that may take long?
    pub fn meets_long_call(&self) -> bool {
        self.thread.wait.as_ref().is_some_and(|wait| wait.reason == crate::WaitReason::LongCall)
    }

    /// May it take long to call this native?
    pub(crate) fn is_long_call(&self, number: u32, args: &[Value]) -> bool {
        let times = self.foresees_times as usize;
        let (many_items, many_bytes) = (MANY_ITEMS * times, MANY_BYTES * times);
        let (many_numbers, many_bits) = (MANY_NUMBERS * times as u64, MANY_BITS * times as u64);
        args.iter().any(|arg| match *arg {
            Value::Int(n) => n >= LEAST_VALUE && self.is_long_for(number, n / times as i64),
            Value::Ref(r) => match self.heap.payload(r) {
                Payload::List(items) => items.len() > many_items,
                Payload::Tuple(items) => items.len() > many_items,
                Payload::Dict(dict) => dict.len() > many_items,
                Payload::Set(set) => set.len() > many_items,
                Payload::Bytes(bytes) => bytes.len() > many_bytes,
                Payload::ByteArray(bytes) => bytes.len() > many_bytes,
                Payload::Str(text) => text.data.len() > many_bytes,
                Payload::BigInt(n) => n.bits() > many_bits,
                Payload::Range(range) => match (range.start, range.stop, range.step) {
                    (Value::Int(start), Value::Int(stop), Value::Int(step)) => {
                        stop.abs_diff(start) / step.unsigned_abs().max(1) > many_numbers
                    }
                    _ => true,
                },
                _ => false,
            },
            _ => false,
        })
    }

    /// Does this native take long for that number?
    fn is_long_for(&self, number: u32, value: i64) -> bool {
        let name = self.natives.entries[number as usize].def.name;
        BY_VALUE.iter().any(|(function, from)| *function == name && value >= *from)
    }
}
