//! Native functions: a static table, so that a function is named by its number and a process stays
//! plain data.

use std::sync::{Arc, OnceLock};

use crate::{
    types::BUILTIN_TYPES,
    value::{Ref, Value},
    vm::Vm,
};

/// What a native asks for instead of answering.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Signal {
    /// An exception is in `vm.thread.raised`.
    Raise,
    /// Call `vm.pending` in the native's place: its result is the native's.
    Call,
    /// `vm.thread.wait` says for what; then call the native again with the same arguments.
    Wait,
}

/// What a native gives.
pub type Native = Result<Value, Signal>;

/// One argument a parameter, in order; left-out ones are `Value::Unbound`, `*args` a tuple, `**kwargs` a dict.
pub type NativeFn = fn(&mut Vm, &[Value]) -> Native;

/// A native function as its module declares it.
#[derive(Clone, Copy)]
pub struct NativeDef {
    /// The built-in type or module that it belongs to: `str`, `math`, `builtins`. In a module's table types that
    /// share it are given as `int|float`.
    pub owner: &'static str,
    pub name: &'static str,
    /// Parameters as Python writes them: `self, key, /, default=None, *args, flag=False, **kwargs`.
    /// Defaults are for `inspect`; the native gets `Unbound`. A first parameter `self` makes it a
    /// method: it binds when looked up on an instance. `cls` makes it a class method.
    pub signature: &'static str,
    pub function: NativeFn,
}

/// An entry of a module's table.
pub const fn native(owner: &'static str, name: &'static str, signature: &'static str, function: NativeFn) -> NativeDef {
    NativeDef { owner, name, signature, function }
}

/// A parameter of a native.
#[derive(Clone, Debug, PartialEq)]
pub struct Parameter {
    pub name: String,
    pub kind: ParameterKind,
    /// The text of the default value.
    pub default: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ParameterKind {
    PositionalOnly,
    Positional,
    VarArgs,
    KeywordOnly,
    VarKwargs,
}

/// A native with its signature taken apart.
pub struct NativeEntry {
    pub def: NativeDef,
    pub parameters: Vec<Parameter>,
    /// Positional arguments that must be given.
    pub required: usize,
    /// Positional parameters.
    pub positional: usize,
    /// All parameters are positional: a call with that many arguments needs no binding.
    pub simple: bool,
    pub binds: bool,
    pub class_method: bool,
    /// It is a method of a built-in type, so operations on instances may do natively what it does.
    pub receiver: Option<Ref>,
    /// CPython makes it of a slot of the type: it counts its arguments in other words.
    pub slot: bool,
}

/// What a host gives a process beside the VM's own built-ins: the standard library.
pub struct Library {
    pub natives: &'static [&'static [NativeDef]],
    /// A module of the library that is written in Python, by dotted name.
    pub source: fn(&str) -> Option<ModuleSource>,
    /// Names of all modules of the library.
    pub modules: fn() -> Vec<&'static str>,
}

/// Where a library module comes from.
#[derive(Clone, Copy)]
pub struct ModuleSource {
    pub code: ModuleCode,
    pub is_package: bool,
    /// CPython has it in C: its functions are built-in ones, which do not bind.
    pub builtin: bool,
}

#[derive(Clone, Copy)]
pub enum ModuleCode {
    /// A [`weft_code::Tree`] in postcard's encoding.
    Here(&'static [u8]),
    /// The host has to fetch it: the process stops with [`crate::WaitReason::Library`] until it has.
    ToFetch,
}

/// The table of all natives: the VM's own first, then the library's.
pub struct NativeTable {
    pub entries: Vec<NativeEntry>,
    pub library: &'static Library,
}

static TABLE: OnceLock<Arc<NativeTable>> = OnceLock::new();

/// The table for a library. There is one library in a program: the first one given stays.
pub(crate) fn table(library: &'static Library) -> Arc<NativeTable> {
    TABLE
        .get_or_init(|| {
            let own = crate::builtins::natives();
            let defs = own.iter().chain(library.natives.iter()).flat_map(|part| part.iter());
            // A native of several types is one of its own for each of them, so that it knows its receiver's type.
            let each = defs.flat_map(|def| def.owner.split('|').map(|owner| NativeDef { owner, ..*def }));
            Arc::new(NativeTable { entries: each.map(NativeEntry::new).collect(), library })
        })
        .clone()
}

/// The table that a restored process uses.
pub(crate) fn installed() -> Option<Arc<NativeTable>> {
    TABLE.get().cloned()
}

impl NativeEntry {
    fn new(def: NativeDef) -> NativeEntry {
        let parameters = parse_signature(def.signature);
        let is_positional =
            |p: &&Parameter| matches!(p.kind, ParameterKind::Positional | ParameterKind::PositionalOnly);
        let positional = parameters.iter().filter(is_positional).count();
        let required = parameters.iter().filter(is_positional).filter(|p| p.default.is_none()).count();
        let first = parameters.first().map(|p| p.name.as_str());
        let binds = first == Some("self");
        let slot = binds && is_slot(def.owner, def.name);
        NativeEntry {
            // What a slot gets from its operator is looked at; what is handed to it by name must be as well.
            simple: positional == parameters.len() && !slot,
            binds,
            class_method: first == Some("cls") && def.owner != "builtins",
            receiver: BUILTIN_TYPES.iter().position(|t| t.name == def.owner).map(|at| Ref(at as u32 + 1)),
            slot,
            def,
            parameters,
            required,
            positional,
        }
    }
}

impl NativeEntry {
    /// Parameters that callers do not see: `self`, the class.
    pub(crate) fn hidden(&self) -> usize {
        usize::from(self.binds || self.class_method || self.def.name == "__new__")
    }

    /// `type.name` for methods, the type for `__new__`, as messages about wrong arguments say it.
    pub(crate) fn label(&self) -> String {
        if self.def.name == "__new__" {
            self.def.owner.to_owned()
        } else if self.binds || self.class_method {
            format!("{}.{}", self.def.owner, self.def.name)
        } else {
            self.def.name.to_owned()
        }
    }
}

/// Is a special method of a built-in type one that stands for an operator or a protocol?
fn is_slot(owner: &str, name: &str) -> bool {
    const SLOTS: &[&str] =
        &["add", "sub", "mul", "truediv", "floordiv", "mod", "lshift", "rshift", "and", "or", "xor", "pow", "divmod"];
    const OTHERS: &[&str] = &[
        "neg", "pos", "invert", "abs", "bool", "int", "float", "index", "eq", "ne", "lt", "le", "gt", "ge", "hash",
        "len", "getitem", "setitem", "delitem", "contains", "iter", "next", "iadd", "imul", "ior", "iand", "isub",
        "ixor",
    ];
    let Some(bare) = name.strip_prefix("__").and_then(|n| n.strip_suffix("__")) else { return false };
    // These are ordinary methods that are called as the operator's as well.
    let method = matches!((owner, bare), ("list" | "dict", "getitem") | ("dict" | "set" | "frozenset", "contains"));
    let operator = SLOTS.contains(&bare) || bare.strip_prefix('r').is_some_and(|b| SLOTS.contains(&b));
    !matches!(owner, "object" | "type") && !method && (operator || OTHERS.contains(&bare))
}

fn parse_signature(signature: &str) -> Vec<Parameter> {
    let mut parameters: Vec<Parameter> = Vec::new();
    let mut kind = ParameterKind::Positional;
    for part in signature.split(", ").map(str::trim).filter(|p| !p.is_empty()) {
        if part == "/" {
            parameters.iter_mut().for_each(|p| p.kind = ParameterKind::PositionalOnly);
        } else if part == "*" {
            kind = ParameterKind::KeywordOnly;
        } else if let Some(name) = part.strip_prefix("**") {
            parameters.push(Parameter { name: name.into(), kind: ParameterKind::VarKwargs, default: None });
        } else if let Some(name) = part.strip_prefix('*') {
            parameters.push(Parameter { name: name.into(), kind: ParameterKind::VarArgs, default: None });
            kind = ParameterKind::KeywordOnly;
        } else {
            let (name, default) = match part.split_once('=') {
                Some((n, d)) => (n, Some(d.to_owned())),
                None => (part, None),
            };
            parameters.push(Parameter { name: name.into(), kind, default });
        }
    }
    parameters
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signatures_are_taken_apart() {
        let p = parse_signature("self, key, /, default=None, *rest, flag=False, **more");
        let kinds: Vec<_> = p.iter().map(|p| (p.name.as_str(), p.kind)).collect();
        use ParameterKind::*;
        assert_eq!(
            kinds,
            [
                ("self", PositionalOnly),
                ("key", PositionalOnly),
                ("default", Positional),
                ("rest", VarArgs),
                ("flag", KeywordOnly),
                ("more", VarKwargs)
            ]
        );
    }
}
