//! What natives of many modules share: arguments as Rust values, and asking Python code where an
//! argument is an object with a conversion method.

use num_bigint::BigInt;
use weft_vm::{Dict, Native, NativeDef, Signal, Value, Vm};

pub(crate) use weft_vm::native;

/// Has the class of a value this special method?
pub(crate) fn has_method(vm: &mut Vm, v: Value, method: &str) -> bool {
    let class = vm.class_of(v);
    let name = vm.heap.intern(method);
    vm.lookup(class, name).is_some_and(|m| !m.is_none())
}

/// Have a native called again with its argument `at` converted by a function of the prelude.
fn again(vm: &mut Vm, native: (&str, &str), converter: &str, args: &[Value], at: usize) -> Signal {
    let function = vm.native_named(native.0, native.1);
    let given = args.iter().rposition(|v| !v.is_unbound()).map_or(0, |last| last + 1);
    let mut all = vec![function, Value::Int(at as i64)];
    all.extend_from_slice(&args[..given]);
    vm.call_prelude(converter, all).err().unwrap_or(Signal::Raise)
}

/// A float argument. `native` is the owner and name of the native that asks, which is called again
/// with a float where the argument is an object with `__float__` or `__index__`.
pub(crate) fn float(vm: &mut Vm, native: (&str, &str), args: &[Value], at: usize) -> Result<f64, Signal> {
    if let Value::Float(f) = args[at] {
        return Ok(f);
    }
    if let Some(f) = vm.as_f64(args[at])? {
        return Ok(f);
    }
    if has_method(vm, args[at], "__float__") || has_method(vm, args[at], "__index__") {
        return Err(again(vm, native, "_retry_with_float", args, at));
    }
    let name = vm.type_name(args[at]);
    Err(vm.type_error(&format!("must be real number, not {name}")))
}

/// An integer argument; an object with `__index__` counts as one.
pub(crate) fn integer(vm: &mut Vm, native: (&str, &str), args: &[Value], at: usize) -> Result<BigInt, Signal> {
    if let Some(i) = vm.as_bigint(args[at]) {
        return Ok(i);
    }
    Err(not_integer(vm, native, args, at))
}

/// An integer argument of 64 bits; `None` if it is larger.
pub(crate) fn small(vm: &mut Vm, native: (&str, &str), args: &[Value], at: usize) -> Result<Option<i64>, Signal> {
    match vm.as_i64(args[at]) {
        Some(i) => Ok(Some(i)),
        None if vm.is_int(args[at]) => Ok(None),
        None => Err(not_integer(vm, native, args, at)),
    }
}

/// An integer argument that stands for a place or a size.
pub(crate) fn index(vm: &mut Vm, native: (&str, &str), args: &[Value], at: usize) -> Result<i64, Signal> {
    match small(vm, native, args, at)? {
        Some(i) => Ok(i),
        None => Err(vm.overflow_error("Python int too large to convert to C ssize_t")),
    }
}

fn not_integer(vm: &mut Vm, native: (&str, &str), args: &[Value], at: usize) -> Signal {
    if has_method(vm, args[at], "__index__") {
        return again(vm, native, "_retry_with_index", args, at);
    }
    let name = vm.type_name(args[at]);
    vm.type_error(&format!("'{name}' object cannot be interpreted as an integer"))
}

/// Is there a view of a byte array in use?
fn has_views(vm: &mut Vm, args: &[Value]) -> Native {
    let Value::Ref(array) = args[0] else { return Ok(Value::Bool(false)) };
    Ok(Value::Bool(vm.in_view(array)))
}

/// The bytes of a bytes-like argument, copied.
pub(crate) fn bytes(vm: &mut Vm, v: Value) -> Result<Vec<u8>, Signal> {
    if let Some(b) = vm.as_bytes(v) {
        return Ok(b.to_vec());
    }
    // Arrays keep their items as bytes.
    if let Some(state) = vm.state(v) {
        return Ok(state.bytes.clone());
    }
    let name = vm.type_name(v);
    Err(vm.type_error(&format!("a bytes-like object is required, not '{name}'")))
}

/// The bytes of a bytes-like argument or of an ASCII string.
pub(crate) fn ascii_or_bytes(vm: &mut Vm, v: Value) -> Result<Vec<u8>, Signal> {
    match vm.heap.as_str(v) {
        Some(s) if s.is_ascii() => Ok(s.as_bytes().to_vec()),
        Some(_) => Err(vm.value_error("string argument should contain only ASCII characters")),
        None => bytes(vm, v),
    }
}

/// A string argument, copied.
pub(crate) fn text(vm: &mut Vm, v: Value, what: &str) -> Result<String, Signal> {
    match vm.heap.as_str(v) {
        Some(s) => Ok(s.to_owned()),
        None => {
            let name = vm.type_name(v);
            Err(vm.type_error(&format!("{what} must be str, not {name}")))
        }
    }
}

/// Raise an exception class that Python code made known under a name, with a message.
pub(crate) fn raise_registered(vm: &mut Vm, key: &str, message: &str) -> Signal {
    match vm.registered(key) {
        Some(Value::Ref(class)) => vm.raise_class(class, message),
        _ => vm.value_error(message),
    }
}

/// Call what Python code made known under a name, in the native's place.
pub(crate) fn ask(vm: &mut Vm, key: &str, args: &[Value]) -> Native {
    match vm.registered(key) {
        Some(function) => vm.call(function, args.to_vec()),
        None => Err(vm.system_error(&format!("{key} is not loaded"))),
    }
}

/// The items of a list or tuple argument; empty for anything else.
pub(crate) fn items(vm: &Vm, v: Value) -> Vec<Value> {
    vm.heap.as_sequence(v).unwrap_or_default().to_vec()
}

/// The natives of an owner by name, for the namespace of the Python class that they are methods of.
fn natives_of(vm: &mut Vm, args: &[Value]) -> Native {
    let owner = vm.heap.as_str(args[0]).unwrap_or_default().to_owned();
    let dict = vm.heap.dict(Dict::new());
    for (name, native) in vm.natives_of(&owner) {
        let name = vm.heap.intern(name);
        vm.heap.set_name(dict, name, native);
    }
    Ok(Value::Ref(dict))
}

/// The text of a file that the program is made of, or None.
fn source_text(vm: &mut Vm, args: &[Value]) -> Native {
    let filename = vm.heap.as_str(args[0]).unwrap_or_default();
    match vm.source_text(filename).map(str::to_owned) {
        Some(text) => Ok(vm.str(text)),
        None => Ok(Value::None),
    }
}

pub(crate) const NATIVES: &[NativeDef] = &[
    native("_weft", "natives_of", "owner, /", natives_of),
    native("_weft", "source_text", "filename, /", source_text),
    native("_weft", "has_views", "array, /", has_views),
];
