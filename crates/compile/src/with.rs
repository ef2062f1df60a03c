//! `with`.

use ruff_python_ast as ast;
use ruff_python_ast::Stmt;
use weft_code::{Instr, Reg, Span, SpecialMethod};

use crate::compiler::{Compiler, Unwind};
use crate::span_of;

impl<'a> Compiler<'a> {
    pub fn with_stmt(&mut self, node: &'a ast::StmtWith) {
        self.with_items(&node.items, node.is_async, &node.body);
    }

    fn with_items(&mut self, items: &'a [ast::WithItem], is_async: bool, body: &'a [Stmt]) {
        let Some((item, inner)) = items.split_first() else {
            self.body(body);
            return;
        };
        let span = span_of(&item.context_expr);
        let mark = self.block.mark();
        let handler = self.block.label();
        let end = self.block.label();
        let exit = self.block.alloc_many(2);
        let exc = self.alloc();
        let inner_mark = self.block.mark();
        let (enter_method, exit_method) = if is_async {
            (SpecialMethod::AsyncEnter, SpecialMethod::AsyncExit)
        } else {
            (SpecialMethod::Enter, SpecialMethod::Exit)
        };
        let manager = self.expr_any(&item.context_expr);
        let enter = self.block.alloc_many(2);
        self.emit(Instr::LoadSpecial { which: exit_method, base: exit, object: manager }, span);
        self.emit(Instr::LoadSpecial { which: enter_method, base: enter, object: manager }, span);
        self.emit(Instr::CallMethod { base: enter, argc: 0 }, span);
        if is_async {
            self.await_register(enter, enter, span);
        }
        self.push_unwind(Unwind::With { exit, is_async, span });
        self.block.open_region(handler, exc);
        if let Some(target) = &item.optional_vars {
            self.assign(target, enter);
        }
        self.block.release(inner_mark);
        self.with_items(inner, is_async, body);
        self.block.close_region();
        self.unwinds.pop();
        if self.block.reachable() {
            self.call_exit(exit, is_async, span);
            self.block.jump(Instr::Jump { offset: 0 }, end, span);
        }
        self.block.place_handler(handler);
        self.handling(exc, span, |compiler| {
            let swallowed = compiler.block.label();
            let base = compiler.copy_exit(exit, span);
            compiler.emit(Instr::ExceptionInfo { base: base + 2, exc }, span);
            compiler.emit(Instr::CallMethod { base, argc: 3 }, span);
            if is_async {
                compiler.await_register(base, base, span);
            }
            compiler.jump_on(base, true, swallowed, span);
            compiler.emit(Instr::Reraise { exc }, span);
            compiler.block.place(swallowed);
        });
        self.block.place(end);
        self.block.release(mark);
    }

    /// Copies the exit method to where a call with three arguments can be made.
    fn copy_exit(&mut self, exit: Reg, span: Span) -> Reg {
        let base = self.block.alloc_many(5);
        self.move_to(base, exit, span);
        self.move_to(base + 1, exit + 1, span);
        base
    }

    /// Calls the exit method as after a body that ended well.
    pub fn call_exit(&mut self, exit: Reg, is_async: bool, span: Span) {
        let mark = self.block.mark();
        let base = self.copy_exit(exit, span);
        for argument in 2..5 {
            self.load_none(base + argument, span);
        }
        self.emit(Instr::CallMethod { base, argc: 3 }, span);
        if is_async {
            self.await_register(base, base, span);
        }
        self.block.release(mark);
    }
}
