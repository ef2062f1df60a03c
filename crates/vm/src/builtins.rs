//! Built-in functions and types, one file a family. Each file has a table of natives.

mod aliases;
mod bytes;
mod code;
mod containers;
mod exceptions;
mod functions;
mod numbers;
mod objects;
mod operators;
mod text;

pub(crate) use self::{
    bytes::encode_text,
    text::{decimal_value, is_identifier},
};
use crate::natives::NativeDef;

/// All natives of the VM itself, in a fixed order.
pub(crate) fn natives() -> Vec<&'static [NativeDef]> {
    let mut parts = vec![
        crate::classes::NATIVES,
        crate::bases::NATIVES,
        crate::execute::NATIVES,
        crate::generator::NATIVES,
        crate::traceback::NATIVES,
        crate::tracing::NATIVES,
        objects::NATIVES,
        code::NATIVES,
        exceptions::NATIVES,
        functions::NATIVES,
        operators::NATIVES,
        numbers::NATIVES,
        text::NATIVES,
        bytes::NATIVES,
        containers::NATIVES,
        aliases::NATIVES,
    ];
    parts.extend(crate::format::NATIVES);
    parts
}
