//! From "assigned here, used there" to bindings.

use super::{Binding, ScopeId, ScopeKind, Symbol, Symbols};
use crate::syntax_errors::Problem;

/// Implicit variables of a class body.
const CLASS: &str = "__class__";
const CLASS_DICT: &str = "__classdict__";

pub(super) fn resolve(symbols: &mut Symbols, problems: &mut Vec<Problem>) {
    for scope in 0..symbols.scopes.len() {
        find_class_view(symbols, scope);
    }
    for scope in 0..symbols.scopes.len() {
        for index in 0..symbols.scopes[scope].symbols.len() {
            resolve_symbol(symbols, scope, index, problems);
        }
        if let Some(class) = symbols.scopes[scope].class_view
            && symbols.scopes[scope].symbols.iter().any(|s| s.used && s.binding != Binding::Local)
        {
            symbols.scopes[class].needs_class_dict = true;
            capture_class_variable(symbols, scope, class, CLASS_DICT);
        }
    }
}

fn find_class_view(symbols: &mut Symbols, scope: ScopeId) {
    // Parents come before their children, so theirs is known already.
    let Some(parent) = symbols.scopes[scope].parent else { return };
    if !symbols.scopes[scope].kind.sees_class() {
        return;
    }
    symbols.scopes[scope].class_view = match symbols.scopes[parent].kind {
        ScopeKind::Class => Some(parent),
        _ => symbols.scopes[parent].class_view,
    };
}

/// Every scope between `scope` and the class passes the class's hidden variable on.
fn capture_class_variable(symbols: &mut Symbols, scope: ScopeId, class: ScopeId, name: &str) {
    let mut at = Some(scope);
    while let Some(id) = at
        && id != class
    {
        if symbols.scopes[id].kind != ScopeKind::Comprehension {
            add_free(symbols, id, name);
        }
        at = symbols.scopes[id].parent;
    }
}

fn add_free(symbols: &mut Symbols, scope: ScopeId, name: &str) {
    let free = &mut symbols.scopes[scope].free;
    if !free.iter().any(|known| known == name) {
        free.push(name.to_owned());
    }
}

fn resolve_symbol(symbols: &mut Symbols, scope: ScopeId, index: usize, problems: &mut Vec<Problem>) {
    let symbol = &symbols.scopes[scope].symbols[index];
    let name = symbol.name.clone();
    let nonlocal = symbol.declared_nonlocal;
    let binding = if symbol.declared_global.is_some() {
        Binding::Global
    } else if is_local(symbol) {
        Binding::Local
    } else {
        find(symbols, scope, &name)
    };
    if let Some(span) = nonlocal
        && !matches!(binding, Binding::Free(_))
    {
        problems.push(Problem::new(format!("no binding for nonlocal '{name}' found"), span));
    }
    symbols.scopes[scope].symbols[index].binding = binding;
    if let Binding::Free(owner) = binding {
        capture(symbols, scope, owner, &name);
    }
}

fn is_local(symbol: &Symbol) -> bool {
    (symbol.assigned || symbol.parameter) && symbol.declared_global.is_none() && symbol.declared_nonlocal.is_none()
}

/// Looks for the scope around `scope` that binds `name`.
fn find(symbols: &mut Symbols, scope: ScopeId, name: &str) -> Binding {
    let mut at = symbols.scopes[scope].parent;
    while let Some(id) = at {
        let parent = &symbols.scopes[id];
        match parent.kind {
            ScopeKind::Module => break,
            ScopeKind::Class => {
                if name == CLASS {
                    symbols.scopes[id].needs_class_cell = true;
                    return Binding::Free(id);
                }
            }
            _ => {
                if let Some(symbol) = parent.get(name) {
                    if symbol.declared_global.is_some() {
                        break;
                    }
                    if is_local(symbol) {
                        return Binding::Free(id);
                    }
                }
            }
        }
        at = symbols.scopes[id].parent;
    }
    Binding::Implicit
}

fn capture(symbols: &mut Symbols, scope: ScopeId, owner: ScopeId, name: &str) {
    let owner_host = symbols.host(owner);
    if symbols.host(scope) == owner_host {
        return;
    }
    if let Some(&index) = symbols.scopes[owner].index.get(name)
        && symbols.scopes[owner].kind != ScopeKind::Class
    {
        symbols.scopes[owner].symbols[index].captured = true;
    }
    let mut at = Some(scope);
    while let Some(id) = at
        && id != owner
        && id != owner_host
    {
        if symbols.scopes[id].kind != ScopeKind::Comprehension {
            add_free(symbols, id, name);
        }
        at = symbols.scopes[id].parent;
    }
}
