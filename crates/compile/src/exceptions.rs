//! `try`, in all its forms, and `raise`.

use ruff_python_ast as ast;
use ruff_python_ast::{ExceptHandler, Stmt};
use weft_code::{Instr, Intrinsic, NO_REG, Reg, Span};

use crate::compiler::{Compiler, Unwind};
use crate::span_of;

impl<'a> Compiler<'a> {
    pub fn raise_stmt(&mut self, node: &'a ast::StmtRaise) {
        let mark = self.block.mark();
        let exc = node.exc.as_ref().map_or(NO_REG, |exc| self.expr_any(exc));
        let cause = node.cause.as_ref().map_or(NO_REG, |cause| self.expr_any(cause));
        self.emit(Instr::Raise { exc, cause }, span_of(node));
        self.block.release(mark);
    }

    pub fn try_stmt(&mut self, node: &'a ast::StmtTry) {
        if node.finalbody.is_empty() {
            self.try_except(node);
            return;
        }
        let mark = self.block.mark();
        let span = body_span(&node.finalbody);
        let handler = self.block.label();
        let end = self.block.label();
        let exc = self.alloc();
        self.push_unwind(Unwind::Finally { body: &node.finalbody });
        self.block.open_region(handler, exc);
        self.try_except(node);
        self.block.close_region();
        self.unwinds.pop();
        self.body(&node.finalbody);
        self.block.jump(Instr::Jump { offset: 0 }, end, span);
        self.block.place_handler(handler);
        self.handling(exc, span, |compiler| {
            compiler.body(&node.finalbody);
            compiler.emit(Instr::Reraise { exc }, span);
        });
        self.block.place(end);
        self.block.release(mark);
    }

    /// The code of a handler: `exc` counts as handled in it, and not any more when it is left by
    /// another exception.
    pub fn handling(&mut self, exc: Reg, span: Span, code: impl FnOnce(&mut Self)) {
        self.handling_saved(exc, span, |compiler, _| code(compiler));
    }

    fn handling_saved(&mut self, exc: Reg, span: Span, code: impl FnOnce(&mut Self, Reg)) {
        let mark = self.block.mark();
        let saved = self.alloc();
        let raised = self.alloc();
        let cleanup = self.block.label();
        let end = self.block.label();
        self.emit(Instr::PushHandled { saved, exc }, span);
        self.push_unwind(Unwind::Handled { saved });
        self.block.open_region(cleanup, raised);
        code(self, saved);
        self.block.close_region();
        self.unwinds.pop();
        if self.block.reachable() {
            self.emit(Instr::PopHandled { saved }, made_up(span));
            self.block.jump(Instr::Jump { offset: 0 }, end, made_up(span));
        }
        self.block.place_handler(cleanup);
        self.emit(Instr::PopHandled { saved }, made_up(span));
        self.emit(Instr::Reraise { exc: raised }, made_up(span));
        self.block.place(end);
        self.block.release(mark);
    }

    fn try_except(&mut self, node: &'a ast::StmtTry) {
        if node.handlers.is_empty() {
            self.body(&node.body);
            self.body(&node.orelse);
            return;
        }
        let mark = self.block.mark();
        let handler = self.block.label();
        let end = self.block.label();
        let exc = self.alloc();
        self.block.open_region(handler, exc);
        self.body(&node.body);
        self.block.close_region();
        self.body(&node.orelse);
        self.block.jump(Instr::Jump { offset: 0 }, end, made_up(body_span(&node.body)));
        self.block.place_handler(handler);
        let span = node.handlers.first().map_or(Span::default(), clause_span);
        self.handling_saved(exc, span, |compiler, saved| {
            if node.is_star {
                compiler.star_handlers(node, exc);
            } else {
                compiler.handlers(node, exc, saved, end);
            }
        });
        self.block.place(end);
        self.block.release(mark);
    }

    fn handlers(&mut self, node: &'a ast::StmtTry, exc: Reg, saved: Reg, end: crate::block::Label) {
        for handler in &node.handlers {
            let ExceptHandler::ExceptHandler(clause) = handler;
            let span = clause_span(handler);
            let next = self.block.label();
            if let Some(types) = &clause.type_ {
                let mark = self.block.mark();
                let types_reg = self.expr_any(types);
                let matches = self.alloc();
                self.emit(Instr::MatchException { dst: matches, exc, types: types_reg }, span_of(&**types));
                self.jump_on(matches, false, next, span_of(&**types));
                self.block.release(mark);
            }
            self.handler_body(clause, exc);
            if self.block.reachable() {
                // The clean-up behind the handlers is not for this way out.
                self.block.suspend_regions(self.block.region_depth() - 1);
                self.emit(Instr::PopHandled { saved }, made_up(span));
                self.block.jump(Instr::Jump { offset: 0 }, end, made_up(span));
                self.block.resume_regions(self.block.region_depth() - 1);
            }
            self.block.place(next);
        }
        // No clause took it.
        let span = node.handlers.last().map_or(Span::default(), clause_span);
        self.emit(Instr::Reraise { exc }, made_up(span));
    }

    /// The body of an `except` clause; its name is bound in it and gone afterwards.
    fn handler_body(&mut self, clause: &'a ast::ExceptHandlerExceptHandler, exc: Reg) {
        let Some(name) = &clause.name else {
            self.body(&clause.body);
            return;
        };
        let span = span_of(name);
        let mark = self.block.mark();
        let raised = self.alloc();
        let cleanup = self.block.label();
        let end = self.block.label();
        self.store_name(name, exc, span);
        self.push_unwind(Unwind::HandlerName { name, span });
        self.block.open_region(cleanup, raised);
        self.body(&clause.body);
        self.block.close_region();
        self.unwinds.pop();
        if self.block.reachable() {
            self.forget_name(name, made_up(span));
            self.block.jump(Instr::Jump { offset: 0 }, end, made_up(span));
        }
        self.block.place_handler(cleanup);
        self.forget_name(name, made_up(span));
        self.emit(Instr::Reraise { exc: raised }, made_up(span));
        self.block.place(end);
        self.block.release(mark);
    }

    /// `except*`: each clause takes its part of the group; what no clause took, and what the clauses
    /// raised, is raised together in the end.
    fn star_handlers(&mut self, node: &'a ast::StmtTry, exc: Reg) {
        let mark = self.block.mark();
        let first = node.handlers.first().map_or(Span::default(), clause_span);
        let rest = self.alloc();
        let raised = self.alloc();
        self.move_to(rest, exc, first);
        self.emit(Instr::BuildList { dst: raised, base: raised, count: 0 }, first);
        for handler in &node.handlers {
            self.star_handler(handler, rest, raised);
        }
        let span = node.handlers.last().map_or(Span::default(), clause_span);
        let all_taken = self.block.label();
        self.block.jump(Instr::JumpIfNone { cond: rest, offset: 0 }, all_taken, span);
        self.emit(Instr::ListAppend { list: raised, src: rest }, span);
        self.block.place(all_taken);
        let base = self.block.alloc_many(2);
        self.move_to(base, exc, span);
        self.move_to(base + 1, raised, span);
        self.emit(Instr::Intrinsic { which: Intrinsic::PrepareReraiseStar, base, count: 2 }, span);
        let done = self.block.label();
        self.block.jump(Instr::JumpIfNone { cond: base, offset: 0 }, done, span);
        self.emit(Instr::Reraise { exc: base }, span);
        self.block.place(done);
        self.block.release(mark);
    }

    fn star_handler(&mut self, handler: &'a ExceptHandler, rest: Reg, raised: Reg) {
        let ExceptHandler::ExceptHandler(clause) = handler;
        let Some(types) = &clause.type_ else { return };
        let span = span_of(&**types);
        let mark = self.block.mark();
        let next = self.block.label();
        let base = self.block.alloc_many(2);
        self.expr_to(types, base + 1);
        self.block.jump(Instr::JumpIfNone { cond: rest, offset: 0 }, next, span);
        self.move_to(base, rest, span);
        self.emit(Instr::Intrinsic { which: Intrinsic::MatchExceptionGroup, base, count: 2 }, span);
        self.emit(Instr::Unpack { base, src: base, count: 2 }, span);
        self.block.jump(Instr::JumpIfNone { cond: base, offset: 0 }, next, span);
        self.move_to(rest, base + 1, span);
        // What the clause raises joins the others.
        let caught = self.alloc();
        let cleanup = self.block.label();
        self.block.open_region(cleanup, caught);
        self.handling(base, span, |compiler| compiler.handler_body(clause, base));
        self.block.close_region();
        self.block.jump(Instr::Jump { offset: 0 }, next, span);
        self.block.place_handler(cleanup);
        self.emit(Instr::ListAppend { list: raised, src: caught }, span);
        self.block.place(next);
        self.block.release(mark);
    }
}

/// The `except` line, whose end is where the body begins.
fn clause_span(handler: &ExceptHandler) -> Span {
    let ExceptHandler::ExceptHandler(clause) = handler;
    let whole = span_of(clause);
    let end = match (&clause.name, &clause.type_) {
        (Some(name), _) => span_of(name).end,
        (None, Some(types)) => span_of(&**types).end,
        (None, None) => whole.start + "except".len() as u32,
    };
    Span { start: whole.start, end }
}

fn body_span(body: &[Stmt]) -> Span {
    body.last().map_or(Span::default(), span_of)
}

/// For instructions that nothing in the source stands for: where they belong, and no text, so that nobody who follows
/// the program line by line is shown them.
fn made_up(span: Span) -> Span {
    Span { end: span.start, ..span }
}
