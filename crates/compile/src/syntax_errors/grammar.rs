//! Errors of the grammar, in the words of CPython's `invalid_…` rules.

use ruff_python_ast::token::TokenKind;
use ruff_python_ast::{Expr, Mod};
use ruff_python_parser::{InterpolatedStringErrorType, ParseError, ParseErrorType, UnsupportedSyntaxError};
use weft_code::Span;

use super::tokenizer::in_field;
use super::tokens::{Tokens, begins_operand, is_augmented, is_close};
use super::{Problem, targets};
use crate::span_of;

pub(super) struct Grammar<'a> {
    pub tokens: &'a Tokens<'a>,
    pub module: &'a Mod,
}

impl Grammar<'_> {
    /// What CPython says to an error of the parser.
    pub fn explain(&self, error: &ParseError) -> Problem {
        let span = span_of(error);
        let index = self.tokens.at(span.start);
        match &error.error {
            ParseErrorType::ExpectedToken { expected, found } => self.expected(*expected, *found, index),
            ParseErrorType::SimpleStatementsOnSameLine => self.two_statements(index),
            ParseErrorType::InvalidAssignmentTarget => self.assignment_target(span, index),
            ParseErrorType::InvalidNamedAssignmentTarget => {
                self.named("cannot use assignment expressions with {}", span)
            }
            ParseErrorType::InvalidAugmentedAssignmentTarget => {
                self.named("'{}' is an illegal expression for augmented assignment", span)
            }
            ParseErrorType::InvalidDeleteTarget => self.named("cannot delete {}", span),
            ParseErrorType::InvalidAnnotatedAssignmentTarget => {
                self.lambda_parameters(index).unwrap_or_else(|| Problem::new("illegal target for annotation", span))
            }
            ParseErrorType::PositionalAfterKeywordArgument => {
                self.behind("positional argument follows keyword argument", span)
            }
            ParseErrorType::PositionalAfterKeywordUnpacking => {
                self.behind("positional argument follows keyword argument unpacking", span)
            }
            ParseErrorType::InvalidArgumentUnpackingOrder => {
                let star = self.tokens.span(index);
                Problem::new("iterable argument unpacking follows keyword argument unpacking", star)
            }
            ParseErrorType::UnparenthesizedGeneratorExpression
                if self.tokens.kind(self.tokens.line_start(index)) == TokenKind::Class =>
            {
                let clause = (index..self.tokens.list.len()).find(|&at| self.tokens.kind(at) == TokenKind::For);
                self.generic(clause.unwrap_or(index))
            }
            ParseErrorType::UnparenthesizedGeneratorExpression => {
                Problem::new("Generator expression must be parenthesized", span)
            }
            ParseErrorType::IterableUnpackingInComprehension => {
                Problem::new("iterable unpacking cannot be used in comprehension", span)
            }
            ParseErrorType::InvalidStarredExpressionUsage => self.starred(span, index),
            ParseErrorType::NonDefaultParamAfterDefaultParam => {
                if let Some(problem) = self.empty_default(self.tokens.at(span.end)) {
                    return problem;
                }
                Problem::new("parameter without a default follows parameter with a default", span)
            }
            ParseErrorType::ParamAfterVarKeywordParam => {
                Problem::new("parameters cannot follow var-keyword parameter", self.tokens.span(index))
            }
            ParseErrorType::VarParameterWithDefault => self.star_default(index),
            ParseErrorType::ExpectedKeywordParam => {
                let next = self.tokens.kind(index + 1);
                if matches!(next, TokenKind::Comma | TokenKind::Rpar | TokenKind::Colon) {
                    Problem::new("named parameters must follow bare *", self.tokens.span(index))
                } else {
                    self.generic(index + 1)
                }
            }
            ParseErrorType::EmptyImportNames => {
                Problem::new("Expected one or more names after 'import'", self.tokens.span(index))
            }
            ParseErrorType::EmptyTypeParams => {
                Problem::new("Type parameter list cannot be empty", self.tokens.span(index))
            }
            ParseErrorType::UnexpectedIndentation => self.unexpected_indent(span, index),
            ParseErrorType::InvalidMatchPatternTarget if self.tokens.kind(index.wrapping_sub(1)) == TokenKind::As => {
                Problem::new("cannot use '_' as a target", span)
            }
            ParseErrorType::UnparenthesizedTupleExpression | ParseErrorType::UnparenthesizedNamedExpression => {
                let wanted = [TokenKind::Comma, TokenKind::ColonEqual];
                let end = self.tokens.at(span.end);
                let at = (index..end).find(|&at| wanted.contains(&self.tokens.kind(at))).unwrap_or(index);
                self.generic(at)
            }
            ParseErrorType::FStringError(kind) => self.interpolated(kind, 'f', index),
            ParseErrorType::TStringError(kind) => self.interpolated(kind, 't', index),
            ParseErrorType::ExpectedExpression => self.expected_expression(index),
            ParseErrorType::OtherError(message) => self.other(message, span, index),
            _ => self.generic(index),
        }
    }

    /// Syntax that Python 3.14 does not have.
    pub fn unsupported(&self, error: &UnsupportedSyntaxError) -> Problem {
        let span = span_of(error);
        let text = error.to_string();
        let index = self.tokens.at(span.start);
        if text.contains("parenthesized keyword argument") {
            return Problem::new("expression cannot contain assignment, perhaps you meant \"==\"?", span);
        }
        if text.contains("unpacking") && text.contains("dict") {
            return Problem::new("dict unpacking cannot be used in dict comprehension", self.tokens.span(index));
        }
        if text.contains("unpacking") {
            return Problem::new("iterable unpacking cannot be used in comprehension", span);
        }
        self.generic(index + 1)
    }

    /// `$`, `?` and the like, which are tokens without a use.
    pub fn stray_character(&self, span: Span) -> Problem {
        let index = self.tokens.at(span.start);
        if in_field(self.tokens, index) && self.tokens.kind(index.wrapping_sub(1)) != TokenKind::Lbrace {
            return Problem::new("f-string: expecting '=', or '!', or ':', or '}'", span);
        }
        Problem::new("invalid syntax", span)
    }

    fn generic(&self, index: usize) -> Problem {
        Problem::new("invalid syntax", self.tokens.span(index))
    }

    /// A message with the name of the expression that has exactly this span.
    fn named(&self, message: &str, span: Span) -> Problem {
        let name = targets::find(self.module, span).map_or("expression", targets::name);
        Problem::new(message.replace("{}", name), span)
    }

    /// CPython has read one token more when it notices.
    fn behind(&self, message: &str, span: Span) -> Problem {
        let after =
            (self.tokens.at(span.end)..self.tokens.list.len()).find(|&at| self.tokens.span(at).start >= span.end);
        Problem::new(message, after.map_or(span, |at| self.tokens.span(at)))
    }

    // ---- tokens that are missing

    fn expected(&self, expected: TokenKind, found: TokenKind, index: usize) -> Problem {
        let tokens = self.tokens;
        let here = tokens.span(index);
        let first = tokens.kind(tokens.line_start(index));
        let before = tokens.kind(index.wrapping_sub(1));
        if found == TokenKind::Lpar && matches!(before, TokenKind::Lambda | TokenKind::Comma) {
            let lambda = (0..index).rev().find(|&at| tokens.kind(at) == TokenKind::Lambda);
            if let Some(problem) = lambda.and_then(|at| self.lambda_parameters(at)) {
                return problem;
            }
        }
        match expected {
            TokenKind::Lpar if found != TokenKind::Newline || first == TokenKind::Def => {
                Problem::new("expected '('", here)
            }
            TokenKind::Colon => self.expected_colon(found, index, first),
            TokenKind::Else => {
                let condition = (0..index).rev().find(|&at| {
                    tokens.kind(at) == TokenKind::If
                        && tokens.depth(at) == tokens.depth(index - 1).min(tokens.depth(at))
                });
                match condition {
                    Some(condition) if found != TokenKind::Colon && condition > 0 => {
                        let start = tokens.operand_start(condition - 1);
                        if (start..condition).any(|at| tokens.kind(at) == TokenKind::For) {
                            let message = "'in' expected after for-loop variables";
                            return Problem::new(message, tokens.span(condition));
                        }
                        Problem::new("expected 'else' after 'if' expression", tokens.range(start, index))
                    }
                    _ => self.generic(index),
                }
            }
            TokenKind::In => {
                // In a statement only the generic words, as CPython has it.
                if tokens.depth(index) > 0 || is_close(tokens.kind(index)) {
                    Problem::new("'in' expected after for-loop variables", here)
                } else {
                    self.generic(index)
                }
            }
            TokenKind::Comma | TokenKind::Rpar | TokenKind::Rsqb | TokenKind::Rbrace => {
                self.expected_in_brackets(found, index, first)
            }
            _ => self.generic(index),
        }
    }

    fn expected_colon(&self, found: TokenKind, index: usize, first: TokenKind) -> Problem {
        let tokens = self.tokens;
        let here = tokens.span(index);
        let bracket = tokens.bracket(index).map(|at| tokens.kind(at));
        let closes_dict = is_close(found) && tokens.depth(index.wrapping_sub(1)) > tokens.depth(index);
        if bracket == Some(TokenKind::Lbrace) || closes_dict {
            let key = tokens.span(index.saturating_sub(1));
            let last = Span { start: key.end.saturating_sub(1), end: key.end };
            return Problem::new("':' expected after dictionary key", last);
        }
        let forced =
            matches!(first, TokenKind::Def | TokenKind::Async | TokenKind::Else | TokenKind::Try | TokenKind::Finally);
        match found {
            TokenKind::Newline | TokenKind::EndOfFile => Problem::new("expected ':'", here),
            TokenKind::Equal => self.assignment_in_expression(index),
            _ if forced => Problem::new("expected ':'", here),
            _ => self.generic(index),
        }
    }

    fn expected_in_brackets(&self, found: TokenKind, index: usize, first: TokenKind) -> Problem {
        let tokens = self.tokens;
        let here = tokens.span(index);
        let depth = tokens.depth(index);
        let in_def = first == TokenKind::Def || first == TokenKind::Async;
        if in_def && depth == 1 && found == TokenKind::Lpar {
            let end = (index + 1..tokens.list.len()).find(|&at| tokens.depth(at) <= depth && is_close(tokens.kind(at)));
            let range = tokens.range(index, end.map_or(index + 1, |end| end + 1));
            return Problem::new("Function parameters cannot be parenthesized", range);
        }
        if found == TokenKind::Star && tokens.kind(index.wrapping_sub(1)) == TokenKind::Slash {
            return Problem::new("expected comma between / and *", here);
        }
        if is_augmented(found) {
            let start = tokens.line_start(index);
            if start + 1 < index && first != TokenKind::Del {
                let message = "'tuple' is an illegal expression for augmented assignment";
                return Problem::new(message, tokens.range(start, index));
            }
            return self.generic(index);
        }
        if depth == 0 || in_def && depth == 1 || matches!(first, TokenKind::From | TokenKind::Import) {
            return self.generic(index);
        }
        match found {
            TokenKind::Equal => self.assignment_in_expression(index),
            TokenKind::For | TokenKind::Async => self.comprehension_target(index),
            _ => self.forgotten_comma(index).unwrap_or_else(|| self.generic(index)),
        }
    }

    /// `[x, y for …]`
    fn comprehension_target(&self, index: usize) -> Problem {
        let tokens = self.tokens;
        let Some(open) = tokens.bracket(index) else { return self.generic(index) };
        if tokens.kind(open) == TokenKind::Lpar {
            return self.generic(index);
        }
        Problem::new("did you forget parentheses around the comprehension target?", tokens.range(open + 1, index))
    }

    /// Two operands side by side in brackets.
    fn forgotten_comma(&self, index: usize) -> Option<Problem> {
        let tokens = self.tokens;
        let before = index.checked_sub(1)?;
        if !begins_operand(tokens.kind(index)) || tokens.depth(index) == 0 {
            return None;
        }
        let start = tokens.operand_start(before);
        if is_string(tokens.kind(index)) && tokens.kind(before) == TokenKind::Name && start == before {
            return None;
        }
        let (first, last) = (tokens.kind(start), tokens.kind(before));
        if first.is_soft_keyword() || is_legacy(tokens.text(tokens.span(start))) && start == before {
            return None;
        }
        if is_string(first) && is_string(last) && start == before && self.string_follows(index) {
            return Some(self.part_of_string(index));
        }
        let end = tokens.operand_end(index);
        let range = tokens.range(start, self.second_operand_end(index, end));
        Some(Problem::new("invalid syntax. Perhaps you forgot a comma?", range))
    }

    /// The second operand ends where a third one begins.
    fn second_operand_end(&self, index: usize, end: usize) -> usize {
        let tokens = self.tokens;
        let depth = tokens.depth(index);
        (index + 1..end)
            .find(|&at| {
                tokens.depth(at) == depth
                    && begins_operand(tokens.kind(at))
                    && (ends_atom(tokens.kind(at - 1))
                        && !(is_string(tokens.kind(at)) && is_string(tokens.kind(at - 1))))
            })
            .unwrap_or(end)
    }

    fn string_follows(&self, index: usize) -> bool {
        let end = self.tokens.operand_end(index);
        end > index + 1 && is_string(self.tokens.kind(end - 1))
    }

    /// `"He said "hi""`
    fn part_of_string(&self, index: usize) -> Problem {
        let end = self.tokens.operand_end(index);
        let last = (index..end).find(|&at| is_string(self.tokens.kind(at))).unwrap_or(end);
        let message = "invalid syntax. Is this intended to be part of the string?";
        Problem::new(message, self.tokens.range(index, last))
    }

    /// `=` where only an expression may stand: `if x = 3`, `(a, b=1)`.
    fn assignment_in_expression(&self, index: usize) -> Problem {
        let tokens = self.tokens;
        let Some(before) = index.checked_sub(1) else { return self.generic(index) };
        let start = tokens.operand_start(before);
        let end = tokens.operand_end(index + 1);
        if matches!(tokens.kind(end), TokenKind::Equal | TokenKind::ColonEqual) || end == index + 1 {
            return self.generic(index);
        }
        let unpacked = match tokens.kind(start) {
            TokenKind::Star => Some("cannot assign to iterable argument unpacking"),
            TokenKind::DoubleStar => Some("cannot assign to keyword argument unpacking"),
            _ => None,
        };
        if let Some(message) = unpacked {
            return Problem::new(message, tokens.range(start, end));
        }
        let start = match tokens.kind(start) {
            TokenKind::If | TokenKind::While | TokenKind::Elif => start + 1,
            _ => start,
        };
        if start == before && tokens.kind(before) == TokenKind::Name {
            let message = "invalid syntax. Maybe you meant '==' or ':=' instead of '='?";
            return Problem::new(message, tokens.range(start, end));
        }
        let span = tokens.range(start, index);
        match targets::find(self.module, span) {
            Some(expr) if targets::may_mean_equality(expr) => Problem::new(
                format!("cannot assign to {} here. Maybe you meant '==' instead of '='?", targets::name(expr)),
                span,
            ),
            _ => self.generic(index),
        }
    }

    fn expected_expression(&self, index: usize) -> Problem {
        let tokens = self.tokens;
        let Some(before) = index.checked_sub(1) else { return self.generic(index) };
        let previous = tokens.kind(before);
        let bracket = tokens.bracket(before).map(|at| tokens.kind(at));
        let ends = matches!(tokens.kind(index), TokenKind::Rbrace | TokenKind::Comma);
        if previous == TokenKind::Colon && ends && bracket == Some(TokenKind::Lbrace) && !in_field(tokens, index) {
            return Problem::new("expression expected after dictionary key and ':'", tokens.span(before));
        }
        if let Some(problem) = self.empty_default(index) {
            return problem;
        }
        if tokens.kind(index) == TokenKind::Equal && tokens.depth(index) > 0 {
            return self.assignment_in_expression(index);
        }
        if in_field(tokens, index) && previous == TokenKind::Lbrace {
            return match tokens.kind(index) {
                TokenKind::Rbrace | TokenKind::Colon | TokenKind::Exclamation | TokenKind::Equal => {
                    let text = tokens.text(tokens.span(index));
                    Problem::new(format!("f-string: valid expression required before '{text}'"), tokens.span(index))
                }
                TokenKind::FStringEnd => Problem::new("f-string: expecting '}'", tokens.span(index)),
                _ => Problem::new("f-string: expecting a valid expression after '{'", tokens.span(index)),
            };
        }
        if previous == TokenKind::Star
            && matches!(tokens.kind(index), TokenKind::Rpar | TokenKind::Rsqb | TokenKind::Colon | TokenKind::Comma)
        {
            return Problem::new("Invalid star expression", tokens.span(index));
        }
        if tokens.kind(index) == TokenKind::Greater && previous == TokenKind::Less {
            return Problem::new("invalid syntax", tokens.range(before, index + 1));
        }
        if tokens.kind(index) == TokenKind::Not
            && matches!(
                previous,
                TokenKind::Plus
                    | TokenKind::Minus
                    | TokenKind::Star
                    | TokenKind::Slash
                    | TokenKind::Percent
                    | TokenKind::DoubleSlash
                    | TokenKind::At
                    | TokenKind::Tilde
            )
        {
            let end = tokens.operand_end(index);
            return Problem::new("'not' after an operator must be parenthesized", tokens.range(index, end));
        }
        if previous == TokenKind::From && tokens.kind(tokens.line_start(before)) == TokenKind::Raise {
            return Problem::new("did you forget an expression after 'from'?", tokens.span(before));
        }
        if previous == TokenKind::Else
            && matches!(
                tokens.kind(index),
                TokenKind::Pass | TokenKind::Break | TokenKind::Continue | TokenKind::Return | TokenKind::Raise
            )
        {
            return Problem::new("expected expression after 'else', but statement is given", tokens.span(index));
        }
        self.generic(index)
    }

    /// `def f(a=, b)` and `f(a=)`
    fn empty_default(&self, index: usize) -> Option<Problem> {
        let tokens = self.tokens;
        let equal = (0..=index).rev().take(2).find(|&at| tokens.kind(at) == TokenKind::Equal)?;
        let next = tokens.kind(equal + 1);
        if !matches!(next, TokenKind::Comma | TokenKind::Rpar) {
            return None;
        }
        let first = tokens.kind(tokens.line_start(equal));
        let in_lambda = (tokens.operand_start(equal.checked_sub(1)?)..equal)
            .any(|at| tokens.kind(at) == TokenKind::Lambda)
            || first == TokenKind::Lambda;
        if matches!(first, TokenKind::Def | TokenKind::Async) || in_lambda {
            return Some(Problem::new("expected default value expression", tokens.span(equal)));
        }
        let range = tokens.range(equal - 1, equal + 1);
        (tokens.depth(equal) > 0).then(|| Problem::new("expected argument value expression", range))
    }

    // ---- others

    fn two_statements(&self, index: usize) -> Problem {
        let tokens = self.tokens;
        let start = tokens.line_start(index);
        let first = tokens.text(tokens.span(start));
        if is_legacy(first) && start + 1 == index {
            let message = format!("Missing parentheses in call to '{first}'. Did you mean {first}(...)?");
            return Problem::new(message, tokens.range(start, tokens.line_end(index)));
        }
        let before = tokens.kind(index.wrapping_sub(1));
        if is_string(before) && self.string_follows(index) && begins_operand(tokens.kind(index)) {
            return self.part_of_string(index);
        }
        // `import a from b`
        if tokens.kind(start) == TokenKind::Import && tokens.kind(index) == TokenKind::From {
            let message = "Did you mean to use 'from ... import ...' instead?";
            return Problem::new(message, tokens.range(start, tokens.line_end(index)));
        }
        if first == "case" {
            let colon = (index..tokens.line_end(index)).find(|&at| tokens.kind(at) == TokenKind::Colon);
            if let Some(colon) = colon {
                return Problem::new("case statement must be inside match statement", tokens.range(start, colon + 1));
            }
        }
        match tokens.kind(index) {
            // `a not b`: `a not in …` could have followed.
            TokenKind::Not => self.generic(index + 1),
            _ => self.generic(index),
        }
    }

    fn assignment_target(&self, span: Span, index: usize) -> Problem {
        let tokens = self.tokens;
        let Some(expr) = targets::find(self.module, span) else {
            return Problem::new("cannot assign to expression", span);
        };
        let name = targets::name(expr);
        if matches!(expr, Expr::Yield(_) | Expr::YieldFrom(_)) && tokens.kind(index.wrapping_sub(1)) != TokenKind::Lpar
        {
            return Problem::new("assignment to yield expression not possible", span);
        }
        let start = tokens.line_start(index);
        let end = tokens.line_end(index);
        let equals: Vec<usize> =
            (start..end).filter(|&at| tokens.kind(at) == TokenKind::Equal && tokens.depth(at) == 0).collect();
        // Parentheses around the target do not matter.
        let whole = equals.first().is_some_and(|&equal| {
            (start..index).all(|at| tokens.kind(at) == TokenKind::Lpar)
                && (index..equal).all(|at| tokens.span(at).start < span.end || tokens.kind(at) == TokenKind::Rpar)
        });
        if equals.len() == 1 && whole && targets::may_mean_equality(expr) {
            return Problem::new(format!("cannot assign to {name} here. Maybe you meant '==' instead of '='?"), span);
        }
        Problem::new(format!("cannot assign to {name}"), span)
    }

    fn starred(&self, span: Span, index: usize) -> Problem {
        let tokens = self.tokens;
        let before = index.wrapping_sub(1);
        match tokens.kind(before) {
            TokenKind::Lpar
                if is_close(tokens.kind(tokens.at(span.end)))
                    || tokens.kind(tokens.at(span.end)) == TokenKind::Colon =>
            {
                Problem::new("cannot use starred expression here", span)
            }
            TokenKind::Colon if tokens.bracket(before).map(|at| tokens.kind(at)) == Some(TokenKind::Lbrace) => {
                Problem::new("cannot use a starred expression in a dictionary value", span)
            }
            TokenKind::Lbrace | TokenKind::Comma
                if tokens.bracket(index).map(|at| tokens.kind(at)) == Some(TokenKind::Lbrace) =>
            {
                Problem::new("cannot use a starred expression in a dictionary key", span)
            }
            _ => self.generic(index),
        }
    }

    fn star_default(&self, index: usize) -> Problem {
        let tokens = self.tokens;
        let equal = (index..tokens.list.len()).find(|&at| tokens.kind(at) == TokenKind::Equal).unwrap_or(index);
        let star = (0..=equal).rev().find(|&at| matches!(tokens.kind(at), TokenKind::Star | TokenKind::DoubleStar));
        let double = star.is_some_and(|star| tokens.kind(star) == TokenKind::DoubleStar);
        let what = if double { "var-keyword" } else { "var-positional" };
        Problem::new(format!("{what} parameter cannot have default value"), tokens.span(equal))
    }

    /// What is wrong with a lambda's parameters the parser sees as an annotation of the lambda.
    fn lambda_parameters(&self, index: usize) -> Option<Problem> {
        let tokens = self.tokens;
        if tokens.kind(index) != TokenKind::Lambda {
            return None;
        }
        let end = tokens.line_end(index);
        for at in index + 1..end {
            match tokens.kind(at) {
                TokenKind::Lpar if matches!(tokens.kind(at - 1), TokenKind::Lambda | TokenKind::Comma) => {
                    let close = (at + 1..end)
                        .find(|&close| tokens.depth(close) <= tokens.depth(at) && is_close(tokens.kind(close)));
                    let range = tokens.range(at, close.map_or(at + 1, |close| close + 1));
                    return Some(Problem::new("Lambda expression parameters cannot be parenthesized", range));
                }
                TokenKind::Equal if tokens.kind(at.wrapping_sub(2)) == TokenKind::Star => {
                    return Some(Problem::new("var-positional parameter cannot have default value", tokens.span(at)));
                }
                TokenKind::Equal if tokens.kind(at.wrapping_sub(2)) == TokenKind::DoubleStar => {
                    return Some(Problem::new("var-keyword parameter cannot have default value", tokens.span(at)));
                }
                TokenKind::Name | TokenKind::Comma | TokenKind::Star | TokenKind::DoubleStar | TokenKind::Slash => {}
                _ => return Some(self.generic(at)),
            }
        }
        None
    }

    fn unexpected_indent(&self, span: Span, index: usize) -> Problem {
        // CPython points at the end of the indentation.
        let end = (index..self.tokens.list.len())
            .find(|&at| self.tokens.kind(at) != TokenKind::Indent)
            .map_or(span.end, |at| self.tokens.span(at).start);
        Problem::indentation("unexpected indent", Span { start: end.saturating_sub(1), end })
    }

    fn interpolated(&self, kind: &InterpolatedStringErrorType, letter: char, index: usize) -> Problem {
        let tokens = self.tokens;
        let here = tokens.span(index);
        let message = match kind {
            InterpolatedStringErrorType::UnclosedLbrace => {
                if let Some(problem) = self.forgotten_comma(index) {
                    return problem;
                }
                if tokens.kind(index) == TokenKind::FStringEnd || tokens.kind(index) == TokenKind::EndOfFile {
                    "expecting '}'".to_owned()
                } else {
                    "expecting '=', or '!', or ':', or '}'".to_owned()
                }
            }
            InterpolatedStringErrorType::InvalidConversionFlag => match tokens.kind(index) {
                TokenKind::Colon | TokenKind::Rbrace => "missing conversion character".to_owned(),
                TokenKind::Name => {
                    format!("invalid conversion character '{}': expected 's', 'r', or 'a'", tokens.text(here))
                }
                _ => "invalid conversion character".to_owned(),
            },
            InterpolatedStringErrorType::ConversionFlagNotImmediatelyAfterExclamation => {
                "conversion type must come right after the exclamation mark".to_owned()
            }
            InterpolatedStringErrorType::LambdaWithoutParentheses => {
                "lambda expressions are not allowed without parentheses".to_owned()
            }
            InterpolatedStringErrorType::SingleRbrace => "single '}' is not allowed".to_owned(),
            other => other.to_string().replace('`', "'"),
        };
        Problem::new(format!("{letter}-string: {message}"), here)
    }

    fn other(&self, message: &str, span: Span, index: usize) -> Problem {
        let tokens = self.tokens;
        if let Some(rest) = message.strip_prefix("Expected an indented block after ") {
            return self.missing_block(rest, index);
        }
        let words = match message {
            "Expected `except` or `finally` after `try` block" => "expected 'except' or 'finally' block",
            "Expected one or more exception types" => "expected one or more exception types",
            "Multiple exception types must be parenthesized when using `as`" => {
                "multiple exception types must be parenthesized when using 'as'"
            }
            "Positional patterns cannot follow keyword patterns" => "positional patterns follow keyword patterns",
            "Only one '*' parameter allowed" => "* may appear only once",
            "Only one '/' separator allowed" => "/ may appear only once",
            "'/' parameter must appear before '*' parameter" => "/ must be ahead of *",
            "Position-only parameter separator not allowed as first parameter" => {
                "at least one parameter must precede /"
            }
            "Trailing comma not allowed" => {
                let line = tokens.kind(tokens.line_start(index));
                if line == TokenKind::Import {
                    return self.generic(index + 1);
                }
                let next = tokens.span(index + 1);
                return Problem::new("trailing comma not allowed without surrounding parentheses", next);
            }
            "Expected a parameter name" => return self.keyword_name(span, index),
            "Expected an import name" if tokens.kind(index) == TokenKind::Newline => {
                return Problem::new("Expected one or more names after 'import'", tokens.span(index));
            }
            _ if message.starts_with("Cannot have both 'except' and 'except*'") => {
                let end = if tokens.kind(index + 1) == TokenKind::Star { index + 2 } else { index + 1 };
                let words = "cannot have both 'except' and 'except*' on the same 'try'";
                return Problem::new(words, tokens.range(index, end));
            }
            _ if message.starts_with("Only single target") => {
                if let Some(problem) = self.lambda_parameters(index) {
                    return problem;
                }
                return Problem::new(message.replacen('O', "o", 1), span);
            }
            "Expected a statement" if tokens.kind(index) == TokenKind::Elif => {
                return self.elif_after_else(index);
            }
            _ if message.starts_with("Expected an expression") || tokens.kind(index) == TokenKind::Not => {
                return self.expected_expression(index);
            }
            _ => return self.generic(index),
        };
        let place = if words.starts_with("expected 'except'") { tokens.span(index) } else { span };
        let place = if matches!(words, "* may appear only once") { tokens.span(index) } else { place };
        Problem::new(words, place)
    }

    fn elif_after_else(&self, index: usize) -> Problem {
        // The line before the block that ends here.
        let column = |at: usize| {
            let before = self.tokens.text.get(..self.tokens.span(at).start as usize).unwrap_or_default();
            before.len() - before.rfind('\n').map_or(0, |at| at + 1)
        };
        let own = column(index);
        let before = (0..index).rev().find(|&at| self.tokens.line_start(at) == at && column(at) == own && at != index);
        match before {
            Some(at) if self.tokens.kind(at) == TokenKind::Else => {
                Problem::new("'elif' block follows an 'else' block", self.tokens.span(index))
            }
            _ => self.generic(index),
        }
    }

    /// `f(a.b=1)`, `f(True=1)`
    fn keyword_name(&self, span: Span, index: usize) -> Problem {
        let tokens = self.tokens;
        let equal = (index..tokens.list.len())
            .find(|&at| tokens.kind(at) == TokenKind::Equal && tokens.span(at).start >= span.end)
            .unwrap_or(index);
        let range = Span { start: span.start, end: tokens.span(equal).end };
        match tokens.kind(index) {
            kind @ (TokenKind::True | TokenKind::False | TokenKind::None) if index + 1 == equal => {
                let name = match kind {
                    TokenKind::True => "True",
                    TokenKind::False => "False",
                    _ => "None",
                };
                Problem::new(format!("cannot assign to {name}"), range)
            }
            TokenKind::Star => {
                let end = tokens.range(index, tokens.operand_end(equal + 1));
                Problem::new("cannot assign to iterable argument unpacking", end)
            }
            TokenKind::DoubleStar => {
                let end = tokens.range(index, tokens.operand_end(equal + 1));
                Problem::new("cannot assign to keyword argument unpacking", end)
            }
            _ => Problem::new("expression cannot contain assignment, perhaps you meant \"==\"?", range),
        }
    }

    /// `after`: what the parser calls the header whose body is missing.
    fn missing_block(&self, after: &str, index: usize) -> Problem {
        let tokens = self.tokens;
        // The header's line is the last one before that ends with a colon.
        let colon = (0..index).rev().find(|&at| {
            tokens.kind(at) == TokenKind::Colon
                && matches!(tokens.kind(at + 1), TokenKind::Newline | TokenKind::EndOfFile)
        });
        let start = colon.map_or(0, |colon| tokens.line_start(colon));
        let line = tokens.text.get(..tokens.span(start).start as usize).unwrap_or_default().matches('\n').count() + 1;
        let what = if after.contains("function") {
            "function definition".to_owned()
        } else if after.contains("class") {
            "class definition".to_owned()
        } else {
            let mut word = after.split('`').nth(1).unwrap_or("with").to_owned();
            if word == "except" && tokens.kind(start + 1) == TokenKind::Star {
                word.push('*');
            }
            format!("'{word}' statement")
        };
        let here = (index..tokens.list.len())
            .find(|&at| !matches!(tokens.kind(at), TokenKind::Newline | TokenKind::Dedent | TokenKind::Indent))
            .unwrap_or(index);
        Problem::indentation(format!("expected an indented block after {what} on line {line}"), tokens.span(here))
    }
}

fn is_string(kind: TokenKind) -> bool {
    matches!(kind, TokenKind::String | TokenKind::FStringStart | TokenKind::FStringEnd)
}

fn ends_atom(kind: TokenKind) -> bool {
    is_close(kind)
        || begins_operand(kind) && !matches!(kind, TokenKind::Lambda | TokenKind::Await | TokenKind::Tilde)
        || kind == TokenKind::FStringEnd
}

/// Statements of Python 2 that are calls now.
fn is_legacy(name: &str) -> bool {
    matches!(name, "print" | "exec")
}
