//! The instruction set.
//!
//! Every instruction takes 8 bytes. `dst`, `src` and the like are registers; `name` indexes
//! `Code::names`, `index` indexes `Code::consts`; jump offsets count instructions from the one
//! *after* the jump. "Raises" names what the instruction itself can raise beside what Python code
//! that it calls may raise.

use serde::{Deserialize, Serialize};

/// A register number, relative to the frame.
pub type Reg = u16;

/// "No register": an operand that is left out.
pub const NO_REG: Reg = u16::MAX;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Instr {
    Nop,

    // ---- registers and constants
    Move {
        dst: Reg,
        src: Reg,
    },
    LoadConst {
        dst: Reg,
        index: u16,
    },
    LoadInt {
        dst: Reg,
        value: i32,
    },
    /// Raises `UnboundLocalError` when the local (or, for a cell's register, never) has no value.
    CheckBound {
        local: Reg,
    },
    /// Take a local's value away (`del x`); check it first.
    Unbind {
        local: Reg,
    },

    // ---- variables that other threads can see
    LoadGlobal {
        dst: Reg,
        name: u16,
    },
    StoreGlobal {
        name: u16,
        src: Reg,
    },
    DeleteGlobal {
        name: u16,
    },
    /// Class bodies and modules run by `exec`: the namespace, then globals, then builtins.
    LoadName {
        dst: Reg,
        name: u16,
    },
    StoreName {
        name: u16,
        src: Reg,
    },
    DeleteName {
        name: u16,
    },
    /// `cell` is the register that holds the cell. Raises `NameError`/`UnboundLocalError` when empty.
    LoadCell {
        dst: Reg,
        cell: Reg,
    },
    StoreCell {
        cell: Reg,
        src: Reg,
    },
    DeleteCell {
        cell: Reg,
    },
    /// A new empty cell (variables of an inlined comprehension that an inner function captures).
    MakeCell {
        cell: Reg,
    },
    /// In a class body: the namespace first, then the cell.
    LoadNameOrCell {
        dst: Reg,
        name: u16,
        cell: Reg,
    },

    // ---- attributes and items
    LoadAttr {
        dst: Reg,
        object: Reg,
        name: u16,
    },
    StoreAttr {
        object: Reg,
        name: u16,
        src: Reg,
    },
    DeleteAttr {
        object: Reg,
        name: u16,
    },
    LoadItem {
        dst: Reg,
        object: Reg,
        index: Reg,
    },
    StoreItem {
        object: Reg,
        index: Reg,
        src: Reg,
    },
    DeleteItem {
        object: Reg,
        index: Reg,
    },

    // ---- calls. The result goes to `base`, where the callable stood.
    /// `object.name` for a call: `base` gets the function and `base + 1` the object, or `base` any
    /// other callable and `base + 1` nothing (unbound). Arguments follow from `base + 2`.
    LoadMethod {
        base: Reg,
        object: Reg,
        name: u16,
    },
    /// `base` callable, `argc` positional arguments from `base + 1`.
    Call {
        base: Reg,
        argc: u16,
    },
    /// As `LoadMethod` prepared: `argc` arguments from `base + 2`.
    CallMethod {
        base: Reg,
        argc: u16,
    },
    /// The last arguments are keywords; `names` indexes a constant tuple of their names. `argc` counts all.
    CallKeywords {
        base: Reg,
        argc: u16,
        names: u16,
    },
    CallMethodKeywords {
        base: Reg,
        argc: u16,
        names: u16,
    },
    /// `base + 1` a tuple or list of positional arguments, `base + 2` a dict of keywords or unbound.
    CallUnpacked {
        base: Reg,
    },
    Return {
        src: Reg,
    },
    ReturnNone,

    // ---- operators
    Add {
        dst: Reg,
        a: Reg,
        b: Reg,
    },
    Sub {
        dst: Reg,
        a: Reg,
        b: Reg,
    },
    Mul {
        dst: Reg,
        a: Reg,
        b: Reg,
    },
    /// Any operator, `Add`, `Sub` and `Mul` included.
    Binary {
        op: BinaryOp,
        dst: Reg,
        a: Reg,
        b: Reg,
    },
    /// `a op= b`.
    InPlace {
        op: BinaryOp,
        dst: Reg,
        a: Reg,
        b: Reg,
    },
    /// `a op value`, for `Add`, `Sub`, `Mul`, `FloorDiv`, `Mod`, `And`, `LShift`, `RShift`.
    BinaryInt {
        op: BinaryOp,
        dst: Reg,
        a: Reg,
        value: i16,
    },
    InPlaceInt {
        op: BinaryOp,
        dst: Reg,
        a: Reg,
        value: i16,
    },
    Unary {
        op: UnaryOp,
        dst: Reg,
        src: Reg,
    },
    Compare {
        op: CompareOp,
        dst: Reg,
        a: Reg,
        b: Reg,
    },
    Is {
        dst: Reg,
        a: Reg,
        b: Reg,
    },
    IsNot {
        dst: Reg,
        a: Reg,
        b: Reg,
    },
    Contains {
        dst: Reg,
        item: Reg,
        container: Reg,
    },
    NotContains {
        dst: Reg,
        item: Reg,
        container: Reg,
    },

    // ---- jumps
    Jump {
        offset: i32,
    },
    JumpIfTrue {
        cond: Reg,
        offset: i32,
    },
    JumpIfFalse {
        cond: Reg,
        offset: i32,
    },
    JumpIfNone {
        cond: Reg,
        offset: i32,
    },
    JumpIfNotNone {
        cond: Reg,
        offset: i32,
    },
    /// Compare and jump when it holds.
    JumpIfCompare {
        op: CompareOp,
        a: Reg,
        b: Reg,
        offset: i16,
    },
    /// Compare and jump when it does not hold (not the same as the opposite comparison: NaN).
    JumpUnlessCompare {
        op: CompareOp,
        a: Reg,
        b: Reg,
        offset: i16,
    },
    JumpIfCompareInt {
        op: CompareOp,
        a: Reg,
        value: i16,
        offset: i16,
    },
    JumpUnlessCompareInt {
        op: CompareOp,
        a: Reg,
        value: i16,
        offset: i16,
    },
    GetIter {
        dst: Reg,
        src: Reg,
    },
    /// At the end of a loop's body: if the iterator gives a value, put it in `dst` and jump; else go on.
    ForLoop {
        iter: Reg,
        dst: Reg,
        offset: i16,
    },

    // ---- building
    BuildTuple {
        dst: Reg,
        base: Reg,
        count: u16,
    },
    BuildList {
        dst: Reg,
        base: Reg,
        count: u16,
    },
    BuildSet {
        dst: Reg,
        base: Reg,
        count: u16,
    },
    /// `count` pairs: key, value, key, value …
    BuildDict {
        dst: Reg,
        base: Reg,
        count: u16,
    },
    /// Join strings (f-string parts).
    BuildString {
        dst: Reg,
        base: Reg,
        count: u16,
    },
    /// `base`: start, stop, step.
    BuildSlice {
        dst: Reg,
        base: Reg,
    },
    ListAppend {
        list: Reg,
        src: Reg,
    },
    ListExtend {
        list: Reg,
        src: Reg,
    },
    ListToTuple {
        dst: Reg,
        src: Reg,
    },
    SetAdd {
        set: Reg,
        src: Reg,
    },
    SetUpdate {
        set: Reg,
        src: Reg,
    },
    DictInsert {
        dict: Reg,
        key: Reg,
        value: Reg,
    },
    /// `{**src}`.
    DictUpdate {
        dict: Reg,
        src: Reg,
    },
    /// `f(**src)`: raises `TypeError` for a repeated keyword; `function` is named in the message.
    DictMerge {
        dict: Reg,
        src: Reg,
        function: Reg,
    },
    /// One replacement field; `spec` a string, or `NO_REG`.
    Format {
        conversion: Conversion,
        dst: Reg,
        src: Reg,
        spec: Reg,
    },
    /// Into `base ..`. Raises `ValueError` when the count is wrong.
    Unpack {
        base: Reg,
        src: Reg,
        count: u16,
    },
    /// `a, *b, c = src`: `before` targets, the list, `after` targets.
    UnpackStar {
        after: u8,
        base: Reg,
        src: Reg,
        before: u16,
    },

    // ---- definitions
    /// `code` indexes a constant. From `base` on, those that the flags name: defaults (tuple), keyword
    /// defaults (dict), annotations (dict, or a function that makes it), closure (tuple of cells).
    MakeFunction {
        flags: MakeFunctionFlags,
        dst: Reg,
        code: u16,
        base: Reg,
    },
    LoadBuildClass {
        dst: Reg,
    },
    /// `base`: the from-list (tuple or None), `base + 1`: the level (int). The module goes to `base`.
    ImportName {
        base: Reg,
        name: u16,
    },
    ImportFrom {
        dst: Reg,
        module: Reg,
        name: u16,
    },
    /// `from src import *` into the namespace.
    ImportStar {
        src: Reg,
    },

    // ---- exceptions
    /// `raise exc from cause`; either may be `NO_REG` (no `exc`: raise the handled one again).
    Raise {
        exc: Reg,
        cause: Reg,
    },
    /// Raise again without a new traceback entry (end of a `finally`, no `except` matched).
    Reraise {
        exc: Reg,
    },
    /// On entry to a handler: `saved` keeps what was handled before, `exc` is what is handled now.
    PushHandled {
        saved: Reg,
        exc: Reg,
    },
    PopHandled {
        saved: Reg,
    },
    /// Does `exc` match `types` (class or tuple of classes)? Raises `TypeError` for anything else.
    MatchException {
        dst: Reg,
        exc: Reg,
        types: Reg,
    },
    /// Method `which` of the type of `object`, ready for `CallMethod` at `base`.
    LoadSpecial {
        which: SpecialMethod,
        base: Reg,
        object: Reg,
    },
    /// Type, value and traceback of `exc` into `base .. base + 3`.
    ExceptionInfo {
        base: Reg,
        exc: Reg,
    },

    // ---- generators and coroutines
    /// Give `src` to the consumer; what it sends comes into `dst`.
    Yield {
        dst: Reg,
        src: Reg,
    },
    GetYieldFromIter {
        dst: Reg,
        src: Reg,
    },
    GetAwaitable {
        dst: Reg,
        src: Reg,
    },
    /// Delegate to `iter` until it ends; its result goes to `dst`. `sent` must hold None at first.
    YieldFrom {
        dst: Reg,
        iter: Reg,
        sent: Reg,
    },
    GetAsyncIter {
        dst: Reg,
        src: Reg,
    },
    /// The awaitable for the next value of the async iterator `iter`.
    GetAsyncNext {
        dst: Reg,
        iter: Reg,
    },

    /// What is too rare for an instruction of its own: `count` arguments from `base`, result in `base`.
    Intrinsic {
        which: Intrinsic,
        base: Reg,
        count: u16,
    },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum BinaryOp {
    Add,
    Sub,
    Mul,
    MatMul,
    TrueDiv,
    FloorDiv,
    Mod,
    Pow,
    LShift,
    RShift,
    And,
    Or,
    Xor,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum CompareOp {
    Lt,
    Le,
    Eq,
    Ne,
    Gt,
    Ge,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum UnaryOp {
    Neg,
    Pos,
    Invert,
    Not,
}

/// `!s`, `!r`, `!a` of a replacement field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Conversion {
    None,
    Str,
    Repr,
    Ascii,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum SpecialMethod {
    Enter,
    Exit,
    AsyncEnter,
    AsyncExit,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct MakeFunctionFlags(pub u8);

impl MakeFunctionFlags {
    pub const DEFAULTS: u8 = 1;
    pub const KEYWORD_DEFAULTS: u8 = 2;
    pub const ANNOTATIONS: u8 = 4;
    pub const CLOSURE: u8 = 8;

    pub fn has(self, flag: u8) -> bool {
        self.0 & flag != 0
    }

    /// How many operands stand from `base` on.
    pub fn count(self) -> u16 {
        self.0.count_ones() as u16
    }
}

/// Rare operations; the arguments are listed behind each.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Intrinsic {
    /// `()`: the class `AssertionError`, even where the name is shadowed.
    AssertionError,
    /// `(subject)`: may it match a sequence pattern? bool
    MatchSequence,
    /// `(subject)`: may it match a mapping pattern? bool
    MatchMapping,
    /// `(subject, keys tuple)`: tuple of values, or None where a key is missing.
    MatchKeys,
    /// `(subject, class, positional count, keyword names tuple)`: tuple of attribute values, or None.
    MatchClass,
    /// `(subject, keys tuple)`: a new dict of the rest, for `**rest`.
    MatchRest,
    /// `(object)`: `len(object)`.
    Length,
    /// `(exc, types)`: `(matching group or None, rest or None)`, for `except*`.
    MatchExceptionGroup,
    /// `(original exc, list of raised and unhandled)`: what to raise after `except*`, or None.
    PrepareReraiseStar,
    /// `(value)`: print a value as the interactive prompt does.
    PrintExpression,
    /// `()`: make sure that `__annotations__` exists in the namespace.
    SetupAnnotations,
    /// `(name)`, `(name, bound thunk)` …: a `TypeVar`.
    TypeVar,
    TypeVarTuple,
    ParamSpec,
    /// `(name, type parameters tuple, thunk)`: a `TypeAliasType`.
    TypeAlias,
    /// `(type parameters tuple)`: `Generic[…]` as a base class.
    GenericBase,
    /// `(exc)`: the exception is `StopAsyncIteration`? bool
    IsStopAsyncIteration,
    /// `(strings tuple, interpolations tuple)`: a template string.
    Template,
    /// `(value, expression text, conversion or None, format spec)`: one interpolation of a template string.
    Interpolation,
    /// `()`: the namespace of the frame (`locals()` of a class body or module).
    Locals,
}
