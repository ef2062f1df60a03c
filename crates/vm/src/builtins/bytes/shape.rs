//! ASCII case, tests of all bytes, padding, translation.

use super::{BOTH, alike, bytes_argument, bytes_of, is_space};
use crate::{
    builtins::{
        functions::arguments::native,
        text::{
            arguments::{count, width},
            center_left,
        },
    },
    natives::{Native, NativeDef, Signal},
    types,
    value::Value,
    vm::Vm,
};

const SELF: &str = "self, /";
const PAD: &str = "self, width, fillchar=b' ', /";

pub(super) const NATIVES: &[NativeDef] = &[
    native(BOTH, "upper", SELF, upper),
    native(BOTH, "lower", SELF, lower),
    native(BOTH, "capitalize", SELF, capitalize),
    native(BOTH, "title", SELF, title),
    native(BOTH, "swapcase", SELF, swapcase),
    native(BOTH, "isalpha", SELF, isalpha),
    native(BOTH, "isalnum", SELF, isalnum),
    native(BOTH, "isascii", SELF, isascii),
    native(BOTH, "isdigit", SELF, isdigit),
    native(BOTH, "isspace", SELF, isspace),
    native(BOTH, "islower", SELF, islower),
    native(BOTH, "isupper", SELF, isupper),
    native(BOTH, "istitle", SELF, istitle),
    native(BOTH, "ljust", PAD, ljust),
    native(BOTH, "rjust", PAD, rjust),
    native(BOTH, "center", PAD, center),
    native(BOTH, "zfill", "self, width, /", zfill),
    native(BOTH, "expandtabs", "self, /, tabsize=8", expandtabs),
    native(BOTH, "maketrans", "frm, to, /", maketrans),
    native(BOTH, "translate", "self, table, /, delete=b''", translate),
];

// ---- case

fn mapped(vm: &mut Vm, v: Value, name: &str, map: impl FnMut(u8) -> u8) -> Native {
    let bytes = bytes_of(vm, v, name)?.into_iter().map(map).collect();
    Ok(alike(vm, v, bytes))
}

fn upper(vm: &mut Vm, a: &[Value]) -> Native {
    mapped(vm, a[0], "upper", |b| b.to_ascii_uppercase())
}

fn lower(vm: &mut Vm, a: &[Value]) -> Native {
    mapped(vm, a[0], "lower", |b| b.to_ascii_lowercase())
}

fn capitalize(vm: &mut Vm, a: &[Value]) -> Native {
    let mut first = true;
    mapped(vm, a[0], "capitalize", |b| {
        let capital = std::mem::replace(&mut first, false);
        if capital { b.to_ascii_uppercase() } else { b.to_ascii_lowercase() }
    })
}

fn title(vm: &mut Vm, a: &[Value]) -> Native {
    let mut in_word = false;
    mapped(vm, a[0], "title", |b| {
        let inside = std::mem::replace(&mut in_word, b.is_ascii_alphabetic());
        if inside { b.to_ascii_lowercase() } else { b.to_ascii_uppercase() }
    })
}

fn swapcase(vm: &mut Vm, a: &[Value]) -> Native {
    mapped(vm, a[0], "swapcase", |b| if b.is_ascii_alphabetic() { b ^ 0x20 } else { b })
}

// ---- tests

/// Does the test hold of every byte, of one at least?
fn all(vm: &mut Vm, v: Value, name: &str, test: impl FnMut(u8) -> bool) -> Native {
    let bytes = bytes_of(vm, v, name)?;
    Ok(Value::Bool(!bytes.is_empty() && bytes.into_iter().all(test)))
}

fn isalpha(vm: &mut Vm, a: &[Value]) -> Native {
    all(vm, a[0], "isalpha", |b| b.is_ascii_alphabetic())
}

fn isalnum(vm: &mut Vm, a: &[Value]) -> Native {
    all(vm, a[0], "isalnum", |b| b.is_ascii_alphanumeric())
}

fn isascii(vm: &mut Vm, a: &[Value]) -> Native {
    let ascii = bytes_of(vm, a[0], "isascii")?.is_ascii();
    Ok(Value::Bool(ascii))
}

fn isdigit(vm: &mut Vm, a: &[Value]) -> Native {
    all(vm, a[0], "isdigit", |b| b.is_ascii_digit())
}

fn isspace(vm: &mut Vm, a: &[Value]) -> Native {
    all(vm, a[0], "isspace", is_space)
}

fn islower(vm: &mut Vm, a: &[Value]) -> Native {
    let bytes = bytes_of(vm, a[0], "islower")?;
    let upper = bytes.iter().any(u8::is_ascii_uppercase);
    Ok(Value::Bool(!upper && bytes.iter().any(u8::is_ascii_lowercase)))
}

fn isupper(vm: &mut Vm, a: &[Value]) -> Native {
    let bytes = bytes_of(vm, a[0], "isupper")?;
    let lower = bytes.iter().any(u8::is_ascii_lowercase);
    Ok(Value::Bool(!lower && bytes.iter().any(u8::is_ascii_uppercase)))
}

fn istitle(vm: &mut Vm, a: &[Value]) -> Native {
    let (mut in_word, mut any) = (false, false);
    for b in bytes_of(vm, a[0], "istitle")? {
        if b.is_ascii_uppercase() && in_word || b.is_ascii_lowercase() && !in_word {
            return Ok(Value::Bool(false));
        }
        in_word = b.is_ascii_alphabetic();
        any |= in_word;
    }
    Ok(Value::Bool(any))
}

// ---- padding

fn padded(vm: &mut Vm, a: &[Value], name: &str, place: fn(usize, usize) -> usize) -> Native {
    let bytes = bytes_of(vm, a[0], name)?;
    let width = width(vm, types::BYTES, name, a, 1)?;
    let fill = match a[2] {
        Value::Unbound => b' ',
        given => match vm.as_bytes(given) {
            Some(&[fill]) => fill,
            other => {
                let length = other.map(<[u8]>::len);
                let given = vm.type_name(given);
                let found = length.map_or(given.clone(), |n| format!("a {given} object of length {n}"));
                let message = format!("{name}() argument 2 must be a byte string of length 1, not {found}");
                return Err(vm.type_error(&message));
            }
        },
    };
    let missing = width.saturating_sub(bytes.len());
    let left = place(missing, width);
    let out = [vec![fill; left], bytes, vec![fill; missing - left]].concat();
    Ok(alike(vm, a[0], out))
}

fn ljust(vm: &mut Vm, a: &[Value]) -> Native {
    padded(vm, a, "ljust", |_, _| 0)
}

fn rjust(vm: &mut Vm, a: &[Value]) -> Native {
    padded(vm, a, "rjust", |missing, _| missing)
}

fn center(vm: &mut Vm, a: &[Value]) -> Native {
    padded(vm, a, "center", center_left)
}

fn zfill(vm: &mut Vm, a: &[Value]) -> Native {
    let bytes = bytes_of(vm, a[0], "zfill")?;
    let missing = width(vm, types::BYTES, "zfill", a, 1)?.saturating_sub(bytes.len());
    let signed = usize::from(matches!(bytes.first(), Some(b'+' | b'-')));
    let (sign, digits) = bytes.split_at(signed);
    let out = [sign, &vec![b'0'; missing], digits].concat();
    Ok(alike(vm, a[0], out))
}

fn expandtabs(vm: &mut Vm, a: &[Value]) -> Native {
    let bytes = bytes_of(vm, a[0], "expandtabs")?;
    let size = count(vm, types::BYTES, "expandtabs", a, 1, 8)?;
    let size = usize::try_from(size.max(0)).unwrap_or(usize::MAX);
    vm.check_size(bytes.iter().filter(|&&b| b == b'\t').count().saturating_mul(size))?;
    let mut out = Vec::with_capacity(bytes.len());
    let mut column = 0;
    for b in bytes {
        match b {
            b'\t' => {
                let spaces = if size == 0 { 0 } else { size - column % size };
                out.extend(std::iter::repeat_n(b' ', spaces));
                column += spaces;
            }
            _ => {
                out.push(b);
                column = if matches!(b, b'\n' | b'\r') { 0 } else { column + 1 };
            }
        }
    }
    Ok(alike(vm, a[0], out))
}

// ---- translation

fn maketrans(vm: &mut Vm, a: &[Value]) -> Native {
    let (from, to) = (bytes_argument(vm, a[0])?, bytes_argument(vm, a[1])?);
    if from.len() != to.len() {
        return Err(vm.value_error("maketrans arguments must have same length"));
    }
    let mut table: Vec<u8> = (0..=255).collect();
    for (from, to) in from.into_iter().zip(to) {
        table[usize::from(from)] = to;
    }
    Ok(vm.heap.bytes_value(table))
}

fn translate(vm: &mut Vm, a: &[Value]) -> Native {
    let bytes = bytes_of(vm, a[0], "translate")?;
    let table = translation_table(vm, a[1])?;
    let delete = match a[2] {
        Value::Unbound => Vec::new(),
        given => bytes_argument(vm, given)?,
    };
    let kept = bytes.into_iter().filter(|b| !delete.contains(b));
    let out = match table {
        Some(table) => kept.filter_map(|b| table.get(usize::from(b)).copied()).collect(),
        None => kept.collect(),
    };
    Ok(alike(vm, a[0], out))
}

fn translation_table(vm: &mut Vm, v: Value) -> Result<Option<Vec<u8>>, Signal> {
    if v.is_none() {
        return Ok(None);
    }
    let table = bytes_argument(vm, v)?;
    if table.len() != 256 {
        return Err(vm.value_error("translation table must be 256 characters long"));
    }
    Ok(Some(table))
}
