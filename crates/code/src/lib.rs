//! What the compiler writes and the VM runs.
//!
//! A [`Code`] is one compiled block (module, function body, class body, comprehension). It is plain,
//! immutable data: a list of [`Instr`]s for a register machine, the constants and names that they
//! refer to, an exception table and a source span for every instruction.
//!
//! # Registers
//! A frame owns `Code::registers` registers, numbered from 0:
//!
//! | registers | hold |
//! |---|---|
//! | `0 .. parameter count` | the arguments, in the order of [`Code::locals`] |
//! | `.. locals.len()` | the other local variables; a local that an inner function captures holds a *cell* |
//! | `.. locals.len() + free.len()` | the cells captured from outer functions, in the order of [`Code::free`] |
//! | the rest | temporaries; the arguments of a call stand at the place where the callee's frame begins |
//!
//! # What threads can see
//! Reads of globals, attributes, items and cells, the arithmetic, and the writes back are separate
//! instructions, because a thread switch may fall between any two of them. Only what a single
//! thread can see (registers) is fused.

mod code;
mod disassemble;
mod instr;
mod operands;
mod source;
pub mod surrogates;
mod tree;
mod verify;

pub use code::{Code, CodeFlags, Const, ExceptionRange, Parameters};
pub use disassemble::{disassemble, instruction_text};
pub use instr::{
    BinaryOp, CompareOp, Conversion, Instr, Intrinsic, MakeFunctionFlags, NO_REG, Reg, SpecialMethod, UnaryOp,
};
pub use operands::{Access, Window};
pub use source::{LineIndex, Position, Source, Span};
pub use tree::Tree;
pub use verify::{Fault, VerifyError, verify};
