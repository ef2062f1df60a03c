//! Walks the tree and notes what each scope does with each name.

use ruff_python_ast as ast;
use ruff_python_ast::{Expr, Stmt};
use weft_code::Span;

use super::{Binding, Scope, ScopeId, ScopeKind, Symbol, Symbols, mangle, node_key, resolve};
use crate::span_of;
use crate::syntax_errors::Problem;

/// As CPython's `CO_MAXBLOCKS`.
const MAX_BLOCKS: u32 = 20;

/// What stands around a statement inside its function.
#[derive(Clone, Copy, Default)]
pub(super) struct Flow {
    pub loops: u32,
    /// Loops, `try`, `with` and handlers around, which the code has to keep apart.
    pub blocks: u32,
    /// Inside `except*`, counted from the innermost loop or function.
    pub except_star: bool,
}

pub(super) struct Builder {
    pub symbols: Symbols,
    pub problems: Vec<Problem>,
    pub current: ScopeId,
    pub flow: Flow,
    /// The comprehensions around, innermost last, generator expressions left out.
    pub comprehensions: Vec<(ScopeId, Span)>,
    /// `return value` in the present function, for async generators.
    pub return_value: Option<Span>,
    /// `from __future__` may still come.
    pub future_allowed: bool,
    /// Digits of an integer in decimal notation; 0 for any number.
    pub max_digits: u32,
}

/// An integer with more digits than may be: <https://docs.python.org/3/library/stdtypes.html#int-max-str-digits>.
fn long_integer(node: &ast::ExprNumberLiteral, max_digits: u32) -> Option<Problem> {
    let ast::Number::Int(value) = &node.value else { return None };
    if max_digits == 0 || value.as_i64().is_some() {
        return None;
    }
    let token = value.to_string();
    let digits = token.bytes().filter(|&b| b != b'_').count();
    if token.get(1..2).is_some_and(|c| c.chars().all(char::is_alphabetic)) || digits <= max_digits as usize {
        return None;
    }
    let message = format!(
        "Exceeds the limit ({max_digits} digits) for integer string conversion: value has {digits} digits; use \
         sys.set_int_max_str_digits() to increase the limit - Consider hexadecimal for huge integer literals to avoid \
         decimal conversion limits."
    );
    Some(Problem::of_line(message, crate::span_of(node)))
}

/// The scopes of a module (or expression), with everything wrong that concerns names and places.
pub(crate) fn build(body: &[Stmt], expression: Option<&Expr>, max_digits: u32) -> (Symbols, Vec<Problem>) {
    let mut builder = Builder {
        symbols: Symbols::default(),
        problems: Vec::new(),
        current: 0,
        flow: Flow::default(),
        comprehensions: Vec::new(),
        return_value: None,
        future_allowed: true,
        max_digits,
    };
    builder.push_scope(ScopeKind::Module, 0);
    builder.module(body);
    if let Some(expression) = expression {
        builder.expr(expression);
    }
    let Builder { mut symbols, mut problems, .. } = builder;
    resolve::resolve(&mut symbols, &mut problems);
    (symbols, problems)
}

impl Builder {
    // ---- scopes

    fn new_scope(&mut self, kind: ScopeKind, key: usize, parent: Option<ScopeId>) -> ScopeId {
        let private = parent.and_then(|parent| self.symbols.scopes[parent].private.clone());
        let id = self.symbols.scopes.len();
        self.symbols.scopes.push(Scope {
            kind,
            parent,
            private,
            symbols: Vec::new(),
            index: Default::default(),
            inlined: Vec::new(),
            free: Vec::new(),
            is_async: false,
            yields: false,
            awaits: false,
            needs_class_cell: false,
            needs_class_dict: false,
            class_view: None,
            thunk: "",
            iterable_depth: 0,
        });
        self.symbols.by_node.insert((key, kind), id);
        if kind == ScopeKind::Comprehension
            && let Some(parent) = parent
        {
            self.symbols.scopes[parent].inlined.push(id);
        }
        id
    }

    /// Enters a new scope; returns the one left, for `pop_scope`.
    pub fn push_scope(&mut self, kind: ScopeKind, key: usize) -> ScopeId {
        let parent = if self.symbols.scopes.is_empty() { None } else { Some(self.current) };
        let outer = self.current;
        self.current = self.new_scope(kind, key, parent);
        outer
    }

    pub fn pop_scope(&mut self, outer: ScopeId) {
        self.current = outer;
    }

    pub fn scope(&mut self) -> &mut Scope {
        &mut self.symbols.scopes[self.current]
    }

    pub fn kind(&self) -> ScopeKind {
        self.symbols.scopes[self.current].kind
    }

    pub fn problem(&mut self, message: impl Into<String>, span: Span) {
        self.problems.push(Problem::new(message, span));
    }

    pub fn mangled(&self, name: &str) -> String {
        mangle(self.symbols.scopes[self.current].private.as_deref(), name)
    }

    // ---- names

    pub fn symbol_in(&mut self, scope: ScopeId, name: &str) -> &mut Symbol {
        let scope = &mut self.symbols.scopes[scope];
        let index = match scope.index.get(name) {
            Some(&index) => index,
            None => {
                let index = scope.symbols.len();
                scope.index.insert(name.to_owned(), index);
                scope.symbols.push(Symbol {
                    name: name.to_owned(),
                    assigned: false,
                    used: false,
                    parameter: false,
                    annotated: false,
                    walrus: false,
                    deleted: false,
                    iteration: false,
                    declared_global: None,
                    declared_nonlocal: None,
                    binding: Binding::Implicit,
                    captured: false,
                });
                index
            }
        };
        &mut scope.symbols[index]
    }

    /// The symbol of a name as it is written (so it is mangled here), in the present scope.
    pub fn symbol(&mut self, name: &str) -> &mut Symbol {
        let name = self.mangled(name);
        let current = self.current;
        self.symbol_in(current, &name)
    }

    pub fn bind(&mut self, name: &str, span: Span) {
        if name == "__debug__" {
            self.problem("cannot assign to __debug__", span);
        }
        self.symbol(name).assigned = true;
    }

    fn load(&mut self, name: &str) {
        self.symbol(name).used = true;
        // `super()` needs the class that the function stands in.
        if name == "super" && self.kind().is_function_like() {
            let mut at = Some(self.current);
            while let Some(id) = at {
                if self.symbols.scopes[id].kind == ScopeKind::Class {
                    self.symbol("__class__").used = true;
                    break;
                }
                at = self.symbols.scopes[id].parent;
            }
        }
    }

    // ---- statements

    fn module(&mut self, body: &[Stmt]) {
        for (index, stmt) in body.iter().enumerate() {
            let docstring = index == 0 && is_docstring(stmt);
            let future = matches!(stmt, Stmt::ImportFrom(import) if import.level == 0 && import.module.as_deref() == Some("__future__"));
            if !docstring && !future {
                self.future_allowed = false;
            }
            self.stmt(stmt);
        }
    }

    pub fn body(&mut self, body: &[Stmt]) {
        for stmt in body {
            self.stmt(stmt);
        }
    }

    pub fn stmt(&mut self, stmt: &Stmt) {
        match stmt {
            Stmt::FunctionDef(def) => self.function_def(def),
            Stmt::ClassDef(def) => self.class_def(def),
            Stmt::Return(node) => self.return_stmt(node),
            Stmt::Delete(node) => {
                for target in &node.targets {
                    self.delete(target);
                }
            }
            Stmt::TypeAlias(node) => self.type_alias(node),
            Stmt::Assign(node) => {
                self.value(&node.value);
                for target in &node.targets {
                    self.target_top(target);
                }
            }
            Stmt::AugAssign(node) => {
                if let Expr::Name(name) = &*node.target {
                    self.load(&name.id);
                }
                self.target(&node.target);
                self.expr(&node.value);
            }
            Stmt::AnnAssign(node) => self.annotated_assign(node),
            Stmt::For(node) => {
                if node.is_async {
                    self.check_async("'async for' outside async function", span_of(node));
                }
                self.expr(&node.iter);
                self.target_top(&node.target);
                self.loop_body(&node.body, span_of(node));
                self.body(&node.orelse);
            }
            Stmt::While(node) => {
                self.expr(&node.test);
                self.loop_body(&node.body, span_of(node));
                self.body(&node.orelse);
            }
            Stmt::If(node) => {
                self.expr(&node.test);
                self.body(&node.body);
                for clause in &node.elif_else_clauses {
                    if let Some(test) = &clause.test {
                        self.expr(test);
                    }
                    self.body(&clause.body);
                }
            }
            Stmt::With(node) => {
                if node.is_async {
                    self.check_async("'async with' outside async function", span_of(node));
                }
                for item in &node.items {
                    self.expr(&item.context_expr);
                    if let Some(target) = &item.optional_vars {
                        self.target_top(target);
                    }
                }
                let outer = self.flow;
                self.blocks(node.items.len() as u32, span_of(node));
                self.body(&node.body);
                self.flow = outer;
            }
            Stmt::Match(node) => self.match_stmt(node),
            Stmt::Raise(node) => {
                for part in [&node.exc, &node.cause].into_iter().flatten() {
                    self.expr(part);
                }
            }
            Stmt::Try(node) => self.try_stmt(node),
            Stmt::Assert(node) => {
                self.expr(&node.test);
                if let Some(msg) = &node.msg {
                    self.expr(msg);
                }
            }
            Stmt::Import(node) => self.import(node),
            Stmt::ImportFrom(node) => self.import_from(node),
            Stmt::Global(node) => self.declare(&node.names, true, span_of(node)),
            Stmt::Nonlocal(node) => self.declare(&node.names, false, span_of(node)),
            Stmt::Expr(node) => self.value(&node.value),
            Stmt::Break(node) => self.loop_exit("'break' outside loop", span_of(node)),
            Stmt::Continue(node) => self.loop_exit("'continue' not properly in loop", span_of(node)),
            Stmt::Pass(_) | Stmt::IpyEscapeCommand(_) => {}
        }
    }

    /// A value that stands alone, where a bare `*x` is wrong.
    pub fn value(&mut self, expr: &Expr) {
        if let Expr::Starred(node) = expr {
            self.problem("can't use starred expression here", span_of(node));
        }
        self.expr(expr);
    }

    fn loop_body(&mut self, body: &[Stmt], span: Span) {
        let outer = self.flow;
        self.flow = Flow { loops: outer.loops + 1, except_star: false, ..outer };
        self.blocks(1, span);
        self.body(body);
        self.flow = outer;
    }

    /// Counts blocks that begin here. A `finally` part is there twice, for each way into it, so
    /// nesting them without limit would make endless code; CPython allows as many.
    fn blocks(&mut self, count: u32, span: Span) {
        self.flow.blocks += count;
        if self.flow.blocks > MAX_BLOCKS && self.flow.blocks - count <= MAX_BLOCKS {
            self.problem("too many statically nested blocks", span);
        }
    }

    fn try_stmt(&mut self, node: &ast::StmtTry) {
        let around = self.flow;
        self.blocks(u32::from(!node.finalbody.is_empty()), span_of(node));
        let outer = self.flow;
        self.blocks(u32::from(!node.handlers.is_empty()), span_of(node));
        self.body(&node.body);
        self.flow = outer;
        for (index, handler) in node.handlers.iter().enumerate() {
            let ast::ExceptHandler::ExceptHandler(handler) = handler;
            match &handler.type_ {
                Some(types) => self.expr(types),
                None if index + 1 < node.handlers.len() => {
                    self.problem("default 'except:' must be last", span_of(handler));
                }
                None => {}
            }
            if let Some(name) = &handler.name {
                self.bind(name, span_of(name));
                self.symbol(name).deleted = true;
            }
            self.flow.except_star |= node.is_star;
            self.blocks(1, span_of(handler));
            self.body(&handler.body);
            self.flow = outer;
        }
        self.body(&node.orelse);
        self.body(&node.finalbody);
        self.flow = around;
    }

    // ---- targets

    /// A whole assignment target, where a bare `*x` is wrong.
    pub fn target_top(&mut self, target: &Expr) {
        if let Expr::Starred(node) = target {
            self.problem("starred assignment target must be in a list or tuple", span_of(node));
        }
        self.target(target);
    }

    fn target(&mut self, target: &Expr) {
        match target {
            Expr::Name(name) => self.bind(&name.id, span_of(name)),
            Expr::Tuple(ast::ExprTuple { elts, .. }) | Expr::List(ast::ExprList { elts, .. }) => {
                if elts.iter().filter(|e| matches!(e, Expr::Starred(_))).count() > 1 {
                    self.problem("multiple starred expressions in assignment", span_of(target));
                }
                for elt in elts {
                    self.target(elt);
                }
            }
            Expr::Starred(node) => self.target(&node.value),
            // Of attributes and items the objects are read.
            other => {
                if matches!(other, Expr::Attribute(node) if node.attr.as_str() == "__debug__") {
                    self.problem("cannot assign to __debug__", span_of(other));
                }
                self.expr(other);
            }
        }
    }

    fn delete(&mut self, target: &Expr) {
        match target {
            Expr::Name(name) if name.id.as_str() == "__debug__" => {
                self.problem("cannot delete __debug__", span_of(name));
            }
            Expr::Name(name) => {
                self.bind(&name.id, span_of(name));
                self.symbol(&name.id).deleted = true;
            }
            Expr::Tuple(ast::ExprTuple { elts, .. }) | Expr::List(ast::ExprList { elts, .. }) => {
                for elt in elts {
                    self.delete(elt);
                }
            }
            other => self.expr(other),
        }
    }

    // ---- expressions

    pub fn exprs<'e>(&mut self, exprs: impl IntoIterator<Item = &'e Expr>) {
        for expr in exprs {
            self.expr(expr);
        }
    }

    /// Walks long chains (`a + b + …`, `a.b().c()…`) without recursion.
    pub fn expr(&mut self, expr: &Expr) {
        let mut chain: Vec<&Expr> = Vec::new();
        let mut leaf = expr;
        loop {
            let inner = match leaf {
                Expr::BinOp(node) => &node.left,
                Expr::Attribute(node) => &node.value,
                Expr::Subscript(node) => &node.value,
                Expr::Call(node) => &node.func,
                _ => break,
            };
            chain.push(leaf);
            leaf = inner;
        }
        self.leaf(leaf);
        for link in chain.into_iter().rev() {
            match link {
                Expr::BinOp(node) => self.expr(&node.right),
                Expr::Subscript(node) => self.expr(&node.slice),
                Expr::Call(node) => self.arguments(&node.arguments),
                _ => {}
            }
        }
    }

    fn leaf(&mut self, expr: &Expr) {
        match expr {
            Expr::Name(node) => self.load(&node.id),
            Expr::BoolOp(node) => self.exprs(&node.values),
            Expr::Named(node) => self.named(node),
            Expr::UnaryOp(node) => self.expr(&node.operand),
            Expr::Lambda(node) => self.lambda(node),
            Expr::If(node) => self.exprs([&*node.test, &*node.body, &*node.orelse]),
            Expr::Dict(node) => {
                for item in &node.items {
                    self.exprs(item.key.iter().chain([&item.value]));
                }
            }
            Expr::Set(node) => self.exprs(&node.elts),
            Expr::List(node) => self.exprs(&node.elts),
            Expr::Tuple(node) => self.exprs(&node.elts),
            Expr::ListComp(node) => {
                self.comprehension(
                    node_key(node),
                    ScopeKind::Comprehension,
                    &node.generators,
                    [Some(&*node.elt), None],
                    span_of(node),
                );
            }
            Expr::SetComp(node) => {
                self.comprehension(
                    node_key(node),
                    ScopeKind::Comprehension,
                    &node.generators,
                    [Some(&*node.elt), None],
                    span_of(node),
                );
            }
            Expr::DictComp(node) => {
                let parts = [node.key.as_deref(), Some(&*node.value)];
                self.comprehension(node_key(node), ScopeKind::Comprehension, &node.generators, parts, span_of(node));
            }
            Expr::Generator(node) => {
                self.comprehension(
                    node_key(node),
                    ScopeKind::Generator,
                    &node.generators,
                    [Some(&*node.elt), None],
                    span_of(node),
                );
            }
            Expr::Await(node) => {
                self.check_await(span_of(node));
                self.expr(&node.value);
            }
            Expr::Yield(node) => {
                self.check_yield("'yield'", span_of(node));
                if let Some(value) = &node.value {
                    self.expr(value);
                }
            }
            Expr::YieldFrom(node) => {
                self.check_yield("'yield from'", span_of(node));
                if self.symbols.scopes[self.current].is_async {
                    self.problem("'yield from' inside async function", span_of(node));
                }
                self.expr(&node.value);
            }
            Expr::Compare(node) => {
                self.expr(&node.left);
                self.exprs(&node.comparators);
            }
            Expr::FString(node) => {
                for element in node.value.elements() {
                    self.interpolated(element);
                }
            }
            Expr::TString(node) => {
                for element in node.value.elements() {
                    self.interpolated(element);
                }
            }
            Expr::NumberLiteral(node) => self.problems.extend(long_integer(node, self.max_digits)),
            Expr::Starred(node) => self.expr(&node.value),
            Expr::Slice(node) => self.exprs([&node.lower, &node.upper, &node.step].into_iter().flatten().map(|e| &**e)),
            Expr::BinOp(_)
            | Expr::Attribute(_)
            | Expr::Subscript(_)
            | Expr::Call(_)
            | Expr::StringLiteral(_)
            | Expr::BytesLiteral(_)
            | Expr::BooleanLiteral(_)
            | Expr::NoneLiteral(_)
            | Expr::EllipsisLiteral(_)
            | Expr::IpyEscapeCommand(_) => {}
        }
    }

    fn interpolated(&mut self, element: &ast::InterpolatedStringElement) {
        if let ast::InterpolatedStringElement::Interpolation(field) = element {
            self.expr(&field.expression);
            if let Some(spec) = &field.format_spec {
                for element in &*spec.elements {
                    self.interpolated(element);
                }
            }
        }
    }

    pub fn arguments(&mut self, arguments: &ast::Arguments) {
        self.exprs(&*arguments.args);
        let mut seen: Vec<&str> = Vec::new();
        for keyword in &arguments.keywords {
            if let Some(name) = &keyword.arg {
                if seen.contains(&name.as_str()) {
                    self.problem(format!("keyword argument repeated: {name}"), span_of(keyword));
                }
                seen.push(name);
                if name.as_str() == "__debug__" {
                    self.problem("cannot assign to __debug__", span_of(keyword));
                }
            }
            self.expr(&keyword.value);
        }
    }

    fn lambda(&mut self, node: &ast::ExprLambda) {
        if let Some(parameters) = &node.parameters {
            self.defaults(parameters);
        }
        let outer = self.push_scope(ScopeKind::Lambda, node_key(node));
        let flow = std::mem::take(&mut self.flow);
        if let Some(parameters) = &node.parameters {
            self.parameters(parameters);
        }
        self.expr(&node.body);
        self.flow = flow;
        self.pop_scope(outer);
    }

    fn comprehension(
        &mut self,
        key: usize,
        kind: ScopeKind,
        generators: &[ast::Comprehension],
        parts: [Option<&Expr>; 2],
        span: Span,
    ) {
        let Some((first, rest)) = generators.split_first() else { return };
        // The first iterable is evaluated outside.
        self.iterable(&first.iter);
        let outer = self.push_scope(kind, key);
        if kind == ScopeKind::Generator {
            self.symbol(".0").parameter = true;
        } else {
            self.comprehensions.push((self.current, span));
        }
        for (index, generator) in std::iter::once(first).chain(rest).enumerate() {
            if generator.is_async {
                self.check_async_comprehension(span);
            }
            self.iteration_target(&generator.target);
            if index > 0 {
                self.iterable(&generator.iter);
            }
            self.exprs(&generator.ifs);
        }
        self.exprs(parts.into_iter().flatten());
        if kind == ScopeKind::Comprehension {
            self.comprehensions.pop();
        }
        self.pop_scope(outer);
    }

    fn iterable(&mut self, expr: &Expr) {
        self.scope().iterable_depth += 1;
        self.expr(expr);
        self.scope().iterable_depth -= 1;
    }

    fn iteration_target(&mut self, target: &Expr) {
        let mut names: Vec<&ast::ExprName> = Vec::new();
        let mut queue = vec![target];
        while let Some(target) = queue.pop() {
            match target {
                Expr::Name(name) => names.push(name),
                Expr::Tuple(node) => queue.extend(&node.elts),
                Expr::List(node) => queue.extend(&node.elts),
                Expr::Starred(node) => queue.push(&node.value),
                _ => {}
            }
        }
        for name in names {
            let symbol = self.symbol(&name.id);
            symbol.iteration = true;
            if symbol.walrus {
                let text = format!("comprehension inner loop cannot rebind assignment expression target '{}'", name.id);
                self.problem(text, span_of(name));
            }
        }
        self.target_top(target);
    }

    fn named(&mut self, node: &ast::ExprNamed) {
        self.expr(&node.value);
        let Expr::Name(target) = &*node.target else { return };
        let span = span_of(target);
        let name = self.mangled(&target.id);
        let mut scope = self.current;
        let mut inside = false;
        loop {
            let at = &self.symbols.scopes[scope];
            if at.iterable_depth > 0 {
                self.problem(
                    "assignment expression cannot be used in a comprehension iterable expression",
                    span_of(node),
                );
                return;
            }
            if !matches!(at.kind, ScopeKind::Comprehension | ScopeKind::Generator) {
                break;
            }
            if at.get(&name).is_some_and(|symbol| symbol.iteration) {
                let text = format!("assignment expression cannot rebind comprehension iteration variable '{name}'");
                self.problem(text, span);
                return;
            }
            inside = true;
            let parent = at.parent;
            let symbol = self.symbol_in(scope, &name);
            symbol.used = true;
            symbol.walrus = true;
            match parent {
                Some(parent) => scope = parent,
                None => break,
            }
        }
        match self.symbols.scopes[scope].kind {
            ScopeKind::Class if inside => {
                self.problem(
                    "assignment expression within a comprehension cannot be used in a class body",
                    span_of(node),
                );
            }
            ScopeKind::Annotations => {
                self.problem("named expression cannot be used within an annotation", span_of(node))
            }
            ScopeKind::TypeParameters => {
                self.problem("named expression cannot be used within the definition of a generic", span_of(node));
            }
            ScopeKind::Thunk => {
                let what = self.symbols.scopes[scope].thunk;
                self.problem(format!("named expression cannot be used within a {what}"), span_of(node));
            }
            _ => {}
        }
        if name == "__debug__" {
            self.problem("cannot assign to __debug__", span);
        }
        let symbol = self.symbol_in(scope, &name);
        symbol.assigned = true;
        symbol.walrus = true;
    }
}

/// Is this a string alone, as the first statement of a body?
pub(crate) fn is_docstring(stmt: &Stmt) -> bool {
    matches!(stmt, Stmt::Expr(node) if matches!(&*node.value, Expr::StringLiteral(_)))
}
