//! Arguments that the methods of text and bytes share.

use crate::{
    builtins::functions::arguments::{asked, index_argument},
    names,
    natives::Signal,
    value::{Ref, Value},
    vm::Vm,
};

/// The optional bounds of `find(sub, start, end)` at `a[at]` and `a[at + 1]`, as positions in a sequence
/// of `len` items. The start may lie behind the end, and behind the last item: then nothing is found.
pub(in crate::builtins) fn bounds(
    vm: &mut Vm,
    class: Ref,
    name: &str,
    a: &[Value],
    at: usize,
    len: usize,
) -> Result<(usize, usize), Signal> {
    let start = bound(vm, class, name, a, at)?.map_or(0, |i| from_end(i, len));
    let end = bound(vm, class, name, a, at + 1)?.map_or(len, |i| from_end(i, len).min(len));
    Ok((start, end))
}

/// A bound as given; far ones are cut to 64 bits.
fn bound(vm: &mut Vm, class: Ref, name: &str, a: &[Value], at: usize) -> Result<Option<i64>, Signal> {
    let Some(given) = a.get(at).copied().and_then(Value::bound).filter(|v| !v.is_none()) else { return Ok(None) };
    if let Some(i) = vm.as_i64(given) {
        return Ok(Some(i));
    }
    if let Some(big) = vm.as_bigint(given) {
        let negative = big.sign() == num_bigint::Sign::Minus;
        return Ok(Some(if negative { i64::MIN } else { i64::MAX }));
    }
    let given_class = vm.class_of(given);
    if vm.lookup(given_class, names::__index__).is_none() {
        return Err(vm.type_error("slice indices must be integers or None or have an __index__ method"));
    }
    index_argument(vm, class, name, a, at).map(Some)
}

/// A position counted from the end if negative; not cut at the end.
fn from_end(i: i64, len: usize) -> usize {
    if i >= 0 {
        return usize::try_from(i).unwrap_or(usize::MAX);
    }
    len.saturating_sub(usize::try_from(i.unsigned_abs()).unwrap_or(usize::MAX))
}

/// A count or width: negative ones as given, `default` where it is left out.
pub(in crate::builtins) fn count(
    vm: &mut Vm,
    class: Ref,
    name: &str,
    a: &[Value],
    at: usize,
    default: i64,
) -> Result<i64, Signal> {
    match a.get(at).copied().and_then(Value::bound) {
        None => Ok(default),
        Some(_) => index_argument(vm, class, name, a, at),
    }
}

/// The width of a padded text, which must fit the heap.
pub(in crate::builtins) fn width(vm: &mut Vm, class: Ref, name: &str, a: &[Value], at: usize) -> Result<usize, Signal> {
    let given = count(vm, class, name, a, at, 0)?;
    let width = usize::try_from(given.max(0)).unwrap_or(usize::MAX);
    vm.check_size(width)?;
    Ok(width)
}

/// A flag: its truth, asked for by the prelude where only Python code can tell.
pub(in crate::builtins) fn flag(vm: &mut Vm, class: Ref, name: &str, a: &[Value], at: usize) -> Result<bool, Signal> {
    let Some(given) = a.get(at).copied().and_then(Value::bound) else { return Ok(false) };
    if let Some(truth) = vm.truth_native(given) {
        return Ok(truth);
    }
    let name = vm.heap.intern(name);
    let native = vm.lookup(class, name).unwrap_or(Value::None);
    let mut all = vec![native, Value::Int(at as i64)];
    all.extend_from_slice(&a[..=at]);
    Err(asked(vm.call_prelude("_retry_with_truth", all)))
}

/// What an argument of the wrong type is, in the words of CPython's argument parser.
pub(in crate::builtins) fn type_shown(vm: &Vm, v: Value) -> String {
    if v.is_none() { "None".to_owned() } else { vm.type_name(v) }
}

/// One value, or those of a tuple: `startswith(("a", "b"))`.
pub(in crate::builtins) fn alternatives(vm: &Vm, v: Value) -> Vec<Value> {
    vm.heap.as_tuple(v).map_or_else(|| vec![v], <[Value]>::to_vec)
}
