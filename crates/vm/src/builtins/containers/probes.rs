//! What the prelude needs to look into dictionaries and sets one candidate at a time, since a user's
//! `__eq__` runs between two steps. These natives are globals of the prelude and trust their callers.
//!
//! A probe answers with a position, with -1 for "missing", or with -2 − position for "Python has to
//! compare the key there".

use num_bigint::BigInt;
use num_traits::ToPrimitive;

use crate::{
    builtins::functions::arguments::{native, wrong_receiver},
    dict::Find,
    hash::{TUPLE_HASH_START, hash_bigint, tuple_hash_end, tuple_hash_step},
    natives::{Native, NativeDef, Signal},
    object::{Payload, ViewKind},
    set::Set,
    types,
    value::{Ref, Value},
    vm::Vm,
};

pub(super) const NATIVES: &[NativeDef] = &[
    native("_prelude", "_dict_probe", "dict, key, hash, skip, /", dict_probe),
    native("_prelude", "_dict_key", "dict, at, /", dict_key),
    native("_prelude", "_dict_value", "dict, at, /", dict_value),
    native("_prelude", "_dict_set_value", "dict, at, value, /", dict_set_value),
    native("_prelude", "_dict_insert", "dict, hash, key, value, /", dict_insert),
    native("_prelude", "_dict_take", "dict, at, /", dict_take),
    native("_prelude", "_dict_pairs", "dict, /", dict_pairs),
    native("_prelude", "_set_probe", "set, key, hash, skip, /", set_probe),
    native("_prelude", "_set_key", "set, at, /", set_key),
    native("_prelude", "_set_insert", "set, hash, key, /", set_insert),
    native("_prelude", "_set_take", "set, at, /", set_take),
    native("_prelude", "_set_replace", "set, by, /", set_replace),
    native("_prelude", "_contents", "sequence, /", contents),
    native("_prelude", "_kind", "object, /", kind),
    native("_prelude", "_room_for", "count, /", room_for),
    native("_prelude", "_view_dict", "view, /", view_dict),
    native("_prelude", "_hash_of_hashes", "hashes, /", hash_of_hashes),
    native("_prelude", "_hash_of_int", "value, /", hash_of_int),
];

fn reference(vm: &mut Vm, v: Value) -> Result<Ref, Signal> {
    match v {
        Value::Ref(r) => Ok(r),
        _ => Err(wrong_receiver(vm, "dict", "probe", v)),
    }
}

fn integer(v: Value) -> i64 {
    match v {
        Value::Int(i) => i,
        _ => 0,
    }
}

fn answer(found: Find) -> Native {
    Ok(Value::Int(match found {
        Find::Found(at) => at as i64,
        Find::Missing => -1,
        Find::Ask(at) => -2 - at as i64,
    }))
}

fn dict_probe(vm: &mut Vm, a: &[Value]) -> Native {
    let r = reference(vm, a[0])?;
    let (key, hash, skip) = (a[1], integer(a[2]), integer(a[3]).max(0) as usize);
    answer(vm.heap.as_dict(r).map_or(Find::Missing, |d| d.find(hash, skip, |k| vm.keys_equal(k, key))))
}

fn dict_key(vm: &mut Vm, a: &[Value]) -> Native {
    let r = reference(vm, a[0])?;
    let entry = vm.heap.as_dict(r).and_then(|d| d.entry(integer(a[1]) as usize));
    Ok(entry.map_or(Value::None, |e| e.key))
}

fn dict_value(vm: &mut Vm, a: &[Value]) -> Native {
    let r = reference(vm, a[0])?;
    let entry = vm.heap.as_dict(r).and_then(|d| d.entry(integer(a[1]) as usize));
    Ok(entry.map_or(Value::None, |e| e.value))
}

fn dict_set_value(vm: &mut Vm, a: &[Value]) -> Native {
    let r = reference(vm, a[0])?;
    let at = integer(a[1]) as usize;
    if let Some(d) = vm.heap.as_dict_mut(r)
        && d.entry(at).is_some()
    {
        d.set_value(at, a[2]);
    }
    Ok(Value::None)
}

fn dict_insert(vm: &mut Vm, a: &[Value]) -> Native {
    let r = reference(vm, a[0])?;
    vm.heap.grew(48);
    if let Some(d) = vm.heap.as_dict_mut(r) {
        d.insert_new(integer(a[1]), a[2], a[3]);
    }
    Ok(Value::None)
}

fn dict_take(vm: &mut Vm, a: &[Value]) -> Native {
    let r = reference(vm, a[0])?;
    let at = integer(a[1]) as usize;
    Ok(match vm.heap.as_dict_mut(r) {
        Some(d) if d.entry(at).is_some() => d.remove_at(at).1,
        _ => Value::None,
    })
}

/// The items of a dict as a list of pairs.
fn dict_pairs(vm: &mut Vm, a: &[Value]) -> Native {
    let r = reference(vm, a[0])?;
    let pairs: Vec<[Value; 2]> =
        vm.heap.as_dict(r).map(|d| d.iter().map(|e| [e.key, e.value]).collect()).unwrap_or_default();
    let pairs = pairs.into_iter().map(|pair| vm.tuple(pair)).collect();
    Ok(vm.list(pairs))
}

fn set_of(vm: &Vm, r: Ref) -> Option<&Set> {
    match vm.heap.payload(r) {
        Payload::Set(s) => Some(s),
        _ => None,
    }
}

fn set_probe(vm: &mut Vm, a: &[Value]) -> Native {
    let r = reference(vm, a[0])?;
    let (key, hash, skip) = (a[1], integer(a[2]), integer(a[3]).max(0) as usize);
    answer(set_of(vm, r).map_or(Find::Missing, |s| s.find(hash, skip, |k| vm.keys_equal(k, key))))
}

fn set_key(vm: &mut Vm, a: &[Value]) -> Native {
    let r = reference(vm, a[0])?;
    Ok(set_of(vm, r).and_then(|s| s.key_at(integer(a[1]) as usize)).unwrap_or(Value::None))
}

fn set_insert(vm: &mut Vm, a: &[Value]) -> Native {
    let r = reference(vm, a[0])?;
    vm.heap.grew(32);
    if let Payload::Set(s) = vm.heap.payload_mut(r) {
        s.insert_new(integer(a[1]), a[2]);
    }
    Ok(Value::None)
}

fn set_take(vm: &mut Vm, a: &[Value]) -> Native {
    let r = reference(vm, a[0])?;
    Ok(match vm.heap.payload_mut(r) {
        Payload::Set(s) => s.remove_at(integer(a[1]) as usize).unwrap_or(Value::None),
        _ => Value::None,
    })
}

/// Give one set the elements of another.
fn set_replace(vm: &mut Vm, a: &[Value]) -> Native {
    let (r, by) = (reference(vm, a[0])?, reference(vm, a[1])?);
    let new = set_of(vm, by).map(Set::copied).unwrap_or_default();
    *vm.heap.payload_mut(r) = Payload::Set(Box::new(new));
    Ok(Value::None)
}

/// What a list, tuple or set holds, as a new list, whatever its class says.
fn contents(vm: &mut Vm, a: &[Value]) -> Native {
    let r = reference(vm, a[0])?;
    let items = match vm.heap.payload(r) {
        Payload::List(items) => items.clone(),
        Payload::Tuple(items) => items.to_vec(),
        Payload::Set(s) => s.iter().map(|(_, key)| key).collect(),
        Payload::Slice(parts) => parts.to_vec(),
        _ => Vec::new(),
    };
    Ok(vm.list(items))
}

/// Which built-in container an object is, whatever its class says: the class, or None.
fn kind(vm: &mut Vm, a: &[Value]) -> Native {
    let Value::Ref(r) = a[0] else { return Ok(Value::None) };
    Ok(Value::Ref(match vm.heap.payload(r) {
        Payload::List(_) => types::LIST,
        Payload::Tuple(_) => types::TUPLE,
        Payload::Dict(_) => types::DICT,
        Payload::Set(_) => types::SET,
        Payload::Slice(_) => types::SLICE,
        Payload::Range(_) => types::RANGE,
        Payload::DictView { kind, .. } => match kind {
            ViewKind::Keys => types::DICT_KEYS,
            ViewKind::Values => types::DICT_VALUES,
            ViewKind::Items => types::DICT_ITEMS,
        },
        Payload::MappingProxy(_) => types::MAPPING_PROXY,
        Payload::Str(_) => types::STR,
        Payload::Bytes(_) => types::BYTES,
        Payload::ByteArray(_) => types::BYTEARRAY,
        Payload::MemoryView(_) => types::MEMORYVIEW,
        Payload::WeakRef(_) => types::WEAKREF,
        _ => return Ok(Value::None),
    }))
}

/// Raise `MemoryError` if there is no room for so many items.
fn room_for(vm: &mut Vm, a: &[Value]) -> Native {
    let count = usize::try_from(integer(a[0])).unwrap_or(usize::MAX);
    vm.check_size(count.saturating_mul(size_of::<Value>()))?;
    Ok(Value::None)
}

fn view_dict(vm: &mut Vm, a: &[Value]) -> Native {
    let r = reference(vm, a[0])?;
    Ok(match vm.heap.payload(r) {
        Payload::DictView { dict, .. } => Value::Ref(*dict),
        Payload::MappingProxy(inner) => *inner,
        _ => Value::None,
    })
}

/// The hash of a tuple whose items have these hashes.
fn hash_of_hashes(vm: &mut Vm, a: &[Value]) -> Native {
    let hashes = vm.heap.as_list(a[0]).map_or(&[][..], |l| l);
    let mut acc = TUPLE_HASH_START;
    for &hash in hashes {
        acc = tuple_hash_step(acc, integer(hash));
    }
    Ok(Value::Int(tuple_hash_end(acc, hashes.len())))
}

/// What a user's `__hash__` returned, as a hash.
fn hash_of_int(vm: &mut Vm, a: &[Value]) -> Native {
    let big: BigInt = vm.as_bigint(a[0]).unwrap_or_default();
    let hash = big.to_i64().unwrap_or_else(|| hash_bigint(&big));
    Ok(Value::Int(if hash == -1 { -2 } else { hash }))
}
