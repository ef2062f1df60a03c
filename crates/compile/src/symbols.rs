//! Scopes: which names a block of code binds, and where the names it uses are bound.
//!
//! Two passes, as in CPython's `symtable.c`: [`mod@build`] walks the tree and notes what each scope does
//! with each name; [`resolve`] then decides for each whether it is local, captured or global.
//! Comprehensions have scopes of their own but no code of their own (PEP 709): their variables are
//! registers of the code around them.

mod build;
mod checks;
mod declarations;
mod patterns;
mod resolve;

use std::collections::BTreeMap;

use weft_code::Span;

pub(crate) use build::{build, is_docstring};
pub(crate) use declarations::has_annotations;

pub(crate) type ScopeId = usize;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum ScopeKind {
    Module,
    Class,
    Function,
    Lambda,
    /// A generator expression.
    Generator,
    /// A list, set or dict comprehension: inlined.
    Comprehension,
    /// `__annotate__` of a function, class or module.
    Annotations,
    /// The hidden function around something with type parameters.
    TypeParameters,
    /// A lazily evaluated bound, default or alias value.
    Thunk,
}

impl ScopeKind {
    /// Has registers for its variables?
    pub fn is_function_like(self) -> bool {
        !matches!(self, ScopeKind::Module | ScopeKind::Class)
    }

    /// Sees the names of a class body right around it, unlike a function there.
    pub fn sees_class(self) -> bool {
        matches!(self, ScopeKind::Annotations | ScopeKind::TypeParameters | ScopeKind::Thunk)
    }
}

/// What a scope does with a name, and what the name therefore means there.
#[derive(Clone, Debug)]
pub(crate) struct Symbol {
    pub name: String,
    pub assigned: bool,
    pub used: bool,
    pub parameter: bool,
    pub annotated: bool,
    /// Target of `:=`, here or in a comprehension of this scope.
    pub walrus: bool,
    /// Unbound by a statement (`del`, or the end of `except … as`).
    pub deleted: bool,
    /// Target of a comprehension's `for`.
    pub iteration: bool,
    pub declared_global: Option<Span>,
    pub declared_nonlocal: Option<Span>,
    pub binding: Binding,
    /// Used by inner code, so it lives in a cell.
    pub captured: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Binding {
    Local,
    /// Bound in another scope, which may belong to the same code object.
    Free(ScopeId),
    /// Declared `global`.
    Global,
    /// Bound nowhere around: a global or a built-in.
    Implicit,
}

pub(crate) struct Scope {
    pub kind: ScopeKind,
    pub parent: Option<ScopeId>,
    /// The class whose name mangles `__private` names here.
    pub private: Option<String>,
    pub symbols: Vec<Symbol>,
    pub index: BTreeMap<String, usize>,
    /// Comprehensions inlined here.
    pub inlined: Vec<ScopeId>,
    /// Names captured from around; only scopes with code of their own have them.
    pub free: Vec<String>,
    pub is_async: bool,
    /// Contains `yield`.
    pub yields: bool,
    /// Contains `await`, `async for` or `async with`; only noted for generator expressions.
    pub awaits: bool,
    /// Class: some method needs the cell of `__class__`.
    pub needs_class_cell: bool,
    /// Class: some annotation or type parameter looks names up in its namespace.
    pub needs_class_dict: bool,
    /// The class whose namespace is searched first.
    pub class_view: Option<ScopeId>,
    /// What a thunk is for, as messages name it.
    pub thunk: &'static str,
    /// Inside the iterable of a comprehension, where `:=` is forbidden; only used while building.
    pub iterable_depth: u32,
}

impl Scope {
    pub fn get(&self, name: &str) -> Option<&Symbol> {
        self.index.get(name).map(|&index| &self.symbols[index])
    }
}

#[derive(Default)]
pub(crate) struct Symbols {
    pub scopes: Vec<Scope>,
    by_node: BTreeMap<(usize, ScopeKind), ScopeId>,
    /// `from __future__ import annotations`
    pub future_annotations: bool,
}

/// The identity of a node of the tree, which neither moves nor changes while it is compiled.
pub(crate) fn node_key<T>(node: &T) -> usize {
    std::ptr::from_ref(node).addr()
}

impl Symbols {
    pub fn scope_of(&self, key: usize, kind: ScopeKind) -> Option<ScopeId> {
        self.by_node.get(&(key, kind)).copied()
    }

    /// The scope whose code object holds the code of `scope`.
    pub fn host(&self, mut scope: ScopeId) -> ScopeId {
        while self.scopes[scope].kind == ScopeKind::Comprehension
            && let Some(parent) = self.scopes[scope].parent
        {
            scope = parent;
        }
        scope
    }

    /// Does a function enclose `scope`?
    pub fn in_function(&self, scope: ScopeId) -> bool {
        let mut at = self.scopes[scope].parent;
        while let Some(id) = at {
            if matches!(self.scopes[id].kind, ScopeKind::Function | ScopeKind::Lambda | ScopeKind::Generator) {
                return true;
            }
            at = self.scopes[id].parent;
        }
        false
    }
}

/// The name as it is stored: in a class, `__x` means `_Class__x`.
pub(crate) fn mangle(private: Option<&str>, name: &str) -> String {
    if let Some(class) = private
        && name.starts_with("__")
        && !name.ends_with("__")
        && !name.contains('.')
    {
        let class = class.trim_start_matches('_');
        if !class.is_empty() {
            return format!("_{class}{name}");
        }
    }
    name.to_owned()
}
