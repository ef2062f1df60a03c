//! Functions, classes, imports, `global` and `nonlocal`, annotations, type parameters.

use ruff_python_ast as ast;
use ruff_python_ast::Expr;
use weft_code::Span;

use super::build::Builder;
use super::{ScopeId, ScopeKind, node_key};
use crate::span_of;

/// Names of `__future__` that Python 3.14 knows.
const FEATURES: &[&str] = &[
    "nested_scopes",
    "generators",
    "division",
    "absolute_import",
    "with_statement",
    "print_function",
    "unicode_literals",
    "barry_as_FLUFL",
    "generator_stop",
    "annotations",
];

impl Builder {
    pub fn function_def(&mut self, def: &ast::StmtFunctionDef) {
        for decorator in &def.decorator_list {
            self.expr(&decorator.expression);
        }
        self.bind(&def.name, span_of(&def.name));
        self.defaults(&def.parameters);
        // The defaults are evaluated outside and handed in.
        let handed_in = [".defaults", ".kwdefaults"];
        let outer = self.type_parameters(node_key(def), def.type_params.as_deref(), &handed_in);
        if has_annotations(&def.parameters, def.returns.as_deref()) && !self.symbols.future_annotations {
            let around = self.push_scope(ScopeKind::Annotations, node_key(def));
            self.symbol("format").parameter = true;
            for parameter in &*def.parameters {
                if let Some(annotation) = parameter.annotation() {
                    self.expr(annotation);
                }
            }
            if let Some(returns) = &def.returns {
                self.expr(returns);
            }
            self.pop_scope(around);
        }
        let around = self.push_scope(ScopeKind::Function, node_key(def));
        self.scope().is_async = def.is_async;
        let flow = std::mem::take(&mut self.flow);
        let return_value = self.return_value.take();
        self.parameters(&def.parameters);
        self.body(&def.body);
        if self.scope().is_async
            && self.scope().yields
            && let Some(span) = self.return_value
        {
            self.problem("'return' with value in async generator", span);
        }
        self.return_value = return_value;
        self.flow = flow;
        self.pop_scope(around);
        if let Some(outer) = outer {
            self.pop_scope(outer);
        }
    }

    pub fn defaults(&mut self, parameters: &ast::Parameters) {
        for parameter in parameters.iter_non_variadic_params() {
            if let Some(default) = &parameter.default {
                self.expr(default);
            }
        }
    }

    /// In the order of the registers.
    pub fn parameters(&mut self, parameters: &ast::Parameters) {
        for parameter in ordered(parameters) {
            let span = span_of(parameter);
            if parameter.name.as_str() == "__debug__" {
                self.problem("cannot assign to __debug__", span);
            }
            let symbol = self.symbol(&parameter.name);
            if symbol.parameter {
                let text = format!("duplicate argument '{}' in function definition", parameter.name);
                self.problem(text, span);
            } else {
                symbol.parameter = true;
            }
        }
    }

    pub fn class_def(&mut self, def: &ast::StmtClassDef) {
        for decorator in &def.decorator_list {
            self.expr(&decorator.expression);
        }
        self.bind(&def.name, span_of(&def.name));
        let outer = self.type_parameters(node_key(def), def.type_params.as_deref(), &[]);
        if outer.is_some() {
            self.symbol(".type_params").assigned = true;
        }
        if let Some(arguments) = &def.arguments {
            self.arguments(arguments);
        }
        let around = self.push_scope(ScopeKind::Class, node_key(def));
        self.scope().private = Some(def.name.to_string());
        if outer.is_some() {
            self.symbol(".type_params").used = true;
        }
        let flow = std::mem::take(&mut self.flow);
        self.body(&def.body);
        self.flow = flow;
        self.pop_scope(around);
        if let Some(outer) = outer {
            self.pop_scope(outer);
        }
    }

    /// Enters the hidden function around a generic definition; returns the scope to go back to.
    fn type_parameters(
        &mut self,
        key: usize,
        parameters: Option<&ast::TypeParams>,
        handed_in: &[&str],
    ) -> Option<ScopeId> {
        let parameters = parameters?;
        let outer = self.push_scope(ScopeKind::TypeParameters, key);
        for name in handed_in {
            self.symbol(name).parameter = true;
        }
        for parameter in parameters {
            let name = parameter.name();
            let duplicate = self.symbol(name).assigned;
            if duplicate {
                self.problem(format!("duplicate type parameter '{name}'"), span_of(parameter));
            }
            self.bind(name, span_of(name));
            if let ast::TypeParam::TypeVar(node) = parameter
                && let Some(bound) = &node.bound
            {
                let constraints = matches!(&**bound, Expr::Tuple(_));
                self.thunk(bound, if constraints { "TypeVar constraint" } else { "TypeVar bound" });
            }
            if let Some(default) = parameter.default() {
                let what = match parameter {
                    ast::TypeParam::TypeVar(_) => "TypeVar default",
                    ast::TypeParam::TypeVarTuple(_) => "TypeVarTuple default",
                    ast::TypeParam::ParamSpec(_) => "ParamSpec default",
                };
                self.thunk(default, what);
            }
        }
        Some(outer)
    }

    fn thunk(&mut self, expr: &Expr, what: &'static str) {
        let outer = self.push_scope(ScopeKind::Thunk, node_key(expr));
        self.scope().thunk = what;
        self.expr(expr);
        self.pop_scope(outer);
    }

    pub fn type_alias(&mut self, node: &ast::StmtTypeAlias) {
        if let Expr::Name(name) = &*node.name {
            self.bind(&name.id, span_of(name));
        }
        let outer = self.type_parameters(node_key(node), node.type_params.as_deref(), &[]);
        self.thunk(&node.value, "type alias");
        if let Some(outer) = outer {
            self.pop_scope(outer);
        }
    }

    pub fn annotated_assign(&mut self, node: &ast::StmtAnnAssign) {
        if let Some(value) = &node.value {
            self.value(value);
        }
        match &*node.target {
            Expr::Name(name) if node.simple => {
                let symbol = self.symbol(&name.id);
                symbol.annotated = true;
                let declared = match (symbol.declared_global, symbol.declared_nonlocal) {
                    (Some(_), _) => Some("global"),
                    (_, Some(_)) => Some("nonlocal"),
                    _ => None,
                };
                if let Some(declared) = declared {
                    let text = format!("annotated name '{}' can't be {declared}", name.id);
                    self.problem(text, span_of(node));
                }
                self.bind(&name.id, span_of(name));
            }
            // `(x): int` alone binds nothing.
            Expr::Name(_) if node.value.is_none() => {}
            target => self.target_top(target),
        }
        if self.symbols.future_annotations {
            return;
        }
        match self.kind() {
            ScopeKind::Module | ScopeKind::Class if node.simple => {
                let outer = self.annotations_scope();
                self.expr(&node.annotation);
                self.pop_scope(outer);
            }
            // Never evaluated, but what it may not contain is still an error.
            _ => {
                let outer = self.push_scope(ScopeKind::Annotations, node_key(node));
                self.expr(&node.annotation);
                // What it names must not be captured for it.
                self.scope().index.clear();
                self.scope().symbols.clear();
                self.pop_scope(outer);
            }
        }
    }

    /// Enters the scope of the present class's or module's `__annotate__`.
    fn annotations_scope(&mut self) -> ScopeId {
        let outer = self.current;
        // The scope's own number is its key: the statements are many, the function is one.
        match self.symbols.scope_of(outer, ScopeKind::Annotations) {
            Some(scope) => self.current = scope,
            None => {
                self.push_scope(ScopeKind::Annotations, outer);
                self.symbol("format").parameter = true;
            }
        }
        outer
    }

    // ---- imports

    pub fn import(&mut self, node: &ast::StmtImport) {
        for alias in &node.names {
            match &alias.asname {
                Some(name) => self.bind(name, span_of(name)),
                None => {
                    let top = alias.name.split('.').next().unwrap_or_default();
                    self.bind(top, span_of(alias));
                }
            }
        }
    }

    pub fn import_from(&mut self, node: &ast::StmtImportFrom) {
        let future = node.level == 0 && node.module.as_deref() == Some("__future__");
        if future && !(self.future_allowed && self.kind() == ScopeKind::Module) {
            self.problem("from __future__ imports must occur at the beginning of the file", span_of(node));
        }
        for alias in &node.names {
            let name = alias.name.as_str();
            if name == "*" {
                if self.kind() != ScopeKind::Module {
                    self.problem("import * only allowed at module level", span_of(node));
                }
                continue;
            }
            if future {
                match name {
                    "annotations" => self.symbols.future_annotations = true,
                    "braces" => self.problem("not a chance", span_of(node)),
                    _ if FEATURES.contains(&name) => {}
                    _ => self.problem(format!("future feature {name} is not defined"), span_of(node)),
                }
            }
            let bound = alias.asname.as_ref().unwrap_or(&alias.name);
            self.bind(bound, span_of(bound));
        }
    }

    // ---- global, nonlocal

    pub fn declare(&mut self, names: &[ast::Identifier], global: bool, span: Span) {
        let word = if global { "global" } else { "nonlocal" };
        if !global && self.kind() == ScopeKind::Module {
            self.problem("nonlocal declaration not allowed at module level", span);
            return;
        }
        for name in names {
            let symbol = self.symbol(name);
            let text = if symbol.parameter {
                Some(format!("name '{name}' is parameter and {word}"))
            } else if symbol.used {
                Some(format!("name '{name}' is used prior to {word} declaration"))
            } else if symbol.annotated {
                Some(format!("annotated name '{name}' can't be {word}"))
            } else if symbol.assigned {
                Some(format!("name '{name}' is assigned to before {word} declaration"))
            } else if global && symbol.declared_nonlocal.is_some() || !global && symbol.declared_global.is_some() {
                Some(format!("name '{name}' is nonlocal and global"))
            } else {
                None
            };
            if global {
                symbol.declared_global = Some(span);
            } else {
                symbol.declared_nonlocal = Some(span);
            }
            if let Some(text) = text {
                self.problem(text, span);
            }
        }
    }
}

pub(crate) fn has_annotations(parameters: &ast::Parameters, returns: Option<&Expr>) -> bool {
    returns.is_some() || parameters.iter().any(|parameter| parameter.annotation().is_some())
}

/// The parameters in the order of their registers.
fn ordered(parameters: &ast::Parameters) -> impl Iterator<Item = &ast::Parameter> {
    let positional = parameters.posonlyargs.iter().chain(&parameters.args).map(|p| &p.parameter);
    let keyword_only = parameters.kwonlyargs.iter().map(|p| &p.parameter);
    positional.chain(parameters.vararg.as_deref()).chain(keyword_only).chain(parameters.kwarg.as_deref())
}
