//! Checks that a code object cannot make the VM read outside its registers, tables or instructions.
//!
//! Code that comes from the compiler always passes. Code that comes from outside (a snapshot, another
//! worker) is checked before it runs. What values stand in the registers is the VM's to check.

use std::fmt;

use crate::{Code, Const, Instr, Reg};

/// What is wrong with a code object, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VerifyError {
    /// The qualified name of the code object.
    pub code: String,
    /// The instruction, where the fault is in one.
    pub pc: Option<u32>,
    pub fault: Fault,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// There is not one span an instruction.
    SpanCount,
    /// More locals, parameters or free variables than registers.
    TooFewRegisters,
    /// More parameters than locals.
    TooFewLocals,
    /// A register that is listed as a cell is no local.
    CellRange,
    /// No instructions, or the last one can go on to a next.
    FallsOffTheEnd,
    RegisterRange,
    ConstRange,
    NameRange,
    JumpRange,
    /// `MakeFunction` of something else than code, or keyword names that are no tuple of strings.
    ConstKind,
    /// More keyword names than arguments.
    KeywordCount,
    ExceptionRange,
}

impl fmt::Display for VerifyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let what = match self.fault {
            Fault::SpanCount => "there must be one span an instruction",
            Fault::TooFewRegisters => "the variables need more registers than there are",
            Fault::TooFewLocals => "the parameters need more locals than there are",
            Fault::CellRange => "a cell's register is no local",
            Fault::FallsOffTheEnd => "the code can run past its end",
            Fault::RegisterRange => "a register is out of range",
            Fault::ConstRange => "a constant is out of range",
            Fault::NameRange => "a name is out of range",
            Fault::JumpRange => "a jump leads out of the code",
            Fault::ConstKind => "a constant has the wrong kind",
            Fault::KeywordCount => "there are more keyword names than arguments",
            Fault::ExceptionRange => "an exception range is out of range",
        };
        write!(f, "{}: {what}", self.code)?;
        if let Some(pc) = self.pc {
            write!(f, " (instruction {pc})")?;
        }
        Ok(())
    }
}

impl std::error::Error for VerifyError {}

/// Checks `code` and all code among its constants.
///
/// # Errors
/// The first fault found, outer code before inner code.
pub fn verify(code: &Code) -> Result<(), VerifyError> {
    let mut queue: Vec<&Code> = vec![code];
    while let Some(code) = queue.pop() {
        verify_one(code)?;
        // Tuples nest as well, so this is a work list too.
        let mut consts: Vec<&Const> = code.consts.iter().collect();
        while let Some(constant) = consts.pop() {
            match constant {
                Const::Code(inner) => queue.push(inner),
                Const::Tuple(items) | Const::FrozenSet(items) => consts.extend(items),
                _ => {}
            }
        }
    }
    Ok(())
}

fn verify_one(code: &Code) -> Result<(), VerifyError> {
    let error =
        |pc: Option<usize>, fault| VerifyError { code: code.qualname.clone(), pc: pc.map(|pc| pc as u32), fault };
    let registers = usize::from(code.registers);
    if code.spans.len() != code.instrs.len() {
        return Err(error(None, Fault::SpanCount));
    }
    if code.locals.len() + code.free.len() > registers {
        return Err(error(None, Fault::TooFewRegisters));
    }
    if code.parameters.count() > code.locals.len() {
        return Err(error(None, Fault::TooFewLocals));
    }
    if code.cells.iter().any(|&cell| usize::from(cell) >= code.locals.len()) {
        return Err(error(None, Fault::CellRange));
    }
    if code.instrs.last().is_none_or(Instr::falls_through) {
        return Err(error(code.instrs.len().checked_sub(1), Fault::FallsOffTheEnd));
    }
    for (pc, instr) in code.instrs.iter().enumerate() {
        verify_instr(code, pc, instr).map_err(|fault| error(Some(pc), fault))?;
    }
    let length = code.instrs.len() as u32;
    for range in &code.exceptions {
        let fits = range.start <= range.end && range.end <= length && range.target < length;
        if !fits || usize::from(range.register) >= registers {
            return Err(error(Some(range.start as usize), Fault::ExceptionRange));
        }
    }
    Ok(())
}

fn verify_instr(code: &Code, pc: usize, instr: &Instr) -> Result<(), Fault> {
    let registers = u32::from(code.registers);
    let mut inside = true;
    instr.windows(&mut |window| {
        // An empty window may stand right behind the last register.
        let end = u32::from(window.first) + window.count;
        inside &= end <= registers;
    });
    if !inside {
        return Err(Fault::RegisterRange);
    }
    if instr.name_index().is_some_and(|name| usize::from(name) >= code.names.len()) {
        return Err(Fault::NameRange);
    }
    if let Some(offset) = instr.jump() {
        let target = pc as i64 + 1 + i64::from(offset);
        if target < 0 || target >= code.instrs.len() as i64 {
            return Err(Fault::JumpRange);
        }
    }
    if let Some(index) = instr.const_index() {
        let constant = code.consts.get(usize::from(index)).ok_or(Fault::ConstRange)?;
        match *instr {
            Instr::MakeFunction { .. } if !matches!(constant, Const::Code(_)) => return Err(Fault::ConstKind),
            Instr::CallKeywords { argc, .. } | Instr::CallMethodKeywords { argc, .. } => match constant {
                Const::Tuple(names) if names.iter().all(|name| matches!(name, Const::Str(_))) => {
                    if names.len() > usize::from(argc) {
                        return Err(Fault::KeywordCount);
                    }
                }
                _ => return Err(Fault::ConstKind),
            },
            _ => {}
        }
    }
    Ok(())
}

impl Code {
    /// Is `register` one of the captured variables' cells?
    pub fn is_free(&self, register: Reg) -> bool {
        let index = usize::from(register);
        index >= self.free_base() && index < self.free_base() + self.free.len()
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::{CodeFlags, Parameters, Source, Span};

    fn code(instrs: Vec<Instr>) -> Code {
        Code {
            name: "f".into(),
            qualname: "f".into(),
            source: Arc::new(Source::new("x.py", "", true)),
            first_line: 1,
            flags: CodeFlags::default(),
            parameters: Parameters::default(),
            locals: Vec::new(),
            cells: Vec::new(),
            free: Vec::new(),
            registers: 2,
            spans: vec![Span::default(); instrs.len()],
            instrs,
            consts: vec![Const::None],
            names: Vec::new(),
            exceptions: Vec::new(),
            quiet: Vec::new(),
            docstring: None,
        }
    }

    fn fault(instrs: Vec<Instr>) -> Option<Fault> {
        verify(&code(instrs)).err().map(|e| e.fault)
    }

    #[test]
    fn sound_code_passes() {
        assert_eq!(fault(vec![Instr::LoadConst { dst: 1, index: 0 }, Instr::Return { src: 1 }]), None);
    }

    #[test]
    fn faults_are_found() {
        assert_eq!(fault(vec![]), Some(Fault::FallsOffTheEnd));
        assert_eq!(fault(vec![Instr::Nop]), Some(Fault::FallsOffTheEnd));
        assert_eq!(fault(vec![Instr::Return { src: 2 }]), Some(Fault::RegisterRange));
        assert_eq!(fault(vec![Instr::Call { base: 0, argc: 2 }, Instr::ReturnNone]), Some(Fault::RegisterRange));
        assert_eq!(fault(vec![Instr::Call { base: 1, argc: u16::MAX }, Instr::ReturnNone]), Some(Fault::RegisterRange));
        assert_eq!(fault(vec![Instr::LoadConst { dst: 0, index: 1 }, Instr::ReturnNone]), Some(Fault::ConstRange));
        assert_eq!(fault(vec![Instr::LoadName { dst: 0, name: 0 }, Instr::ReturnNone]), Some(Fault::NameRange));
        assert_eq!(fault(vec![Instr::Jump { offset: -2 }]), Some(Fault::JumpRange));
        assert_eq!(fault(vec![Instr::Jump { offset: i32::MAX }]), Some(Fault::JumpRange));
    }

    #[test]
    fn inner_code_is_checked_too() {
        let mut outer = code(vec![Instr::ReturnNone]);
        outer.consts = vec![Const::Tuple(vec![Const::Code(Arc::new(code(vec![Instr::Nop])))])];
        assert_eq!(verify(&outer).map_err(|e| e.fault), Err(Fault::FallsOffTheEnd));
    }
}
