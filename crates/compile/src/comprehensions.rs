//! Comprehensions, inlined into the code around them, and generator expressions, which are
//! generators of their own.

use ruff_python_ast as ast;
use ruff_python_ast::Expr;
use weft_code::{Instr, Intrinsic, MakeFunctionFlags, Parameters, Reg, Span};

use crate::compiler::Compiler;
use crate::span_of;
use crate::symbols::{Binding, ScopeId, ScopeKind, node_key};

/// What a comprehension does with each element.
#[derive(Clone, Copy)]
enum Element<'a> {
    Append { list: Reg, elt: &'a Expr },
    Add { set: Reg, elt: &'a Expr },
    Insert { dict: Reg, key: &'a Expr, value: &'a Expr },
    Update { dict: Reg, value: &'a Expr },
    Yield { elt: &'a Expr },
}

impl<'a> Compiler<'a> {
    pub fn list_comprehension(&mut self, node: &'a ast::ExprListComp, dst: Reg) {
        let build = |dst| Instr::BuildList { dst, base: dst, count: 0 };
        let element = |list| Element::Append { list, elt: &node.elt };
        self.inline(node_key(node), &node.generators, build, element, dst, span_of(node));
    }

    pub fn set_comprehension(&mut self, node: &'a ast::ExprSetComp, dst: Reg) {
        let build = |dst| Instr::BuildSet { dst, base: dst, count: 0 };
        let element = |set| Element::Add { set, elt: &node.elt };
        self.inline(node_key(node), &node.generators, build, element, dst, span_of(node));
    }

    pub fn dict_comprehension(&mut self, node: &'a ast::ExprDictComp, dst: Reg) {
        let build = |dst| Instr::BuildDict { dst, base: dst, count: 0 };
        let element = |dict| match &node.key {
            Some(key) => Element::Insert { dict, key, value: &node.value },
            None => Element::Update { dict, value: &node.value },
        };
        self.inline(node_key(node), &node.generators, build, element, dst, span_of(node));
    }

    fn inline(
        &mut self,
        key: usize,
        generators: &'a [ast::Comprehension],
        build: impl FnOnce(Reg) -> Instr,
        element: impl FnOnce(Reg) -> Element<'a>,
        dst: Reg,
        span: Span,
    ) {
        let Some(scope) = self.symbols.scope_of(key, ScopeKind::Comprehension) else { return };
        let Some(first) = generators.first() else { return };
        let mark = self.block.mark();
        let result = if self.block.is_top(dst) { dst } else { self.alloc() };
        let iter = self.outermost_iterator(first);
        self.emit(build(result), span);
        let outer = std::mem::replace(&mut self.scope, scope);
        let variables = self.comprehension_variables(scope);
        for &(cell, captured) in &variables {
            if captured {
                self.emit(Instr::MakeCell { cell }, span);
            }
        }
        self.clauses(generators, Some(iter), element(result));
        // Nothing may see the variables any more, `locals()` least of all.
        for &(local, _) in &variables {
            self.emit(Instr::Unbind { local }, span);
            self.block.set_unbound(local);
        }
        self.scope = outer;
        self.move_to(dst, result, span);
        self.block.release(mark);
    }

    fn comprehension_variables(&self, scope: ScopeId) -> Vec<(Reg, bool)> {
        let symbols = &self.symbols.scopes[scope].symbols;
        let local = symbols.iter().enumerate().filter(|(_, symbol)| symbol.binding == Binding::Local);
        local
            .filter_map(|(index, symbol)| self.block.registers.get(&(scope, index)).map(|&reg| (reg, symbol.captured)))
            .collect()
    }

    fn outermost_iterator(&mut self, clause: &'a ast::Comprehension) -> Reg {
        let iter = self.alloc();
        let mark = self.block.mark();
        let src = self.expr_any(&clause.iter);
        let span = span_of(&clause.iter);
        self.emit(
            if clause.is_async { Instr::GetAsyncIter { dst: iter, src } } else { Instr::GetIter { dst: iter, src } },
            span,
        );
        self.block.release(mark);
        iter
    }

    /// The `for` clauses, from outside inwards, with the element in the middle. `iter` is given for
    /// the outermost one.
    fn clauses(&mut self, generators: &'a [ast::Comprehension], iter: Option<Reg>, element: Element<'a>) {
        let Some((clause, inner)) = generators.split_first() else {
            self.element(element);
            return;
        };
        let mark = self.block.mark();
        let iter = match iter {
            Some(iter) => iter,
            None => self.outermost_iterator(clause),
        };
        let span = span_of(&clause.iter);
        let next = self.block.label();
        self.loop_over(&clause.target, iter, clause.is_async, span, next, |compiler| {
            for condition in &clause.ifs {
                compiler.jump_if(condition, false, next);
            }
            compiler.clauses(inner, None, element);
        });
        self.block.release(mark);
    }

    fn element(&mut self, element: Element<'a>) {
        let mark = self.block.mark();
        match element {
            Element::Append { list, elt } => {
                let (value, star) = starred(elt);
                let src = self.expr_any(value);
                let instr = if star { Instr::ListExtend { list, src } } else { Instr::ListAppend { list, src } };
                self.emit(instr, span_of(elt));
            }
            Element::Add { set, elt } => {
                let (value, star) = starred(elt);
                let src = self.expr_any(value);
                let instr = if star { Instr::SetUpdate { set, src } } else { Instr::SetAdd { set, src } };
                self.emit(instr, span_of(elt));
            }
            Element::Insert { dict, key, value } => {
                let span = Span { start: span_of(key).start, end: span_of(value).end };
                let key = self.expr_any(key);
                let value = self.expr_any(value);
                self.emit(Instr::DictInsert { dict, key, value }, span);
            }
            Element::Update { dict, value } => {
                let src = self.expr_any(value);
                self.emit(Instr::DictUpdate { dict, src }, span_of(value));
            }
            Element::Yield { elt } => {
                let (value, star) = starred(elt);
                let src = self.expr_any(value);
                let dst = self.alloc();
                if star {
                    let iter = self.alloc();
                    self.emit(Instr::GetYieldFromIter { dst: iter, src }, span_of(elt));
                    self.delegate(dst, iter, span_of(elt));
                } else {
                    self.emit(Instr::Yield { dst, src }, span_of(elt));
                }
            }
        }
        self.block.release(mark);
    }

    /// A generator expression: the outermost iterator is made here and handed to a generator.
    pub fn generator_expression(&mut self, node: &'a ast::ExprGenerator, dst: Reg) {
        let span = span_of(node);
        let Some(scope) = self.symbols.scope_of(node_key(node), ScopeKind::Generator) else { return };
        let Some(first) = node.generators.first() else { return };
        let mark = self.block.mark();
        let base = if self.block.is_top(dst) { dst } else { self.alloc() };
        let outer = self.enter(scope, "<genexpr>");
        let awaits = self.symbols.scopes[scope].awaits;
        self.flags.generator = !awaits;
        self.flags.async_generator = awaits;
        // The parameter `.0` stands in register 0.
        self.clauses(&node.generators, Some(0), Element::Yield { elt: &node.elt });
        let parameters = Parameters { positional_only: 1, ..Parameters::default() };
        let code = self.leave(outer, parameters, None, span);
        self.make_function(code, MakeFunctionFlags::default(), base, base, span);
        self.outermost_iterator(first);
        self.emit(Instr::Call { base, argc: 1 }, span);
        self.move_to(dst, base, span);
        self.block.release(mark);
    }

    /// A loop over `iter`, as `for` statements and comprehensions have it. `next` is where
    /// `continue` goes.
    pub fn loop_over(
        &mut self,
        target: &'a Expr,
        iter: Reg,
        is_async: bool,
        span: Span,
        next: crate::block::Label,
        body: impl FnOnce(&mut Self),
    ) {
        if !self.block.reachable() {
            return;
        }
        let top = self.block.label();
        let mark = self.block.mark();
        let direct = match target {
            Expr::Name(name) => self.local_register(&name.id),
            _ => None,
        };
        let dst = direct.unwrap_or_else(|| self.alloc());
        let state = self.block.assume();
        self.block.jump(Instr::Jump { offset: 0 }, next, span);
        self.block.place_loop(top, &state);
        match direct {
            Some(reg) => self.block.set_bound(reg),
            None => self.assign(target, dst),
        }
        body(self);
        self.block.place(next);
        if is_async {
            self.next_async(iter, dst, top, span);
        } else {
            self.block.jump(Instr::ForLoop { iter, dst, offset: 0 }, top, span);
        }
        self.block.release(mark);
    }

    /// Awaits the next value of an async iterator and goes back to `top`; goes on when there is none.
    fn next_async(&mut self, iter: Reg, dst: Reg, top: crate::block::Label, span: Span) {
        let mark = self.block.mark();
        let handler = self.block.label();
        let end = self.block.label();
        let exc = self.alloc();
        let awaitable = self.alloc();
        self.block.open_region(handler, exc);
        self.emit(Instr::GetAsyncNext { dst: awaitable, iter }, span);
        // A variable gets its value only when all has gone well.
        let value = self.alloc();
        self.delegate(value, awaitable, span);
        self.block.close_region();
        self.move_to(dst, value, span);
        self.block.jump(Instr::Jump { offset: 0 }, top, span);
        self.block.place_handler(handler);
        let stop = self.alloc();
        self.emit(Instr::Move { dst: stop, src: exc }, span);
        self.emit(Instr::Intrinsic { which: Intrinsic::IsStopAsyncIteration, base: stop, count: 1 }, span);
        self.jump_on(stop, true, end, span);
        self.emit(Instr::Reraise { exc }, span);
        self.block.place(end);
        self.block.release(mark);
    }
}

fn starred(elt: &Expr) -> (&Expr, bool) {
    match elt {
        Expr::Starred(node) => (&node.value, true),
        other => (other, false),
    }
}
