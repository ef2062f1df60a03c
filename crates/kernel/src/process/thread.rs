//! What the scheduler knows of a thread.

use serde::{Deserialize, Serialize};
use weft_trace::{Nanos, Tid};
use weft_vm::Ref;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) enum Status {
    Running,
    Ready,
    Blocked {
        /// The object waited for.
        on: Option<Ref>,
        /// The thread whose end is waited for.
        join: Option<Tid>,
        deadline: Option<Nanos>,
        /// The machine has been asked and will answer.
        request: bool,
        /// The machine has been asked to forget it.
        cancelling: bool,
    },
}
