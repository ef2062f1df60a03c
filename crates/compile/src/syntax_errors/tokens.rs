//! The parser's tokens, as the look at an error needs them: without comments, with bracket depth.

use ruff_python_ast::Mod;
use ruff_python_ast::token::TokenKind;
use ruff_python_parser::Parsed;
use ruff_text_size::Ranged;
use weft_code::Span;

use crate::span_of;

#[derive(Clone, Copy, Debug)]
pub(super) struct Token {
    pub kind: TokenKind,
    pub span: Span,
    /// How many brackets are open before it.
    pub depth: u32,
}

pub(super) struct Tokens<'a> {
    pub list: Vec<Token>,
    pub text: &'a str,
}

pub(super) fn is_open(kind: TokenKind) -> bool {
    matches!(kind, TokenKind::Lpar | TokenKind::Lsqb | TokenKind::Lbrace)
}

pub(super) fn is_close(kind: TokenKind) -> bool {
    matches!(kind, TokenKind::Rpar | TokenKind::Rsqb | TokenKind::Rbrace)
}

impl<'a> Tokens<'a> {
    pub fn new(parsed: &Parsed<Mod>, text: &'a str) -> Tokens<'a> {
        let mut depth: u32 = 0;
        let mut list = Vec::new();
        for token in parsed.tokens().iter() {
            let kind = token.kind();
            if matches!(kind, TokenKind::Comment | TokenKind::NonLogicalNewline) {
                continue;
            }
            if is_close(kind) {
                depth = depth.saturating_sub(1);
            }
            list.push(Token { kind, span: span_of(&token.range()), depth });
            if is_open(kind) {
                depth += 1;
            }
        }
        Tokens { list, text }
    }

    pub fn text(&self, span: Span) -> &'a str {
        self.text.get(span.start as usize..span.end as usize).unwrap_or_default()
    }

    /// The first token that ends behind `offset`; the end of the file if there is none.
    pub fn at(&self, offset: u32) -> usize {
        self.list
            .partition_point(|token| token.span.end <= offset && token.span.start < offset || token.span.end < offset)
    }

    pub fn kind(&self, index: usize) -> TokenKind {
        self.list.get(index).map_or(TokenKind::EndOfFile, |token| token.kind)
    }

    pub fn depth(&self, index: usize) -> u32 {
        self.list.get(index).map_or(0, |token| token.depth)
    }

    pub fn end_of_text(&self) -> Span {
        // CPython's position behind the last line is the end of its text.
        let end = self.text.trim_end_matches(['\n', '\r']).len() as u32;
        Span { start: end, end }
    }

    /// The span of a token; of a line end, the place where it begins.
    pub fn span(&self, index: usize) -> Span {
        match self.list.get(index) {
            Some(token) if token.kind == TokenKind::EndOfFile => self.end_of_text(),
            Some(token) if matches!(token.kind, TokenKind::Newline | TokenKind::Dedent | TokenKind::Indent) => {
                Span { start: token.span.start, end: token.span.start }
            }
            Some(token) => token.span,
            None => self.end_of_text(),
        }
    }

    /// The first token of the logical line that holds `index`.
    pub fn line_start(&self, index: usize) -> usize {
        let mut at = index.min(self.list.len().saturating_sub(1));
        while at > 0
            && !matches!(
                self.kind(at - 1),
                TokenKind::Newline | TokenKind::Indent | TokenKind::Dedent | TokenKind::Semi
            )
        {
            at -= 1;
        }
        at
    }

    /// The token behind the last of the logical line that holds `index`.
    pub fn line_end(&self, index: usize) -> usize {
        let mut at = index;
        while at < self.list.len()
            && !matches!(self.kind(at), TokenKind::Newline | TokenKind::EndOfFile | TokenKind::Semi)
        {
            at += 1;
        }
        at
    }

    /// The first token of the innermost bracket's part, between commas and the like, that `index`
    /// stands in.
    pub fn operand_start(&self, index: usize) -> usize {
        let depth = self.depth(index);
        let mut at = index;
        while at > 0 {
            let before = &self.list[at - 1];
            if before.depth + 1 == depth && is_open(before.kind) {
                break;
            }
            if before.depth == depth && ends_operand(before.kind) {
                break;
            }
            at -= 1;
        }
        at
    }

    /// The token behind the last of the operand that begins at `index`.
    pub fn operand_end(&self, index: usize) -> usize {
        let depth = self.depth(index);
        let mut at = index;
        while at < self.list.len() {
            let token = &self.list[at];
            if token.depth < depth || token.kind == TokenKind::EndOfFile {
                break;
            }
            if at > index && token.depth == depth && (ends_operand(token.kind) || token.kind == TokenKind::For) {
                break;
            }
            if is_close(token.kind) && token.depth + 1 == depth {
                break;
            }
            at += 1;
        }
        at
    }

    /// The span from one token to before another.
    pub fn range(&self, first: usize, end: usize) -> Span {
        let start = self.span(first).start;
        let end = end.checked_sub(1).map_or(start, |last| self.span(last).end);
        Span { start, end: end.max(start) }
    }

    /// The open bracket that the token stands in.
    pub fn bracket(&self, index: usize) -> Option<usize> {
        let depth = self.depth(index);
        (0..index.min(self.list.len()))
            .rev()
            .find(|&at| self.list[at].depth + 1 == depth && is_open(self.list[at].kind))
    }
}

fn ends_operand(kind: TokenKind) -> bool {
    matches!(
        kind,
        TokenKind::Comma
            | TokenKind::Colon
            | TokenKind::Equal
            | TokenKind::ColonEqual
            | TokenKind::If
            | TokenKind::Else
            | TokenKind::Newline
            | TokenKind::Indent
            | TokenKind::Dedent
            | TokenKind::Semi
            | TokenKind::Return
            | TokenKind::Lambda
            | TokenKind::Assert
            | TokenKind::While
            | TokenKind::Elif
            | TokenKind::Exclamation
            | TokenKind::Yield
    ) || is_augmented(kind)
}

pub(super) fn is_augmented(kind: TokenKind) -> bool {
    matches!(
        kind,
        TokenKind::PlusEqual
            | TokenKind::MinusEqual
            | TokenKind::StarEqual
            | TokenKind::SlashEqual
            | TokenKind::PercentEqual
            | TokenKind::AmperEqual
            | TokenKind::VbarEqual
            | TokenKind::CircumflexEqual
            | TokenKind::LeftShiftEqual
            | TokenKind::RightShiftEqual
            | TokenKind::DoubleStarEqual
            | TokenKind::DoubleSlashEqual
            | TokenKind::AtEqual
    )
}

/// Can an expression begin with this token? Operators that are binary too are left out.
pub(super) fn begins_operand(kind: TokenKind) -> bool {
    matches!(
        kind,
        TokenKind::Name
            | TokenKind::Int
            | TokenKind::Float
            | TokenKind::Complex
            | TokenKind::String
            | TokenKind::FStringStart
            | TokenKind::TStringStart
            | TokenKind::Lbrace
            | TokenKind::Tilde
            | TokenKind::Ellipsis
            | TokenKind::True
            | TokenKind::False
            | TokenKind::None
            | TokenKind::Lambda
            | TokenKind::Await
            | TokenKind::Case
            | TokenKind::Match
            | TokenKind::Type
    )
}

/// Is this an opening bracket's counterpart?
pub(super) fn matches_bracket(open: TokenKind, close: TokenKind) -> bool {
    matches!(
        (open, close),
        (TokenKind::Lpar, TokenKind::Rpar)
            | (TokenKind::Lsqb, TokenKind::Rsqb)
            | (TokenKind::Lbrace, TokenKind::Rbrace)
    )
}
