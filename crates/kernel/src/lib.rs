//! The simulated operating system. Sans-IO: state machines that are told the time and handed messages.
//!
//! - [`Process`] runs one Python process: its threads, its GIL, its timers. It sends [`ToMachine`] and
//!   is sent [`ToProcess`].
//! - [`Machine`] is what processes share: the process table, queues, pipes, locks between processes,
//!   standard input. It runs no Python code.
//! - [`Simulation`] runs a machine with all its processes in one place, on any number of cores, under
//!   the real or the virtual clock.
//!
//! A host with real parallelism (Web Workers, threads of the operating system) runs one [`Process`] in
//! each place and one [`Machine`], and carries the messages.

pub mod bytes;
mod chance;
mod deadlock;
mod files;
mod image;
mod machine;
mod message;
mod options;
mod process;
mod races;
mod recorded;
mod simulation;

pub use chance::Chance;
pub use deadlock::{Cause, Deadlock, StuckThread, WaitKind, WaitsFor};
pub use files::{FileReply, FileRequest, FileStat, Files, MemoryFiles, OpenHow, errno};
pub use image::Image;
pub use machine::{Action, Machine};
pub use message::{ExitCode, PipeEnd, Reply, Request, SemaphoreKind, Stream, ToMachine, ToProcess};
pub use options::{ClockMode, GilPolicy, ProcessMode, ScheduledSwitch, Settings};
pub use process::{Activity, Mark, Process, ProcessMoment, Progress, ThreadMoment, Unit};
pub use races::{Race, RaceAccess, RacePlace, StackLine};
pub use recorded::Recorded;
pub use simulation::{Next, Simulation};
