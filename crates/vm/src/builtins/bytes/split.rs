//! `split`, `rsplit`, `splitlines`.

use super::{BOTH, alike, bytes_argument, bytes_of, find_first, find_last, is_space};
use crate::{
    builtins::{
        functions::arguments::native,
        text::{
            arguments::{count, flag},
            most_parts,
        },
    },
    natives::{Native, NativeDef, Signal},
    types,
    value::Value,
    vm::Vm,
};

pub(super) const NATIVES: &[NativeDef] = &[
    native(BOTH, "split", "self, /, sep=None, maxsplit=-1", split),
    native(BOTH, "rsplit", "self, /, sep=None, maxsplit=-1", rsplit),
    native(BOTH, "splitlines", "self, /, keepends=False", splitlines),
];

/// The separator (None: white space) and how many splits at most.
fn options(vm: &mut Vm, a: &[Value], name: &str) -> Result<(Option<Vec<u8>>, usize), Signal> {
    let limit = count(vm, types::BYTES, name, a, 2, -1)?;
    let limit = usize::try_from(limit).unwrap_or(usize::MAX).min(most_parts(vm));
    let sep = match a[1] {
        Value::Unbound | Value::None => None,
        given => Some(bytes_argument(vm, given)?),
    };
    if sep.as_ref().is_some_and(Vec::is_empty) {
        return Err(vm.value_error("empty separator"));
    }
    Ok((sep, limit))
}

fn list_of(vm: &mut Vm, receiver: Value, parts: &[&[u8]]) -> Native {
    if parts.len() > most_parts(vm) {
        return Err(vm.memory_error(""));
    }
    let parts = parts.iter().map(|part| alike(vm, receiver, part.to_vec())).collect();
    Ok(vm.list(parts))
}

fn split(vm: &mut Vm, a: &[Value]) -> Native {
    let (sep, limit) = options(vm, a, "split")?;
    let bytes = bytes_of(vm, a[0], "split")?;
    let mut parts: Vec<&[u8]> = Vec::new();
    let mut rest = bytes.as_slice();
    match sep {
        Some(sep) => {
            while parts.len() < limit
                && let Some(at) = find_first(rest, &sep)
            {
                let (before, after) = rest.split_at(at);
                parts.push(before);
                rest = after.get(sep.len()..).unwrap_or_default();
            }
            parts.push(rest);
        }
        None => {
            rest = rest.trim_start_with(is_space);
            while parts.len() < limit && !rest.is_empty() {
                let end = rest.iter().position(|&b| is_space(b)).unwrap_or(rest.len());
                let (word, after) = rest.split_at(end);
                parts.push(word);
                rest = after.trim_start_with(is_space);
            }
            if !rest.is_empty() {
                parts.push(rest);
            }
        }
    }
    list_of(vm, a[0], &parts)
}

fn rsplit(vm: &mut Vm, a: &[Value]) -> Native {
    let (sep, limit) = options(vm, a, "rsplit")?;
    let bytes = bytes_of(vm, a[0], "rsplit")?;
    let mut parts: Vec<&[u8]> = Vec::new();
    let mut rest = bytes.as_slice();
    match sep {
        Some(sep) => {
            while parts.len() < limit
                && let Some(at) = find_last(rest, &sep)
            {
                parts.push(rest.get(at + sep.len()..).unwrap_or_default());
                rest = rest.get(..at).unwrap_or_default();
            }
            parts.push(rest);
        }
        None => {
            rest = rest.trim_end_with(is_space);
            while parts.len() < limit && !rest.is_empty() {
                let start = rest.iter().rposition(|&b| is_space(b)).map_or(0, |at| at + 1);
                let (before, word) = rest.split_at(start);
                parts.push(word);
                rest = before.trim_end_with(is_space);
            }
            if !rest.is_empty() {
                parts.push(rest);
            }
        }
    }
    parts.reverse();
    list_of(vm, a[0], &parts)
}

trait TrimWith {
    fn trim_start_with(&self, goes: fn(u8) -> bool) -> &[u8];
    fn trim_end_with(&self, goes: fn(u8) -> bool) -> &[u8];
}

impl TrimWith for [u8] {
    fn trim_start_with(&self, goes: fn(u8) -> bool) -> &[u8] {
        let start = self.iter().position(|&b| !goes(b)).unwrap_or(self.len());
        &self[start..]
    }

    fn trim_end_with(&self, goes: fn(u8) -> bool) -> &[u8] {
        let end = self.iter().rposition(|&b| !goes(b)).map_or(0, |at| at + 1);
        &self[..end]
    }
}

fn splitlines(vm: &mut Vm, a: &[Value]) -> Native {
    let keep = flag(vm, types::BYTES, "splitlines", a, 1)?;
    let bytes = bytes_of(vm, a[0], "splitlines")?;
    let lines = lines(&bytes, keep);
    list_of(vm, a[0], &lines)
}

fn lines(bytes: &[u8], keep: bool) -> Vec<&[u8]> {
    let mut lines = Vec::new();
    let mut rest = bytes;
    while let Some(at) = rest.iter().position(|&b| matches!(b, b'\n' | b'\r')) {
        let pair = rest[at..].starts_with(b"\r\n");
        let next = at + 1 + usize::from(pair);
        lines.push(&rest[..if keep { next } else { at }]);
        rest = &rest[next..];
    }
    if !rest.is_empty() {
        lines.push(rest);
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_end_in_three_ways() {
        assert_eq!(lines(b"a\r\nb\rc\n\nd", false), [&b"a"[..], b"b", b"c", b"", b"d"]);
        assert_eq!(lines(b"a\r\nb", true), [&b"a\r\n"[..], b"b"]);
    }
}
