//! What a process tells of its threads when none of them can run.

use weft_trace::{Lane, ObjectId, ObjectKind, Tid};
use weft_vm::{Ref, Wait, WaitReason};

use super::{Process, thread::Status};
use crate::{
    deadlock::{StuckThread, WaitKind, WaitsFor},
    message::{Request, ToMachine},
};

impl Process {
    /// Have [`Process::take_messages`] tell the machine, once, that nothing here runs before a message comes, if that is
    /// so. It takes time for each thread: hosts call it when they know of nothing else to do.
    pub fn tell_stuck(&mut self) {
        if self.told_stuck == Some(self.received) || !self.is_stuck() {
            return;
        }
        self.told_stuck = Some(self.received);
        let at = self.time();
        let tids: Vec<Tid> = self.threads.keys().copied().collect();
        let mut threads: Vec<StuckThread> = tids.iter().filter_map(|tid| self.stuck_thread(*tid)).collect();
        // Locks that others want, at those who hold them.
        let wanted: Vec<(Lane, String)> = threads
            .iter()
            .filter(|t| matches!(t.waits.kind, WaitKind::Lock | WaitKind::RLock))
            .filter_map(|t| t.waits.on.map(|on| (on, t.waits.name.clone())))
            .collect();
        for (holder, lock) in wanted {
            if let Some(t) = threads.iter_mut().find(|t| t.lane == holder)
                && !t.holds.contains(&lock)
            {
                t.holds.push(lock);
            }
        }
        // The run may end with it.
        self.collect_output();
        self.flush_events();
        self.outbox.push(ToMachine::Stuck { at, received: self.received, threads });
    }

    /// Does no thread run before a message comes?
    pub(super) fn is_stuck(&self) -> bool {
        self.exited.is_none()
            && self.running.is_none()
            && self.ready.is_empty()
            && !self.has_core()
            && self.next_deadline().is_none()
            && !self.threads.values().any(|t| matches!(t, Status::Blocked { cancelling: true, .. }))
    }

    fn stuck_thread(&mut self, tid: Tid) -> Option<StuckThread> {
        let thread = self.vm.thread_by_id(tid)?;
        let wait = thread.wait.clone()?;
        let (name, daemon) = (thread.name.clone(), thread.daemon);
        let (line, function) = self.vm.place_of(thread);
        let function = function.to_owned();
        let waits = self.waits_for(tid, &wait);
        let lane = Lane { pid: self.pid, tid };
        Some(StuckThread { lane, name, daemon, line, function, waits, holds: Vec::new() })
    }

    fn waits_for(&mut self, tid: Tid, wait: &Wait) -> WaitsFor {
        let pid = self.pid;
        let kind = match &wait.reason {
            WaitReason::Lock => WaitKind::Lock,
            WaitReason::RLock => WaitKind::RLock,
            WaitReason::Condition => WaitKind::Condition,
            WaitReason::Semaphore => WaitKind::Semaphore,
            WaitReason::Event => WaitKind::Event,
            WaitReason::Barrier => WaitKind::Barrier,
            WaitReason::QueueGet => WaitKind::QueueGet,
            WaitReason::QueuePut => WaitKind::QueuePut,
            WaitReason::QueueJoin => WaitKind::QueueJoin,
            WaitReason::Sleep | WaitReason::Library | WaitReason::LongCall => WaitKind::Other,
            WaitReason::Join(other) => {
                let name = self.vm.thread_by_id(*other).map_or_else(|| format!("thread {other}"), |t| t.name.clone());
                let on = Some(Lane { pid, tid: *other });
                return WaitsFor { kind: WaitKind::Join, object: None, name, on, gone: false };
            }
            WaitReason::Request(bytes) => return waits_for_request(postcard::from_bytes(bytes).ok()),
        };
        let Some(object) = wait.object.as_ref() else {
            return WaitsFor { kind, object: None, name: "something".into(), on: None, gone: false };
        };
        let id = self.introduce(self.time(), tid, object, &wait.reason);
        let holder = match kind {
            WaitKind::Lock | WaitKind::RLock => self.vm.lock_holder(object),
            _ => None,
        };
        WaitsFor {
            kind,
            object: Some(id),
            name: self.words_for(object, kind, id),
            on: holder.map(|tid| Lane { pid, tid }),
            gone: holder.is_some_and(|tid| !self.threads.contains_key(&tid)),
        }
    }

    /// `lock 'a'`, after the variable that holds it, or `Lock 3`, as the timeline has it.
    fn words_for(&self, object: Ref, kind: WaitKind, id: ObjectId) -> String {
        let (word, label) = match kind {
            WaitKind::Lock => ("lock", "Lock"),
            WaitKind::RLock => ("lock", "RLock"),
            WaitKind::Condition => ("condition", "Condition"),
            WaitKind::Semaphore => ("semaphore", "Semaphore"),
            WaitKind::Event => ("event", "Event"),
            WaitKind::Barrier => ("barrier", "Barrier"),
            WaitKind::QueueGet | WaitKind::QueuePut | WaitKind::QueueJoin => ("queue", "Queue"),
            _ => ("object", "object"),
        };
        match self.vm.global_holding(object) {
            Some(name) => format!("{word} '{name}'"),
            None => format!("{label} {}", id.number),
        }
    }
}

fn waits_for_request(request: Option<Request>) -> WaitsFor {
    let shared = |number: u32| Some(ObjectId { pid: 0, number });
    let (kind, object, name, on) = match request {
        Some(Request::WaitProcess { pid }) => {
            let lane = Lane { pid, tid: 0 };
            (WaitKind::Process, shared(0x8000_0000 | pid), format!("process {pid}"), Some(lane))
        }
        Some(Request::QueueGet { id, .. }) => {
            (WaitKind::SharedGet, shared(id), format!("queue or pipe {} between processes", id + 1), None)
        }
        Some(Request::QueuePut { id, .. }) => {
            (WaitKind::SharedPut, shared(id), format!("queue or pipe {} between processes", id + 1), None)
        }
        Some(Request::SemaphoreAcquire { id, .. }) => {
            (WaitKind::SharedLock, shared(id), format!("lock or semaphore {} between processes", id + 1), None)
        }
        Some(Request::WaitAny { .. }) => (WaitKind::Other, None, "several connections or processes".to_owned(), None),
        _ => (WaitKind::Other, None, "the outside".to_owned(), None),
    };
    WaitsFor { kind, object, name, on, gone: false }
}

/// The kind of an object that threads wait for, and what it is called for want of a name.
pub(super) fn kind_of(reason: &WaitReason) -> (ObjectKind, &'static str) {
    match reason {
        WaitReason::Lock => (ObjectKind::Lock, "Lock"),
        WaitReason::RLock => (ObjectKind::RLock, "RLock"),
        WaitReason::Condition => (ObjectKind::Condition, "Condition"),
        WaitReason::Semaphore => (ObjectKind::Semaphore, "Semaphore"),
        WaitReason::Event => (ObjectKind::Event, "Event"),
        WaitReason::Barrier => (ObjectKind::Barrier, "Barrier"),
        WaitReason::QueueGet | WaitReason::QueuePut | WaitReason::QueueJoin => (ObjectKind::Queue, "Queue"),
        _ => (ObjectKind::Other, "object"),
    }
}
