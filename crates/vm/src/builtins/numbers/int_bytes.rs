//! `int.to_bytes` and `int.from_bytes`.

use num_bigint::{BigInt, Sign};

use super::int::is_negative;
use crate::{
    builtins::functions::arguments::{index_argument, native, wrong_receiver},
    natives::{Native, NativeDef, Signal},
    types,
    value::{Ref, Value},
    vm::Vm,
};

pub(super) const NATIVES: &[NativeDef] = &[
    native("int", "to_bytes", "self, length=1, byteorder='big', *, signed=False", to_bytes),
    native("int", "from_bytes", "cls, bytes, byteorder='big', *, signed=False", from_bytes),
];

/// Little-endian?
fn is_little(vm: &mut Vm, order: Value, method: &str) -> Result<bool, Signal> {
    if order.is_unbound() {
        return Ok(false);
    }
    match vm.heap.as_str(order) {
        Some("big") => Ok(false),
        Some("little") => Ok(true),
        Some(_) => Err(vm.value_error("byteorder must be either 'little' or 'big'")),
        None => {
            let name = vm.type_name(order);
            Err(vm.type_error(&format!("{method}() argument 'byteorder' must be str, not {name}")))
        }
    }
}

fn is_true(vm: &Vm, v: Value) -> bool {
    !v.is_unbound() && vm.truth_native(v).unwrap_or(true)
}

fn to_bytes(vm: &mut Vm, a: &[Value]) -> Native {
    let Some(big) = vm.as_bigint(a[0]) else { return Err(wrong_receiver(vm, "int", "to_bytes", a[0])) };
    let length = match a[1] {
        Value::Unbound => 1,
        _ => index_argument(vm, types::INT, "to_bytes", a, 1)?,
    };
    let little = is_little(vm, a[2], "to_bytes")?;
    let signed = is_true(vm, a[3]);
    if length < 0 {
        return Err(vm.value_error("length argument must be non-negative"));
    }
    let length = usize::try_from(length).unwrap_or(usize::MAX);
    vm.check_size(length)?;
    if !signed && is_negative(&big) {
        return Err(vm.overflow_error("can't convert negative int to unsigned"));
    }
    let mut bytes = if signed { big.to_signed_bytes_le() } else { big.to_bytes_le().1 };
    let filler = if is_negative(&big) { 0xFF } else { 0 };
    // Zero has a byte of its own even where none is needed.
    if big.sign() == Sign::NoSign {
        bytes.clear();
    }
    if bytes.len() > length {
        return Err(vm.overflow_error("int too big to convert"));
    }
    bytes.resize(length, filler);
    if !little {
        bytes.reverse();
    }
    Ok(vm.heap.bytes_value(bytes))
}

fn from_bytes(vm: &mut Vm, a: &[Value]) -> Native {
    let little = is_little(vm, a[2], "from_bytes")?;
    let signed = is_true(vm, a[3]);
    let mut bytes = match vm.as_bytes(a[1]) {
        Some(bytes) => bytes.to_vec(),
        None => {
            let bytes_type = Value::Ref(types::BYTES);
            if vm.heap.as_str(a[1]).is_some() || vm.is_int(a[1]) {
                let name = vm.type_name(a[1]);
                return Err(vm.type_error(&format!("cannot convert '{name}' object to bytes")));
            }
            let order = vm.heap.intern(if little { "little" } else { "big" });
            let args = vec![a[0], bytes_type, a[1], Value::Ref(order), Value::Bool(signed)];
            return vm.call_prelude("_int_from_iterable", args);
        }
    };
    if little {
        bytes.reverse();
    }
    let big = if signed { BigInt::from_signed_bytes_be(&bytes) } else { BigInt::from_bytes_be(Sign::Plus, &bytes) };
    let value = vm.int_value(big);
    match a[0] {
        Value::Ref(types::INT) => Ok(value),
        Value::Ref(Ref(_)) => vm.call(a[0], vec![value]),
        _ => Ok(value),
    }
}
