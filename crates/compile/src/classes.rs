//! Classes.

use std::sync::Arc;

use ruff_python_ast as ast;
use weft_code::{Code, Instr, Intrinsic, MakeFunctionFlags, Parameters, Reg, Span};

use crate::compiler::Compiler;
use crate::span_of;
use crate::statements::docstring;
use crate::symbols::{ScopeKind, node_key};

impl<'a> Compiler<'a> {
    pub fn class_def(&mut self, node: &'a ast::StmtClassDef) {
        let mark = self.block.mark();
        for decorator in &node.decorator_list {
            self.expr_temp(&decorator.expression);
        }
        let class = self.alloc();
        match &node.type_params {
            Some(parameters) => self.generic_class(node, parameters, class),
            None => self.class_object(node, class, None),
        }
        self.decorate(&node.decorator_list, class);
        let decorated = class.saturating_sub(node.decorator_list.len() as Reg);
        self.store_name(&node.name, decorated, span_of(&node.name));
        self.block.release(mark);
    }

    /// Builds the class in `base`, the topmost temporary. `generic` is `Generic[…]`, its last base.
    pub fn class_object(&mut self, node: &'a ast::StmtClassDef, base: Reg, generic: Option<Reg>) {
        let span = class_span(node);
        let mark = self.block.mark();
        self.emit(Instr::LoadBuildClass { dst: base }, span);
        let body = self.alloc();
        let code = self.class_code(node);
        self.make_function(code, MakeFunctionFlags::default(), body, body, span);
        let name = self.alloc();
        self.load_str(name, &node.name, span);
        match (&node.arguments, generic) {
            (None, None) => self.emit(Instr::Call { base, argc: 2 }, span),
            (Some(arguments), None) => self.call_with(2, arguments, base, span),
            (arguments, Some(generic)) => {
                self.generic_class_call(arguments.as_deref(), generic, base, span);
            }
        }
        self.block.release(mark);
    }

    fn class_code(&mut self, node: &'a ast::StmtClassDef) -> Arc<Code> {
        let start = node.decorator_list.first().map_or(span_of(node).start, |d| span_of(d).start);
        let whole = Span { start, end: span_of(node).end };
        let span = class_span(node);
        let Some(scope) = self.symbols.scope_of(node_key(node), ScopeKind::Class) else {
            unreachable!("the symbol pass has seen every class");
        };
        let name = node.name.to_string();
        let outer = self.enter(scope, &name);
        let interactive = std::mem::replace(&mut self.interactive, false);
        let mark = self.block.mark();
        let reg = self.alloc();
        let module = self.block.name("__name__");
        self.emit(Instr::LoadName { dst: reg, name: module }, span);
        self.store_namespace("__module__", reg, span);
        let qualname = self.block.qualname.clone();
        self.load_str(reg, &qualname, span);
        self.store_namespace("__qualname__", reg, span);
        if let Some(dict) = self.block.class_dict {
            self.emit(Instr::Intrinsic { which: Intrinsic::Locals, base: reg, count: 0 }, span);
            self.emit(Instr::StoreCell { cell: dict, src: reg }, span);
        }
        if node.type_params.is_some() {
            self.load_mangled(".type_params", reg, span);
            self.store_namespace("__type_params__", reg, span);
        }
        let text = docstring(&node.body);
        if let Some(text) = &text {
            self.load_str(reg, text, span);
            self.store_namespace("__doc__", reg, span);
        }
        self.block.release(mark);
        self.class_annotations(&node.body, span);
        self.body(&node.body);
        if let Some(cell) = self.block.class_cell {
            // The raw cell: building the class fills it.
            self.emit(Instr::Return { src: cell }, span);
        }
        self.interactive = interactive;
        self.leave(outer, Parameters::default(), text, whole)
    }
}

/// From `class` to the end of the bases, without decorators and body.
fn class_span(node: &ast::StmtClassDef) -> Span {
    let name = span_of(&node.name);
    let end = match (&node.arguments, &node.type_params) {
        (Some(arguments), _) => span_of(&**arguments).end,
        (None, Some(parameters)) => span_of(&**parameters).end,
        (None, None) => name.end,
    };
    Span { start: name.start, end }
}
