//! `range` and `slice`.

use std::cmp::Ordering;

use num_bigint::BigInt;
use num_traits::{Signed, Zero};

use crate::{
    builtins::{
        functions::arguments::{has_index, integer_argument, native, not_an_integer, wrong_receiver},
        numbers::plain_int,
    },
    natives::{Native, NativeDef, Signal},
    object::{Payload, RangeData},
    types,
    value::Value,
    vm::Vm,
};

pub(super) const NATIVES: &[NativeDef] = &[
    native("range", "__new__", "type, *args", new_range),
    native("range", "start", "get self", start),
    native("range", "stop", "get self", stop),
    native("range", "step", "get self", step),
    native("range", "index", "self, value, /", index),
    native("range", "count", "self, value, /", count),
    native("range", "__bool__", "self, /", range_bool),
    native("slice", "__new__", "type, *args", new_slice),
    native("slice", "start", "get self", slice_start),
    native("slice", "stop", "get self", slice_stop),
    native("slice", "step", "get self", slice_step),
    native("slice", "indices", "self, length, /", indices),
];

fn new_range(vm: &mut Vm, a: &[Value]) -> Native {
    let args = vm.heap.as_tuple(a[1]).map(<[Value]>::to_vec).unwrap_or_default();
    if args.len() > 3 {
        return Err(vm.type_error(&format!("range expected at most 3 arguments, got {}", args.len())));
    }
    for &v in &args {
        if vm.is_int(v) {
            continue;
        }
        if !has_index(vm, v) {
            return Err(not_an_integer(vm, v));
        }
        let list = vm.list(args);
        return vm.call_prelude("_range_from", vec![list]);
    }
    // Booleans and instances of subclasses become plain integers.
    let plain: Vec<Value> = args.iter().map(|&v| plain_int(vm, v)).collect();
    let (start, stop, step) = match plain[..] {
        [stop] => (Value::Int(0), stop, Value::Int(1)),
        [start, stop] => (start, stop, Value::Int(1)),
        [start, stop, step] => (start, stop, step),
        [] => return Err(vm.type_error("range expected at least 1 argument, got 0")),
        _ => {
            let n = plain.len();
            return Err(vm.type_error(&format!("range expected at most 3 arguments, got {n}")));
        }
    };
    if step.is(Value::Int(0)) {
        return Err(vm.value_error("range() arg 3 must not be zero"));
    }
    Ok(vm.alloc(types::RANGE, Payload::Range(Box::new(RangeData { start, stop, step }))))
}

impl Vm {
    /// `range(…)` of inline integers; `None` for anything else, or if that would be an error.
    pub(crate) fn plain_range(&mut self, args: &[Value]) -> Option<Value> {
        let (start, stop, step) = match *args {
            [stop] => (Value::Int(0), stop, Value::Int(1)),
            [start, stop] => (start, stop, Value::Int(1)),
            [start, stop, step] => (start, stop, step),
            _ => return None,
        };
        match (start, stop, step) {
            (Value::Int(_), Value::Int(_), Value::Int(by)) if by != 0 => {
                Some(self.alloc(types::RANGE, Payload::Range(Box::new(RangeData { start, stop, step }))))
            }
            _ => None,
        }
    }
}

fn range(vm: &mut Vm, v: Value, method: &str) -> Result<RangeData, Signal> {
    if let Value::Ref(r) = v
        && let Payload::Range(range) = vm.heap.payload(r)
    {
        return Ok((**range).clone());
    }
    Err(wrong_receiver(vm, "range", method, v))
}

fn start(vm: &mut Vm, a: &[Value]) -> Native {
    range(vm, a[0], "start").map(|r| r.start)
}

fn stop(vm: &mut Vm, a: &[Value]) -> Native {
    range(vm, a[0], "stop").map(|r| r.stop)
}

fn step(vm: &mut Vm, a: &[Value]) -> Native {
    range(vm, a[0], "step").map(|r| r.step)
}

/// The position of a number in a range. Outer `None`: Python code has to look.
fn position(vm: &mut Vm, range: &RangeData, v: Value) -> Option<Option<Value>> {
    if let Some(i) = vm.as_i64(v)
        && vm.as_i64(range.start).is_some()
        && vm.as_i64(range.step).is_some()
    {
        return Some(vm.range_index_of(range, i).map(|at| Value::Int(at as i64)));
    }
    if !vm.is_int(v) {
        return None;
    }
    let offset = vm.int_sub(v, range.start)?;
    let (at, rest) = vm.int_divmod(offset, range.step, "").ok()??;
    let downwards = vm.compare_numbers(range.step, Value::Int(0))? == Some(Ordering::Less);
    let before_stop =
        vm.compare_numbers(v, range.stop)? == Some(if downwards { Ordering::Greater } else { Ordering::Less });
    let inside = before_stop && vm.compare_numbers(at, Value::Int(0))? != Some(Ordering::Less);
    Some((inside && rest.is(Value::Int(0))).then_some(at))
}

fn index(vm: &mut Vm, a: &[Value]) -> Native {
    let range = range(vm, a[0], "index")?;
    match position(vm, &range, a[1]) {
        Some(Some(at)) => Ok(at),
        Some(None) => {
            let value = vm.repr_or_placeholder(a[1]);
            Err(vm.value_error(&format!("{value} is not in range")))
        }
        None => vm.call_prelude("_range_index", vec![a[0], a[1]]),
    }
}

fn count(vm: &mut Vm, a: &[Value]) -> Native {
    let range = range(vm, a[0], "count")?;
    match position(vm, &range, a[1]) {
        Some(found) => Ok(Value::Int(found.is_some() as i64)),
        None => vm.call_prelude("_count_equal", vec![a[0], a[1]]),
    }
}

fn range_bool(vm: &mut Vm, a: &[Value]) -> Native {
    let range = range(vm, a[0], "__bool__")?;
    Ok(Value::Bool(vm.range_len(&range) != 0))
}

impl Vm {
    /// `range[index]`; `None`: the index needs a user's `__index__`, or is none.
    pub(crate) fn range_item(&mut self, range: &RangeData, index: Value) -> Result<Option<Value>, Signal> {
        if let Value::Ref(r) = index
            && let Payload::Slice(parts) = self.heap.payload(r)
        {
            let parts = **parts;
            return self.range_slice(range, parts);
        }
        if !self.is_int(index) {
            return Ok(None);
        }
        let found = match (self.as_i64(range.start), self.as_i64(range.step), self.as_i64(index)) {
            (Some(_), Some(_), Some(i)) if self.range_len(range) < i64::MAX as u64 => {
                let len = self.range_len(range) as i64;
                let i = if i < 0 { i.saturating_add(len) } else { i };
                (0..len).contains(&i).then_some(Value::Int(i))
            }
            _ => {
                let (len, index) = (self.exact_len(range), self.as_bigint(index).unwrap_or_default());
                let index = if index.is_negative() { index + &len } else { index };
                (!index.is_negative() && index < len).then(|| self.int_value(index))
            }
        };
        match found.and_then(|i| self.int_mul(range.step, i)).and_then(|offset| self.int_add(range.start, offset)) {
            Some(item) => Ok(Some(item)),
            None => Err(self.index_error("range object index out of range")),
        }
    }

    /// The length where it may not fit a machine word.
    fn exact_len(&self, range: &RangeData) -> BigInt {
        let part = |v: Value| self.as_bigint(v).unwrap_or_default();
        let (start, stop, step) = (part(range.start), part(range.stop), part(range.step));
        let (distance, step) = if step.is_negative() { (start - stop, -step) } else { (stop - start, step) };
        if !distance.is_positive() || step.is_zero() { BigInt::zero() } else { (distance - 1u32) / step + 1u32 }
    }

    fn range_slice(&mut self, range: &RangeData, parts: [Value; 3]) -> Result<Option<Value>, Signal> {
        if parts.iter().any(|&v| !v.is_none() && !self.is_int(v)) {
            return if parts.iter().all(|&v| v.is_none() || has_index(self, v)) {
                Ok(None)
            } else {
                Err(self.type_error("slice indices must be integers or None or have an __index__ method"))
            };
        }
        let len = self.exact_len(range);
        let step = self.as_bigint(parts[2]).unwrap_or_else(|| BigInt::from(1));
        if step.is_zero() {
            return Err(self.value_error("slice step cannot be zero"));
        }
        let backwards = step.is_negative();
        let (lowest, highest) =
            if backwards { (BigInt::from(-1), len.clone() - 1) } else { (BigInt::zero(), len.clone()) };
        let bound = |vm: &Vm, v: Value, default: &BigInt| match vm.as_bigint(v) {
            None => default.clone(),
            Some(i) if i.is_negative() => (i + &len).max(lowest.clone()),
            Some(i) => i.min(highest.clone()),
        };
        let (first, last) = if backwards { (&highest, &lowest) } else { (&lowest, &highest) };
        let (from, to) = (bound(self, parts[0], first), bound(self, parts[1], last));
        let part = |vm: &Vm, v: Value| vm.as_bigint(v).unwrap_or_default();
        let (start, unit) = (part(self, range.start), part(self, range.step));
        let new_start = self.int_value(&start + from * &unit);
        let new_stop = self.int_value(start + to * &unit);
        let new_step = self.int_value(step * unit);
        let data = RangeData { start: new_start, stop: new_stop, step: new_step };
        Ok(Some(self.alloc(types::RANGE, Payload::Range(Box::new(data)))))
    }
}

// ---- slice

fn new_slice(vm: &mut Vm, a: &[Value]) -> Native {
    let parts = match *vm.heap.as_tuple(a[1]).unwrap_or_default() {
        [stop] => [Value::None, stop, Value::None],
        [start, stop] => [start, stop, Value::None],
        [start, stop, step] => [start, stop, step],
        [] => return Err(vm.type_error("slice expected at least 1 argument, got 0")),
        ref more => {
            let n = more.len();
            return Err(vm.type_error(&format!("slice expected at most 3 arguments, got {n}")));
        }
    };
    Ok(vm.alloc(types::SLICE, Payload::Slice(Box::new(parts))))
}

fn parts(vm: &mut Vm, v: Value, method: &str) -> Result<[Value; 3], Signal> {
    if let Value::Ref(r) = v
        && let Payload::Slice(parts) = vm.heap.payload(r)
    {
        return Ok(**parts);
    }
    Err(wrong_receiver(vm, "slice", method, v))
}

fn slice_start(vm: &mut Vm, a: &[Value]) -> Native {
    parts(vm, a[0], "start").map(|p| p[0])
}

fn slice_stop(vm: &mut Vm, a: &[Value]) -> Native {
    parts(vm, a[0], "stop").map(|p| p[1])
}

fn slice_step(vm: &mut Vm, a: &[Value]) -> Native {
    parts(vm, a[0], "step").map(|p| p[2])
}

fn indices(vm: &mut Vm, a: &[Value]) -> Native {
    let [start, stop, step] = parts(vm, a[0], "indices")?;
    let length = integer_argument(vm, types::SLICE, "indices", a, 1)?;
    let small = |vm: &Vm, v: Value| v.is_none() || vm.as_i64(v).is_some_and(|i| i.unsigned_abs() < 1 << 62);
    let (true, true, true, Some(len)) = (small(vm, start), small(vm, stop), small(vm, step), vm.as_i64(length)) else {
        return vm.call_prelude("_slice_indices", vec![start, stop, step, length]);
    };
    if len < 0 {
        return Err(vm.value_error("length should not be negative"));
    }
    let step = vm.as_i64(step).unwrap_or(1);
    if step == 0 {
        return Err(vm.value_error("slice step cannot be zero"));
    }
    let (lowest, highest) = if step < 0 { (-1, len - 1) } else { (0, len) };
    let bound = |given: Option<i64>, default: i64| match given {
        None => default,
        Some(i) if i < 0 => i.saturating_add(len).clamp(lowest, highest),
        Some(i) => i.clamp(lowest, highest),
    };
    let (first, last) = if step < 0 { (highest, lowest) } else { (lowest, highest) };
    let start = bound(vm.as_i64(start), first);
    let stop = bound(vm.as_i64(stop), last);
    Ok(vm.tuple(vec![Value::Int(start), Value::Int(stop), Value::Int(step)]))
}
