//! What natives do with their arguments: declaring them, and refusing what they cannot take.

use crate::{
    names,
    natives::{Native, NativeDef, Signal},
    value::{Ref, Value},
    vm::Vm,
};

pub(in crate::builtins) use crate::natives::native;

/// Several tables as one.
pub(in crate::builtins) const fn joined<const N: usize>(tables: &[&[NativeDef]]) -> [NativeDef; N] {
    let mut all = [tables[0][0]; N];
    let (mut at, mut table) = (0, 0);
    while table < tables.len() {
        let mut row = 0;
        while row < tables[table].len() {
            all[at] = tables[table][row];
            at += 1;
            row += 1;
        }
        table += 1;
    }
    all
}

/// A method was taken from its class and called with something else.
pub(in crate::builtins) fn wrong_receiver(vm: &mut Vm, owner: &str, name: &str, given: Value) -> Signal {
    let given = vm.type_name(given);
    if name.starts_with("__") {
        return vm.type_error(&format!("descriptor '{name}' requires a '{owner}' object but received a '{given}'"));
    }
    vm.type_error(&format!("descriptor '{name}' for '{owner}' objects doesn't apply to a '{given}' object"))
}

pub(in crate::builtins) fn not_an_integer(vm: &mut Vm, given: Value) -> Signal {
    let given = vm.type_name(given);
    vm.type_error(&format!("'{given}' object cannot be interpreted as an integer"))
}

/// An argument that counts or indexes. Where it has a user's `__index__`, the native that `class` has
/// under `name` is called again with the integer in its place.
pub(in crate::builtins) fn index_argument(
    vm: &mut Vm,
    class: Ref,
    name: &str,
    args: &[Value],
    at: usize,
) -> Result<i64, Signal> {
    let given = args[at];
    if let Some(i) = vm.as_i64(given) {
        return Ok(i);
    }
    if vm.is_int(given) {
        return Err(vm.overflow_error("Python int too large to convert to C ssize_t"));
    }
    Err(retry_with_index(vm, class, name, args, at))
}

/// As [`index_argument`] for arguments that may be integers of any size.
pub(in crate::builtins) fn integer_argument(
    vm: &mut Vm,
    class: Ref,
    name: &str,
    args: &[Value],
    at: usize,
) -> Result<Value, Signal> {
    let given = args[at];
    if vm.is_int(given) { Ok(given) } else { Err(retry_with_index(vm, class, name, args, at)) }
}

/// Has the object an `__index__`?
pub(in crate::builtins) fn has_index(vm: &mut Vm, v: Value) -> bool {
    let class = vm.class_of(v);
    vm.lookup(class, names::__index__).is_some()
}

fn retry_with_index(vm: &mut Vm, class: Ref, name: &str, args: &[Value], at: usize) -> Signal {
    if !has_index(vm, args[at]) {
        return not_an_integer(vm, args[at]);
    }
    let name = vm.heap.intern(name);
    let native = vm.lookup(class, name).unwrap_or(Value::None);
    // Arguments left out stand at the end.
    let given = args.iter().rposition(|v| !v.is_unbound()).map_or(0, |last| last + 1);
    let mut all = vec![native, Value::Int(at as i64)];
    all.extend_from_slice(&args[..given]);
    asked(vm.call_prelude("_retry_with_index", all))
}

/// The signal of a request that cannot have an answer yet.
pub(in crate::builtins) fn asked(request: Native) -> Signal {
    request.err().unwrap_or(Signal::Raise)
}
