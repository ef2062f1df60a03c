//! A process as people look at it while it stands still: calls in progress with their variables, values in a few
//! characters. Nothing here runs Python.

use serde::{Deserialize, Serialize};

use crate::{
    format::{float_repr, str_repr},
    frame::{Frame, Thread},
    object::Payload,
    types,
    value::{Ref, Value},
    vm::Vm,
};

/// Containers inside containers are shown to this depth.
const MAX_DEPTH: usize = 3;
/// Digits of an integer beyond so many bits are not made just to be looked at.
const MAX_BITS: u64 = 2_000;

/// A call in progress.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Call {
    /// `co_qualname`; `<module>` for the program itself.
    pub function: String,
    pub filename: String,
    /// From 1: the line of the instruction that runs next in the innermost call, that was called from in the others.
    pub line: u32,
    /// The source of that instruction, as columns of the line from 0 in code points; the line's rest if it goes on in
    /// the next one. `None` where the compiler made it up.
    pub columns: Option<(u32, u32)>,
    /// That instruction, as a disassembly shows it.
    pub instruction: String,
    /// False in library code, of which nothing more is told.
    pub user: bool,
    /// Local variables that have a value, parameters first; none for `<module>`, whose variables are the globals.
    pub variables: Vec<Variable>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Variable {
    pub name: String,
    /// As [`Vm::describe`] tells it.
    pub value: String,
}

/// Where a thread stands in the user's program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    /// How many calls are below the innermost one of the user's.
    pub depth: usize,
    pub code: u32,
    /// The instruction: the next one in the innermost call, the one that calls in others.
    pub pc: u32,
    pub line: u32,
    /// The next instruction is the user's: no library code is under way.
    pub innermost: bool,
}

impl Vm {
    /// A thread's `most` innermost calls in progress, innermost first, and how many there are besides. Values take
    /// `width` characters at most.
    pub fn calls(&self, thread: &Thread, most: usize, width: usize) -> (Vec<Call>, usize) {
        let count = thread.frames.len();
        let calls = thread.frames.iter().enumerate().rev().take(most);
        let calls = calls.map(|(i, frame)| self.call_of(thread, frame, i + 1 == count, width)).collect();
        (calls, count.saturating_sub(most))
    }

    fn call_of(&self, thread: &Thread, frame: &Frame, innermost: bool, width: usize) -> Call {
        let code = self.code(frame.code);
        let pc = if innermost { frame.pc } else { frame.pc.saturating_sub(1) } as usize;
        let (variables, columns, instruction) = if code.source.user {
            let span = code.spans.get(pc).filter(|span| span.start < span.end);
            let columns = span.map(|span| {
                let (start, end) = (code.source.position(span.start), code.source.position(span.end));
                let rest =
                    || code.source.line_text(start.line).map_or(start.column, |text| text.chars().count() as u32);
                (start.column, if end.line == start.line { end.column } else { rest() })
            });
            let variables = match (code.flags.optimized, frame.locals) {
                (true, _) => self.local_variables(thread, frame, width),
                (false, locals) if locals.is_none() || locals == frame.globals => Vec::new(),
                (false, locals) => self.data_of(locals, width),
            };
            (variables, columns, weft_code::instruction_text(code, pc).unwrap_or_default())
        } else {
            (Vec::new(), None, String::new())
        };
        Call {
            function: code.qualname.clone(),
            filename: code.source.filename.clone(),
            line: code.line(pc),
            columns,
            instruction,
            user: code.source.user,
            variables,
        }
    }

    /// Where a thread stands in the user's program; `None` if it is in none of it.
    pub fn standing(&self, thread: &Thread) -> Option<Standing> {
        let last = thread.frames.len().checked_sub(1)?;
        thread.frames.iter().enumerate().rev().find_map(|(depth, frame)| {
            let code = self.code(frame.code);
            let innermost = depth == last;
            let pc = if innermost { frame.pc } else { frame.pc.saturating_sub(1) };
            let line = || code.line(pc as usize);
            code.source.user.then(|| Standing { depth, code: frame.code, pc, line: line(), innermost })
        })
    }

    fn local_variables(&self, thread: &Thread, frame: &Frame, width: usize) -> Vec<Variable> {
        let code = self.code(frame.code);
        let names = code.locals.iter().chain(&code.free);
        let registers = thread.stack.iter().skip(frame.base as usize);
        // The compiler's own have names that no variable can have.
        let pairs = names.zip(registers).filter(|(name, _)| name.starts_with(|c: char| c.is_alphabetic() || c == '_'));
        pairs.filter_map(|(name, value)| self.variable(name, self.behind_cell(*value), width)).collect()
    }

    fn behind_cell(&self, value: Value) -> Value {
        match value {
            Value::Ref(r) => match self.heap.payload(r) {
                Payload::Cell(inner) => *inner,
                _ => value,
            },
            _ => value,
        }
    }

    /// The names of a namespace that hold data: no functions, classes and modules, no `__names__`.
    pub fn data_of(&self, namespace: Ref, width: usize) -> Vec<Variable> {
        let Some(names) = self.heap.as_dict(namespace) else { return Vec::new() };
        let is_data = |value: Value| match value {
            Value::Ref(r) => !matches!(
                self.heap.payload(r),
                Payload::Function(_)
                    | Payload::Native(_)
                    | Payload::Type(_)
                    | Payload::Module
                    | Payload::BoundNative { .. }
            ),
            _ => true,
        };
        let named = names.iter().filter_map(|entry| Some((self.heap.as_str(entry.key)?, entry.value)));
        let data = named.filter(|(name, value)| !name.starts_with("__") && is_data(*value));
        data.filter_map(|(name, value)| self.variable(name, value, width)).collect()
    }

    fn variable(&self, name: &str, value: Value, width: usize) -> Option<Variable> {
        value.bound().map(|value| Variable { name: name.to_owned(), value: self.describe(value, width) })
    }

    /// A value in at most `width` characters: its `repr`, cut with `…`, where that needs no Python code, else its class
    /// and attributes.
    pub fn describe(&self, value: Value, width: usize) -> String {
        let mut out = String::new();
        self.describe_into(value, &mut out, width, 0);
        if out.chars().count() > width {
            let end = out.char_indices().nth(width.saturating_sub(1)).map_or(0, |(at, _)| at);
            out.truncate(end);
            out.push('…');
        }
        out
    }

    fn describe_into(&self, value: Value, out: &mut String, width: usize, depth: usize) {
        // A character has four bytes at most.
        if out.len() > 4 * width {
            return;
        }
        let r = match value {
            Value::Ref(r) => r,
            Value::Float(f) => return out.push_str(&float_repr(f)),
            other => return out.push_str(&self.repr_native(other).unwrap_or_default()),
        };
        match self.heap.payload(r) {
            Payload::Str(text) => {
                let cut: String = text.data.chars().take(width + 1).collect();
                out.push_str(&str_repr(&cut));
            }
            Payload::Bytes(bytes) if bytes.len() > width => out.push_str(&format!("<{} bytes>", bytes.len())),
            Payload::ByteArray(bytes) if bytes.len() > width => {
                out.push_str(&format!("<bytearray of {}>", bytes.len()))
            }
            Payload::BigInt(big) if big.bits() > MAX_BITS => out.push_str(&format!("<int of {} bits>", big.bits())),
            Payload::List(items) => self.describe_items(items.iter().copied(), ("[", "]"), out, width, depth),
            Payload::Tuple(items) => {
                let close = if items.len() == 1 { ",)" } else { ")" };
                self.describe_items(items.iter().copied(), ("(", close), out, width, depth);
            }
            Payload::Set(set) if !set.is_empty() => {
                self.describe_items(set.iter().map(|(_, item)| item), ("{", "}"), out, width, depth)
            }
            Payload::Dict(dict) => {
                let pairs = dict.iter().map(|entry| (Some(entry.key), entry.value));
                self.describe_pairs(pairs, ("{", "}"), out, width, depth);
            }
            // They can be as long as what they show.
            Payload::DictView { .. } | Payload::MappingProxy(_) => {
                out.push_str(&format!("<{}>", self.type_name(value)))
            }
            Payload::State(state) if !state.queue.is_empty() => {
                out.push_str(&self.type_name(value));
                self.describe_items(state.queue.iter().copied(), ("([", "])"), out, width, depth);
            }
            Payload::Instance | Payload::State(_) if !types::is_builtin(self.heap.get(r).class) => {
                self.describe_instance(r, out, width, depth);
            }
            _ => match self.repr_native(value) {
                Some(text) => out.push_str(&text),
                None => out.push_str(&format!("<{}>", self.type_name(value))),
            },
        }
    }

    /// `<Account balance=3>`.
    fn describe_instance(&self, r: Ref, out: &mut String, width: usize, depth: usize) {
        out.push('<');
        out.push_str(&self.class_name(self.heap.get(r).class));
        let attributes = self.heap.as_dict(self.heap.get(r).dict);
        for entry in attributes.into_iter().flat_map(|dict| dict.iter()) {
            let Some(name) = self.heap.as_str(entry.key).filter(|name| !name.starts_with('_')) else { continue };
            if depth >= MAX_DEPTH || out.len() > 4 * width {
                out.push_str(" …");
                break;
            }
            out.push_str(&format!(" {name}="));
            self.describe_into(entry.value, out, width, depth + 1);
        }
        out.push('>');
    }

    fn describe_items(
        &self,
        items: impl Iterator<Item = Value>,
        brackets: (&str, &str),
        out: &mut String,
        width: usize,
        depth: usize,
    ) {
        self.describe_pairs(items.map(|item| (None, item)), brackets, out, width, depth);
    }

    /// Items of a container, those of a mapping with their keys.
    fn describe_pairs(
        &self,
        pairs: impl Iterator<Item = (Option<Value>, Value)>,
        (open, close): (&str, &str),
        out: &mut String,
        width: usize,
        depth: usize,
    ) {
        out.push_str(open);
        for (i, (key, value)) in pairs.enumerate() {
            if i > 0 {
                out.push_str(", ");
            }
            if depth >= MAX_DEPTH || out.len() > 4 * width {
                out.push('…');
                break;
            }
            if let Some(key) = key {
                self.describe_into(key, out, width, depth + 1);
                out.push_str(": ");
            }
            self.describe_into(value, out, width, depth + 1);
        }
        out.push_str(close);
    }
}
