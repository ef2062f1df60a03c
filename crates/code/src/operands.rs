//! What an instruction refers to: registers, constants, names, jump targets.
//!
//! One table for everything that has to look at code without running it: the verifier, the
//! compiler's jump relaxation, tools that show which variables an instruction touches.

use crate::{Instr, NO_REG, Reg};

/// `count` registers from `first` on that an instruction reads or writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Window {
    pub first: Reg,
    pub count: u32,
    pub access: Access,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    Read,
    Write,
}

fn read(first: Reg, count: u32) -> Window {
    Window { first, count, access: Access::Read }
}

fn write(first: Reg, count: u32) -> Window {
    Window { first, count, access: Access::Write }
}

impl Instr {
    /// Calls `visit` for each window of registers, reads first. `NO_REG` operands that may be left
    /// out are skipped.
    pub fn windows(&self, visit: &mut dyn FnMut(Window)) {
        let optional = |reg: Reg, visit: &mut dyn FnMut(Window)| {
            if reg != NO_REG {
                visit(read(reg, 1));
            }
        };
        match *self {
            Instr::Nop
            | Instr::DeleteGlobal { .. }
            | Instr::DeleteName { .. }
            | Instr::ReturnNone
            | Instr::Jump { .. } => {}
            Instr::Move { dst, src }
            | Instr::Unary { dst, src, .. }
            | Instr::GetIter { dst, src }
            | Instr::ListToTuple { dst, src }
            | Instr::Yield { dst, src }
            | Instr::GetYieldFromIter { dst, src }
            | Instr::GetAwaitable { dst, src }
            | Instr::GetAsyncIter { dst, src } => {
                visit(read(src, 1));
                visit(write(dst, 1));
            }
            Instr::LoadConst { dst, .. }
            | Instr::LoadInt { dst, .. }
            | Instr::LoadGlobal { dst, .. }
            | Instr::LoadName { dst, .. }
            | Instr::LoadBuildClass { dst } => visit(write(dst, 1)),
            Instr::CheckBound { local } => visit(read(local, 1)),
            Instr::Unbind { local } => visit(write(local, 1)),
            Instr::StoreGlobal { src, .. } | Instr::StoreName { src, .. } => visit(read(src, 1)),
            Instr::LoadCell { dst, cell } | Instr::LoadNameOrCell { dst, cell, .. } => {
                visit(read(cell, 1));
                visit(write(dst, 1));
            }
            Instr::StoreCell { cell, src } => {
                visit(read(src, 1));
                visit(read(cell, 1));
            }
            Instr::DeleteCell { cell } => visit(read(cell, 1)),
            Instr::MakeCell { cell } => visit(write(cell, 1)),
            Instr::LoadAttr { dst, object, .. } => {
                visit(read(object, 1));
                visit(write(dst, 1));
            }
            Instr::StoreAttr { object, src, .. } => {
                visit(read(object, 1));
                visit(read(src, 1));
            }
            Instr::DeleteAttr { object, .. } => visit(read(object, 1)),
            Instr::LoadItem { dst, object, index } => {
                visit(read(object, 1));
                visit(read(index, 1));
                visit(write(dst, 1));
            }
            Instr::StoreItem { object, index, src } => {
                visit(read(object, 1));
                visit(read(index, 1));
                visit(read(src, 1));
            }
            Instr::DeleteItem { object, index } => {
                visit(read(object, 1));
                visit(read(index, 1));
            }
            Instr::LoadMethod { base, object, .. } | Instr::LoadSpecial { base, object, .. } => {
                visit(read(object, 1));
                visit(write(base, 2));
            }
            Instr::Call { base, argc } | Instr::CallKeywords { base, argc, .. } => {
                visit(read(base, 1 + u32::from(argc)));
                visit(write(base, 1));
            }
            Instr::CallMethod { base, argc } | Instr::CallMethodKeywords { base, argc, .. } => {
                visit(read(base, 2 + u32::from(argc)));
                visit(write(base, 1));
            }
            Instr::CallUnpacked { base } | Instr::BuildSlice { dst: _, base } => {
                visit(read(base, 3));
                let dst = if let Instr::BuildSlice { dst, .. } = *self { dst } else { base };
                visit(write(dst, 1));
            }
            Instr::Return { src } | Instr::ImportStar { src } => visit(read(src, 1)),
            Instr::Add { dst, a, b }
            | Instr::Sub { dst, a, b }
            | Instr::Mul { dst, a, b }
            | Instr::Binary { dst, a, b, .. }
            | Instr::InPlace { dst, a, b, .. }
            | Instr::Compare { dst, a, b, .. }
            | Instr::Is { dst, a, b }
            | Instr::IsNot { dst, a, b }
            | Instr::Contains { dst, item: a, container: b }
            | Instr::NotContains { dst, item: a, container: b } => {
                visit(read(a, 1));
                visit(read(b, 1));
                visit(write(dst, 1));
            }
            Instr::BinaryInt { dst, a, .. } | Instr::InPlaceInt { dst, a, .. } => {
                visit(read(a, 1));
                visit(write(dst, 1));
            }
            Instr::JumpIfTrue { cond, .. }
            | Instr::JumpIfFalse { cond, .. }
            | Instr::JumpIfNone { cond, .. }
            | Instr::JumpIfNotNone { cond, .. } => visit(read(cond, 1)),
            Instr::JumpIfCompare { a, b, .. } | Instr::JumpUnlessCompare { a, b, .. } => {
                visit(read(a, 1));
                visit(read(b, 1));
            }
            Instr::JumpIfCompareInt { a, .. } | Instr::JumpUnlessCompareInt { a, .. } => visit(read(a, 1)),
            Instr::ForLoop { iter, dst, .. } => {
                visit(read(iter, 1));
                visit(write(dst, 1));
            }
            Instr::BuildTuple { dst, base, count }
            | Instr::BuildList { dst, base, count }
            | Instr::BuildSet { dst, base, count }
            | Instr::BuildString { dst, base, count } => {
                visit(read(base, u32::from(count)));
                visit(write(dst, 1));
            }
            Instr::BuildDict { dst, base, count } => {
                visit(read(base, 2 * u32::from(count)));
                visit(write(dst, 1));
            }
            Instr::ListAppend { list, src } | Instr::ListExtend { list, src } => {
                visit(read(list, 1));
                visit(read(src, 1));
            }
            Instr::SetAdd { set, src } | Instr::SetUpdate { set, src } => {
                visit(read(set, 1));
                visit(read(src, 1));
            }
            Instr::DictInsert { dict, key, value } => {
                visit(read(dict, 1));
                visit(read(key, 1));
                visit(read(value, 1));
            }
            Instr::DictUpdate { dict, src } => {
                visit(read(dict, 1));
                visit(read(src, 1));
            }
            Instr::DictMerge { dict, src, function } => {
                visit(read(dict, 1));
                visit(read(src, 1));
                visit(read(function, 1));
            }
            Instr::Format { dst, src, spec, .. } => {
                visit(read(src, 1));
                optional(spec, visit);
                visit(write(dst, 1));
            }
            Instr::Unpack { base, src, count } => {
                visit(read(src, 1));
                visit(write(base, u32::from(count)));
            }
            Instr::UnpackStar { after, base, src, before } => {
                visit(read(src, 1));
                visit(write(base, u32::from(before) + 1 + u32::from(after)));
            }
            Instr::MakeFunction { flags, dst, base, .. } => {
                visit(read(base, u32::from(flags.count())));
                visit(write(dst, 1));
            }
            Instr::ImportName { base, .. } => {
                visit(read(base, 2));
                visit(write(base, 1));
            }
            Instr::ImportFrom { dst, module, .. } => {
                visit(read(module, 1));
                visit(write(dst, 1));
            }
            Instr::Raise { exc, cause } => {
                optional(exc, visit);
                optional(cause, visit);
            }
            Instr::Reraise { exc } => visit(read(exc, 1)),
            Instr::PushHandled { saved, exc } => {
                visit(read(exc, 1));
                visit(write(saved, 1));
            }
            Instr::PopHandled { saved } => visit(read(saved, 1)),
            Instr::MatchException { dst, exc, types } => {
                visit(read(exc, 1));
                visit(read(types, 1));
                visit(write(dst, 1));
            }
            Instr::ExceptionInfo { base, exc } => {
                visit(read(exc, 1));
                visit(write(base, 3));
            }
            Instr::YieldFrom { dst, iter, sent } => {
                visit(read(iter, 1));
                visit(read(sent, 1));
                visit(write(sent, 1));
                visit(write(dst, 1));
            }
            Instr::GetAsyncNext { dst, iter } => {
                visit(read(iter, 1));
                visit(write(dst, 1));
            }
            Instr::Intrinsic { base, count, .. } => {
                visit(read(base, u32::from(count)));
                visit(write(base, 1));
            }
        }
    }

    /// The index into `Code::consts`, if there is one.
    pub fn const_index(&self) -> Option<u16> {
        match *self {
            Instr::LoadConst { index, .. } => Some(index),
            Instr::CallKeywords { names, .. } | Instr::CallMethodKeywords { names, .. } => Some(names),
            Instr::MakeFunction { code, .. } => Some(code),
            _ => None,
        }
    }

    /// The index into `Code::names`, if there is one.
    pub fn name_index(&self) -> Option<u16> {
        match *self {
            Instr::LoadGlobal { name, .. }
            | Instr::StoreGlobal { name, .. }
            | Instr::DeleteGlobal { name }
            | Instr::LoadName { name, .. }
            | Instr::StoreName { name, .. }
            | Instr::DeleteName { name }
            | Instr::LoadNameOrCell { name, .. }
            | Instr::LoadAttr { name, .. }
            | Instr::StoreAttr { name, .. }
            | Instr::DeleteAttr { name, .. }
            | Instr::LoadMethod { name, .. }
            | Instr::ImportName { name, .. }
            | Instr::ImportFrom { name, .. } => Some(name),
            _ => None,
        }
    }

    /// The jump offset, counted from the instruction after this one.
    pub fn jump(&self) -> Option<i32> {
        match *self {
            Instr::Jump { offset }
            | Instr::JumpIfTrue { offset, .. }
            | Instr::JumpIfFalse { offset, .. }
            | Instr::JumpIfNone { offset, .. }
            | Instr::JumpIfNotNone { offset, .. } => Some(offset),
            Instr::JumpIfCompare { offset, .. }
            | Instr::JumpUnlessCompare { offset, .. }
            | Instr::JumpIfCompareInt { offset, .. }
            | Instr::JumpUnlessCompareInt { offset, .. }
            | Instr::ForLoop { offset, .. } => Some(i32::from(offset)),
            _ => None,
        }
    }

    /// Sets the jump offset. False when this is no jump or the offset does not fit it.
    pub fn set_jump(&mut self, target: i32) -> bool {
        match self {
            Instr::Jump { offset }
            | Instr::JumpIfTrue { offset, .. }
            | Instr::JumpIfFalse { offset, .. }
            | Instr::JumpIfNone { offset, .. }
            | Instr::JumpIfNotNone { offset, .. } => {
                *offset = target;
                true
            }
            Instr::JumpIfCompare { offset, .. }
            | Instr::JumpUnlessCompare { offset, .. }
            | Instr::JumpIfCompareInt { offset, .. }
            | Instr::JumpUnlessCompareInt { offset, .. }
            | Instr::ForLoop { offset, .. } => match i16::try_from(target) {
                Ok(short) => {
                    *offset = short;
                    true
                }
                Err(_) => false,
            },
            _ => false,
        }
    }

    /// Can the instruction after this one come next?
    pub fn falls_through(&self) -> bool {
        !matches!(
            self,
            Instr::Jump { .. } | Instr::Return { .. } | Instr::ReturnNone | Instr::Raise { .. } | Instr::Reraise { .. }
        )
    }
}
