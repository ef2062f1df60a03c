//! `iter`, `next`, `enumerate`, `zip`, `map`, `filter`, `reversed`, `all`, `any`.

use super::arguments::{has_index, native, not_an_integer};
use crate::{
    builtins::operators::reverse_iterator,
    names,
    natives::{Native, NativeDef, Signal},
    object::{NativeIterator, Payload},
    types,
    value::Value,
    vm::Vm,
};

pub(super) const NATIVES: &[NativeDef] = &[
    native("builtins", "iter", "object, sentinel=None, /", iter),
    native("builtins", "next", "iterator, default=None, /", next),
    native("enumerate", "__new__", "type, iterable=None, start=0", enumerate),
    native("zip", "__new__", "type, *iterables, strict=False", zip),
    native("map", "__new__", "type, *args", map),
    native("filter", "__new__", "type, function, iterable, /", filter),
    native("reversed", "__new__", "type, sequence, /", reversed),
    native("builtins", "all", "iterable, /", all),
    native("builtins", "any", "iterable, /", any),
    native("_prelude", "_generator_as", "type, generator, /", generator_as),
];

/// Natively gone through without a pause; longer ranges are left to Python code, which can be stopped.
const LONGEST_NATIVE_RANGE: u64 = 1 << 20;

fn iter(vm: &mut Vm, a: &[Value]) -> Native {
    match a[1].bound() {
        None => vm.get_iter(a[0]),
        Some(sentinel) => vm.call_prelude("_call_until", vec![a[0], sentinel]),
    }
}

fn next(vm: &mut Vm, a: &[Value]) -> Native {
    match vm.iter_next_native(a[0])? {
        Some(Some(v)) => return Ok(v),
        Some(None) => {
            return match a[1].bound() {
                Some(default) => Ok(default),
                None => Err(vm.stop_iteration(Value::None)),
            };
        }
        None => {}
    }
    let class = vm.class_of(a[0]);
    let Some(method) = vm.lookup(class, names::__next__) else {
        let name = vm.type_name(a[0]);
        return Err(vm.type_error(&format!("'{name}' object is not an iterator")));
    };
    match a[1].bound() {
        Some(default) => vm.call_prelude("_next_or", vec![a[0], default]),
        None => {
            let (function, receiver) = vm.bind_special(method, a[0])?;
            vm.call(function, receiver.into_iter().collect())
        }
    }
}

/// An iterator that a native iterator may go through: not itself one over others. `None`: Python code
/// has to make it.
fn leaf_iterator(vm: &mut Vm, iterable: Value) -> Result<Option<Value>, Signal> {
    match vm.get_iter(iterable) {
        Ok(Value::Ref(r)) => Ok(match vm.heap.payload(r) {
            Payload::Iterator(it) if !matches!(**it, NativeIterator::Enumerate { .. } | NativeIterator::Zip { .. }) => {
                Some(Value::Ref(r))
            }
            _ => None,
        }),
        Ok(_) | Err(Signal::Call) => Ok(None),
        Err(s) => Err(s),
    }
}

fn enumerate(vm: &mut Vm, a: &[Value]) -> Native {
    if a[1].is_unbound() {
        return Err(vm.type_error("enumerate() missing required argument 'iterable'"));
    }
    let start = a[2].or(Value::Int(0));
    if !vm.is_int(start) && !has_index(vm, start) {
        return Err(not_an_integer(vm, start));
    }
    if let Some(count) = vm.as_i64(start)
        && let Some(source) = leaf_iterator(vm, a[1])?
    {
        let state = NativeIterator::Enumerate { source, count };
        return Ok(vm.alloc(types::ENUMERATE, Payload::Iterator(Box::new(state))));
    }
    vm.call_prelude("_enumerate", vec![a[1], start])
}

fn zip(vm: &mut Vm, a: &[Value]) -> Native {
    let iterables = vm.heap.as_tuple(a[1]).map(<[Value]>::to_vec).unwrap_or_default();
    let strict = a[2].or(Value::Bool(false));
    let Some(strict) = vm.truth_native(strict) else {
        return vm.call_prelude("_zip", vec![a[1], strict]);
    };
    let mut sources = Vec::with_capacity(iterables.len());
    for &iterable in &iterables {
        match leaf_iterator(vm, iterable)? {
            Some(source) => sources.push(source),
            None => return vm.call_prelude("_zip", vec![a[1], Value::Bool(strict)]),
        }
    }
    let state = NativeIterator::Zip { sources: sources.into(), strict };
    Ok(vm.alloc(types::ZIP, Payload::Iterator(Box::new(state))))
}

fn map(vm: &mut Vm, a: &[Value]) -> Native {
    if vm.heap.as_tuple(a[1]).is_none_or(|args| args.len() < 2) {
        return Err(vm.type_error("map() must have at least two arguments."));
    }
    vm.call_prelude("_map", vec![a[1]])
}

fn filter(vm: &mut Vm, a: &[Value]) -> Native {
    vm.call_prelude("_filter", a[1..].to_vec())
}

/// In the prelude: a generator that is known as an instance of a built-in iterator type.
fn generator_as(vm: &mut Vm, a: &[Value]) -> Native {
    if let (Value::Ref(class), Value::Ref(generator)) = (a[0], a[1])
        && matches!(vm.heap.payload(generator), Payload::Generator(_))
    {
        vm.heap.get_mut(generator).class = class;
    }
    Ok(a[1])
}

fn reversed(vm: &mut Vm, a: &[Value]) -> Native {
    let sequence = a[1];
    let class = vm.class_of(sequence);
    if types::is_builtin(class) {
        return match reverse_iterator(vm, sequence)? {
            Some(iterator) => Ok(iterator),
            None => {
                let name = vm.type_name(sequence);
                Err(vm.type_error(&format!("'{name}' object is not reversible")))
            }
        };
    }
    vm.call_prelude("_reversed", vec![sequence])
}

fn all(vm: &mut Vm, a: &[Value]) -> Native {
    until(vm, a[0], false, "_all", "_all_from")
}

fn any(vm: &mut Vm, a: &[Value]) -> Native {
    until(vm, a[0], true, "_any", "_any_from")
}

/// Is there an item whose truth is `wanted`? Gives `wanted` if there is, else its opposite.
fn until(vm: &mut Vm, iterable: Value, wanted: bool, whole: &str, rest: &str) -> Native {
    let iterator = match vm.get_iter(iterable) {
        Ok(iterator) => iterator,
        Err(Signal::Call) => return vm.call_prelude(whole, vec![iterable]),
        Err(s) => return Err(s),
    };
    if let Value::Ref(r) = iterator
        && let Payload::Iterator(it) = vm.heap.payload(r)
        && let NativeIterator::Range { remaining, .. } = **it
        && remaining > LONGEST_NATIVE_RANGE
    {
        return vm.call_prelude(whole, vec![iterator]);
    }
    loop {
        match vm.iter_next_native(iterator)? {
            Some(Some(item)) => match vm.truth_native(item) {
                Some(truth) if truth == wanted => return Ok(Value::Bool(wanted)),
                Some(_) => {}
                None => return vm.call_prelude(rest, vec![item, iterator]),
            },
            Some(None) => return Ok(Value::Bool(!wanted)),
            None => return vm.call_prelude(whole, vec![iterator]),
        }
    }
}
