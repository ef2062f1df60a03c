//! `tuple`: <https://docs.python.org/3/library/stdtypes.html#tuples>.

use super::list::{bounds, count_equal, find};
use crate::{
    builtins::functions::arguments::{native, wrong_receiver},
    natives::{Native, NativeDef, Signal},
    object::Payload,
    types,
    value::Value,
    vm::Vm,
};

pub(super) const NATIVES: &[NativeDef] = &[
    native("tuple", "__new__", "type, iterable=(), /", new),
    native("tuple", "index", "self, value, start=0, stop=9223372036854775807, /", index),
    native("tuple", "count", "self, value, /", count),
    native("tuple", "__getnewargs__", "self, /", getnewargs),
    native("_prelude", "_tuple_of", "type, items, /", tuple_of),
];

fn new(vm: &mut Vm, a: &[Value]) -> Native {
    let Value::Ref(class) = a[0] else { return Err(vm.type_error("tuple.__new__(X): X is not a type object")) };
    let Some(iterable) = a[1].bound() else { return Ok(vm.alloc(class, Payload::Tuple(Box::default()))) };
    if class == types::TUPLE && vm.class_of(iterable) == types::TUPLE {
        return Ok(iterable);
    }
    match vm.native_items(iterable) {
        Some(items) => Ok(vm.alloc(class, Payload::Tuple(items.into()))),
        None => vm.call_prelude("_tuple_from", vec![a[0], iterable]),
    }
}

/// A tuple of a class from a list.
fn tuple_of(vm: &mut Vm, a: &[Value]) -> Native {
    let items = vm.heap.as_list(a[1]).cloned().unwrap_or_default();
    match a[0] {
        Value::Ref(class) if vm.is_type(a[0]) => Ok(vm.alloc(class, Payload::Tuple(items.into()))),
        _ => Ok(vm.tuple(items)),
    }
}

fn items(vm: &mut Vm, v: Value, method: &str) -> Result<Vec<Value>, Signal> {
    match vm.heap.as_tuple(v) {
        Some(items) => Ok(items.to_vec()),
        None => Err(wrong_receiver(vm, "tuple", method, v)),
    }
}

fn index(vm: &mut Vm, a: &[Value]) -> Native {
    let items = items(vm, a[0], "index")?;
    let (start, stop) = bounds(vm, types::TUPLE, a, items.len())?;
    match find(vm, &items, a[1], start, stop) {
        Some(Some(at)) => Ok(Value::Int(at as i64)),
        Some(None) => Err(vm.value_error("tuple.index(x): x not in tuple")),
        None => {
            let (start, stop) = (Value::Int(start as i64), Value::Int(stop as i64));
            vm.call_prelude("_tuple_index", vec![a[0], a[1], start, stop])
        }
    }
}

fn count(vm: &mut Vm, a: &[Value]) -> Native {
    let items = items(vm, a[0], "count")?;
    match count_equal(vm, &items, a[1]) {
        Some(n) => Ok(Value::Int(n)),
        None => vm.call_prelude("_count_equal", vec![a[0], a[1]]),
    }
}

fn getnewargs(vm: &mut Vm, a: &[Value]) -> Native {
    let items = items(vm, a[0], "__getnewargs__")?;
    let plain = vm.tuple(items);
    Ok(vm.tuple(vec![plain]))
}
