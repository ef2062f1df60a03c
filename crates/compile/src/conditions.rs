//! Conditions: jumps on the truth of an expression, without making the truth value where possible.

use ruff_python_ast as ast;
use ruff_python_ast::{CmpOp, Expr};
use weft_code::{CompareOp, Const, Instr, Reg, Span};

use crate::block::Label;
use crate::compiler::Compiler;
use crate::constants;
use crate::span_of;

/// The comparison operators proper, without `is` and `in`.
pub(crate) fn compare_op(op: CmpOp) -> Option<CompareOp> {
    Some(match op {
        CmpOp::Lt => CompareOp::Lt,
        CmpOp::LtE => CompareOp::Le,
        CmpOp::Eq => CompareOp::Eq,
        CmpOp::NotEq => CompareOp::Ne,
        CmpOp::Gt => CompareOp::Gt,
        CmpOp::GtE => CompareOp::Ge,
        CmpOp::Is | CmpOp::IsNot | CmpOp::In | CmpOp::NotIn => return None,
    })
}

/// The value of an integer literal that fits an instruction.
pub(crate) fn small_int(expr: &Expr) -> Option<i16> {
    match expr {
        Expr::NumberLiteral(_) | Expr::UnaryOp(_) => match constants::fold(expr)? {
            Const::Int(value) => i16::try_from(value).ok(),
            _ => None,
        },
        _ => None,
    }
}

impl<'a> Compiler<'a> {
    /// Jumps to `target` if the truth of `expr` is `when`, else goes on.
    pub fn jump_if(&mut self, expr: &'a Expr, when: bool, target: Label) {
        let span = span_of(expr);
        if let Some(value) = constants::fold(expr).as_ref().and_then(constants::truth) {
            if value == when {
                self.block.jump(Instr::Jump { offset: 0 }, target, span);
            }
            return;
        }
        match expr {
            Expr::UnaryOp(node) if node.op == ast::UnaryOp::Not => self.jump_if(&node.operand, !when, target),
            Expr::BoolOp(node) => self.jump_if_bool_op(node, when, target),
            Expr::Compare(node) => self.jump_if_compare(node, when, target, span),
            _ => {
                let mark = self.block.mark();
                let cond = self.expr_any(expr);
                self.jump_on(cond, when, target, span);
                self.block.release(mark);
            }
        }
    }

    pub fn jump_on(&mut self, cond: Reg, when: bool, target: Label, span: Span) {
        let instr = if when { Instr::JumpIfTrue { cond, offset: 0 } } else { Instr::JumpIfFalse { cond, offset: 0 } };
        self.block.jump(instr, target, span);
    }

    fn jump_if_bool_op(&mut self, node: &'a ast::ExprBoolOp, when: bool, target: Label) {
        let Some((last, first)) = node.values.split_last() else { return };
        let is_or = node.op == ast::BoolOp::Or;
        if is_or == when {
            // Any operand can decide for the jump.
            for value in first {
                self.jump_if(value, when, target);
            }
            self.jump_if(last, when, target);
        } else {
            let stay = self.block.label();
            for value in first {
                self.jump_if(value, !when, stay);
            }
            self.jump_if(last, when, target);
            self.block.place(stay);
        }
    }

    fn jump_if_compare(&mut self, node: &'a ast::ExprCompare, when: bool, target: Label, span: Span) {
        let mark = self.block.mark();
        let last = node.comparators.len().saturating_sub(1);
        let stay = self.block.label();
        let mut left = None;
        for (index, (&op, right)) in node.ops.iter().zip(&node.comparators).enumerate() {
            let is_last = index == last;
            // All but the last comparison leave only when they fail.
            let (when, target) = if is_last {
                (when, target)
            } else if when {
                (false, stay)
            } else {
                (false, target)
            };
            if is_last
                && left.is_none()
                && matches!(op, CmpOp::Is | CmpOp::IsNot)
                && let Some((cond, is_none)) = self.compared_with_none(&node.left, right, op)
            {
                let instr = if is_none == when {
                    Instr::JumpIfNone { cond, offset: 0 }
                } else {
                    Instr::JumpIfNotNone { cond, offset: 0 }
                };
                self.block.jump(instr, target, span);
                break;
            }
            let a = match left {
                Some(reg) => reg,
                None => self.expr_any(&node.left),
            };
            left = Some(self.jump_on_comparison(a, op, right, when, target, is_last, span));
        }
        self.block.place(stay);
        self.block.release(mark);
    }

    /// `x is None`, `x is not None`: the register of `x`, and whether None makes it true.
    fn compared_with_none(&mut self, left: &'a Expr, right: &'a Expr, op: CmpOp) -> Option<(Reg, bool)> {
        matches!(right, Expr::NoneLiteral(_)).then(|| (self.expr_any(left), op == CmpOp::Is))
    }

    /// One comparison and its jump; the register of the right operand.
    fn jump_on_comparison(
        &mut self,
        a: Reg,
        op: CmpOp,
        right: &'a Expr,
        when: bool,
        target: Label,
        is_last: bool,
        span: Span,
    ) -> Reg {
        if let Some(op) = compare_op(op) {
            if is_last && let Some(value) = small_int(right) {
                let instr = if when {
                    Instr::JumpIfCompareInt { op, a, value, offset: 0 }
                } else {
                    Instr::JumpUnlessCompareInt { op, a, value, offset: 0 }
                };
                self.block.jump(instr, target, span);
                return a;
            }
            let b = self.expr_any(right);
            let instr = if when {
                Instr::JumpIfCompare { op, a, b, offset: 0 }
            } else {
                Instr::JumpUnlessCompare { op, a, b, offset: 0 }
            };
            self.block.jump(instr, target, span);
            return b;
        }
        let b = self.expr_any(right);
        let cond = self.alloc();
        self.emit_comparison(op, cond, a, b, span);
        self.jump_on(cond, when, target, span);
        b
    }

    pub fn emit_comparison(&mut self, op: CmpOp, dst: Reg, a: Reg, b: Reg, span: Span) {
        let instr = match (op, compare_op(op)) {
            (_, Some(op)) => Instr::Compare { op, dst, a, b },
            (CmpOp::Is, _) => Instr::Is { dst, a, b },
            (CmpOp::IsNot, _) => Instr::IsNot { dst, a, b },
            (CmpOp::In, _) => Instr::Contains { dst, item: a, container: b },
            _ => Instr::NotContains { dst, item: a, container: b },
        };
        self.emit(instr, span);
    }

    /// The value of a comparison or a chain of them.
    pub fn compare(&mut self, node: &'a ast::ExprCompare, dst: Reg) {
        let span = span_of(node);
        let mark = self.block.mark();
        if let ([op], [right]) = (&*node.ops, &*node.comparators) {
            let a = self.expr_any(&node.left);
            let b = self.expr_any(right);
            self.emit_comparison(*op, dst, a, b, span);
            self.block.release(mark);
            return;
        }
        // Intermediate results must not be seen in a variable.
        let result = if self.block.is_temp(dst) { dst } else { self.alloc() };
        let end = self.block.label();
        let mut a = self.expr_any(&node.left);
        let last = node.comparators.len().saturating_sub(1);
        for (index, (&op, right)) in node.ops.iter().zip(&node.comparators).enumerate() {
            let b = self.expr_any(right);
            self.emit_comparison(op, result, a, b, span);
            if index < last {
                self.jump_on(result, false, end, span);
            }
            a = b;
        }
        self.block.place(end);
        self.move_to(dst, result, span);
        self.block.release(mark);
    }
}
