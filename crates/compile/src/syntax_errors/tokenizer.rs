//! What CPython's tokenizer finds wrong: brackets, strings, numbers, indentation, characters.
//!
//! These errors come before those of the grammar, wherever in the text they are: CPython reads the
//! rest of the text for them before it reports a grammar error.

use ruff_python_ast::token::TokenKind;
use ruff_python_parser::{InterpolatedStringErrorType, LexicalErrorType, ParseError, ParseErrorType};
use weft_code::Span;

use super::tokens::{Token, Tokens, is_close, is_open, matches_bracket};
use super::{Problem, SyntaxErrorKind};
use crate::span_of;

fn line_of(text: &str, offset: u32) -> usize {
    let before = text.get(..offset as usize).unwrap_or(text);
    before.matches('\n').count() + 1
}

/// All problems of this kind, in the order of the text.
pub(super) fn problems(errors: &[ParseError], tokens: &Tokens<'_>) -> Vec<Problem> {
    let mut found = Vec::new();
    let fields_failed = errors.iter().any(|error| {
        matches!(
            error.error,
            ParseErrorType::FStringError(_)
                | ParseErrorType::TStringError(_)
                | ParseErrorType::Lexical(LexicalErrorType::UnrecognizedToken { .. })
        )
    });
    for error in errors {
        let lexical = match &error.error {
            ParseErrorType::Lexical(lexical) => lexical,
            ParseErrorType::FStringError(
                InterpolatedStringErrorType::UnterminatedString
                | InterpolatedStringErrorType::UnterminatedTripleQuotedString,
            ) => {
                found.extend(unterminated(tokens, span_of(error), 'f'));
                continue;
            }
            _ => continue,
        };
        found.extend(lexical_problem(lexical, span_of(error), tokens, fields_failed));
    }
    let strings = found.len();
    brackets(tokens, &mut found);
    if found.len() > strings {
        // A wrong bracket in a field leaves its string without an end.
        found.retain(|problem| !problem.message.starts_with("unterminated f-string"));
    }
    numbers(tokens, &mut found);
    indentation(tokens, &mut found);
    found.sort_by_key(|problem| problem.span.start);
    found
}

fn lexical_problem(error: &LexicalErrorType, span: Span, tokens: &Tokens<'_>, fields_failed: bool) -> Option<Problem> {
    let start = Span { start: span.start, end: span.start };
    Some(match error {
        LexicalErrorType::UnclosedStringError | LexicalErrorType::StringError => {
            // In a field the quote of the f-string was meant to end that.
            if in_field(tokens, tokens.at(span.start)) && ends_outer_string(tokens, span) {
                return Some(Problem::new("f-string: expecting '}'", start));
            }
            return unterminated(tokens, span, ' ');
        }
        LexicalErrorType::FStringError(kind) | LexicalErrorType::TStringError(kind) => {
            let letter = if matches!(error, LexicalErrorType::FStringError(_)) { 'f' } else { 't' };
            return interpolated(kind, letter, span, tokens, fields_failed);
        }
        LexicalErrorType::UnicodeError
        | LexicalErrorType::MissingUnicodeLbrace
        | LexicalErrorType::MissingUnicodeRbrace => unicode_error(tokens, span),
        LexicalErrorType::InvalidByteLiteral => {
            let index = tokens.at(span.start);
            Problem::new("bytes can only contain ASCII literal characters", tokens.span(index))
        }
        // Found with the columns that CPython counts, in `indentation`.
        LexicalErrorType::IndentationError => return None,
        LexicalErrorType::UnrecognizedToken { tok } => return unrecognized(*tok, start),
        LexicalErrorType::LineContinuationError => {
            let at = span.start + 1;
            Problem::new("unexpected character after line continuation character", Span { start: at, end: at })
        }
        LexicalErrorType::Eof => return None,
        LexicalErrorType::OtherError(message) => return other(message, span, tokens),
    })
}

fn unrecognized(character: char, at: Span) -> Option<Problem> {
    if character.is_ascii_graphic() {
        // A token of its own, which the grammar has no use for.
        return None;
    }
    let code = u32::from(character);
    let printable = !character.is_control() && !character.is_whitespace() && !is_format(character);
    Some(if printable {
        Problem::new(format!("invalid character '{character}' (U+{code:04X})"), at)
    } else {
        Problem::new(format!("invalid non-printable character U+{code:04X}"), at)
    })
}

/// Invisible characters that text from web pages tends to carry.
fn is_format(character: char) -> bool {
    matches!(character, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

fn other(message: &str, span: Span, tokens: &Tokens<'_>) -> Option<Problem> {
    let text = tokens.text(span);
    if message.contains("decimal integer")
        || text.starts_with('0') && text.len() > 1 && text.bytes().all(|b| b.is_ascii_digit() || b == b'_')
    {
        let zero = Span { start: span.start, end: span.start + 1 };
        let message =
            "leading zeros in decimal integer literals are not permitted; use an 0o prefix for octal integers";
        return Some(Problem::new(message, zero));
    }
    let (name, last) = match text.get(..2) {
        Some("0x" | "0X") => ("hexadecimal", b'f'),
        Some("0o" | "0O") => ("octal", b'7'),
        Some("0b" | "0B") => ("binary", b'1'),
        _ => return None,
    };
    let next = tokens.text.as_bytes().get(span.end as usize).copied().unwrap_or(0);
    if next.is_ascii_digit() && next > last {
        let at = Span { start: span.end, end: span.end };
        return Some(Problem::new(format!("invalid digit '{}' in {name} literal", char::from(next)), at));
    }
    let at = Span { start: span.end.saturating_sub(1), end: span.end.saturating_sub(1) };
    Some(Problem::new(format!("invalid {name} literal"), at))
}

// ---- strings

/// A string without an end. `letter`: `f` or `t` for those with fields.
fn unterminated(tokens: &Tokens<'_>, span: Span, letter: char) -> Option<Problem> {
    let text = tokens.text;
    let start = if letter == ' ' {
        span.start
    } else {
        // The error is where the string should have ended; the string began before.
        let wanted = if letter == 'f' { TokenKind::FStringStart } else { TokenKind::TStringStart };
        let index = tokens.at(span.start);
        (0..=index.min(tokens.list.len().saturating_sub(1)))
            .rev()
            .find(|&at| tokens.kind(at) == wanted)
            .map_or(span.start, |at| tokens.span(at).start)
    };
    let rest = text.get(start as usize..).unwrap_or_default();
    let body = rest.trim_start_matches(|c: char| c.is_ascii_alphabetic());
    let triple = body.starts_with("\"\"\"") || body.starts_with("'''");
    let what = match letter {
        'f' => "f-string literal",
        't' => "t-string literal",
        _ => "string literal",
    };
    let at = Span { start, end: start };
    if letter != ' '
        && let Some(problem) = open_field(tokens, start, body.chars().next().unwrap_or('"'), triple)
    {
        return Some(problem);
    }
    if triple {
        let line = line_of(text, text.trim_end_matches(['\n', '\r']).len() as u32);
        return Some(Problem::new(format!("unterminated triple-quoted {what} (detected at line {line})"), at));
    }
    let line = line_of(text, start);
    let mut message = format!("unterminated {what} (detected at line {line})");
    let first_line = rest.split(['\n', '\r']).next().unwrap_or_default();
    let quote = body.chars().next().unwrap_or('"');
    if letter == ' ' && first_line.ends_with(&format!("\\{quote}")) {
        message.push_str("; perhaps you escaped the end quote?");
    }
    Some(Problem::new(message, at))
}

/// Does the string at `span` begin with the quote of the f-string around it?
fn ends_outer_string(tokens: &Tokens<'_>, span: Span) -> bool {
    let index = tokens.at(span.start);
    let outer = (0..index).rev().find(|&at| tokens.kind(at) == TokenKind::FStringStart);
    outer.is_some_and(|outer| {
        let quote = tokens.text(tokens.span(outer)).trim_start_matches(|c: char| c.is_ascii_alphabetic());
        tokens.text(span).starts_with(quote)
    })
}

/// A string whose field is still open where it should end.
fn open_field(tokens: &Tokens<'_>, start: u32, quote: char, triple: bool) -> Option<Problem> {
    let brace = tokens.span(unclosed(tokens)?);
    if brace.start < start {
        return None;
    }
    let rest = tokens.text.get(brace.end as usize..)?;
    let rest = if triple { rest } else { rest.split(['\n', '\r']).next()? };
    let end = if triple { rest.find(&String::from(quote).repeat(3)) } else { rest.find(quote) };
    Some(match end {
        Some(end) => {
            let at = brace.end + end as u32;
            Problem::new("f-string: expecting '}'", Span { start: at, end: at })
        }
        None => {
            let text = tokens.text(brace);
            Problem::new(format!("'{text}' was never closed"), Span { start: brace.start, end: brace.start })
        }
    })
}

fn interpolated(
    kind: &InterpolatedStringErrorType,
    letter: char,
    span: Span,
    tokens: &Tokens<'_>,
    fields_failed: bool,
) -> Option<Problem> {
    match kind {
        InterpolatedStringErrorType::UnterminatedString
        | InterpolatedStringErrorType::UnterminatedTripleQuotedString => unterminated(tokens, span, letter),
        // Behind an error in a field its brace is left over.
        InterpolatedStringErrorType::SingleRbrace if fields_failed => None,
        InterpolatedStringErrorType::SingleRbrace => {
            Some(Problem::new(format!("{letter}-string: single '}}' is not allowed"), span))
        }
        InterpolatedStringErrorType::NewlineInFormatSpec => Some(Problem::new(
            format!(
                "{letter}-string: newlines are not allowed in format specifiers for single quoted {letter}-strings"
            ),
            span,
        )),
        // The rest is the grammar's.
        _ => None,
    }
}

/// What `\N{…}`, `\x…` and the like cannot be decoded from.
fn unicode_error(tokens: &Tokens<'_>, span: Span) -> Problem {
    let index = tokens.at(span.start);
    let token = tokens.span(index);
    let literal = tokens.text(token);
    let content = literal.trim_start_matches(|c: char| c.is_ascii_alphabetic());
    let prefix = literal.len() - content.len();
    let quotes = if content.starts_with("\"\"\"") || content.starts_with("'''") { 3 } else { 1 };
    let begin = prefix + quotes;
    let upto = (span.start.saturating_sub(token.start) as usize).min(literal.len());
    // The escape begins at the last backslash before the place where decoding stopped.
    let escape = literal.get(..upto).and_then(|s| s.rfind('\\')).unwrap_or(begin);
    let rest = literal.get(escape..).unwrap_or_default();
    let (what, length) = match rest.as_bytes().get(1) {
        Some(b'x') => ("truncated \\xXX escape", 2 + hex_digits(rest, 2)),
        Some(b'u') => ("truncated \\uXXXX escape", 2 + hex_digits(rest, 4)),
        Some(b'U') => {
            let digits = hex_digits(rest, 8);
            if digits == 8 { ("illegal Unicode character", 10) } else { ("truncated \\UXXXXXXXX escape", 2 + digits) }
        }
        _ => match rest.find('}') {
            Some(end) if rest.as_bytes().get(2) == Some(&b'{') => ("unknown Unicode character name", end + 1),
            _ => ("malformed \\N character escape", 2),
        },
    };
    let first = escape.saturating_sub(begin);
    let message = format!(
        "(unicode error) 'unicodeescape' codec can't decode bytes in position {first}-{}: {what}",
        first + length.max(1) - 1
    );
    Problem::new(message, token)
}

fn hex_digits(escape: &str, most: usize) -> usize {
    escape.bytes().skip(2).take(most).take_while(u8::is_ascii_hexdigit).count()
}

// ---- brackets

fn brackets(tokens: &Tokens<'_>, found: &mut Vec<Problem>) {
    let mut open: Vec<&Token> = Vec::new();
    for token in &tokens.list {
        if is_open(token.kind) {
            open.push(token);
        } else if is_close(token.kind) {
            let text = tokens.text(token.span);
            let at = Span { start: token.span.start, end: token.span.start };
            match open.pop() {
                None => found.push(Problem::new(format!("unmatched '{text}'"), at)),
                Some(before) if !matches_bracket(before.kind, token.kind) => {
                    let opening = tokens.text(before.span);
                    let (line, opening_line) =
                        (line_of(tokens.text, token.span.start), line_of(tokens.text, before.span.start));
                    let mut message =
                        format!("closing parenthesis '{text}' does not match opening parenthesis '{opening}'");
                    if line != opening_line {
                        message.push_str(&format!(" on line {opening_line}"));
                    }
                    found.push(Problem::new(message, at));
                }
                Some(_) => {}
            }
        }
        if !found.is_empty() {
            return;
        }
    }
}

/// Does the token stand in a replacement field of an f-string?
pub(super) fn in_field(tokens: &Tokens<'_>, index: usize) -> bool {
    let mut strings = 0;
    for token in tokens.list.iter().take(index) {
        match token.kind {
            TokenKind::FStringStart => strings += 1,
            TokenKind::FStringEnd => strings -= 1,
            TokenKind::Newline => strings = 0,
            _ => {}
        }
    }
    strings > 0
}

/// The innermost bracket that is still open at the end.
pub(super) fn unclosed(tokens: &Tokens<'_>) -> Option<usize> {
    let mut open: Vec<usize> = Vec::new();
    for (index, token) in tokens.list.iter().enumerate() {
        if is_open(token.kind) {
            open.push(index);
        } else if is_close(token.kind) {
            open.pop();
        }
    }
    open.pop()
}

// ---- numbers

/// A number that runs into a name: `1abc`, `1__0`.
fn numbers(tokens: &Tokens<'_>, found: &mut Vec<Problem>) {
    for pair in tokens.list.windows(2) {
        let [number, next] = pair else { continue };
        if !matches!(number.kind, TokenKind::Int | TokenKind::Float | TokenKind::Complex)
            || number.span.end != next.span.start
        {
            continue;
        }
        let text = tokens.text(number.span);
        let kind = match text.get(..2) {
            _ if number.kind == TokenKind::Complex => "imaginary",
            Some("0x" | "0X") => "hexadecimal",
            Some("0o" | "0O") => "octal",
            Some("0b" | "0B") => "binary",
            _ => "decimal",
        };
        let at = |offset: u32| Span { start: offset, end: offset };
        let follower = tokens.text(next.span);
        let digit = follower.chars().next().filter(char::is_ascii_digit);
        if let Some(digit) = digit
            && matches!(kind, "octal" | "binary")
        {
            found.push(Problem::new(format!("invalid digit '{digit}' in {kind} literal"), at(number.span.end)));
        } else if next.kind == TokenKind::Name {
            let place = if follower.starts_with('_') { number.span.end } else { number.span.end.saturating_sub(1) };
            found.push(Problem::new(format!("invalid {kind} literal"), at(place)));
        }
    }
}

// ---- indentation

/// Compares each line's indentation with those around it, with tabs at 8 columns and at 1, as
/// CPython does.
fn indentation(tokens: &Tokens<'_>, found: &mut Vec<Problem>) {
    let mut levels: Vec<(u32, u32)> = vec![(0, 0)];
    let mut fresh = true;
    for token in &tokens.list {
        match token.kind {
            TokenKind::Newline => {
                fresh = token.depth == 0;
                continue;
            }
            TokenKind::Indent | TokenKind::Dedent | TokenKind::EndOfFile => continue,
            // Indentation that matches no outer one.
            TokenKind::Unknown if tokens.text(token.span).trim().is_empty() => continue,
            _ if !fresh => continue,
            _ => fresh = false,
        }
        let before = tokens.text.get(..token.span.start as usize).unwrap_or_default();
        let start = before.rfind(['\n', '\r']).map_or(0, |at| at + 1);
        let (mut column, mut single) = (0, 0);
        for character in before.get(start..).unwrap_or_default().chars() {
            match character {
                ' ' => {
                    column += 1;
                    single += 1;
                }
                '\t' => {
                    column = (column / 8 + 1) * 8;
                    single += 1;
                }
                '\x0c' => (column, single) = (0, 0),
                // Not the start of a line after all.
                _ => return,
            }
        }
        let rest = tokens.text.get(start..).unwrap_or_default();
        let end = (start + rest.find(['\n', '\r']).unwrap_or(rest.len())) as u32;
        let line_end = Span { start: end, end };
        let tabs = || Problem {
            kind: SyntaxErrorKind::TabError,
            ..Problem::new("inconsistent use of tabs and spaces in indentation", line_end)
        };
        while levels.len() > 1 && levels.last().is_some_and(|&(level, _)| level > column) {
            levels.pop();
            if levels.last().is_some_and(|&(level, _)| level < column) {
                let message = "unindent does not match any outer indentation level";
                found.push(Problem::indentation(message, line_end));
                return;
            }
        }
        match levels.last() {
            Some(&(level, other)) if level == column && other == single => {}
            Some(&(level, other)) if level < column && other < single => levels.push((column, single)),
            _ => {
                found.push(tabs());
                return;
            }
        }
    }
}
