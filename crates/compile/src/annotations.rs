//! Annotations: evaluated when somebody asks (PEP 649), or kept as text with
//! `from __future__ import annotations`.

use ruff_python_ast as ast;
use ruff_python_ast::{Expr, Stmt};
use weft_code::{Const, Instr, Intrinsic, MakeFunctionFlags, Parameters, Reg, Span};

use crate::compiler::Compiler;
use crate::span_of;
use crate::symbols::{ScopeKind, has_annotations, node_key};

const ONE_PARAMETER: Parameters =
    Parameters { positional_only: 1, positional: 0, keyword_only: 0, var_args: false, var_kwargs: false };

impl<'a> Compiler<'a> {
    /// Adds a function's annotations to what `MakeFunction` gets.
    pub fn function_annotations(
        &mut self,
        node: &'a ast::StmtFunctionDef,
        flags: MakeFunctionFlags,
        span: Span,
    ) -> MakeFunctionFlags {
        if !has_annotations(&node.parameters, node.returns.as_deref()) {
            return flags;
        }
        let mut entries: Vec<(&'a str, &'a Expr)> = Vec::new();
        for parameter in node.parameters.iter_source_order() {
            if let Some(annotation) = &parameter.as_parameter().annotation {
                entries.push((parameter.name().as_str(), annotation));
            }
        }
        if let Some(returns) = &node.returns {
            entries.push(("return", returns));
        }
        let dst = self.alloc();
        if self.symbols.future_annotations {
            self.annotation_texts(&entries, dst, span);
        } else {
            self.annotate_function(node_key(node), &entries, dst, span);
        }
        MakeFunctionFlags(flags.0 | MakeFunctionFlags::ANNOTATIONS)
    }

    /// The dict of annotations as text.
    fn annotation_texts(&mut self, entries: &[(&'a str, &'a Expr)], dst: Reg, span: Span) {
        let mark = self.block.mark();
        let base = self.window(&[]);
        for &(name, annotation) in entries {
            let key = self.alloc();
            let name = self.mangled(name);
            self.load_str(key, &name, span);
            let value = self.alloc();
            let text = self.annotation_text(annotation);
            self.load_str(value, &text, span);
        }
        self.emit(Instr::BuildDict { dst, base, count: entries.len() as u16 }, span);
        self.block.release(mark);
    }

    fn annotation_text(&self, annotation: &Expr) -> String {
        let range = span_of(annotation);
        self.source.text.get(range.start as usize..range.end as usize).unwrap_or_default().to_owned()
    }

    /// `__annotate__(format)`, which returns the dict.
    fn annotate_function(&mut self, key: usize, entries: &[(&'a str, &'a Expr)], dst: Reg, span: Span) {
        let Some(scope) = self.symbols.scope_of(key, ScopeKind::Annotations) else { return };
        let outer = self.enter(scope, "__annotate__");
        let dict = self.alloc();
        let base = self.window(&[]);
        self.emit(Instr::BuildDict { dst: dict, base, count: 0 }, span);
        for &(name, annotation) in entries {
            let mark = self.block.mark();
            let span = span_of(annotation);
            let key = self.alloc();
            let name = self.mangled(name);
            self.load_str(key, &name, span);
            let value = self.annotation_value(annotation);
            self.emit(Instr::DictInsert { dict, key, value }, span);
            self.block.release(mark);
        }
        self.emit(Instr::Return { src: dict }, span);
        let code = self.leave(outer, ONE_PARAMETER, None, span);
        self.make_function(code, MakeFunctionFlags::default(), dst, dst, span);
    }

    /// `*args: *Ts` means the one value that `*Ts` gives.
    fn annotation_value(&mut self, annotation: &'a Expr) -> Reg {
        let Expr::Starred(node) = annotation else { return self.expr_any(annotation) };
        let span = span_of(node);
        let dst = self.alloc();
        let mark = self.block.mark();
        let src = self.expr_any(&node.value);
        self.emit(Instr::Unpack { base: dst, src, count: 1 }, span);
        self.block.release(mark);
        dst
    }

    pub fn module_annotations(&mut self, body: &'a [Stmt], span: Span) {
        self.namespace_annotations(0, body, span);
    }

    pub fn class_annotations(&mut self, body: &'a [Stmt], span: Span) {
        self.namespace_annotations(self.scope, body, span);
    }

    fn namespace_annotations(&mut self, scope: usize, body: &'a [Stmt], span: Span) {
        let mut entries = Vec::new();
        collect(body, &mut entries);
        if entries.is_empty() {
            return;
        }
        let mark = self.block.mark();
        let reg = self.alloc();
        if self.symbols.future_annotations {
            self.emit(Instr::Intrinsic { which: Intrinsic::SetupAnnotations, base: reg, count: 0 }, span);
        } else {
            self.annotate_function(scope, &entries, reg, span);
            self.store_namespace("__annotate__", reg, span);
        }
        self.block.release(mark);
    }

    pub fn annotated_assign(&mut self, node: &'a ast::StmtAnnAssign) {
        let mark = self.block.mark();
        if let Some(value) = &node.value {
            match &*node.target {
                Expr::Name(name) if self.local_register(&name.id).is_some() => {
                    if let Some(reg) = self.local_register(&name.id) {
                        self.expr_to(value, reg);
                        self.block.set_bound(reg);
                    }
                }
                target => {
                    let src = self.expr_any(value);
                    self.assign(target, src);
                }
            }
        } else if !node.simple {
            // `a.b: int` evaluates `a`, as CPython does.
            match &*node.target {
                Expr::Attribute(target) => self.expr_discard(&target.value),
                Expr::Subscript(target) => {
                    self.expr_discard(&target.value);
                    self.expr_discard(&target.slice);
                }
                _ => {}
            }
        }
        let namespace = !self.block.kind.is_function_like();
        if namespace
            && node.simple
            && self.symbols.future_annotations
            && let Expr::Name(name) = &*node.target
        {
            let span = span_of(node);
            let dict = self.alloc();
            let value = self.alloc();
            let key = self.alloc();
            let annotations = self.block.name("__annotations__");
            self.emit(Instr::LoadName { dst: dict, name: annotations }, span);
            let text = self.annotation_text(&node.annotation);
            self.load_str(value, &text, span);
            let name = self.mangled(&name.id);
            self.load_const(key, Const::Str(name), span);
            self.emit(Instr::StoreItem { object: dict, index: key, src: value }, span);
        }
        self.block.release(mark);
    }
}

/// All annotated names of a module or class body, also those in `if`, `try` and the like.
fn collect<'a>(body: &'a [Stmt], entries: &mut Vec<(&'a str, &'a Expr)>) {
    for stmt in body {
        match stmt {
            Stmt::AnnAssign(node) if node.simple => {
                if let Expr::Name(name) = &*node.target {
                    entries.push((name.id.as_str(), &node.annotation));
                }
            }
            Stmt::If(node) => {
                collect(&node.body, entries);
                for clause in &node.elif_else_clauses {
                    collect(&clause.body, entries);
                }
            }
            Stmt::For(node) => {
                collect(&node.body, entries);
                collect(&node.orelse, entries);
            }
            Stmt::While(node) => {
                collect(&node.body, entries);
                collect(&node.orelse, entries);
            }
            Stmt::With(node) => collect(&node.body, entries),
            Stmt::Try(node) => {
                collect(&node.body, entries);
                for ast::ExceptHandler::ExceptHandler(handler) in &node.handlers {
                    collect(&handler.body, entries);
                }
                collect(&node.orelse, entries);
                collect(&node.finalbody, entries);
            }
            Stmt::Match(node) => {
                for case in &node.cases {
                    collect(&case.body, entries);
                }
            }
            _ => {}
        }
    }
}
