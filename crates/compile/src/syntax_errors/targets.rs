//! What CPython calls the kinds of expressions in its messages.

use ruff_python_ast::visitor::{Visitor, walk_expr};
use ruff_python_ast::{Expr, Mod};
use ruff_text_size::Ranged;
use weft_code::Span;

use crate::span_of;

/// As `_PyPegen_get_expr_name`.
pub(super) fn name(expr: &Expr) -> &'static str {
    match expr {
        Expr::Attribute(_) => "attribute",
        Expr::Subscript(_) => "subscript",
        Expr::Starred(_) => "starred",
        Expr::Name(_) => "name",
        Expr::List(_) => "list",
        Expr::Tuple(_) => "tuple",
        Expr::Lambda(_) => "lambda",
        Expr::Call(_) => "function call",
        Expr::BoolOp(_) | Expr::BinOp(_) | Expr::UnaryOp(_) => "expression",
        Expr::Generator(_) => "generator expression",
        Expr::Yield(_) | Expr::YieldFrom(_) => "yield expression",
        Expr::Await(_) => "await expression",
        Expr::ListComp(_) => "list comprehension",
        Expr::SetComp(_) => "set comprehension",
        Expr::DictComp(_) => "dict comprehension",
        Expr::Dict(_) => "dict literal",
        Expr::Set(_) => "set display",
        Expr::FString(_) => "f-string expression",
        Expr::TString(_) => "t-string expression",
        Expr::Compare(_) => "comparison",
        Expr::If(_) => "conditional expression",
        Expr::Named(_) => "named expression",
        Expr::NoneLiteral(_) => "None",
        Expr::BooleanLiteral(node) if node.value => "True",
        Expr::BooleanLiteral(_) => "False",
        Expr::EllipsisLiteral(_) => "ellipsis",
        _ => "literal",
    }
}

/// Does CPython ask "Maybe you meant '=='" when this stands before a `=`?
pub(super) fn may_mean_equality(expr: &Expr) -> bool {
    match expr {
        Expr::UnaryOp(node) => node.op != ruff_python_ast::UnaryOp::Not,
        Expr::List(_)
        | Expr::Tuple(_)
        | Expr::Generator(_)
        | Expr::NoneLiteral(_)
        | Expr::BooleanLiteral(_)
        | Expr::Lambda(_)
        | Expr::If(_)
        | Expr::BoolOp(_)
        | Expr::Compare(_)
        | Expr::Yield(_)
        | Expr::YieldFrom(_)
        | Expr::Named(_)
        | Expr::Starred(_) => false,
        _ => true,
    }
}

/// The outermost expression with exactly this span.
pub(super) fn find(module: &Mod, span: Span) -> Option<&Expr> {
    let mut finder = Finder { span, found: None };
    match module {
        Mod::Module(module) => finder.visit_body(&module.body),
        Mod::Expression(expression) => finder.visit_expr(&expression.body),
    }
    finder.found
}

struct Finder<'a> {
    span: Span,
    found: Option<&'a Expr>,
}

impl<'a> Visitor<'a> for Finder<'a> {
    fn visit_stmt(&mut self, stmt: &'a ruff_python_ast::Stmt) {
        let range = stmt.range();
        if self.found.is_none() && range.start().to_u32() <= self.span.start && self.span.end <= range.end().to_u32() {
            ruff_python_ast::visitor::walk_stmt(self, stmt);
        }
    }

    fn visit_expr(&mut self, expr: &'a Expr) {
        // Long chains lean to the left, so they are walked without recursion.
        let mut at = expr;
        while self.found.is_none() {
            let span = span_of(at);
            if span == self.span {
                self.found = Some(at);
            }
            if span.start > self.span.start || span.end < self.span.end {
                return;
            }
            at = match at {
                Expr::BinOp(node) if span_of(&*node.left).end >= self.span.end => &node.left,
                Expr::Attribute(node) => &node.value,
                Expr::Subscript(node) if span_of(&*node.value).end >= self.span.end => &node.value,
                Expr::Call(node) if span_of(&*node.func).end >= self.span.end => &node.func,
                other => {
                    walk_expr(self, other);
                    return;
                }
            };
        }
    }
}
