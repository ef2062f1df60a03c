//! `float`.

use num_bigint::BigInt;

use super::{instance_of, int::truncated, is_exactly, numeral, parse, shown};
use crate::{
    builtins::{
        functions::arguments::{native, wrong_receiver},
        operators::knows,
    },
    hash::frexp,
    names,
    natives::{Native, NativeDef, Signal},
    operators::float_divmod,
    types,
    value::Value,
    vm::Vm,
};

const UNARY: &str = "self, /";

pub(super) const NATIVES: &[NativeDef] = &[
    native("float", "__new__", "type, x=0, /", new),
    native("float", "fromhex", "cls, string, /", fromhex),
    native("float", "hex", UNARY, hex),
    native("float", "__getformat__", "cls, typestr, /", getformat),
    native("float", "is_integer", UNARY, is_integer),
    native("float", "as_integer_ratio", UNARY, as_integer_ratio),
    native("float", "conjugate", UNARY, itself),
    native("float", "real", "get self", itself),
    native("float", "imag", "get self", imag),
    native("float", "__float__", UNARY, itself),
    native("float", "__int__", UNARY, trunc),
    native("float", "__trunc__", UNARY, trunc),
    native("float", "__floor__", UNARY, floor),
    native("float", "__ceil__", UNARY, ceil),
    native("float", "__abs__", UNARY, abs),
    native("float", "__divmod__", "self, value, /", divmod),
    native("float", "__rdivmod__", "self, value, /", rdivmod),
    native("float", "__pow__", "self, value, mod=None, /", pow),
    native("float", "__rpow__", "self, value, mod=None, /", rpow),
    native("float", "__getnewargs__", UNARY, getnewargs),
];

fn new(vm: &mut Vm, a: &[Value]) -> Native {
    let class = a[0];
    let Some(x) = a[1].bound() else { return instance_of(vm, class, types::FLOAT, Value::Float(0.0)) };
    if !is_exactly(vm, x, types::FLOAT) && !is_exactly(vm, x, types::INT) && !is_exactly(vm, x, types::STR) {
        let own = vm.class_of(x);
        let converts = [names::__float__, names::__index__]
            .into_iter()
            .any(|name| vm.lookup(own, name).is_some_and(|m| !vm.is_native(m)));
        if converts {
            return vm.call_prelude("_float_from", vec![class, x]);
        }
    }
    if let Some(f) = vm.as_f64(x)? {
        return instance_of(vm, class, types::FLOAT, Value::Float(f));
    }
    let Some(text) = numeral(vm, x) else {
        let name = vm.type_name(x);
        return Err(vm.type_error(&format!("float() argument must be a string or a real number, not '{name}'")));
    };
    match parse::parse_float(&text) {
        // Each call makes a NaN of its own: `is`, and with it `in` and `==` of lists, tell them apart.
        Some(f) if f.is_nan() => {
            vm.nans = vm.nans.wrapping_add(1);
            instance_of(vm, class, types::FLOAT, Value::Float(f64::from_bits(f64::NAN.to_bits() | u64::from(vm.nans))))
        }
        Some(f) => instance_of(vm, class, types::FLOAT, Value::Float(f)),
        None => {
            if vm.repr_native(x).is_none() {
                return vm.call_prelude("_refuse_float", vec![x]);
            }
            let text = shown(vm, x);
            Err(vm.value_error(&format!("could not convert string to float: {text}")))
        }
    }
}

fn receiver(vm: &mut Vm, v: Value, method: &str) -> Result<f64, Signal> {
    match vm.as_float(v) {
        Some(f) => Ok(f),
        None => Err(wrong_receiver(vm, "float", method, v)),
    }
}

/// `float.__getformat__('double')`: the format of floats in memory, the same on every host.
fn getformat(vm: &mut Vm, a: &[Value]) -> Native {
    match vm.heap.as_str(a[1]) {
        Some("double" | "float") => Ok(vm.str("IEEE, little-endian")),
        Some(_) => Err(vm.value_error("__getformat__() argument 1 must be 'double' or 'float'")),
        None => {
            let name = vm.type_name(a[1]);
            Err(vm.type_error(&format!("__getformat__() argument must be str, not {name}")))
        }
    }
}

fn fromhex(vm: &mut Vm, a: &[Value]) -> Native {
    let Some(text) = vm.heap.as_str(a[1]) else {
        return Err(vm.type_error("bad argument type for built-in operation"));
    };
    match parse::parse_hex_float(text) {
        Ok(f) if a[0].is(Value::Ref(types::FLOAT)) => Ok(Value::Float(f)),
        Ok(f) => vm.call(a[0], vec![Value::Float(f)]),
        Err(true) => Err(vm.overflow_error("hexadecimal value too large to represent as a float")),
        Err(false) => Err(vm.value_error("invalid hexadecimal floating-point string")),
    }
}

fn hex(vm: &mut Vm, a: &[Value]) -> Native {
    let f = receiver(vm, a[0], "hex")?;
    let sign = if f.is_sign_negative() && !f.is_nan() { "-" } else { "" };
    let text = if f.is_nan() {
        "nan".to_owned()
    } else if f.is_infinite() {
        format!("{sign}inf")
    } else if f == 0.0 {
        format!("{sign}0x0.0p+0")
    } else {
        let bits = f.to_bits();
        let fraction = bits & ((1 << 52) - 1);
        let biased = (bits >> 52 & 0x7FF) as i64;
        let (lead, exponent) = if biased == 0 { (0, -1022) } else { (1, biased - 1023) };
        format!("{sign}0x{lead}.{fraction:013x}p{exponent:+}")
    };
    Ok(vm.str(text))
}

fn is_integer(vm: &mut Vm, a: &[Value]) -> Native {
    let f = receiver(vm, a[0], "is_integer")?;
    Ok(Value::Bool(f.is_finite() && f == f.trunc()))
}

fn as_integer_ratio(vm: &mut Vm, a: &[Value]) -> Native {
    let f = receiver(vm, a[0], "as_integer_ratio")?;
    if f.is_nan() {
        return Err(vm.value_error("cannot convert NaN to integer ratio"));
    }
    if f.is_infinite() {
        return Err(vm.overflow_error("cannot convert Infinity to integer ratio"));
    }
    let (numerator, denominator) = ratio(f);
    let numerator = vm.int_value(numerator);
    let denominator = vm.int_value(denominator);
    Ok(vm.tuple(vec![numerator, denominator]))
}

/// A finite float as a fraction in lowest terms.
pub(super) fn ratio(f: f64) -> (BigInt, BigInt) {
    let (mantissa, exponent) = frexp(f.abs());
    // 53 bits make the mantissa whole.
    let mut whole = (mantissa * 9_007_199_254_740_992.0) as u64;
    let mut exponent = i64::from(exponent) - 53;
    if whole == 0 {
        return (BigInt::from(0), BigInt::from(1));
    }
    let even = whole.trailing_zeros();
    whole >>= even;
    exponent += i64::from(even);
    let numerator = if f < 0.0 { -BigInt::from(whole) } else { BigInt::from(whole) };
    if exponent >= 0 {
        (numerator << exponent as u64, BigInt::from(1))
    } else {
        (numerator, BigInt::from(1) << exponent.unsigned_abs())
    }
}

fn itself(vm: &mut Vm, a: &[Value]) -> Native {
    receiver(vm, a[0], "__float__").map(Value::Float)
}

fn imag(_: &mut Vm, _: &[Value]) -> Native {
    Ok(Value::Float(0.0))
}

fn trunc(vm: &mut Vm, a: &[Value]) -> Native {
    let f = receiver(vm, a[0], "__trunc__")?;
    truncated(vm, f)
}

fn floor(vm: &mut Vm, a: &[Value]) -> Native {
    let f = receiver(vm, a[0], "__floor__")?;
    truncated(vm, f.floor())
}

fn ceil(vm: &mut Vm, a: &[Value]) -> Native {
    let f = receiver(vm, a[0], "__ceil__")?;
    truncated(vm, f.ceil())
}

fn abs(vm: &mut Vm, a: &[Value]) -> Native {
    receiver(vm, a[0], "__abs__").map(|f| Value::Float(f.abs()))
}

fn divmod(vm: &mut Vm, a: &[Value]) -> Native {
    quotient_and_rest(vm, a[0], a[1])
}

fn rdivmod(vm: &mut Vm, a: &[Value]) -> Native {
    quotient_and_rest(vm, a[1], a[0])
}

pub(in crate::builtins) fn quotient_and_rest(vm: &mut Vm, a: Value, b: Value) -> Native {
    let (Some(x), Some(y)) = (vm.as_f64(a)?, vm.as_f64(b)?) else { return Ok(Value::NotImplemented) };
    if y == 0.0 {
        return Err(vm.zero_division_error("float divmod()"));
    }
    let (q, r) = float_divmod(x, y);
    Ok(vm.tuple(vec![Value::Float(q), Value::Float(r)]))
}

fn pow(vm: &mut Vm, a: &[Value]) -> Native {
    power(vm, a[0], a[1], a[0], a[1], a[2])
}

fn rpow(vm: &mut Vm, a: &[Value]) -> Native {
    power(vm, a[0], a[1], a[1], a[0], a[2])
}

pub(super) fn power(
    vm: &mut Vm,
    receiver: Value,
    other: Value,
    base: Value,
    exponent: Value,
    modulus: Value,
) -> Native {
    if modulus.bound().is_some_and(|m| !m.is_none()) {
        return Err(vm.type_error("pow() 3rd argument not allowed unless all arguments are integers"));
    }
    if !knows(vm, receiver, other) {
        return Ok(Value::NotImplemented);
    }
    vm.native_binary(weft_code::BinaryOp::Pow, base, exponent).unwrap_or(Ok(Value::NotImplemented))
}

fn getnewargs(vm: &mut Vm, a: &[Value]) -> Native {
    let plain = itself(vm, a)?;
    Ok(vm.tuple(vec![plain]))
}
