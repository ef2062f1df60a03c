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

/// What the program's threads and processes are made of: the trick of `multiprocessing.dummy`, for comparing. What
/// the program itself imports from `threading`, `queue`, `multiprocessing` and `concurrent.futures` is replaced at the
/// import; its text stays as it is. A backing that lacks something raises an `ImportError` or `AttributeError` that
/// names it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Backing {
    /// What it asks for.
    #[default]
    AsWritten,
    /// Threads, where it asks for processes.
    Threads,
    /// Processes, where it asks for threads.
    Processes,
    /// Neither: each does its work when it is started, one after the other.
    Serial,
}

impl Backing {
    /// The library's module that replaces the others.
    pub(crate) fn module(self) -> Option<&'static str> {
        match self {
            Backing::AsWritten => None,
            Backing::Threads => Some("_backing.threads"),
            Backing::Processes => Some("_backing.processes"),
            Backing::Serial => Some("_backing.serial"),
        }
    }
}

/// How `multiprocessing` starts processes if the program does not say.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum StartMethod {
    /// As copies of their parent: CPython's way on Linux until 3.13. Programs without a guard run on it.
    #[default]
    Fork,
    /// From the beginning, with the main module run again: CPython's way on Windows and macOS.
    Spawn,
    /// As copies of a process that has done nothing yet: CPython's way on Linux from 3.14 on.
    ForkServer,
}

impl StartMethod {
    /// As `multiprocessing` calls it.
    pub fn name(self) -> &'static str {
        match self {
            StartMethod::Fork => "fork",
            StartMethod::Spawn => "spawn",
            StartMethod::ForkServer => "forkserver",
        }
    }

    /// The method of that name.
    pub fn parse(name: &str) -> Option<StartMethod> {
        [StartMethod::Fork, StartMethod::Spawn, StartMethod::ForkServer].into_iter().find(|m| m.name() == name)
    }
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
    pub schedule: Vec<ScheduledSwitch>,
    /// Cores of the simulated machine, and what `os.cpu_count()` says.
    pub cores: u32,
    pub processes: ProcessMode,
    pub start_method: StartMethod,
    pub backing: Backing,
    /// `sys.getswitchinterval()` at the start, in nanoseconds.
    pub switch_interval_nanos: u64,
    /// Record trace events.
    pub trace: bool,
    /// Look for races between threads: accesses to a variable, attribute or item that nothing puts in order.
    /// Programs run several times slower.
    pub races: bool,
    /// Tell in the end who ran from which step on: a schedule that gives the same run again.
    pub record_schedule: bool,
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
            start_method: StartMethod::Fork,
            backing: Backing::AsWritten,
            switch_interval_nanos: 5_000_000,
            trace: true,
            races: false,
            record_schedule: false,
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
            switch_interval: self.switch_interval_nanos.max(1_000),
            seed: self.seed,
            cores: self.cores.max(1),
            trace: self.trace,
            races: self.races,
            record_schedule: self.record_schedule,
            schedule: self.schedule.clone(),
        }
    }

    /// Are all processes simulated in one place?
    pub fn simulated(&self) -> bool {
        self.clock == ClockMode::Virtual || self.processes == ProcessMode::Simulated
    }
}
