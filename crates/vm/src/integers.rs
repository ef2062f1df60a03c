//! Integers: inline 64-bit ones and big ones behind the same operations.

use num_bigint::{BigInt, Sign};
use num_integer::Integer;
use num_traits::{Signed, ToPrimitive, Zero};

use crate::{
    natives::{Native, Signal},
    object::Payload,
    types,
    value::Value,
    vm::Vm,
};

/// Bits that a shift may produce before `MemoryError` is raised without trying.
const MAX_SHIFTED_BITS: u64 = 1 << 31;

/// Bits that a product or power may have. One native makes it in one go, which nothing can stop.
const MAX_PRODUCT_BITS: u64 = 1 << 28;

/// Steps (products of two 64-bit digits) that a native may need for one result: seconds.
pub const MAX_STEPS: u64 = 1 << 32;

/// The 64-bit digits that so many bits fill.
fn digits(bits: u64) -> u64 {
    bits.div_ceil(64)
}

/// Would a division take too many steps?
fn is_long_division(x: &BigInt, y: &BigInt) -> bool {
    digits(y.bits()).saturating_mul(digits(x.bits().saturating_sub(y.bits()))) > MAX_STEPS
}

/// Would it take too many steps to raise to that power modulo a number?
pub(crate) fn is_long_power(exponent: &BigInt, modulus: &BigInt) -> bool {
    let digits = digits(modulus.bits());
    digits.saturating_mul(digits).saturating_mul(exponent.bits()) > MAX_STEPS * 4
}

impl Vm {
    /// An integer in its only form: inline if it fits.
    pub fn int_value(&mut self, big: BigInt) -> Value {
        match big.to_i64() {
            Some(i) => Value::Int(i),
            None => self.alloc(types::INT, Payload::BigInt(Box::new(big))),
        }
    }

    /// The integer in a value: `int`, `bool`, or an instance of a subclass of `int`.
    pub fn as_bigint(&self, v: Value) -> Option<BigInt> {
        match v {
            Value::Int(i) => Some(BigInt::from(i)),
            Value::Bool(b) => Some(BigInt::from(b as i64)),
            Value::Ref(r) => match self.heap.payload(r) {
                Payload::BigInt(b) => Some((**b).clone()),
                Payload::Boxed(inner) => self.as_bigint(*inner),
                _ => None,
            },
            _ => None,
        }
    }

    /// The integer in a value if it fits 64 bits.
    pub fn as_i64(&self, v: Value) -> Option<i64> {
        match v {
            Value::Int(i) => Some(i),
            Value::Bool(b) => Some(b as i64),
            Value::Ref(r) => match self.heap.payload(r) {
                Payload::Boxed(inner) => self.as_i64(*inner),
                _ => None,
            },
            _ => None,
        }
    }

    /// Is it an integer of any size?
    pub fn is_int(&self, v: Value) -> bool {
        match v {
            Value::Int(_) | Value::Bool(_) => true,
            Value::Ref(r) => match self.heap.payload(r) {
                Payload::BigInt(_) => true,
                Payload::Boxed(inner) => self.is_int(*inner),
                _ => false,
            },
            _ => false,
        }
    }

    pub(crate) fn int_add(&mut self, a: Value, b: Value) -> Option<Value> {
        if let (Some(x), Some(y)) = (self.as_i64(a), self.as_i64(b))
            && let Some(z) = x.checked_add(y)
        {
            return Some(Value::Int(z));
        }
        let z = self.as_bigint(a)? + self.as_bigint(b)?;
        Some(self.int_value(z))
    }

    pub(crate) fn int_sub(&mut self, a: Value, b: Value) -> Option<Value> {
        if let (Some(x), Some(y)) = (self.as_i64(a), self.as_i64(b))
            && let Some(z) = x.checked_sub(y)
        {
            return Some(Value::Int(z));
        }
        let z = self.as_bigint(a)? - self.as_bigint(b)?;
        Some(self.int_value(z))
    }

    /// `a * b` of two integers.
    pub(crate) fn int_product(&mut self, a: Value, b: Value) -> Option<Native> {
        let bits = |v: Value| match v {
            Value::Ref(r) => match self.heap.payload(r) {
                Payload::BigInt(b) => b.bits(),
                _ => 0,
            },
            _ => 0,
        };
        let (x, y) = (bits(a), bits(b));
        if x + y > MAX_PRODUCT_BITS && x.min(y) > 64 {
            return Some(Err(self.memory_error("")));
        }
        self.int_mul(a, b).map(Ok)
    }

    pub(crate) fn int_mul(&mut self, a: Value, b: Value) -> Option<Value> {
        if let (Some(x), Some(y)) = (self.as_i64(a), self.as_i64(b))
            && let Some(z) = x.checked_mul(y)
        {
            return Some(Value::Int(z));
        }
        let z = self.as_bigint(a)? * self.as_bigint(b)?;
        Some(self.int_value(z))
    }

    /// Floor division and remainder, as Python rounds: towards minus infinity.
    pub(crate) fn int_divmod(&mut self, a: Value, b: Value, message: &str) -> Result<Option<(Value, Value)>, Signal> {
        if let (Some(x), Some(y)) = (self.as_i64(a), self.as_i64(b)) {
            if y == 0 {
                return Err(self.zero_division_error(message));
            }
            if !(x == i64::MIN && y == -1) {
                return Ok(Some((Value::Int(Integer::div_floor(&x, &y)), Value::Int(Integer::mod_floor(&x, &y)))));
            }
        }
        let (Some(x), Some(y)) = (self.as_bigint(a), self.as_bigint(b)) else { return Ok(None) };
        if y.is_zero() {
            return Err(self.zero_division_error(message));
        }
        if is_long_division(&x, &y) {
            return Err(self.memory_error(""));
        }
        let (q, r) = x.div_mod_floor(&y);
        let q = self.int_value(q);
        Ok(Some((q, self.int_value(r))))
    }

    /// `a ** b`; negative exponents give floats.
    pub(crate) fn int_pow(&mut self, a: Value, b: Value) -> Option<Native> {
        let (base, exponent) = (self.as_bigint(a)?, self.as_bigint(b)?);
        if exponent.is_negative() {
            if base.is_zero() {
                return Some(Err(self.zero_division_error("zero to a negative power")));
            }
            let (x, y) = (self.bigint_to_f64(&base), self.bigint_to_f64(&exponent));
            return Some(Ok(Value::Float(crate::real::pow(x, y))));
        }
        if base.is_zero() || base == BigInt::from(1) {
            let one = exponent.is_zero() || !base.is_zero();
            return Some(Ok(Value::Int(one as i64)));
        }
        if base == BigInt::from(-1) {
            return Some(Ok(Value::Int(if exponent.is_even() { 1 } else { -1 })));
        }
        let Some(e) = exponent.to_u32().filter(|&e| base.bits().saturating_mul(e as u64) < MAX_PRODUCT_BITS) else {
            return Some(Err(self.memory_error("")));
        };
        Some(Ok(self.int_value(base.pow(e))))
    }

    pub(crate) fn int_shift(&mut self, a: Value, b: Value, left: bool) -> Option<Native> {
        let (x, by) = (self.as_bigint(a)?, self.as_bigint(b)?);
        if by.is_negative() {
            return Some(Err(self.value_error("negative shift count")));
        }
        if left {
            if x.is_zero() {
                return Some(Ok(Value::Int(0)));
            }
            let Some(n) = by.to_u64().filter(|n| n.saturating_add(x.bits()) < MAX_SHIFTED_BITS) else {
                return Some(Err(self.memory_error("")));
            };
            return Some(Ok(self.int_value(x << n)));
        }
        let shifted = match by.to_u64() {
            Some(n) if n <= x.bits() => x >> n,
            _ if x.sign() == Sign::Minus => BigInt::from(-1),
            _ => BigInt::zero(),
        };
        Some(Ok(self.int_value(shifted)))
    }

    /// The nearest float; infinite if the integer is too large.
    pub(crate) fn bigint_to_f64(&self, b: &BigInt) -> f64 {
        b.to_f64().unwrap_or(f64::NAN)
    }

    /// The number in a value as a float: `int`, `bool`, `float` and their subclasses. Raises
    /// `OverflowError` for integers that no float can hold.
    pub fn as_f64(&mut self, v: Value) -> Result<Option<f64>, Signal> {
        match v {
            Value::Float(f) => Ok(Some(f)),
            Value::Int(i) => Ok(Some(i as f64)),
            Value::Bool(b) => Ok(Some(b as i64 as f64)),
            Value::Ref(r) => match self.heap.payload(r) {
                Payload::Boxed(inner) => {
                    let inner = *inner;
                    self.as_f64(inner)
                }
                Payload::BigInt(b) => {
                    let f = self.bigint_to_f64(b);
                    if f.is_infinite() {
                        return Err(self.overflow_error("int too large to convert to float"));
                    }
                    Ok(Some(f))
                }
                _ => Ok(None),
            },
            _ => Ok(None),
        }
    }

    /// The float in a `float` or an instance of its subclasses; not of integers.
    pub fn as_float(&self, v: Value) -> Option<f64> {
        match v {
            Value::Float(f) => Some(f),
            Value::Ref(r) => match self.heap.payload(r) {
                Payload::Boxed(Value::Float(f)) => Some(*f),
                _ => None,
            },
            _ => None,
        }
    }
}
