//! What may stand only in certain places: `return`, `break`, `await`, `yield`.

use ruff_python_ast as ast;
use weft_code::Span;

use super::ScopeKind;
use super::build::Builder;
use crate::span_of;

impl Builder {
    pub fn return_stmt(&mut self, node: &ast::StmtReturn) {
        if self.flow.except_star {
            self.problem("'break', 'continue' and 'return' cannot appear in an except* block", span_of(node));
        }
        if self.kind() != ScopeKind::Function {
            self.problem("'return' outside function", span_of(node));
        }
        if let Some(value) = &node.value {
            self.return_value.get_or_insert(span_of(node));
            self.value(value);
        }
    }

    pub fn loop_exit(&mut self, message: &str, span: Span) {
        if self.flow.except_star {
            self.problem("'break', 'continue' and 'return' cannot appear in an except* block", span);
        } else if self.flow.loops == 0 {
            self.problem(message, span);
        }
    }

    /// The scope that the present code belongs to, comprehensions seen through.
    fn host_kind(&self) -> (ScopeKind, bool) {
        let host = &self.symbols.scopes[self.symbols.host(self.current)];
        (host.kind, host.is_async)
    }

    pub fn check_async(&mut self, message: &str, span: Span) {
        if !self.symbols.scopes[self.current].is_async {
            self.problem(message, span);
        }
    }

    pub fn check_async_comprehension(&mut self, span: Span) {
        let (kind, is_async) = self.host_kind();
        if kind == ScopeKind::Generator {
            let host = self.symbols.host(self.current);
            self.symbols.scopes[host].awaits = true;
        } else if !is_async {
            self.problem("asynchronous comprehension outside of an asynchronous function", span);
        }
    }

    pub fn check_await(&mut self, span: Span) {
        let (kind, is_async) = self.host_kind();
        if let Some(&(scope, whole)) = self.comprehensions.last()
            && scope == self.current
            && kind != ScopeKind::Generator
        {
            if !is_async {
                self.problem("asynchronous comprehension outside of an asynchronous function", whole);
            }
            return;
        }
        match kind {
            ScopeKind::Generator => {
                let host = self.symbols.host(self.current);
                self.symbols.scopes[host].awaits = true;
            }
            ScopeKind::Function if is_async => {}
            ScopeKind::Function | ScopeKind::Lambda => self.problem("'await' outside async function", span),
            ScopeKind::Annotations => self.problem("await expression cannot be used within an annotation", span),
            ScopeKind::TypeParameters => {
                self.problem("await expression cannot be used within the definition of a generic", span);
            }
            ScopeKind::Thunk => {
                let what = self.symbols.scopes[self.current].thunk;
                self.problem(format!("await expression cannot be used within a {what}"), span);
            }
            ScopeKind::Module | ScopeKind::Class | ScopeKind::Comprehension => {
                self.problem("'await' outside function", span);
            }
        }
    }

    /// `what`: `'yield'` or `'yield from'`.
    pub fn check_yield(&mut self, what: &str, span: Span) {
        match self.kind() {
            ScopeKind::Function | ScopeKind::Lambda => self.scope().yields = true,
            ScopeKind::Comprehension => self.problem("'yield' inside list comprehension", span),
            ScopeKind::Generator => self.problem("'yield' inside generator expression", span),
            ScopeKind::Annotations => self.problem("yield expression cannot be used within an annotation", span),
            ScopeKind::TypeParameters => {
                self.problem("yield expression cannot be used within the definition of a generic", span);
            }
            ScopeKind::Thunk => {
                let what = self.symbols.scopes[self.current].thunk;
                self.problem(format!("yield expression cannot be used within a {what}"), span);
            }
            ScopeKind::Module | ScopeKind::Class => self.problem(format!("{what} outside function"), span),
        }
    }
}
