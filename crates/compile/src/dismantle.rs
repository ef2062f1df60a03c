//! Frees a tree without deep recursion.
//!
//! The tree of `a + b + c + …` leans to the left as deep as the chain is long, and Rust would free it
//! by recursion. The chains are cut into pieces first.

use ruff_python_ast::visitor::transformer::{Transformer, walk_expr};
use ruff_python_ast::{AtomicNodeIndex, Expr, ExprNoneLiteral, Mod};
use ruff_text_size::TextRange;

use crate::nesting::Nesting;

/// Chains up to this length are freed by recursion, which is quicker.
const HARMLESS_CHAIN: u32 = 200;

pub(crate) fn dismantle(syntax: Mod, nesting: Nesting) {
    if nesting.longest_chain <= HARMLESS_CHAIN {
        return;
    }
    match syntax {
        Mod::Module(mut module) => {
            for stmt in &mut module.body {
                Cutter.visit_stmt(stmt);
            }
        }
        Mod::Expression(mut expression) => Cutter.visit_expr(&mut expression.body),
    }
}

struct Cutter;

fn placeholder() -> Expr {
    Expr::NoneLiteral(ExprNoneLiteral { node_index: AtomicNodeIndex::NONE, range: TextRange::default() })
}

impl Transformer for Cutter {
    fn visit_expr(&self, expr: &mut Expr) {
        let mut piece = std::mem::replace(expr, placeholder());
        loop {
            let left = match &mut piece {
                Expr::BinOp(node) => Some(&mut *node.left),
                Expr::Attribute(node) => Some(&mut *node.value),
                Expr::Subscript(node) => Some(&mut *node.value),
                Expr::Call(node) => Some(&mut *node.func),
                _ => None,
            };
            let left = left.map(|left| std::mem::replace(left, placeholder()));
            walk_expr(self, &mut piece);
            match left {
                Some(left) => piece = left,
                None => break,
            }
        }
    }
}
