//! Assignment: targets, unpacking, augmented and annotated assignment, `del`.

use ruff_python_ast as ast;
use ruff_python_ast::Expr;
use weft_code::{BinaryOp, Instr, Reg, Span};

use crate::compiler::{Compiler, Place};
use crate::conditions::small_int;
use crate::expressions::{binary_op, has_int_form};
use crate::span_of;

impl<'a> Compiler<'a> {
    pub fn assign_stmt(&mut self, node: &'a ast::StmtAssign) {
        let mark = self.block.mark();
        match node.targets.as_slice() {
            [Expr::Name(name)] => {
                if let Some(reg) = self.local_register(&name.id) {
                    if node.value.is_none_literal_expr() && self.block.is_bound(reg) {
                        // For the sake of what it stands for now: it may end with this.
                        self.emit(Instr::Unbind { local: reg }, span_of(name));
                    }
                    self.expr_to(&node.value, reg);
                    self.block.set_bound(reg);
                } else {
                    let src = self.expr_any(&node.value);
                    self.store_name(&name.id, src, span_of(name));
                }
            }
            [target] => {
                if !self.assign_in_parallel(target, &node.value) {
                    let src = self.expr_any(&node.value);
                    self.assign(target, src);
                }
            }
            targets => {
                // A temporary, since the first targets may be the variables that are read.
                let src = self.expr_temp(&node.value);
                for target in targets {
                    self.assign(target, src);
                }
            }
        }
        self.block.release(mark);
    }

    /// `a, b = b, a`: no tuple is needed.
    fn assign_in_parallel(&mut self, target: &'a Expr, value: &'a Expr) -> bool {
        let Some(targets) = sequence(target) else { return false };
        let Expr::Tuple(values) = value else { return false };
        let plain = |elts: &[Expr]| elts.iter().all(|elt| !matches!(elt, Expr::Starred(_)));
        let values = &values.elts;
        if targets.len() != values.len() || targets.len() > 32 || !plain(targets) || !plain(values) {
            return false;
        }
        let registers: Vec<Reg> = values.iter().map(|value| self.expr_temp(value)).collect();
        for (target, src) in targets.iter().zip(registers) {
            self.assign(target, src);
        }
        true
    }

    /// Stores `src` into a target.
    pub fn assign(&mut self, target: &'a Expr, src: Reg) {
        let span = span_of(target);
        let mark = self.block.mark();
        match target {
            Expr::Name(name) => self.store_name(&name.id, src, span),
            Expr::Attribute(node) => {
                let object = self.expr_any(&node.value);
                let name = self.name_index(&node.attr);
                self.emit(Instr::StoreAttr { object, name, src }, span);
            }
            Expr::Subscript(node) => {
                let object = self.expr_any(&node.value);
                let index = self.expr_any(&node.slice);
                self.emit(Instr::StoreItem { object, index, src }, span);
            }
            Expr::Tuple(ast::ExprTuple { elts, .. }) | Expr::List(ast::ExprList { elts, .. }) => {
                self.unpack(elts, src, span);
            }
            Expr::Starred(node) => self.assign(&node.value, src),
            // The parser lets nothing else be a target.
            _ => {}
        }
        self.block.release(mark);
    }

    fn unpack(&mut self, targets: &'a [Expr], src: Reg, span: Span) {
        let star = targets.iter().position(|target| matches!(target, Expr::Starred(_)));
        let base = self.block.alloc_many(targets.len().max(1));
        match star {
            None => match u16::try_from(targets.len()) {
                Ok(count) => self.emit(Instr::Unpack { base, src, count }, span),
                Err(_) => self.block.set_overflow("too many targets"),
            },
            Some(star) => match (u16::try_from(star), u8::try_from(targets.len() - star - 1)) {
                (Ok(before), Ok(after)) => self.emit(Instr::UnpackStar { after, base, src, before }, span),
                _ => self.block.set_overflow("too many expressions in star-unpacking assignment"),
            },
        }
        for (index, target) in targets.iter().enumerate() {
            self.assign(target, base + index as Reg);
        }
    }

    // ---- x += 1

    pub fn augmented_assign(&mut self, node: &'a ast::StmtAugAssign) {
        let span = span_of(node);
        let op = binary_op(node.op);
        let mark = self.block.mark();
        match &*node.target {
            Expr::Name(name) => match self.local_register(&name.id) {
                Some(reg) => {
                    self.check_bound(reg, span_of(name));
                    // The old value counts, even if the right side assigns a new one.
                    let a = if self.is_walrus_target(&name.id) {
                        let copy = self.alloc();
                        self.move_to(copy, reg, span);
                        copy
                    } else {
                        reg
                    };
                    self.in_place(op, reg, a, &node.value, span);
                }
                None => {
                    let value = self.alloc();
                    self.load_name(&name.id, value, span);
                    self.in_place(op, value, value, &node.value, span);
                    self.store_name(&name.id, value, span);
                }
            },
            Expr::Attribute(target) => {
                let object = self.expr_any(&target.value);
                let name = self.name_index(&target.attr);
                let value = self.alloc();
                self.emit(Instr::LoadAttr { dst: value, object, name }, span);
                self.in_place(op, value, value, &node.value, span);
                self.emit(Instr::StoreAttr { object, name, src: value }, span);
            }
            Expr::Subscript(target) => {
                let object = self.expr_any(&target.value);
                let index = self.expr_any(&target.slice);
                let value = self.alloc();
                self.emit(Instr::LoadItem { dst: value, object, index }, span);
                self.in_place(op, value, value, &node.value, span);
                self.emit(Instr::StoreItem { object, index, src: value }, span);
            }
            _ => {}
        }
        self.block.release(mark);
    }

    fn in_place(&mut self, op: BinaryOp, dst: Reg, a: Reg, value: &'a Expr, span: Span) {
        if has_int_form(op)
            && let Some(value) = small_int(value)
        {
            self.emit(Instr::InPlaceInt { op, dst, a, value }, span);
            return;
        }
        let mark = self.block.mark();
        let b = self.expr_any(value);
        self.emit(Instr::InPlace { op, dst, a, b }, span);
        self.block.release(mark);
    }

    // ---- del

    pub fn delete(&mut self, target: &'a Expr) {
        let span = span_of(target);
        let mark = self.block.mark();
        match target {
            Expr::Name(name) => self.delete_name(&name.id, span),
            Expr::Attribute(node) => {
                let object = self.expr_any(&node.value);
                let name = self.name_index(&node.attr);
                self.emit(Instr::DeleteAttr { object, name }, span);
            }
            Expr::Subscript(node) => {
                let object = self.expr_any(&node.value);
                let index = self.expr_any(&node.slice);
                self.emit(Instr::DeleteItem { object, index }, span);
            }
            Expr::Tuple(ast::ExprTuple { elts, .. }) | Expr::List(ast::ExprList { elts, .. }) => {
                for elt in elts {
                    self.delete(elt);
                }
            }
            _ => {}
        }
        self.block.release(mark);
    }

    /// At the end of `except … as name`: the name goes, whether or not it is still there.
    pub fn forget_name(&mut self, written: &str, span: Span) {
        let name = self.mangled(written);
        if let Place::Register(local) = self.place(&name) {
            self.emit(Instr::Unbind { local }, span);
            self.block.set_unbound(local);
            return;
        }
        let mark = self.block.mark();
        let none = self.alloc();
        self.load_none(none, span);
        self.store_name(written, none, span);
        self.delete_name(written, span);
        self.block.release(mark);
    }
}

fn sequence(target: &Expr) -> Option<&[Expr]> {
    match target {
        Expr::Tuple(node) => Some(&node.elts),
        Expr::List(node) => Some(&node.elts),
        _ => None,
    }
}
