//! A process as people look at it at one moment.

use serde::{Deserialize, Serialize};
use weft_trace::{Nanos, Pid, Tid};
use weft_vm::{Call, Thread, Variable};

use super::{Process, thread::Status};

/// Characters of a value that are told.
const WIDTH: usize = 120;
/// Calls in progress that are told of a thread.
const CALLS: usize = 40;
/// Global variables that are told.
const GLOBALS: usize = 100;

/// A process at one moment of the virtual clock.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ProcessMoment {
    pub pid: Pid,
    /// Global variables of the program that hold data, in the order in which they were made.
    pub globals: Vec<Variable>,
    /// Those that have not ended, in the order of their numbers.
    pub threads: Vec<ThreadMoment>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ThreadMoment {
    pub tid: Tid,
    pub name: String,
    pub activity: Activity,
    /// Calls in progress, innermost first.
    pub calls: Vec<Call>,
    /// How many more there are, further out.
    pub more_calls: u32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Activity {
    /// It has the GIL.
    Running,
    /// It could run.
    Ready,
    /// For a lock, a time, another thread …
    Waiting,
}

impl ThreadMoment {
    /// The innermost call of the user's program.
    pub fn user_call(&self) -> Option<&Call> {
        self.calls.iter().find(|call| call.user)
    }
}

impl Process {
    /// Have [`Process::run`] come back before the first instruction that would end after `at`; `None`: run on. What
    /// happens is the same whether the run is paused or not. Under the virtual clock only.
    pub fn pause_after(&mut self, at: Option<Nanos>) {
        self.pause = at;
    }

    /// Who does what, and what the variables are.
    pub fn moment(&self) -> ProcessMoment {
        let mut globals = self.vm.data_of(self.vm.main, WIDTH);
        globals.truncate(GLOBALS);
        let threads = self.threads.iter().filter_map(|(tid, status)| {
            let activity = match status {
                Status::Running => Activity::Running,
                Status::Ready => Activity::Ready,
                Status::Blocked { .. } => Activity::Waiting,
            };
            Some(self.thread_moment(self.vm.thread_by_id(*tid)?, activity))
        });
        ProcessMoment { pid: self.pid, globals, threads: threads.collect() }
    }

    fn thread_moment(&self, thread: &Thread, activity: Activity) -> ThreadMoment {
        let (calls, more) = self.vm.calls(thread, CALLS, WIDTH);
        let name = thread.name.clone();
        ThreadMoment { tid: thread.id, name, activity, calls, more_calls: more as u32 }
    }
}
