//! `list`: <https://docs.python.org/3/library/stdtypes.html#lists>.

use crate::{
    builtins::functions::arguments::{has_index, index_argument, native, wrong_receiver},
    dict::KeyEq,
    natives::{Native, NativeDef, Signal},
    object::Payload,
    types,
    value::{Ref, Value},
    vm::Vm,
};

pub(super) const NATIVES: &[NativeDef] = &[
    native("list", "__new__", "type, *args, **kwargs", new),
    native("list", "__init__", "self, iterable=(), /", init),
    native("list", "append", "self, object, /", append),
    native("list", "extend", "self, iterable, /", extend),
    native("list", "insert", "self, index, object, /", insert),
    native("list", "pop", "self, index=-1, /", pop),
    native("list", "remove", "self, value, /", remove),
    native("list", "clear", "self, /", clear),
    native("list", "copy", "self, /", copy),
    native("list", "index", "self, value, start=0, stop=9223372036854775807, /", index),
    native("list", "count", "self, value, /", count),
    native("list", "reverse", "self, /", reverse),
    native("list", "sort", "self, *, key=None, reverse=False", sort),
];

fn receiver(vm: &mut Vm, v: Value, method: &str) -> Result<Ref, Signal> {
    match v {
        Value::Ref(r) if matches!(vm.heap.payload(r), Payload::List(_)) => Ok(r),
        _ => Err(wrong_receiver(vm, "list", method, v)),
    }
}

fn items_mut(vm: &mut Vm, r: Ref) -> Option<&mut Vec<Value>> {
    vm.heap.as_list_mut(Value::Ref(r))
}

/// Lists of subclasses are filled by `__init__`, which may be overridden.
fn new(vm: &mut Vm, a: &[Value]) -> Native {
    let Value::Ref(class) = a[0] else { return Err(vm.type_error("list.__new__(X): X is not a type object")) };
    if class != types::LIST {
        return Ok(vm.alloc(class, Payload::List(Vec::new())));
    }
    if let Value::Ref(keywords) = a[2]
        && vm.heap.as_dict(keywords).is_some_and(|d| !d.is_empty())
    {
        return Err(vm.type_error("list() takes no keyword arguments"));
    }
    match *vm.heap.as_tuple(a[1]).unwrap_or_default() {
        [] => Ok(vm.list(Vec::new())),
        [iterable] => match vm.native_items(iterable) {
            Some(items) => Ok(vm.list(items)),
            None => vm.call_prelude("_list_from", vec![iterable]),
        },
        ref more => {
            let n = more.len();
            Err(vm.type_error(&format!("list expected at most 1 argument, got {n}")))
        }
    }
}

fn init(vm: &mut Vm, a: &[Value]) -> Native {
    let r = receiver(vm, a[0], "__init__")?;
    if let Some(items) = items_mut(vm, r) {
        items.clear();
    }
    match a[1].bound() {
        Some(iterable) => extend(vm, &[a[0], iterable]),
        None => Ok(Value::None),
    }
}

fn append(vm: &mut Vm, a: &[Value]) -> Native {
    let r = receiver(vm, a[0], "append")?;
    vm.heap.grew(16);
    if let Some(items) = items_mut(vm, r) {
        items.push(a[1]);
    }
    Ok(Value::None)
}

fn extend(vm: &mut Vm, a: &[Value]) -> Native {
    let r = receiver(vm, a[0], "extend")?;
    match vm.native_items(a[1]) {
        Some(new) => {
            vm.heap.grew(new.len() * 16);
            if let Some(items) = items_mut(vm, r) {
                items.extend(new);
            }
            Ok(Value::None)
        }
        None => vm.call_prelude("_list_extend", vec![a[0], a[1]]),
    }
}

fn insert(vm: &mut Vm, a: &[Value]) -> Native {
    let r = receiver(vm, a[0], "insert")?;
    let i = index_argument(vm, types::LIST, "insert", a, 1)?;
    vm.heap.grew(16);
    if let Some(items) = items_mut(vm, r) {
        let at = position(i, items.len());
        items.insert(at, a[2]);
    }
    Ok(Value::None)
}

/// A bound as slices take it: from the end if negative, never outside.
pub(super) fn position(i: i64, len: usize) -> usize {
    let len = len as i64;
    let i = if i < 0 { i.saturating_add(len).max(0) } else { i };
    i.min(len) as usize
}

fn pop(vm: &mut Vm, a: &[Value]) -> Native {
    vm.may_have_dropped();
    let r = receiver(vm, a[0], "pop")?;
    let i = match a[1] {
        Value::Unbound => -1,
        _ => index_argument(vm, types::LIST, "pop", a, 1)?,
    };
    let len = vm.heap.as_list(a[0]).map_or(0, Vec::len) as i64;
    if len == 0 {
        return Err(vm.index_error("pop from empty list"));
    }
    let at = if i < 0 { i.saturating_add(len) } else { i };
    if !(0..len).contains(&at) {
        return Err(vm.index_error("pop index out of range"));
    }
    Ok(items_mut(vm, r).map_or(Value::None, |items| items.remove(at as usize)))
}

/// Where a value first stands between two positions. Outer `None`: Python code has to compare.
pub(super) fn find(vm: &Vm, items: &[Value], value: Value, start: usize, stop: usize) -> Option<Option<usize>> {
    let stop = stop.min(items.len());
    for (i, &item) in items.iter().enumerate().take(stop).skip(start) {
        match vm.keys_equal(item, value) {
            KeyEq::Yes => return Some(Some(i)),
            KeyEq::No => {}
            KeyEq::Ask => return None,
        }
    }
    Some(None)
}

fn remove(vm: &mut Vm, a: &[Value]) -> Native {
    vm.may_have_dropped();
    let r = receiver(vm, a[0], "remove")?;
    let items = vm.heap.as_list(a[0]).map_or(&[][..], |l| l);
    match find(vm, items, a[1], 0, usize::MAX) {
        Some(Some(at)) => {
            if let Some(items) = items_mut(vm, r) {
                items.remove(at);
            }
            Ok(Value::None)
        }
        Some(None) => Err(vm.value_error("list.remove(x): x not in list")),
        None => vm.call_prelude("_list_remove", vec![a[0], a[1]]),
    }
}

fn clear(vm: &mut Vm, a: &[Value]) -> Native {
    vm.may_have_dropped();
    let r = receiver(vm, a[0], "clear")?;
    if let Some(items) = items_mut(vm, r) {
        *items = Vec::new();
    }
    Ok(Value::None)
}

fn copy(vm: &mut Vm, a: &[Value]) -> Native {
    receiver(vm, a[0], "copy")?;
    let items = vm.heap.as_list(a[0]).cloned().unwrap_or_default();
    Ok(vm.list(items))
}

fn index(vm: &mut Vm, a: &[Value]) -> Native {
    receiver(vm, a[0], "index")?;
    let items = vm.heap.as_list(a[0]).map_or(&[][..], |l| l);
    let len = items.len();
    let (start, stop) = bounds(vm, types::LIST, a, len)?;
    let items = vm.heap.as_list(a[0]).map_or(&[][..], |l| l);
    match find(vm, items, a[1], start, stop) {
        Some(Some(at)) => Ok(Value::Int(at as i64)),
        Some(None) => {
            let value = vm.repr_or_placeholder(a[1]);
            Err(vm.value_error(&format!("{value} is not in list")))
        }
        None => {
            let (start, stop) = (Value::Int(start as i64), Value::Int(stop as i64));
            vm.call_prelude("_list_index", vec![a[0], a[1], start, stop])
        }
    }
}

/// The optional bounds of `index(value, start, stop)`.
pub(super) fn bounds(vm: &mut Vm, class: Ref, a: &[Value], len: usize) -> Result<(usize, usize), Signal> {
    let mut bound = |at: usize, default: usize| match a[at] {
        Value::Unbound => Ok(default),
        v if vm.as_i64(v).is_none() && vm.is_int(v) => {
            let negative = vm.compare_numbers(v, Value::Int(0)) == Some(Some(std::cmp::Ordering::Less));
            Ok(if negative { 0 } else { len })
        }
        v if vm.as_i64(v).is_none() && !has_index(vm, v) => {
            Err(vm.type_error("slice indices must be integers or have an __index__ method"))
        }
        _ => index_argument(vm, class, "index", a, at).map(|i| position(i, len)),
    };
    Ok((bound(2, 0)?, bound(3, len)?))
}

fn count(vm: &mut Vm, a: &[Value]) -> Native {
    receiver(vm, a[0], "count")?;
    let items = vm.heap.as_list(a[0]).map_or(&[][..], |l| l);
    match count_equal(vm, items, a[1]) {
        Some(n) => Ok(Value::Int(n)),
        None => vm.call_prelude("_count_equal", vec![a[0], a[1]]),
    }
}

pub(super) fn count_equal(vm: &Vm, items: &[Value], value: Value) -> Option<i64> {
    let mut n = 0;
    for &item in items {
        match vm.keys_equal(item, value) {
            KeyEq::Yes => n += 1,
            KeyEq::No => {}
            KeyEq::Ask => return None,
        }
    }
    Some(n)
}

fn reverse(vm: &mut Vm, a: &[Value]) -> Native {
    let r = receiver(vm, a[0], "reverse")?;
    if let Some(items) = items_mut(vm, r) {
        items.reverse();
    }
    Ok(Value::None)
}

fn sort(vm: &mut Vm, a: &[Value]) -> Native {
    let r = receiver(vm, a[0], "sort")?;
    let key = a[1].or(Value::None);
    let reverse = a[2].or(Value::Bool(false));
    if key.is_none()
        && let Some(backwards) = vm.truth_native(reverse)
    {
        let items = vm.heap.as_list(a[0]).cloned().unwrap_or_default();
        let mut order = Vec::new();
        let done = super::sort::sort_order(vm, &items, backwards, &mut order);
        // A sort that fails leaves the list as far as it came.
        if let (Ok(true) | Err(_), Some(list)) = (&done, items_mut(vm, r)) {
            *list = order.into_iter().map(|i| items[i as usize]).collect();
        }
        if done? {
            return Ok(Value::None);
        }
    }
    vm.call_prelude("_list_sort", vec![a[0], key, reverse])
}
