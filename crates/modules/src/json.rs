//! Natives of `_json`: whole documents of plain data at once. What needs Python code (hooks, other
//! types, errors with their exact words) is left to the Python modules: the natives then answer None.
//!
//! Reference: <https://docs.python.org/3/library/json.html>.

use num_bigint::BigInt;
use weft_vm::{Dict, Find, Native, NativeDef, Payload, Value, Vm, types};

use crate::support::{ask, index, native, text};

/// Containers within containers that are gone through natively; Python code does deeper ones, up to its
/// recursion limit.
const MAX_DEPTH: usize = 150;

struct Scanner<'a> {
    text: &'a [u8],
    at: usize,
    vm: &'a mut Vm,
}

impl Scanner<'_> {
    fn blank(&mut self) {
        while matches!(self.text.get(self.at), Some(b' ' | b'\t' | b'\n' | b'\r')) {
            self.at += 1;
        }
    }

    fn word(&mut self, word: &str, value: Value) -> Option<Value> {
        self.text[self.at..].starts_with(word.as_bytes()).then(|| {
            self.at += word.len();
            value
        })
    }

    fn value(&mut self, depth: usize) -> Option<Value> {
        if depth > MAX_DEPTH {
            return None;
        }
        match self.text.get(self.at)? {
            b'"' => {
                self.at += 1;
                let text = self.string()?;
                Some(self.vm.str(text))
            }
            b'{' => self.object(depth),
            b'[' => self.array(depth),
            b'n' => self.word("null", Value::None),
            b't' => self.word("true", Value::Bool(true)),
            b'f' => self.word("false", Value::Bool(false)),
            b'N' => self.word("NaN", Value::Float(f64::NAN)),
            b'I' => self.word("Infinity", Value::Float(f64::INFINITY)),
            b'-' if self.text[self.at..].starts_with(b"-I") => self.word("-Infinity", Value::Float(f64::NEG_INFINITY)),
            _ => self.number(),
        }
    }

    fn digits(&mut self) -> usize {
        let start = self.at;
        while self.text.get(self.at).is_some_and(u8::is_ascii_digit) {
            self.at += 1;
        }
        self.at - start
    }

    fn number(&mut self) -> Option<Value> {
        let start = self.at;
        if self.text.get(self.at) == Some(&b'-') {
            self.at += 1;
        }
        let leading = self.at;
        match self.digits() {
            0 => return None,
            1 => {}
            _ if self.text[leading] == b'0' => self.at = leading + 1,
            _ => {}
        }
        let mut real = false;
        let mark = self.at;
        if self.text.get(self.at) == Some(&b'.') {
            self.at += 1;
            if self.digits() > 0 {
                real = true;
            } else {
                self.at = mark;
            }
        }
        let mark = self.at;
        if matches!(self.text.get(self.at), Some(b'e' | b'E')) && (real || mark > leading) {
            self.at += 1;
            if matches!(self.text.get(self.at), Some(b'+' | b'-')) {
                self.at += 1;
            }
            if self.digits() > 0 {
                real = true;
            } else {
                self.at = mark;
            }
        }
        let text = std::str::from_utf8(&self.text[start..self.at]).ok()?;
        if real {
            return text.parse().ok().map(Value::Float);
        }
        match text.parse::<i64>() {
            Ok(i) => Some(Value::Int(i)),
            // Longer ones are an error in Python.
            Err(_) if text.len() > 4300 => None,
            Err(_) => text.parse::<BigInt>().ok().map(|i| self.vm.int_value(i)),
        }
    }

    fn hex(&mut self) -> Option<u32> {
        let digits = std::str::from_utf8(self.text.get(self.at..self.at + 4)?).ok()?;
        if !digits.bytes().all(|b| b.is_ascii_hexdigit()) {
            return None;
        }
        self.at += 4;
        u32::from_str_radix(digits, 16).ok()
    }

    /// The rest of a string after its opening quote.
    fn string(&mut self) -> Option<String> {
        let mut out = Vec::new();
        loop {
            let start = self.at;
            while self.text.get(self.at).is_some_and(|b| !matches!(b, b'"' | b'\\' | 0..=31)) {
                self.at += 1;
            }
            out.extend_from_slice(&self.text[start..self.at]);
            match self.text.get(self.at)? {
                b'"' => {
                    self.at += 1;
                    return String::from_utf8(out).ok();
                }
                b'\\' => {
                    let c = *self.text.get(self.at + 1)?;
                    self.at += 2;
                    match c {
                        b'"' | b'\\' | b'/' => out.push(c),
                        b'b' => out.push(8),
                        b'f' => out.push(12),
                        b'n' => out.push(b'\n'),
                        b'r' => out.push(b'\r'),
                        b't' => out.push(b'\t'),
                        b'u' => {
                            let mut code = self.hex()?;
                            if (0xd800..0xdc00).contains(&code) && self.text[self.at..].starts_with(b"\\u") {
                                let behind = self.at;
                                self.at += 2;
                                match self.hex()? {
                                    low @ 0xdc00..=0xdfff => code = 0x10000 + ((code - 0xd800) << 10) + (low - 0xdc00),
                                    _ => self.at = behind,
                                }
                            }
                            let mut buffer = [0; 4];
                            out.extend_from_slice(
                                weft_vm::surrogates::char_of(code)?.encode_utf8(&mut buffer).as_bytes(),
                            );
                        }
                        _ => return None,
                    }
                }
                _ => return None,
            }
        }
    }

    fn array(&mut self, depth: usize) -> Option<Value> {
        self.at += 1;
        let mut items = Vec::new();
        self.blank();
        if self.text.get(self.at) == Some(&b']') {
            self.at += 1;
            return Some(self.vm.list(items));
        }
        loop {
            self.blank();
            items.push(self.value(depth + 1)?);
            self.blank();
            match self.text.get(self.at)? {
                b',' => self.at += 1,
                b']' => break,
                _ => return None,
            }
        }
        self.at += 1;
        Some(self.vm.list(items))
    }

    fn object(&mut self, depth: usize) -> Option<Value> {
        self.at += 1;
        let mut dict = Dict::new();
        self.blank();
        if self.text.get(self.at) == Some(&b'}') {
            self.at += 1;
            return Some(Value::Ref(self.vm.heap.dict(dict)));
        }
        loop {
            self.blank();
            if self.text.get(self.at) != Some(&b'"') {
                return None;
            }
            self.at += 1;
            let name = self.string()?;
            let name = if name.len() <= 20 { Value::Ref(self.vm.heap.intern(&name)) } else { self.vm.str(name) };
            self.blank();
            if self.text.get(self.at) != Some(&b':') {
                return None;
            }
            self.at += 1;
            self.blank();
            let value = self.value(depth + 1)?;
            let hash = self.vm.hash_native(name).ok()?;
            match dict.find(hash, 0, |k| self.vm.keys_equal(k, name)) {
                Find::Found(at) => dict.set_value(at, value),
                _ => {
                    dict.insert_new(hash, name, value);
                }
            }
            self.blank();
            match self.text.get(self.at)? {
                b',' => self.at += 1,
                b'}' => break,
                _ => return None,
            }
        }
        self.at += 1;
        Some(Value::Ref(self.vm.heap.dict(dict)))
    }
}

/// `scan(text, index)`: the value there and the index behind it, or None.
fn scan(vm: &mut Vm, args: &[Value]) -> Native {
    let source = text(vm, args[0], "first argument")?;
    let start = index(vm, ("_json", "scan"), args, 1)?;
    let Ok(start) = usize::try_from(start) else { return Ok(Value::None) };
    let Some((start, _)) = source.char_indices().nth(start) else { return Ok(Value::None) };
    vm.check_size(source.len() * 4)?;
    let mut scanner = Scanner { text: source.as_bytes(), at: start, vm };
    let Some(value) = scanner.value(0) else { return Ok(Value::None) };
    let end = scanner.at;
    let end = if source.is_ascii() { end } else { source[..end].chars().count() };
    Ok(vm.tuple(vec![value, Value::Int(end as i64)]))
}

/// `scanstring(text, index, strict)`: the string whose opening quote is before the index, and the index
/// behind it. What is not simple, and errors, are Python code's.
fn scanstring(vm: &mut Vm, args: &[Value]) -> Native {
    let source = text(vm, args[0], "first argument")?;
    let start = index(vm, ("_json", "scanstring"), args, 1)?;
    let place = usize::try_from(start).ok().and_then(|n| match source.is_ascii() {
        true => (n <= source.len()).then_some(n),
        false => source.char_indices().map(|(at, _)| at).chain([source.len()]).nth(n),
    });
    if let Some(at) = place {
        let mut scanner = Scanner { text: source.as_bytes(), at, vm };
        if let Some(string) = scanner.string() {
            let end = scanner.at;
            let end = if source.is_ascii() { end } else { source[..end].chars().count() };
            let string = vm.str(string);
            return Ok(vm.tuple(vec![string, Value::Int(end as i64)]));
        }
    }
    ask(vm, "json.scanstring", &[args[0], args[1], args[2].or(Value::Bool(true))])
}

// ---- writing

struct Style {
    ascii: bool,
    item_separator: String,
    key_separator: String,
    indent: Option<String>,
    sort: bool,
    nan: bool,
}

fn quote(out: &mut String, text: &str, ascii: bool) {
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '\x08' => out.push_str("\\b"),
            '\x0c' => out.push_str("\\f"),
            c if (c as u32) < 32 || (ascii && !(' '..='~').contains(&c)) => {
                if let Some(code) = weft_vm::surrogates::surrogate(c) {
                    out.push_str(&format!("\\u{code:04x}"));
                    continue;
                }
                let mut units = [0; 2];
                for unit in c.encode_utf16(&mut units) {
                    out.push_str(&format!("\\u{unit:04x}"));
                }
            }
            c => out.push(c),
        }
    }
    out.push('"');
}

/// A number or constant as JSON has it; `None` for anything else.
fn scalar(vm: &Vm, v: Value, nan: bool) -> Option<String> {
    Some(match v {
        Value::None => "null".into(),
        Value::Bool(b) => if b { "true" } else { "false" }.into(),
        Value::Int(i) => i.to_string(),
        Value::Float(f) if f.is_finite() => vm.repr_native(v)?,
        Value::Float(f) if nan => if f.is_nan() {
            "NaN"
        } else if f > 0.0 {
            "Infinity"
        } else {
            "-Infinity"
        }
        .into(),
        Value::Ref(r) if vm.object(r).class == types::INT => vm.repr_native(v)?,
        _ => return None,
    })
}

fn write(vm: &Vm, out: &mut String, v: Value, style: &Style, depth: usize) -> Option<()> {
    if let Some(text) = scalar(vm, v, style.nan) {
        out.push_str(&text);
        return Some(());
    }
    let Value::Ref(r) = v else { return None };
    // Where it gets deep, Python code looks for rings and counts.
    if depth > MAX_DEPTH {
        return None;
    }
    let object = vm.object(r);
    let inner = |out: &mut String, depth: usize| {
        if let Some(indent) = &style.indent {
            out.push('\n');
            (0..depth).for_each(|_| out.push_str(indent));
        }
    };
    match &object.payload {
        Payload::Str(t) => quote(out, &t.data, style.ascii),
        Payload::List(_) | Payload::Tuple(_) if object.class == types::LIST || object.class == types::TUPLE => {
            let items = vm.heap.as_sequence(v)?;
            out.push('[');
            for (i, item) in items.iter().enumerate() {
                if i > 0 {
                    out.push_str(&style.item_separator);
                }
                inner(out, depth + 1);
                write(vm, out, *item, style, depth + 1)?;
            }
            if !items.is_empty() {
                inner(out, depth);
            }
            out.push(']');
        }
        Payload::Dict(d) if object.class == types::DICT => {
            let mut entries: Vec<(Value, Value)> = d.iter().map(|e| (e.key, e.value)).collect();
            if style.sort {
                if entries.iter().any(|(k, _)| vm.heap.as_str(*k).is_none()) {
                    return None;
                }
                entries.sort_by(|a, b| vm.heap.as_str(a.0).cmp(&vm.heap.as_str(b.0)));
            }
            out.push('{');
            for (i, (key, value)) in entries.iter().enumerate() {
                if i > 0 {
                    out.push_str(&style.item_separator);
                }
                inner(out, depth + 1);
                match vm.heap.as_str(*key) {
                    Some(text) => quote(out, text, style.ascii),
                    None => quote(out, &scalar(vm, *key, style.nan)?, style.ascii),
                }
                out.push_str(&style.key_separator);
                write(vm, out, *value, style, depth + 1)?;
            }
            if !entries.is_empty() {
                inner(out, depth);
            }
            out.push('}');
        }
        _ => return None,
    }
    Some(())
}

/// `write(object, ascii, indent, key separator, item separator, sort, nan)`: the text, or None.
fn write_document(vm: &mut Vm, args: &[Value]) -> Native {
    let flag = |vm: &Vm, v| vm.truth_native(v).unwrap_or(false);
    let style = Style {
        ascii: flag(vm, args[1]),
        indent: vm.heap.as_str(args[2]).map(str::to_owned),
        key_separator: text(vm, args[3], "separator")?,
        item_separator: text(vm, args[4], "separator")?,
        sort: flag(vm, args[5]),
        nan: flag(vm, args[6]),
    };
    let mut out = String::new();
    match write(vm, &mut out, args[0], &style, 0) {
        Some(()) => Ok(vm.str(out)),
        None => Ok(Value::None),
    }
}

fn quoted(vm: &mut Vm, args: &[Value], ascii: bool) -> Native {
    let Some(text) = vm.heap.as_str(args[0]) else {
        let name = vm.type_name(args[0]);
        return Err(vm.type_error(&format!("first argument must be a string, not {name}")));
    };
    let mut out = String::with_capacity(text.len() + 2);
    quote(&mut out, text, ascii);
    Ok(vm.str(out))
}

fn encode_basestring(vm: &mut Vm, args: &[Value]) -> Native {
    quoted(vm, args, false)
}

fn encode_basestring_ascii(vm: &mut Vm, args: &[Value]) -> Native {
    quoted(vm, args, true)
}

pub(crate) const NATIVES: &[NativeDef] = &[
    native("_json", "_scan", "text, index, /", scan),
    native("_json", "scanstring", "string, end, strict=True, /", scanstring),
    native("_json", "_write", "object, ascii, indent, key, item, sort, nan, /", write_document),
    native("_json", "encode_basestring", "text, /", encode_basestring),
    native("_json", "encode_basestring_ascii", "text, /", encode_basestring_ascii),
];
