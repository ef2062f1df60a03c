//! One run: a [`Program`] and [`Options`] in, [`Event`]s and a [`Summary`] out. Every host and the
//! page speak these types.

mod event;
mod process;
mod program;
mod replay;
mod simulated;

pub use event::{DEADLOCK_EXIT_CODE, Event, GivenInput, Sharing, StoredFile, Summary};
pub use process::{Booted, World, fork_vm, main_vm, main_vm_in, restore_process};
pub use program::{Backing, Limits, Options, Program, StartMethod};
pub use replay::{Direction, Replay, ReplayAnswer, ReplayRequest, ReplayStep, ReplayWork};
pub use simulated::{Simulated, Step, shell_code};
pub use weft_kernel::{
    Activity, Cause, ClockMode, Deadlock, GilPolicy, ProcessMode, ProcessMoment, Race, RaceAccess, RacePlace,
    ScheduledSwitch, StackLine, Stream, StuckThread, ThreadMoment, Unit, WaitKind, WaitsFor,
};
pub use weft_modules::library;
pub use weft_vm::{Call, Variable};
