//! Values as text: number formatting, the format mini-language, `%` and `str.format`, literals.
//!
//! | file | holds |
//! |---|---|
//! | `float` | floats as digits |
//! | `quote` | `repr` and `ascii` of text and bytes |
//! | `spec`, `number` | the mini-language and what it does to numbers and text |
//! | `percent` | `format % arguments` |
//! | `fields`, `method` | `str.format` |
//!
//! What needs Python code (a user's `__format__`, `__str__`, `__index__`) is in `prelude/format.py`.

mod error;
mod fields;
mod float;
mod method;
mod number;
mod percent;
mod quote;
mod spec;

use num_bigint::BigInt;

use self::{
    error::FormatError,
    number::{format_complex, format_float, format_int, format_str},
    spec::{FormatSpec, Subject},
};
pub(crate) use self::{
    float::float_repr,
    method::str_format,
    number::decimal_digits,
    percent::{percent, percent_bytes},
    quote::{bytes_repr, is_printable, str_repr, to_ascii},
};
use crate::{
    names,
    natives::{Native, NativeDef},
    types,
    value::Value,
    vm::Vm,
};

/// Helpers of the prelude.
pub(crate) const NATIVES: [&[NativeDef]; 2] = [method::NATIVES, percent::NATIVES];

/// `format(value, spec)` of built-in numbers and text, and of instances of their subclasses without a
/// `__format__` of their own. `None`: another type's, or Python code has to.
pub(crate) fn format_native(vm: &mut Vm, value: Value, spec: &str) -> Option<Native> {
    let class = vm.class_of(value);
    if !types::is_builtin(class) {
        let method = vm.lookup(class, names::__format__)?;
        if !vm.is_native(method) {
            return None;
        }
    }
    format_plain(vm, value, spec)
}

/// The built-in `__format__` of what a value holds, whatever its class. `None`: it holds neither number
/// nor text, or the specification is empty and its `__str__` is Python code.
pub(crate) fn format_plain(vm: &mut Vm, value: Value, spec: &str) -> Option<Native> {
    let held = held(vm, value)?;
    if spec.is_empty() {
        return vm.str_native(value).map(|text| Ok(vm.str(text)));
    }
    let type_name = vm.type_name(value);
    let subject =
        Subject { type_name: &type_name, text: matches!(held, Held::Text(_)), max_digits: vm.int_max_str_digits };
    let spec = match FormatSpec::parse(spec, subject) {
        Ok(spec) => spec,
        Err(e) => return Some(Err(e.raise(vm))),
    };
    if let Err(signal) = vm.check_size(spec.demand(matches!(held, Held::Text(_))).saturating_mul(2)) {
        // What is wrong with the specification otherwise comes first.
        let narrow = FormatSpec { width: 0, precision: spec.precision.map(|p| p.min(1)), ..spec };
        return Some(Err(held.format(&narrow, subject).map_or_else(|e| e.raise(vm), |_| signal)));
    }
    Some(match held.format(&spec, subject) {
        Ok(text) => Ok(vm.str(text)),
        Err(e) => Err(e.raise(vm)),
    })
}

enum Held {
    Text(String),
    Int(BigInt),
    Float(f64),
    Complex(f64, f64),
}

fn held(vm: &Vm, value: Value) -> Option<Held> {
    if let Some(f) = vm.as_float(value) {
        return Some(Held::Float(f));
    }
    if let Some(i) = vm.as_bigint(value) {
        return Some(Held::Int(i));
    }
    if let Some(s) = vm.heap.as_str(value) {
        return Some(Held::Text(s.to_owned()));
    }
    vm.as_complex(value).map(|(re, im)| Held::Complex(re, im))
}

impl Held {
    fn format(&self, spec: &FormatSpec, subject: Subject) -> Result<String, FormatError> {
        match self {
            Held::Text(s) => format_str(s, spec, subject),
            Held::Int(i) => format_int(i, spec, subject),
            Held::Float(f) => format_float(*f, spec, subject),
            Held::Complex(re, im) => format_complex(*re, *im, spec, subject),
        }
    }
}
