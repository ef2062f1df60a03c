//! Finding, counting, replacing, stripping and partitioning.

use super::{
    arguments::{alternatives, bounds, count as count_argument, type_shown},
    own, str_argument, text_of,
    unicode::is_space,
};
use crate::{
    builtins::functions::arguments::native,
    natives::{Native, NativeDef, Signal},
    types,
    value::Value,
    vm::Vm,
};

const FIND: &str = "self, sub, start=None, end=None, /";

pub(super) const NATIVES: &[NativeDef] = &[
    native("str", "find", FIND, find),
    native("str", "rfind", FIND, rfind),
    native("str", "index", FIND, index),
    native("str", "rindex", FIND, rindex),
    native("str", "count", FIND, count),
    native("str", "startswith", "self, prefix, start=None, end=None, /", startswith),
    native("str", "endswith", "self, suffix, start=None, end=None, /", endswith),
    native("str", "replace", "self, old, new, /, count=-1", replace),
    native("str", "removeprefix", "self, prefix, /", removeprefix),
    native("str", "removesuffix", "self, suffix, /", removesuffix),
    native("str", "strip", "self, chars=None, /", strip),
    native("str", "lstrip", "self, chars=None, /", lstrip),
    native("str", "rstrip", "self, chars=None, /", rstrip),
    native("str", "partition", "self, sep, /", partition),
    native("str", "rpartition", "self, sep, /", rpartition),
];

/// The part of a text between two positions: its offset in bytes and itself; `None` if it cannot be.
struct Window {
    text: String,
    /// In code points.
    start: usize,
}

fn window(vm: &mut Vm, name: &str, a: &[Value]) -> Result<Option<Window>, Signal> {
    let len = text_of(vm, a[0], name)?.len as usize;
    let (start, end) = bounds(vm, types::STR, name, a, 2, len)?;
    if start > end {
        return Ok(None);
    }
    Ok(Some(Window { text: text_of(vm, a[0], name)?.slice(start, end).to_owned(), start }))
}

/// Where in the receiver, in code points, `search` finds something.
fn locate(
    vm: &mut Vm,
    name: &str,
    a: &[Value],
    search: fn(&str, &str) -> Option<usize>,
) -> Result<Option<usize>, Signal> {
    let sub = str_argument(vm, name, a, 1)?;
    // The whole text needs no copy.
    if a[2].is_unbound() && a[3].is_unbound() {
        let text = text_of(vm, a[0], name)?;
        return Ok(search(&text.data, &sub)
            .map(|offset| if text.is_ascii() { offset } else { text.data[..offset].chars().count() }));
    }
    let Some(window) = window(vm, name, a)? else { return Ok(None) };
    Ok(search(&window.text, &sub).map(|offset| window.start + window.text[..offset].chars().count()))
}

fn find_first(text: &str, sub: &str) -> Option<usize> {
    text.find(sub)
}

fn find_last(text: &str, sub: &str) -> Option<usize> {
    text.rfind(sub)
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
        None => Err(vm.value_error("substring not found")),
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
    let sub = str_argument(vm, "count", a, 1)?;
    let Some(window) = window(vm, "count", a)? else { return Ok(Value::Int(0)) };
    // The empty text is found around every character.
    let n = if sub.is_empty() { window.text.chars().count() + 1 } else { window.text.matches(sub.as_str()).count() };
    Ok(Value::Int(n as i64))
}

fn startswith(vm: &mut Vm, a: &[Value]) -> Native {
    affix(vm, a, "startswith", |text, part| text.starts_with(part))
}

fn endswith(vm: &mut Vm, a: &[Value]) -> Native {
    affix(vm, a, "endswith", |text, part| text.ends_with(part))
}

fn affix(vm: &mut Vm, a: &[Value], name: &str, test: fn(&str, &str) -> bool) -> Native {
    let in_tuple = vm.heap.as_tuple(a[1]).is_some();
    if a[2].is_unbound()
        && a[3].is_unbound()
        && let (Some(text), Some(part)) = (vm.heap.as_str(a[0]), vm.heap.as_str(a[1]))
    {
        return Ok(Value::Bool(test(text, part)));
    }
    let window = window(vm, name, a)?;
    for part in alternatives(vm, a[1]) {
        match vm.heap.as_str(part) {
            Some(part) => {
                if window.as_ref().is_some_and(|w| test(&w.text, part)) {
                    return Ok(Value::Bool(true));
                }
            }
            None => {
                let given = vm.type_name(part);
                return Err(vm.type_error(&if in_tuple {
                    format!("tuple for {name} must only contain str, not {given}")
                } else {
                    format!("{name} first arg must be str or a tuple of str, not {given}")
                }));
            }
        }
    }
    Ok(Value::Bool(false))
}

fn replace(vm: &mut Vm, a: &[Value]) -> Native {
    let old = str_argument(vm, "replace", a, 1)?;
    let new = str_argument(vm, "replace", a, 2)?;
    let limit = count_argument(vm, types::STR, "replace", a, 3, -1)?;
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    let text = text_of(vm, a[0], "replace")?;
    let hits = if old.is_empty() { text.len as usize + 1 } else { text.data.matches(old.as_str()).count() };
    let hits = hits.min(limit);
    if hits == 0 {
        return own(vm, a[0]);
    }
    let size = text.data.len().saturating_add(hits.saturating_mul(new.len()));
    vm.check_size(size)?;
    let replaced = vm.heap.as_str(a[0]).unwrap_or_default().replacen(old.as_str(), &new, limit);
    Ok(vm.str(replaced))
}

fn removeprefix(vm: &mut Vm, a: &[Value]) -> Native {
    let prefix = only_argument(vm, "removeprefix", a)?;
    match text_of(vm, a[0], "removeprefix")?.data.strip_prefix(prefix.as_str()) {
        Some(rest) if !prefix.is_empty() => {
            let rest = rest.to_owned();
            Ok(vm.str(rest))
        }
        _ => own(vm, a[0]),
    }
}

fn removesuffix(vm: &mut Vm, a: &[Value]) -> Native {
    let suffix = only_argument(vm, "removesuffix", a)?;
    match text_of(vm, a[0], "removesuffix")?.data.strip_suffix(suffix.as_str()) {
        Some(rest) if !suffix.is_empty() => {
            let rest = rest.to_owned();
            Ok(vm.str(rest))
        }
        _ => own(vm, a[0]),
    }
}

fn only_argument(vm: &mut Vm, name: &str, a: &[Value]) -> Result<String, Signal> {
    match vm.heap.as_str(a[1]) {
        Some(s) => Ok(s.to_owned()),
        None => {
            let given = type_shown(vm, a[1]);
            Err(vm.type_error(&format!("{name}() argument must be str, not {given}")))
        }
    }
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
    text_of(vm, a[0], name)?;
    if !a[1].or(Value::None).is_none() && vm.heap.as_str(a[1]).is_none() {
        return Err(vm.type_error(&format!("{name} arg must be None or str")));
    }
    let (text, chars) = (vm.heap.as_str(a[0]).unwrap_or_default(), vm.heap.as_str(a[1]));
    let goes = |c: char| match chars {
        Some(chars) if c.is_ascii() => chars.as_bytes().contains(&(c as u8)),
        Some(chars) => chars.contains(c),
        None => is_space(c),
    };
    let mut rest = text;
    if left {
        rest = rest.trim_start_matches(goes);
    }
    if right {
        rest = rest.trim_end_matches(goes);
    }
    if rest.len() == text.len() {
        return own(vm, a[0]);
    }
    let rest: Box<str> = rest.into();
    Ok(vm.str(rest))
}

fn partition(vm: &mut Vm, a: &[Value]) -> Native {
    part(vm, a, "partition", find_first)
}

fn rpartition(vm: &mut Vm, a: &[Value]) -> Native {
    part(vm, a, "rpartition", find_last)
}

fn part(vm: &mut Vm, a: &[Value], name: &str, search: fn(&str, &str) -> Option<usize>) -> Native {
    let Some(sep) = vm.heap.as_str(a[1]).map(str::to_owned) else {
        let given = vm.type_name(a[1]);
        return Err(vm.type_error(&format!("must be str, not {given}")));
    };
    if sep.is_empty() {
        return Err(vm.value_error("empty separator"));
    }
    let text = text_of(vm, a[0], name)?;
    let parts = match search(&text.data, &sep) {
        Some(at) => {
            let (before, after) = (text.data[..at].to_owned(), text.data[at + sep.len()..].to_owned());
            [vm.str(before), vm.str(sep), vm.str(after)]
        }
        None => {
            let (whole, empty) = (own(vm, a[0])?, vm.str(""));
            if name == "partition" { [whole, empty, empty] } else { [empty, empty, whole] }
        }
    };
    Ok(vm.tuple(parts))
}
