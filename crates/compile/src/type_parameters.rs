//! Type parameters (PEP 695): generic functions and classes, type aliases.
//!
//! As in CPython, a hidden function holds the type parameters as its variables; it is called at once
//! and returns the function, class or alias.

use ruff_python_ast as ast;
use ruff_python_ast::{Expr, TypeParam};
use weft_code::{Const, Instr, Intrinsic, MakeFunctionFlags, Parameters, Reg, Span};

use crate::compiler::Compiler;
use crate::span_of;
use crate::symbols::{ScopeKind, node_key};

impl<'a> Compiler<'a> {
    pub fn generic_function(&mut self, node: &'a ast::StmtFunctionDef, parameters: &'a ast::TypeParams, dst: Reg) {
        let span = span_of(&node.name);
        let mark = self.block.mark();
        // The defaults belong to the code around; they become the hidden function's arguments.
        let (flags, first) = self.function_defaults(&node.parameters, span);
        let Some(scope) = self.symbols.scope_of(node_key(node), ScopeKind::TypeParameters) else { return };
        let outer = self.enter(scope, &format!("<generic parameters of {}>", node.name));
        let types = self.type_parameters(parameters);
        let function = self.alloc();
        let inner = self.block.mark();
        let base = self.window(&[]);
        for (flag, name) in
            [(MakeFunctionFlags::DEFAULTS, ".defaults"), (MakeFunctionFlags::KEYWORD_DEFAULTS, ".kwdefaults")]
        {
            if flags.has(flag) {
                let reg = self.alloc();
                self.load_mangled(name, reg, span);
            }
        }
        self.function_object(node, flags, base, function);
        self.block.release(inner);
        let name = self.block.name("__type_params__");
        self.emit(Instr::StoreAttr { object: function, name, src: types }, span);
        self.emit(Instr::Return { src: function }, span);
        // Both arguments are always given.
        let two = Parameters { positional_only: 2, ..Parameters::default() };
        let code = self.leave(outer, two, None, span);
        let base = self.alloc();
        self.make_function(code, MakeFunctionFlags::default(), base, base, span);
        let mut given = first;
        for flag in [MakeFunctionFlags::DEFAULTS, MakeFunctionFlags::KEYWORD_DEFAULTS] {
            let argument = self.alloc();
            if flags.has(flag) {
                self.move_to(argument, given, span);
                given += 1;
            } else {
                self.load_none(argument, span);
            }
        }
        self.emit(Instr::Call { base, argc: 2 }, span);
        self.move_to(dst, base, span);
        self.block.release(mark);
    }

    pub fn generic_class(&mut self, node: &'a ast::StmtClassDef, parameters: &'a ast::TypeParams, dst: Reg) {
        let span = span_of(&node.name);
        let Some(scope) = self.symbols.scope_of(node_key(node), ScopeKind::TypeParameters) else { return };
        let outer = self.enter(scope, &format!("<generic parameters of {}>", node.name));
        let types = self.type_parameters(parameters);
        self.store_name(".type_params", types, span);
        let generic = self.alloc();
        self.move_to(generic, types, span);
        self.emit(Instr::Intrinsic { which: Intrinsic::GenericBase, base: generic, count: 1 }, span);
        let class = self.alloc();
        self.class_object(node, class, Some(generic));
        self.emit(Instr::Return { src: class }, span);
        let code = self.leave(outer, Parameters::default(), None, span);
        self.call_hidden(code, dst, span);
    }

    /// The call that builds a generic class: `Generic[…]` comes behind the bases that are written.
    pub fn generic_class_call(&mut self, arguments: Option<&'a ast::Arguments>, generic: Reg, base: Reg, span: Span) {
        let list = base + 1;
        self.emit(Instr::BuildList { dst: list, base: list, count: 2 }, span);
        let mark = self.block.mark();
        let (args, keywords): (&'a [Expr], &'a [ast::Keyword]) =
            arguments.map_or((&[], &[]), |arguments| (&arguments.args, &arguments.keywords));
        for arg in args {
            let (value, star) = match arg {
                Expr::Starred(node) => (&*node.value, true),
                other => (other, false),
            };
            let src = self.expr_any(value);
            let instr = if star { Instr::ListExtend { list, src } } else { Instr::ListAppend { list, src } };
            self.emit(instr, span_of(arg));
            self.block.release(mark);
        }
        self.emit(Instr::ListAppend { list, src: generic }, span);
        self.call_unpacked(keywords, base, span);
    }

    pub fn type_alias(&mut self, node: &'a ast::StmtTypeAlias) {
        let span = span_of(node);
        let Expr::Name(name) = &*node.name else { return };
        let mark = self.block.mark();
        let dst = self.alloc();
        match &node.type_params {
            None => self.alias_object(node, name, None, dst),
            Some(parameters) => {
                let Some(scope) = self.symbols.scope_of(node_key(node), ScopeKind::TypeParameters) else { return };
                let outer = self.enter(scope, &format!("<generic parameters of {}>", name.id));
                let types = self.type_parameters(parameters);
                let alias = self.alloc();
                self.alias_object(node, name, Some(types), alias);
                self.emit(Instr::Return { src: alias }, span);
                let code = self.leave(outer, Parameters::default(), None, span);
                self.call_hidden(code, dst, span);
            }
        }
        self.store_name(&name.id, dst, span_of(name));
        self.block.release(mark);
    }

    fn alias_object(&mut self, node: &'a ast::StmtTypeAlias, name: &ast::ExprName, types: Option<Reg>, dst: Reg) {
        let span = span_of(node);
        let mark = self.block.mark();
        let base = self.block.alloc_many(3);
        self.load_str(base, &name.id, span);
        match types {
            Some(types) => self.move_to(base + 1, types, span),
            None => self.load_const(base + 1, Const::Tuple(Vec::new()), span),
        }
        self.thunk(&node.value, &name.id, base + 2);
        self.emit(Instr::Intrinsic { which: Intrinsic::TypeAlias, base, count: 3 }, span);
        self.move_to(dst, base, span);
        self.block.release(mark);
    }

    fn call_hidden(&mut self, code: std::sync::Arc<weft_code::Code>, dst: Reg, span: Span) {
        let mark = self.block.mark();
        let base = if self.block.is_top(dst) { dst } else { self.alloc() };
        self.make_function(code, MakeFunctionFlags::default(), base, base, span);
        self.emit(Instr::Call { base, argc: 0 }, span);
        self.move_to(dst, base, span);
        self.block.release(mark);
    }

    /// Makes the type parameters, stores each under its name; the tuple of all of them.
    fn type_parameters(&mut self, parameters: &'a ast::TypeParams) -> Reg {
        let span = span_of(parameters);
        let types = self.alloc();
        let mark = self.block.mark();
        let first = self.window(&[]);
        for parameter in parameters {
            self.type_parameter(parameter);
        }
        let count = u16::try_from(parameters.len()).unwrap_or(u16::MAX);
        self.emit(Instr::BuildTuple { dst: types, base: first, count }, span);
        self.block.release(mark);
        types
    }

    /// One type parameter into a new temporary. A `TypeVar` gets its name, bound (or None) and
    /// default; the others their name, None and default; what is missing at the end is left out.
    fn type_parameter(&mut self, parameter: &'a TypeParam) {
        let span = span_of(parameter);
        let name = parameter.name();
        let base = self.alloc();
        let mark = self.block.mark();
        self.load_str(base, name, span);
        let (which, bound) = match parameter {
            TypeParam::TypeVar(node) => (Intrinsic::TypeVar, node.bound.as_deref()),
            TypeParam::TypeVarTuple(_) => (Intrinsic::TypeVarTuple, None),
            TypeParam::ParamSpec(_) => (Intrinsic::ParamSpec, None),
        };
        let default = parameter.default();
        let mut count = 1;
        if bound.is_some() || default.is_some() {
            let reg = self.alloc();
            match bound {
                Some(bound) => self.thunk(bound, name, reg),
                None => self.load_none(reg, span),
            }
            count = 2;
        }
        if let Some(default) = default {
            let reg = self.alloc();
            self.thunk(default, name, reg);
            count = 3;
        }
        self.emit(Instr::Intrinsic { which, base, count }, span);
        self.store_name(name, base, span);
        self.block.release(mark);
    }

    /// A function without parameters that evaluates `expr`.
    fn thunk(&mut self, expr: &'a Expr, name: &str, dst: Reg) {
        let span = span_of(expr);
        let Some(scope) = self.symbols.scope_of(node_key(expr), ScopeKind::Thunk) else { return };
        let outer = self.enter(scope, name);
        let src = match expr {
            // `*Ts = *tuple[int, str]`: the default of a TypeVarTuple is what it unpacks to.
            Expr::Starred(node) => {
                let dst = self.alloc();
                let src = self.expr_any(&node.value);
                self.emit(Instr::Unpack { base: dst, src, count: 1 }, span);
                dst
            }
            expr => self.expr_any(expr),
        };
        self.emit(Instr::Return { src }, span);
        let code = self.leave(outer, Parameters::default(), None, span);
        self.make_function(code, MakeFunctionFlags::default(), dst, dst, span);
    }
}
