//! `match` statements.
//!
//! A pattern jumps to a label where it fails. What it captures waits in temporaries until the whole
//! pattern has matched, since a failed pattern must not bind anything.

use ruff_python_ast as ast;
use ruff_python_ast::{Expr, Pattern, Singleton};
use weft_code::{CompareOp, Const, Instr, Intrinsic, Reg, Span};

use crate::block::Label;
use crate::compiler::Compiler;
use crate::constants::fold;
use crate::span_of;

/// The captured names of a pattern and the temporaries that hold them.
#[derive(Default)]
struct Captures<'a>(Vec<(&'a ast::Identifier, Reg)>);

impl<'a> Captures<'a> {
    fn register(&self, name: &str) -> Option<Reg> {
        self.0.iter().find(|(known, _)| known.as_str() == name).map(|&(_, reg)| reg)
    }
}

impl<'a> Compiler<'a> {
    pub fn match_stmt(&mut self, node: &'a ast::StmtMatch) {
        let mark = self.block.mark();
        let subject = self.expr_temp(&node.subject);
        let end = self.block.label();
        let last = node.cases.len().saturating_sub(1);
        for (index, case) in node.cases.iter().enumerate() {
            let inner = self.block.mark();
            let next = self.block.label();
            let span = span_of(&case.pattern);
            let mut captures = Captures::default();
            self.allocate_captures(&case.pattern, &mut captures);
            self.pattern(&case.pattern, subject, next, &captures);
            for &(name, reg) in &captures.0 {
                self.store_name(name, reg, span_of(name));
            }
            if let Some(guard) = &case.guard {
                self.jump_if(guard, false, next);
            }
            self.block.release(inner);
            self.body(&case.body);
            if index < last {
                self.block.jump(Instr::Jump { offset: 0 }, end, span);
            }
            self.block.place(next);
        }
        self.block.place(end);
        self.block.release(mark);
    }

    /// A temporary for each name; alternatives bind the same names, which share theirs.
    fn allocate_captures(&mut self, pattern: &'a Pattern, captures: &mut Captures<'a>) {
        let name = match pattern {
            Pattern::MatchValue(_) | Pattern::MatchSingleton(_) => None,
            Pattern::MatchSequence(node) => {
                for inner in &node.patterns {
                    self.allocate_captures(inner, captures);
                }
                None
            }
            Pattern::MatchMapping(node) => {
                for inner in &node.patterns {
                    self.allocate_captures(inner, captures);
                }
                node.rest.as_ref()
            }
            Pattern::MatchClass(node) => {
                for inner in &node.arguments.patterns {
                    self.allocate_captures(inner, captures);
                }
                for keyword in &node.arguments.keywords {
                    self.allocate_captures(&keyword.pattern, captures);
                }
                None
            }
            Pattern::MatchStar(node) => node.name.as_ref(),
            Pattern::MatchAs(node) => {
                if let Some(inner) = &node.pattern {
                    self.allocate_captures(inner, captures);
                }
                node.name.as_ref()
            }
            Pattern::MatchOr(node) => {
                for inner in &node.patterns {
                    self.allocate_captures(inner, captures);
                }
                None
            }
        };
        if let Some(name) = name
            && captures.register(name).is_none()
        {
            let reg = self.alloc();
            captures.0.push((name, reg));
        }
    }

    fn capture(&mut self, name: &ast::Identifier, value: Reg, captures: &Captures<'a>) {
        if let Some(reg) = captures.register(name) {
            self.move_to(reg, value, span_of(name));
        }
    }

    /// Goes on if `subject` matches, jumps to `fail` if not.
    fn pattern(&mut self, pattern: &'a Pattern, subject: Reg, fail: Label, captures: &Captures<'a>) {
        let span = span_of(pattern);
        let mark = self.block.mark();
        match pattern {
            Pattern::MatchValue(node) => {
                let b = self.expr_any(&node.value);
                let instr = Instr::JumpUnlessCompare { op: CompareOp::Eq, a: subject, b, offset: 0 };
                self.block.jump(instr, fail, span);
            }
            Pattern::MatchSingleton(node) => self.singleton_pattern(node.value, subject, fail, span),
            Pattern::MatchSequence(node) => self.sequence_pattern(&node.patterns, subject, fail, captures, span),
            Pattern::MatchMapping(node) => self.mapping_pattern(node, subject, fail, captures),
            Pattern::MatchClass(node) => self.class_pattern(node, subject, fail, captures),
            Pattern::MatchStar(node) => {
                if let Some(name) = &node.name {
                    self.capture(name, subject, captures);
                }
            }
            Pattern::MatchAs(node) => {
                if let Some(inner) = &node.pattern {
                    self.pattern(inner, subject, fail, captures);
                }
                if let Some(name) = &node.name {
                    self.capture(name, subject, captures);
                }
            }
            Pattern::MatchOr(node) => self.or_pattern(node, subject, fail, captures),
        }
        self.block.release(mark);
    }

    fn singleton_pattern(&mut self, value: Singleton, subject: Reg, fail: Label, span: Span) {
        let value = match value {
            Singleton::None => {
                self.block.jump(Instr::JumpIfNotNone { cond: subject, offset: 0 }, fail, span);
                return;
            }
            Singleton::True => Const::Bool(true),
            Singleton::False => Const::Bool(false),
        };
        let b = self.alloc();
        self.load_const(b, value, span);
        self.emit(Instr::Is { dst: b, a: subject, b }, span);
        self.jump_on(b, false, fail, span);
    }

    fn or_pattern(&mut self, node: &'a ast::PatternMatchOr, subject: Reg, fail: Label, captures: &Captures<'a>) {
        let Some((last, first)) = node.patterns.split_last() else { return };
        let matched = self.block.label();
        for alternative in first {
            let next = self.block.label();
            self.pattern(alternative, subject, next, captures);
            self.block.jump(Instr::Jump { offset: 0 }, matched, span_of(alternative));
            self.block.place(next);
        }
        self.pattern(last, subject, fail, captures);
        self.block.place(matched);
    }

    /// Applies an intrinsic to copies of `arguments`; the result's register, a new temporary.
    fn intrinsic(&mut self, which: Intrinsic, arguments: &[Reg], span: Span) -> Reg {
        let base = self.block.alloc_many(arguments.len().max(1));
        for (index, &src) in arguments.iter().enumerate() {
            self.move_to(base + index as Reg, src, span);
        }
        self.emit(Instr::Intrinsic { which, base, count: arguments.len() as u16 }, span);
        base
    }

    /// Fails unless the length of `subject` is `count` (or at least that).
    fn check_length(&mut self, subject: Reg, count: usize, at_least: bool, fail: Label, span: Span) {
        let mark = self.block.mark();
        let a = self.intrinsic(Intrinsic::Length, &[subject], span);
        let op = if at_least { CompareOp::Ge } else { CompareOp::Eq };
        match i16::try_from(count) {
            Ok(value) => self.block.jump(Instr::JumpUnlessCompareInt { op, a, value, offset: 0 }, fail, span),
            Err(_) => {
                let b = self.alloc();
                self.load_const(b, Const::Int(count as i64), span);
                self.block.jump(Instr::JumpUnlessCompare { op, a, b, offset: 0 }, fail, span);
            }
        }
        self.block.release(mark);
    }

    fn sequence_pattern(
        &mut self,
        patterns: &'a [Pattern],
        subject: Reg,
        fail: Label,
        captures: &Captures<'a>,
        span: Span,
    ) {
        let is_sequence = self.intrinsic(Intrinsic::MatchSequence, &[subject], span);
        self.jump_on(is_sequence, false, fail, span);
        let star = patterns.iter().position(|pattern| matches!(pattern, Pattern::MatchStar(_)));
        match star {
            None => self.check_length(subject, patterns.len(), false, fail, span),
            Some(_) if patterns.len() > 1 => self.check_length(subject, patterns.len() - 1, true, fail, span),
            Some(_) => {}
        }
        // `[*_]`, `[_, _]`: nothing is looked at.
        if patterns.iter().all(is_ignored) {
            return;
        }
        let base = self.block.alloc_many(patterns.len());
        match star {
            None => match u16::try_from(patterns.len()) {
                Ok(count) => self.emit(Instr::Unpack { base, src: subject, count }, span),
                Err(_) => self.block.set_overflow("too many patterns"),
            },
            Some(star) => match (u16::try_from(star), u8::try_from(patterns.len() - star - 1)) {
                (Ok(before), Ok(after)) => self.emit(Instr::UnpackStar { after, base, src: subject, before }, span),
                _ => self.block.set_overflow("too many expressions in star-unpacking sequence pattern"),
            },
        }
        self.sub_patterns(patterns, base, fail, captures);
    }

    fn sub_patterns(&mut self, patterns: &'a [Pattern], base: Reg, fail: Label, captures: &Captures<'a>) {
        for (index, pattern) in patterns.iter().enumerate() {
            self.pattern(pattern, base + index as Reg, fail, captures);
        }
    }

    fn mapping_pattern(
        &mut self,
        node: &'a ast::PatternMatchMapping,
        subject: Reg,
        fail: Label,
        captures: &Captures<'a>,
    ) {
        let span = span_of(node);
        let is_mapping = self.intrinsic(Intrinsic::MatchMapping, &[subject], span);
        self.jump_on(is_mapping, false, fail, span);
        if !node.keys.is_empty() {
            self.check_length(subject, node.keys.len(), true, fail, span);
        }
        let keys = self.alloc();
        self.pattern_keys(&node.keys, keys, span);
        if !node.keys.is_empty() {
            let values = self.intrinsic(Intrinsic::MatchKeys, &[subject, keys], span);
            self.block.jump(Instr::JumpIfNone { cond: values, offset: 0 }, fail, span);
            let base = self.block.alloc_many(node.patterns.len());
            let count = u16::try_from(node.patterns.len()).unwrap_or(u16::MAX);
            self.emit(Instr::Unpack { base, src: values, count }, span);
            self.sub_patterns(&node.patterns, base, fail, captures);
        }
        if let Some(rest) = &node.rest {
            let dict = self.intrinsic(Intrinsic::MatchRest, &[subject, keys], span);
            self.capture(rest, dict, captures);
        }
    }

    fn pattern_keys(&mut self, keys: &'a [Expr], dst: Reg, span: Span) {
        if let Some(values) = keys.iter().map(fold).collect::<Option<Vec<Const>>>() {
            self.load_const(dst, Const::Tuple(values), span);
            return;
        }
        let mark = self.block.mark();
        let base = self.window(keys);
        let count = u16::try_from(keys.len()).unwrap_or(u16::MAX);
        self.emit(Instr::BuildTuple { dst, base, count }, span);
        self.block.release(mark);
    }

    fn class_pattern(&mut self, node: &'a ast::PatternMatchClass, subject: Reg, fail: Label, captures: &Captures<'a>) {
        let span = span_of(node);
        let positional = &node.arguments.patterns;
        let keywords = &node.arguments.keywords;
        let base = self.block.alloc_many(4);
        self.move_to(base, subject, span);
        self.expr_to(&node.cls, base + 1);
        self.load_const(base + 2, Const::Int(positional.len() as i64), span);
        let names = keywords.iter().map(|keyword| Const::Str(self.mangled(&keyword.attr))).collect();
        self.load_const(base + 3, Const::Tuple(names), span);
        self.emit(Instr::Intrinsic { which: Intrinsic::MatchClass, base, count: 4 }, span);
        self.block.jump(Instr::JumpIfNone { cond: base, offset: 0 }, fail, span);
        let total = positional.len() + keywords.len();
        if total == 0 {
            return;
        }
        let values = self.block.alloc_many(total);
        let count = u16::try_from(total).unwrap_or(u16::MAX);
        self.emit(Instr::Unpack { base: values, src: base, count }, span);
        self.sub_patterns(positional, values, fail, captures);
        for (index, keyword) in keywords.iter().enumerate() {
            let value = values + (positional.len() + index) as Reg;
            self.pattern(&keyword.pattern, value, fail, captures);
        }
    }
}

/// `_` or `*_`.
fn is_ignored(pattern: &Pattern) -> bool {
    match pattern {
        Pattern::MatchAs(node) => node.pattern.is_none() && node.name.is_none(),
        Pattern::MatchStar(node) => node.name.is_none(),
        _ => false,
    }
}
