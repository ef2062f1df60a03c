//! Natives of `_string`: format strings taken apart, for `string.Formatter`.

use weft_vm::{Native, NativeDef, Value, Vm};

use crate::support::{native, text};

/// `formatter_parser(format)`: a list of (literal text, field name, specification, conversion).
fn formatter_parser(vm: &mut Vm, args: &[Value]) -> Native {
    let format = text(vm, args[0], "expected")?;
    let chars: Vec<char> = format.chars().collect();
    let mut out = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        let mut literal = String::new();
        let mut field = false;
        while at < chars.len() {
            let c = chars[at];
            at += 1;
            if c != '{' && c != '}' {
                literal.push(c);
            } else if chars.get(at) == Some(&c) {
                literal.push(c);
                at += 1;
                // A doubled brace ends this piece, as CPython's parser has it.
                break;
            } else if c == '}' {
                return Err(vm.value_error("Single '}' encountered in format string"));
            } else if at == chars.len() {
                return Err(vm.value_error("Single '{' encountered in format string"));
            } else {
                field = true;
                break;
            }
        }
        let literal = vm.str(literal);
        if !field {
            out.push(vm.tuple(vec![literal, Value::None, Value::None, Value::None]));
            continue;
        }
        let start = at;
        let mut depth = 1;
        let mut brackets = false;
        let mut name_end = None;
        while at < chars.len() {
            match chars[at] {
                '[' if name_end.is_none() => brackets = true,
                ']' if name_end.is_none() => brackets = false,
                '{' => depth += 1,
                '}' if !brackets || name_end.is_some() => depth -= 1,
                ':' | '!' if depth == 1 && !brackets && name_end.is_none() => name_end = Some(at),
                _ => {}
            }
            if depth == 0 {
                break;
            }
            at += 1;
        }
        if depth > 0 {
            return Err(vm.value_error("expected '}' before end of string"));
        }
        let end = at;
        at += 1;
        let name: String = chars[start..name_end.unwrap_or(end)].iter().collect();
        let mut conversion = Value::None;
        let mut spec_start = name_end.map_or(end, |e| e + 1);
        if let Some(e) = name_end
            && chars[e] == '!'
        {
            let Some(&c) = chars[..end].get(e + 1) else {
                return Err(vm.value_error("end of string while looking for conversion specifier"));
            };
            conversion = vm.str(c.to_string());
            spec_start = match chars[..end].get(e + 2) {
                None => end,
                Some(':') => e + 3,
                Some(_) => return Err(vm.value_error("expected ':' after conversion specifier")),
            };
        }
        let spec: String = chars[spec_start.min(end)..end].iter().collect();
        let (name, spec) = (vm.str(name), vm.str(spec));
        out.push(vm.tuple(vec![literal, name, spec, conversion]));
    }
    Ok(vm.list(out))
}

/// A name or number of a field.
fn key(vm: &mut Vm, text: &str) -> Value {
    match text.parse::<i64>() {
        Ok(n) if text.bytes().all(|b| b.is_ascii_digit()) => Value::Int(n),
        _ => vm.str(text),
    }
}

/// `formatter_field_name_split(name)`: what comes first, and a list of (is attribute, name or index).
fn formatter_field_name_split(vm: &mut Vm, args: &[Value]) -> Native {
    let name = text(vm, args[0], "expected")?;
    let end = name.find(['.', '[']).unwrap_or(name.len());
    let first = key(vm, &name[..end]);
    let mut rest = &name[end..];
    let mut parts = Vec::new();
    while let Some(after) = rest.strip_prefix('.').or_else(|| rest.strip_prefix('[')) {
        let attribute = rest.starts_with('.');
        let part;
        if attribute {
            let end = after.find(['.', '[']).unwrap_or(after.len());
            part = vm.str(&after[..end]);
            rest = &after[end..];
        } else {
            let Some(end) = after.find(']') else {
                return Err(vm.value_error("Missing ']' in format string"));
            };
            part = key(vm, &after[..end]);
            rest = &after[end + 1..];
        }
        if rest.len() < after.len() && part_is_empty(vm, part) {
            return Err(vm.value_error("Empty attribute in format string"));
        }
        parts.push(vm.tuple(vec![Value::Bool(attribute), part]));
    }
    if !rest.is_empty() {
        return Err(vm.value_error("Only '.' or '[' may follow ']' in format field specifier"));
    }
    let parts = vm.list(parts);
    Ok(vm.tuple(vec![first, parts]))
}

fn part_is_empty(vm: &Vm, part: Value) -> bool {
    vm.heap.as_str(part).is_some_and(str::is_empty)
}

pub(crate) const NATIVES: &[NativeDef] = &[
    native("_string", "formatter_parser", "format, /", formatter_parser),
    native("_string", "formatter_field_name_split", "name, /", formatter_field_name_split),
];
