//! `bytes`, `bytearray` and `memoryview`:
//! <https://docs.python.org/3/library/stdtypes.html#binary-sequence-types-bytes-bytearray-memoryview>.

mod array;
mod charmap;
mod codec;
mod escape;
mod hex;
mod search;
mod shape;
mod split;
mod view;

use self::codec::{CodecError, Encoding, OnError};
use super::{
    functions::arguments::{joined, native, wrong_receiver},
    text::arguments::type_shown,
};
use crate::{
    names,
    natives::{Native, NativeDef, Signal},
    object::Payload,
    types,
    value::{Ref, Value},
    vm::Vm,
};

pub(crate) const NATIVES: &[NativeDef] = &ALL;

/// The types that most methods belong to.
const BOTH: &str = "bytes|bytearray";
const NEW: &str = "type, source=b'', encoding=None, errors=None";

const OWN: &[NativeDef] = &[
    native("bytes", "__new__", NEW, new_bytes),
    native("bytearray", "__new__", "type, *args, **kwargs", new_array),
    native("bytearray", "__init__", "self, source=b'', encoding=None, errors=None", init_array),
    native("bytes", "__bytes__", "self, /", dunder_bytes),
    native("bytes", "__getnewargs__", "self, /", getnewargs),
    native(BOTH, "decode", "self, /, encoding='utf-8', errors='strict'", decode),
    native(BOTH, "join", "self, iterable, /", join),
];

const TABLES: &[&[NativeDef]] =
    &[OWN, array::NATIVES, hex::NATIVES, search::NATIVES, shape::NATIVES, split::NATIVES, view::NATIVES];

const ALL: [NativeDef; count()] = joined(TABLES);

const fn count() -> usize {
    let (mut n, mut i) = (0, 0);
    while i < TABLES.len() {
        n += TABLES[i].len();
        i += 1;
    }
    n
}

// ---- what the methods share

/// The receiver's bytes.
fn bytes_of(vm: &mut Vm, v: Value, method: &str) -> Result<Vec<u8>, Signal> {
    match vm.as_bytes(v) {
        Some(bytes) => Ok(bytes.to_vec()),
        None if vm.as_view(v).is_some_and(|view| !view.released) => {
            Ok(vm.as_view(v).map(|view| vm.view_bytes(&view)).unwrap_or_default())
        }
        None => Err(wrong_receiver(vm, "bytes", method, v)),
    }
}

/// New bytes of the receiver's kind.
fn alike(vm: &mut Vm, receiver: Value, bytes: Vec<u8>) -> Value {
    match receiver {
        Value::Ref(r) if matches!(vm.heap.payload(r), Payload::ByteArray(_)) => {
            vm.alloc(types::BYTEARRAY, Payload::ByteArray(bytes))
        }
        _ => vm.heap.bytes_value(bytes),
    }
}

/// An argument that must be bytes-like.
fn bytes_argument(vm: &mut Vm, v: Value) -> Result<Vec<u8>, Signal> {
    match vm.as_bytes(v) {
        Some(bytes) => Ok(bytes.to_vec()),
        None => {
            let given = vm.type_name(v);
            Err(vm.type_error(&format!("a bytes-like object is required, not '{given}'")))
        }
    }
}

/// As Python counts white space in bytes.
fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t'..=b'\r')
}

/// Where a part begins first.
fn find_first(bytes: &[u8], part: &[u8]) -> Option<usize> {
    match *part {
        [] => Some(0),
        [byte] => bytes.iter().position(|&b| b == byte),
        _ => bytes.windows(part.len()).position(|w| w == part),
    }
}

/// Where a part begins last.
fn find_last(bytes: &[u8], part: &[u8]) -> Option<usize> {
    match part {
        [] => Some(bytes.len()),
        _ => bytes.windows(part.len()).rposition(|w| w == part),
    }
}

// ---- codecs

/// `encode(encoding, errors)` of a string.
pub(crate) fn encode_text(
    vm: &mut Vm,
    function: &str,
    text: Value,
    encoding: Value,
    errors: Value,
) -> Result<Vec<u8>, Signal> {
    let (encoding, on_error, handler) = codec_arguments(vm, function, encoding, errors)?;
    match encoding.encode(vm.heap.as_str(text).unwrap_or_default(), on_error) {
        Ok(bytes) => {
            vm.check_size(bytes.len())?;
            Ok(bytes)
        }
        Err(e) => Err(codec_error(vm, types::UNICODE_ENCODE_ERROR, encoding, on_error, &handler, text, e)),
    }
}

/// `decode(encoding, errors)` of a bytes-like object.
pub(super) fn decode_value(
    vm: &mut Vm,
    function: &str,
    source: Value,
    encoding: Value,
    errors: Value,
) -> Result<String, Signal> {
    if vm.as_bytes(source).is_some_and(<[u8]>::is_empty) {
        // CPython does not even look for the encoding.
        check_codec_arguments(vm, function, encoding, errors)?;
        return Ok(String::new());
    }
    let (encoding, on_error, handler) = codec_arguments(vm, function, encoding, errors)?;
    match encoding.decode(vm.as_bytes(source).unwrap_or_default(), on_error) {
        Ok(text) => Ok(text),
        Err(e) => Err(codec_error(vm, types::UNICODE_DECODE_ERROR, encoding, on_error, &handler, source, e)),
    }
}

/// Encoding and error handler, if they are strings.
pub(super) fn check_codec_arguments(vm: &mut Vm, function: &str, encoding: Value, errors: Value) -> Result<(), Signal> {
    codec_argument(vm, function, "encoding", encoding, "")?;
    codec_argument(vm, function, "errors", errors, "").map(drop)
}

fn codec_arguments(
    vm: &mut Vm,
    function: &str,
    encoding: Value,
    errors: Value,
) -> Result<(Encoding, OnError, String), Signal> {
    let encoding_name = codec_argument(vm, function, "encoding", encoding, "utf-8")?;
    let handler = codec_argument(vm, function, "errors", errors, "strict")?;
    match Encoding::named(&encoding_name) {
        Some(encoding) => Ok((encoding, OnError::named(&handler), handler)),
        None => Err(vm.lookup_error(&format!("unknown encoding: {encoding_name}"))),
    }
}

fn codec_argument(vm: &mut Vm, function: &str, what: &str, v: Value, default: &str) -> Result<String, Signal> {
    if v.is_unbound() {
        return Ok(default.to_owned());
    }
    match vm.heap.as_str(v) {
        Some(text) if text.contains('\0') => Err(vm.value_error("embedded null character")),
        Some(text) => Ok(text.to_owned()),
        None => {
            let given = type_shown(vm, v);
            Err(vm.type_error(&format!("{function}() argument '{what}' must be str, not {given}")))
        }
    }
}

fn codec_error(
    vm: &mut Vm,
    class: Ref,
    encoding: Encoding,
    on_error: OnError,
    handler: &str,
    object: Value,
    e: CodecError,
) -> Signal {
    match on_error {
        OnError::Unknown => return vm.lookup_error(&format!("unknown error handler name '{handler}'")),
        OnError::XmlCharRef => {
            let name = vm.class_name(class);
            return vm.type_error(&format!("don't know how to handle {name} in error callback"));
        }
        _ => {}
    }
    let object = match class == types::UNICODE_DECODE_ERROR {
        true => {
            let bytes = vm.as_bytes(object).unwrap_or_default().to_vec();
            vm.heap.bytes_value(bytes)
        }
        false => object,
    };
    let (start, end) = (Value::Int(e.start as i64), Value::Int(e.end as i64));
    let label = encoding.label(vm.as_bytes(object).unwrap_or_default());
    let args = vec![vm.str(label), object, start, end, vm.str(e.reason)];
    let exc = vm.new_exception(class, args.clone());
    if let Value::Ref(r) = exc {
        let fields = [names::encoding, names::object, names::start, names::end, names::reason];
        for (field, value) in fields.into_iter().zip(args) {
            vm.set_own_attr(r, field, value);
        }
    }
    vm.raise_value(exc)
}

fn decode(vm: &mut Vm, a: &[Value]) -> Native {
    if vm.as_bytes(a[0]).is_none() {
        return Err(wrong_receiver(vm, "bytes", "decode", a[0]));
    }
    if let Some(codec) = own_codec(vm, "codecs.decode", a[1]) {
        return vm.call(codec, vec![a[0], a[1], a[2].or(Value::None)]);
    }
    let text = decode_value(vm, "decode", a[0], a[1], a[2])?;
    Ok(vm.str(text))
}

/// The function of `codecs` that knows the program's own encodings, if there may be one of this name.
pub(super) fn own_codec(vm: &Vm, function: &str, encoding: Value) -> Option<Value> {
    let name = vm.heap.as_str(encoding)?;
    if Encoding::named(name).is_some() { None } else { vm.registered(function) }
}

// ---- constructors

fn new_bytes(vm: &mut Vm, a: &[Value]) -> Native {
    let class = class_argument(vm, a[0], types::BYTES)?;
    if class == types::BYTES
        && !a[1].is_unbound()
        && a[2].is_unbound()
        && a[3].is_unbound()
        && vm.class_of(a[1]) == types::BYTES
    {
        return Ok(a[1]);
    }
    match contents(vm, a, types::BYTES)? {
        Some(bytes) => Ok(vm.alloc(class, Payload::Bytes(bytes.into()))),
        None => vm.call_prelude("_bytes_of", vec![a[0], a[1]]),
    }
}

/// Arrays of subclasses are filled by `__init__`, which may be overridden.
fn new_array(vm: &mut Vm, a: &[Value]) -> Native {
    let class = class_argument(vm, a[0], types::BYTEARRAY)?;
    let empty = vm.alloc(class, Payload::ByteArray(Vec::new()));
    if class != types::BYTEARRAY {
        return Ok(empty);
    }
    let given = vm.heap.as_tuple(a[1]).unwrap_or_default().to_vec();
    let keywords = a[2].as_ref().and_then(|d| vm.heap.as_dict(d)).map(|d| d.iter().cloned().collect::<Vec<_>>());
    let count = given.len() + keywords.as_ref().map_or(0, Vec::len);
    if count > 3 {
        return Err(vm.type_error(&format!("bytearray() takes at most 3 arguments ({count} given)")));
    }
    let mut bound = [empty, Value::Unbound, Value::Unbound, Value::Unbound];
    bound[1..1 + given.len()].copy_from_slice(&given);
    for entry in keywords.unwrap_or_default() {
        let name = vm.heap.as_str(entry.key).unwrap_or_default().to_owned();
        match ["source", "encoding", "errors"].iter().position(|&known| known == name) {
            Some(at) if at < given.len() => {
                let message = format!("argument for bytearray() given by name ('{name}') and position ({})", at + 1);
                return Err(vm.type_error(&message));
            }
            Some(at) => bound[at + 1] = entry.value,
            None => {
                let message = format!("bytearray() got an unexpected keyword argument '{name}'");
                return Err(vm.type_error(&message));
            }
        }
    }
    if bound[2].is_unbound() && bound[3].is_unbound() && !bound[1].is_unbound() {
        let given = vm.class_of(bound[1]);
        if !types::is_builtin(given) && vm.lookup(given, names::__buffer__).is_some() {
            return vm.call_prelude("_array_of_buffer", vec![a[0], bound[1]]);
        }
    }
    match contents(vm, &bound, types::BYTEARRAY)? {
        Some(bytes) => Ok(vm.alloc(class, Payload::ByteArray(bytes))),
        None => vm.call_prelude("_bytes_of", vec![a[0], bound[1]]),
    }
}

fn init_array(vm: &mut Vm, a: &[Value]) -> Native {
    let Some(r) = a[0].as_ref().filter(|&r| matches!(vm.heap.payload(r), Payload::ByteArray(_))) else {
        return Err(wrong_receiver(vm, "bytearray", "__init__", a[0]));
    };
    match contents(vm, a, types::BYTEARRAY)? {
        Some(new) => {
            vm.check_views(r)?;
            vm.heap.grew(new.len());
            if let Payload::ByteArray(bytes) = vm.heap.payload_mut(r) {
                *bytes = new;
            }
            Ok(Value::None)
        }
        None => vm.call_prelude("_fill_array", vec![a[0], a[1]]),
    }
}

fn class_argument(vm: &mut Vm, v: Value, base: Ref) -> Result<Ref, Signal> {
    match v {
        Value::Ref(class) if vm.is_subclass(class, base) => Ok(class),
        _ => {
            let name = vm.class_name(base);
            Err(vm.type_error(&format!("{name}.__new__(X): X is not a type object")))
        }
    }
}

/// What the arguments of a constructor stand for; `None`: Python code has to say.
fn contents(vm: &mut Vm, a: &[Value], base: Ref) -> Result<Option<Vec<u8>>, Signal> {
    let with_encoding = !a[2].is_unbound() || !a[3].is_unbound();
    for (given, what) in [(a[2], "encoding"), (a[3], "errors")] {
        if !given.is_unbound() && vm.heap.as_str(given).is_none() {
            let (owner, kind) = (vm.class_name(base), vm.type_name(given));
            return Err(vm.type_error(&format!("{owner}() argument '{what}' must be str, not {kind}")));
        }
    }
    let wrong = if a[2].is_unbound() { "errors" } else { "encoding" };
    let Some(source) = a[1].bound() else {
        if with_encoding {
            return Err(vm.type_error(&format!("{wrong} without a string argument")));
        }
        return Ok(Some(Vec::new()));
    };
    if vm.heap.as_str(source).is_some() {
        if a[2].is_unbound() {
            return Err(vm.type_error("string argument without an encoding"));
        }
        let name = vm.class_name(base);
        return encode_text(vm, &name, source, a[2], a[3]).map(Some);
    }
    if with_encoding {
        return Err(vm.type_error(&format!("{wrong} without a string argument")));
    }
    let class = vm.class_of(source);
    if !types::is_builtin(class) && base == types::BYTES && vm.lookup(class, names::__bytes__).is_some() {
        return Ok(None);
    }
    if !types::is_builtin(class) && vm.lookup(class, names::__index__).is_some_and(|m| !vm.is_native(m)) {
        return Ok(None);
    }
    if let Some(view) = vm.as_view(source) {
        if view.released {
            return Err(vm.released_view());
        }
        return Ok(Some(vm.view_bytes(&view)));
    }
    if vm.is_int(source) {
        let Some(count) = vm.as_i64(source) else {
            return Err(vm.overflow_error("cannot fit 'int' into an index-sized integer"));
        };
        if count < 0 {
            return Err(vm.value_error("negative count"));
        }
        let count = usize::try_from(count).unwrap_or(usize::MAX);
        vm.check_size(count)?;
        return Ok(Some(vec![0; count]));
    }
    let Some(items) = vm.native_items(source) else { return Ok(None) };
    let mut bytes = Vec::with_capacity(items.len());
    for item in items {
        match vm.as_i64(item).map(u8::try_from) {
            Some(Ok(byte)) => bytes.push(byte),
            None if !vm.is_int(item) => {
                let class = vm.class_of(item);
                if vm.lookup(class, names::__index__).is_some() {
                    return Ok(None);
                }
                let given = vm.class_name(class);
                return Err(vm.type_error(&format!("'{given}' object cannot be interpreted as an integer")));
            }
            _ => {
                let what = if base == types::BYTES { "bytes" } else { "byte" };
                return Err(vm.value_error(&format!("{what} must be in range(0, 256)")));
            }
        }
    }
    Ok(Some(bytes))
}

fn dunder_bytes(vm: &mut Vm, a: &[Value]) -> Native {
    if vm.class_of(a[0]) == types::BYTES {
        return Ok(a[0]);
    }
    let bytes = bytes_of(vm, a[0], "__bytes__")?;
    Ok(vm.heap.bytes_value(bytes))
}

fn getnewargs(vm: &mut Vm, a: &[Value]) -> Native {
    let bytes = bytes_of(vm, a[0], "__getnewargs__")?;
    let plain = vm.heap.bytes_value(bytes);
    Ok(vm.tuple(vec![plain]))
}

fn join(vm: &mut Vm, a: &[Value]) -> Native {
    let sep = bytes_of(vm, a[0], "join")?;
    let Some(items) = vm.native_items(a[1]) else { return vm.call_prelude("_bytes_join", vec![a[0], a[1]]) };
    let mut size = sep.len().saturating_mul(items.len().saturating_sub(1));
    for (i, &item) in items.iter().enumerate() {
        match vm.as_bytes(item) {
            Some(part) => size = size.saturating_add(part.len()),
            None => {
                let found = vm.type_name(item);
                return Err(vm.type_error(&format!("sequence item {i}: expected a bytes-like object, {found} found")));
            }
        }
    }
    vm.check_size(size)?;
    let mut out = Vec::with_capacity(size);
    for (i, &item) in items.iter().enumerate() {
        if i > 0 {
            out.extend_from_slice(&sep);
        }
        out.extend_from_slice(vm.as_bytes(item).unwrap_or_default());
    }
    Ok(alike(vm, a[0], out))
}
