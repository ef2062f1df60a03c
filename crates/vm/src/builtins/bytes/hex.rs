//! `hex` and `fromhex`.

use super::bytes_of;
use crate::{
    builtins::{functions::arguments::native, text::arguments::count},
    natives::{Native, NativeDef, Signal},
    types,
    value::Value,
    vm::Vm,
};

pub(super) const NATIVES: &[NativeDef] = &[
    native("bytes|bytearray|memoryview", "hex", "self, /, sep=None, bytes_per_sep=1", hex),
    native("bytes|bytearray", "fromhex", "cls, string, /", fromhex),
];

fn hex(vm: &mut Vm, a: &[Value]) -> Native {
    let bytes = bytes_of(vm, a[0], "hex")?;
    let sep = separator(vm, a[1])?;
    let group = count(vm, types::BYTES, "hex", a, 2, 1)?;
    vm.check_size(bytes.len().saturating_mul(if sep.is_some() { 3 } else { 2 }))?;
    let text = hex_text(&bytes, sep, group);
    Ok(vm.str(text))
}

fn separator(vm: &mut Vm, v: Value) -> Result<Option<char>, Signal> {
    if v.is_unbound() {
        return Ok(None);
    }
    let chars: Vec<char> = match (vm.heap.as_str(v), vm.as_bytes(v)) {
        (Some(text), _) => text.chars().collect(),
        (_, Some(bytes)) => bytes.iter().map(|&b| char::from(b)).collect(),
        _ => match vm.len_native(v)? {
            Some(1) => return Err(vm.type_error("sep must be str or bytes.")),
            Some(_) => return Err(vm.value_error("sep must be length 1.")),
            None => {
                let given = vm.type_name(v);
                return Err(vm.type_error(&format!("object of type '{given}' has no len()")));
            }
        },
    };
    match chars[..] {
        [sep] if sep.is_ascii() => Ok(Some(sep)),
        [_] => Err(vm.value_error("sep must be ASCII.")),
        _ => Err(vm.value_error("sep must be length 1.")),
    }
}

/// Groups are counted from the end, with a negative size from the beginning.
fn hex_text(bytes: &[u8], sep: Option<char>, group: i64) -> String {
    let size = usize::try_from(group.unsigned_abs()).unwrap_or(usize::MAX);
    let mut out = String::with_capacity(bytes.len() * 2);
    for (i, b) in bytes.iter().enumerate() {
        let before = if group < 0 { i } else { bytes.len() - i };
        if let Some(sep) = sep.filter(|_| i > 0 && size > 0 && before % size == 0) {
            out.push(sep);
        }
        out.extend([b >> 4, b & 15].map(|digit| char::from(b"0123456789abcdef"[usize::from(digit)])));
    }
    out
}

fn fromhex(vm: &mut Vm, a: &[Value]) -> Native {
    let text = match (vm.heap.as_str(a[1]), vm.as_bytes(a[1])) {
        (Some(text), _) => text.chars().collect(),
        (_, Some(bytes)) => bytes.iter().map(|&b| char::from(b)).collect::<Vec<char>>(),
        _ => {
            let given = vm.type_name(a[1]);
            return Err(vm.type_error(&format!("fromhex() argument must be str or bytes-like, not {given}")));
        }
    };
    let bytes = match parse_hex(&text) {
        Ok(bytes) => bytes,
        Err(Some(at)) => {
            let message = format!("non-hexadecimal number found in fromhex() arg at position {at}");
            return Err(vm.value_error(&message));
        }
        Err(None) => {
            return Err(vm.value_error("fromhex() arg must contain an even number of hexadecimal digits"));
        }
    };
    let made = vm.heap.bytes_value(bytes);
    match a[0] {
        Value::Ref(types::BYTES) => Ok(made),
        class => vm.call(class, vec![made]),
    }
}

/// Pairs of digits with white space between. The error is where something else stands, `None` for half
/// a pair at the end.
fn parse_hex(text: &[char]) -> Result<Vec<u8>, Option<usize>> {
    let digit = |at: usize| match text.get(at) {
        Some(c) => c.to_digit(16).map(|d| d as u8).ok_or(Some(at)),
        None => Err(None),
    };
    let mut bytes = Vec::with_capacity(text.len() / 2);
    let mut at = 0;
    while let Some(c) = text.get(at) {
        if c.is_ascii_whitespace() || *c == '\x0b' {
            at += 1;
            continue;
        }
        bytes.push(digit(at)? << 4 | digit(at + 1)?);
        at += 2;
    }
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_are_counted_from_either_end() {
        let bytes = [0xf0, 0xf1, 0xf2];
        assert_eq!(hex_text(&bytes, None, 1), "f0f1f2");
        assert_eq!(hex_text(&bytes, Some(':'), 1), "f0:f1:f2");
        assert_eq!(hex_text(&bytes, Some('-'), 2), "f0-f1f2");
        assert_eq!(hex_text(&bytes, Some('-'), -2), "f0f1-f2");
        assert_eq!(hex_text(&bytes, Some('-'), 0), "f0f1f2");
    }

    #[test]
    fn hex_is_read_in_pairs() {
        let parse = |s: &str| parse_hex(&s.chars().collect::<Vec<_>>());
        assert_eq!(parse(" 2Ef0 \n F1"), Ok(vec![0x2e, 0xf0, 0xf1]));
        assert_eq!(parse("ab x"), Err(Some(3)));
        assert_eq!(parse("a b"), Err(Some(1)));
        assert_eq!(parse("abc"), Err(None));
    }
}
