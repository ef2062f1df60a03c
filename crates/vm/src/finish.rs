//! Going on with an instruction whose Python call has come back.
//!
//! An instruction that needs a Python call (a user's `__add__`, `__bool__`, `__next__` …) pushes the
//! callee's frame and says by a [`Phase`] what the value will be. When it returns, the caller's current
//! instruction (the one before its program counter) is looked at again and finished here.

use weft_code::{BinaryOp, CompareOp, Instr, UnaryOp};

use crate::{
    frame::Phase,
    names,
    natives::Signal,
    operators::{comparison_names, operator_names},
    value::Value,
    vm::Vm,
};

impl Vm {
    /// The innermost frame's current instruction.
    pub(crate) fn current_instr(&self) -> Instr {
        match self.thread.frames.last() {
            Some(f) => {
                let code = &self.codes[f.code as usize].code;
                code.instrs.get((f.pc as usize).wrapping_sub(1)).copied().unwrap_or(Instr::Nop)
            }
            None => Instr::Nop,
        }
    }

    fn jump_by(&mut self, offset: i32) {
        if let Some(frame) = self.thread.frames.last_mut() {
            frame.pc = (frame.pc as i32 + offset) as u32;
        }
    }

    /// Finish the current instruction with a value; may raise or ask for another call.
    pub(crate) fn finish(&mut self, phase: Phase, value: Value) -> Result<(), Signal> {
        let instr = self.current_instr();
        match phase {
            Phase::Operator => {
                if matches!(value, Value::NotImplemented) {
                    return self.try_other_operand(instr);
                }
                self.outcome(instr, value)
            }
            Phase::Outcome => self.outcome(instr, value),
            Phase::Truth => {
                let Value::Bool(truth) = value else {
                    let name = self.type_name(value);
                    return Err(self.type_error(&format!("__bool__ should return bool, returned {name}")));
                };
                self.decide(instr, truth);
                Ok(())
            }
            Phase::Length => {
                let truth = self.truth_of_length(value)?;
                self.decide(instr, truth);
                Ok(())
            }
            Phase::Contains => {
                let truth = self.truth(value)?;
                self.decide(instr, truth);
                Ok(())
            }
            Phase::Next => {
                if let Instr::ForLoop { dst, offset, .. } = instr {
                    self.set_register(dst, value);
                    self.jump_by(offset as i32);
                } else if let Some(dst) = result_register(instr) {
                    self.set_register(dst, value);
                }
                Ok(())
            }
            Phase::Iter => {
                let class = self.class_of(value);
                let awaits = matches!(instr, Instr::GetAwaitable { .. });
                if awaits && self.is_awaited_as_it_is(value) {
                    return Err(self.type_error("__await__() returned a coroutine"));
                }
                if self.lookup(class, names::__next__).is_none() {
                    let name = self.type_name(value);
                    let who = if awaits { "__await__()" } else { "iter()" };
                    return Err(self.type_error(&format!("{who} returned non-iterator of type '{name}'")));
                }
                if let Some(dst) = result_register(instr) {
                    self.set_register(dst, value);
                }
                Ok(())
            }
            Phase::Delegate | Phase::DelegateThrow => self.delegate_yielded(value),
            Phase::GetAttribute | Phase::Method => {
                match instr {
                    Instr::LoadMethod { base, .. } => {
                        self.set_register(base, value);
                        self.set_register(base + 1, Value::Unbound);
                    }
                    _ => {
                        if let Some(dst) = result_register(instr) {
                            self.set_register(dst, value);
                        }
                    }
                }
                Ok(())
            }
            Phase::Format | Phase::Conversion => {
                if let Some(dst) = result_register(instr) {
                    self.set_register(dst, value);
                }
                Ok(())
            }
        }
    }

    /// The instruction's value is known; jumps want its truth.
    fn outcome(&mut self, instr: Instr, value: Value) -> Result<(), Signal> {
        match instr {
            Instr::JumpIfCompare { .. }
            | Instr::JumpUnlessCompare { .. }
            | Instr::JumpIfCompareInt { .. }
            | Instr::JumpUnlessCompareInt { .. } => {
                let truth = self.truth(value)?;
                self.decide(instr, truth);
            }
            Instr::Unpack { base, count, .. } => self.store_unpacked(value, base, count as usize, None)?,
            Instr::UnpackStar { base, before, after, .. } => {
                self.store_unpacked(value, base, before as usize, Some(after as usize))?;
            }
            _ => {
                if let Some(dst) = result_register(instr) {
                    self.set_register(dst, value);
                }
            }
        }
        Ok(())
    }

    fn store_unpacked(&mut self, value: Value, base: u16, count: usize, after: Option<usize>) -> Result<(), Signal> {
        let items = self.heap.as_sequence(value).map(<[Value]>::to_vec).unwrap_or_default();
        let items = self.arrange_unpacked(items, count, after)?;
        for (i, item) in items.into_iter().enumerate() {
            self.set_register(base + i as u16, item);
        }
        Ok(())
    }

    /// A truth has been found for an instruction that wants one.
    fn decide(&mut self, instr: Instr, truth: bool) {
        match instr {
            Instr::JumpIfTrue { offset, .. } if truth => self.jump_by(offset),
            Instr::JumpIfFalse { offset, .. } if !truth => self.jump_by(offset),
            Instr::JumpIfCompare { offset, .. } | Instr::JumpIfCompareInt { offset, .. } if truth => {
                self.jump_by(offset as i32);
            }
            Instr::JumpUnlessCompare { offset, .. } | Instr::JumpUnlessCompareInt { offset, .. } if !truth => {
                self.jump_by(offset as i32);
            }
            Instr::Unary { op: UnaryOp::Not, dst, .. } => self.set_register(dst, Value::Bool(!truth)),
            Instr::NotContains { dst, .. } => self.set_register(dst, Value::Bool(!truth)),
            Instr::JumpIfTrue { .. }
            | Instr::JumpIfFalse { .. }
            | Instr::JumpIfCompare { .. }
            | Instr::JumpIfCompareInt { .. }
            | Instr::JumpUnlessCompare { .. }
            | Instr::JumpUnlessCompareInt { .. } => {}
            _ => {
                if let Some(dst) = result_register(instr) {
                    self.set_register(dst, Value::Bool(truth));
                }
            }
        }
    }

    /// What `__len__` returned, as a truth.
    fn truth_of_length(&mut self, value: Value) -> Result<bool, Signal> {
        match value {
            Value::Bool(b) => Ok(b),
            Value::Int(i) if i >= 0 => Ok(i != 0),
            Value::Int(_) => Err(self.value_error("__len__() should return >= 0")),
            _ => {
                let name = self.type_name(value);
                Err(self.type_error(&format!("'{name}' object cannot be interpreted as an integer")))
            }
        }
    }

    /// The left side's method returned NotImplemented.
    fn try_other_operand(&mut self, instr: Instr) -> Result<(), Signal> {
        let r = |vm: &Vm, reg: u16| vm.register_value(reg);
        let binary = |op: BinaryOp| operator_names(op);
        let (a, b, names, symbol, comparison) = match instr {
            Instr::Add { a, b, .. } => (r(self, a), r(self, b), binary(BinaryOp::Add), "", None),
            Instr::Sub { a, b, .. } => (r(self, a), r(self, b), binary(BinaryOp::Sub), "", None),
            Instr::Mul { a, b, .. } => (r(self, a), r(self, b), binary(BinaryOp::Mul), "", None),
            Instr::Binary { op, a, b, .. } => (r(self, a), r(self, b), binary(op), "", None),
            Instr::BinaryInt { op, a, value, .. } => (r(self, a), Value::Int(value as i64), binary(op), "", None),
            Instr::Compare { op, a, b, .. }
            | Instr::JumpIfCompare { op, a, b, .. }
            | Instr::JumpUnlessCompare { op, a, b, .. } => {
                (r(self, a), r(self, b), binary(BinaryOp::Add), comparison_names(op).2, Some(op))
            }
            Instr::JumpIfCompareInt { op, a, value, .. } | Instr::JumpUnlessCompareInt { op, a, value, .. } => {
                (r(self, a), Value::Int(value as i64), binary(BinaryOp::Add), comparison_names(op).2, Some(op))
            }
            _ => return Ok(()),
        };
        let asked = match comparison {
            Some(op) => {
                let (_, reflected, _): (_, _, &str) = comparison_names(op);
                let symbol = self.str(symbol);
                let equality = Value::Bool(matches!(op, CompareOp::Eq | CompareOp::Ne));
                let args = vec![a, b, Value::Ref(reflected), symbol, equality];
                self.call_prelude("_compare_reflected", args)
            }
            None => {
                let symbol = self.str(names.symbol);
                self.call_prelude("_binary_reflected", vec![a, b, Value::Ref(names.reflected), symbol])
            }
        };
        self.pending.phase = Some(Phase::Outcome);
        asked.map(drop)
    }
}

/// Where an instruction puts its value.
pub(crate) fn result_register(instr: Instr) -> Option<u16> {
    use Instr::*;
    Some(match instr {
        Move { dst, .. }
        | LoadConst { dst, .. }
        | LoadInt { dst, .. }
        | LoadGlobal { dst, .. }
        | LoadName { dst, .. }
        | LoadCell { dst, .. }
        | LoadNameOrCell { dst, .. }
        | LoadAttr { dst, .. }
        | LoadItem { dst, .. }
        | Add { dst, .. }
        | Sub { dst, .. }
        | Mul { dst, .. }
        | Binary { dst, .. }
        | InPlace { dst, .. }
        | BinaryInt { dst, .. }
        | InPlaceInt { dst, .. }
        | Unary { dst, .. }
        | Compare { dst, .. }
        | Is { dst, .. }
        | IsNot { dst, .. }
        | Contains { dst, .. }
        | NotContains { dst, .. }
        | GetIter { dst, .. }
        | BuildTuple { dst, .. }
        | BuildList { dst, .. }
        | BuildSet { dst, .. }
        | BuildDict { dst, .. }
        | BuildString { dst, .. }
        | BuildSlice { dst, .. }
        | ListToTuple { dst, .. }
        | Format { dst, .. }
        | MakeFunction { dst, .. }
        | LoadBuildClass { dst }
        | ImportFrom { dst, .. }
        | MatchException { dst, .. }
        | GetYieldFromIter { dst, .. }
        | GetAwaitable { dst, .. }
        | YieldFrom { dst, .. }
        | GetAsyncIter { dst, .. }
        | GetAsyncNext { dst, .. } => dst,
        LoadMethod { base, .. }
        | Call { base, .. }
        | CallMethod { base, .. }
        | CallKeywords { base, .. }
        | CallMethodKeywords { base, .. }
        | CallUnpacked { base }
        | ImportName { base, .. }
        | Intrinsic { base, .. } => base,
        _ => return None,
    })
}
