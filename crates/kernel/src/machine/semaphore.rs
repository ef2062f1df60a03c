//! Semaphores between processes: locks, conditions and events are built on them.

use std::collections::VecDeque;

use weft_trace::{Lane, Nanos, ObjectId, ObjectKind, WakeCause};

use super::{Machine, Waiter};
use crate::message::{Reply, SemaphoreKind};

#[derive(Clone, Debug)]
pub(super) struct SharedSemaphore {
    object: ObjectId,
    value: i64,
    limit: i64,
    pub waiters: VecDeque<Waiter>,
}

impl Machine {
    pub(super) fn semaphore_new(&mut self, at: Nanos, by: Lane, value: i64, limit: i64, kind: SemaphoreKind) -> Reply {
        let (kind, label) = match kind {
            SemaphoreKind::Lock => (ObjectKind::ProcessLock, "Lock"),
            SemaphoreKind::RLock => (ObjectKind::ProcessLock, "RLock"),
            SemaphoreKind::Semaphore => (ObjectKind::Semaphore, "Semaphore"),
            SemaphoreKind::Event => (ObjectKind::Event, "Event"),
            SemaphoreKind::Other => (ObjectKind::Other, "Semaphore"),
        };
        let id = self.semaphores.len() as u64;
        let object = self.new_object(at, by, kind, format!("{label} {}", id + 1));
        self.semaphores.push(SharedSemaphore { object, value, limit, waiters: VecDeque::new() });
        Reply::Id(id)
    }

    pub(super) fn semaphore_acquire(&mut self, _at: Nanos, by: Waiter, id: u32, block: bool) -> Option<Reply> {
        let Some(s) = self.semaphores.get_mut(id as usize) else { return Some(Reply::Closed) };
        if s.value > 0 {
            s.value -= 1;
            return Some(Reply::Flag(true));
        }
        if !block {
            return Some(Reply::Flag(false));
        }
        s.waiters.push_back(by);
        None
    }

    pub(super) fn semaphore_release(&mut self, at: Nanos, by: Lane, id: u32) -> Reply {
        let Some(s) = self.semaphores.get_mut(id as usize) else { return Reply::Closed };
        if s.value >= s.limit {
            return Reply::Flag(false);
        }
        let object = s.object;
        match s.waiters.pop_front() {
            Some(waiter) => {
                self.wake(at, by, waiter, WakeCause::Release, Some(object));
                self.reply(waiter, Reply::Flag(true));
            }
            None => s.value += 1,
        }
        Reply::Flag(true)
    }

    pub(super) fn semaphore_value(&self, id: u32) -> Reply {
        match self.semaphores.get(id as usize) {
            Some(s) => Reply::Id(s.value.max(0) as u64),
            None => Reply::Closed,
        }
    }
}
