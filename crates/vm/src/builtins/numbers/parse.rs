//! Numerals: what `int()`, `float()` and `complex()` make of strings.

use num_bigint::BigInt;
use num_traits::Zero;

use crate::builtins::decimal_value;

/// Digits that are still made a number of.
const MAX_DIGITS: usize = 10_000_000;

#[derive(Debug, PartialEq, Eq)]
pub(super) enum BadInt {
    Invalid,
    /// Too many digits: so many.
    TooLong(usize),
    /// It would take minutes, and memory besides.
    TooBig,
}

/// An integer numeral; base 0 goes by the prefix.
pub(super) fn parse_int(text: &str, base: u32, limit: u32) -> Result<BigInt, BadInt> {
    let trimmed = text.trim_matches(is_space);
    let (negative, rest) = sign(trimmed);
    let (base, rest, prefixed) = strip_prefix(rest, base).ok_or(BadInt::Invalid)?;
    let mut digits = String::with_capacity(rest.len());
    // An underscore may stand after a prefix and between digits.
    let mut may_be_underscore = prefixed;
    for c in rest.chars() {
        if c == '_' && may_be_underscore {
            may_be_underscore = false;
            continue;
        }
        let c = ascii_digit(c).ok_or(BadInt::Invalid)?;
        if c.to_digit(36).is_none_or(|d| d >= base) {
            return Err(BadInt::Invalid);
        }
        digits.push(c);
        may_be_underscore = true;
    }
    if digits.is_empty() || !may_be_underscore {
        return Err(BadInt::Invalid);
    }
    if !base.is_power_of_two() && limit > 0 && digits.len() > limit as usize {
        return Err(BadInt::TooLong(digits.len()));
    }
    if digits.len() > MAX_DIGITS {
        return Err(BadInt::TooBig);
    }
    let value = if base.is_power_of_two() {
        BigInt::parse_bytes(digits.as_bytes(), base).ok_or(BadInt::Invalid)?
    } else {
        by_halves(digits.as_bytes(), base).ok_or(BadInt::Invalid)?
    };
    Ok(if negative { -value } else { value })
}

/// The value of digits. Long ones are taken in halves, since the crate's way takes time by the square of their number.
fn by_halves(digits: &[u8], base: u32) -> Option<BigInt> {
    const SHORT: usize = 5000;
    if digits.len() <= SHORT {
        return BigInt::parse_bytes(digits, base);
    }
    // The recursion is as deep as the number of digits has bits.
    let (high, low) = digits.split_at(digits.len() / 2);
    let scale = BigInt::from(base).pow(low.len() as u32);
    Some(by_halves(high, base)? * scale + by_halves(low, base)?)
}

/// The base, what follows its prefix, and whether there was one.
fn strip_prefix(text: &str, base: u32) -> Option<(u32, &str, bool)> {
    let by_prefix = match text.get(..2) {
        Some("0x" | "0X") => 16,
        Some("0o" | "0O") => 8,
        Some("0b" | "0B") => 2,
        _ => 0,
    };
    if by_prefix != 0 && (base == 0 || base == by_prefix) {
        return Some((by_prefix, &text[2..], true));
    }
    if base != 0 {
        return Some((base, text, false));
    }
    // Without a prefix leading zeros are allowed for zero only.
    let zero = text.chars().all(|c| c == '0' || c == '_');
    if text.starts_with('0') && !zero { None } else { Some((10, text, false)) }
}

fn sign(text: &str) -> (bool, &str) {
    match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    }
}

/// White space as `str.strip()` sees it.
fn is_space(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{1c}'..='\u{1f}')
}

/// Decimal digits of all scripts count as the ASCII ones; other ASCII characters stay.
fn ascii_digit(c: char) -> Option<char> {
    if c.is_ascii() {
        return Some(c);
    }
    decimal_value(c).and_then(|value| char::from_digit(value, 10))
}

/// A float numeral, `inf` and `nan` included.
pub(super) fn parse_float(text: &str) -> Option<f64> {
    let trimmed = text.trim_matches(is_space);
    let mut plain = String::with_capacity(trimmed.len());
    let mut before = '\0';
    for c in trimmed.chars() {
        let c = ascii_digit(c)?;
        let digit_around = if c == '_' { before.is_ascii_digit() } else { before != '_' || c.is_ascii_digit() };
        if !digit_around {
            return None;
        }
        if c != '_' {
            plain.push(c);
        }
        before = c;
    }
    if before == '_' { None } else { plain.parse().ok() }
}

/// A complex numeral: `1+2j`, `(3j)`, `-inf`.
pub(super) fn parse_complex(text: &str) -> Option<(f64, f64)> {
    let mut trimmed = text.trim_matches(is_space);
    if let Some(inside) = trimmed.strip_prefix('(') {
        trimmed = inside.strip_suffix(')')?.trim_matches(is_space);
    }
    let Some(body) = trimmed.strip_suffix(['j', 'J']) else {
        return number(trimmed).map(|re| (re, 0.0));
    };
    // The imaginary part begins at the last sign that belongs to no exponent.
    let split = body
        .char_indices()
        .rev()
        .find(|&(i, c)| matches!(c, '+' | '-') && !body[..i].ends_with(['e', 'E']))
        .map_or(0, |(i, _)| i);
    let (re, im) = body.split_at(split);
    let im = match im {
        "" | "+" => 1.0,
        "-" => -1.0,
        digits => number(digits)?,
    };
    let re = if re.is_empty() { 0.0 } else { number(re)? };
    Some((re, im))
}

/// A float without white space around it.
fn number(text: &str) -> Option<f64> {
    if text.starts_with(is_space) || text.ends_with(is_space) { None } else { parse_float(text) }
}

/// A float in the form of `float.hex()`: `[sign] ['0x'] digits ['.' digits] ['p' exponent]`. `Err(true)`:
/// the value is too large.
pub(super) fn parse_hex_float(text: &str) -> Result<f64, bool> {
    let trimmed = text.trim_matches(is_space);
    let (negative, rest) = sign(trimmed);
    let signed = |f: f64| if negative { -f } else { f };
    match rest.to_ascii_lowercase().as_str() {
        "inf" | "infinity" => return Ok(signed(f64::INFINITY)),
        "nan" => return Ok(signed(f64::NAN)),
        _ => {}
    }
    let rest = rest.strip_prefix("0x").or_else(|| rest.strip_prefix("0X")).unwrap_or(rest);
    let (mantissa, exponent) = match rest.split_once(['p', 'P']) {
        Some((m, e)) => (m, e.parse::<i64>().map_err(|_| false)?),
        None => (rest, 0),
    };
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let digits = [whole, fraction].concat();
    if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_hexdigit()) {
        return Err(false);
    }
    let value = BigInt::parse_bytes(digits.as_bytes(), 16).ok_or(false)?;
    let exponent = exponent.saturating_sub(fraction.len() as i64 * 4);
    scaled(&value, exponent).map(signed).ok_or(true)
}

/// The float nearest to a non-negative `value` · 2^`exponent`, ties to even; `None` if it is too large.
fn scaled(value: &BigInt, exponent: i64) -> Option<f64> {
    if value.is_zero() {
        return Some(0.0);
    }
    let bits = value.bits() as i64;
    let top = exponent.saturating_add(bits);
    if top > 1024 {
        return None;
    }
    if top < -1080 {
        return Some(0.0);
    }
    // Keep 53 bits, or as many as a subnormal number has room for.
    let keep = 53.min(top + 1074);
    let drop = bits - keep;
    if drop <= 0 {
        let mantissa = u64::try_from(value).ok()? as f64;
        return Some(times_power_of_two(mantissa, exponent));
    }
    let quotient: BigInt = value >> drop as u64;
    let rest: BigInt = value - (&quotient << drop as u64);
    let half: BigInt = BigInt::from(1) << (drop - 1) as u64;
    let odd = quotient.bit(0);
    let up = rest > half || rest == half && odd;
    let mantissa = u64::try_from(&quotient).ok()? + u64::from(up);
    let result = times_power_of_two(mantissa as f64, exponent.saturating_add(drop));
    result.is_finite().then_some(result)
}

/// Exact as long as the result is a float.
fn times_power_of_two(f: f64, exponent: i64) -> f64 {
    let mut result = f;
    let mut left = exponent.clamp(-5000, 5000);
    while left != 0 {
        let step = left.clamp(-1000, 1000);
        result *= 2f64.powi(step as i32);
        left -= step;
    }
    result
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn integers() {
        assert_eq!(parse_int(" -0x_1F ", 16, 4300), Ok(BigInt::from(-31)));
        assert_eq!(parse_int("0b101", 0, 4300), Ok(BigInt::from(5)));
        assert_eq!(parse_int("1_000", 10, 4300), Ok(BigInt::from(1000)));
        assert_eq!(parse_int("00", 0, 4300), Ok(BigInt::from(0)));
        assert_eq!(parse_int("\u{661}\u{662}", 10, 4300), Ok(BigInt::from(12)));
        for bad in ["", "_1", "1_", "1__0", "+-1", "1 2", "0x", "é"] {
            assert_eq!(parse_int(bad, 10, 4300), Err(BadInt::Invalid), "{bad}");
        }
        assert_eq!(parse_int("012", 0, 4300), Err(BadInt::Invalid));
        assert_eq!(parse_int(&"1".repeat(5000), 10, 4300), Err(BadInt::TooLong(5000)));
    }

    #[test]
    fn floats() {
        assert_eq!(parse_float(" 1_0.5e-1 "), Some(1.05));
        assert_eq!(parse_float("-.5"), Some(-0.5));
        assert_eq!(parse_float("1._5"), None);
        assert_eq!(parse_float("1_"), None);
        assert_eq!(parse_float(""), None);
        assert_eq!(parse_complex("1e-3-2.5j"), Some((0.001, -2.5)));
        assert_eq!(parse_complex("(-j)"), Some((0.0, -1.0)));
        assert_eq!(parse_complex("1 +2j"), None);
        assert_eq!(parse_hex_float("0x1.8p1"), Ok(3.0));
        assert_eq!(parse_hex_float("0x1p-1074"), Ok(5e-324));
        assert_eq!(parse_hex_float("0x1p1024"), Err(true));
        assert_eq!(parse_hex_float("zz"), Err(false));
    }
}
