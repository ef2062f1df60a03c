//! What processes share: the process table, queues, semaphores, memory, standard input.

mod deadlock;
mod memory;
mod pipe;
mod queue;
mod semaphore;
mod table;

use std::collections::{BTreeMap, VecDeque};

use weft_trace::{Event, EventKind, Lane, Nanos, ObjectId, ObjectKind, Pid, Tid, WakeCause};
use weft_vm::SharedBytes;

use self::{memory::SharedMemory, pipe::Poller, queue::SharedQueue, semaphore::SharedSemaphore, table::ProcessEntry};
use crate::{
    deadlock::Deadlock,
    image::Image,
    message::{ExitCode, Reply, Request, Stream, ToMachine, ToProcess},
    options::ScheduledSwitch,
    races::Race,
};

/// What the host has to do.
#[derive(Clone, Debug, PartialEq)]
pub enum Action {
    Deliver {
        pid: Pid,
        message: ToProcess,
    },
    /// Start a process from an image.
    Spawn {
        pid: Pid,
        parent: Pid,
        image: Image,
    },
    /// A process has started, with what its parent has open: for the host's file system.
    Started {
        pid: Pid,
        parent: Pid,
    },
    /// A process has ended, or is lost.
    Ended {
        pid: Pid,
    },
    Output {
        at: Nanos,
        pid: Pid,
        tid: Tid,
        stream: Stream,
        text: String,
    },
    Trace(Vec<Event>),
    /// Who ran from which step on in the first process, which has ended.
    Schedule(Vec<ScheduledSwitch>),
    /// All races found so far in a process, with their counts; those told before included.
    Races {
        pid: Pid,
        races: Vec<Race>,
    },
    /// Ask the person for a line; answer with [`Machine::input`].
    NeedInput {
        pid: Pid,
    },
    /// A file operation for the host's file system; answer with [`Machine::file_reply`].
    File {
        pid: Pid,
        tid: Tid,
        request: Vec<u8>,
    },
    /// Nothing can run any more, and nothing is awaited from outside: the run is over.
    Deadlock(Deadlock),
    /// The first process has ended, and no other is left to wait for.
    Finished {
        code: ExitCode,
    },
}

/// A thread that waits for the machine's answer.
pub(crate) type Waiter = Lane;

/// The shared part of a run.
#[derive(Clone, Debug)]
pub struct Machine {
    processes: BTreeMap<Pid, ProcessEntry>,
    next_pid: Pid,
    main: Pid,
    queues: Vec<SharedQueue>,
    semaphores: Vec<SharedSemaphore>,
    memories: Vec<SharedMemory>,
    memory_names: BTreeMap<String, u32>,
    host_bytes: Option<SharedBytes>,
    /// Ids in the trace: one number space for all shared objects.
    next_object: u32,
    /// Lines typed and not yet read; `None` is the end.
    input: VecDeque<Option<String>>,
    input_ended: bool,
    input_waiters: VecDeque<Waiter>,
    /// Threads that wait for a child to end: that one, or any.
    child_waiters: Vec<(Waiter, Option<Pid>)>,
    /// Threads that wait for any of several things.
    pollers: Vec<Poller>,
    actions: Vec<Action>,
    /// File operations that the host has not answered.
    files_asked: u32,
    /// Of the first process, once it has ended. Those that it has left behind go on.
    exit_code: Option<ExitCode>,
    finished: bool,
    /// Somebody wants events of the trace.
    traces: bool,
}

/// What pids begin at: like a machine that has been up for a while.
const FIRST_PID: Pid = 4001;

impl Machine {
    /// A machine with its first process. `trace`: it tells of what happens.
    pub fn new(trace: bool) -> Machine {
        let mut processes = BTreeMap::new();
        processes.insert(FIRST_PID, ProcessEntry::new(1));
        Machine {
            processes,
            next_pid: FIRST_PID + 1,
            main: FIRST_PID,
            queues: Vec::new(),
            semaphores: Vec::new(),
            memories: Vec::new(),
            memory_names: BTreeMap::new(),
            host_bytes: None,
            next_object: 1,
            input: VecDeque::new(),
            input_ended: false,
            input_waiters: VecDeque::new(),
            child_waiters: Vec::new(),
            pollers: Vec::new(),
            actions: Vec::new(),
            files_asked: 0,
            exit_code: None,
            finished: false,
            traces: trace,
        }
    }

    /// The first process's id.
    pub fn main_pid(&self) -> Pid {
        self.main
    }

    /// How many processes have been started so far.
    pub fn started(&self) -> u32 {
        self.next_pid - FIRST_PID
    }

    /// What is to be done since the last call.
    pub fn take_actions(&mut self) -> Vec<Action> {
        std::mem::take(&mut self.actions)
    }

    /// Events of the beginning: the first process.
    pub fn announce(&mut self, now: Nanos) {
        let kind = EventKind::ProcessStart { parent: None, name: "MainProcess".into() };
        self.trace(now, Lane { pid: self.main, tid: 0 }, kind);
    }

    /// A message from a process.
    pub fn handle(&mut self, pid: Pid, message: ToMachine) {
        match message {
            ToMachine::Request { at, tid, request } => {
                let waiter = Lane { pid, tid };
                if let Some(reply) = self.serve(at, waiter, request, true) {
                    self.reply(waiter, reply);
                }
            }
            ToMachine::Notice { at, tid, request } => {
                self.serve(at, Lane { pid, tid }, request, false);
            }
            ToMachine::Cancel { tid, .. } => {
                let waiter = Lane { pid, tid };
                if self.forget_waiter(waiter) {
                    self.reply(waiter, Reply::Cancelled);
                }
            }
            ToMachine::Output { at, tid, stream, text } => {
                self.actions.push(Action::Output { at, pid, tid, stream, text });
            }
            ToMachine::Trace(recorded) => self.actions.push(Action::Trace(recorded.into_events())),
            ToMachine::Schedule(switches) => self.actions.push(Action::Schedule(switches)),
            ToMachine::Races(races) => self.actions.push(Action::Races { pid, races }),
            ToMachine::Stuck { at, received, threads } => {
                self.process_stuck(pid, received, threads);
                self.look_for_deadlock(at);
            }
            ToMachine::Exited { at, code } => {
                self.process_exited(at, pid, code);
                self.look_for_deadlock(at);
            }
        }
    }

    /// A process is gone without a word: its host crashed or was ended.
    pub fn process_lost(&mut self, now: Nanos, pid: Pid, code: ExitCode) {
        if self.processes.get(&pid).is_some_and(|p| p.exit.is_none()) {
            self.trace(now, Lane { pid, tid: 0 }, EventKind::ProcessEnd { exit_code: code });
            self.process_exited(now, pid, code);
            self.look_for_deadlock(now);
        }
    }

    /// A line of standard input with its line end, which the last one may lack; `None` at the end.
    pub fn input(&mut self, line: Option<String>) {
        match line {
            None => self.input_ended = true,
            some => self.input.push_back(some),
        }
        self.feed_input();
    }

    fn feed_input(&mut self) {
        while let Some(&waiter) = self.input_waiters.front() {
            let line = match self.input.pop_front() {
                Some(line) => line.unwrap_or_default(),
                None if self.input_ended => String::new(),
                None => return,
            };
            self.input_waiters.pop_front();
            self.reply(waiter, Reply::Bytes(line.into_bytes()));
        }
    }

    /// The answer of the host's file system.
    pub fn file_reply(&mut self, pid: Pid, tid: Tid, reply: Vec<u8>) {
        self.files_asked = self.files_asked.saturating_sub(1);
        self.reply(Lane { pid, tid }, Reply::Bytes(reply));
    }

    fn reply(&mut self, to: Waiter, reply: Reply) {
        self.deliver(to.pid, ToProcess::Reply { tid: to.tid, reply });
    }

    fn trace(&mut self, at: Nanos, lane: Lane, kind: EventKind) {
        if !self.traces {
            return;
        }
        let event = Event { at, lane, kind };
        match self.actions.last_mut() {
            Some(Action::Trace(events)) => events.push(event),
            _ => self.actions.push(Action::Trace(vec![event])),
        }
    }

    /// A thread that waited is answered because of what another did.
    fn wake(&mut self, at: Nanos, by: Lane, to: Lane, cause: WakeCause, object: Option<ObjectId>) {
        self.trace(at, by, EventKind::Wake { to, cause, object });
    }

    fn new_object(&mut self, at: Nanos, lane: Lane, kind: ObjectKind, name: String) -> ObjectId {
        let object = ObjectId { pid: 0, number: self.next_object };
        self.next_object += 1;
        self.trace(at, lane, EventKind::Object { object, kind, name });
        object
    }

    /// Do what is asked. `None`: the answer comes later (or nobody waits for one).
    fn serve(&mut self, at: Nanos, waiter: Waiter, request: Request, waits: bool) -> Option<Reply> {
        match request {
            Request::Fork { image, name } => Some(self.fork(at, waiter, image, name)),
            Request::Spawn { image, name, ends, interpreter, .. } => {
                Some(self.spawn(at, waiter, image, name, &ends, interpreter))
            }
            Request::NameProcess { pid, name } => {
                self.trace(at, Lane { pid, tid: 0 }, EventKind::ProcessName { name });
                Some(Reply::None)
            }
            Request::WaitProcess { pid } => self.wait_process(waiter, pid),
            Request::PollProcess { pid } => Some(self.poll_process(waiter, pid)),
            Request::WaitChild { pid, block } => self.wait_child(waiter, pid, block),
            Request::TellEnd { pid, queue } => Some(self.tell_end(at, waiter, pid, queue)),
            Request::Kill { pid, signal } => {
                if self.processes.get(&pid).is_some_and(|p| p.exit.is_none()) {
                    self.deliver(pid, ToProcess::Signal { signal });
                }
                Some(Reply::None)
            }
            Request::Disposition { signal, default } => {
                self.set_disposition(waiter.pid, signal, default);
                Some(Reply::None)
            }
            Request::ReadLine => {
                self.input_waiters.push_back(waiter);
                self.feed_input();
                if self.input_waiters.contains(&waiter) {
                    self.actions.push(Action::NeedInput { pid: waiter.pid });
                }
                None
            }
            Request::QueueNew { capacity } => Some(self.queue_new(at, waiter, capacity)),
            Request::QueuePut { id, data, preview, block } => {
                self.queue_put(at, waiter, id, data, preview, block && waits)
            }
            Request::QueueGet { id, block } => self.queue_get(at, waiter, id, block),
            Request::PipeRead { id, length } => Some(self.pipe_read(at, waiter, id, length as usize)),
            Request::QueueSize { id } => Some(self.queue_size(id)),
            Request::QueueClose { id } => Some(self.queue_close(id)),
            Request::PipeNew { capacity } => Some(self.pipe_new(at, waiter, capacity)),
            Request::PipeClose { id, end } => Some(self.pipe_close(at, waiter, id, end)),
            Request::PipeSend { id, end } => Some(self.pipe_send(id, end)),
            Request::PipeOpen { id, end } => Some(self.pipe_arrived(at, waiter, id, end)),
            Request::WaitAny { queues, processes, block } => self.wait_any(Poller { waiter, queues, processes }, block),
            Request::SemaphoreNew { value, limit, kind } => Some(self.semaphore_new(at, waiter, value, limit, kind)),
            Request::SemaphoreAcquire { id, block } => self.semaphore_acquire(at, waiter, id, block),
            Request::SemaphoreRelease { id } => Some(self.semaphore_release(at, waiter, id)),
            Request::SemaphoreValue { id } => Some(self.semaphore_value(id)),
            Request::MemoryNew { bytes } => Some(self.memory_new(bytes)),
            Request::MemoryOpen { name, create } => Some(self.memory_open(name, create)),
            Request::MemoryUnlink { name } => Some(self.memory_unlink(&name)),
            Request::MemoryRead { id, offset, length } => Some(self.memory_read(id, offset, length)),
            Request::MemoryWrite { id, offset, data } => Some(self.memory_write(id, offset, data)),
            Request::File(request) => {
                self.files_asked += 1;
                self.actions.push(Action::File { pid: waiter.pid, tid: waiter.tid, request });
                None
            }
        }
    }

    /// Take a thread out of every line it stands in; true if it stood in one.
    fn forget_waiter(&mut self, waiter: Waiter) -> bool {
        let mut found = false;
        let mut forget = |line: &mut VecDeque<Waiter>| {
            let before = line.len();
            line.retain(|w| *w != waiter);
            found |= line.len() != before;
        };
        forget(&mut self.input_waiters);
        let waiting = self.child_waiters.len();
        self.child_waiters.retain(|(w, _)| *w != waiter);
        let waited = self.child_waiters.len() != waiting;
        let polling = self.pollers.len();
        self.pollers.retain(|p| p.waiter != waiter);
        let polled = self.pollers.len() != polling;
        for q in &mut self.queues {
            forget(&mut q.getters);
        }
        for s in &mut self.semaphores {
            forget(&mut s.waiters);
        }
        for p in self.processes.values_mut() {
            forget(&mut p.waiters);
        }
        for q in &mut self.queues {
            let before = q.putters.len();
            q.putters.retain(|p| p.waiter != waiter);
            found |= q.putters.len() != before;
        }
        found || polled || waited
    }

    fn forget_process(&mut self, pid: Pid) {
        self.input_waiters.retain(|w| w.pid != pid);
        self.child_waiters.retain(|(w, _)| w.pid != pid);
        self.pollers.retain(|p| p.waiter.pid != pid);
        for q in &mut self.queues {
            q.getters.retain(|w| w.pid != pid);
            q.putters.retain(|p| p.waiter.pid != pid);
        }
        for s in &mut self.semaphores {
            s.waiters.retain(|w| w.pid != pid);
        }
        for p in self.processes.values_mut() {
            p.waiters.retain(|w| w.pid != pid);
        }
    }
}
