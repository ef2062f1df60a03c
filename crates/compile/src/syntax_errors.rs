//! Syntax errors: where they are and what CPython says about them.

mod grammar;
mod parser;
mod targets;
mod tokenizer;
mod tokens;

use weft_code::{LineIndex, Span};

pub(crate) use parser::from_parser;

/// Which exception class a syntax error is raised as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SyntaxErrorKind {
    SyntaxError,
    IndentationError,
    TabError,
}

/// A syntax error, as CPython's `SyntaxError` describes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SyntaxError {
    pub kind: SyntaxErrorKind,
    pub message: String,
    /// In bytes.
    pub span: Span,
    /// From 1.
    pub line: u32,
    /// From 1, in code points, like CPython's `offset`.
    pub column: u32,
    pub end_line: u32,
    pub end_column: u32,
}

impl std::fmt::Display for SyntaxError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} (line {})", self.message, self.line)
    }
}

impl std::error::Error for SyntaxError {}

/// A syntax error whose lines and columns are not counted yet.
#[derive(Clone, Debug)]
pub(crate) struct Problem {
    pub kind: SyntaxErrorKind,
    pub message: String,
    pub span: Span,
    /// CPython names the line only: its columns are 0.
    pub whole_line: bool,
}

impl Problem {
    pub fn new(message: impl Into<String>, span: Span) -> Problem {
        Problem { kind: SyntaxErrorKind::SyntaxError, message: message.into(), span, whole_line: false }
    }

    pub fn indentation(message: impl Into<String>, span: Span) -> Problem {
        Problem { kind: SyntaxErrorKind::IndentationError, message: message.into(), span, whole_line: false }
    }

    pub fn of_line(message: impl Into<String>, span: Span) -> Problem {
        Problem { whole_line: true, ..Problem::new(message, span) }
    }

    pub fn locate(self, text: &str, lines: &LineIndex) -> SyntaxError {
        let (line, column) = position(text, lines, self.span.start);
        let (end_line, end_column) = position(text, lines, self.span.end.max(self.span.start));
        let (column, end_column) = if self.whole_line { (0, 0) } else { (column, end_column) };
        SyntaxError { kind: self.kind, message: self.message, span: self.span, line, column, end_line, end_column }
    }
}

/// Line and column, both from 1.
fn position(text: &str, lines: &LineIndex, offset: u32) -> (u32, u32) {
    let line = lines.line(offset);
    let offset = (offset as usize).min(text.len());
    let before = text.get(..offset).unwrap_or(text);
    // A lone carriage return ends a line too, as `LineIndex` has it.
    let start = before.rfind(['\n', '\r']).map_or(0, |at| at + 1);
    let column = before.get(start..).map_or(0, |s| s.chars().count());
    (line, column as u32 + 1)
}
