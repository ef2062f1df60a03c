//! Sorting: `list.sort` and `sorted`.
//!
//! A stable merge sort that begins as CPython's does (runs found in the list, made longer by binary
//! insertion), so that short lists are compared in the same order. Where Python code has to compare,
//! `_sort_slowly` of the prelude does the same with `<`.

use std::{cmp::Ordering, ops::Range};

use weft_code::CompareOp;

use crate::{
    builtins::functions::arguments::native,
    natives::{Native, NativeDef, Signal},
    operators::Compared,
    types,
    value::Value,
    vm::Vm,
};

pub(super) const NATIVES: &[NativeDef] = &[
    native("builtins", "sorted", "iterable, /, *, key=None, reverse=False", sorted_function),
    native("_prelude", "_sort_by_keys", "order, keys, reverse, /", sort_by_keys),
    native("_prelude", "_list_take", "list, /", list_take),
    native("_prelude", "_list_put_back", "list, items, /", list_put_back),
];

fn sorted_function(vm: &mut Vm, a: &[Value]) -> Native {
    let key = a[1].or(Value::None);
    let reverse = a[2].or(Value::Bool(false));
    let Some(items) = vm.native_items(a[0]) else {
        return vm.call_prelude("_sorted", vec![a[0], key, reverse]);
    };
    if key.is_none()
        && let Some(backwards) = vm.truth_native(reverse)
    {
        let mut order = Vec::new();
        if sort_order(vm, &items, backwards, &mut order)? {
            let sorted = order.into_iter().map(|i| items[i as usize]).collect();
            return Ok(vm.list(sorted));
        }
    }
    let items = vm.list(items);
    vm.call_prelude("_sorted", vec![items, key, reverse])
}

/// Fill a list with the positions of the keys in their order; False if Python code has to compare.
fn sort_by_keys(vm: &mut Vm, a: &[Value]) -> Native {
    let keys = vm.heap.as_list(a[1]).cloned().unwrap_or_default();
    let mut order = Vec::new();
    let done = sort_order(vm, &keys, a[2].is(Value::Bool(true)), &mut order);
    if let (Ok(true) | Err(_), Some(positions)) = (&done, vm.heap.as_list_mut(a[0])) {
        *positions = order.into_iter().map(|i| Value::Int(i.into())).collect();
    }
    done.map(Value::Bool)
}

/// The items of a list, which is empty from now on.
fn list_take(vm: &mut Vm, a: &[Value]) -> Native {
    let items = vm.heap.as_list_mut(a[0]).map(std::mem::take).unwrap_or_default();
    Ok(vm.list(items))
}

/// Give a list its items back; False if it got others in the meantime.
fn list_put_back(vm: &mut Vm, a: &[Value]) -> Native {
    let items = vm.heap.as_list(a[1]).cloned().unwrap_or_default();
    let before = vm.heap.as_list_mut(a[0]).map(|list| std::mem::replace(list, items));
    Ok(Value::Bool(before.is_none_or(|b| b.is_empty())))
}

/// The positions of the keys in their order. `false`: Python code has to compare. Where keys have no order, `order`
/// says how far the sort came.
pub(in crate::builtins) fn sort_order(
    vm: &mut Vm,
    keys: &[Value],
    backwards: bool,
    order: &mut Vec<u32>,
) -> Result<bool, Signal> {
    match order_of(vm, keys, backwards, order) {
        Ok(()) => Ok(true),
        Err(Stopped::Ask) => Ok(false),
        Err(Stopped::NotOrdered(a, b)) => Err(vm.not_ordered(CompareOp::Lt, a, b)),
    }
}

/// Why a comparison has no native answer.
enum Stopped {
    Ask,
    NotOrdered(Value, Value),
}

/// The positions of the keys in their order; equal keys stay in theirs also backwards.
fn order_of(vm: &Vm, keys: &[Value], backwards: bool, order: &mut Vec<u32>) -> Result<(), Stopped> {
    *order = (0..keys.len() as u32).collect();
    let mut outcome = Ok(());
    if backwards {
        order.reverse();
    }
    let ints: Option<Vec<i64>> = keys.iter().map(|k| if let Value::Int(i) = *k { Some(i) } else { None }).collect();
    let floats: Option<Vec<f64>> = keys.iter().map(|&k| ordered_float(k)).collect();
    let texts: Option<Vec<&str>> = keys.iter().map(|&k| plain_text(vm, k)).collect();
    if let Some(ints) = ints {
        order.sort_by_key(|&i| ints[i as usize]);
    } else if let Some(floats) = floats {
        order.sort_by(|&i, &j| floats[i as usize].partial_cmp(&floats[j as usize]).unwrap_or(Ordering::Equal));
    } else if let Some(texts) = texts {
        order.sort_by_key(|&i| texts[i as usize].as_bytes());
    } else {
        outcome = merge_sort(order, &mut |i, j| {
            let (a, b) = (keys[i as usize], keys[j as usize]);
            match vm.compare_native(CompareOp::Lt, a, b) {
                Compared::Is(less) => Ok(less),
                Compared::Unsupported => Err(Stopped::NotOrdered(a, b)),
                Compared::Ask => Err(Stopped::Ask),
            }
        });
    }
    if backwards {
        order.reverse();
    }
    outcome
}

/// A float that has an order with all others.
fn ordered_float(v: Value) -> Option<f64> {
    match v {
        Value::Float(f) if !f.is_nan() => Some(f),
        _ => None,
    }
}

/// The text of a string of the class `str` itself.
fn plain_text(vm: &Vm, v: Value) -> Option<&str> {
    if vm.class_of(v) == types::STR { vm.heap.as_str(v) } else { None }
}

/// Runs shorter than this are made longer by binary insertion.
const LONGEST_INSERTION: usize = 64;

type Less<'a> = dyn FnMut(u32, u32) -> Result<bool, Stopped> + 'a;

/// Sort by a comparison that may be inconsistent (NaN, say) or give up.
fn merge_sort(order: &mut [u32], less: &mut Less) -> Result<(), Stopped> {
    let n = order.len();
    let (mut least, mut odd) = (n, 0);
    while least >= LONGEST_INSERTION {
        odd |= least & 1;
        least >>= 1;
    }
    least += odd;
    let mut runs: Vec<Range<usize>> = Vec::new();
    let mut start = 0;
    while start < n {
        let sorted = start + count_run(&mut order[start..], less)?;
        let end = sorted.max(n.min(start + least));
        insert_from(&mut order[start..end], sorted - start, less)?;
        runs.push(start..end);
        start = end;
    }
    while runs.len() > 1 {
        let mut merged = Vec::with_capacity(runs.len() / 2 + 1);
        for pair in runs.chunks(2) {
            match pair {
                [left, right] => {
                    merge(&mut order[left.start..right.end], left.len(), less)?;
                    merged.push(left.start..right.end);
                }
                alone => merged.extend_from_slice(alone),
            }
        }
        runs = merged;
    }
    Ok(())
}

/// The length of the run at the beginning; a descending one is turned round.
fn count_run(items: &mut [u32], less: &mut Less) -> Result<usize, Stopped> {
    if items.len() < 2 {
        return Ok(items.len());
    }
    let descending = less(items[1], items[0])?;
    let mut n = 2;
    while n < items.len() && less(items[n], items[n - 1])? == descending {
        n += 1;
    }
    if descending {
        items[..n].reverse();
    }
    Ok(n)
}

/// Put each item from `at` on to its place among those before it.
fn insert_from(items: &mut [u32], at: usize, less: &mut Less) -> Result<(), Stopped> {
    for i in at..items.len() {
        let (mut low, mut high) = (0, i);
        while low < high {
            let middle = (low + high) / 2;
            if less(items[i], items[middle])? {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        items[low..=i].rotate_right(1);
    }
    Ok(())
}

fn merge(items: &mut [u32], middle: usize, less: &mut Less) -> Result<(), Stopped> {
    let left = items[..middle].to_vec();
    let (mut i, mut j, mut to) = (0, middle, 0);
    let mut outcome = Ok(());
    while i < left.len() && j < items.len() {
        match less(items[j], left[i]) {
            Ok(true) => {
                items[to] = items[j];
                j += 1;
            }
            Ok(false) => {
                items[to] = left[i];
                i += 1;
            }
            Err(stopped) => {
                outcome = Err(stopped);
                break;
            }
        }
        to += 1;
    }
    let rest = left.len() - i;
    items[to..to + rest].copy_from_slice(&left[i..]);
    outcome
}
