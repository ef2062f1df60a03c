//! `repr` and `str` of values that need no Python code for it.

use crate::{
    format::{bytes_repr, decimal_digits, float_repr, str_repr},
    names,
    natives::Native,
    object::{BoundMethod, Payload, ViewKind},
    types,
    value::{Ref, Value},
    vm::Vm,
};

/// Containers nested deeper than this are left to Python code, which the recursion limit bounds.
const MAX_DEPTH: usize = 60;

impl Vm {
    /// `repr(v)`; `None` if Python code has to make it.
    pub fn repr_native(&self, v: Value) -> Option<String> {
        let mut out = String::new();
        let mut open = Vec::new();
        self.repr_into(v, &mut out, &mut open).then_some(out)
    }

    /// The beginning of `repr(v)`, for charts: no more than `limit` characters, and of long texts and sequences no more
    /// is looked at. What Python code would have to make is named by its type.
    pub fn preview(&self, v: Value, limit: usize) -> String {
        let begun = v.as_ref().and_then(|r| match self.heap.payload(r) {
            Payload::Str(t) if t.data.len() > limit => {
                Some(str_repr(&t.data.chars().take(limit + 1).collect::<String>()))
            }
            Payload::Bytes(b) if b.len() > limit => Some(bytes_repr(&b[..limit])),
            Payload::List(items) if items.len() > limit => Some(self.preview_items("[", &items[..limit], limit)),
            Payload::Tuple(items) if items.len() > limit => Some(self.preview_items("(", &items[..limit], limit)),
            _ => None,
        });
        let text = begun.or_else(|| self.repr_native(v)).unwrap_or_else(|| format!("<{}>", self.type_name(v)));
        match text.char_indices().nth(limit) {
            Some((at, _)) => format!("{}…", &text[..at]),
            None => text,
        }
    }

    fn preview_items(&self, open: &str, items: &[Value], limit: usize) -> String {
        let mut text = open.to_owned();
        for (i, item) in items.iter().enumerate() {
            if text.len() > limit * 4 {
                break;
            }
            if i > 0 {
                text.push_str(", ");
            }
            // A long one inside a long one may be the same one, or nest for ever.
            let long = match item.as_ref().map(|r| self.heap.payload(r)) {
                Some(Payload::List(items)) => items.len() > limit,
                Some(Payload::Tuple(items)) => items.len() > limit,
                _ => false,
            };
            if long {
                text.push_str("[…]");
            } else {
                text.push_str(&self.preview(*item, limit));
            }
        }
        text
    }

    /// `str(v)`; `None` if Python code has to make it.
    pub fn str_native(&self, v: Value) -> Option<String> {
        let mut v = v;
        // A proxy's text is that of what stands behind it.
        while let Value::Ref(r) = v
            && let Payload::MappingProxy(inner) = self.heap.payload(r)
        {
            v = *inner;
        }
        if let Value::Ref(r) = v {
            let class = self.heap.get(r).class;
            if !types::is_builtin(class) {
                // A class may have taken a type's `__repr__` as its `__str__`: it is called like a method of its own.
                let own = |m: &Value| !self.is_native(*m) || self.is_repr(*m);
                if self.find_in_mro(class, names::__str__).is_some_and(|m| own(&m)) {
                    return None;
                }
                if self.is_subclass(class, types::STR) {
                    return Some(self.heap.text(r).to_owned());
                }
            } else if let Payload::Str(t) = self.heap.payload(r) {
                return Some(t.data.to_string());
            }
            if let Payload::Exception(_) = self.heap.payload(r) {
                return self.exception_str(v);
            }
        }
        self.repr_native(v)
    }

    /// Is it the `__repr__` of a built-in type?
    fn is_repr(&self, method: Value) -> bool {
        matches!(method, Value::Ref(r) if matches!(self.heap.payload(r),
            Payload::Native(n) if self.natives.entries[*n as usize].def.name == "__repr__"))
    }

    /// `repr(v)` as a value, with a call where needed.
    pub(crate) fn repr_value(&mut self, v: Value) -> Native {
        match self.repr_native(v) {
            Some(text) => Ok(self.str(text)),
            None => self.call_prelude("_repr", vec![v]),
        }
    }

    pub(crate) fn str_value(&mut self, v: Value) -> Native {
        match self.str_native(v) {
            Some(text) => Ok(self.str(text)),
            None => {
                let class = Value::Ref(types::STR);
                self.call_prelude("_str_of", vec![class, v])
            }
        }
    }

    /// For messages: the repr if it can be had natively, else the default one.
    pub(crate) fn repr_or_placeholder(&self, v: Value) -> String {
        self.repr_native(v).unwrap_or_else(|| self.plain_repr(v))
    }

    /// The repr that the object's built-in type gives, whatever its class says.
    pub(crate) fn builtin_repr(&self, v: Value) -> Option<String> {
        let mut out = String::new();
        let mut open = Vec::new();
        self.repr_payload(v, &mut out, &mut open).then_some(out)
    }

    pub(crate) fn builtin_str(&self, v: Value) -> Option<String> {
        if let Value::Ref(r) = v {
            match self.heap.payload(r) {
                Payload::Str(t) => return Some(t.data.to_string()),
                Payload::Exception(_) => return self.exception_str(v),
                Payload::MappingProxy(inner) => return self.repr_native(*inner),
                _ => {}
            }
        }
        self.builtin_repr(v)
    }

    /// `<module.Class object at 0x…>`.
    pub(crate) fn plain_repr(&self, v: Value) -> String {
        let class = self.class_of(v);
        let address = v.as_ref().map_or(0, |r| self.address(r));
        format!("<{} object at {address:#x}>", self.qualified_class_name(class))
    }

    /// `module.Qualname`, without the module for built-ins.
    pub(crate) fn qualified_class_name(&self, class: Ref) -> String {
        let Some(t) = self.heap.as_type(class) else { return String::new() };
        let qualname = self.heap.text(t.qualname);
        let module = self.heap.get_name(self.heap.get(class).dict, names::__module__);
        match module.and_then(|m| self.heap.as_str(m)) {
            Some("builtins") | None => qualname.to_owned(),
            Some(module) => format!("{module}.{qualname}"),
        }
    }

    fn exception_str(&self, v: Value) -> Option<String> {
        let e = self.exception(v)?;
        let args = self.heap.tuple_items(e.args).to_vec();
        let own = |name| self.instance_attr(v, name);
        if self.is_instance(v, types::OS_ERROR)
            && let (Some(errno), Some(strerror)) = (own(names::errno), own(names::strerror))
        {
            let (errno, strerror) = (self.str_native(errno)?, self.str_native(strerror)?);
            return Some(match own(names::filename) {
                Some(f) if !f.is_none() => match own(names::filename2) {
                    Some(g) if !g.is_none() => {
                        format!("[Errno {errno}] {strerror}: {} -> {}", self.repr_native(f)?, self.repr_native(g)?)
                    }
                    _ => format!("[Errno {errno}] {strerror}: {}", self.repr_native(f)?),
                },
                _ => format!("[Errno {errno}] {strerror}"),
            });
        }
        if self.is_instance(v, types::SYNTAX_ERROR)
            && let Some(msg) = own(names::msg)
        {
            let msg = self.str_native(msg)?;
            let line = own(names::lineno).filter(|l| !l.is_none());
            let file = own(names::filename).and_then(|f| self.heap.as_str(f).map(str::to_owned));
            return Some(match (file, line) {
                (Some(f), Some(l)) => {
                    let base = f.rsplit('/').next().unwrap_or(&f).to_owned();
                    format!("{msg} ({base}, line {})", self.str_native(l)?)
                }
                (None, Some(l)) => format!("{msg} (line {})", self.str_native(l)?),
                (Some(f), None) => format!("{msg} ({})", f.rsplit('/').next().unwrap_or(&f)),
                (None, None) => msg,
            });
        }
        let of_unicode = [types::UNICODE_ENCODE_ERROR, types::UNICODE_DECODE_ERROR, types::UNICODE_TRANSLATE_ERROR];
        if of_unicode.into_iter().any(|class| self.is_instance(v, class)) {
            return self.unicode_error_str(v);
        }
        if self.is_instance(v, types::BASE_EXCEPTION_GROUP) {
            return None;
        }
        match args.as_slice() {
            [] => Some(String::new()),
            [one] if self.is_instance(v, types::KEY_ERROR) => self.repr_native(*one),
            [one] => self.str_native(*one),
            _ => {
                let mut out = String::from("(");
                let mut open = Vec::new();
                self.repr_items(&args, &mut out, &mut open).then(|| {
                    out.push(')');
                    out
                })
            }
        }
    }

    /// By what its attributes are by now.
    fn unicode_error_str(&self, v: Value) -> Option<String> {
        let own = |name: Ref| self.instance_attr(v, name);
        // Its `__init__` was not called.
        let Some(object) = own(names::object) else { return Some(String::new()) };
        let reason = self.str_native(own(names::reason)?)?;
        let (start, end) = (self.as_i64(own(names::start)?)?, self.as_i64(own(names::end)?)?);
        let codec = match own(names::encoding) {
            Some(encoding) => format!("'{}' codec ", self.str_native(encoding)?),
            None => String::new(),
        };
        let decode = self.is_instance(v, types::UNICODE_DECODE_ERROR);
        let verb = if self.is_instance(v, types::UNICODE_TRANSLATE_ERROR) {
            "translate"
        } else if decode {
            "decode"
        } else {
            "encode"
        };
        let at = start.max(0) as usize;
        let one = match (self.heap.as_text(object), self.as_bytes(object)) {
            _ if end != start + 1 => None,
            (Some(text), _) if at < text.len as usize => {
                let escape = match weft_code::surrogates::code_of(text.char_at(at)) {
                    c @ 0..=0xff => format!("\\x{c:02x}"),
                    c @ 0x100..=0xffff => format!("\\u{c:04x}"),
                    c => format!("\\U{c:08x}"),
                };
                Some(format!("character '{escape}' in position {start}"))
            }
            (_, Some(bytes)) => bytes.get(at).map(|byte| format!("byte {byte:#04x} in position {start}")),
            _ => None,
        };
        let what = one.unwrap_or_else(|| {
            let kind = if decode { "bytes" } else { "characters" };
            format!("{kind} in position {start}-{}", end.saturating_sub(1))
        });
        Some(format!("{codec}can't {verb} {what}: {reason}"))
    }

    // ---- the walk

    fn repr_into(&self, v: Value, out: &mut String, open: &mut Vec<Ref>) -> bool {
        if let Value::Ref(r) = v {
            let class = self.heap.get(r).class;
            if !types::is_builtin(class) {
                match self.find_in_mro(class, names::__repr__) {
                    Some(m) if self.is_native(m) => {}
                    _ => return false,
                }
                if let Payload::Instance | Payload::State(_) = self.heap.payload(r) {
                    out.push_str(&self.plain_repr(v));
                    return true;
                }
            }
            if let Payload::Type(_) = self.heap.payload(r)
                && !types::is_builtin(class)
            {
                // A metaclass may have a repr of its own; it was native, so the default holds.
                return self.repr_payload(v, out, open);
            }
        }
        self.repr_payload(v, out, open)
    }

    fn repr_items(&self, items: &[Value], out: &mut String, open: &mut Vec<Ref>) -> bool {
        for (i, item) in items.iter().enumerate() {
            if i > 0 {
                out.push_str(", ");
            }
            if !self.repr_into(*item, out, open) {
                return false;
            }
        }
        true
    }

    /// What stands inside of `r`, which cannot be inside of itself; false as of `repr_into`.
    fn repr_inside(&self, r: Ref, items: &[Value], out: &mut String, open: &mut Vec<Ref>) -> bool {
        if open.len() >= MAX_DEPTH {
            return false;
        }
        open.push(r);
        if !self.repr_items(items, out, open) {
            return false;
        }
        open.pop();
        true
    }

    /// Inside containers that are being shown already, show dots. `None`: go on; `Some`: the answer.
    fn enter(&self, r: Ref, dots: &str, out: &mut String, open: &mut Vec<Ref>) -> Option<bool> {
        if open.contains(&r) {
            out.push_str(dots);
            return Some(true);
        }
        if open.len() >= MAX_DEPTH {
            return Some(false);
        }
        open.push(r);
        None
    }

    /// Would it be too long with so many more bytes, all escaped?
    fn is_long_repr(&self, out: &str, bytes: usize) -> bool {
        bytes.saturating_mul(4).saturating_add(out.len()) > self.heap.limit
    }

    fn repr_payload(&self, v: Value, out: &mut String, open: &mut Vec<Ref>) -> bool {
        let r = match v {
            Value::None | Value::Unbound => {
                out.push_str("None");
                return true;
            }
            Value::NotImplemented => {
                out.push_str("NotImplemented");
                return true;
            }
            Value::Ellipsis => {
                out.push_str("Ellipsis");
                return true;
            }
            Value::Bool(b) => {
                out.push_str(if b { "True" } else { "False" });
                return true;
            }
            Value::Int(i) => {
                out.push_str(&i.to_string());
                return true;
            }
            Value::Float(f) => {
                out.push_str(&float_repr(f));
                return true;
            }
            Value::Ref(r) => r,
        };
        let address = self.address(r);
        let class = self.heap.get(r).class;
        match self.heap.payload(r) {
            // Too long when all is escaped: the prelude raises the error.
            Payload::Str(t) if self.is_long_repr(out, t.data.len()) => return false,
            Payload::Bytes(b) if self.is_long_repr(out, b.len()) => return false,
            Payload::ByteArray(b) if self.is_long_repr(out, b.len()) => return false,
            Payload::Str(t) => out.push_str(&str_repr(&t.data)),
            Payload::Bytes(b) => out.push_str(&bytes_repr(b)),
            Payload::ByteArray(b) => {
                // Between double quotes, CPython escapes single ones nevertheless.
                let mut shown = bytes_repr(b);
                if shown.starts_with("b\"") {
                    shown = shown.replace('\'', "\\'");
                }
                out.push_str(&format!("{}({shown})", self.class_name(class)));
            }
            Payload::BigInt(b) => match decimal_digits(b, self.int_max_str_digits) {
                Ok(digits) => {
                    let sign = if b.sign() == num_bigint::Sign::Minus { "-" } else { "" };
                    out.push_str(sign);
                    out.push_str(&digits);
                }
                // The prelude raises the error.
                Err(_) => return false,
            },
            Payload::Boxed(inner) => return self.repr_payload(*inner, out, open),
            Payload::Complex(c) => out.push_str(&complex_repr(c.0, c.1)),
            Payload::List(items) => {
                if let Some(done) = self.enter(r, "[...]", out, open) {
                    return done;
                }
                out.push('[');
                if !self.repr_items(items, out, open) {
                    return false;
                }
                out.push(']');
                open.pop();
            }
            Payload::Tuple(items) => {
                if let Some(done) = self.enter(r, "(...)", out, open) {
                    return done;
                }
                out.push('(');
                if !self.repr_items(items, out, open) {
                    return false;
                }
                out.push_str(if items.len() == 1 { ",)" } else { ")" });
                open.pop();
            }
            Payload::Dict(d) => {
                if let Some(done) = self.enter(r, "{...}", out, open) {
                    return done;
                }
                out.push('{');
                for (i, e) in d.iter().enumerate() {
                    if i > 0 {
                        out.push_str(", ");
                    }
                    if !self.repr_into(e.key, out, open) {
                        return false;
                    }
                    out.push_str(": ");
                    if !self.repr_into(e.value, out, open) {
                        return false;
                    }
                }
                out.push('}');
                open.pop();
            }
            Payload::Set(_)
                if !types::is_builtin(class)
                    && self.find_in_mro(class, names::__iter__).is_some_and(|m| !self.is_native(m)) =>
            {
                return false;
            }
            Payload::Set(s) => {
                let name = self.class_name(class);
                if s.is_empty() {
                    out.push_str(&name);
                    out.push_str("()");
                    return true;
                }
                if let Some(done) = self.enter(r, &format!("{name}(...)"), out, open) {
                    return done;
                }
                let plain = class == types::SET;
                if !plain {
                    out.push_str(&name);
                    out.push('(');
                }
                out.push('{');
                let items: Vec<Value> = s.iter().map(|(_, k)| k).collect();
                if !self.repr_items(&items, out, open) {
                    return false;
                }
                out.push('}');
                if !plain {
                    out.push(')');
                }
                open.pop();
            }
            Payload::Range(range) => {
                let part = |v: Value| self.repr_native(v).unwrap_or_default();
                out.push_str(&format!("range({}, {}", part(range.start), part(range.stop)));
                if !range.step.is(Value::Int(1)) {
                    out.push_str(&format!(", {}", part(range.step)));
                }
                out.push(')');
            }
            Payload::Slice(parts) => {
                out.push_str("slice(");
                if !self.repr_inside(r, &parts[..], out, open) {
                    return false;
                }
                out.push(')');
            }
            Payload::Cell(inner) => {
                let held = match inner {
                    Value::Unbound => "empty".to_owned(),
                    v => {
                        let at = v.as_ref().map_or(0x7ffe_0000_0000, |r| self.address(r));
                        format!("{} object at {at:#x}", self.type_name(*v))
                    }
                };
                out.push_str(&format!("<cell at {address:#x}: {held}>"));
            }
            Payload::Function(f) if class == types::BUILTIN_FUNCTION => {
                out.push_str(&format!("<built-in function {}>", self.heap.text(f.name)));
            }
            Payload::Function(f) => {
                out.push_str(&format!("<function {} at {address:#x}>", self.heap.text(f.qualname)));
            }
            Payload::Native(n) => {
                let entry = &self.natives.entries[*n as usize];
                if entry.binds {
                    let (name, owner) = (entry.def.name, entry.def.owner);
                    let kind = if entry.slot { "slot wrapper" } else { "method" };
                    out.push_str(&format!("<{kind} '{name}' of '{owner}' objects>"));
                } else {
                    out.push_str(&format!("<built-in function {}>", entry.def.name));
                }
            }
            Payload::BoundNative { native, receiver } => {
                let name = self.natives.entries[*native as usize].def.name;
                let at = receiver.as_ref().map_or(0, |r| self.address(r));
                let type_name = self.type_name(*receiver);
                out.push_str(&format!("<built-in method {name} of {type_name} object at {at:#x}>"));
            }
            Payload::BoundMethod(method) => {
                let BoundMethod { function, receiver } = &**method;
                let name = match function {
                    Value::Ref(f) => match self.heap.payload(*f) {
                        Payload::Function(f) => self.heap.text(f.qualname).to_owned(),
                        _ => "?".to_owned(),
                    },
                    _ => "?".to_owned(),
                };
                out.push_str(&format!("<bound method {name} of "));
                if !self.repr_inside(r, &[*receiver], out, open) {
                    return false;
                }
                out.push('>');
            }
            Payload::Type(_) => out.push_str(&format!("<class '{}'>", self.qualified_class_name(r))),
            Payload::Module => {
                let dict = self.heap.get(r).dict;
                let text = |name| self.heap.get_name(dict, name).and_then(|v| self.heap.as_str(v));
                let name = text(names::__name__).unwrap_or("?");
                match text(names::__file__) {
                    Some(file) => out.push_str(&format!("<module '{name}' from '{file}'>")),
                    None => out.push_str(&format!("<module '{name}' (built-in)>")),
                }
            }
            Payload::Code(n) => {
                let code = self.code(*n);
                out.push_str(&format!(
                    "<code object {} at {address:#x}, file \"{}\", line {}>",
                    code.name, code.source.filename, code.first_line
                ));
            }
            // Other classes are iterators that a generator does the work of.
            Payload::Generator(g) if [types::GENERATOR, types::COROUTINE, types::ASYNC_GENERATOR].contains(&class) => {
                let kind = match g.kind {
                    crate::object::GeneratorKind::Generator => "generator",
                    crate::object::GeneratorKind::Coroutine => "coroutine",
                    crate::object::GeneratorKind::AsyncGenerator => "async_generator",
                };
                out.push_str(&format!("<{kind} object {} at {address:#x}>", self.heap.text(g.qualname)));
            }
            Payload::Exception(e) => {
                let args = self.heap.tuple_items(e.args);
                out.push_str(&self.class_name(class));
                out.push('(');
                if !self.repr_inside(r, args, out, open) {
                    return false;
                }
                out.push(')');
            }
            Payload::DictView { dict, kind } => {
                let name = self.class_name(self.heap.get(r).class);
                if let Some(done) = self.enter(r, "...", out, open) {
                    return done;
                }
                out.push_str(&name);
                out.push_str("([");
                if let Some(d) = self.heap.as_dict(*dict) {
                    for (i, e) in d.iter().enumerate() {
                        if i > 0 {
                            out.push_str(", ");
                        }
                        let shown = match kind {
                            ViewKind::Keys => self.repr_into(e.key, out, open),
                            ViewKind::Values => self.repr_into(e.value, out, open),
                            ViewKind::Items => {
                                out.push('(');
                                let both = self.repr_items(&[e.key, e.value], out, open);
                                out.push(')');
                                both
                            }
                        };
                        if !shown {
                            return false;
                        }
                    }
                }
                out.push_str("])");
                open.pop();
            }
            Payload::MappingProxy(inner) => {
                out.push_str("mappingproxy(");
                if !self.repr_inside(r, &[*inner], out, open) {
                    return false;
                }
                out.push(')');
            }
            Payload::Super(s) => {
                let name = if s.class.is_none() { "NULL".to_owned() } else { self.class_name(s.class) };
                let of = if s.object_class.is_none() {
                    "NULL".to_owned()
                } else {
                    format!("<{} object>", self.class_name(s.object_class))
                };
                out.push_str(&format!("<super: <class '{name}'>, {of}>"));
            }
            Payload::WeakRef(w) => match w.target {
                Value::Unbound => out.push_str(&format!("<weakref at {address:#x}; dead>")),
                target => {
                    let at = target.as_ref().map_or(0, |r| self.address(r));
                    let name = self.type_name(target);
                    out.push_str(&format!("<weakref at {address:#x}; to '{name}' at {at:#x}>"));
                }
            },
            Payload::GenericAlias { .. } => return false,
            Payload::MemoryView(_) => out.push_str(&format!("<memory at {address:#x}>")),
            Payload::Frame(f) => {
                let code = self.code(f.code);
                out.push_str(&format!(
                    "<frame at {address:#x}, file '{}', line {}, code {}>",
                    code.source.filename,
                    code.line(f.pc as usize),
                    code.name
                ));
            }
            Payload::SlotMember { name, class, .. } => {
                let (name, owner) = (self.heap.text(*name), self.class_name(*class));
                out.push_str(&format!("<member '{name}' of '{owner}' objects>"));
            }
            Payload::GetSet { getter, .. } => {
                let name = self.natives.entries.get(*getter as usize).map_or("?", |e| e.def.name);
                let owner = match self.instance_attr(Value::Ref(r), names::__objclass__) {
                    Some(Value::Ref(class)) => self.class_name(class),
                    _ => self.natives.entries.get(*getter as usize).map_or("?", |e| e.def.owner).to_owned(),
                };
                let owner = owner.split('|').next().unwrap_or_default().rsplit('.').next().unwrap_or_default();
                out.push_str(&format!("<attribute '{name}' of '{owner}' objects>"));
            }
            Payload::StaticMethod(function) | Payload::ClassMethod(function) => {
                let kind = if matches!(self.heap.payload(r), Payload::StaticMethod(_)) { "static" } else { "class" };
                out.push_str(&format!("<{kind}method("));
                if !self.repr_inside(r, &[*function], out, open) {
                    return false;
                }
                out.push_str(")>");
            }
            Payload::Free(_)
            | Payload::Instance
            | Payload::Property(_)
            | Payload::Iterator(_)
            | Payload::Generator(_)
            | Payload::Traceback(_)
            | Payload::State(_) => out.push_str(&self.plain_repr(v)),
        }
        true
    }
}

fn complex_repr(re: f64, im: f64) -> String {
    let part = |f: f64| {
        let text = float_repr(f);
        text.strip_suffix(".0").map(str::to_owned).unwrap_or(text)
    };
    if re == 0.0 && re.is_sign_positive() {
        return format!("{}j", part(im));
    }
    let sign = if im.is_nan() || im.is_sign_positive() { "+" } else { "" };
    format!("({}{sign}{}j)", part(re), part(im))
}
