//! Finding, counting, replacing, stripping and partitioning.

use super::{BOTH, alike, bytes_argument, bytes_of, find_first, find_last, is_space};
use crate::{
    builtins::{
        functions::arguments::native,
        text::arguments::{alternatives, bounds, count as count_argument},
    },
    natives::{Native, NativeDef, Signal},
    types,
    value::Value,
    vm::Vm,
};

const FIND: &str = "self, sub, start=None, end=None, /";

pub(super) const NATIVES: &[NativeDef] = &[
    native(BOTH, "find", FIND, find),
    native(BOTH, "rfind", FIND, rfind),
    native(BOTH, "index", FIND, index),
    native(BOTH, "rindex", FIND, rindex),
    native(BOTH, "count", FIND, count),
    native(BOTH, "startswith", "self, prefix, start=None, end=None, /", startswith),
    native(BOTH, "endswith", "self, suffix, start=None, end=None, /", endswith),
    native(BOTH, "replace", "self, old, new, count=-1, /", replace),
    native(BOTH, "removeprefix", "self, prefix, /", removeprefix),
    native(BOTH, "removesuffix", "self, suffix, /", removesuffix),
    native(BOTH, "strip", "self, bytes=None, /", strip),
    native(BOTH, "lstrip", "self, bytes=None, /", lstrip),
    native(BOTH, "rstrip", "self, bytes=None, /", rstrip),
    native(BOTH, "partition", "self, sep, /", partition),
    native(BOTH, "rpartition", "self, sep, /", rpartition),
];

/// What is sought: bytes, or one byte as an integer.
fn sought(vm: &mut Vm, v: Value) -> Result<Vec<u8>, Signal> {
    if let Some(part) = vm.as_bytes(v) {
        return Ok(part.to_vec());
    }
    if vm.is_int(v) {
        return match vm.as_i64(v).map(u8::try_from) {
            Some(Ok(byte)) => Ok(vec![byte]),
            _ => Err(vm.value_error("byte must be in range(0, 256)")),
        };
    }
    let given = vm.type_name(v);
    Err(vm.type_error(&format!("argument should be integer or bytes-like object, not '{given}'")))
}

/// The part of the receiver between the bounds, and where it begins; `None` if there is no such part.
fn window(vm: &mut Vm, name: &str, a: &[Value]) -> Result<Option<(Vec<u8>, usize)>, Signal> {
    let bytes = bytes_of(vm, a[0], name)?;
    let (start, end) = bounds(vm, types::BYTES, name, a, 2, bytes.len())?;
    Ok(bytes.get(start..end).map(|part| (part.to_vec(), start)))
}

type Search = fn(&[u8], &[u8]) -> Option<usize>;

fn locate(vm: &mut Vm, name: &str, a: &[Value], search: Search) -> Result<Option<usize>, Signal> {
    let window = window(vm, name, a)?;
    let part = sought(vm, a[1])?;
    Ok(window.and_then(|(bytes, start)| search(&bytes, &part).map(|at| start + at)))
}

fn position(found: Option<usize>) -> Value {
    Value::Int(found.map_or(-1, |at| at as i64))
}

fn find(vm: &mut Vm, a: &[Value]) -> Native {
    locate(vm, "find", a, find_first).map(position)
}

fn rfind(vm: &mut Vm, a: &[Value]) -> Native {
    locate(vm, "rfind", a, find_last).map(position)
}

fn must_be_found(vm: &mut Vm, found: Option<usize>) -> Native {
    match found {
        Some(at) => Ok(Value::Int(at as i64)),
        None => Err(vm.value_error("subsection not found")),
    }
}

fn index(vm: &mut Vm, a: &[Value]) -> Native {
    let found = locate(vm, "index", a, find_first)?;
    must_be_found(vm, found)
}

fn rindex(vm: &mut Vm, a: &[Value]) -> Native {
    let found = locate(vm, "rindex", a, find_last)?;
    must_be_found(vm, found)
}

fn count(vm: &mut Vm, a: &[Value]) -> Native {
    let window = window(vm, "count", a)?;
    let part = sought(vm, a[1])?;
    let n = match window {
        None => 0,
        Some((bytes, _)) if part.is_empty() => bytes.len() + 1,
        Some((bytes, _)) => occurrences(&bytes, &part).count(),
    };
    Ok(Value::Int(n as i64))
}

/// Where a part that is not empty stands, without overlaps.
fn occurrences<'a>(bytes: &'a [u8], part: &'a [u8]) -> impl Iterator<Item = usize> + 'a {
    let mut at = 0;
    std::iter::from_fn(move || {
        let found = at + find_first(bytes.get(at..)?, part)?;
        at = found + part.len();
        Some(found)
    })
}

fn startswith(vm: &mut Vm, a: &[Value]) -> Native {
    affix(vm, a, "startswith", |bytes, part| bytes.starts_with(part))
}

fn endswith(vm: &mut Vm, a: &[Value]) -> Native {
    affix(vm, a, "endswith", |bytes, part| bytes.ends_with(part))
}

fn affix(vm: &mut Vm, a: &[Value], name: &str, test: fn(&[u8], &[u8]) -> bool) -> Native {
    let in_tuple = vm.heap.as_tuple(a[1]).is_some();
    let window = window(vm, name, a)?;
    for part in alternatives(vm, a[1]) {
        match vm.as_bytes(part) {
            Some(part) => {
                if window.as_ref().is_some_and(|(bytes, _)| test(bytes, part)) {
                    return Ok(Value::Bool(true));
                }
            }
            None => {
                let given = vm.type_name(part);
                return Err(vm.type_error(&if in_tuple {
                    format!("a bytes-like object is required, not '{given}'")
                } else {
                    format!("{name} first arg must be bytes or a tuple of bytes, not {given}")
                }));
            }
        }
    }
    Ok(Value::Bool(false))
}

fn replace(vm: &mut Vm, a: &[Value]) -> Native {
    let bytes = bytes_of(vm, a[0], "replace")?;
    let (old, new) = (bytes_argument(vm, a[1])?, bytes_argument(vm, a[2])?);
    let limit = count_argument(vm, types::BYTES, "replace", a, 3, -1)?;
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    let mut hits: Vec<usize> =
        if old.is_empty() { (0..=bytes.len()).collect() } else { occurrences(&bytes, &old).collect() };
    hits.truncate(limit);
    vm.check_size(bytes.len().saturating_add(hits.len().saturating_mul(new.len())))?;
    let mut out = Vec::new();
    let mut at = 0;
    for hit in hits {
        out.extend_from_slice(bytes.get(at..hit).unwrap_or_default());
        out.extend_from_slice(&new);
        at = hit + old.len();
    }
    out.extend_from_slice(bytes.get(at..).unwrap_or_default());
    Ok(alike(vm, a[0], out))
}

fn removeprefix(vm: &mut Vm, a: &[Value]) -> Native {
    let (bytes, prefix) = (bytes_of(vm, a[0], "removeprefix")?, bytes_argument(vm, a[1])?);
    let rest = bytes.strip_prefix(prefix.as_slice()).unwrap_or(&bytes).to_vec();
    Ok(alike(vm, a[0], rest))
}

fn removesuffix(vm: &mut Vm, a: &[Value]) -> Native {
    let (bytes, suffix) = (bytes_of(vm, a[0], "removesuffix")?, bytes_argument(vm, a[1])?);
    let rest = bytes.strip_suffix(suffix.as_slice()).unwrap_or(&bytes).to_vec();
    Ok(alike(vm, a[0], rest))
}

fn strip(vm: &mut Vm, a: &[Value]) -> Native {
    strip_ends(vm, a, "strip", true, true)
}

fn lstrip(vm: &mut Vm, a: &[Value]) -> Native {
    strip_ends(vm, a, "lstrip", true, false)
}

fn rstrip(vm: &mut Vm, a: &[Value]) -> Native {
    strip_ends(vm, a, "rstrip", false, true)
}

fn strip_ends(vm: &mut Vm, a: &[Value], name: &str, left: bool, right: bool) -> Native {
    let bytes = bytes_of(vm, a[0], name)?;
    let set = match a[1] {
        Value::Unbound | Value::None => None,
        given => Some(bytes_argument(vm, given)?),
    };
    let goes = |b: &u8| match &set {
        Some(set) => set.contains(b),
        None => is_space(*b),
    };
    let mut rest = bytes.as_slice();
    while left
        && let [first, more @ ..] = rest
        && goes(first)
    {
        rest = more;
    }
    while right
        && let [more @ .., last] = rest
        && goes(last)
    {
        rest = more;
    }
    Ok(alike(vm, a[0], rest.to_vec()))
}

fn partition(vm: &mut Vm, a: &[Value]) -> Native {
    part(vm, a, "partition", find_first)
}

fn rpartition(vm: &mut Vm, a: &[Value]) -> Native {
    part(vm, a, "rpartition", find_last)
}

fn part(vm: &mut Vm, a: &[Value], name: &str, search: Search) -> Native {
    let (bytes, sep) = (bytes_of(vm, a[0], name)?, bytes_argument(vm, a[1])?);
    if sep.is_empty() {
        return Err(vm.value_error("empty separator"));
    }
    let parts = match search(&bytes, &sep) {
        Some(at) => {
            let (before, rest) = bytes.split_at(at);
            let after = rest.get(sep.len()..).unwrap_or_default();
            [before.to_vec(), sep, after.to_vec()]
        }
        None if name == "partition" => [bytes, Vec::new(), Vec::new()],
        None => [Vec::new(), Vec::new(), bytes],
    };
    let parts = parts.map(|part| alike(vm, a[0], part));
    Ok(vm.tuple(parts))
}
