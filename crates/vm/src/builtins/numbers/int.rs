//! `int` and `bool`.

use num_bigint::{BigInt, Sign};
use num_integer::Integer;
use num_traits::{One, Signed, Zero};

use super::{instance_of, is_class, is_exactly, numeral, parse, plain_int, shown};
use crate::{
    builtins::{
        functions::arguments::{native, wrong_receiver},
        operators::knows,
    },
    format::bytes_repr,
    integers::is_long_power,
    names,
    natives::{Native, NativeDef, Signal},
    types,
    value::Value,
    vm::Vm,
};

const UNARY: &str = "self, /";

pub(super) const NATIVES: &[NativeDef] = &[
    native("int", "__new__", "type, x=0, /, base=10", new),
    native("bool", "__new__", "type, object=False, /", new_bool),
    native("int", "bit_length", UNARY, bit_length),
    native("int", "bit_count", UNARY, bit_count),
    native("int", "conjugate", UNARY, itself),
    native("int", "real", "get self", itself),
    native("int", "imag", "get self", zero),
    native("int", "numerator", "get self", itself),
    native("int", "denominator", "get self", one),
    native("int", "as_integer_ratio", UNARY, as_integer_ratio),
    native("int", "is_integer", UNARY, is_integer),
    native("int", "__int__", UNARY, itself),
    native("int", "__index__", UNARY, itself),
    native("int", "__trunc__", UNARY, itself),
    native("int", "__floor__", UNARY, itself),
    native("int", "__ceil__", UNARY, itself),
    native("int", "__float__", UNARY, float),
    native("int", "__abs__", UNARY, abs),
    native("int", "__divmod__", "self, value, /", divmod),
    native("int", "__rdivmod__", "self, value, /", rdivmod),
    native("int", "__pow__", "self, value, mod=None, /", pow),
    native("int", "__rpow__", "self, value, mod=None, /", rpow),
    native("int", "__getnewargs__", UNARY, getnewargs),
];

fn new(vm: &mut Vm, a: &[Value]) -> Native {
    let (class, x) = (a[0], a[1]);
    let Some(base) = a[2].bound() else {
        let Some(x) = x.bound() else { return instance_of(vm, class, types::INT, Value::Int(0)) };
        return from_object(vm, class, x);
    };
    if x.is_unbound() {
        return Err(vm.type_error("int() missing string argument"));
    }
    let Some(base) = vm.as_i64(base) else {
        if vm.is_int(base) {
            return Err(vm.value_error("int() base must be >= 2 and <= 36, or 0"));
        }
        return vm.call_prelude("_int_with_base", vec![class, x, base]);
    };
    if base != 0 && !(2..=36).contains(&base) {
        return Err(vm.value_error("int() base must be >= 2 and <= 36, or 0"));
    }
    match numeral(vm, x) {
        Some(text) => from_text(vm, class, x, &text, base as u32),
        None => Err(vm.type_error("int() can't convert non-string with explicit base")),
    }
}

fn from_object(vm: &mut Vm, class: Value, x: Value) -> Native {
    // A subclass may have methods of its own for the conversion.
    let exact = |vm: &Vm, base| is_exactly(vm, x, base);
    if exact(vm, types::INT) || exact(vm, types::BOOL) {
        let plain = plain_int(vm, x);
        return instance_of(vm, class, types::INT, plain);
    }
    if exact(vm, types::FLOAT)
        && let Some(f) = vm.as_float(x)
    {
        let whole = truncated(vm, f)?;
        return instance_of(vm, class, types::INT, whole);
    }
    let own = vm.class_of(x);
    let converts = [names::__int__, names::__index__, names::__trunc__]
        .into_iter()
        .any(|name| vm.lookup(own, name).is_some_and(|m| !vm.is_native(m)));
    if converts {
        return vm.call_prelude("_int_from", vec![class, x]);
    }
    if vm.is_int(x) {
        let plain = plain_int(vm, x);
        return instance_of(vm, class, types::INT, plain);
    }
    if let Some(f) = vm.as_float(x) {
        let whole = truncated(vm, f)?;
        return instance_of(vm, class, types::INT, whole);
    }
    match numeral(vm, x) {
        Some(text) => from_text(vm, class, x, &text, 10),
        None => {
            let name = vm.type_name(x);
            Err(vm.type_error(&format!(
                "int() argument must be a string, a bytes-like object or a real number, not '{name}'"
            )))
        }
    }
}

fn from_text(vm: &mut Vm, class: Value, x: Value, text: &str, base: u32) -> Native {
    match parse::parse_int(text, base, vm.int_max_str_digits) {
        Ok(big) => {
            let value = vm.int_value(big);
            instance_of(vm, class, types::INT, value)
        }
        Err(parse::BadInt::TooLong(digits)) => {
            let limit = vm.int_max_str_digits;
            Err(vm.value_error(&format!(
                "Exceeds the limit ({limit} digits) for integer string conversion: value has {digits} digits; use \
                 sys.set_int_max_str_digits() to increase the limit"
            )))
        }
        Err(parse::BadInt::TooBig) => Err(vm.memory_error("")),
        Err(parse::BadInt::Invalid) => {
            let text = match vm.as_bytes(x) {
                Some(bytes) => bytes_repr(bytes),
                None if vm.repr_native(x).is_none() => {
                    return vm.call_prelude("_refuse_int", vec![x, Value::Int(base.into())]);
                }
                None => shown(vm, x),
            };
            // CPython shows no more of it.
            let text: String = text.chars().take(200).collect();
            Err(vm.value_error(&format!("invalid literal for int() with base {base}: {text}")))
        }
    }
}

/// A float without its fraction as an integer.
pub(super) fn truncated(vm: &mut Vm, f: f64) -> Native {
    if f.is_nan() {
        return Err(vm.value_error("cannot convert float NaN to integer"));
    }
    match num_traits::FromPrimitive::from_f64(f.trunc()) {
        Some(big) => Ok(vm.int_value(big)),
        None => Err(vm.overflow_error("cannot convert float infinity to integer")),
    }
}

fn new_bool(vm: &mut Vm, a: &[Value]) -> Native {
    if !is_class(a[0], types::BOOL) {
        // No class is under `bool`, so this raises.
        return instance_of(vm, a[0], types::BOOL, Value::Bool(false));
    }
    match a[1].bound() {
        None => Ok(Value::Bool(false)),
        Some(v) => match vm.truth_native(v) {
            Some(truth) => Ok(Value::Bool(truth)),
            None => vm.call_prelude("_truth", vec![v]),
        },
    }
}

fn receiver(vm: &mut Vm, v: Value, method: &str) -> Result<BigInt, Signal> {
    match vm.as_bigint(v) {
        Some(big) => Ok(big),
        None => Err(wrong_receiver(vm, "int", method, v)),
    }
}

fn itself(vm: &mut Vm, a: &[Value]) -> Native {
    if vm.is_int(a[0]) { Ok(plain_int(vm, a[0])) } else { Err(wrong_receiver(vm, "int", "__int__", a[0])) }
}

fn zero(_: &mut Vm, _: &[Value]) -> Native {
    Ok(Value::Int(0))
}

fn one(_: &mut Vm, _: &[Value]) -> Native {
    Ok(Value::Int(1))
}

fn bit_length(vm: &mut Vm, a: &[Value]) -> Native {
    let big = receiver(vm, a[0], "bit_length")?;
    Ok(Value::Int(big.bits() as i64))
}

fn bit_count(vm: &mut Vm, a: &[Value]) -> Native {
    let big = receiver(vm, a[0], "bit_count")?;
    let ones: u64 = big.iter_u64_digits().map(|d| u64::from(d.count_ones())).sum();
    Ok(Value::Int(ones as i64))
}

fn as_integer_ratio(vm: &mut Vm, a: &[Value]) -> Native {
    receiver(vm, a[0], "as_integer_ratio")?;
    let plain = plain_int(vm, a[0]);
    Ok(vm.tuple(vec![plain, Value::Int(1)]))
}

fn is_integer(vm: &mut Vm, a: &[Value]) -> Native {
    receiver(vm, a[0], "is_integer")?;
    Ok(Value::Bool(true))
}

fn float(vm: &mut Vm, a: &[Value]) -> Native {
    match vm.as_f64(a[0])? {
        Some(f) => Ok(Value::Float(f)),
        None => Err(wrong_receiver(vm, "int", "__float__", a[0])),
    }
}

fn abs(vm: &mut Vm, a: &[Value]) -> Native {
    let big = receiver(vm, a[0], "__abs__")?;
    Ok(vm.int_value(big.abs()))
}

fn divmod(vm: &mut Vm, a: &[Value]) -> Native {
    quotient_and_rest(vm, a[0], a[1])
}

fn rdivmod(vm: &mut Vm, a: &[Value]) -> Native {
    quotient_and_rest(vm, a[1], a[0])
}

fn quotient_and_rest(vm: &mut Vm, a: Value, b: Value) -> Native {
    match vm.int_divmod(a, b, "integer division or modulo by zero")? {
        Some((q, r)) => Ok(vm.tuple(vec![q, r])),
        None => Ok(Value::NotImplemented),
    }
}

fn pow(vm: &mut Vm, a: &[Value]) -> Native {
    power(vm, a[0], a[0], a[1], a[2])
}

fn rpow(vm: &mut Vm, a: &[Value]) -> Native {
    power(vm, a[0], a[1], a[0], a[2])
}

fn power(vm: &mut Vm, receiver: Value, base: Value, exponent: Value, modulus: Value) -> Native {
    let other = if receiver.is(base) { exponent } else { base };
    if !knows(vm, receiver, other) {
        return Ok(Value::NotImplemented);
    }
    match modulus.bound().filter(|m| !m.is_none()) {
        Some(modulus) => pow_modulo(vm, base, exponent, modulus).unwrap_or(Ok(Value::NotImplemented)),
        None => vm.native_binary(weft_code::BinaryOp::Pow, base, exponent).unwrap_or(Ok(Value::NotImplemented)),
    }
}

/// `pow(base, exponent, modulus)` of integers; `None` for other types.
pub(in crate::builtins) fn pow_modulo(vm: &mut Vm, base: Value, exponent: Value, modulus: Value) -> Option<Native> {
    let (base, exponent, modulus) = (vm.as_bigint(base)?, vm.as_bigint(exponent)?, vm.as_bigint(modulus)?);
    if modulus.is_zero() {
        return Some(Err(vm.value_error("pow() 3rd argument cannot be 0")));
    }
    if is_long_power(&exponent, &modulus) {
        return Some(Err(vm.memory_error("")));
    }
    let size = modulus.abs();
    let (base, exponent) = if exponent.is_negative() {
        match inverse(&base, &size) {
            Some(inverse) => (inverse, -exponent),
            None => return Some(Err(vm.value_error("base is not invertible for the given modulus"))),
        }
    } else {
        (base.mod_floor(&size), exponent)
    };
    let result = base.modpow(&exponent, &size).mod_floor(&modulus);
    Some(Ok(vm.int_value(result)))
}

/// The inverse of `a` modulo `n`, if it has one.
fn inverse(a: &BigInt, n: &BigInt) -> Option<BigInt> {
    let found = a.mod_floor(n).extended_gcd(n);
    if found.gcd.is_one() || n.is_one() { Some(found.x.mod_floor(n)) } else { None }
}

fn getnewargs(vm: &mut Vm, a: &[Value]) -> Native {
    let plain = itself(vm, a)?;
    Ok(vm.tuple(vec![plain]))
}

/// The sign as `to_bytes` and `hex` need it.
pub(super) fn is_negative(big: &BigInt) -> bool {
    big.sign() == Sign::Minus
}
