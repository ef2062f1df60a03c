//! Natives of `_sre`: matching of compiled regular expressions.
//!
//! State of a pattern: values pattern, names to groups, groups to names; numbers flags, count of groups,
//! 1 for bytes, then the code. State of a match: values pattern object, subject; numbers pos, endpos,
//! last matched group (0 for none), then start and end of every group (-1 where it took no part).
//!
//! Reference: <https://docs.python.org/3/library/re.html>. The engine is RustPython's.

use rustpython_sre_engine::{CODESIZE, MAXGROUPS, MAXREPEAT, Request, SRE_MAGIC, SearchIter, State, StrDrive};
use weft_vm::{Native, NativeDef, NativeState, Payload, Signal, Value, Vm};

use crate::{
    patience::{Counted, patiently},
    support::{items, native},
};

/// Numbers before a pattern's code.
const CODE: usize = 3;
/// Numbers before a match's spans.
const SPANS: usize = 3;

/// What `compile` gives: the state of a pattern.
fn begin(vm: &mut Vm, args: &[Value]) -> Native {
    let code: Vec<i64> = items(vm, args[3]).into_iter().map(|v| vm.as_i64(v).unwrap_or(0) & 0xffff_ffff).collect();
    let flags = vm.as_i64(args[2]).unwrap_or(0);
    let groups = vm.as_i64(args[4]).unwrap_or(0).max(0);
    let is_bytes = vm.as_bytes(args[1]).is_some();
    vm.heap.grew(code.len() * 8);
    if let Some(s) = vm.state_mut(args[0]) {
        s.values = vec![args[1], args[5], args[6]];
        s.numbers = [flags, groups, is_bytes as i64].into_iter().chain(code).collect();
    }
    Ok(Value::None)
}

/// One match: spans of all groups, the whole match first, and the last group that matched.
struct Found {
    spans: Vec<i64>,
    last: i64,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum How {
    Match,
    FullMatch,
    /// Up to so many matches, anywhere.
    Search(usize),
}

fn found(state: &State, groups: usize) -> Found {
    let mut spans = Vec::with_capacity(groups * 2 + 2);
    spans.push(state.start as i64);
    spans.push(state.cursor.position as i64);
    for group in 0..groups {
        let (start, end) = state.marks.get(group);
        match (start.into_option(), end.into_option()) {
            (Some(s), Some(e)) => spans.extend([s as i64, e as i64]),
            _ => spans.extend([-1, -1]),
        }
    }
    let last = state.marks.last_index();
    Found { spans, last: if last >= 0 { last as i64 } else { 0 } }
}

/// `None`: it takes too long.
fn run<S: StrDrive>(subject: S, code: &[u32], groups: usize, start: usize, end: usize, how: How) -> Option<Vec<Found>> {
    let mut request = Request::new(Counted(subject), start, end, code, how == How::FullMatch);
    patiently(end.saturating_sub(start), || match how {
        How::Match | How::FullMatch => {
            let mut state = State::default();
            state.reset(&request, request.start);
            if state.py_match(&request) { vec![found(&state, groups)] } else { Vec::new() }
        }
        How::Search(limit) => {
            request.must_advance = false;
            let mut iter = SearchIter { req: request, state: State::default() };
            let mut all = Vec::new();
            while all.len() < limit && iter.next().is_some() {
                all.push(found(&iter.state, groups));
            }
            all
        }
    })
}

/// Characters of a subject: code points of a string, bytes of anything else.
fn len(vm: &Vm, subject: Value) -> usize {
    match vm.heap.as_text(subject) {
        Some(t) => t.len as usize,
        None => vm.as_bytes(subject).map_or(0, <[u8]>::len),
    }
}

fn check_subject(vm: &mut Vm, pattern: Value, subject: Value) -> Result<(), Signal> {
    let of_bytes = vm.state(pattern).and_then(|s| s.numbers.get(2)).is_some_and(|n| *n != 0);
    let wildcard = vm.state(pattern).and_then(|s| s.values.first()).is_some_and(|v| v.is_none());
    let is_text = vm.heap.as_text(subject).is_some();
    if !is_text && vm.as_bytes(subject).is_none() {
        let name = vm.type_name(subject);
        return Err(vm.type_error(&format!("expected string or bytes-like object, got '{name}'")));
    }
    if is_text && of_bytes {
        return Err(vm.type_error("cannot use a bytes pattern on a string-like object"));
    }
    if !is_text && !of_bytes && !wildcard {
        return Err(vm.type_error("cannot use a string pattern on a bytes-like object"));
    }
    Ok(())
}

/// All matches that `how` asks for, between two places.
fn matches(
    vm: &mut Vm,
    pattern: Value,
    subject: Value,
    bounds: (Value, Value),
    how: How,
) -> Result<Vec<Found>, Signal> {
    check_subject(vm, pattern, subject)?;
    let (start, end) = places(vm, subject, bounds);
    let Some(s) = vm.state(pattern) else { return Ok(Vec::new()) };
    if start > end || s.numbers.len() <= CODE {
        return Ok(Vec::new());
    }
    let groups = s.numbers[1] as usize;
    // What a match takes, roughly: no more than there is room for are looked for.
    let most = vm.heap.limit / 128;
    let how = match how {
        How::Search(limit) => How::Search(limit.min(most)),
        how => how,
    };
    let code: Vec<u32> = s.numbers[CODE..].iter().map(|c| *c as u32).collect();
    let found = match vm.heap.as_text(subject) {
        Some(t) if t.is_ascii() => run(t.data.as_bytes(), &code, groups, start, end, how),
        Some(t) => run(&*t.data, &code, groups, start, end, how),
        None => run(vm.as_bytes(subject).unwrap_or_default(), &code, groups, start, end, how),
    };
    let Some(found) = found else {
        return Err(vm.runtime_error("matching takes too long: the pattern goes back and tries again without end"));
    };
    if found.len() >= most {
        return Err(vm.memory_error(""));
    }
    Ok(found)
}

/// `pos` and `endpos` within the subject.
fn places(vm: &Vm, subject: Value, bounds: (Value, Value)) -> (usize, usize) {
    let len = len(vm, subject);
    let place = |v: Value, default: usize| match v {
        Value::Unbound | Value::None => default,
        _ => usize::try_from(vm.as_i64(v).unwrap_or(i64::MAX)).unwrap_or(0).min(len),
    };
    (place(bounds.0, 0), place(bounds.1, len))
}

/// A match object.
fn match_object(vm: &mut Vm, pattern: Value, subject: Value, bounds: (Value, Value), found: Found) -> Value {
    let Some(Value::Ref(class)) = vm.registered("re.Match") else { return Value::None };
    let (start, end) = places(vm, subject, bounds);
    let numbers = [start as i64, end as i64, found.last].into_iter().chain(found.spans).collect();
    let state = NativeState { values: vec![pattern, subject], numbers, ..NativeState::default() };
    vm.alloc(class, Payload::State(Box::new(state)))
}

fn first(vm: &mut Vm, args: &[Value], how: How) -> Native {
    let bounds = (args[2], args[3]);
    let mut all = matches(vm, args[0], args[1], bounds, how)?;
    Ok(match all.pop() {
        Some(found) => match_object(vm, args[0], args[1], bounds, found),
        None => Value::None,
    })
}

fn pattern_match(vm: &mut Vm, args: &[Value]) -> Native {
    first(vm, args, How::Match)
}

fn pattern_fullmatch(vm: &mut Vm, args: &[Value]) -> Native {
    first(vm, args, How::FullMatch)
}

fn pattern_search(vm: &mut Vm, args: &[Value]) -> Native {
    first(vm, args, How::Search(1))
}

/// `_matches(string, pos, endpos, count)`: a list of match objects, all of them for a count of 0.
fn pattern_matches(vm: &mut Vm, args: &[Value]) -> Native {
    let bounds = (args[2], args[3]);
    let limit = limit(vm, args[4]);
    let all = matches(vm, args[0], args[1], bounds, How::Search(limit))?;
    vm.check_size(all.len() * 128)?;
    let objects = all.into_iter().map(|found| match_object(vm, args[0], args[1], bounds, found)).collect();
    Ok(vm.list(objects))
}

fn limit(vm: &Vm, count: Value) -> usize {
    match vm.as_i64(count) {
        Some(n) if n > 0 => n as usize,
        Some(n) if n < 0 => 0,
        _ => usize::MAX,
    }
}

/// A part of the subject, as its own type of string; None for a group that took no part.
fn part(vm: &mut Vm, subject: Value, start: i64, end: i64) -> Value {
    if start < 0 || end < start {
        return Value::None;
    }
    let (start, end) = (start as usize, end as usize);
    match vm.heap.as_text(subject) {
        Some(t) => {
            let part = t.slice(start, end).to_owned();
            vm.str(part)
        }
        None => {
            let part = vm.as_bytes(subject).and_then(|b| b.get(start..end)).unwrap_or_default().to_vec();
            vm.heap.bytes_value(part)
        }
    }
}

/// The same, empty for a group that took no part.
fn part_or_empty(vm: &mut Vm, subject: Value, start: i64, end: i64) -> Value {
    if start < 0 { part(vm, subject, 0, 0) } else { part(vm, subject, start, end) }
}

fn pattern_findall(vm: &mut Vm, args: &[Value]) -> Native {
    let subject = args[1];
    let all = matches(vm, args[0], subject, (args[2], args[3]), How::Search(usize::MAX))?;
    let mut out = Vec::with_capacity(all.len());
    for Found { spans, .. } in all {
        out.push(match spans.len() {
            2 => part(vm, subject, spans[0], spans[1]),
            4 => part_or_empty(vm, subject, spans[2], spans[3]),
            _ => {
                let groups: Vec<Value> = spans[2..].chunks(2).map(|s| part_or_empty(vm, subject, s[0], s[1])).collect();
                vm.tuple(groups)
            }
        });
    }
    Ok(vm.list(out))
}

fn pattern_split(vm: &mut Vm, args: &[Value]) -> Native {
    let subject = args[1];
    let limit = limit(vm, args[2].or(Value::Int(0)));
    let all = matches(vm, args[0], subject, (Value::Unbound, Value::Unbound), How::Search(limit))?;
    let mut out = Vec::with_capacity(all.len() + 1);
    let mut from = 0;
    for Found { spans, .. } in all {
        out.push(part(vm, subject, from, spans[0]));
        for group in spans[2..].chunks(2) {
            out.push(part(vm, subject, group[0], group[1]));
        }
        from = spans[1];
    }
    let end = len(vm, subject) as i64;
    out.push(part(vm, subject, from, end));
    Ok(vm.list(out))
}

/// `_replace(string, count, template)`: the new string and how often. A template is a list of literals
/// and numbers of groups.
fn pattern_replace(vm: &mut Vm, args: &[Value]) -> Native {
    let subject = args[1];
    let limit = limit(vm, args[2]);
    let template = items(vm, args[3]);
    let all = matches(vm, args[0], subject, (Value::Unbound, Value::Unbound), How::Search(limit))?;
    let count = Value::Int(all.len() as i64);
    let mut parts = Vec::new();
    let mut from = 0;
    for Found { spans, .. } in all {
        parts.push(part(vm, subject, from, spans[0]));
        for &piece in &template {
            parts.push(match piece {
                Value::Int(group) => {
                    let at = group as usize * 2;
                    let (start, end) = (spans.get(at).copied(), spans.get(at + 1).copied());
                    part_or_empty(vm, subject, start.unwrap_or(-1), end.unwrap_or(-1))
                }
                literal => literal,
            });
        }
        from = spans[1];
    }
    let end = len(vm, subject) as i64;
    parts.push(part(vm, subject, from, end));
    let joined = joined(vm, subject, &parts);
    Ok(vm.tuple(vec![joined, count]))
}

fn joined(vm: &mut Vm, subject: Value, parts: &[Value]) -> Value {
    if vm.heap.as_text(subject).is_some() {
        let text: String = parts.iter().map(|p| vm.heap.as_str(*p).unwrap_or_default()).collect();
        vm.str(text)
    } else {
        let bytes: Vec<u8> = parts.iter().flat_map(|p| vm.as_bytes(*p).unwrap_or_default()).copied().collect();
        vm.heap.bytes_value(bytes)
    }
}

/// The values of the state, and the first numbers.
fn pattern_parts(vm: &mut Vm, args: &[Value]) -> Native {
    let Some(s) = vm.state(args[0]) else { return Ok(Value::None) };
    let mut parts = s.values.clone();
    parts.extend(s.numbers.iter().take(2).map(|n| Value::Int(*n)));
    Ok(vm.tuple(parts))
}

/// What makes two patterns equal beside their texts: their code.
fn pattern_code(vm: &mut Vm, args: &[Value]) -> Native {
    let code: Vec<Value> =
        vm.state(args[0]).map(|s| s.numbers.iter().map(|n| Value::Int(*n)).collect()).unwrap_or_default();
    Ok(vm.tuple(code))
}

// ---- matches

/// The number of the group that a name or number means.
fn group_number(vm: &mut Vm, object: Value, group: Value) -> Result<usize, Signal> {
    let state = vm.state(object);
    let count = state.map_or(0, |s| s.numbers.len().saturating_sub(SPANS) / 2);
    let pattern = state.and_then(|s| s.values.first().copied()).unwrap_or(Value::None);
    if let Some(n) = vm.as_i64(group)
        && (0..count as i64).contains(&n)
    {
        return Ok(n as usize);
    }
    let names = vm.state(pattern).and_then(|s| s.values.get(1)).and_then(|v| v.as_ref());
    if let (Some(names), Value::Ref(name)) = (names, group)
        && vm.heap.as_str(group).is_some()
        && let Some(number) = vm.heap.get_name(names, name)
        && let Some(n) = vm.as_i64(number)
    {
        return Ok(n as usize);
    }
    Err(vm.index_error("no such group"))
}

fn group_span(vm: &Vm, object: Value, group: usize) -> (Value, i64, i64) {
    let Some(s) = vm.state(object) else { return (Value::None, -1, -1) };
    let at = SPANS + group * 2;
    let number = |at: usize| s.numbers.get(at).copied().unwrap_or(-1);
    (s.values.get(1).copied().unwrap_or(Value::None), number(at), number(at + 1))
}

fn group_text(vm: &mut Vm, object: Value, group: usize) -> Value {
    let (subject, start, end) = group_span(vm, object, group);
    part(vm, subject, start, end)
}

fn match_group(vm: &mut Vm, args: &[Value]) -> Native {
    match *vm.heap.as_tuple(args[1]).unwrap_or_default() {
        [] => Ok(group_text(vm, args[0], 0)),
        [one] => {
            let group = group_number(vm, args[0], one)?;
            Ok(group_text(vm, args[0], group))
        }
        _ => {
            let mut out = Vec::new();
            for group in items(vm, args[1]) {
                let group = group_number(vm, args[0], group)?;
                out.push(group_text(vm, args[0], group));
            }
            Ok(vm.tuple(out))
        }
    }
}

fn match_getitem(vm: &mut Vm, args: &[Value]) -> Native {
    let group = group_number(vm, args[0], args[1])?;
    Ok(group_text(vm, args[0], group))
}

fn match_groups(vm: &mut Vm, args: &[Value]) -> Native {
    let count = vm.state(args[0]).map_or(0, |s| s.numbers.len().saturating_sub(SPANS) / 2);
    let mut out = Vec::with_capacity(count);
    for group in 1..count {
        let v = group_text(vm, args[0], group);
        out.push(if v.is_none() { args[1].or(Value::None) } else { v });
    }
    Ok(vm.tuple(out))
}

fn span(vm: &mut Vm, args: &[Value]) -> Result<(i64, i64), Signal> {
    let group = group_number(vm, args[0], args[1].or(Value::Int(0)))?;
    let (_, start, end) = group_span(vm, args[0], group);
    Ok((start, end))
}

fn match_start(vm: &mut Vm, args: &[Value]) -> Native {
    span(vm, args).map(|(start, _)| Value::Int(start))
}

fn match_end(vm: &mut Vm, args: &[Value]) -> Native {
    span(vm, args).map(|(_, end)| Value::Int(end))
}

fn match_span(vm: &mut Vm, args: &[Value]) -> Native {
    let (start, end) = span(vm, args)?;
    Ok(vm.tuple(vec![Value::Int(start), Value::Int(end)]))
}

/// Pattern, subject, pos, endpos, last matched group.
fn match_parts(vm: &mut Vm, args: &[Value]) -> Native {
    let Some(s) = vm.state(args[0]) else { return Ok(Value::None) };
    let mut parts = s.values.clone();
    parts.extend(s.numbers.iter().take(SPANS).map(|n| Value::Int(*n)));
    Ok(vm.tuple(parts))
}

// ---- characters

fn character(vm: &Vm, v: Value) -> u32 {
    vm.as_i64(v).and_then(|c| u32::try_from(c).ok()).unwrap_or(0)
}

fn ascii_iscased(vm: &mut Vm, args: &[Value]) -> Native {
    let c = character(vm, args[0]);
    Ok(Value::Bool(u8::try_from(c).is_ok_and(|b| b.is_ascii_alphabetic())))
}

fn ascii_tolower(vm: &mut Vm, args: &[Value]) -> Native {
    let c = character(vm, args[0]);
    Ok(Value::Int(rustpython_sre_engine::string::lower_ascii(c) as i64))
}

fn unicode_iscased(vm: &mut Vm, args: &[Value]) -> Native {
    let c = character(vm, args[0]);
    let lower = rustpython_sre_engine::string::lower_unicode(c);
    Ok(Value::Bool(lower != c || rustpython_sre_engine::string::upper_unicode(c) != c))
}

fn unicode_tolower(vm: &mut Vm, args: &[Value]) -> Native {
    let c = character(vm, args[0]);
    Ok(Value::Int(rustpython_sre_engine::string::lower_unicode(c) as i64))
}

/// MAGIC, CODESIZE, MAXREPEAT, MAXGROUPS.
fn constants(vm: &mut Vm, _args: &[Value]) -> Native {
    let all = [SRE_MAGIC, CODESIZE, MAXREPEAT, MAXGROUPS].map(|n| Value::Int(n as i64));
    Ok(vm.tuple(all.to_vec()))
}

pub(crate) const NATIVES: &[NativeDef] = &[
    native("_sre", "ascii_iscased", "character, /", ascii_iscased),
    native("_sre", "ascii_tolower", "character, /", ascii_tolower),
    native("_sre", "unicode_iscased", "character, /", unicode_iscased),
    native("_sre", "unicode_tolower", "character, /", unicode_tolower),
    native("_sre", "_constants", "", constants),
    native("re.Pattern", "_begin", "self, pattern, flags, code, groups, groupindex, indexgroup, /", begin),
    native("re.Pattern", "match", "self, string, pos=0, endpos=sys.maxsize", pattern_match),
    native("re.Pattern", "fullmatch", "self, string, pos=0, endpos=sys.maxsize", pattern_fullmatch),
    native("re.Pattern", "search", "self, string, pos=0, endpos=sys.maxsize", pattern_search),
    native("re.Pattern", "findall", "self, string, pos=0, endpos=sys.maxsize", pattern_findall),
    native("re.Pattern", "split", "self, string, maxsplit=0", pattern_split),
    native("re.Pattern", "_matches", "self, string, pos, endpos, count, /", pattern_matches),
    native("re.Pattern", "_replace", "self, string, count, template, /", pattern_replace),
    native("re.Pattern", "_parts", "self, /", pattern_parts),
    native("re.Pattern", "_code", "self, /", pattern_code),
    native("re.Match", "group", "self, *args", match_group),
    native("re.Match", "__getitem__", "self, key, /", match_getitem),
    native("re.Match", "groups", "self, default=None", match_groups),
    native("re.Match", "start", "self, group=0, /", match_start),
    native("re.Match", "end", "self, group=0, /", match_end),
    native("re.Match", "span", "self, group=0, /", match_span),
    native("re.Match", "_parts", "self, /", match_parts),
];
