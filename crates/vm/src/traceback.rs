//! Tracebacks: the `traceback` type, and the text that Python prints for one, carets included.
//!
//! The layout is CPython 3.11's (`Lib/traceback.py`, "StackSummary.format"): entries with file, line
//! and function, the source line, and marks under the part that failed.

use weft_code::Instr;

use crate::{
    natives::{Native, NativeDef, native},
    object::{FrameData, Payload, Traceback},
    types,
    value::{Ref, Value},
    vm::Vm,
};

/// Entries of the same place in a row that are shown before "[Previous line repeated …]".
const RECURSIVE_CUTOFF: usize = 3;

impl Vm {
    pub(crate) fn traceback_entry(&self, v: Value) -> Option<&Traceback> {
        match v {
            Value::Ref(r) => match self.heap.payload(r) {
                Payload::Traceback(t) => Some(t),
                _ => None,
            },
            _ => None,
        }
    }

    /// The text of all entries, without the heading.
    pub(crate) fn traceback_text(&self, traceback: Value) -> String {
        let mut out = String::new();
        let mut last: Option<(String, u32, String)> = None;
        let mut repeated = 0;
        let mut at = traceback;
        let flush = |out: &mut String, repeated: usize| {
            if repeated > RECURSIVE_CUTOFF {
                let more = repeated - RECURSIVE_CUTOFF;
                let s = if more == 1 { "" } else { "s" };
                out.push_str(&format!("  [Previous line repeated {more} more time{s}]\n"));
            }
        };
        while let Some(entry) = self.traceback_entry(at) {
            let code = self.code(entry.code);
            if !code.source.user {
                at = entry.next.or_none();
                continue;
            }
            let line = code.line(entry.pc as usize);
            let place = (code.source.filename.clone(), line, code.name.clone());
            if last.as_ref() == Some(&place) {
                repeated += 1;
            } else {
                flush(&mut out, repeated);
                last = Some(place);
                repeated = 1;
            }
            if repeated <= RECURSIVE_CUTOFF {
                self.write_entry(&mut out, entry);
            }
            at = entry.next.or_none();
        }
        flush(&mut out, repeated);
        out
    }

    fn write_entry(&self, out: &mut String, entry: &Traceback) {
        let code = self.code(entry.code);
        let pc = entry.pc as usize;
        let line = code.line(pc);
        out.push_str(&format!("  File \"{}\", line {line}, in {}\n", code.source.filename, code.name));
        let Some(text) = code.source.line_text(line) else { return };
        let stripped = text.trim();
        if stripped.is_empty() {
            return;
        }
        out.push_str("    ");
        out.push_str(stripped);
        out.push('\n');
        // A loop's next step has no columns in CPython.
        if matches!(code.instrs.get(pc), Some(Instr::ForLoop { .. })) {
            return;
        }
        let Some(span) = code.spans.get(pc) else { return };
        let (start, end) = (code.source.position(span.start), code.source.position(span.end));
        let indent = text.chars().count() - text.trim_start().chars().count();
        let from = (start.column as usize).saturating_sub(indent);
        let length = stripped.chars().count();
        let to = if end.line == start.line { (end.column as usize).saturating_sub(indent).min(length) } else { length };
        if to <= from {
            return;
        }
        let segment: Vec<char> = stripped.chars().skip(from).take(to - from).collect();
        let anchors = if end.line == start.line { anchors(code.instrs.get(pc).copied(), &segment) } else { None };
        if to - from >= length && anchors.is_none() {
            return;
        }
        out.push_str("    ");
        out.extend(std::iter::repeat_n(' ', from));
        match anchors {
            Some((left, right)) => {
                out.extend(std::iter::repeat_n('~', left));
                out.extend(std::iter::repeat_n('^', right - left));
                out.extend(std::iter::repeat_n('~', segment.len() - right));
            }
            None => out.extend(std::iter::repeat_n('^', segment.len())),
        }
        out.push('\n');
    }
}

/// The part of an expression that is to blame: the operator of a binary operation, the brackets of a
/// subscript. In characters of the segment.
fn anchors(instr: Option<Instr>, segment: &[char]) -> Option<(usize, usize)> {
    let symbol = match instr? {
        Instr::Add { .. } => "+",
        Instr::Sub { .. } => "-",
        Instr::Mul { .. } => "*",
        Instr::Binary { op, .. } | Instr::BinaryInt { op, .. } => match op {
            weft_code::BinaryOp::Pow => "**",
            _ => crate::operators::operator_names(op).symbol,
        },
        Instr::LoadItem { .. } | Instr::StoreItem { .. } | Instr::DeleteItem { .. } => return last_bracket(segment),
        _ => return None,
    };
    let symbol: Vec<char> = symbol.chars().collect();
    let mut found = None;
    let mut depth = 0usize;
    let mut i = 0;
    let mut operand = false;
    while i < segment.len() {
        let c = segment[i];
        match c {
            '\'' | '"' => {
                i = skip_string(segment, i);
                operand = true;
                continue;
            }
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' => {
                depth = depth.saturating_sub(1);
                operand = true;
            }
            _ if c.is_whitespace() => {}
            _ if c.is_alphanumeric() || c == '_' || c == '.' => operand = true,
            _ => {
                // A run of operator characters is one operator: `*` does not match in `**`.
                let run = segment[i..].iter().take_while(|c| "+-*/%@<>&|^=!".contains(**c)).count().max(1);
                let same = segment[i..].starts_with(&symbol)
                    && (run == symbol.len() || !"*/<>".contains(segment[i + symbol.len()]));
                if depth == 0 && operand && same && (symbol.len() < 2 || found.is_none() || symbol != ['*', '*']) {
                    found = Some((i, i + symbol.len()));
                }
                operand = false;
                i += if same { symbol.len() } else { run };
                continue;
            }
        }
        if "([{".contains(c) {
            operand = false;
        }
        i += 1;
    }
    found
}

fn skip_string(segment: &[char], start: usize) -> usize {
    let quote = segment[start];
    let mut i = start + 1;
    while i < segment.len() && segment[i] != quote {
        i += if segment[i] == '\\' { 2 } else { 1 };
    }
    (i + 1).min(segment.len())
}

fn last_bracket(segment: &[char]) -> Option<(usize, usize)> {
    let end = segment.iter().rposition(|&c| c == ']')?;
    if segment[end + 1..].iter().any(|c| !c.is_whitespace()) {
        return None;
    }
    let mut depth = 0usize;
    for i in (0..=end).rev() {
        match segment[i] {
            ']' | ')' | '}' => depth += 1,
            '[' | '(' | '{' => {
                depth -= 1;
                if depth == 0 {
                    return Some((i, end + 1));
                }
            }
            _ => {}
        }
    }
    None
}

fn entry(vm: &Vm, args: &[Value]) -> Option<Traceback> {
    vm.traceback_entry(args[0]).cloned()
}

fn text(vm: &mut Vm, args: &[Value]) -> Native {
    let text = vm.traceback_text(args[0]);
    Ok(vm.str(text))
}

fn line(vm: &mut Vm, args: &[Value]) -> Native {
    Ok(entry(vm, args).map_or(Value::None, |t| Value::Int(vm.code(t.code).line(t.pc as usize) as i64)))
}

fn next(vm: &mut Vm, args: &[Value]) -> Native {
    Ok(entry(vm, args).map_or(Value::None, |t| t.next.or_none()))
}

fn set_next(vm: &mut Vm, args: &[Value]) -> Native {
    let next = match args[1] {
        Value::None => Ref::NONE,
        v if vm.traceback_entry(v).is_some() => v.as_ref().unwrap_or(Ref::NONE),
        other => {
            let name = vm.type_name(other);
            return Err(vm.type_error(&format!("expected traceback object or None, got '{name}'")));
        }
    };
    let mut at = Value::Ref(next);
    while let Some(t) = vm.traceback_entry(at) {
        if at.is(args[0]) {
            return Err(vm.value_error("traceback loop detected"));
        }
        at = t.next.or_none();
    }
    if let Value::Ref(r) = args[0]
        && let Payload::Traceback(t) = vm.heap.payload_mut(r)
    {
        t.next = next;
    }
    Ok(Value::None)
}

fn lasti(vm: &mut Vm, args: &[Value]) -> Native {
    Ok(entry(vm, args).map_or(Value::None, |t| Value::Int(t.pc as i64 * 2)))
}

fn frame(vm: &mut Vm, args: &[Value]) -> Native {
    let Some(t) = entry(vm, args) else { return Ok(Value::None) };
    let data = FrameData::new(t.code, t.pc, t.globals, t.globals, Ref::NONE);
    Ok(vm.alloc(types::FRAME, Payload::Frame(Box::new(data))))
}

/// In the prelude: the source line of a code position and its span, for `traceback`'s summaries:
/// (filename, line, name, text, column, end line, end column).
fn position(vm: &mut Vm, args: &[Value]) -> Native {
    let Some(t) = entry(vm, args) else { return Ok(Value::None) };
    let code = vm.code(t.code).clone();
    let pc = t.pc as usize;
    let line = code.line(pc);
    let span = code.spans.get(pc).copied().unwrap_or_default();
    let (start, end) = (code.source.position(span.start), code.source.position(span.end));
    let filename = vm.str(code.source.filename.as_str());
    let name = vm.str(code.name.as_str());
    let text = code.source.line_text(line).unwrap_or_default();
    let text = vm.str(text);
    Ok(vm.tuple(vec![
        filename,
        Value::Int(line as i64),
        name,
        text,
        Value::Int(start.column as i64),
        Value::Int(end.line as i64),
        Value::Int(end.column as i64),
    ]))
}

pub(crate) const NATIVES: &[NativeDef] = &[
    native("traceback", "tb_lineno", "get self", line),
    native("traceback", "tb_next", "get self", next),
    native("traceback", "tb_next", "set self, value", set_next),
    native("traceback", "tb_lasti", "get self", lasti),
    native("traceback", "tb_frame", "get self", frame),
    native("_prelude", "_traceback_text", "traceback, /", text),
    native("_prelude", "_traceback_position", "traceback, /", position),
];

#[cfg(test)]
mod tests {
    use weft_code::BinaryOp;

    use super::*;

    fn marks(op: BinaryOp, text: &str) -> Option<(usize, usize)> {
        let segment: Vec<char> = text.chars().collect();
        anchors(Some(Instr::Binary { op, dst: 0, a: 0, b: 0 }), &segment)
    }

    #[test]
    fn finds_the_operator_of_the_whole_expression() {
        assert_eq!(marks(BinaryOp::TrueDiv, "1 / 0"), Some((2, 3)));
        assert_eq!(marks(BinaryOp::Add, "a + b + c"), Some((6, 7)));
        assert_eq!(marks(BinaryOp::Sub, "a - -b"), Some((2, 3)));
        assert_eq!(marks(BinaryOp::Add, "f(a + b) + '+'"), Some((9, 10)));
        assert_eq!(marks(BinaryOp::Mul, "2 ** 3 * x"), Some((7, 8)));
        assert_eq!(marks(BinaryOp::FloorDiv, "a // b"), Some((2, 4)));
    }

    #[test]
    fn finds_the_last_subscript() {
        let segment: Vec<char> = "a[0][i + 1]".chars().collect();
        assert_eq!(last_bracket(&segment), Some((4, 11)));
    }
}
