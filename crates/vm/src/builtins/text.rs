//! `str`: <https://docs.python.org/3/library/stdtypes.html#text-sequence-type-str>.
//!
//! Strings are UTF-8 inside, positions are code points outside; ASCII texts, where both are the same,
//! take the short way. For lone surrogates others stand: `weft_code::surrogates`.

pub(super) mod arguments;
mod search;
mod shape;
mod split;
mod unicode;

use self::arguments::type_shown;
pub(crate) use self::unicode::{decimal_value, is_identifier};
pub(super) use self::{shape::center_left, split::most_parts};
use super::{
    bytes::{check_codec_arguments, decode_value, encode_text, own_codec},
    functions::arguments::{joined, native, wrong_receiver},
};
use crate::{
    format::{format_plain, str_format},
    natives::{Native, NativeDef, Signal},
    object::{Payload, Text},
    types,
    value::{Ref, Value},
    vm::Vm,
};

pub(crate) const NATIVES: &[NativeDef] = &ALL;

const OWN: &[NativeDef] = &[
    native("str", "__new__", "type, object='', encoding=None, errors=None", new),
    native("str", "__getnewargs__", "self, /", getnewargs),
    native("str|int|float|complex", "__format__", "self, format_spec, /", format_method),
    native("str", "format", "self, /, *args, **kwargs", format),
    native("str", "format_map", "self, mapping, /", format_map),
    native("str", "join", "self, iterable, /", join),
    native("str", "encode", "self, /, encoding='utf-8', errors='strict'", encode),
];

const TABLES: &[&[NativeDef]] =
    &[OWN, search::NATIVES, shape::NATIVES, split::NATIVES, crate::format::NATIVES[0], crate::format::NATIVES[1]];

const ALL: [NativeDef; count()] = joined(TABLES);

const fn count() -> usize {
    let (mut n, mut i) = (0, 0);
    while i < TABLES.len() {
        n += TABLES[i].len();
        i += 1;
    }
    n
}

/// The receiver's text.
fn text_of<'a>(vm: &'a mut Vm, v: Value, method: &str) -> Result<&'a Text, Signal> {
    if vm.heap.as_text(v).is_none() {
        return Err(wrong_receiver(vm, "str", method, v));
    }
    vm.heap.as_text(v).ok_or(Signal::Raise)
}

/// A text that a method leaves as it is: the object itself, or a plain string of a subclass's.
fn own(vm: &mut Vm, v: Value) -> Native {
    if vm.class_of(v) == types::STR {
        return Ok(v);
    }
    let text = vm.heap.as_str(v).unwrap_or_default().to_owned();
    Ok(vm.str(text))
}

fn str_argument(vm: &mut Vm, method: &str, a: &[Value], at: usize) -> Result<String, Signal> {
    match vm.heap.as_str(a[at]) {
        Some(text) => Ok(text.to_owned()),
        None => {
            let given = type_shown(vm, a[at]);
            Err(vm.type_error(&format!("{method}() argument {at} must be str, not {given}")))
        }
    }
}

fn new(vm: &mut Vm, a: &[Value]) -> Native {
    let class = match a[0] {
        Value::Ref(class) if vm.is_subclass(class, types::STR) => class,
        _ => return Err(vm.type_error("str.__new__(X): X is not a type object")),
    };
    let Some(object) = a[1].bound() else { return Ok(alloc(vm, class, String::new())) };
    if !a[2].is_unbound() || !a[3].is_unbound() {
        check_codec_arguments(vm, "str", a[2], a[3])?;
        if vm.heap.as_str(object).is_some() {
            return Err(vm.type_error("decoding str is not supported"));
        }
        if vm.as_bytes(object).is_none() {
            let given = vm.type_name(object);
            return Err(vm.type_error(&format!("decoding to str: need a bytes-like object, {given} found")));
        }
        let text = decode_value(vm, "str", object, a[2], a[3])?;
        return Ok(alloc(vm, class, text));
    }
    if class == types::STR && vm.class_of(object) == types::STR {
        return Ok(object);
    }
    match vm.str_native(object) {
        Some(text) => Ok(alloc(vm, class, text)),
        None => vm.call_prelude("_str_of", vec![a[0], object]),
    }
}

fn alloc(vm: &mut Vm, class: Ref, text: String) -> Value {
    vm.alloc(class, Payload::Str(Text::new(text)))
}

fn getnewargs(vm: &mut Vm, a: &[Value]) -> Native {
    let text = text_of(vm, a[0], "__getnewargs__")?.data.clone();
    let plain = vm.str(text);
    Ok(vm.tuple(vec![plain]))
}

fn format_method(vm: &mut Vm, a: &[Value]) -> Native {
    let Some(spec) = vm.heap.as_str(a[1]).map(str::to_owned) else {
        let given = type_shown(vm, a[1]);
        return Err(vm.type_error(&format!("__format__() argument must be str, not {given}")));
    };
    match format_plain(vm, a[0], &spec) {
        Some(result) => result,
        None if vm.heap.as_str(a[0]).is_some() || vm.as_complex(a[0]).is_some() => vm.str_value(a[0]),
        None => Err(wrong_receiver(vm, "str", "__format__", a[0])),
    }
}

fn format(vm: &mut Vm, a: &[Value]) -> Native {
    let text = text_of(vm, a[0], "format")?.data.clone();
    str_format(vm, &text, a[1], a[2])
}

fn format_map(vm: &mut Vm, a: &[Value]) -> Native {
    let text = text_of(vm, a[0], "format_map")?.data.clone();
    str_format(vm, &text, Value::None, a[1])
}

fn join(vm: &mut Vm, a: &[Value]) -> Native {
    text_of(vm, a[0], "join")?;
    let Some(items) = vm.native_items(a[1]) else { return vm.call_prelude("_str_join", vec![a[0], a[1]]) };
    if let [only] = items[..]
        && vm.class_of(only) == types::STR
    {
        return Ok(only);
    }
    let sep = vm.heap.as_str(a[0]).unwrap_or_default();
    let mut size = sep.len().saturating_mul(items.len().saturating_sub(1));
    for (i, &item) in items.iter().enumerate() {
        match vm.heap.as_str(item) {
            Some(text) => size = size.saturating_add(text.len()),
            None => {
                let found = vm.type_name(item);
                return Err(vm.type_error(&format!("sequence item {i}: expected str instance, {found} found")));
            }
        }
    }
    vm.check_size(size)?;
    let sep = vm.heap.as_str(a[0]).unwrap_or_default();
    let mut out = String::with_capacity(size);
    for (i, &item) in items.iter().enumerate() {
        if i > 0 {
            out.push_str(sep);
        }
        out.push_str(vm.heap.as_str(item).unwrap_or_default());
    }
    Ok(vm.str(out))
}

fn encode(vm: &mut Vm, a: &[Value]) -> Native {
    text_of(vm, a[0], "encode")?;
    if let Some(codec) = own_codec(vm, "codecs.encode", a[1]) {
        return vm.call(codec, vec![a[0], a[1], a[2].or(Value::None)]);
    }
    let bytes = encode_text(vm, "encode", a[0], a[1], a[2])?;
    Ok(vm.heap.bytes_value(bytes))
}
