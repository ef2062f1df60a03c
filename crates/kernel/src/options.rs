//! How a run is to be run.

use serde::{Deserialize, Serialize};
use weft_trace::{Nanos, Tid};
use weft_vm::SwitchPoints;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ClockMode {
    /// Sleeps take their time; what the trace shows was measured.
    #[default]
    Real,
    /// Every instruction costs a fixed time and sleeps cost none: the same seed gives the same trace
    /// everywhere. Implies [`ProcessMode::Simulated`].
    Virtual,
}

/// When the GIL may change hands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum GilPolicy {
    /// CPython 2: every 100 instructions.
    #[serde(rename = "2.7")]
    V2_7,
    /// CPython 3.2 to 3.9: after the switch interval, between any two instructions.
    #[serde(rename = "3.9")]
    V3_9,
    /// CPython 3.10: after the switch interval, at the ends of loops and at calls.
    #[serde(rename = "3.10")]
    V3_10,
    /// CPython 3.11 and later: as 3.10, calls of fast built-in functions excepted.
    #[default]
    #[serde(rename = "3.13")]
    V3_13,
    /// No GIL: as many threads at once as there are cores (simulated).
    #[serde(rename = "free")]
    Free,
    /// After every instruction, a switch by chance.
    #[serde(rename = "random")]
    Random,
    /// Where the given schedule says, and where a thread waits.
    #[serde(rename = "schedule")]
    Schedule,
}

impl GilPolicy {
    /// The policy that a name or a version of CPython stands for: any from 2.0 to 3.15, `free`, `random`, `schedule`.
    pub fn parse(name: &str) -> Option<GilPolicy> {
        match name {
            "free" => return Some(GilPolicy::Free),
            "random" => return Some(GilPolicy::Random),
            "schedule" => return Some(GilPolicy::Schedule),
            _ => {}
        }
        let (major, minor) = name.split_once('.')?;
        let minor: u32 = minor.split('.').next()?.parse().ok()?;
        match (major, minor) {
            ("2", 0..=7) | ("3", 0..=1) => Some(GilPolicy::V2_7),
            ("3", 2..=9) => Some(GilPolicy::V3_9),
            ("3", 10) => Some(GilPolicy::V3_10),
            ("3", 11..=15) => Some(GilPolicy::V3_13),
            _ => None,
        }
    }

    pub fn name(self) -> &'static str {
        match self {
            GilPolicy::V2_7 => "2.7",
            GilPolicy::V3_9 => "3.9",
            GilPolicy::V3_10 => "3.10",
            GilPolicy::V3_13 => "3.13",
            GilPolicy::Free => "free",
            GilPolicy::Random => "random",
            GilPolicy::Schedule => "schedule",
        }
    }

    /// Where a running thread may lose the GIL once its time is up.
    pub(crate) fn points(self) -> SwitchPoints {
        match self {
            GilPolicy::V3_10 => SwitchPoints::LoopsAndCalls,
            GilPolicy::V3_13 => SwitchPoints::LoopsAndSlowCalls,
            _ => SwitchPoints::Anywhere,
        }
    }
}

/// A switch that a given schedule asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScheduledSwitch {
    /// After that many instructions of the process.
    pub step: u64,
    /// The thread that runs next, if it can run.
    pub thread: Tid,
}

impl ScheduledSwitch {
    /// `120:1,340:0`: after 120 instructions thread 1, after 340 thread 0. In the order of steps.
    pub fn parse_list(text: &str) -> Option<Vec<ScheduledSwitch>> {
        let mut list = Vec::new();
        for part in text.split(',').map(str::trim).filter(|p| !p.is_empty()) {
            let (step, thread) = part.split_once(':')?;
            list.push(ScheduledSwitch { step: step.trim().parse().ok()?, thread: thread.trim().parse().ok()? });
        }
        list.sort_by_key(|s| s.step);
        Some(list)
    }

    /// What [`ScheduledSwitch::parse_list`] reads.
    pub fn write_list(list: &[ScheduledSwitch]) -> String {
        let parts: Vec<String> = list.iter().map(|s| format!("{}:{}", s.step, s.thread)).collect();
        parts.join(",")
    }
}

/// Where processes live.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ProcessMode {
    /// Each on its own Web Worker; on the command line, on its own thread of the operating system.
    #[default]
    #[serde(alias = "os")]
    Workers,
    /// All on one simulated machine.
    Simulated,
}

/// What a process's scheduler needs to know.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Settings {
    pub clock: ClockMode,
    pub gil: GilPolicy,
    /// How long a thread may hold the GIL while others want it.
    pub switch_interval: Nanos,
    pub seed: u64,
    pub cores: u32,
    /// Record trace events.
    pub trace: bool,
    /// Look for races between threads.
    pub races: bool,
    /// Switches besides those of the policy, in the order of steps. For the first process.
    pub schedule: Vec<ScheduledSwitch>,
    /// Tell in the end who ran from which step on in the first process: a schedule that gives the same run again.
    pub record_schedule: bool,
}

impl Settings {
    /// What a process is told that another one has started: steps of a schedule are the first process's.
    pub fn of_child(&self) -> Settings {
        Settings { schedule: Vec::new(), record_schedule: false, ..self.clone() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_pick_their_policy() {
        assert_eq!(GilPolicy::parse("3.7"), Some(GilPolicy::V3_9));
        assert_eq!(GilPolicy::parse("3.10.4"), Some(GilPolicy::V3_10));
        assert_eq!(GilPolicy::parse("3.14"), Some(GilPolicy::V3_13));
        assert_eq!(GilPolicy::parse("2.7"), Some(GilPolicy::V2_7));
        assert_eq!(GilPolicy::parse("free"), Some(GilPolicy::Free));
        assert_eq!(GilPolicy::parse("schedule"), Some(GilPolicy::Schedule));
        assert_eq!(GilPolicy::parse("3"), None);
        assert_eq!(GilPolicy::parse("4.0"), None);
    }
}
