//! Natives of `_struct` and `array`: numbers to and from bytes.
//!
//! Reference: <https://docs.python.org/3/library/struct.html>. Native sizes are those of 64-bit Linux.

use num_bigint::{BigInt, Sign};
use num_traits::ToPrimitive;
use weft_vm::{Native, NativeDef, Signal, Value, Vm};

use crate::support::{bytes, items, native, raise_registered};

/// One item of a format: the code, how often (the length for `s` and `p`), its size, padding before it.
struct Item {
    code: char,
    count: usize,
    size: usize,
    padding: usize,
}

struct Format {
    items: Vec<Item>,
    size: usize,
    big: bool,
    native: bool,
}

fn error(vm: &mut Vm, message: &str) -> Signal {
    raise_registered(vm, "struct.error", message)
}

/// Size of a code; `None` if there is no such code.
fn size_of(code: char, native: bool) -> Option<usize> {
    Some(match code {
        'x' | 'c' | 'b' | 'B' | '?' | 's' | 'p' => 1,
        'h' | 'H' | 'e' => 2,
        'i' | 'I' | 'f' => 4,
        'l' | 'L' => {
            if native {
                8
            } else {
                4
            }
        }
        'q' | 'Q' | 'd' => 8,
        'n' | 'N' | 'P' if native => 8,
        _ => return None,
    })
}

/// Bytes that a format may describe.
const MAX_SIZE: usize = 1 << 30;

fn parse(vm: &mut Vm, format: Value) -> Result<Format, Signal> {
    let text = match (vm.heap.as_str(format), vm.as_bytes(format)) {
        (Some(s), _) => s.to_owned(),
        (None, Some(b)) => String::from_utf8_lossy(b).into_owned(),
        _ => {
            let name = vm.type_name(format);
            return Err(vm.type_error(&format!("Struct() argument 1 must be a str or bytes object, not {name}")));
        }
    };
    let (order, rest) = match text.chars().next() {
        Some(c @ ('@' | '=' | '<' | '>' | '!')) => (c, &text[1..]),
        _ => ('@', text.as_str()),
    };
    let native = order == '@';
    let mut out = Format { items: Vec::new(), size: 0, big: matches!(order, '>' | '!'), native };
    let mut count: Option<usize> = None;
    for c in rest.chars() {
        if c.is_ascii_whitespace() {
            continue;
        }
        if c == '\0' {
            return Err(error(vm, "embedded null character"));
        }
        if let Some(digit) = c.to_digit(10) {
            let n = count.unwrap_or(0).checked_mul(10).and_then(|n| n.checked_add(digit as usize));
            match n.filter(|n| *n <= MAX_SIZE) {
                Some(n) => count = Some(n),
                None => return Err(error(vm, "total struct size too long")),
            }
            continue;
        }
        let Some(size) = size_of(c, native) else { return Err(error(vm, "bad char in struct format")) };
        let padding = if native && size > 1 { (size - out.size % size) % size } else { 0 };
        let n = count.take().unwrap_or(1);
        out.size += padding + size * n;
        if out.size > MAX_SIZE {
            return Err(error(vm, "total struct size too long"));
        }
        out.items.push(Item { code: c, count: n, size, padding });
    }
    if count.is_some() {
        return Err(error(vm, "repeat count given without format specifier"));
    }
    Ok(out)
}

fn calcsize(vm: &mut Vm, args: &[Value]) -> Native {
    let format = parse(vm, args[0])?;
    Ok(Value::Int(format.size as i64))
}

fn values_needed(format: &Format) -> usize {
    let each = |i: &Item| match i.code {
        'x' => 0,
        's' | 'p' => 1,
        _ => i.count,
    };
    format.items.iter().map(each).sum()
}

/// Is the code one of integers, and are they signed?
fn integer_code(code: char) -> Option<bool> {
    match code {
        'b' | 'h' | 'i' | 'l' | 'q' | 'n' => Some(true),
        'B' | 'H' | 'I' | 'L' | 'Q' | 'N' | 'P' => Some(false),
        _ => None,
    }
}

/// An integer as so many bytes, little-endian; `None` if it does not fit.
fn integer_bytes(i: &BigInt, size: usize, signed: bool) -> Option<Vec<u8>> {
    let i = i.to_i128()?;
    let bits = size as u32 * 8;
    let (low, high) =
        if signed { (-(1i128 << (bits - 1)), (1i128 << (bits - 1)) - 1) } else { (0, (1i128 << bits) - 1) };
    (low..=high).contains(&i).then(|| i.to_le_bytes()[..size].to_vec())
}

/// A float as IEEE 754 binary16, or `None` if it is too large.
pub(crate) fn to_half(x: f64) -> Option<u16> {
    let sign = if x.is_sign_negative() { 0x8000 } else { 0 };
    if x.is_nan() {
        return Some(sign | 0x7e00);
    }
    if x.is_infinite() {
        return Some(sign | 0x7c00);
    }
    let a = x.abs();
    if a == 0.0 {
        return Some(sign);
    }
    // Round to a multiple of the smallest step at that size, ties to even.
    let exponent = ((a.to_bits() >> 52) as i32 - 1023).max(-14);
    let step = 2f64.powi(exponent - 10);
    let units = (a / step).round_ties_even();
    let (exponent, units) = if units >= 2048.0 { (exponent + 1, units / 2.0) } else { (exponent, units) };
    if exponent > 15 {
        return None;
    }
    let units = units as u16;
    Some(sign | if units < 1024 { units } else { (((exponent + 15) as u16) << 10) + (units - 1024) })
}

fn from_half(h: u16) -> f64 {
    let sign = if h & 0x8000 != 0 { -1.0 } else { 1.0 };
    let (exponent, fraction) = ((h >> 10) & 0x1f, (h & 0x3ff) as f64);
    sign * match exponent {
        0 => fraction * 2f64.powi(-24),
        31 if fraction == 0.0 => f64::INFINITY,
        31 => f64::NAN,
        e => (1.0 + fraction / 1024.0) * 2f64.powi(e as i32 - 15),
    }
}

fn float_of(vm: &mut Vm, v: Value) -> Result<f64, Signal> {
    match vm.as_f64(v)? {
        Some(f) => Ok(f),
        None => Err(error(vm, "required argument is not a float")),
    }
}

fn pack_one(vm: &mut Vm, item: &Item, native: bool, v: Value) -> Result<Vec<u8>, Signal> {
    let code = item.code;
    if let Some(signed) = integer_code(code) {
        let Some(i) = vm.as_bigint(v) else { return Err(error(vm, "required argument is not an integer")) };
        // An address may be given as a signed number as well.
        let signed = signed || code == 'P' && i.sign() == Sign::Minus;
        return match integer_bytes(&i, item.size, signed) {
            Some(b) => Ok(b),
            None if code == 'P' => Err(error(vm, "int too large to convert")),
            None => {
                let bits = item.size as u32 * 8;
                let (low, high) =
                    if signed { (-(1i128 << (bits - 1)), (1i128 << (bits - 1)) - 1) } else { (0, (1i128 << bits) - 1) };
                Err(error(vm, &format!("'{code}' format requires {low} <= number <= {high}")))
            }
        };
    }
    Ok(match code {
        'c' => match vm.as_bytes(v) {
            Some([b]) => vec![*b],
            _ => return Err(error(vm, "char format requires a bytes object of length 1")),
        },
        '?' => vec![vm.truth_native(v).unwrap_or(true) as u8],
        'e' => {
            let x = float_of(vm, v)?;
            match to_half(x) {
                Some(h) => h.to_le_bytes().to_vec(),
                None => return Err(vm.overflow_error("float too large to pack with e format")),
            }
        }
        'f' => {
            let x = float_of(vm, v)?;
            let f = x as f32;
            if !native && f.is_infinite() && x.is_finite() {
                return Err(vm.overflow_error("float too large to pack with f format"));
            }
            f.to_le_bytes().to_vec()
        }
        _ => float_of(vm, v)?.to_le_bytes().to_vec(),
    })
}

fn pack_values(vm: &mut Vm, format: &Format, values: &[Value]) -> Result<Vec<u8>, Signal> {
    let needed = values_needed(format);
    if needed != values.len() {
        return Err(error(vm, &format!("pack expected {needed} items for packing (got {})", values.len())));
    }
    vm.check_size(format.size)?;
    let mut out = Vec::with_capacity(format.size);
    let mut values = values.iter().copied();
    for item in &format.items {
        out.resize(out.len() + item.padding, 0);
        match item.code {
            'x' => out.resize(out.len() + item.count, 0),
            's' | 'p' => {
                let v = values.next().unwrap_or(Value::None);
                let Some(b) = vm.as_bytes(v) else {
                    return Err(error(vm, &format!("argument for '{}' must be a bytes object", item.code)));
                };
                let start = out.len();
                if item.code == 's' {
                    out.extend_from_slice(&b[..b.len().min(item.count)]);
                } else if item.count > 0 {
                    let kept = b.len().min(item.count - 1).min(255);
                    out.push(kept as u8);
                    out.extend_from_slice(&b[..kept]);
                }
                out.resize(start + item.count, 0);
            }
            _ => {
                for _ in 0..item.count {
                    let v = values.next().unwrap_or(Value::None);
                    let mut b = pack_one(vm, item, format.native, v)?;
                    if format.big {
                        b.reverse();
                    }
                    out.extend_from_slice(&b);
                }
            }
        }
    }
    Ok(out)
}

/// `pack(format, values)`; the values are a tuple of numbers and bytes.
fn pack(vm: &mut Vm, args: &[Value]) -> Native {
    let format = parse(vm, args[0])?;
    let values = items(vm, args[1]);
    let out = pack_values(vm, &format, &values)?;
    Ok(vm.heap.bytes_value(out))
}

/// The codes of a format, one a value.
fn codes(vm: &mut Vm, args: &[Value]) -> Native {
    let format = parse(vm, args[0])?;
    let mut codes = String::new();
    for item in &format.items {
        match item.code {
            'x' => {}
            's' | 'p' => codes.push(item.code),
            code => codes.extend(std::iter::repeat_n(code, item.count)),
        }
    }
    Ok(vm.str(codes))
}

fn unpack_one(vm: &mut Vm, code: char, b: &[u8]) -> Value {
    let mut wide = [0u8; 8];
    wide[..b.len().min(8)].copy_from_slice(&b[..b.len().min(8)]);
    match code {
        'c' => vm.heap.bytes_value(b.to_vec()),
        '?' => Value::Bool(b.iter().any(|x| *x != 0)),
        'e' => Value::Float(from_half(u16::from_le_bytes([wide[0], wide[1]]))),
        'f' => Value::Float(f32::from_le_bytes([wide[0], wide[1], wide[2], wide[3]]) as f64),
        'd' => Value::Float(f64::from_le_bytes(wide)),
        _ if integer_code(code) == Some(true) => {
            let shift = 64 - 8 * b.len().min(8) as u32;
            Value::Int((i64::from_le_bytes(wide) << shift) >> shift)
        }
        _ => {
            let n = u64::from_le_bytes(wide);
            match i64::try_from(n) {
                Ok(i) => Value::Int(i),
                Err(_) => vm.int_value(BigInt::from_bytes_le(Sign::Plus, &wide)),
            }
        }
    }
}

fn unpack_bytes(vm: &mut Vm, format: &Format, data: &[u8]) -> Vec<Value> {
    let mut out = Vec::new();
    let mut at = 0;
    for item in &format.items {
        at += item.padding;
        match item.code {
            'x' => {}
            's' => out.push(vm.heap.bytes_value(data[at..at + item.count].to_vec())),
            'p' => {
                let part = &data[at..at + item.count];
                let length = part.first().map_or(0, |n| *n as usize).min(item.count.saturating_sub(1));
                let text = part.get(1..1 + length).unwrap_or_default().to_vec();
                out.push(vm.heap.bytes_value(text));
            }
            _ => {
                for i in 0..item.count {
                    let mut b = data[at + i * item.size..at + (i + 1) * item.size].to_vec();
                    if format.big {
                        b.reverse();
                    }
                    out.push(unpack_one(vm, item.code, &b));
                }
            }
        }
        at += item.size * item.count;
    }
    out
}

/// `unpack(format, buffer, offset)`: from that place; None as the offset: the sizes must agree.
fn unpack(vm: &mut Vm, args: &[Value]) -> Native {
    let format = parse(vm, args[0])?;
    let data = bytes(vm, args[1])?;
    let Some(offset) = vm.as_i64(args[2]) else {
        if data.len() != format.size {
            return Err(error(vm, &format!("unpack requires a buffer of {} bytes", format.size)));
        }
        let values = unpack_bytes(vm, &format, &data);
        return Ok(vm.tuple(values));
    };
    let len = data.len() as i64;
    let start = if offset < 0 { offset.saturating_add(len) } else { offset };
    if start < 0 {
        return Err(error(vm, &format!("offset {offset} out of range for {len}-byte buffer")));
    }
    if offset < 0 && offset + format.size as i64 > 0 {
        let size = format.size;
        return Err(error(vm, &format!("not enough data to unpack {size} bytes at offset {offset}")));
    }
    let needed = start as u64 + format.size as u64;
    if needed > len as u64 {
        return Err(error(
            vm,
            &format!(
                "unpack_from requires a buffer of at least {needed} bytes for unpacking {} bytes at offset {start} \
                 (actual buffer size is {len})",
                format.size
            ),
        ));
    }
    let start = start as usize;
    let values = unpack_bytes(vm, &format, &data[start..start + format.size]);
    Ok(vm.tuple(values))
}

pub(crate) const NATIVES: &[NativeDef] = &[
    native("_struct", "calcsize", "format, /", calcsize),
    native("_struct", "_codes", "format, /", codes),
    native("_struct", "_pack", "format, values, /", pack),
    native("_struct", "_unpack", "format, buffer, offset, /", unpack),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn halves_round_to_even_and_overflow() {
        assert_eq!(to_half(1.0), Some(0x3c00));
        assert_eq!(to_half(65504.0), Some(0x7bff));
        assert_eq!(to_half(65520.0), None);
        assert_eq!(to_half(5.960464477539063e-08), Some(1));
        assert_eq!(to_half(2.9802322387695312e-08), Some(0));
        assert_eq!(from_half(0x3555), 0.333251953125);
    }
}
