//! Escapes of lone surrogates in string literals: the parser has put U+FFFD in their place.

use std::cell::Cell;

use ruff_python_ast::visitor::transformer::{self, Transformer};
use ruff_python_ast::{Expr, InterpolatedStringElement, Mod, StringLiteral};
use ruff_text_size::TextRange;
use weft_code::surrogates::char_of;

/// Literals nested deeper than this stay as the parser has them.
const MAX_DEPTH: u32 = 400;

/// Put the surrogates back.
pub(crate) fn restore(syntax: &mut Mod, text: &str) {
    let named = ["\\ud", "\\uD", "\\U0000d", "\\U0000D"];
    if !named.iter().any(|escape| text.contains(escape)) {
        return;
    }
    let literals = Literals { text, depth: Cell::new(0) };
    match syntax {
        Mod::Module(module) => literals.visit_body(&mut module.body),
        Mod::Expression(expression) => literals.visit_expr(&mut expression.body),
    }
}

struct Literals<'a> {
    text: &'a str,
    depth: Cell<u32>,
}

impl Literals<'_> {
    /// The value of what is written in a range, if it has surrogates.
    fn restored(&self, value: &str, range: TextRange, raw: bool) -> Option<Box<str>> {
        if raw || !value.contains(char::REPLACEMENT_CHARACTER) {
            return None;
        }
        let mut replaced = replacements(self.text.get(range.to_std_range())?).into_iter();
        let restore = |c| match c {
            char::REPLACEMENT_CHARACTER => replaced.next().flatten().unwrap_or(c),
            _ => c,
        };
        Some(value.chars().map(restore).collect::<String>().into())
    }
}

/// What each U+FFFD of a literal's value was written for: a surrogate, or nothing else.
fn replacements(written: &str) -> Vec<Option<char>> {
    let mut found = Vec::new();
    let mut rest = written;
    while let Some(at) = rest.find(['\\', char::REPLACEMENT_CHARACTER]) {
        if !rest[at..].starts_with('\\') {
            found.push(None);
            rest = &rest[at + char::REPLACEMENT_CHARACTER.len_utf8()..];
            continue;
        }
        let escape = &rest[at + 1..];
        let digits = match escape.chars().next() {
            Some('u') => 4,
            Some('U') => 8,
            _ => 0,
        };
        let code = escape.get(1..1 + digits).and_then(|digits| u32::from_str_radix(digits, 16).ok());
        match code {
            Some(code @ 0xd800..=0xdfff) => found.push(char_of(code)),
            Some(0xfffd) => found.push(None),
            _ if escape.starts_with("N{REPLACEMENT CHARACTER}") => found.push(None),
            _ => {}
        }
        rest = escape.get(escape.chars().next().map_or(0, char::len_utf8)..).unwrap_or_default();
    }
    found
}

impl Transformer for Literals<'_> {
    fn visit_expr(&self, expr: &mut Expr) {
        let depth = self.depth.get();
        if depth < MAX_DEPTH {
            self.depth.set(depth + 1);
            transformer::walk_expr(self, expr);
            self.depth.set(depth);
        }
    }

    fn visit_string_literal(&self, literal: &mut StringLiteral) {
        let raw = literal.flags.prefix().is_raw();
        if let Some(value) = self.restored(&literal.value, literal.range, raw) {
            literal.value = value;
        }
    }

    fn visit_interpolated_string_element(&self, element: &mut InterpolatedStringElement) {
        if let InterpolatedStringElement::Literal(literal) = element
            && let Some(value) = self.restored(&literal.value, literal.range, false)
        {
            literal.value = value;
        }
        transformer::walk_interpolated_string_element(self, element);
    }
}
