//! From the parser's errors to CPython's: which of them counts, and what it says.

use ruff_python_ast::Mod;
use ruff_python_parser::{ParseErrorType, Parsed};

use super::Problem;
use super::grammar::Grammar;
use super::tokenizer;
use super::tokens::Tokens;
use crate::span_of;

/// A text that the parser finds more errors in is explained no further: each takes a look at the whole text.
const MAX_ERRORS: usize = 100;

/// What is wrong with a text, the problem that CPython reports first; then further ones on other
/// lines.
pub(crate) fn from_parser(parsed: &Parsed<Mod>, text: &str) -> Vec<Problem> {
    if parsed.errors().is_empty() && parsed.unsupported_syntax_errors().is_empty() && !may_hide_errors(text) {
        return Vec::new();
    }
    let tokens = Tokens::new(parsed, text);
    let mut problems = tokenizer::problems(parsed.errors(), &tokens);
    let grammar = Grammar { tokens: &tokens, module: parsed.syntax() };
    for error in parsed.errors().iter().take(MAX_ERRORS) {
        let unrecognized = matches!(
            &error.error,
            ParseErrorType::Lexical(ruff_python_parser::LexicalErrorType::UnrecognizedToken { tok }) if tok.is_ascii_graphic()
        );
        if unrecognized {
            problems.push(grammar.stray_character(span_of(error)));
        } else if !matches!(error.error, ParseErrorType::Lexical(_)) || problems.is_empty() {
            problems.push(never_closed(&tokens, error).unwrap_or_else(|| grammar.explain(error)));
        }
    }
    // An unexpected indent ends CPython's reading at once.
    let earlier_line = |indent: &Problem, other: &Problem| {
        text.get(indent.span.start as usize..other.span.start as usize).is_some_and(|between| between.contains('\n'))
    };
    if let Some(indent) = problems.iter().position(|problem| problem.message == "unexpected indent")
        && problems.iter().take(indent).all(|other| earlier_line(&problems[indent], other))
    {
        problems.swap(0, indent);
    }
    for error in parsed.unsupported_syntax_errors().iter().take(MAX_ERRORS) {
        problems.push(grammar.unsupported(error));
    }
    one_a_line(problems, text)
}

/// Mistakes that the parser lets pass, so that the text has to be looked at in any case.
fn may_hide_errors(text: &str) -> bool {
    text.contains('\t')
}

/// A bracket that is open at the end explains errors on the lines behind it.
fn never_closed(tokens: &Tokens<'_>, error: &ruff_python_parser::ParseError) -> Option<Problem> {
    let open = tokenizer::unclosed(tokens)?;
    let bracket = tokens.span(open);
    let place = span_of(error);
    let between = tokens.text.get(bracket.start as usize..place.start as usize).unwrap_or_default();
    let behind = tokens.text.get(place.start as usize..).unwrap_or_default();
    let at_line_end = behind.trim_start_matches([' ', '\t']).is_empty() || behind.starts_with(['\n', '\r', '#']);
    if place.start < bracket.start || !(between.contains('\n') || at_line_end) {
        return None;
    }
    let at = weft_code::Span { start: bracket.start, end: bracket.start };
    Some(Problem::new(format!("'{}' was never closed", tokens.text(bracket)), at))
}

/// One mistake tends to make several errors; those on the same line are left out.
fn one_a_line(problems: Vec<Problem>, text: &str) -> Vec<Problem> {
    let mut kept: Vec<Problem> = Vec::new();
    let mut lines: Vec<usize> = Vec::new();
    for problem in problems {
        let start = (problem.span.start as usize).min(text.len());
        let line = text.as_bytes()[..start].iter().filter(|&&byte| byte == b'\n').count();
        if !lines.contains(&line) {
            lines.push(line);
            kept.push(problem);
        }
    }
    kept
}
