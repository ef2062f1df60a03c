//! `__round__` of integers and floats: to the nearest decimal, ties to even, by exact values.

use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::{Signed, Zero};

use super::{float::ratio, int::truncated, plain_int};
use crate::{
    builtins::functions::arguments::{integer_argument, native, wrong_receiver},
    natives::{Native, NativeDef},
    types,
    value::Value,
    vm::Vm,
};

pub(super) const NATIVES: &[NativeDef] = &[
    native("int", "__round__", "self, ndigits=None, /", round_int),
    native("float", "__round__", "self, ndigits=None, /", round_float),
];

fn round_int(vm: &mut Vm, a: &[Value]) -> Native {
    let Some(big) = vm.as_bigint(a[0]) else { return Err(wrong_receiver(vm, "int", "__round__", a[0])) };
    let plain = plain_int(vm, a[0]);
    if a[1].or(Value::None).is_none() {
        return Ok(plain);
    }
    let digits = integer_argument(vm, types::INT, "__round__", a, 1)?;
    let Some(digits) = vm.as_i64(digits) else {
        let negative = vm.compare_numbers(digits, Value::Int(0)) == Some(Some(std::cmp::Ordering::Less));
        return Ok(if negative { Value::Int(0) } else { plain });
    };
    if digits >= 0 {
        return Ok(plain);
    }
    // More places than the number has: nothing is left of it.
    let places = digits.unsigned_abs();
    if places > big.bits() / 3 + 1 {
        return Ok(Value::Int(0));
    }
    let unit = BigInt::from(10).pow(places as u32);
    let rounded = nearest(&big, &unit) * unit;
    Ok(vm.int_value(rounded))
}

/// `a / b` (b positive) to the nearest integer, ties to even.
fn nearest(a: &BigInt, b: &BigInt) -> BigInt {
    let (q, r) = a.div_mod_floor(b);
    let twice: BigInt = r * 2;
    let up = twice > *b || twice == *b && q.is_odd();
    if up { q + 1 } else { q }
}

fn round_float(vm: &mut Vm, a: &[Value]) -> Native {
    let Some(f) = vm.as_float(a[0]) else { return Err(wrong_receiver(vm, "float", "__round__", a[0])) };
    if a[1].or(Value::None).is_none() {
        return truncated(vm, f.round_ties_even());
    }
    let digits = integer_argument(vm, types::FLOAT, "__round__", a, 1)?;
    let digits = match vm.as_i64(digits) {
        Some(digits) => digits,
        None if vm.compare_numbers(digits, Value::Int(0)) == Some(Some(std::cmp::Ordering::Less)) => i64::MIN,
        None => i64::MAX,
    };
    match rounded(f, digits) {
        Some(f) => Ok(Value::Float(f)),
        None => Err(vm.overflow_error("rounded value too large to represent")),
    }
}

/// `None`: no float is large enough.
fn rounded(f: f64, digits: i64) -> Option<f64> {
    // Beyond these, no digit of any float is cut off, or all of them are.
    if !f.is_finite() || digits > 323 {
        return Some(f);
    }
    if digits < -308 {
        return Some(0.0f64.copysign(f));
    }
    let (numerator, denominator) = ratio(f);
    let power = BigInt::from(10).pow(digits.unsigned_abs() as u32);
    let whole = if digits >= 0 {
        nearest(&(numerator * &power), &denominator)
    } else {
        nearest(&numerator, &(denominator * &power))
    };
    if whole.is_zero() {
        return Some(0.0f64.copysign(f));
    }
    let result: f64 = format!("{}e{}", whole.abs(), -digits).parse().ok()?;
    if result.is_infinite() { None } else { Some(result.copysign(f)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn floats_round_by_their_exact_value() {
        assert_eq!(rounded(2.675, 2), Some(2.67));
        assert_eq!(rounded(0.125, 2), Some(0.12));
        assert_eq!(rounded(0.375, 2), Some(0.38));
        assert_eq!(rounded(1250.0, -2), Some(1200.0));
        assert_eq!(rounded(-0.04, 1), Some(-0.0));
        assert_eq!(rounded(1.7976931348623157e308, -308), None);
        assert_eq!(rounded(5e-324, 323), Some(0.0));
    }

    #[test]
    fn integers_round_to_even() {
        assert_eq!(nearest(&BigInt::from(25), &BigInt::from(10)), BigInt::from(2));
        assert_eq!(nearest(&BigInt::from(-25), &BigInt::from(10)), BigInt::from(-2));
        assert_eq!(nearest(&BigInt::from(-35), &BigInt::from(10)), BigInt::from(-4));
    }
}
