//! One run: a [`Program`] and [`Options`] in, [`Event`]s and a [`Summary`] out. Every host and the
//! page speak these types.

mod event;
mod process;
mod program;
mod simulated;

pub use event::{DEADLOCK_EXIT_CODE, Event, StoredFile, Summary};
pub use process::{Booted, World, fork_vm, main_vm, main_vm_in};
pub use program::{Backing, Limits, Options, Program};
pub use simulated::{Simulated, Step, shell_code};
pub use weft_kernel::{
    Cause, ClockMode, Deadlock, GilPolicy, ProcessMode, Race, RaceAccess, RacePlace, ScheduledSwitch, StackLine,
    Stream, StuckThread, WaitKind, WaitsFor,
};
pub use weft_modules::library;
