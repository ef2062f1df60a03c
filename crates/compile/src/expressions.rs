//! Expressions.

use ruff_python_ast as ast;
use ruff_python_ast::{Expr, Operator};
use weft_code::{BinaryOp, Const, Instr, Reg, Span, UnaryOp};

use crate::compiler::Compiler;
use crate::conditions::small_int;
use crate::constants::{self, fold};
use crate::span_of;

/// Longer displays are built piece by piece, so that they do not take as many registers.
const MAX_WINDOW: usize = 64;

pub(crate) fn binary_op(op: Operator) -> BinaryOp {
    match op {
        Operator::Add => BinaryOp::Add,
        Operator::Sub => BinaryOp::Sub,
        Operator::Mult => BinaryOp::Mul,
        Operator::MatMult => BinaryOp::MatMul,
        Operator::Div => BinaryOp::TrueDiv,
        Operator::Mod => BinaryOp::Mod,
        Operator::Pow => BinaryOp::Pow,
        Operator::LShift => BinaryOp::LShift,
        Operator::RShift => BinaryOp::RShift,
        Operator::BitOr => BinaryOp::Or,
        Operator::BitXor => BinaryOp::Xor,
        Operator::BitAnd => BinaryOp::And,
        Operator::FloorDiv => BinaryOp::FloorDiv,
    }
}

/// Does the operator have a form with a small integer on the right?
pub(crate) fn has_int_form(op: BinaryOp) -> bool {
    matches!(
        op,
        BinaryOp::Add
            | BinaryOp::Sub
            | BinaryOp::Mul
            | BinaryOp::FloorDiv
            | BinaryOp::Mod
            | BinaryOp::And
            | BinaryOp::LShift
            | BinaryOp::RShift
    )
}

/// The kinds of display that `elements` builds.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Display {
    List,
    Tuple,
    Set,
}

impl<'a> Compiler<'a> {
    /// Evaluates `expr`; the value may stand in a local's own register.
    pub fn expr_any(&mut self, expr: &'a Expr) -> Reg {
        if let Expr::Name(name) = expr
            && let Some(reg) = self.local_register(&name.id)
            && !self.is_walrus_target(&name.id)
        {
            self.check_bound(reg, span_of(name));
            return reg;
        }
        self.expr_temp(expr)
    }

    /// Evaluates `expr` into a new temporary.
    pub fn expr_temp(&mut self, expr: &'a Expr) -> Reg {
        let dst = self.alloc();
        self.expr_to(expr, dst);
        dst
    }

    /// Evaluates `expr` for what it does.
    pub fn expr_discard(&mut self, expr: &'a Expr) {
        if constants::literal(expr).is_some() {
            return;
        }
        let mark = self.block.mark();
        let value = self.expr_any(expr);
        if u32::from(value) >= mark && has_inner_call(expr) {
            // What an inner call has made may end here.
            self.emit(Instr::Unbind { local: value }, span_of(expr));
        }
        self.block.release(mark);
    }

    /// Evaluates `expr` into `dst`. Where `dst` is a variable, only the last instruction writes it.
    pub fn expr_to(&mut self, expr: &'a Expr, dst: Reg) {
        let span = span_of(expr);
        if let Some(value) = fold(expr) {
            self.load_const(dst, value, span);
            return;
        }
        match expr {
            Expr::Name(node) => self.load_name(&node.id, dst, span),
            Expr::BinOp(_) | Expr::Attribute(_) | Expr::Subscript(_) | Expr::Call(_) => self.chain(expr, dst),
            Expr::BoolOp(node) => self.bool_op(node, dst),
            Expr::Named(node) => self.named(node, dst),
            Expr::UnaryOp(node) => self.unary(node, dst),
            Expr::Lambda(node) => self.lambda(node, dst),
            Expr::If(node) => self.conditional(node, dst),
            Expr::Dict(node) => self.dict(node, dst),
            Expr::Set(node) => self.elements(Display::Set, &node.elts, dst, span),
            Expr::List(node) => self.elements(Display::List, &node.elts, dst, span),
            Expr::Tuple(node) => self.elements(Display::Tuple, &node.elts, dst, span),
            Expr::ListComp(node) => self.list_comprehension(node, dst),
            Expr::SetComp(node) => self.set_comprehension(node, dst),
            Expr::DictComp(node) => self.dict_comprehension(node, dst),
            Expr::Generator(node) => self.generator_expression(node, dst),
            Expr::Await(node) => self.await_expr(node, dst),
            Expr::Yield(node) => self.yield_expr(node, dst),
            Expr::YieldFrom(node) => self.yield_from(node, dst),
            Expr::Compare(node) => self.compare(node, dst),
            Expr::FString(node) => self.f_string(node, dst),
            Expr::TString(node) => self.t_string(node, dst),
            Expr::Slice(node) => self.slice(node, dst),
            // Only where the parser lets one stand; elsewhere it is an error already.
            Expr::Starred(node) => self.expr_to(&node.value, dst),
            Expr::StringLiteral(_)
            | Expr::BytesLiteral(_)
            | Expr::NumberLiteral(_)
            | Expr::BooleanLiteral(_)
            | Expr::NoneLiteral(_)
            | Expr::EllipsisLiteral(_)
            | Expr::IpyEscapeCommand(_) => self.load_none(dst, span),
        }
    }

    // ---- chains: a + b + …, a.b[c](d)…

    /// Chains lean to the left, possibly by thousands of links; they are worked off from the
    /// innermost link outwards, with the value so far in one temporary.
    fn chain(&mut self, expr: &'a Expr, dst: Reg) {
        let mark = self.block.mark();
        let acc = if self.block.is_top(dst) { dst } else { self.alloc() };
        let mut links: Vec<&'a Expr> = Vec::new();
        let mut leaf = expr;
        loop {
            let inner: &'a Expr = match leaf {
                Expr::BinOp(node) => &node.left,
                Expr::Attribute(node) => &node.value,
                Expr::Subscript(node) => &node.value,
                Expr::Call(node) if !self.is_bare_super(node) => &node.func,
                _ => break,
            };
            links.push(leaf);
            leaf = inner;
        }
        let after_acc = self.block.mark();
        let mut value = self.chain_leaf(leaf, acc, links.last().copied());
        while let Some(link) = links.pop() {
            let out = if links.is_empty() { dst } else { acc };
            match link {
                Expr::BinOp(node) => self.binary(node, value, out),
                Expr::Attribute(node) => match links.last() {
                    Some(Expr::Call(call)) if !has_unpacking(&call.arguments) => {
                        links.pop();
                        self.method_call(node, value, call, acc);
                        self.block.release(after_acc);
                        value = acc;
                        continue;
                    }
                    _ => {
                        let name = self.name_index(&node.attr);
                        self.emit(Instr::LoadAttr { dst: out, object: value, name }, span_of(node));
                    }
                },
                Expr::Subscript(node) => {
                    let index = self.expr_any(&node.slice);
                    self.emit(Instr::LoadItem { dst: out, object: value, index }, span_of(node));
                }
                Expr::Call(node) => {
                    let span = span_of(node);
                    self.move_to(acc, value, span);
                    self.call_arguments(&node.arguments, acc, span);
                    self.move_to(out, acc, span);
                }
                _ => {}
            }
            self.block.release(after_acc);
            value = out;
        }
        // Already there, unless the chain had no links (`x = super()`).
        self.move_to(dst, value, span_of(expr));
        self.block.release(mark);
    }

    fn chain_leaf(&mut self, leaf: &'a Expr, acc: Reg, first: Option<&'a Expr>) -> Reg {
        let callable = matches!(first, Some(Expr::Call(_)));
        if let Expr::Name(name) = leaf
            && !callable
            && let Some(reg) = self.local_register(&name.id)
            && !self.is_walrus_target(&name.id)
        {
            self.check_bound(reg, span_of(name));
            return reg;
        }
        match leaf {
            Expr::Call(call) => self.bare_super(call, acc),
            leaf => self.expr_to(leaf, acc),
        }
        acc
    }

    fn binary(&mut self, node: &'a ast::ExprBinOp, a: Reg, dst: Reg) {
        let span = span_of(node);
        let op = binary_op(node.op);
        if has_int_form(op)
            && let Some(value) = small_int(&node.right)
        {
            self.emit(Instr::BinaryInt { op, dst, a, value }, span);
            return;
        }
        let b = self.expr_any(&node.right);
        let instr = match op {
            BinaryOp::Add => Instr::Add { dst, a, b },
            BinaryOp::Sub => Instr::Sub { dst, a, b },
            BinaryOp::Mul => Instr::Mul { dst, a, b },
            op => Instr::Binary { op, dst, a, b },
        };
        self.emit(instr, span);
    }

    // ---- others

    fn unary(&mut self, node: &'a ast::ExprUnaryOp, dst: Reg) {
        let mark = self.block.mark();
        let src = self.expr_any(&node.operand);
        let op = match node.op {
            ast::UnaryOp::Invert => UnaryOp::Invert,
            ast::UnaryOp::Not => UnaryOp::Not,
            ast::UnaryOp::UAdd => UnaryOp::Pos,
            ast::UnaryOp::USub => UnaryOp::Neg,
        };
        self.emit(Instr::Unary { op, dst, src }, span_of(node));
        self.block.release(mark);
    }

    /// `a and b`, `a or b` as a value.
    fn bool_op(&mut self, node: &'a ast::ExprBoolOp, dst: Reg) {
        let span = span_of(node);
        let mark = self.block.mark();
        let result = if self.block.is_temp(dst) { dst } else { self.alloc() };
        let end = self.block.label();
        let last = node.values.len().saturating_sub(1);
        for (index, value) in node.values.iter().enumerate() {
            self.expr_to(value, result);
            if index < last {
                self.jump_on(result, node.op == ast::BoolOp::Or, end, span_of(value));
            }
        }
        self.block.place(end);
        self.move_to(dst, result, span);
        self.block.release(mark);
    }

    fn conditional(&mut self, node: &'a ast::ExprIf, dst: Reg) {
        let otherwise = self.block.label();
        let end = self.block.label();
        self.jump_if(&node.test, false, otherwise);
        self.expr_to(&node.body, dst);
        self.block.jump(Instr::Jump { offset: 0 }, end, span_of(&*node.body));
        self.block.place(otherwise);
        self.expr_to(&node.orelse, dst);
        self.block.place(end);
    }

    fn named(&mut self, node: &'a ast::ExprNamed, dst: Reg) {
        self.expr_to(&node.value, dst);
        if let Expr::Name(name) = &*node.target {
            self.store_name(&name.id, dst, span_of(name));
        }
    }

    fn slice(&mut self, node: &'a ast::ExprSlice, dst: Reg) {
        let span = span_of(node);
        let mark = self.block.mark();
        let base = self.block.alloc_many(3);
        for (index, part) in [&node.lower, &node.upper, &node.step].into_iter().enumerate() {
            let reg = base + index as Reg;
            match part {
                Some(part) => self.expr_to(part, reg),
                None => self.load_none(reg, span),
            }
        }
        self.emit(Instr::BuildSlice { dst, base }, span);
        self.block.release(mark);
    }

    /// A list, tuple or set display.
    pub fn elements(&mut self, kind: Display, elts: &'a [Expr], dst: Reg, span: Span) {
        let mark = self.block.mark();
        let starred = elts.iter().any(|elt| matches!(elt, Expr::Starred(_)));
        if !starred && elts.len() <= MAX_WINDOW {
            if kind != Display::Tuple && elts.len() > 2 && self.constant_display(kind, elts, dst, span) {
                self.block.release(mark);
                return;
            }
            let base = self.window(elts);
            let count = elts.len() as u16;
            let instr = match kind {
                Display::List => Instr::BuildList { dst, base, count },
                Display::Tuple => Instr::BuildTuple { dst, base, count },
                Display::Set => Instr::BuildSet { dst, base, count },
            };
            self.emit(instr, span);
            self.block.release(mark);
            return;
        }
        if !starred && kind != Display::Tuple && self.constant_display(kind, elts, dst, span) {
            self.block.release(mark);
            return;
        }
        let result = if self.block.is_top(dst) { dst } else { self.alloc() };
        // Elements before the first starred one can be put in at once.
        let plain = elts.iter().take_while(|elt| !matches!(elt, Expr::Starred(_))).count().min(MAX_WINDOW);
        let (first, rest) = elts.split_at(plain);
        let inner = self.block.mark();
        let base = self.window(first);
        let count = plain as u16;
        self.emit(
            match kind {
                Display::Set => Instr::BuildSet { dst: result, base, count },
                Display::List | Display::Tuple => Instr::BuildList { dst: result, base, count },
            },
            span,
        );
        self.block.release(inner);
        for elt in rest {
            let (value, star) = match elt {
                Expr::Starred(node) => (&*node.value, true),
                other => (other, false),
            };
            let src = self.expr_any(value);
            let instr = match (kind, star) {
                (Display::Set, false) => Instr::SetAdd { set: result, src },
                (Display::Set, true) => Instr::SetUpdate { set: result, src },
                (_, false) => Instr::ListAppend { list: result, src },
                (_, true) => Instr::ListExtend { list: result, src },
            };
            self.emit(instr, span_of(elt));
            self.block.release(inner);
        }
        if kind == Display::Tuple {
            self.emit(Instr::ListToTuple { dst, src: result }, span);
        } else {
            self.move_to(dst, result, span);
        }
        self.block.release(mark);
    }

    /// Evaluates into a row of temporaries; the first of them.
    pub fn window(&mut self, exprs: &'a [Expr]) -> Reg {
        let mut first = None;
        for expr in exprs {
            let reg = self.expr_temp(expr);
            first.get_or_insert(reg);
        }
        // An empty window needs no register, but has to name one that exists.
        first.unwrap_or_else(|| {
            let mark = self.block.mark();
            let reg = self.alloc();
            self.block.release(mark);
            reg
        })
    }

    /// A list of constants comes from one constant tuple, a set from a constant frozen set: the order of its elements
    /// shows which.
    fn constant_display(&mut self, kind: Display, elts: &'a [Expr], dst: Reg, span: Span) -> bool {
        let Some(items) = elts.iter().map(fold).collect::<Option<Vec<Const>>>() else { return false };
        let mark = self.block.mark();
        let result = if self.block.is_temp(dst) { dst } else { self.alloc() };
        let values = self.alloc();
        let all = if kind == Display::Set { Const::FrozenSet(items) } else { Const::Tuple(items) };
        self.load_const(values, all, span);
        let base = values;
        if kind == Display::Set {
            self.emit(Instr::BuildSet { dst: result, base, count: 0 }, span);
            self.emit(Instr::SetUpdate { set: result, src: values }, span);
        } else {
            self.emit(Instr::BuildList { dst: result, base, count: 0 }, span);
            self.emit(Instr::ListExtend { list: result, src: values }, span);
        }
        self.move_to(dst, result, span);
        self.block.release(mark);
        true
    }

    fn dict(&mut self, node: &'a ast::ExprDict, dst: Reg) {
        let span = span_of(node);
        let mark = self.block.mark();
        let unpacking = node.items.iter().any(|item| item.key.is_none());
        if !unpacking && node.items.len() <= MAX_WINDOW / 2 {
            let base = self.pairs(&node.items);
            self.emit(Instr::BuildDict { dst, base, count: node.items.len() as u16 }, span);
            self.block.release(mark);
            return;
        }
        let result = if self.block.is_top(dst) { dst } else { self.alloc() };
        let inner = self.block.mark();
        let base = self.window(&[]);
        self.emit(Instr::BuildDict { dst: result, base, count: 0 }, span);
        for item in &node.items {
            match &item.key {
                Some(key) => {
                    let key = self.expr_any(key);
                    let value = self.expr_any(&item.value);
                    self.emit(Instr::DictInsert { dict: result, key, value }, span);
                }
                None => {
                    let src = self.expr_any(&item.value);
                    self.emit(Instr::DictUpdate { dict: result, src }, span_of(&item.value));
                }
            }
            self.block.release(inner);
        }
        self.move_to(dst, result, span);
        self.block.release(mark);
    }

    fn pairs(&mut self, items: &'a [ast::DictItem]) -> Reg {
        let mut first = None;
        for item in items {
            let Some(key) = &item.key else { continue };
            let key = self.expr_temp(key);
            self.expr_temp(&item.value);
            first.get_or_insert(key);
        }
        first.unwrap_or_else(|| self.window(&[]))
    }

    // ---- generators and coroutines

    fn yield_expr(&mut self, node: &'a ast::ExprYield, dst: Reg) {
        let span = span_of(node);
        let mark = self.block.mark();
        let src = match &node.value {
            Some(value) => self.expr_any(value),
            None => {
                let src = self.alloc();
                self.load_none(src, span);
                src
            }
        };
        self.emit(Instr::Yield { dst, src }, span);
        self.block.release(mark);
    }

    fn yield_from(&mut self, node: &'a ast::ExprYieldFrom, dst: Reg) {
        let span = span_of(node);
        let mark = self.block.mark();
        let iter = self.alloc();
        let src = self.expr_any(&node.value);
        self.emit(Instr::GetYieldFromIter { dst: iter, src }, span);
        self.delegate(dst, iter, span);
        self.block.release(mark);
    }

    fn await_expr(&mut self, node: &'a ast::ExprAwait, dst: Reg) {
        let mark = self.block.mark();
        let src = self.expr_any(&node.value);
        self.await_register(dst, src, span_of(node));
        self.block.release(mark);
    }

    /// Awaits what stands in `src`.
    pub fn await_register(&mut self, dst: Reg, src: Reg, span: Span) {
        let mark = self.block.mark();
        let iter = self.alloc();
        self.emit(Instr::GetAwaitable { dst: iter, src }, span);
        self.delegate(dst, iter, span);
        self.block.release(mark);
    }

    pub fn delegate(&mut self, dst: Reg, iter: Reg, span: Span) {
        let mark = self.block.mark();
        let sent = self.alloc();
        self.load_none(sent, span);
        self.emit(Instr::YieldFrom { dst, iter, sent }, span);
        self.block.release(mark);
    }
}

/// `f(*args)`, `f(**kwargs)`, or more arguments than an instruction should take.
pub(crate) fn has_unpacking(arguments: &ast::Arguments) -> bool {
    arguments.args.iter().any(|arg| matches!(arg, Expr::Starred(_)))
        || arguments.keywords.iter().any(|keyword| keyword.arg.is_none())
        || arguments.args.len() + arguments.keywords.len() > 255
}

/// Is it a call of, or with, what another call gives?
fn has_inner_call(expr: &Expr) -> bool {
    let Expr::Call(call) = expr else { return false };
    let on_call = match &*call.func {
        Expr::Attribute(method) => method.value.is_call_expr(),
        function => function.is_call_expr(),
    };
    on_call || call.arguments.args.iter().any(Expr::is_call_expr)
}
