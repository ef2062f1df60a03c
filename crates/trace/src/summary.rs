//! Where the time of a run went.

use serde::{Deserialize, Serialize};

use crate::{Lane, Nanos, ObjectId, Pid, Recording, StateKind, StateNanos};

/// Where the time of a run went, so far if it goes on.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Summary {
    /// From the start of the run to how far it is recorded.
    pub duration: Nanos,
    /// In order of display.
    pub processes: Vec<ProcessSummary>,
    /// In order of display.
    pub lanes: Vec<LaneSummary>,
    /// Of all lanes together.
    pub nanos: StateNanos,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ProcessSummary {
    pub pid: Pid,
    pub name: String,
    /// Of all its lanes together.
    pub nanos: StateNanos,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LaneSummary {
    pub lane: Lane,
    pub name: String,
    /// From its first span to its last one.
    pub nanos: StateNanos,
    /// Time blocked on each object, the longest first.
    pub waited: Vec<(ObjectId, Nanos)>,
}

impl Summary {
    pub fn of(recording: &Recording) -> Summary {
        let mut summary = Summary { duration: recording.end(), ..Summary::default() };
        for process in recording.processes() {
            let mut sum = StateNanos::default();
            for lane in recording.lanes_of(process.pid()) {
                let nanos = lane.totals();
                sum += nanos;
                let (lane, name, waited) = (lane.lane(), lane.name().to_owned(), lane.waited());
                summary.lanes.push(LaneSummary { lane, name, nanos, waited });
            }
            summary.nanos += sum;
            let (pid, name) = (process.pid(), process.name().to_owned());
            summary.processes.push(ProcessSummary { pid, name, nanos: sum });
        }
        summary
    }

    /// How many cores were busy with Python code, on average over the run.
    pub fn busy_cores(&self) -> f64 {
        if self.duration == 0 { 0.0 } else { self.nanos[StateKind::Running] as f64 / self.duration as f64 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Event, EventKind, State};

    #[test]
    fn a_summary_adds_up_lanes_and_processes() {
        let event =
            |at, pid, tid, state| Event { at, lane: Lane { pid, tid }, kind: EventKind::State { state, line: 0 } };
        let queue = ObjectId { pid: 0, number: 1 };
        let mut recording = Recording::new();
        recording.push(vec![
            event(0, 1, 0, State::Running),
            event(60, 1, 0, State::Blocked { object: queue }),
            event(10, 1, 1, State::Sleeping),
            event(0, 2, 0, State::Running),
        ]);
        recording.finish(100);
        let summary = Summary::of(&recording);
        assert_eq!(summary.duration, 100);
        assert_eq!(summary.lanes.len(), 3);
        assert_eq!(summary.lanes[0].waited, [(queue, 40)]);
        assert_eq!(summary.processes[0].nanos[StateKind::Sleeping], 90);
        assert_eq!(summary.nanos.total(), 290);
        assert_eq!(summary.busy_cores(), 1.6);
        assert_eq!(Summary::default().busy_cores(), 0.0);
    }
}
