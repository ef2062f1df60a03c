//! Noticing that nothing can run any more.
//!
//! A process tells when none of its threads runs before a message comes, and how many messages it has
//! had. If that is true of all processes, no message is on its way and nothing is awaited from outside,
//! the run can never go on.

use weft_trace::{Nanos, Pid};

use super::{Action, Machine};
use crate::{
    deadlock::{Deadlock, StuckThread},
    message::ToProcess,
};

impl Machine {
    pub(super) fn deliver(&mut self, pid: Pid, message: ToProcess) {
        if let Some(p) = self.processes.get_mut(&pid) {
            p.delivered += 1;
        }
        self.actions.push(Action::Deliver { pid, message });
    }

    pub(super) fn process_stuck(&mut self, pid: Pid, received: u64, threads: Vec<StuckThread>) {
        if let Some(p) = self.processes.get_mut(&pid) {
            p.stuck = Some((received, threads));
        }
    }

    pub(super) fn look_for_deadlock(&mut self, at: Nanos) {
        if self.finished || !self.input_waiters.is_empty() || self.files_asked > 0 {
            return;
        }
        let mut alive = self.processes.values().filter(|p| p.exit.is_none()).peekable();
        if alive.peek().is_none()
            || !alive.all(|p| p.stuck.as_ref().is_some_and(|(received, _)| *received == p.delivered))
        {
            return;
        }
        if self.exit_code.is_some() {
            return self.end_orphans();
        }
        self.finished = true;
        let threads = self.processes.values_mut().filter_map(|p| p.stuck.take()).flat_map(|(_, t)| t).collect();
        self.actions.push(Action::Deadlock(Deadlock::new(at, threads)));
    }
}
