//! Whose turn it is under the real clock: processes that may have something to do stand in line, others sleep until a
//! time, or until somebody has a message for them.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use weft_trace::{Nanos, Pid};

#[derive(Clone, Debug, Default)]
pub(super) struct Turns {
    line: VecDeque<Pid>,
    /// Those whose turn may take long: when the line is empty, and `held` is not set.
    last: VecDeque<Pid>,
    pub held: bool,
    /// Who is in one of both.
    in_line: BTreeSet<Pid>,
    deadlines: BTreeSet<(Nanos, Pid)>,
    deadline_of: BTreeMap<Pid, Nanos>,
}

impl Turns {
    /// It has something to do.
    pub fn wake(&mut self, pid: Pid) {
        if self.in_line.insert(pid) {
            self.line.push_back(pid);
        }
        self.forget_deadline(pid);
    }

    /// It goes on where it was.
    pub fn first(&mut self, pid: Pid) {
        if self.in_line.insert(pid) {
            self.line.push_front(pid);
        }
    }

    /// It has something to do that may take long.
    pub fn last(&mut self, pid: Pid) {
        self.remove(pid);
        self.in_line.insert(pid);
        self.last.push_back(pid);
    }

    /// It has nothing to do until then.
    pub fn sleep(&mut self, pid: Pid, until: Nanos) {
        if self.in_line.contains(&pid) {
            return;
        }
        self.forget_deadline(pid);
        self.deadlines.insert((until, pid));
        self.deadline_of.insert(pid, until);
    }

    /// It is not here any more.
    pub fn remove(&mut self, pid: Pid) {
        self.forget_deadline(pid);
        if self.in_line.remove(&pid) {
            self.line.retain(|p| *p != pid);
            self.last.retain(|p| *p != pid);
        }
    }

    /// Has anybody something to do?
    pub fn is_anybodys(&mut self, now: Nanos) -> bool {
        while let Some(&(_, pid)) = self.deadlines.first().filter(|(due, _)| *due <= now) {
            self.wake(pid);
        }
        !self.in_line.is_empty()
    }

    /// The next in line, those included whose time has come.
    pub fn next(&mut self, now: Nanos) -> Option<Pid> {
        self.is_anybodys(now);
        let last = if self.held { None } else { Some(&mut self.last) };
        let pid = self.line.pop_front().or_else(|| last?.pop_front())?;
        self.in_line.remove(&pid);
        Some(pid)
    }

    /// Does anybody else stand in line, or will once a time has come?
    pub fn others_than(&self, pid: Pid) -> bool {
        self.in_line.iter().chain(self.deadline_of.keys()).any(|p| *p != pid)
    }

    pub fn next_deadline(&self) -> Option<Nanos> {
        self.deadlines.first().map(|(due, _)| *due)
    }

    fn forget_deadline(&mut self, pid: Pid) {
        if let Some(due) = self.deadline_of.remove(&pid) {
            self.deadlines.remove(&(due, pid));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn those_whose_time_has_come_stand_behind_those_in_line() {
        let mut turns = Turns::default();
        turns.sleep(7, 50);
        turns.sleep(8, 200);
        turns.wake(9);
        turns.wake(9);
        assert_eq!(turns.next(100), Some(9));
        assert_eq!(turns.next(100), Some(7));
        assert_eq!(turns.next(100), None);
        assert_eq!(turns.next_deadline(), Some(200));
        turns.wake(8);
        assert_eq!(turns.next_deadline(), None);
        turns.remove(8);
        assert!(!turns.others_than(7));
    }

    #[test]
    fn what_may_take_long_comes_last_and_can_be_held() {
        let mut turns = Turns::default();
        turns.last(5);
        turns.wake(6);
        assert_eq!(turns.next(0), Some(6));
        turns.held = true;
        assert_eq!(turns.next(0), None);
        assert!(turns.others_than(6) && !turns.others_than(5));
        turns.held = false;
        assert_eq!(turns.next(0), Some(5));
    }
}
