//! What goes wrong while formatting: an exception to be.

use crate::{natives::Signal, types, value::Ref, vm::Vm};

/// An exception class and its message.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct FormatError {
    pub class: Ref,
    pub message: String,
}

impl FormatError {
    pub fn value(message: impl Into<String>) -> FormatError {
        FormatError { class: types::VALUE_ERROR, message: message.into() }
    }

    pub fn type_(message: impl Into<String>) -> FormatError {
        FormatError { class: types::TYPE_ERROR, message: message.into() }
    }

    pub fn overflow(message: impl Into<String>) -> FormatError {
        FormatError { class: types::OVERFLOW_ERROR, message: message.into() }
    }

    pub fn memory() -> FormatError {
        FormatError { class: types::MEMORY_ERROR, message: String::new() }
    }

    pub fn raise(&self, vm: &mut Vm) -> Signal {
        vm.raise_class(self.class, &self.message)
    }
}

/// Why a value was not formatted.
pub(super) enum Trouble {
    /// Python code has to convert it first.
    Python,
    Error(FormatError),
    Signal(Signal),
}

impl From<FormatError> for Trouble {
    fn from(e: FormatError) -> Trouble {
        Trouble::Error(e)
    }
}

impl From<Signal> for Trouble {
    fn from(s: Signal) -> Trouble {
        Trouble::Signal(s)
    }
}
