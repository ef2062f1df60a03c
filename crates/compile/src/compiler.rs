//! The code generator: its state and what all its parts use.
//!
//! Expressions are evaluated *to* a register ([`Compiler::expr_to`]) or *somewhere*
//! ([`Compiler::expr_any`], which gives a local's own register where that is safe). Temporaries are a
//! stack: whoever allocates some releases them by going back to a mark.

use std::sync::Arc;

use ruff_python_ast::Stmt;
use weft_code::{Code, CodeFlags, Const, Instr, Parameters, Reg, Source, Span};

use crate::block::finish::Finish;
use crate::block::{Block, Label};
use crate::symbols::{Binding, ScopeId, ScopeKind, Symbols};
use crate::syntax_errors::Problem;

/// What has to be done when `return`, `break` or `continue` leaves a statement, innermost last.
#[derive(Clone)]
pub(crate) enum Unwind<'a> {
    Loop {
        next: Label,
        end: Label,
        /// A `for` loop's iterator.
        iter: Option<Reg>,
    },
    /// The `finally` part to run.
    Finally { body: &'a [Stmt] },
    /// A handler: the exception is not the handled one any more.
    Handled { saved: Reg },
    /// The name of `except … as name` goes.
    HandlerName { name: &'a str, span: Span },
    /// `__exit__` is called with three `None`s.
    With { exit: Reg, is_async: bool, span: Span },
}

pub(crate) struct UnwindEntry<'a> {
    pub what: Unwind<'a>,
    /// How many protected ranges were open before it.
    pub regions: usize,
}

/// Where a name's value is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    Register(Reg),
    Cell(Reg),
    Global,
    Name,
    /// Class body: namespace, then the cell.
    NameOrCell(Reg),
    /// The namespace in the cell `dict` of the class around, then as a cell.
    ClassThenCell {
        dict: Reg,
        cell: Reg,
    },
    /// The namespace in the cell `dict` of the class around, then as a global.
    ClassThenGlobal {
        dict: Reg,
    },
}

pub(crate) struct Compiler<'a> {
    pub source: &'a Arc<Source>,
    pub symbols: &'a Symbols,
    pub block: Block,
    /// The scope that names are looked up in: the block's own, or an inlined comprehension's.
    pub scope: ScopeId,
    pub unwinds: Vec<UnwindEntry<'a>>,
    pub flags: CodeFlags,
    pub interactive: bool,
    pub problem: Option<Problem>,
}

/// The outer block, while an inner one is compiled.
pub(crate) struct Outer<'a> {
    block: Block,
    scope: ScopeId,
    unwinds: Vec<UnwindEntry<'a>>,
    flags: CodeFlags,
}

impl<'a> Compiler<'a> {
    pub fn new(source: &'a Arc<Source>, symbols: &'a Symbols) -> Compiler<'a> {
        let block = Block::new(0, ScopeKind::Module, "<module>".to_owned(), "<module>".to_owned());
        let mut compiler = Compiler {
            source,
            symbols,
            block,
            scope: 0,
            unwinds: Vec::new(),
            flags: CodeFlags::default(),
            interactive: false,
            problem: None,
        };
        compiler.lay_out();
        compiler
    }

    // ---- blocks

    /// Begins the code of `scope`; the block around waits in what is returned.
    pub fn enter(&mut self, scope: ScopeId, name: &str) -> Outer<'a> {
        let kind = self.symbols.scopes[scope].kind;
        let qualname = self.qualname(name);
        let block = Block::new(scope, kind, name.to_owned(), qualname);
        let flags = CodeFlags {
            optimized: kind.is_function_like(),
            nested: self.symbols.in_function(scope),
            class_body: kind == ScopeKind::Class,
            ..CodeFlags::default()
        };
        let outer = Outer {
            block: std::mem::replace(&mut self.block, block),
            scope: std::mem::replace(&mut self.scope, scope),
            unwinds: std::mem::take(&mut self.unwinds),
            flags: std::mem::replace(&mut self.flags, flags),
        };
        self.lay_out();
        outer
    }

    /// Ends the inner code and goes back to the block around.
    pub fn leave(
        &mut self,
        outer: Outer<'a>,
        parameters: Parameters,
        docstring: Option<String>,
        span: Span,
    ) -> Arc<Code> {
        let block = std::mem::replace(&mut self.block, outer.block);
        let flags = std::mem::replace(&mut self.flags, outer.flags);
        self.scope = outer.scope;
        self.unwinds = outer.unwinds;
        self.finish_block(block, flags, parameters, docstring, span)
    }

    pub fn finish_block(
        &mut self,
        block: Block,
        flags: CodeFlags,
        parameters: Parameters,
        docstring: Option<String>,
        span: Span,
    ) -> Arc<Code> {
        let name = block.name.clone();
        let first_line = self.source.line(span.start);
        let finish = Finish { source: Arc::clone(self.source), first_line, flags, parameters, docstring };
        match block.finish(finish) {
            Ok(code) => Arc::new(code),
            Err(what) => {
                self.problem.get_or_insert_with(|| Problem::new(format!("{what} in '{name}'"), span));
                // Not run: the problem is what the caller gets.
                let empty = Block::new(0, ScopeKind::Module, String::new(), String::new());
                let finish = Finish {
                    source: Arc::clone(self.source),
                    first_line,
                    flags,
                    parameters: Parameters::default(),
                    docstring: None,
                };
                match empty.finish(finish) {
                    Ok(code) => Arc::new(code),
                    Err(what) => unreachable!("an empty block cannot have {what}"),
                }
            }
        }
    }

    fn qualname(&self, name: &str) -> String {
        let scope = &self.symbols.scopes[self.scope];
        if scope.get(name).is_some_and(|symbol| symbol.binding == Binding::Global) {
            return name.to_owned();
        }
        match self.block.kind {
            ScopeKind::Module => name.to_owned(),
            ScopeKind::Class => format!("{}.{name}", self.block.qualname),
            // The hidden function of a generic definition does not show.
            ScopeKind::TypeParameters => match self.block.qualname.rsplit_once('.') {
                Some((around, _)) => format!("{around}.{name}"),
                None => name.to_owned(),
            },
            _ => format!("{}.<locals>.{name}", self.block.qualname),
        }
    }

    /// Gives every variable of the new block its register.
    fn lay_out(&mut self) {
        let id = self.block.scope;
        let scope = &self.symbols.scopes[id];
        if scope.kind == ScopeKind::Class {
            for (needed, name) in [(scope.needs_class_cell, "__class__"), (scope.needs_class_dict, "__classdict__")] {
                let reg = self.block.locals.len() as Reg;
                if needed {
                    self.block.locals.push(name.to_owned());
                    self.block.cells.push(reg);
                    let slot =
                        if name == "__class__" { &mut self.block.class_cell } else { &mut self.block.class_dict };
                    *slot = Some(reg);
                }
            }
        }
        // As CPython has them: what only cells hold comes last, by name.
        let mut in_cells: Vec<(String, usize)> = Vec::new();
        if scope.kind.is_function_like() {
            for (index, symbol) in scope.symbols.iter().enumerate() {
                if symbol.binding != Binding::Local {
                    continue;
                }
                if symbol.captured && !symbol.parameter {
                    in_cells.push((symbol.name.clone(), index));
                    continue;
                }
                let reg = self.new_local(&symbol.name);
                self.block.registers.insert((id, index), reg);
                if symbol.captured {
                    self.block.cells.push(reg);
                } else if symbol.deleted {
                    self.block.unbindable.push(reg);
                }
            }
        }
        // Comprehension variables: those of the same name share a register where the comprehensions
        // do not nest.
        let mut shared: Vec<(String, usize, bool, Reg)> = Vec::new();
        let mut queue: Vec<(ScopeId, usize)> = scope.inlined.iter().rev().map(|&inner| (inner, 0)).collect();
        while let Some((inner, depth)) = queue.pop() {
            let scope = &self.symbols.scopes[inner];
            queue.extend(scope.inlined.iter().rev().map(|&inner| (inner, depth + 1)));
            for (index, symbol) in scope.symbols.iter().enumerate() {
                if symbol.binding != Binding::Local {
                    continue;
                }
                let known = shared
                    .iter()
                    .find(|(name, at, captured, _)| {
                        *name == symbol.name && *at == depth && *captured == symbol.captured
                    })
                    .map(|&(.., reg)| reg);
                let reg = known.unwrap_or_else(|| {
                    let reg = self.new_local(&symbol.name);
                    shared.push((symbol.name.clone(), depth, symbol.captured, reg));
                    reg
                });
                self.block.registers.insert((inner, index), reg);
            }
        }
        in_cells.sort();
        for (name, index) in in_cells {
            let reg = self.new_local(&name);
            self.block.registers.insert((id, index), reg);
            self.block.cells.push(reg);
        }
        self.block.free = self.symbols.scopes[id].free.clone();
        self.block.free.sort();
        if self.block.locals.len() + self.block.free.len() >= usize::from(Reg::MAX) {
            self.block.set_overflow("too many variables");
            self.block.free.clear();
            self.block.locals.clear();
        }
        self.block.start_temporaries();
        // Registers can be marked as bound only now that it is known which are locals.
        let scope = &self.symbols.scopes[id];
        for (index, symbol) in scope.symbols.iter().enumerate() {
            if symbol.parameter
                && !symbol.captured
                && let Some(&reg) = self.block.registers.get(&(id, index))
            {
                self.block.set_bound(reg);
            }
        }
    }

    fn new_local(&mut self, name: &str) -> Reg {
        let reg = self.block.locals.len();
        self.block.locals.push(name.to_owned());
        Reg::try_from(reg).unwrap_or(0)
    }

    // ---- instructions

    pub fn emit(&mut self, instr: Instr, span: Span) {
        self.block.emit(instr, span);
    }

    pub fn alloc(&mut self) -> Reg {
        self.block.alloc()
    }

    /// Loads a constant the shortest way.
    pub fn load_const(&mut self, dst: Reg, value: Const, span: Span) {
        match value {
            Const::Int(small) if i32::try_from(small).is_ok() => {
                self.emit(Instr::LoadInt { dst, value: small as i32 }, span);
            }
            value => {
                let index = self.block.constant(value);
                self.emit(Instr::LoadConst { dst, index }, span);
            }
        }
    }

    pub fn load_str(&mut self, dst: Reg, text: &str, span: Span) {
        self.load_const(dst, Const::Str(text.to_owned()), span);
    }

    pub fn load_none(&mut self, dst: Reg, span: Span) {
        self.load_const(dst, Const::None, span);
    }

    pub fn move_to(&mut self, dst: Reg, src: Reg, span: Span) {
        if dst != src {
            self.emit(Instr::Move { dst, src }, span);
        }
    }

    // ---- names

    pub fn mangled(&self, name: &str) -> String {
        crate::symbols::mangle(self.symbols.scopes[self.scope].private.as_deref(), name)
    }

    /// The index of a name as written, mangled, for attributes and the like.
    pub fn name_index(&mut self, name: &str) -> u16 {
        let mangled = self.mangled(name);
        self.block.name(&mangled)
    }

    /// The cell of a variable captured from around this code.
    pub fn free_cell(&self, name: &str) -> Option<Reg> {
        let index = self.block.free.iter().position(|free| free == name)?;
        Some((self.block.locals.len() + index) as Reg)
    }

    /// The cell that stands for `owner`'s variable `name` in the present block.
    pub fn cell_of(&self, owner: ScopeId, name: &str) -> Option<Reg> {
        if owner == self.block.scope && self.block.kind == ScopeKind::Class {
            return match name {
                "__class__" => self.block.class_cell,
                "__classdict__" => self.block.class_dict,
                _ => None,
            };
        }
        if self.symbols.host(owner) == self.block.scope {
            let index = *self.symbols.scopes[owner].index.get(name)?;
            return self.block.registers.get(&(owner, index)).copied();
        }
        self.free_cell(name)
    }

    /// Where the (mangled) name is found from the present scope.
    pub fn place(&self, name: &str) -> Place {
        let scope = &self.symbols.scopes[self.scope];
        let kind = self.block.kind;
        let own = self.scope == self.block.scope;
        let class_dict = scope.class_view.and_then(|class| self.cell_of(class, "__classdict__"));
        let implicit = match kind {
            ScopeKind::Module => Place::Name,
            ScopeKind::Class if own => Place::Name,
            _ => match class_dict {
                Some(dict) => Place::ClassThenGlobal { dict },
                None => Place::Global,
            },
        };
        let Some(&index) = scope.index.get(name) else { return implicit };
        let symbol = &scope.symbols[index];
        match symbol.binding {
            Binding::Implicit => implicit,
            Binding::Global => Place::Global,
            Binding::Local => match self.block.registers.get(&(self.scope, index)) {
                Some(&reg) if symbol.captured => Place::Cell(reg),
                Some(&reg) => Place::Register(reg),
                None => Place::Name,
            },
            Binding::Free(owner) => {
                let Some(reg) = self.cell_of(owner, name) else { return implicit };
                let owner_scope = &self.symbols.scopes[owner];
                let is_cell = self.symbols.host(owner) != self.block.scope
                    || owner_scope.kind == ScopeKind::Class
                    || owner_scope.get(name).is_some_and(|symbol| symbol.captured);
                if !is_cell {
                    return Place::Register(reg);
                }
                match class_dict {
                    Some(dict) => Place::ClassThenCell { dict, cell: reg },
                    None if kind == ScopeKind::Class && own && symbol.declared_nonlocal.is_none() => {
                        Place::NameOrCell(reg)
                    }
                    None => Place::Cell(reg),
                }
            }
        }
    }

    pub fn load_name(&mut self, written: &str, dst: Reg, span: Span) {
        let name = self.mangled(written);
        self.load_mangled(&name, dst, span);
    }

    pub fn load_mangled(&mut self, name: &str, dst: Reg, span: Span) {
        match self.place(name) {
            Place::Register(reg) => {
                self.check_bound(reg, span);
                self.move_to(dst, reg, span);
            }
            Place::Cell(cell) => self.emit(Instr::LoadCell { dst, cell }, span),
            Place::Global => {
                let name = self.block.name(name);
                self.emit(Instr::LoadGlobal { dst, name }, span);
            }
            Place::Name => {
                let name = self.block.name(name);
                self.emit(Instr::LoadName { dst, name }, span);
            }
            Place::NameOrCell(cell) => {
                let name = self.block.name(name);
                self.emit(Instr::LoadNameOrCell { dst, name, cell }, span);
            }
            Place::ClassThenCell { dict, cell } => {
                self.load_from_class(dict, name, dst, span, |c| c.emit(Instr::LoadCell { dst, cell }, span));
            }
            Place::ClassThenGlobal { dict } => {
                let index = self.block.name(name);
                self.load_from_class(dict, name, dst, span, |c| c.emit(Instr::LoadGlobal { dst, name: index }, span));
            }
        }
    }

    fn load_from_class(&mut self, dict: Reg, name: &str, dst: Reg, span: Span, otherwise: impl FnOnce(&mut Self)) {
        let mark = self.block.mark();
        let missing = self.block.label();
        let end = self.block.label();
        let namespace = self.alloc();
        let key = self.alloc();
        let found = self.alloc();
        self.emit(Instr::LoadCell { dst: namespace, cell: dict }, span);
        self.load_str(key, name, span);
        self.emit(Instr::Contains { dst: found, item: key, container: namespace }, span);
        self.block.jump(Instr::JumpIfFalse { cond: found, offset: 0 }, missing, span);
        self.emit(Instr::LoadItem { dst, object: namespace, index: key }, span);
        self.block.jump(Instr::Jump { offset: 0 }, end, span);
        self.block.place(missing);
        otherwise(self);
        self.block.place(end);
        self.block.release(mark);
    }

    pub fn check_bound(&mut self, local: Reg, span: Span) {
        if !self.block.is_bound(local) {
            self.emit(Instr::CheckBound { local }, span);
            self.block.set_bound(local);
        }
    }

    pub fn store_name(&mut self, written: &str, src: Reg, span: Span) {
        let name = self.mangled(written);
        match self.place(&name) {
            Place::Register(reg) => {
                self.move_to(reg, src, span);
                self.block.set_bound(reg);
            }
            Place::Cell(cell) | Place::ClassThenCell { cell, .. } => self.emit(Instr::StoreCell { cell, src }, span),
            Place::Global | Place::ClassThenGlobal { .. } => {
                let name = self.block.name(&name);
                self.emit(Instr::StoreGlobal { name, src }, span);
            }
            Place::Name | Place::NameOrCell(_) => self.store_namespace(&name, src, span),
        }
    }

    /// Stores into the namespace of a module or class body.
    pub fn store_namespace(&mut self, name: &str, src: Reg, span: Span) {
        let name = self.block.name(name);
        self.emit(Instr::StoreName { name, src }, span);
    }

    pub fn delete_name(&mut self, written: &str, span: Span) {
        let name = self.mangled(written);
        match self.place(&name) {
            Place::Register(local) => {
                self.check_bound(local, span);
                self.emit(Instr::Unbind { local }, span);
                self.block.set_unbound(local);
            }
            Place::Cell(cell) | Place::ClassThenCell { cell, .. } => self.emit(Instr::DeleteCell { cell }, span),
            Place::Global | Place::ClassThenGlobal { .. } => {
                let name = self.block.name(&name);
                self.emit(Instr::DeleteGlobal { name }, span);
            }
            Place::Name | Place::NameOrCell(_) => {
                let name = self.block.name(&name);
                self.emit(Instr::DeleteName { name }, span);
            }
        }
    }

    /// The register of a plain local variable, one that is no cell.
    pub fn local_register(&self, written: &str) -> Option<Reg> {
        match self.place(&self.mangled(written)) {
            Place::Register(reg) => Some(reg),
            _ => None,
        }
    }

    /// Can the value of this local change while an expression that has read it goes on? Only `:=`
    /// can do that.
    pub fn is_walrus_target(&self, written: &str) -> bool {
        let name = self.mangled(written);
        let scope = &self.symbols.scopes[self.scope];
        match scope.get(&name) {
            Some(symbol) if symbol.walrus => true,
            Some(symbol) => match symbol.binding {
                Binding::Free(owner) => self.symbols.scopes[owner].get(&name).is_some_and(|s| s.walrus),
                _ => false,
            },
            None => false,
        }
    }
}

/// A block that holds nothing, to stand in for one that is taken away.
pub(crate) fn empty_block() -> Block {
    Block::new(0, ScopeKind::Module, String::new(), String::new())
}
