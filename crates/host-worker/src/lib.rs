//! The browser host.
//!
//! ```text
//! page ──▶ kernel worker ──▶ process worker (a Python process)
//!                        └─▶ process worker …
//! ```
//! Nothing of a user's program runs on the page's thread. The kernel worker holds the [`Machine`]
//! (process table, queues, …) and carries its messages; each process worker holds one Python process
//! and comes back to its event loop every few milliseconds, so that it can be told to stop. Process
//! workers are kept warm, because starting one takes longer than `fork` may take. How both are loaded is in `www/load`.
//!
//! A run whose processes are simulated is one process worker by itself. Another one, straight under the page, runs a
//! program under the virtual clock again when somebody wants to see a moment of it.
//!
//! [`Machine`]: weft_kernel::Machine

mod check;
mod clock;
mod codec;
mod crash;
mod kernel_worker;
mod library;
mod process_worker;
mod protocol;
mod rehearsal;
mod replay;
mod run;
mod ticker;

pub use check::check;
pub use codec::Postcard;
pub use kernel_worker::KernelWorker;
pub use process_worker::ProcessWorker;
pub use protocol::Mistake;
pub use rehearsal::rehearse;
pub use replay::Replay;
pub use run::{Run, is_running, warm_up};
