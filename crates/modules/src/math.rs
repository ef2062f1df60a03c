//! Natives of `math`.
//!
//! Reference: <https://docs.python.org/3/library/math.html>. The functions of real numbers are those
//! of [`weft_vm::real`]; what is an error, and all that is not in a C library, is as in the crate `pymath`.

use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::{One, Signed, ToPrimitive, Zero};
use pymath::{Error, math};
use weft_vm::{MAX_STEPS, Native, NativeDef, Signal, Value, Vm, real};

use crate::support::{ask, float, integer, items, native};

fn domain(vm: &mut Vm) -> Signal {
    vm.value_error("math domain error")
}

fn range(vm: &mut Vm) -> Signal {
    vm.overflow_error("math range error")
}

fn repr(vm: &mut Vm, x: f64) -> String {
    vm.repr_native(Value::Float(x)).unwrap_or_default()
}

/// Functions of one number; `expected` is what CPython says where the number is outside the domain;
/// `value` computes it where the value of `pymath` would be that of the machine's C library.
macro_rules! unary {
    ($( $name:ident $expected:literal $(= $value:path)?; )*) => {
        $(
            fn $name(vm: &mut Vm, args: &[Value]) -> Native {
                let x = float(vm, ("math", stringify!($name)), args, 0)?;
                match math::$name(x)$(.map(|_| $value(x)))? {
                    Ok(y) => Ok(Value::Float(y)),
                    Err(Error::ERANGE) => Err(range(vm)),
                    Err(Error::EDOM) if $expected.is_empty() => Err(domain(vm)),
                    Err(Error::EDOM) => {
                        let given = repr(vm, x);
                        Err(vm.value_error(&format!("expected {}, got {given}", $expected)))
                    }
                }
            }
        )*
    };
}

unary! {
    acos "a number in range from -1 up to 1" = real::acos;
    acosh "argument value not less than 1" = real::acosh;
    asin "a number in range from -1 up to 1" = real::asin;
    asinh "" = real::asinh;
    atan "" = real::atan;
    atanh "a number between -1 and 1" = real::atanh;
    cbrt "" = real::cbrt;
    cos "a finite input" = real::cos;
    cosh "" = real::cosh;
    erf "" = real::erf;
    erfc "" = real::erfc;
    exp "" = real::exp;
    exp2 "" = real::exp2;
    expm1 "" = real::expm1;
    fabs "";
    gamma "a noninteger or positive integer";
    lgamma "a noninteger or positive integer";
    log1p "argument value > -1" = real::log1p;
    sin "a finite input" = real::sin;
    sinh "" = real::sinh;
    sqrt "a nonnegative input";
    tan "a finite input" = real::tan;
    tanh "" = real::tanh;
}

macro_rules! binary {
    ($( $name:ident $(= $value:path)?; )*) => {
        $(
            fn $name(vm: &mut Vm, args: &[Value]) -> Native {
                let x = float(vm, ("math", stringify!($name)), args, 0)?;
                let y = float(vm, ("math", stringify!($name)), args, 1)?;
                match math::$name(x, y)$(.map(|_| $value(x, y)))? {
                    Ok(z) => Ok(Value::Float(z)),
                    Err(Error::ERANGE) => Err(range(vm)),
                    Err(Error::EDOM) => Err(domain(vm)),
                }
            }
        )*
    };
}

binary! { atan2 = real::atan2; copysign; fmod; pow = real::pow; remainder; }

fn degrees(vm: &mut Vm, args: &[Value]) -> Native {
    Ok(Value::Float(math::degrees(float(vm, ("math", "degrees"), args, 0)?)))
}

fn radians(vm: &mut Vm, args: &[Value]) -> Native {
    Ok(Value::Float(math::radians(float(vm, ("math", "radians"), args, 0)?)))
}

fn ulp(vm: &mut Vm, args: &[Value]) -> Native {
    Ok(Value::Float(math::ulp(float(vm, ("math", "ulp"), args, 0)?)))
}

fn isfinite(vm: &mut Vm, args: &[Value]) -> Native {
    Ok(Value::Bool(float(vm, ("math", "isfinite"), args, 0)?.is_finite()))
}

fn isinf(vm: &mut Vm, args: &[Value]) -> Native {
    Ok(Value::Bool(float(vm, ("math", "isinf"), args, 0)?.is_infinite()))
}

fn isnan(vm: &mut Vm, args: &[Value]) -> Native {
    Ok(Value::Bool(float(vm, ("math", "isnan"), args, 0)?.is_nan()))
}

fn fma(vm: &mut Vm, args: &[Value]) -> Native {
    let x = float(vm, ("math", "fma"), args, 0)?;
    let y = float(vm, ("math", "fma"), args, 1)?;
    let z = float(vm, ("math", "fma"), args, 2)?;
    match math::fma(x, y, z) {
        Ok(v) => Ok(Value::Float(v)),
        Err(Error::EDOM) => Err(vm.value_error("invalid operation in fma")),
        Err(Error::ERANGE) => Err(vm.overflow_error("overflow in fma")),
    }
}

fn frexp(vm: &mut Vm, args: &[Value]) -> Native {
    let (m, e) = math::frexp(float(vm, ("math", "frexp"), args, 0)?);
    Ok(vm.tuple(vec![Value::Float(m), Value::Int(e as i64)]))
}

fn ldexp(vm: &mut Vm, args: &[Value]) -> Native {
    let x = float(vm, ("math", "ldexp"), args, 0)?;
    if !vm.is_int(args[1]) {
        return Err(vm.type_error("Expected an int as second argument to ldexp."));
    }
    let e = integer(vm, ("math", "ldexp"), args, 1)?;
    let limit = i32::MAX / 2;
    let e = e.to_i32().unwrap_or(if e.is_negative() { -limit } else { limit }).clamp(-limit, limit);
    match math::ldexp(x, e) {
        Ok(v) => Ok(Value::Float(v)),
        Err(_) => Err(range(vm)),
    }
}

fn modf(vm: &mut Vm, args: &[Value]) -> Native {
    let (fraction, whole) = math::modf(float(vm, ("math", "modf"), args, 0)?);
    Ok(vm.tuple(vec![Value::Float(fraction), Value::Float(whole)]))
}

fn nextafter(vm: &mut Vm, args: &[Value]) -> Native {
    let x = float(vm, ("math", "nextafter"), args, 0)?;
    let y = float(vm, ("math", "nextafter"), args, 1)?;
    let steps = match args[2].or(Value::None) {
        Value::None => None,
        _ => {
            let n = integer(vm, ("math", "nextafter"), args, 2)?;
            if n.is_negative() {
                return Err(vm.value_error("steps must be a non-negative integer"));
            }
            Some(n.to_u64().unwrap_or(u64::MAX))
        }
    };
    Ok(Value::Float(math::nextafter(x, y, steps)))
}

fn isclose(vm: &mut Vm, args: &[Value]) -> Native {
    let (Some(a), Some(b)) = (vm.as_f64(args[0])?, vm.as_f64(args[1])?) else {
        let given = [args[0], args[1], args[2].or(Value::Float(1e-9)), args[3].or(Value::Float(0.0))];
        return ask(vm, "math.isclose", &given);
    };
    let relative = match args[2].bound() {
        Some(v) => vm.as_f64(v)?,
        None => None,
    };
    let absolute = match args[3].bound() {
        Some(v) => vm.as_f64(v)?,
        None => None,
    };
    match math::isclose(a, b, relative, absolute) {
        Ok(close) => Ok(Value::Bool(close)),
        Err(_) => Err(vm.value_error("tolerances must be non-negative")),
    }
}

// ---- rounding

/// `floor`, `ceil` and `trunc` share all but the rounding.
fn rounded(vm: &mut Vm, args: &[Value], name: &'static str, round: fn(f64) -> f64) -> Native {
    match args[0] {
        Value::Int(_) => return Ok(args[0]),
        Value::Float(_) => {}
        // A class of the program's own may round in its own way.
        v if vm.has_own_method(v, &format!("__{}__", name.trim_start_matches("math."))) => return ask(vm, name, args),
        v if vm.is_int(v) => {
            let i = vm.as_bigint(v).unwrap_or_default();
            return Ok(vm.int_value(i));
        }
        v => match vm.as_float(v) {
            Some(_) => {}
            None => return ask(vm, name, args),
        },
    }
    let x = vm.as_float(args[0]).unwrap_or(0.0);
    let y = round(x);
    if y.abs() < 9e18 {
        return Ok(Value::Int(y as i64));
    }
    match num_traits::FromPrimitive::from_f64(y) {
        Some(i) => Ok(vm.int_value(i)),
        None if x.is_nan() => Err(vm.value_error("cannot convert float NaN to integer")),
        None => Err(vm.overflow_error("cannot convert float infinity to integer")),
    }
}

fn floor(vm: &mut Vm, args: &[Value]) -> Native {
    rounded(vm, args, "math.floor", f64::floor)
}

fn ceil(vm: &mut Vm, args: &[Value]) -> Native {
    rounded(vm, args, "math.ceil", f64::ceil)
}

fn trunc(vm: &mut Vm, args: &[Value]) -> Native {
    rounded(vm, args, "math.trunc", f64::trunc)
}

// ---- logarithms

/// A positive integer as mantissa and exponent, so that those beyond floats have logarithms too.
fn split(i: &BigInt) -> (f64, f64) {
    let bits = i.bits();
    if bits < 1000 {
        return (i.to_f64().unwrap_or(f64::NAN), 0.0);
    }
    let shift = bits - 64;
    let top: BigInt = i >> shift;
    (top.to_f64().unwrap_or(f64::NAN), shift as f64)
}

fn logarithm(
    vm: &mut Vm,
    name: &'static str,
    args: &[Value],
    at: usize,
    function: fn(f64) -> pymath::Result<f64>,
    of_two: f64,
) -> Result<f64, Signal> {
    if let Some(i) = vm.as_bigint(args[at]) {
        if !i.is_positive() {
            return Err(vm.value_error("expected a positive input"));
        }
        let (m, e) = split(&i);
        let log = function(m).unwrap_or(f64::NAN);
        return Ok(if e == 0.0 { log } else { log + e * of_two });
    }
    let x = float(vm, ("math", name), args, at)?;
    match function(x) {
        Ok(y) => Ok(y),
        Err(_) => {
            let given = repr(vm, x);
            Err(vm.value_error(&format!("expected a positive input, got {given}")))
        }
    }
}

fn natural(x: f64) -> pymath::Result<f64> {
    math::log(x, None).map(|_| real::log(x))
}

fn log(vm: &mut Vm, args: &[Value]) -> Native {
    let number = logarithm(vm, "log", args, 0, natural, std::f64::consts::LN_2)?;
    if args[1].is_unbound() {
        return Ok(Value::Float(number));
    }
    let base = logarithm(vm, "log", args, 1, natural, std::f64::consts::LN_2)?;
    if base == 0.0 {
        return Err(vm.zero_division_error("division by zero"));
    }
    Ok(Value::Float(number / base))
}

fn log2(vm: &mut Vm, args: &[Value]) -> Native {
    logarithm(vm, "log2", args, 0, |x| math::log2(x).map(|_| real::log2(x)), 1.0).map(Value::Float)
}

fn log10(vm: &mut Vm, args: &[Value]) -> Native {
    logarithm(vm, "log10", args, 0, |x| math::log10(x).map(|_| real::log10(x)), std::f64::consts::LOG10_2)
        .map(Value::Float)
}

// ---- several numbers

/// All of them as floats, or `None` if one needs Python code for it.
fn floats(vm: &mut Vm, values: &[Value]) -> Result<Option<Vec<f64>>, Signal> {
    let mut out = Vec::with_capacity(values.len());
    for &v in values {
        match vm.as_f64(v)? {
            Some(f) => out.push(f),
            None => return Ok(None),
        }
    }
    Ok(Some(out))
}

/// The floats in a list that Python code made; what is none is an error.
fn listed(vm: &mut Vm, v: Value) -> Result<Vec<f64>, Signal> {
    let values = items(vm, v);
    match floats(vm, &values)? {
        Some(f) => Ok(f),
        None => Err(vm.type_error("must be real number")),
    }
}

fn hypot(vm: &mut Vm, args: &[Value]) -> Native {
    let values = items(vm, args[0]);
    match floats(vm, &values)? {
        Some(f) => Ok(Value::Float(math::hypot(&f))),
        None => ask(vm, "math.hypot", &args[..1]),
    }
}

fn dist_of_lists(vm: &mut Vm, args: &[Value]) -> Native {
    let (p, q) = (listed(vm, args[0])?, listed(vm, args[1])?);
    if p.len() != q.len() {
        return Err(vm.value_error("both points must have the same number of dimensions"));
    }
    Ok(Value::Float(math::dist(&p, &q)))
}

fn fsum_of_list(vm: &mut Vm, args: &[Value]) -> Native {
    let numbers = listed(vm, args[0])?;
    match math::fsum(numbers) {
        Ok(x) => Ok(Value::Float(x)),
        Err(Error::EDOM) => Err(vm.value_error("-inf + inf in fsum")),
        Err(Error::ERANGE) => Err(vm.overflow_error("intermediate overflow in fsum")),
    }
}

/// The sum of products of two lists of floats or ints of the same length; None where other types need
/// Python's operators.
fn sumprod_of_lists(vm: &mut Vm, args: &[Value]) -> Native {
    let (p, q) = (items(vm, args[0]), items(vm, args[1]));
    let is_int = |vm: &Vm, v: &[Value]| v.iter().all(|v| vm.is_int(*v));
    if is_int(vm, &p) && is_int(vm, &q) {
        let total: BigInt = p
            .iter()
            .zip(&q)
            .map(|(a, b)| vm.as_bigint(*a).unwrap_or_default() * vm.as_bigint(*b).unwrap_or_default())
            .sum();
        return Ok(vm.int_value(total));
    }
    match (floats(vm, &p)?, floats(vm, &q)?) {
        (Some(p), Some(q)) => match math::sumprod(&p, &q) {
            Ok(x) => Ok(Value::Float(x)),
            Err(_) => Err(vm.value_error("Inputs are not the same length")),
        },
        _ => Ok(Value::None),
    }
}

// ---- integers

fn isqrt(vm: &mut Vm, args: &[Value]) -> Native {
    let n = integer(vm, ("math", "isqrt"), args, 0)?;
    if n.is_negative() {
        return Err(vm.value_error("isqrt() argument must be nonnegative"));
    }
    if n.bits() > MAX_ROOT_BITS {
        return Err(vm.memory_error(""));
    }
    Ok(vm.int_value(root(&n)))
}

/// Bits of what a root is taken of; one division of half of them is the most of the work.
const MAX_ROOT_BITS: u64 = 1 << 24;

/// The root, rounded down: Newton's steps, each with twice the digits of the one before.
fn root(n: &BigInt) -> BigInt {
    if n.is_zero() {
        return BigInt::zero();
    }
    let half = (n.bits() - 1) / 2;
    let mut a = BigInt::one();
    let mut done = 0;
    for shift in (0..64 - half.leading_zeros()).rev() {
        let before = done;
        done = half >> shift;
        a = (&a << (done - before - 1)) + (n >> (2 * half - before - done + 1)) / &a;
    }
    if &a * &a > *n { a - 1 } else { a }
}

/// Integers of `*args`; the message is that of `__index__`.
fn integers(vm: &mut Vm, args: &[Value]) -> Result<Option<Vec<BigInt>>, Signal> {
    let values = items(vm, args[0]);
    let mut out = Vec::with_capacity(values.len());
    for v in values {
        match vm.as_bigint(v) {
            Some(i) => out.push(i),
            None => return Ok(None),
        }
    }
    Ok(Some(out))
}

/// Are common divisors found in time? It goes by the square of the length.
fn check_divisors(vm: &mut Vm, numbers: &[BigInt]) -> Result<(), Signal> {
    let longest = numbers.iter().map(BigInt::bits).max().unwrap_or(0);
    if longest.saturating_mul(longest / 64) > MAX_STEPS * 4 {
        return Err(vm.memory_error(""));
    }
    Ok(())
}

fn gcd(vm: &mut Vm, args: &[Value]) -> Native {
    match integers(vm, args)? {
        Some(numbers) => {
            check_divisors(vm, &numbers)?;
            let result = numbers.iter().fold(BigInt::zero(), |a, b| a.gcd(b));
            Ok(vm.int_value(result))
        }
        None => ask(vm, "math.gcd", &args[..1]),
    }
}

fn lcm(vm: &mut Vm, args: &[Value]) -> Native {
    match integers(vm, args)? {
        Some(numbers) => {
            check_divisors(vm, &numbers)?;
            let result = numbers.iter().fold(BigInt::one(), |a, b| a.lcm(b));
            Ok(vm.int_value(result))
        }
        None => ask(vm, "math.lcm", &args[..1]),
    }
}

/// The product of `factor(i)` for `low ..= high` by halves, so that the factors stay of like size.
fn product(low: u64, high: u64, factor: &dyn Fn(u64) -> BigInt) -> BigInt {
    // A depth of at most 64: the span halves each time.
    if low > high {
        BigInt::one()
    } else if high - low < 8 {
        (low..=high).map(factor).product()
    } else {
        let middle = low + (high - low) / 2;
        product(low, middle, factor) * product(middle + 1, high, factor)
    }
}

/// Bits that a result may have before `MemoryError` is raised without trying.
const MAX_BITS: f64 = 2e8;

fn factorial(vm: &mut Vm, args: &[Value]) -> Native {
    if vm.as_float(args[0]).is_some() {
        return Err(vm.type_error("'float' object cannot be interpreted as an integer"));
    }
    let n = integer(vm, ("math", "factorial"), args, 0)?;
    if n.is_negative() {
        return Err(vm.value_error("factorial() not defined for negative values"));
    }
    let Some(n) = n.to_i64() else {
        return Err(vm.overflow_error("factorial() argument should not exceed 9223372036854775807"));
    };
    if n as f64 * (n as f64).max(2.0).log2() > MAX_BITS {
        return Err(vm.memory_error(""));
    }
    Ok(vm.int_value(product(2, n as u64, &BigInt::from)))
}

fn comb(vm: &mut Vm, args: &[Value]) -> Native {
    let n = integer(vm, ("math", "comb"), args, 0)?;
    let k = integer(vm, ("math", "comb"), args, 1)?;
    if n.is_negative() {
        return Err(vm.value_error("n must be a non-negative integer"));
    }
    if k.is_negative() {
        return Err(vm.value_error("k must be a non-negative integer"));
    }
    if k > n {
        return Ok(Value::Int(0));
    }
    let other: BigInt = &n - &k;
    let k = k.min(other);
    let Some(k) = k.to_u64() else {
        return Err(vm.overflow_error("min(n - k, k) must not exceed 18446744073709551615"));
    };
    if k as f64 * n.bits() as f64 > MAX_BITS {
        return Err(vm.memory_error(""));
    }
    let result = match n.to_u64() {
        _ if k == 0 => BigInt::one(),
        Some(n) if n < 1 << 27 && k > 64 => by_primes(n, k),
        _ => {
            let above = product(0, k - 1, &|i| &n - i);
            let below = product(1, k, &BigInt::from);
            let steps = (below.bits() as f64 / 64.0) * (above.bits().saturating_sub(below.bits()) as f64 / 64.0);
            if steps > MAX_STEPS as f64 {
                return Err(vm.memory_error(""));
            }
            above / below
        }
    };
    Ok(vm.int_value(result))
}

/// A binomial coefficient out of its prime factors: a prime is in it as often as there are carries when k and n - k are
/// added in its base (Kummer's theorem). The primes up to n are looked for by sieve.
fn by_primes(n: u64, k: u64) -> BigInt {
    let mut composite = vec![false; n as usize / 2 + 1];
    let mut factors = Vec::new();
    for p in std::iter::once(2).chain((3..=n).step_by(2)) {
        if p != 2 {
            if composite[p as usize / 2] {
                continue;
            }
            for multiple in (p.saturating_mul(p)..=n).step_by(2 * p as usize) {
                composite[multiple as usize / 2] = true;
            }
        }
        let (mut a, mut b, mut carry, mut power) = (k, n - k, 0, 1);
        while a > 0 || b > 0 {
            carry = u64::from(a % p + b % p + carry >= p);
            if carry == 1 {
                power *= p;
            }
            (a, b) = (a / p, b / p);
        }
        if power > 1 {
            factors.push(power);
        }
    }
    match factors.len() as u64 {
        0 => BigInt::one(),
        count => product(0, count - 1, &|i| BigInt::from(factors[i as usize])),
    }
}

fn perm(vm: &mut Vm, args: &[Value]) -> Native {
    if args[1].or(Value::None).is_none() {
        return factorial(vm, args);
    }
    let n = integer(vm, ("math", "perm"), args, 0)?;
    let k = integer(vm, ("math", "perm"), args, 1)?;
    if n.is_negative() {
        return Err(vm.value_error("n must be a non-negative integer"));
    }
    if k.is_negative() {
        return Err(vm.value_error("k must be a non-negative integer"));
    }
    if k > n {
        return Ok(Value::Int(0));
    }
    let Some(k) = k.to_u64() else {
        return Err(vm.overflow_error("k must not exceed 18446744073709551615"));
    };
    if k as f64 * n.bits() as f64 > MAX_BITS {
        return Err(vm.memory_error(""));
    }
    if k == 0 {
        return Ok(Value::Int(1));
    }
    Ok(vm.int_value(product(0, k - 1, &|i| &n - i)))
}

pub(crate) const NATIVES: &[NativeDef] = &[
    native("math", "acos", "x, /", acos),
    native("math", "acosh", "x, /", acosh),
    native("math", "asin", "x, /", asin),
    native("math", "asinh", "x, /", asinh),
    native("math", "atan", "x, /", atan),
    native("math", "atan2", "y, x, /", atan2),
    native("math", "atanh", "x, /", atanh),
    native("math", "cbrt", "x, /", cbrt),
    native("math", "ceil", "x, /", ceil),
    native("math", "comb", "n, k, /", comb),
    native("math", "copysign", "x, y, /", copysign),
    native("math", "cos", "x, /", cos),
    native("math", "cosh", "x, /", cosh),
    native("math", "degrees", "x, /", degrees),
    native("math", "erf", "x, /", erf),
    native("math", "erfc", "x, /", erfc),
    native("math", "exp", "x, /", exp),
    native("math", "exp2", "x, /", exp2),
    native("math", "expm1", "x, /", expm1),
    native("math", "fabs", "x, /", fabs),
    native("math", "factorial", "n, /", factorial),
    native("math", "floor", "x, /", floor),
    native("math", "fma", "x, y, z, /", fma),
    native("math", "fmod", "x, y, /", fmod),
    native("math", "frexp", "x, /", frexp),
    native("math", "gamma", "x, /", gamma),
    native("math", "gcd", "*integers", gcd),
    native("math", "hypot", "*coordinates", hypot),
    native("math", "isclose", "a, b, *, rel_tol=1e-09, abs_tol=0.0", isclose),
    native("math", "isfinite", "x, /", isfinite),
    native("math", "isinf", "x, /", isinf),
    native("math", "isnan", "x, /", isnan),
    native("math", "isqrt", "n, /", isqrt),
    native("math", "lcm", "*integers", lcm),
    native("math", "ldexp", "x, i, /", ldexp),
    native("math", "lgamma", "x, /", lgamma),
    native("math", "log", "x, base=None, /", log),
    native("math", "log10", "x, /", log10),
    native("math", "log1p", "x, /", log1p),
    native("math", "log2", "x, /", log2),
    native("math", "modf", "x, /", modf),
    native("math", "nextafter", "x, y, /, *, steps=None", nextafter),
    native("math", "perm", "n, k=None, /", perm),
    native("math", "pow", "x, y, /", pow),
    native("math", "radians", "x, /", radians),
    native("math", "remainder", "x, y, /", remainder),
    native("math", "sin", "x, /", sin),
    native("math", "sinh", "x, /", sinh),
    native("math", "sqrt", "x, /", sqrt),
    native("math", "tan", "x, /", tan),
    native("math", "tanh", "x, /", tanh),
    native("math", "trunc", "x, /", trunc),
    native("math", "ulp", "x, /", ulp),
    native("math", "_dist", "p, q, /", dist_of_lists),
    native("math", "_fsum", "numbers, /", fsum_of_list),
    native("math", "_sumprod", "p, q, /", sumprod_of_lists),
];
