//! `min`, `max` and `sum`.

use weft_code::{BinaryOp, CompareOp};

use super::arguments::native;
use crate::{
    natives::{Native, NativeDef, Signal},
    object::Payload,
    operators::Compared,
    types,
    value::Value,
    vm::Vm,
};

pub(super) const NATIVES: &[NativeDef] = &[
    native("builtins", "min", "*args, key=None, default=None", min),
    native("builtins", "max", "*args, key=None, default=None", max),
    native("builtins", "sum", "iterable, /, start=0", sum),
    native("_prelude", "_extreme", "items, largest, /", extreme_of_list),
];

fn min(vm: &mut Vm, a: &[Value]) -> Native {
    extreme(vm, a, false)
}

fn max(vm: &mut Vm, a: &[Value]) -> Native {
    extreme(vm, a, true)
}

fn extreme(vm: &mut Vm, a: &[Value], largest: bool) -> Native {
    let name = if largest { "max" } else { "min" };
    let args = vm.heap.as_tuple(a[0]).map(<[Value]>::to_vec).unwrap_or_default();
    let (key, default) = (a[1].or(Value::None), a[2]);
    let items = match args[..] {
        [] => return Err(vm.type_error(&format!("{name} expected at least 1 argument, got 0"))),
        // A key function runs while its items are gone through.
        [iterable] if !key.is_none() => return ask(vm, iterable, key, default, largest),
        [iterable] => match ends_of_range(vm, iterable).or_else(|| vm.native_items(iterable)) {
            Some(items) => items,
            None => return ask(vm, iterable, key, default, largest),
        },
        _ => {
            if !default.is_unbound() {
                return Err(
                    vm.type_error(&format!("Cannot specify a default for {name}() with multiple positional arguments"))
                );
            }
            args
        }
    };
    if items.is_empty() {
        return match default.bound() {
            Some(default) => Ok(default),
            None => Err(vm.value_error(&format!("{name}() iterable argument is empty"))),
        };
    }
    if key.is_none()
        && let Some(best) = best_of(vm, &items, largest)?
    {
        return Ok(best);
    }
    let items = vm.list(items);
    ask(vm, items, key, default, largest)
}

/// The first and the last number of a range, between which the others are, however many.
fn ends_of_range(vm: &mut Vm, iterable: Value) -> Option<Vec<Value>> {
    let Value::Ref(r) = iterable else { return None };
    let Payload::Range(range) = vm.heap.payload(r) else { return None };
    let range = range.clone();
    vm.as_i64(range.start).and(vm.as_i64(range.stop))?;
    let count = vm.range_len(&range);
    if count < 2 || count >= i64::MAX as u64 {
        return None;
    }
    let steps = vm.int_mul(range.step, Value::Int(count as i64 - 1))?;
    let last = vm.int_add(range.start, steps)?;
    Some(vec![range.start, last])
}

fn ask(vm: &mut Vm, items: Value, key: Value, default: Value, largest: bool) -> Native {
    let default = default.bound().into_iter().collect::<Vec<_>>();
    let default = vm.tuple(default);
    vm.call_prelude("_find_extreme", vec![items, key, default, Value::Bool(largest)])
}

/// The first smallest or largest item; `None`: Python code has to compare.
fn best_of(vm: &mut Vm, items: &[Value], largest: bool) -> Result<Option<Value>, Signal> {
    let Some(at) = best_position(vm, items, largest)? else { return Ok(None) };
    Ok(items.get(at).copied())
}

fn best_position(vm: &mut Vm, items: &[Value], largest: bool) -> Result<Option<usize>, Signal> {
    let op = if largest { CompareOp::Gt } else { CompareOp::Lt };
    let mut best = 0;
    for (i, &item) in items.iter().enumerate().skip(1) {
        match vm.compare_native(op, item, items[best]) {
            Compared::Is(true) => best = i,
            Compared::Is(false) => {}
            Compared::Unsupported => return Err(vm.not_ordered(op, item, items[best])),
            Compared::Ask => return Ok(None),
        }
    }
    Ok(Some(best))
}

/// In the prelude: the position of the first smallest or largest item of a list, or None.
fn extreme_of_list(vm: &mut Vm, a: &[Value]) -> Native {
    let items = vm.heap.as_list(a[0]).cloned().unwrap_or_default();
    let best = best_position(vm, &items, a[1].is(Value::Bool(true)))?;
    Ok(best.map_or(Value::None, |at| Value::Int(at as i64)))
}

// ---- sum

fn sum(vm: &mut Vm, a: &[Value]) -> Native {
    let start = a[1].or(Value::Int(0));
    if let Some(kind) = unsummable(vm, start) {
        // What is no iterable is refused first.
        let message = vm.str(format!("sum() can't sum {kind}"));
        return vm.call_prelude("_refuse_sum", vec![a[0], message]);
    }
    if let Some(total) = sum_of_range(vm, a[0], start) {
        return Ok(total);
    }
    let Some(items) = vm.native_items(a[0]) else {
        return vm.call_prelude("_sum", vec![a[0], start]);
    };
    let (total, used) = sum_numbers(vm, start, &items);
    let mut total = total;
    for (i, &item) in items.iter().enumerate().skip(used) {
        let plain = |vm: &Vm, v: Value| types::is_builtin(vm.class_of(v));
        let result =
            if plain(vm, total) && plain(vm, item) { vm.native_binary(BinaryOp::Add, total, item) } else { None };
        match result {
            Some(Ok(next)) => total = next,
            Some(Err(Signal::Raise)) => return Err(Signal::Raise),
            _ => {
                let rest = vm.list(items[i..].to_vec());
                return vm.call_prelude("_sum", vec![rest, total]);
            }
        }
    }
    Ok(total)
}

fn unsummable(vm: &Vm, start: Value) -> Option<&'static str> {
    let Value::Ref(r) = start else { return None };
    match vm.heap.payload(r) {
        Payload::Str(_) => Some("strings [use ''.join(seq) instead]"),
        Payload::Bytes(_) => Some("bytes [use b''.join(seq) instead]"),
        Payload::ByteArray(_) => Some("bytearray [use b''.join(seq) instead]"),
        _ => None,
    }
}

/// The sum of a range by the formula, however long it is.
fn sum_of_range(vm: &mut Vm, iterable: Value, start: Value) -> Option<Value> {
    let Value::Ref(r) = iterable else { return None };
    let Payload::Range(range) = vm.heap.payload(r) else { return None };
    let range = range.clone();
    if !vm.is_int(start) {
        return None;
    }
    // n · first + step · n · (n − 1) / 2
    let n = vm.range_len(&range) as i64;
    let firsts = vm.int_mul(range.start, Value::Int(n))?;
    let (half, odd) = if n % 2 == 0 { (n / 2, n - 1) } else { (n, (n - 1) / 2) };
    let pairs = vm.int_mul(Value::Int(half), Value::Int(odd))?;
    let steps = vm.int_mul(range.step, pairs)?;
    let total = vm.int_add(firsts, steps)?;
    vm.int_add(start, total)
}

/// Add the numbers at the beginning of the items: integers exactly, then floats with compensation for
/// what rounding loses (Neumaier's), as CPython does since 3.12. Also: how many items that were.
fn sum_numbers(vm: &mut Vm, start: Value, items: &[Value]) -> (Value, usize) {
    let mut total = start;
    let mut at = 0;
    if vm.class_of(total) == types::INT {
        while let Some(&item) = items.get(at)
            && matches!(item, Value::Int(_) | Value::Bool(_))
            && let Some(next) = vm.int_add(total, item)
        {
            total = next;
            at += 1;
        }
        // An integer that floats follow is added as a float.
        if let (Value::Int(i), Some(Value::Float(f))) = (total, items.get(at)) {
            total = Value::Float(i as f64 + f);
            at += 1;
        }
    }
    let Value::Float(mut high) = total else { return (total, at) };
    let mut low = 0.0;
    loop {
        match items.get(at) {
            Some(&Value::Float(x)) => {
                let sum = high + x;
                low += if high.abs() >= x.abs() { high - sum + x } else { x - sum + high };
                high = sum;
            }
            Some(&Value::Int(i)) => high += i as f64,
            Some(&Value::Bool(b)) => high += b as i64 as f64,
            _ => break,
        }
        at += 1;
    }
    let total = if low != 0.0 && f64::is_finite(low) { high + low } else { high };
    (Value::Float(total), at)
}
