//! Calls.

use ruff_python_ast as ast;
use ruff_python_ast::Expr;
use weft_code::{Const, Instr, Reg, Span};

use crate::compiler::{Compiler, Place};
use crate::expressions::{Display, has_unpacking};
use crate::span_of;

impl<'a> Compiler<'a> {
    /// `object.name(arguments)`; the result goes to `base`, the topmost temporary.
    pub fn method_call(&mut self, method: &'a ast::ExprAttribute, object: Reg, call: &'a ast::ExprCall, base: Reg) {
        let name = self.name_index(&method.attr);
        // The slot for the object.
        self.alloc();
        self.emit(Instr::LoadMethod { base, object, name }, span_of(method));
        let span = span_of(call);
        let (argc, names) = self.plain_arguments(&call.arguments);
        let instr = match names {
            Some(names) => Instr::CallMethodKeywords { base, argc, names },
            None => Instr::CallMethod { base, argc },
        };
        self.emit(instr, span);
    }

    /// The arguments of a call and the call itself. The callable stands in `base`, the topmost
    /// temporary, and the result goes there.
    pub fn call_arguments(&mut self, arguments: &'a ast::Arguments, base: Reg, span: Span) {
        self.call_with(0, arguments, base, span);
    }

    /// Like `call_arguments`, with `before` arguments already behind `base`.
    pub fn call_with(&mut self, before: u16, arguments: &'a ast::Arguments, base: Reg, span: Span) {
        if has_unpacking(arguments) {
            self.unpacked_call(before, arguments, base, span);
            return;
        }
        let (argc, names) = self.plain_arguments(arguments);
        let argc = argc + before;
        let instr = match names {
            Some(names) => Instr::CallKeywords { base, argc, names },
            None => Instr::Call { base, argc },
        };
        self.emit(instr, span);
    }

    /// Evaluates arguments without unpacking into new temporaries; their count and the keywords' names.
    fn plain_arguments(&mut self, arguments: &'a ast::Arguments) -> (u16, Option<u16>) {
        for arg in &arguments.args {
            self.expr_temp(arg);
        }
        let mut names = Vec::new();
        for keyword in &arguments.keywords {
            if let Some(name) = &keyword.arg {
                names.push(Const::Str(self.mangled(name)));
            }
            self.expr_temp(&keyword.value);
        }
        let argc = arguments.len() as u16;
        let names = (!names.is_empty()).then(|| self.block.constant(Const::Tuple(names)));
        (argc, names)
    }

    fn unpacked_call(&mut self, before: u16, arguments: &'a ast::Arguments, base: Reg, span: Span) {
        if before == 0 {
            let positional = self.alloc();
            self.elements(Display::List, &arguments.args, positional, span);
        } else {
            // Those that stand there become the beginning of the list.
            let first = base + 1;
            self.emit(Instr::BuildList { dst: first, base: first, count: before }, span);
            let mark = self.block.mark();
            for arg in &arguments.args {
                let (value, star) = match arg {
                    Expr::Starred(node) => (&*node.value, true),
                    other => (other, false),
                };
                let src = self.expr_any(value);
                let list = first;
                let instr = if star { Instr::ListExtend { list, src } } else { Instr::ListAppend { list, src } };
                self.emit(instr, span_of(arg));
                self.block.release(mark);
            }
        }
        if before < 2 {
            self.alloc();
        }
        self.call_unpacked(&arguments.keywords, base, span);
    }

    /// The call itself, with the positional arguments in `base + 1`; `base + 2` is allocated.
    pub fn call_unpacked(&mut self, keywords: &'a [ast::Keyword], base: Reg, span: Span) {
        let dict = base + 2;
        if keywords.is_empty() {
            self.emit(Instr::Unbind { local: dict }, span);
        } else {
            self.keyword_dict(keywords, dict, base, span);
        }
        self.emit(Instr::CallUnpacked { base }, span);
    }

    fn keyword_dict(&mut self, keywords: &'a [ast::Keyword], dict: Reg, function: Reg, span: Span) {
        let mark = self.block.mark();
        let base = self.window(&[]);
        self.emit(Instr::BuildDict { dst: dict, base, count: 0 }, span);
        // Behind a `**mapping` a name may be there already, which only a merge finds out.
        let mut merged = false;
        for keyword in keywords {
            match &keyword.arg {
                None => {
                    let src = self.expr_any(&keyword.value);
                    self.emit(Instr::DictMerge { dict, src, function }, span_of(&keyword.value));
                    merged = true;
                }
                Some(name) => {
                    let key = self.alloc();
                    let name = self.mangled(name);
                    self.load_str(key, &name, span_of(keyword));
                    let value = self.expr_temp(&keyword.value);
                    if merged {
                        self.emit(Instr::BuildDict { dst: key, base: key, count: 1 }, span_of(keyword));
                        self.emit(Instr::DictMerge { dict, src: key, function }, span_of(keyword));
                    } else {
                        self.emit(Instr::DictInsert { dict, key, value }, span_of(keyword));
                    }
                }
            }
            self.block.release(mark);
        }
    }

    // ---- super()

    /// `super()` in a method: it means `super(__class__, first parameter)`.
    pub fn is_bare_super(&self, call: &ast::ExprCall) -> bool {
        matches!(&*call.func, Expr::Name(name) if name.id.as_str() == "super")
            && call.arguments.is_empty()
            && self.block.kind.is_function_like()
            && matches!(self.place("super"), Place::Global)
            && matches!(self.place("__class__"), Place::Cell(_))
            && self.first_parameter().is_some()
    }

    fn first_parameter(&self) -> Option<Reg> {
        let scope = &self.symbols.scopes[self.block.scope];
        scope.symbols.first().filter(|symbol| symbol.parameter && !symbol.name.starts_with('.')).map(|_| 0)
    }

    /// The value of `super()` into `dst`, the topmost temporary.
    pub fn bare_super(&mut self, call: &'a ast::ExprCall, dst: Reg) {
        let span = span_of(call);
        let mark = self.block.mark();
        self.load_mangled("super", dst, span_of(&*call.func));
        if !self.block.cells.contains(&0) && !self.block.is_bound(0) {
            // The parameter has been deleted: `super()` itself says that there are no arguments.
            self.emit(Instr::Call { base: dst, argc: 0 }, span);
            return;
        }
        let class = self.alloc();
        self.load_mangled("__class__", class, span);
        let first = self.alloc();
        if self.block.cells.contains(&0) {
            self.emit(Instr::LoadCell { dst: first, cell: 0 }, span);
        } else {
            self.move_to(first, 0, span);
        }
        self.emit(Instr::Call { base: dst, argc: 2 }, span);
        self.block.release(mark);
    }
}
