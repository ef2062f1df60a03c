//! Objects: what the heap holds.

use std::collections::VecDeque;

use num_bigint::BigInt;
use serde::{Deserialize, Serialize};

use crate::{
    dict::Dict,
    frame::SuspendedFrame,
    set::Set,
    value::{Ref, Value},
};

/// A heap object: its class, its attribute dictionary (if it has one by now) and what it holds.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Object {
    pub class: Ref,
    /// A `Payload::Dict` object with the instance's attributes (a type's: its namespace; a
    /// module's: its globals), or none.
    pub dict: Ref,
    pub payload: Payload,
}

/// The native part of an object. A subclass of a built-in type has the payload of that type.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum Payload {
    /// An unused slot; the next one.
    Free(u32),
    /// Nothing but attributes.
    Instance,
    Str(Text),
    Bytes(Box<[u8]>),
    ByteArray(Vec<u8>),
    BigInt(Box<BigInt>),
    /// An instance of a subclass of `int` or `float`: its plain value.
    Boxed(Value),
    Complex(Box<(f64, f64)>),
    List(Vec<Value>),
    Tuple(Box<[Value]>),
    Dict(Box<Dict>),
    Set(Box<Set>),
    Range(Box<RangeData>),
    Slice(Box<[Value; 3]>),
    Cell(Value),
    Function(Box<Function>),
    /// A built-in function: its number in the native table.
    Native(u32),
    /// A built-in method bound to its object.
    BoundNative {
        native: u32,
        receiver: Value,
    },
    BoundMethod(Box<BoundMethod>),
    Type(Box<TypeData>),
    Module,
    Code(u32),
    Property(Box<Property>),
    StaticMethod(Value),
    ClassMethod(Value),
    /// `super()`: where to begin in the MRO, and the object.
    Super(Box<SuperData>),
    Iterator(Box<NativeIterator>),
    Generator(Box<Generator>),
    Exception(Box<Exception>),
    Traceback(Box<Traceback>),
    /// A member of a class with `__slots__`.
    SlotMember {
        name: Ref,
        class: Ref,
        /// The name that its value is kept by: another one where a base has a slot of the same name.
        key: Ref,
    },
    /// A native attribute of a built-in type: getter and setter by number in the native table
    /// (`u32::MAX`: none).
    GetSet {
        getter: u32,
        setter: u32,
    },
    MappingProxy(Value),
    /// `dict.keys()`, `.values()`, `.items()`.
    DictView {
        dict: Ref,
        kind: ViewKind,
    },
    Frame(Box<FrameData>),
    WeakRef(Box<WeakRefData>),
    MemoryView(Box<MemoryViewData>),
    /// A generic alias such as `list[int]`: origin and arguments tuple.
    GenericAlias {
        origin: Value,
        arguments: Ref,
    },
    /// State of a native type of the `modules` crate: plain values and bytes that its natives understand.
    State(Box<NativeState>),
}

/// A string with its length in code points and its hash.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Text {
    pub data: Box<str>,
    /// Code points.
    pub len: u32,
    /// 0 for long strings: see [`Text::hash`].
    pub kept_hash: u32,
}

/// Strings of more bytes are hashed when it is asked for: programs that put a long one together piece by piece make many
/// of them, and look up none.
const HASHED_AT_ONCE: usize = 512;

/// A callable bound to an object; both are public as `__func__` and `__self__`.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct BoundMethod {
    pub function: Value,
    pub receiver: Value,
}

impl Text {
    pub fn new(data: impl Into<Box<str>>) -> Text {
        let data = data.into();
        let len = if data.is_ascii() { data.len() } else { data.chars().count() };
        Text::of_length(data, len as u32)
    }

    fn of_length(data: Box<str>, len: u32) -> Text {
        Text { kept_hash: if data.len() > HASHED_AT_ONCE { 0 } else { hash_str(&data) }, len, data }
    }

    /// One after the other.
    pub fn joined(&self, other: &Text) -> Text {
        let mut data = String::with_capacity(self.data.len() + other.data.len());
        data.push_str(&self.data);
        data.push_str(&other.data);
        Text::of_length(data.into(), self.len + other.len)
    }

    pub fn hash(&self) -> u32 {
        if self.kept_hash != 0 { self.kept_hash } else { hash_str(&self.data) }
    }

    pub fn is_ascii(&self) -> bool {
        self.len as usize == self.data.len()
    }

    /// The code point at an index below `len`.
    pub fn char_at(&self, index: usize) -> char {
        if self.is_ascii() {
            self.data.as_bytes()[index] as char
        } else {
            self.data.chars().nth(index).unwrap_or('\u{FFFD}')
        }
    }

    /// The part from code point `start` up to `end`.
    pub fn slice(&self, start: usize, end: usize) -> &str {
        if start >= end {
            return "";
        }
        if self.is_ascii() {
            return &self.data[start..end];
        }
        let mut offsets = self.data.char_indices().map(|(i, _)| i).chain([self.data.len()]);
        let from = offsets.nth(start).unwrap_or(self.data.len());
        let to = offsets.nth(end - start - 1).unwrap_or(self.data.len());
        &self.data[from..to]
    }
}

/// A hash that is the same on every machine (so CPython's hash randomisation has no counterpart here).
pub fn hash_str(s: &str) -> u32 {
    let mut h: u64 = 0xcbf2_9ce4_8422_2325 ^ s.len() as u64;
    let mut chunks = s.as_bytes().chunks_exact(8);
    for c in &mut chunks {
        let word = u64::from_le_bytes([c[0], c[1], c[2], c[3], c[4], c[5], c[6], c[7]]);
        h = (h ^ word).wrapping_mul(0x9E37_79B9_7F4A_7C15).rotate_left(29);
    }
    for &b in chunks.remainder() {
        h = (h ^ b as u64).wrapping_mul(0x0000_0100_0000_01B3);
    }
    h = (h ^ (h >> 32)).wrapping_mul(0xD6E8_FEB8_6659_FD93);
    ((h ^ (h >> 32)) as u32).max(1)
}

/// `range`: bounds beyond 64 bits are kept as integer values.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct RangeData {
    pub start: Value,
    pub stop: Value,
    pub step: Value,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Function {
    /// Index of the code object in the process's code table.
    pub code: u32,
    pub globals: Ref,
    /// Tuple of cells, or none.
    pub closure: Ref,
    /// Tuple, or none.
    pub defaults: Ref,
    /// Dict, or none.
    pub keyword_defaults: Ref,
    pub name: Ref,
    pub qualname: Ref,
    pub module: Value,
    pub doc: Value,
    /// A dict, a function that makes it, or unbound.
    pub annotations: Value,
    /// The number of arguments of a call that needs nothing but a new frame; `u16::MAX` for functions
    /// that need more (default values not counted: they are filled in on the slower path).
    pub simple_arity: u16,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct TypeData {
    pub name: Ref,
    pub qualname: Ref,
    pub bases: Vec<Ref>,
    /// The type itself first.
    pub mro: Vec<Ref>,
    /// What its instances hold.
    pub layout: Layout,
    /// Made by Weft: its attributes cannot be set.
    pub builtin: bool,
    /// Its instances have an attribute dictionary.
    pub has_dict: bool,
    /// May be a base class.
    pub subclassable: bool,
    /// Some instance has an attribute that hides a method of the class, or its `__dict__` was handed
    /// out: method look-ups on instances cannot be cached.
    pub shadowed: bool,
    /// Names in `__slots__`, this class's own.
    pub slots: Vec<Ref>,
    pub subclasses: Vec<Ref>,
    pub abstract_methods: bool,
}

/// Which payload the instances of a type have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Layout {
    Object,
    Int,
    Float,
    Complex,
    Str,
    Bytes,
    ByteArray,
    List,
    Tuple,
    Dict,
    Set,
    FrozenSet,
    Exception,
    Type,
    Module,
    Property,
    StaticMethod,
    ClassMethod,
    Super,
    /// Native state of the `modules` crate.
    Native,
    /// Cannot be made by calling the type, nor subclassed.
    Other,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Property {
    pub getter: Value,
    pub setter: Value,
    pub deleter: Value,
    pub doc: Value,
    pub name: Value,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct SuperData {
    pub class: Ref,
    pub object: Value,
    /// The type whose MRO is searched.
    pub object_class: Ref,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ViewKind {
    Keys,
    Values,
    Items,
}

/// The size that an iterator takes for its source's once it found that changed: no size agrees with it.
pub const CHANGED: usize = usize::MAX;

/// Iterators over built-in types, which need no Python code to go on. `Done` forgets the source.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum NativeIterator {
    Done,
    Range {
        next: i64,
        remaining: u64,
        step: i64,
    },
    List {
        list: Ref,
        index: usize,
    },
    ListReversed {
        list: Ref,
        remaining: usize,
    },
    Tuple {
        tuple: Ref,
        index: usize,
    },
    TupleReversed {
        tuple: Ref,
        remaining: usize,
    },
    /// `offset` in bytes.
    Str {
        text: Ref,
        offset: usize,
    },
    Bytes {
        bytes: Ref,
        index: usize,
    },
    /// `len` is the dictionary's size when the iterator was made, [`CHANGED`] once another one was seen; `left` is how
    /// many items are to come.
    Dict {
        dict: Ref,
        position: usize,
        len: usize,
        left: usize,
        kind: ViewKind,
    },
    DictReversed {
        dict: Ref,
        position: usize,
        len: usize,
        kind: ViewKind,
    },
    /// Of an `OrderedDict`.
    Ordered(OrderedIterator),
    Set {
        set: Ref,
        position: usize,
        len: usize,
    },
    /// `enumerate`, `zip`, `map`… over native iterators only; others are generators of the prelude.
    Enumerate {
        source: Value,
        count: i64,
    },
    Zip {
        sources: Box<[Value]>,
        strict: bool,
    },
}

/// Where an iterator of an `OrderedDict` stands. Unlike that of a `dict` it knows which entry is to come, and any
/// change of the order ends it.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct OrderedIterator {
    pub dict: Ref,
    /// The position of the entry to come; none when it is at its end.
    pub next: Option<usize>,
    pub backwards: bool,
    pub kind: ViewKind,
    /// As they were when it was made.
    pub additions: u32,
    pub len: usize,
}

/// Generators, coroutines and asynchronous generators.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Generator {
    pub kind: GeneratorKind,
    pub state: GeneratorState,
    /// Its frame while it is suspended or not yet started.
    pub frame: Option<Box<SuspendedFrame>>,
    pub name: Ref,
    pub qualname: Ref,
    pub code: u32,
    /// What `yield from` or `await` waits for, while suspended there.
    pub delegate: Value,
    /// Is it inside of a handler of its own?
    pub handling: bool,
    /// The frame object by which trace functions know it, if they do.
    pub traced_as: Ref,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum GeneratorKind {
    Generator,
    Coroutine,
    AsyncGenerator,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum GeneratorState {
    Created,
    Suspended,
    Running,
    Finished,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Exception {
    /// Tuple.
    pub args: Ref,
    pub traceback: Ref,
    pub cause: Ref,
    pub context: Ref,
    pub suppress_context: bool,
}

/// One entry of a traceback, outermost call first.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Traceback {
    pub next: Ref,
    pub code: u32,
    pub pc: u32,
    /// `tb_frame`.
    pub globals: Ref,
}

/// A frame as `sys._getframe()` shows it: a copy of the moment it was asked for.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct FrameData {
    pub code: u32,
    pub pc: u32,
    pub globals: Ref,
    pub locals: Ref,
    pub back: Ref,
    /// Thread and depth of the frame that it is of, while that stands.
    pub place: Option<(u32, u32)>,
    /// `f_trace`, `f_trace_lines`, `f_trace_opcodes`.
    pub trace: Value,
    pub trace_lines: bool,
    pub trace_opcodes: bool,
}

impl FrameData {
    pub fn new(code: u32, pc: u32, globals: Ref, locals: Ref, back: Ref) -> FrameData {
        let (place, trace) = (None, Value::None);
        FrameData { code, pc, globals, locals, back, place, trace, trace_lines: true, trace_opcodes: false }
    }
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct WeakRefData {
    /// Unbound once the target is gone.
    pub target: Value,
    pub callback: Value,
    pub hash: Option<i64>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct MemoryViewData {
    /// A `bytes` or `bytearray` object.
    pub source: Value,
    /// Where the first item begins, in bytes.
    pub start: usize,
    /// Items.
    pub len: usize,
    /// From one item to the next, in bytes.
    pub stride: i64,
    pub released: bool,
    pub read_only: bool,
    /// As in the `struct` module.
    pub format: char,
}

/// What a native type of the standard library keeps: which fields mean what is up to its natives.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct NativeState {
    pub values: Vec<Value>,
    pub queue: VecDeque<Value>,
    pub numbers: Vec<i64>,
    pub bytes: Vec<u8>,
    /// The object's number in traces; 0 for none.
    pub trace_number: u32,
    /// When a thread last left something in it for others, by the virtual clock; without a GIL only.
    pub left_at: u64,
}

impl Payload {
    /// Call `visit` for every object that this one refers to.
    pub fn trace(&self, visit: &mut impl FnMut(Value)) {
        use Value::Ref as R;
        match self {
            Payload::Free(_)
            | Payload::Instance
            | Payload::Str(_)
            | Payload::Bytes(_)
            | Payload::ByteArray(_)
            | Payload::BigInt(_)
            | Payload::Complex(_)
            | Payload::Native(_)
            | Payload::Module
            | Payload::Code(_)
            | Payload::GetSet { .. } => {}
            Payload::Boxed(v) | Payload::Cell(v) | Payload::StaticMethod(v) | Payload::ClassMethod(v) => visit(*v),
            Payload::MappingProxy(v) => visit(*v),
            Payload::List(items) => items.iter().for_each(|v| visit(*v)),
            Payload::Tuple(items) => items.iter().for_each(|v| visit(*v)),
            Payload::Dict(d) => d.iter().for_each(|e| {
                visit(e.key);
                visit(e.value);
            }),
            Payload::Set(s) => s.iter().for_each(|(_, v)| visit(v)),
            Payload::Range(r) => [r.start, r.stop, r.step].into_iter().for_each(visit),
            Payload::Slice(s) => s.iter().for_each(|v| visit(*v)),
            Payload::Function(f) => {
                [f.globals, f.closure, f.defaults, f.keyword_defaults, f.name, f.qualname]
                    .into_iter()
                    .for_each(|r| visit(R(r)));
                [f.module, f.doc, f.annotations].into_iter().for_each(visit);
            }
            Payload::BoundNative { receiver, .. } => visit(*receiver),
            Payload::BoundMethod(m) => {
                visit(m.function);
                visit(m.receiver);
            }
            Payload::Type(t) => {
                [t.name, t.qualname].into_iter().for_each(|r| visit(R(r)));
                t.bases.iter().chain(&t.mro).chain(&t.slots).for_each(|r| visit(R(*r)));
            }
            Payload::Property(p) => [p.getter, p.setter, p.deleter, p.doc, p.name].into_iter().for_each(visit),
            Payload::Super(s) => {
                visit(R(s.class));
                visit(s.object);
                visit(R(s.object_class));
            }
            Payload::Iterator(it) => match &**it {
                NativeIterator::Done | NativeIterator::Range { .. } => {}
                NativeIterator::List { list, .. } | NativeIterator::ListReversed { list, .. } => visit(R(*list)),
                NativeIterator::Tuple { tuple, .. } | NativeIterator::TupleReversed { tuple, .. } => visit(R(*tuple)),
                NativeIterator::Str { text, .. } => visit(R(*text)),
                NativeIterator::Bytes { bytes, .. } => visit(R(*bytes)),
                NativeIterator::Dict { dict, .. } | NativeIterator::DictReversed { dict, .. } => visit(R(*dict)),
                NativeIterator::Ordered(it) => visit(R(it.dict)),
                NativeIterator::Set { set, .. } => visit(R(*set)),
                NativeIterator::Enumerate { source, .. } => visit(*source),
                NativeIterator::Zip { sources, .. } => sources.iter().for_each(|v| visit(*v)),
            },
            Payload::Generator(g) => {
                visit(R(g.name));
                visit(R(g.qualname));
                visit(g.delegate);
                visit(R(g.traced_as));
                // One that runs has its registers on a thread's stack; what is kept here are old ones.
                if let Some(f) = &g.frame
                    && g.state != GeneratorState::Running
                {
                    f.trace(visit);
                }
            }
            Payload::Exception(e) => {
                [e.args, e.traceback, e.cause, e.context].into_iter().for_each(|r| visit(R(r)));
            }
            Payload::Traceback(t) => {
                visit(R(t.next));
                visit(R(t.globals));
            }
            Payload::SlotMember { name, class, key } => [*name, *class, *key].into_iter().for_each(|r| visit(R(r))),
            Payload::DictView { dict, .. } => visit(R(*dict)),
            Payload::Frame(f) => {
                [f.globals, f.locals, f.back].into_iter().for_each(|r| visit(R(r)));
                visit(f.trace);
            }
            // The target is held weakly.
            Payload::WeakRef(w) => visit(w.callback),
            Payload::MemoryView(m) => visit(m.source),
            Payload::GenericAlias { origin, arguments } => {
                visit(*origin);
                visit(R(*arguments));
            }
            Payload::State(s) => {
                s.values.iter().for_each(|v| visit(*v));
                s.queue.iter().for_each(|v| visit(*v));
            }
        }
    }

    /// Bytes beside the object's own slot, roughly.
    pub fn bytes(&self) -> usize {
        match self {
            Payload::Str(t) => t.data.len(),
            Payload::Bytes(b) => b.len(),
            Payload::ByteArray(b) => b.capacity(),
            Payload::BigInt(b) => b.bits() as usize / 8 + 32,
            Payload::List(v) => v.capacity() * 16,
            Payload::Tuple(v) => v.len() * 16,
            Payload::Dict(d) => d.bytes() + 64,
            Payload::Set(s) => s.bytes() + 64,
            Payload::Generator(g) => 128 + g.frame.as_ref().map_or(0, |f| f.registers.len() * 16),
            Payload::Instance | Payload::Cell(_) | Payload::Boxed(_) | Payload::BoundMethod(_) => 0,
            Payload::State(s) => 96 + s.bytes.len() + s.values.len() * 16,
            _ => 96,
        }
    }
}
