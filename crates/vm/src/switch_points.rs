//! Where the GIL may change hands.

use weft_code::Instr;

use crate::{object::Payload, types, value::Value, vm::Vm};

/// Where the GIL may change hands once a thread's time is up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SwitchPoints {
    /// Between any two instructions.
    Anywhere,
    /// Before a backward jump or a call, as CPython checks since 3.10.
    LoopsAndCalls,
    /// As `LoopsAndCalls`, but not before calls of the built-in functions that CPython specialises
    /// (3.11 and later).
    LoopsAndSlowCalls,
}

impl Vm {
    /// May the slice end before this instruction?
    pub(crate) fn may_stop_before(&self, instr: Instr, regs: *const Value, points: SwitchPoints) -> bool {
        if points == SwitchPoints::Anywhere {
            return true;
        }
        let callee = match instr {
            Instr::Jump { offset } => return offset < 0,
            Instr::JumpIfTrue { offset, .. }
            | Instr::JumpIfFalse { offset, .. }
            | Instr::JumpIfNone { offset, .. }
            | Instr::JumpIfNotNone { offset, .. } => return offset < 0,
            Instr::JumpIfCompare { offset, .. }
            | Instr::JumpUnlessCompare { offset, .. }
            | Instr::JumpIfCompareInt { offset, .. }
            | Instr::JumpUnlessCompareInt { offset, .. }
            | Instr::ForLoop { offset, .. } => return offset < 0,
            Instr::Call { base, .. }
            | Instr::CallMethod { base, .. }
            | Instr::CallKeywords { base, .. }
            | Instr::CallMethodKeywords { base, .. }
            | Instr::CallUnpacked { base } => base,
            _ => return false,
        };
        if points == SwitchPoints::LoopsAndCalls {
            return true;
        }
        // SAFETY: `callee` is a register of the frame that `regs` points to.
        let callee = unsafe { *regs.add(callee as usize) };
        !self.is_fast_builtin(callee)
    }

    /// Does CPython 3.11 call it without looking whether somebody wants the GIL?
    fn is_fast_builtin(&self, callee: Value) -> bool {
        let Value::Ref(r) = callee else { return false };
        match self.heap.payload(r) {
            Payload::Native(n) => {
                let def = &self.natives.entries[*n as usize].def;
                def.owner == "builtins" && matches!(def.name, "len" | "isinstance")
                    || def.owner == "list" && def.name == "append"
            }
            Payload::Type(_) => r == types::TYPE,
            _ => false,
        }
    }
}
