//! Code objects.

use std::{cell::Cell, sync::Arc};

use serde::{Deserialize, Deserializer, Serialize, de};

use crate::{Instr, Reg, Source, Span};

/// One compiled block. Immutable once made, so processes share it by `Arc`; it serialises by value, but
/// for its source: see [`crate::Tree`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Code {
    /// `co_name`: `<module>`, the function's name, `<lambda>`, `<listcomp>` …
    pub name: String,
    /// `co_qualname`, for instance `Outer.method.<locals>.inner`.
    pub qualname: String,
    #[serde(skip)]
    pub source: Arc<Source>,
    pub first_line: u32,
    pub flags: CodeFlags,
    pub parameters: Parameters,
    /// Names of the local variables, parameters first, one register each.
    pub locals: Vec<String>,
    /// Registers of locals that inner functions capture: the VM turns each into a cell on entry,
    /// taking over the argument that stands there.
    pub cells: Vec<Reg>,
    /// Names of the captured variables of outer functions; their cells stand in the registers from
    /// `locals.len()` on.
    pub free: Vec<String>,
    /// How many registers a frame needs, the arguments of its calls included.
    pub registers: u16,
    pub instrs: Vec<Instr>,
    /// One span an instruction.
    pub spans: Vec<Span>,
    pub consts: Vec<Const>,
    /// Names of globals, attributes, imports and keyword arguments.
    pub names: Vec<String>,
    /// Innermost range first.
    pub exceptions: Vec<ExceptionRange>,
    /// Statements that have no instruction (`pass`, `try`): before which one they stand, and where in the source. For
    /// trace functions, which are told of their lines.
    pub quiet: Vec<(u32, u32)>,
    pub docstring: Option<String>,
}

impl Code {
    /// The source line, from 1, of the instruction at `pc`.
    pub fn line(&self, pc: usize) -> u32 {
        self.spans.get(pc).map_or(self.first_line, |s| self.source.line(s.start))
    }

    /// The register that the first captured cell stands in.
    pub fn free_base(&self) -> usize {
        self.locals.len()
    }
}

/// What the parameters are, in the order of the registers: positional-only, positional or keyword,
/// `*args`, keyword-only, `**kwargs`. (Not CPython's order, which puts `*args` behind the
/// keyword-only ones.)
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Parameters {
    pub positional_only: u16,
    /// Positional-or-keyword parameters, the positional-only ones not counted.
    pub positional: u16,
    pub keyword_only: u16,
    pub var_args: bool,
    pub var_kwargs: bool,
}

impl Parameters {
    /// How many registers the parameters take.
    pub fn count(&self) -> usize {
        self.all_positional() + self.keyword_only as usize + self.var_args as usize + self.var_kwargs as usize
    }

    pub fn all_positional(&self) -> usize {
        self.positional_only as usize + self.positional as usize
    }

    /// Only positional parameters: a call with as many arguments can be entered at once.
    pub fn is_simple(&self) -> bool {
        self.keyword_only == 0 && !self.var_args && !self.var_kwargs
    }
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CodeFlags {
    pub generator: bool,
    pub coroutine: bool,
    /// With `yield` inside `async def`.
    pub async_generator: bool,
    /// A generator that `await` takes: what `types.coroutine` makes of one.
    pub iterable_coroutine: bool,
    /// A function's locals stand in registers. False for modules and class bodies, whose names
    /// are looked up in a mapping (`LoadName`).
    pub optimized: bool,
    /// Defined inside another function.
    pub nested: bool,
    /// A class body; `__class__` (where methods need it) is its first cell.
    pub class_body: bool,
}

/// A constant of the source. Equal constants share an index only if they have the same type and
/// sign (`1`, `1.0`, `True` and `-0.0` stay apart).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Const {
    None,
    Ellipsis,
    Bool(bool),
    Int(i64),
    /// An integer beyond 64 bits: in decimal, a very long one in hexadecimal after `0x` (and before its sign), since
    /// decimal digits take time by the square of their number.
    BigInt(String),
    Float(f64),
    /// Imaginary part of a complex literal.
    Imaginary(f64),
    Str(String),
    Bytes(Vec<u8>),
    Tuple(#[serde(deserialize_with = "nested")] Vec<Const>),
    FrozenSet(#[serde(deserialize_with = "nested")] Vec<Const>),
    Code(#[serde(deserialize_with = "nested")] Arc<Code>),
}

/// Constants and code that come from outside may nest this deep: reading them recurses.
const MAX_NESTING: u32 = 200;

fn nested<'de, D: Deserializer<'de>, T: Deserialize<'de>>(deserializer: D) -> Result<T, D::Error> {
    thread_local!(static NESTING: Cell<u32> = const { Cell::new(0) });
    let depth = NESTING.get();
    if depth == MAX_NESTING {
        return Err(de::Error::custom("code nests too deep"));
    }
    NESTING.set(depth + 1);
    let read = T::deserialize(deserializer);
    NESTING.set(depth);
    read
}

/// Instructions `start .. end` are protected: an exception in them goes on at `target` with the
/// exception in `register`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExceptionRange {
    pub start: u32,
    pub end: u32,
    pub target: u32,
    pub register: Reg,
}
