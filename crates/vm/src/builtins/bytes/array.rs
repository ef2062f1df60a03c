//! What only `bytearray` can: change.

use super::bytes_of;
use crate::{
    builtins::functions::arguments::{index_argument, native, wrong_receiver},
    natives::{Native, NativeDef, Signal},
    object::Payload,
    types,
    value::Value,
    vm::Vm,
};

pub(super) const NATIVES: &[NativeDef] = &[
    native("bytearray", "append", "self, item, /", append),
    native("bytearray", "extend", "self, iterable_of_ints, /", extend),
    native("bytearray", "insert", "self, index, item, /", insert),
    native("bytearray", "pop", "self, index=-1, /", pop),
    native("bytearray", "remove", "self, value, /", remove),
    native("bytearray", "clear", "self, /", clear),
    native("bytearray", "reverse", "self, /", reverse),
    native("bytearray", "copy", "self, /", copy),
];

fn array<'a>(vm: &'a mut Vm, v: Value, method: &str) -> Result<&'a mut Vec<u8>, Signal> {
    let found = matches!(v, Value::Ref(r) if matches!(vm.heap.payload(r), Payload::ByteArray(_)));
    if !found {
        return Err(wrong_receiver(vm, "bytearray", method, v));
    }
    match v.as_ref().map(|r| vm.heap.payload_mut(r)) {
        Some(Payload::ByteArray(bytes)) => Ok(bytes),
        _ => Err(Signal::Raise),
    }
}

/// The same, for a change of its length.
fn resized<'a>(vm: &'a mut Vm, v: Value, method: &str) -> Result<&'a mut Vec<u8>, Signal> {
    array(vm, v, method)?;
    if let Value::Ref(r) = v {
        vm.check_views(r)?;
    }
    array(vm, v, method)
}

/// An item to be stored.
fn byte(vm: &mut Vm, name: &str, a: &[Value], at: usize) -> Result<u8, Signal> {
    let value = if vm.is_int(a[at]) { a[at] } else { Value::Int(index_argument(vm, types::BYTEARRAY, name, a, at)?) };
    match vm.as_i64(value).map(u8::try_from) {
        Some(Ok(byte)) => Ok(byte),
        _ => Err(vm.value_error("byte must be in range(0, 256)")),
    }
}

fn append(vm: &mut Vm, a: &[Value]) -> Native {
    let byte = byte(vm, "append", a, 1)?;
    resized(vm, a[0], "append")?.push(byte);
    vm.heap.grew(1);
    Ok(Value::None)
}

fn extend(vm: &mut Vm, a: &[Value]) -> Native {
    array(vm, a[0], "extend")?;
    let mut more = Vec::new();
    if let Some(bytes) = vm.as_bytes(a[1]) {
        more.extend_from_slice(bytes);
    } else if let Some(items) = vm.native_items(a[1]) {
        for item in items {
            match vm.as_i64(item).map(u8::try_from) {
                Some(Ok(byte)) => more.push(byte),
                None if !vm.is_int(item) => return vm.call_prelude("_bytearray_extend", vec![a[0], a[1]]),
                _ => return Err(vm.value_error("byte must be in range(0, 256)")),
            }
        }
    } else {
        return vm.call_prelude("_bytearray_extend", vec![a[0], a[1]]);
    }
    vm.check_size(more.len())?;
    vm.heap.grew(more.len());
    if !more.is_empty() {
        resized(vm, a[0], "extend")?.extend(more);
    }
    Ok(Value::None)
}

fn insert(vm: &mut Vm, a: &[Value]) -> Native {
    let index = index_argument(vm, types::BYTEARRAY, "insert", a, 1)?;
    let byte = byte(vm, "insert", a, 2)?;
    let bytes = resized(vm, a[0], "insert")?;
    let at = position(index, bytes.len()).unwrap_or(if index < 0 { 0 } else { bytes.len() });
    bytes.insert(at, byte);
    vm.heap.grew(1);
    Ok(Value::None)
}

/// An index as a position; `None` if it is out of range.
fn position(index: i64, len: usize) -> Option<usize> {
    let at = if index < 0 { index.checked_add(i64::try_from(len).ok()?)? } else { index };
    usize::try_from(at).ok().filter(|&at| at < len)
}

fn pop(vm: &mut Vm, a: &[Value]) -> Native {
    let index = if a[1].is_unbound() { -1 } else { index_argument(vm, types::BYTEARRAY, "pop", a, 1)? };
    let bytes = array(vm, a[0], "pop")?;
    if bytes.is_empty() {
        return Err(vm.index_error("pop from empty bytearray"));
    }
    match position(index, bytes.len()) {
        Some(at) => Ok(Value::Int(i64::from(resized(vm, a[0], "pop")?.remove(at)))),
        None => Err(vm.index_error("pop index out of range")),
    }
}

fn remove(vm: &mut Vm, a: &[Value]) -> Native {
    let byte = byte(vm, "remove", a, 1)?;
    let bytes = array(vm, a[0], "remove")?;
    match bytes.iter().position(|&b| b == byte) {
        Some(at) => {
            resized(vm, a[0], "remove")?.remove(at);
            Ok(Value::None)
        }
        None => Err(vm.value_error("value not found in bytearray")),
    }
}

fn clear(vm: &mut Vm, a: &[Value]) -> Native {
    if !array(vm, a[0], "clear")?.is_empty() {
        resized(vm, a[0], "clear")?.clear();
    }
    Ok(Value::None)
}

fn reverse(vm: &mut Vm, a: &[Value]) -> Native {
    array(vm, a[0], "reverse")?.reverse();
    Ok(Value::None)
}

fn copy(vm: &mut Vm, a: &[Value]) -> Native {
    array(vm, a[0], "copy")?;
    let bytes = bytes_of(vm, a[0], "copy")?;
    Ok(vm.alloc(types::BYTEARRAY, Payload::ByteArray(bytes)))
}
