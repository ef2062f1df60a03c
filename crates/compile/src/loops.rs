//! Loops, `return`, `break`, `continue`, and how they leave the statements around them.

use ruff_python_ast as ast;
use weft_code::{Instr, Span};

use crate::compiler::{Compiler, Unwind, UnwindEntry};
use crate::span_of;

impl<'a> Compiler<'a> {
    pub fn push_unwind(&mut self, what: Unwind<'a>) {
        let regions = self.block.region_depth();
        self.unwinds.push(UnwindEntry { what, regions });
    }

    pub fn for_stmt(&mut self, node: &'a ast::StmtFor) {
        let mark = self.block.mark();
        let span = span_of(&*node.iter);
        let iter = self.alloc();
        let inner = self.block.mark();
        let src = self.expr_any(&node.iter);
        let instr =
            if node.is_async { Instr::GetAsyncIter { dst: iter, src } } else { Instr::GetIter { dst: iter, src } };
        self.emit(instr, span);
        self.block.release(inner);
        let next = self.block.label();
        let end = self.block.label();
        self.loop_over(&node.target, iter, node.is_async, span, next, |compiler| {
            compiler.push_unwind(Unwind::Loop { next, end, iter: Some(iter) });
            compiler.body(&node.body);
            compiler.unwinds.pop();
        });
        self.body(&node.orelse);
        self.block.place(end);
        self.block.release(mark);
    }

    /// The condition stands at the bottom: one backward jump an iteration.
    pub fn while_stmt(&mut self, node: &'a ast::StmtWhile) {
        if !self.block.reachable() {
            return;
        }
        let top = self.block.label();
        let next = self.block.label();
        let end = self.block.label();
        let span = span_of(&*node.test);
        let truth = crate::constants::fold(&node.test).as_ref().and_then(crate::constants::truth);
        if truth == Some(false) {
            self.body(&node.orelse);
            return;
        }
        let state = self.block.assume();
        if truth != Some(true) {
            self.block.jump(Instr::Jump { offset: 0 }, next, span);
        }
        self.block.place_loop(top, &state);
        self.push_unwind(Unwind::Loop { next, end, iter: None });
        self.body(&node.body);
        self.unwinds.pop();
        self.block.place(next);
        self.jump_if(&node.test, true, top);
        self.body(&node.orelse);
        self.block.place(end);
    }

    pub fn return_stmt(&mut self, node: &'a ast::StmtReturn) {
        let span = span_of(node);
        let Some(value) = &node.value else {
            self.unwind_to(0, span);
            self.emit(Instr::ReturnNone, span);
            self.end_unwind(0);
            return;
        };
        let mark = self.block.mark();
        // A `finally` on the way out could change the variable.
        let runs_code = self.unwinds.iter().any(|entry| !matches!(entry.what, Unwind::Loop { .. }));
        let src = if runs_code { self.expr_temp(value) } else { self.expr_any(value) };
        self.unwind_to(0, span);
        self.emit(Instr::Return { src }, span);
        self.end_unwind(0);
        self.block.release(mark);
    }

    pub fn break_stmt(&mut self, span: Span, continues: bool) {
        let Some(index) = self.unwinds.iter().rposition(|entry| matches!(entry.what, Unwind::Loop { .. })) else {
            return;
        };
        let Unwind::Loop { next, end, iter } = self.unwinds[index].what else { return };
        self.unwind_to(index + 1, span);
        if let (Some(local), false) = (iter, continues) {
            // A generator that is left in the middle ends here.
            self.emit(Instr::Unbind { local }, span);
        }
        self.block.jump(Instr::Jump { offset: 0 }, if continues { next } else { end }, span);
        self.end_unwind(index + 1);
    }

    /// Emits what leaving all statements from `depth` inwards takes. Protected ranges stay
    /// interrupted until `end_unwind`, so that the jump itself is outside of them too.
    fn unwind_to(&mut self, depth: usize, span: Span) {
        let mut left = Vec::new();
        while self.unwinds.len() > depth {
            let Some(entry) = self.unwinds.pop() else { break };
            self.block.suspend_regions(entry.regions);
            match entry.what.clone() {
                Unwind::Loop { .. } => {}
                Unwind::Finally { body } => self.body(body),
                Unwind::Handled { saved } => self.emit(Instr::PopHandled { saved }, span),
                Unwind::HandlerName { name, span } => self.forget_name(name, span),
                Unwind::With { exit, is_async, span } => self.call_exit(exit, is_async, span),
            }
            left.push(entry);
        }
        self.unwinds.extend(left.into_iter().rev());
    }

    fn end_unwind(&mut self, depth: usize) {
        let regions = self.unwinds.get(depth).map_or(self.block.region_depth(), |entry| entry.regions);
        self.block.resume_regions(regions);
    }
}
