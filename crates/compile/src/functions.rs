//! Functions and lambdas.

use std::sync::Arc;

use ruff_python_ast as ast;
use ruff_python_ast::Expr;
use weft_code::{Code, Const, Instr, MakeFunctionFlags, Parameters, Reg, Span};

use crate::compiler::Compiler;
use crate::span_of;
use crate::statements::docstring;
use crate::symbols::{ScopeKind, node_key};

fn count(length: usize) -> u16 {
    u16::try_from(length).unwrap_or(u16::MAX)
}

pub(crate) fn parameter_counts(parameters: &ast::Parameters) -> Parameters {
    Parameters {
        positional_only: count(parameters.posonlyargs.len()),
        positional: count(parameters.args.len()),
        keyword_only: count(parameters.kwonlyargs.len()),
        var_args: parameters.vararg.is_some(),
        var_kwargs: parameters.kwarg.is_some(),
    }
}

impl<'a> Compiler<'a> {
    pub fn function_def(&mut self, node: &'a ast::StmtFunctionDef) {
        let span = span_of(&node.name);
        let mark = self.block.mark();
        for decorator in &node.decorator_list {
            self.expr_temp(&decorator.expression);
        }
        let function = self.alloc();
        match &node.type_params {
            Some(parameters) => self.generic_function(node, parameters, function),
            None => {
                let (flags, base) = self.function_defaults(&node.parameters, span);
                self.function_object(node, flags, base, function);
            }
        }
        self.decorate(&node.decorator_list, function);
        let decorated = function - count(node.decorator_list.len()).min(function);
        self.store_name(&node.name, decorated, span);
        self.block.release(mark);
    }

    /// Calls the decorators, which stand right before `value`, from the last to the first.
    pub fn decorate(&mut self, decorators: &'a [ast::Decorator], value: Reg) {
        let mut base = value;
        for decorator in decorators.iter().rev() {
            base = base.saturating_sub(1);
            self.emit(Instr::Call { base, argc: 1 }, span_of(&decorator.expression));
        }
    }

    /// Evaluates defaults into new temporaries, as `MakeFunction` wants them.
    pub fn function_defaults(&mut self, parameters: &'a ast::Parameters, span: Span) -> (MakeFunctionFlags, Reg) {
        let base = self.window(&[]);
        let mut flags = 0;
        let positional: Vec<&'a Expr> =
            parameters.posonlyargs.iter().chain(&parameters.args).filter_map(|p| p.default.as_deref()).collect();
        if !positional.is_empty() {
            flags |= MakeFunctionFlags::DEFAULTS;
            let dst = self.alloc();
            let constants: Option<Vec<Const>> = positional.iter().map(|expr| crate::constants::fold(expr)).collect();
            if let Some(values) = constants {
                self.load_const(dst, Const::Tuple(values), span);
            } else {
                let mark = self.block.mark();
                let values = self.window(&[]);
                for &expr in &positional {
                    self.expr_temp(expr);
                }
                self.emit(Instr::BuildTuple { dst, base: values, count: count(positional.len()) }, span);
                self.block.release(mark);
            }
        }
        let keyword: Vec<(&'a str, &'a Expr)> = parameters
            .kwonlyargs
            .iter()
            .filter_map(|p| p.default.as_deref().map(|default| (p.parameter.name.as_str(), default)))
            .collect();
        if !keyword.is_empty() {
            flags |= MakeFunctionFlags::KEYWORD_DEFAULTS;
            let dst = self.alloc();
            let mark = self.block.mark();
            let pairs = self.window(&[]);
            for &(name, default) in &keyword {
                let key = self.alloc();
                let name = self.mangled(name);
                self.load_str(key, &name, span);
                self.expr_temp(default);
            }
            self.emit(Instr::BuildDict { dst, base: pairs, count: count(keyword.len()) }, span);
            self.block.release(mark);
        }
        (MakeFunctionFlags(flags), base)
    }

    /// The function itself; its defaults (if `flags` has them) stand from `base` on, at the top.
    pub fn function_object(&mut self, node: &'a ast::StmtFunctionDef, flags: MakeFunctionFlags, base: Reg, dst: Reg) {
        let span = span_of(&node.name);
        let flags = self.function_annotations(node, flags, span);
        let code = self.function_code(node);
        self.make_function(code, flags, base, dst, span);
    }

    fn function_code(&mut self, node: &'a ast::StmtFunctionDef) -> Arc<Code> {
        let start = node.decorator_list.first().map_or(span_of(node).start, |d| span_of(d).start);
        let whole = Span { start, end: span_of(node).end };
        let Some(scope) = self.symbols.scope_of(node_key(node), ScopeKind::Function) else {
            unreachable!("the symbol pass has seen every function");
        };
        let name = node.name.to_string();
        let outer = self.enter(scope, &name);
        let yields = self.symbols.scopes[scope].yields;
        self.flags.generator = yields && !node.is_async;
        self.flags.coroutine = node.is_async && !yields;
        self.flags.async_generator = node.is_async && yields;
        let interactive = std::mem::replace(&mut self.interactive, false);
        self.body(&node.body);
        self.interactive = interactive;
        self.leave(outer, parameter_counts(&node.parameters), docstring(&node.body), whole)
    }

    pub fn lambda(&mut self, node: &'a ast::ExprLambda, dst: Reg) {
        let span = span_of(node);
        let mark = self.block.mark();
        let mut flags = MakeFunctionFlags::default();
        let mut base = self.window(&[]);
        let mut counts = Parameters::default();
        if let Some(parameters) = &node.parameters {
            (flags, base) = self.function_defaults(parameters, span);
            counts = parameter_counts(parameters);
        }
        let Some(scope) = self.symbols.scope_of(node_key(node), ScopeKind::Lambda) else { return };
        let outer = self.enter(scope, "<lambda>");
        self.flags.generator = self.symbols.scopes[scope].yields;
        let src = self.expr_any(&node.body);
        self.emit(Instr::Return { src }, span_of(&*node.body));
        let code = self.leave(outer, counts, None, span);
        self.make_function(code, flags, base, dst, span);
        self.block.release(mark);
    }

    /// Makes a function of `code`. What `flags` names stands from `base` on; the closure is added.
    pub fn make_function(&mut self, code: Arc<Code>, flags: MakeFunctionFlags, base: Reg, dst: Reg, span: Span) {
        let mark = self.block.mark();
        let mut flags = flags;
        let mut base = base;
        if !code.free.is_empty() {
            let closure = self.alloc();
            if flags.count() == 0 {
                base = closure;
            }
            flags.0 |= MakeFunctionFlags::CLOSURE;
            let inner = self.block.mark();
            let first = self.block.alloc_many(code.free.len());
            for (index, name) in code.free.iter().enumerate() {
                if let Some(cell) = self.closure_cell(name) {
                    self.move_to(first + index as Reg, cell, span);
                }
            }
            self.emit(Instr::BuildTuple { dst: closure, base: first, count: count(code.free.len()) }, span);
            self.block.release(inner);
        }
        let code = self.block.constant(Const::Code(code));
        self.emit(Instr::MakeFunction { flags, dst, code, base }, span);
        self.block.release(mark);
    }

    /// The register that holds the cell which inner code calls `name`.
    fn closure_cell(&self, name: &str) -> Option<Reg> {
        // From the innermost inlined comprehension outwards, as the look-up of the name went.
        let mut scope = self.scope;
        loop {
            let at = &self.symbols.scopes[scope];
            if at.kind == ScopeKind::Class {
                return self.cell_of(scope, name).or_else(|| self.free_cell(name));
            }
            if let Some(&index) = at.index.get(name)
                && at.symbols[index].captured
                && let Some(&reg) = self.block.registers.get(&(scope, index))
            {
                return Some(reg);
            }
            if scope == self.block.scope {
                return self.free_cell(name);
            }
            scope = at.parent?;
        }
    }
}
