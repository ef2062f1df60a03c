//! What natives did that the scheduler must act on: threads started, waiters to wake, messages passed.

use weft_trace::{EventKind, Lane, Nanos, ObjectId, ObjectKind, State, Tid, WakeCause};
use weft_vm::{Effect, Ref, WaitOutcome, WaitReason, WakeWhy};

use super::{Process, race_finder::RaceFinder, stuck::kind_of, thread::Status};
use crate::message::{Request, ToMachine};

impl Process {
    pub(super) fn apply_effects(&mut self, tid: Tid) {
        let mut effects = std::mem::take(&mut self.vm.effects);
        for effect in effects.drain(..) {
            self.apply(tid, effect);
        }
        if self.vm.effects.is_empty() {
            self.vm.effects = effects;
        }
    }

    fn apply(&mut self, tid: Tid, effect: Effect) {
        let now = self.time();
        match effect {
            Effect::ThreadStarted { thread } => {
                let (name, daemon) = match self.vm.thread_by_id(thread) {
                    Some(t) => (t.name.clone(), t.daemon),
                    None => return,
                };
                self.threads.insert(thread, Status::Ready);
                if self.settings.races {
                    self.races.get_or_insert_with(|| Box::new(RaceFinder::new(&self.vm))).thread_started(tid, thread);
                }
                let by = Some(Lane { pid: self.pid, tid });
                self.emit(now, thread, EventKind::ThreadStart { name, daemon, by });
                let to = Lane { pid: self.pid, tid: thread };
                self.emit(now, tid, EventKind::Wake { to, cause: WakeCause::Start, object: None });
                self.make_ready(thread);
            }
            Effect::ThreadRenamed { thread } => {
                if let Some(name) = self.vm.thread_by_id(thread).map(|t| t.name.clone()) {
                    self.emit(now, thread, EventKind::ThreadName { name });
                }
            }
            Effect::Wake { object, count, why } => {
                let count = count - u32::from(count > 0 && self.wake_aside(object, why));
                for waiter in self.first_waiting(object, count as usize, why) {
                    self.wake_by(now, tid, waiter, object, why);
                }
            }
            Effect::WakeThreads { object, threads, why } => {
                for waiter in threads {
                    if matches!(self.threads.get(&waiter), Some(Status::Blocked { on: Some(o), .. }) if *o == object) {
                        self.wake_by(now, tid, waiter, object, why);
                    } else if waiter == self.main {
                        self.wake_aside(object, why);
                    }
                }
            }
            Effect::Message { object, number, put, depth, preview } => {
                let object = self.introduce(now, tid, object, &WaitReason::QueueGet);
                let line = self.vm.line_of(&self.vm.thread);
                let kind = if put {
                    EventKind::Put { object, number, depth, bytes: 0, preview, line }
                } else {
                    EventKind::Get { object, number, depth, line }
                };
                self.emit(now, tid, kind);
            }
            Effect::Lock { object, acquired } => {
                let reason = if self.vm.is_rlock(object) { WaitReason::RLock } else { WaitReason::Lock };
                let object = self.introduce(now, tid, object, &reason);
                let line = self.vm.line_of(&self.vm.thread);
                let kind =
                    if acquired { EventKind::Acquire { object, line } } else { EventKind::Release { object, line } };
                self.emit(now, tid, kind);
            }
            Effect::Named { object, name } => {
                let id = self.introduce(now, tid, object, &WaitReason::Lock);
                self.emit(now, tid, EventKind::Object { object: id, kind: ObjectKind::Other, name });
            }
            Effect::Notice { request, data: apart } => {
                if let Ok(mut request) = postcard::from_bytes::<Request>(&request) {
                    if let (Request::QueuePut { data, .. }, Some(apart)) = (&mut request, apart) {
                        *data = apart;
                    }
                    self.collect_output();
                    self.outbox.push(ToMachine::Notice { at: now, tid, request });
                }
            }
            Effect::NotBefore { time } => self.not_before(time),
            Effect::SeenEnd { thread } => self.not_before_end_of(thread),
            Effect::Traced => {}
            Effect::Raise { signal } => self.signal(signal),
            Effect::Exit { code } => self.exit(code),
            Effect::Yield => {
                if !self.ready.is_empty() && self.running == Some(tid) && self.parallel.is_none() {
                    self.preempt(tid);
                }
            }
        }
    }

    /// The first `count` threads that wait for just that to happen to an object.
    fn first_waiting(&self, object: Ref, count: usize, why: WakeWhy) -> Vec<Tid> {
        let waits_for_that = |tid: &Tid| {
            let wait = self.vm.thread_by_id(*tid).and_then(|thread| thread.wait.as_ref());
            wait.is_some_and(|wait| why.ends(&wait.reason))
        };
        self.waiting.line(object).filter(waits_for_that).take(count).collect()
    }

    fn wake_by(&mut self, now: Nanos, by: Tid, waiter: Tid, object: Ref, why: WakeWhy) {
        let cause = match why {
            WakeWhy::Release => WakeCause::Release,
            WakeWhy::Notify => WakeCause::Notify,
            WakeWhy::Put => WakeCause::Put,
            WakeWhy::Get => WakeCause::Get,
        };
        let id = self.trace_id(object);
        let to = Lane { pid: self.pid, tid: waiter };
        self.emit(now, by, EventKind::Wake { to, cause, object: id });
        self.wake_thread(waiter, WaitOutcome::Woken);
    }

    /// The trace's name for an object, if it has been introduced.
    fn trace_id(&self, object: Ref) -> Option<ObjectId> {
        let number = self.vm.trace_number(object).filter(|n| self.vm.notes.is_told(*n))?;
        Some(ObjectId { pid: self.pid, number })
    }

    /// The trace's name for an object of the heap, introduced at its first use.
    pub(super) fn introduce(&mut self, now: Nanos, tid: Tid, object: Ref, reason: &WaitReason) -> ObjectId {
        if let Some(id) = self.trace_id(object) {
            return id;
        }
        let (kind, label) = kind_of(reason);
        let number = self.vm.new_trace_number(object);
        let id = ObjectId { pid: self.pid, number };
        if self.settings.trace {
            let name = self.vm.global_holding(object).unwrap_or_else(|| format!("{label} {number}"));
            self.emit(now, tid, EventKind::Object { object: id, kind, name });
        }
        id
    }

    /// The trace's object for a thread that others join. Numbers from the top, apart from the others.
    pub(super) fn thread_object(&mut self, now: Nanos, tid: Tid) -> ObjectId {
        let id = ObjectId { pid: self.pid, number: u32::MAX - tid };
        if self.introduced.insert(tid) {
            let name = self.vm.thread_by_id(tid).map_or_else(String::new, |t| t.name.clone());
            self.emit(now, tid, EventKind::Object { object: id, kind: ObjectKind::Thread, name });
        }
        id
    }

    /// How a thread that asked the machine for something looks in the timeline.
    pub(super) fn state_of_request(&mut self, now: Nanos, tid: Tid, request: &Request) -> State {
        let shared = |number: u32| ObjectId { pid: 0, number };
        match request {
            Request::WaitProcess { pid } => {
                let object = shared(0x8000_0000 | pid);
                self.emit(
                    now,
                    tid,
                    EventKind::Object { object, kind: ObjectKind::Process, name: format!("process {pid}") },
                );
                State::Blocked { object }
            }
            Request::QueueGet { id, .. } | Request::QueuePut { id, .. } => State::Blocked { object: shared(*id) },
            Request::SemaphoreAcquire { id, .. } => State::Blocked { object: shared(*id) },
            _ => State::Io,
        }
    }
}
