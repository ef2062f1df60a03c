//! f-strings and t-strings.

use ruff_python_ast as ast;
use ruff_python_ast::{ConversionFlag, InterpolatedStringElement};
use weft_code::{Const, Conversion, Instr, Intrinsic, NO_REG, Reg, Span};

use crate::compiler::Compiler;
use crate::span_of;

/// A string in parts: text, and fields between.
enum Part<'a> {
    Text(String),
    Field(&'a ast::InterpolatedElement),
}

/// Neighbouring texts become one; empty ones vanish.
#[derive(Default)]
struct Parts<'a>(Vec<Part<'a>>);

impl<'a> Parts<'a> {
    fn text(&mut self, text: &str) {
        match self.0.last_mut() {
            _ if text.is_empty() => {}
            Some(Part::Text(before)) => before.push_str(text),
            _ => self.0.push(Part::Text(text.to_owned())),
        }
    }

    fn elements(&mut self, elements: impl IntoIterator<Item = &'a InterpolatedStringElement>) {
        for element in elements {
            match element {
                InterpolatedStringElement::Literal(literal) => self.text(&literal.value),
                InterpolatedStringElement::Interpolation(field) => {
                    // `{x=}`
                    if let Some(debug) = &field.debug_text {
                        self.text(debug.as_str());
                    }
                    self.0.push(Part::Field(field));
                }
            }
        }
    }
}

fn conversion(field: &ast::InterpolatedElement) -> Conversion {
    match field.conversion {
        ConversionFlag::Str => Conversion::Str,
        ConversionFlag::Repr => Conversion::Repr,
        ConversionFlag::Ascii => Conversion::Ascii,
        // `{x=}` alone shows the repr; with a format the value is formatted.
        ConversionFlag::None if field.debug_text.is_some() && field.format_spec.is_none() => Conversion::Repr,
        ConversionFlag::None => Conversion::None,
    }
}

impl<'a> Compiler<'a> {
    pub fn f_string(&mut self, node: &'a ast::ExprFString, dst: Reg) {
        let mut parts = Parts::default();
        for part in &node.value {
            match part {
                ast::FStringPart::Literal(literal) => parts.text(&literal.value),
                ast::FStringPart::FString(string) => parts.elements(&*string.elements),
            }
        }
        self.joined(parts, dst, span_of(node));
    }

    fn joined(&mut self, parts: Parts<'a>, dst: Reg, span: Span) {
        let mark = self.block.mark();
        match parts.0.as_slice() {
            [] => self.load_str(dst, "", span),
            [Part::Text(text)] => self.load_str(dst, text, span),
            [Part::Field(field)] => self.field(field, dst),
            many => {
                let mut base = None;
                for part in many {
                    let reg = self.alloc();
                    base.get_or_insert(reg);
                    match part {
                        Part::Text(text) => self.load_str(reg, text, span),
                        Part::Field(field) => self.field(field, reg),
                    }
                }
                let count = many.len().min(usize::from(u16::MAX)) as u16;
                self.emit(Instr::BuildString { dst, base: base.unwrap_or(dst), count }, span);
            }
        }
        self.block.release(mark);
    }

    fn field(&mut self, field: &'a ast::InterpolatedElement, dst: Reg) {
        let mark = self.block.mark();
        let src = self.expr_any(&field.expression);
        let spec = match &field.format_spec {
            Some(spec) => self.format_spec(spec),
            None => NO_REG,
        };
        self.emit(Instr::Format { conversion: conversion(field), dst, src, spec }, span_of(field));
        self.block.release(mark);
    }

    fn format_spec(&mut self, spec: &'a ast::InterpolatedStringFormatSpec) -> Reg {
        let reg = self.alloc();
        let mut parts = Parts::default();
        parts.elements(&*spec.elements);
        self.joined(parts, reg, span_of(spec));
        reg
    }

    /// A template string: the texts (one more than there are fields) and the fields.
    pub fn t_string(&mut self, node: &'a ast::ExprTString, dst: Reg) {
        let span = span_of(node);
        let mut texts = vec![String::new()];
        let mut fields = Vec::new();
        for element in node.value.elements() {
            match element {
                InterpolatedStringElement::Literal(literal) => {
                    if let Some(text) = texts.last_mut() {
                        text.push_str(&literal.value);
                    }
                }
                InterpolatedStringElement::Interpolation(field) => {
                    if let (Some(text), Some(debug)) = (texts.last_mut(), &field.debug_text) {
                        text.push_str(debug.as_str());
                    }
                    fields.push(field);
                    texts.push(String::new());
                }
            }
        }
        let mark = self.block.mark();
        let base = self.block.alloc_many(2);
        self.load_const(base, Const::Tuple(texts.into_iter().map(Const::Str).collect()), span);
        let inner = self.block.mark();
        let first = self.window(&[]);
        for field in &fields {
            self.interpolation(field);
        }
        let count = fields.len().min(usize::from(u16::MAX)) as u16;
        self.emit(Instr::BuildTuple { dst: base + 1, base: first, count }, span);
        self.block.release(inner);
        self.emit(Instr::Intrinsic { which: Intrinsic::Template, base, count: 2 }, span);
        self.move_to(dst, base, span);
        self.block.release(mark);
    }

    /// One interpolation into a new temporary.
    fn interpolation(&mut self, field: &'a ast::InterpolatedElement) {
        let span = span_of(field);
        let base = self.alloc();
        let mark = self.block.mark();
        let text = self.alloc();
        let conversion_reg = self.alloc();
        self.expr_to(&field.expression, base);
        let range = span_of(&*field.expression);
        let source = self.source.text.get(range.start as usize..range.end as usize).unwrap_or_default().to_owned();
        self.load_str(text, &source, span);
        match conversion(field) {
            Conversion::None => self.load_none(conversion_reg, span),
            Conversion::Str => self.load_str(conversion_reg, "s", span),
            Conversion::Repr => self.load_str(conversion_reg, "r", span),
            Conversion::Ascii => self.load_str(conversion_reg, "a", span),
        }
        match &field.format_spec {
            Some(spec) => {
                self.format_spec(spec);
            }
            None => {
                let spec = self.alloc();
                self.load_str(spec, "", span);
            }
        }
        self.emit(Instr::Intrinsic { which: Intrinsic::Interpolation, base, count: 4 }, span);
        self.block.release(mark);
    }
}
