//! Statements and bodies.

use ruff_python_ast as ast;
use ruff_python_ast::{Expr, Stmt};
use weft_code::{Instr, Intrinsic, Span};

use crate::block::Label;
use crate::compiler::Compiler;
use crate::span_of;
use crate::symbols::is_docstring;

/// The docstring of a body, its indentation removed as Python 3.13 and later do.
pub(crate) fn docstring(body: &[Stmt]) -> Option<String> {
    match body.first() {
        Some(stmt @ Stmt::Expr(node)) if is_docstring(stmt) => match &*node.value {
            Expr::StringLiteral(string) => Some(clean(string.value.to_str())),
            _ => None,
        },
        _ => None,
    }
}

fn clean(text: &str) -> String {
    let indent = |line: &str| line.len() - line.trim_start_matches(' ').len();
    let mut lines = text.split('\n');
    let first = lines.next().unwrap_or_default().trim_start_matches(' ');
    let margin = lines.clone().filter(|line| !line.trim_start_matches(' ').is_empty()).map(indent).min().unwrap_or(0);
    let mut out = first.to_owned();
    for line in lines {
        out.push('\n');
        out.push_str(line.get(margin.min(indent(line))..).unwrap_or_default());
    }
    out
}

impl<'a> Compiler<'a> {
    /// The statements of a module; its docstring.
    pub fn module(&mut self, body: &'a [Stmt]) -> Option<String> {
        let span = body.first().map_or(Span::default(), span_of);
        let docstring = if self.interactive { None } else { docstring(body) };
        self.module_annotations(body, span);
        if let Some(text) = &docstring {
            let mark = self.block.mark();
            let reg = self.alloc();
            self.load_str(reg, text, span);
            self.store_namespace("__doc__", reg, span);
            self.block.release(mark);
        }
        self.body(body);
        docstring
    }

    /// The code of an expression alone: it returns the value.
    pub fn expression_body(&mut self, expression: &'a Expr) {
        let src = self.expr_any(expression);
        self.emit(Instr::Return { src }, span_of(expression));
    }

    pub fn body(&mut self, body: &'a [Stmt]) {
        for stmt in body {
            self.stmt(stmt);
        }
    }

    fn stmt(&mut self, stmt: &'a Stmt) {
        match stmt {
            Stmt::FunctionDef(node) => self.function_def(node),
            Stmt::ClassDef(node) => self.class_def(node),
            Stmt::Return(node) => self.return_stmt(node),
            Stmt::Delete(node) => {
                for target in &node.targets {
                    self.delete(target);
                }
            }
            Stmt::TypeAlias(node) => self.type_alias(node),
            Stmt::Assign(node) => self.assign_stmt(node),
            Stmt::AugAssign(node) => self.augmented_assign(node),
            Stmt::AnnAssign(node) => self.annotated_assign(node),
            Stmt::For(node) => self.for_stmt(node),
            Stmt::While(node) => self.while_stmt(node),
            Stmt::If(node) => self.if_stmt(node),
            Stmt::With(node) => self.with_stmt(node),
            Stmt::Match(node) => self.match_stmt(node),
            Stmt::Raise(node) => self.raise_stmt(node),
            Stmt::Try(node) => {
                self.block.quiet(span_of(node), false);
                self.try_stmt(node);
            }
            Stmt::Assert(node) => self.assert_stmt(node),
            Stmt::Import(node) => self.import_stmt(node),
            Stmt::ImportFrom(node) => self.import_from_stmt(node),
            Stmt::Expr(node) => self.expression_stmt(node),
            Stmt::Break(node) => self.break_stmt(span_of(node), false),
            Stmt::Continue(node) => self.break_stmt(span_of(node), true),
            Stmt::Pass(node) => self.block.quiet(span_of(node), true),
            Stmt::Global(_) | Stmt::Nonlocal(_) | Stmt::IpyEscapeCommand(_) => {}
        }
    }

    fn expression_stmt(&mut self, node: &'a ast::StmtExpr) {
        if !self.interactive {
            self.expr_discard(&node.value);
            return;
        }
        let mark = self.block.mark();
        let base = self.expr_temp(&node.value);
        if self.scope == 0 {
            self.emit(Instr::Intrinsic { which: Intrinsic::PrintExpression, base, count: 1 }, span_of(node));
        }
        self.block.release(mark);
    }

    fn if_stmt(&mut self, node: &'a ast::StmtIf) {
        let end = self.block.label();
        let mut next = self.branch(&node.test, &node.body, node.elif_else_clauses.is_empty(), end);
        for (index, clause) in node.elif_else_clauses.iter().enumerate() {
            if let Some(label) = next.take() {
                self.block.place(label);
            }
            let last = index + 1 == node.elif_else_clauses.len();
            match &clause.test {
                Some(test) => next = self.branch(test, &clause.body, last, end),
                None => self.body(&clause.body),
            }
        }
        if let Some(label) = next {
            self.block.place(label);
        }
        self.block.place(end);
    }

    /// One condition and its body; the label of where to go on when the condition does not hold.
    fn branch(&mut self, test: &'a Expr, body: &'a [Stmt], last: bool, end: Label) -> Option<Label> {
        let next = self.block.label();
        self.jump_if(test, false, next);
        self.body(body);
        if !last && self.block.reachable() {
            let span = self.block.last_span();
            self.block.jump(Instr::Jump { offset: 0 }, end, span);
        }
        Some(next)
    }

    fn assert_stmt(&mut self, node: &'a ast::StmtAssert) {
        let span = span_of(node);
        let mark = self.block.mark();
        let holds = self.block.label();
        self.jump_if(&node.test, true, holds);
        let base = self.alloc();
        self.emit(Instr::Intrinsic { which: Intrinsic::AssertionError, base, count: 0 }, span);
        if let Some(msg) = &node.msg {
            self.expr_temp(msg);
            self.emit(Instr::Call { base, argc: 1 }, span);
        }
        // The carets of the traceback stand under the condition.
        self.emit(Instr::Raise { exc: base, cause: weft_code::NO_REG }, span_of(&*node.test));
        self.block.place(holds);
        self.block.release(mark);
    }
}
