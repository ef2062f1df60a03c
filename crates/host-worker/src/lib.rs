//! The browser host.
//!
//! ```text
//! page ──▶ kernel worker ──▶ process worker (a Python process that computes)
//!                        └─▶ process worker …
//! ```
//! Nothing of a user's program runs on the page's thread. The kernel worker has the whole run as
//! [`weft_session::Simulated`]; a process that computes for more than a few milliseconds while others want to run is
//! taken out of it and goes on in a process worker of its own (see [`weft_kernel::Simulation::wants_out`]). So processes
//! compute side by side, and those that only talk to each other do it without the way between workers, which takes
//! longer than most of what they do. Both kinds of worker come back to their event loop every few milliseconds, so that
//! they can be told to stop. Process workers are kept warm. How both are loaded is in `www/load`.
//!
//! Another process worker, straight under the page, runs a program under the virtual clock again when somebody wants to
//! see a moment of it, and one looks through traces that would take the page long.

mod check;
mod clock;
mod codec;
mod crash;
mod exercise;
mod findings;
mod kernel_worker;
mod library;
mod lone;
mod memory;
mod process_worker;
mod protocol;
mod rehearsal;
mod replay;
mod run;
mod segments;
mod ticker;

pub use check::check;
pub use codec::Postcard;
pub use findings::Findings;
pub use kernel_worker::KernelWorker;
pub use process_worker::ProcessWorker;
pub use protocol::Mistake;
pub use rehearsal::rehearse;
pub use replay::Replay;
pub use run::{Run, is_running, warm_up};
