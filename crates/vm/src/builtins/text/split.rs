//! `split`, `rsplit`, `splitlines`.

use super::{
    arguments::{count, flag},
    text_of,
    unicode::is_space,
};
use crate::{
    builtins::functions::arguments::native,
    natives::{Native, NativeDef, Signal},
    types,
    value::Value,
    vm::Vm,
};

pub(super) const NATIVES: &[NativeDef] = &[
    native("str", "split", "self, /, sep=None, maxsplit=-1", split),
    native("str", "rsplit", "self, /, sep=None, maxsplit=-1", rsplit),
    native("str", "splitlines", "self, /, keepends=False", splitlines),
];

/// The separator (None: white space) and how many splits at most.
fn options(vm: &mut Vm, a: &[Value], name: &str) -> Result<(Option<String>, usize), Signal> {
    let limit = count(vm, types::STR, name, a, 2, -1)?;
    let limit = usize::try_from(limit).unwrap_or(usize::MAX).min(most_parts(vm));
    let sep = match a[1] {
        Value::Unbound | Value::None => None,
        given => match vm.heap.as_str(given) {
            Some("") => return Err(vm.value_error("empty separator")),
            Some(sep) => Some(sep.to_owned()),
            None => {
                let given = vm.type_name(given);
                return Err(vm.type_error(&format!("must be str or None, not {given}")));
            }
        },
    };
    Ok((sep, limit))
}

/// Parts that there is room for. One more is made, so that it shows that they are too many.
pub(in crate::builtins) fn most_parts(vm: &Vm) -> usize {
    const BYTES: usize = 64;
    vm.heap.limit / BYTES
}

fn list_of(vm: &mut Vm, parts: Vec<String>) -> Native {
    if parts.len() > most_parts(vm) {
        return Err(vm.memory_error(""));
    }
    let parts = parts.into_iter().map(|p| vm.str(p)).collect();
    Ok(vm.list(parts))
}

fn split(vm: &mut Vm, a: &[Value]) -> Native {
    let (sep, limit) = options(vm, a, "split")?;
    let text = &text_of(vm, a[0], "split")?.data;
    let parts = match sep {
        Some(sep) => text.splitn(limit.saturating_add(1), sep.as_str()).map(str::to_owned).collect(),
        None => words(text, limit),
    };
    list_of(vm, parts)
}

fn words(text: &str, limit: usize) -> Vec<String> {
    let mut parts = Vec::new();
    let mut rest = text.trim_start_matches(is_space);
    while !rest.is_empty() {
        if parts.len() == limit {
            parts.push(rest.to_owned());
            break;
        }
        let end = rest.find(is_space).unwrap_or(rest.len());
        parts.push(rest[..end].to_owned());
        rest = rest[end..].trim_start_matches(is_space);
    }
    parts
}

fn rsplit(vm: &mut Vm, a: &[Value]) -> Native {
    let (sep, limit) = options(vm, a, "rsplit")?;
    let text = &text_of(vm, a[0], "rsplit")?.data;
    let mut parts: Vec<String> = match sep {
        Some(sep) => text.rsplitn(limit.saturating_add(1), sep.as_str()).map(str::to_owned).collect(),
        None => words_from_end(text, limit),
    };
    parts.reverse();
    list_of(vm, parts)
}

/// Words, the last one first.
fn words_from_end(text: &str, limit: usize) -> Vec<String> {
    let mut parts = Vec::new();
    let mut rest = text.trim_end_matches(is_space);
    while !rest.is_empty() {
        if parts.len() == limit {
            parts.push(rest.to_owned());
            break;
        }
        let start = rest.char_indices().rev().find(|&(_, c)| is_space(c)).map_or(0, |(i, c)| i + c.len_utf8());
        parts.push(rest[start..].to_owned());
        rest = rest[..start].trim_end_matches(is_space);
    }
    parts
}

fn splitlines(vm: &mut Vm, a: &[Value]) -> Native {
    let keep = flag(vm, types::STR, "splitlines", a, 1)?;
    let most = most_parts(vm);
    let lines = lines(&text_of(vm, a[0], "splitlines")?.data, keep, most);
    list_of(vm, lines)
}

/// Lines by all of Python's line boundaries.
fn lines(text: &str, keep: bool, limit: usize) -> Vec<String> {
    let ends = |c: char| matches!(c, '\n'..='\r' | '\x1c'..='\x1e' | '\u{85}' | '\u{2028}' | '\u{2029}');
    let mut lines = Vec::new();
    let mut rest = text;
    while lines.len() <= limit
        && let Some((at, c)) = rest.char_indices().find(|&(_, c)| ends(c))
    {
        let pair = c == '\r' && rest[at + 1..].starts_with('\n');
        let next = at + c.len_utf8() + usize::from(pair);
        lines.push(rest[..if keep { next } else { at }].to_owned());
        rest = &rest[next..];
    }
    if !rest.is_empty() {
        lines.push(rest.to_owned());
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_split_at_runs_of_space() {
        assert_eq!(words("  a  b\tc \n", usize::MAX), ["a", "b", "c"]);
        assert_eq!(words(" a  b c ", 1), ["a", "b c "]);
        assert_eq!(words_from_end(" a  b c ", 1), ["c", " a  b"]);
        assert!(words(" \u{3000} ", usize::MAX).is_empty());
    }

    #[test]
    fn lines_end_in_many_ways() {
        assert_eq!(lines("a\r\nb\rc\n\nd\u{2028}e", false, 100), ["a", "b", "c", "", "d", "e"]);
        assert_eq!(lines("a\r\nb\n", true, 100), ["a\r\n", "b\n"]);
        assert!(lines("", true, 100).is_empty());
    }
}
