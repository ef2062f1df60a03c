//! What to run and how: the same types for the page, links, embedding pages and the command line.

use serde::{Deserialize, Serialize};
use weft_kernel::{ClockMode, GilPolicy, ProcessMode, ScheduledSwitch, Settings};

/// A Python program.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Program {
    pub source: String,
    /// As tracebacks show it.
    pub filename: String,
    /// `sys.argv[1:]`.
    pub args: Vec<String>,
}

/// How to run it. Unknown fields are ignored and missing ones take their default, so links stay valid.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Options {
    pub clock: ClockMode,
    pub gil: GilPolicy,
    /// For what CPython leaves to chance: who runs next (with 0, who has waited longest), where `random`
    /// switches, `random` without a seed.
    pub seed: u64,
    /// Switches besides those of the policy, in the order of steps.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub schedule: Vec<ScheduledSwitch>,
    /// Cores of the simulated machine, and what `os.cpu_count()` says.
    pub cores: u32,
    pub processes: ProcessMode,
    /// Record trace events.
    pub trace: bool,
    /// Look for races between threads: accesses to a variable, attribute or item that nothing puts in order.
    /// Programs run several times slower.
    pub races: bool,
    pub limits: Limits,
}

impl Default for Options {
    fn default() -> Options {
        Options {
            clock: ClockMode::Real,
            gil: GilPolicy::V3_13,
            seed: 0,
            schedule: Vec::new(),
            cores: 4,
            processes: ProcessMode::Workers,
            trace: true,
            races: false,
            limits: Limits::default(),
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Limits {
    /// Bytes a process's heap may take before `MemoryError`.
    pub memory_bytes: u64,
    /// Bytes a run may print before it is ended.
    pub output_bytes: u64,
    /// Wall time before a run is ended, in nanoseconds; 0 for none.
    pub time_nanos: u64,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits { memory_bytes: 1 << 30, output_bytes: 64 << 20, time_nanos: 0 }
    }
}

impl Options {
    /// What the schedulers are told. The virtual clock needs all processes in one place.
    pub fn settings(&self) -> Settings {
        Settings {
            clock: self.clock,
            gil: self.gil,
            switch_interval: SWITCH_INTERVAL_NANOS,
            seed: self.seed,
            cores: self.cores.max(1),
            trace: self.trace,
            races: self.races,
            schedule: self.schedule.clone(),
        }
    }

    /// Are all processes simulated in one place?
    pub fn simulated(&self) -> bool {
        self.clock == ClockMode::Virtual || self.processes == ProcessMode::Simulated
    }
}

/// `sys.getswitchinterval()` at the start: 5 ms.
pub(crate) const SWITCH_INTERVAL_NANOS: u64 = 5_000_000;
