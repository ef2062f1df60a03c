//! Functions of numbers and characters: `abs`, `round`, `pow`, `divmod`, `bin`, `oct`, `hex`, `ord`, `chr`.

use num_bigint::Sign;

use super::arguments::{has_index, native, not_an_integer};
use weft_code::surrogates;

use crate::{
    builtins::numbers::pow_modulo,
    names,
    natives::{Native, NativeDef},
    types,
    value::{Ref, Value},
    vm::Vm,
};

pub(super) const NATIVES: &[NativeDef] = &[
    native("builtins", "abs", "x, /", abs),
    native("builtins", "round", "number, ndigits=None", round),
    native("builtins", "pow", "base, exp, mod=None", pow),
    native("builtins", "divmod", "x, y, /", divmod),
    native("builtins", "bin", "number, /", bin),
    native("builtins", "oct", "number, /", oct),
    native("builtins", "hex", "number, /", hex),
    native("builtins", "ord", "character, /", ord),
    native("builtins", "chr", "i, /", chr),
];

/// Call a special method in the function's place; `None` if the object has none.
fn special(vm: &mut Vm, object: Value, name: Ref, args: &[Value]) -> Option<Native> {
    let class = vm.class_of(object);
    let method = vm.lookup(class, name)?;
    Some(match vm.bind_special(method, object) {
        Ok((function, receiver)) => {
            let all = receiver.into_iter().chain(args.iter().copied()).collect();
            vm.call(function, all)
        }
        Err(s) => Err(s),
    })
}

fn abs(vm: &mut Vm, a: &[Value]) -> Native {
    match a[0] {
        Value::Int(i) if i != i64::MIN => return Ok(Value::Int(i.abs())),
        Value::Float(f) => return Ok(Value::Float(f.abs())),
        _ => {}
    }
    match special(vm, a[0], names::__abs__, &[]) {
        Some(result) => result,
        None => {
            let name = vm.type_name(a[0]);
            Err(vm.type_error(&format!("bad operand type for abs(): '{name}'")))
        }
    }
}

fn round(vm: &mut Vm, a: &[Value]) -> Native {
    let digits = a[1].bound().filter(|d| !d.is_none());
    match special(vm, a[0], names::__round__, digits.as_slice()) {
        Some(result) => result,
        None => {
            let name = vm.type_name(a[0]);
            Err(vm.type_error(&format!("type {name} doesn't define __round__ method")))
        }
    }
}

fn pow(vm: &mut Vm, a: &[Value]) -> Native {
    let Some(modulus) = a[2].bound().filter(|m| !m.is_none()) else {
        return vm.binary(weft_code::BinaryOp::Pow, a[0], a[1], false);
    };
    let plain = a.iter().all(|&v| types::is_builtin(vm.class_of(v)));
    if plain && let Some(result) = pow_modulo(vm, a[0], a[1], modulus) {
        return result;
    }
    vm.call_prelude("_pow", vec![a[0], a[1], modulus])
}

fn divmod(vm: &mut Vm, a: &[Value]) -> Native {
    if let (Value::Int(x), Value::Int(y)) = (a[0], a[1])
        && let Some((q, r)) = vm.int_divmod(Value::Int(x), Value::Int(y), "integer division or modulo by zero")?
    {
        return Ok(vm.tuple(vec![q, r]));
    }
    vm.call_prelude("_divmod", vec![a[0], a[1]])
}

fn bin(vm: &mut Vm, a: &[Value]) -> Native {
    in_base(vm, a[0], "bin", "0b", 2)
}

fn oct(vm: &mut Vm, a: &[Value]) -> Native {
    in_base(vm, a[0], "oct", "0o", 8)
}

fn hex(vm: &mut Vm, a: &[Value]) -> Native {
    in_base(vm, a[0], "hex", "0x", 16)
}

fn in_base(vm: &mut Vm, v: Value, name: &str, prefix: &str, base: u32) -> Native {
    let Some(big) = vm.as_bigint(v) else { return retry(vm, name, v) };
    let sign = if big.sign() == Sign::Minus { "-" } else { "" };
    let digits = big.magnitude().to_str_radix(base);
    Ok(vm.str(format!("{sign}{prefix}{digits}")))
}

fn ord(vm: &mut Vm, a: &[Value]) -> Native {
    let length = if let Some(text) = vm.heap.as_str(a[0]) {
        let mut chars = text.chars();
        match (chars.next(), chars.next()) {
            (Some(c), None) => return Ok(Value::Int(i64::from(surrogates::code_of(c)))),
            _ => text.chars().count(),
        }
    } else if let Some(bytes) = vm.as_bytes(a[0]) {
        match *bytes {
            [byte] => return Ok(Value::Int(i64::from(byte))),
            _ => bytes.len(),
        }
    } else {
        let name = vm.type_name(a[0]);
        return Err(vm.type_error(&format!("ord() expected string of length 1, but {name} found")));
    };
    Err(vm.type_error(&format!("ord() expected a character, but string of length {length} found")))
}

fn chr(vm: &mut Vm, a: &[Value]) -> Native {
    if !vm.is_int(a[0]) {
        return retry(vm, "chr", a[0]);
    }
    match vm.as_i64(a[0]).map(u32::try_from) {
        Some(Ok(code @ 0..=0x10_FFFF)) => {
            let c = surrogates::char_of(code).unwrap_or(char::REPLACEMENT_CHARACTER);
            Ok(vm.char_value(c))
        }
        Some(_) => Err(vm.value_error("chr() arg not in range(0x110000)")),
        None => Err(vm.overflow_error("Python int too large to convert to C int")),
    }
}

/// Call a built-in function of one integer again with what the argument's `__index__` gives.
fn retry(vm: &mut Vm, function: &str, v: Value) -> Native {
    if !has_index(vm, v) {
        return Err(not_an_integer(vm, v));
    }
    let name = vm.heap.intern(function);
    let function = vm.heap.get_name(vm.builtins, name).unwrap_or(Value::None);
    vm.call_prelude("_retry_with_index", vec![function, Value::Int(0), v])
}
