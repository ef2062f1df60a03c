//! Numbers: `int`, `bool`, `float`, `complex`.

mod complex;
mod float;
mod int;
mod int_bytes;
mod parse;
mod round;

use super::functions::arguments::joined;
use crate::{
    natives::{NativeDef, Signal},
    object::Payload,
    types,
    value::{Ref, Value},
    vm::Vm,
};

pub(super) use int::pow_modulo;

pub(crate) const NATIVES: &[NativeDef] = &ALL;

const TABLES: &[&[NativeDef]] = &[int::NATIVES, int_bytes::NATIVES, float::NATIVES, complex::NATIVES, round::NATIVES];

const ALL: [NativeDef; count()] = joined(TABLES);

const fn count() -> usize {
    let (mut n, mut i) = (0, 0);
    while i < TABLES.len() {
        n += TABLES[i].len();
        i += 1;
    }
    n
}

/// An integer without the class that wraps it: booleans as 0 and 1, subclasses as plain ones.
pub(super) fn plain_int(vm: &Vm, v: Value) -> Value {
    match v {
        Value::Bool(b) => Value::Int(b as i64),
        Value::Ref(r) => match vm.heap.payload(r) {
            Payload::Boxed(inner) => plain_int(vm, *inner),
            _ => v,
        },
        _ => v,
    }
}

/// A number as an instance of `class`, which is `base` or a subclass of it.
fn instance_of(vm: &mut Vm, class: Value, base: Ref, number: Value) -> Result<Value, Signal> {
    match class {
        Value::Ref(c) if c == base => Ok(number),
        Value::Ref(c) if vm.is_subclass(c, base) => Ok(vm.alloc(c, Payload::Boxed(number))),
        Value::Ref(c) if vm.is_type(class) => {
            let (name, other) = (vm.class_name(base), vm.class_name(c));
            Err(vm.type_error(&format!("{name}.__new__({other}): {other} is not a subtype of {name}")))
        }
        _ => {
            let (name, other) = (vm.class_name(base), vm.type_name(class));
            Err(vm.type_error(&format!("{name}.__new__(X): X is not a type object ({other})")))
        }
    }
}

/// The text that a constructor is given to parse: of a `str`, or of a bytes-like object (where not
/// ASCII, as something that is no number).
fn numeral(vm: &Vm, v: Value) -> Option<String> {
    if let Some(text) = vm.heap.as_str(v) {
        return Some(text.to_owned());
    }
    // What is not ASCII is no white space either.
    let character = |&byte: &u8| if byte.is_ascii() { byte as char } else { char::REPLACEMENT_CHARACTER };
    vm.as_bytes(v).map(|b| b.iter().map(character).collect())
}

/// As [`numeral`], for messages.
fn shown(vm: &mut Vm, v: Value) -> String {
    vm.repr_or_placeholder(v)
}

fn is_class(v: Value, class: Ref) -> bool {
    matches!(v, Value::Ref(r) if r == class)
}

/// Is the value of the class itself, not of a subclass?
fn is_exactly(vm: &Vm, v: Value, class: Ref) -> bool {
    vm.class_of(v) == class
}

fn alloc_complex(vm: &mut Vm, re: f64, im: f64) -> Value {
    vm.alloc(types::COMPLEX, Payload::Complex(Box::new((re, im))))
}
