//! What comes out of a run.

use serde::{Deserialize, Serialize};
use weft_kernel::{Deadlock, Files, Race, ScheduledSwitch, Stream};
use weft_trace::{Event as TraceEvent, Nanos, Pid, Tid};

/// In the order in which they happened, as far as one process is concerned.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Event {
    /// Text a process wrote. `tid` is the thread that wrote last.
    Output { at: Nanos, pid: Pid, tid: Tid, stream: Stream, text: String },
    /// Trace events, ordered by time within a process, not between processes.
    Trace(Vec<TraceEvent>),
    /// All races found so far in a process, those told before included.
    Races { pid: Pid, races: Vec<Race> },
    /// Who ran from which step on in the first process, at its end: as a schedule, it gives the same run again.
    Schedule(Vec<ScheduledSwitch>),
    /// A line of input was given to a simulated run. Told when the run has it.
    InputGiven(GivenInput),
    /// A process waits for a line of standard input; answer with `Input`.
    InputNeeded { pid: Pid },
    /// The files that the program left behind, just before the end. None come where files are the host's own.
    Files(Vec<StoredFile>),
    /// The run is over; nothing follows.
    Finished(Summary),
}

/// What is needed to give a simulated run its input again at the same point.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GivenInput {
    /// After so many steps of the run.
    pub step: u64,
    /// As it is, with its end if it has one; `None` is the end of the input.
    pub line: Option<String>,
}

/// A file in memory.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoredFile {
    /// Absolute.
    pub path: String,
    pub data: Vec<u8>,
}

impl Event {
    /// [`Event::Files`] for what `files` keeps; `None` where that is nothing.
    pub fn files(files: &dyn Files) -> Option<Event> {
        let kept = files.kept().into_iter().map(|(path, data)| StoredFile { path, data });
        let kept: Vec<StoredFile> = kept.collect();
        (!kept.is_empty()).then_some(Event::Files(kept))
    }
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Summary {
    /// As a shell shows it: 0 to 255; 130 for a run that was stopped.
    pub exit_code: i32,
    /// From the start of the program to its end, on the run's clock.
    pub wall_nanos: Nanos,
    /// Processes started, the main one included.
    pub processes: u32,
    /// Set when Weft, not the program, ended the run: a limit, a crashed worker, Stop.
    pub ended_by: Option<String>,
    /// Set when the run was ended because nothing could run any more.
    pub deadlock: Option<Deadlock>,
    /// Set when more processes were there at once than the machine has cores for.
    pub sharing: Option<Sharing>,
}

/// Where more processes ran than can run at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sharing {
    /// As many were there at once, the first one included.
    pub processes: u32,
    /// Places that they ran in: workers of the browser.
    pub workers: u32,
    /// What the machine has.
    pub cores: u32,
}

/// The exit code of a run that ended in a deadlock, which CPython would be in for ever.
pub const DEADLOCK_EXIT_CODE: i32 = 3;

impl Summary {
    /// The end of a run that nothing can go on in.
    pub fn of_deadlock(report: Deadlock, wall_nanos: Nanos, processes: u32) -> Summary {
        Summary {
            exit_code: DEADLOCK_EXIT_CODE,
            wall_nanos,
            processes,
            ended_by: Some(format!("deadlock: {}", report.headline())),
            deadlock: Some(report),
            sharing: None,
        }
    }
}
