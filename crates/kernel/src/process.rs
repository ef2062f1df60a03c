//! One Python process: its threads take turns by the rules of its GIL.

mod effects;
mod marks;
mod moment;
mod moving;
mod parallel;
mod race_finder;
mod remains;
mod reporting;
mod signals;
mod stuck;
mod thread;
mod waiting;

use std::{
    collections::{BTreeMap, BTreeSet, VecDeque},
    sync::Arc,
};

use serde::{Deserialize, Serialize};
use weft_trace::{EventKind, Lane, Nanos, Pid, State, Tid};
use weft_vm::{Clock, Effect, Stop, Touch, Vm, WaitOutcome, WaitReason};

use self::{
    marks::Marks, parallel::Parallel, race_finder::RaceFinder, remains::Remains, thread::Status, waiting::Waiting,
};
pub use self::{
    marks::{Mark, Unit},
    moment::{Activity, ProcessMoment, ThreadMoment},
};
use crate::{
    chance::Chance,
    image::Image,
    message::{ExitCode, Reply, Request, ToMachine, ToProcess},
    options::{ClockMode, GilPolicy, ScheduledSwitch, Settings},
    recorded::Recorded,
};

/// What one instruction costs under the virtual clock: CPython 3.11 runs some 30 million a second.
pub const NANOS_PER_INSTRUCTION: u32 = 30;

/// Instructions between two looks at the real clock: a fraction of a millisecond.
const SLICE_FUEL: u32 = 20_000;

/// Up to so many more, by chance: a slice that is a whole number of a loop's rounds would always end at the same
/// instruction of it, and an update between two others would never be lost, or always.
const SLICE_MORE: u64 = 1_000;

/// Instructions a thread runs before another core has its turn, without a GIL: small and odd, so
/// that threads which run the same loop do not stay in step.
const FREE_SLICE: u64 = 13;

/// Python 2 looks for others every 100 instructions (`sys.getcheckinterval`), not counting its cheapest
/// ones: in ours, between these two numbers, so that no loop keeps step with it.
const CHECK_INTERVAL: (u32, u32) = (80, 120);

/// Why [`Process::run`] came back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Progress {
    /// The time it was given is used up.
    Busy,
    /// No thread can run before that time, or before a message comes.
    Idle {
        until: Option<Nanos>,
    },
    /// The running thread imports a module of the library that is not here: call again once the host has fetched it.
    NeedsLibrary,
    /// What comes next may take long: it is done at the next call ([`Process::foresee_long_calls`]).
    LongCall,
    /// The next instruction would end after the time that [`Process::pause_after`] was told.
    Paused,
    Exited {
        code: ExitCode,
    },
}

/// How a slice of a thread's run ended, as far as the loop around it is concerned.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Slice {
    Over,
    NeedsLibrary,
    LongCall,
    Paused,
}

/// A process and its scheduler.
#[derive(Clone, Serialize, Deserialize)]
pub struct Process {
    pub pid: Pid,
    vm: Vm,
    /// The thread that signals are handled on: the first, or the one that forked.
    main: Tid,
    settings: Settings,
    /// Threads that have not ended.
    threads: BTreeMap<Tid, Status>,
    waiting: Waiting,
    /// Threads that could run, in the order in which they became ready.
    ready: VecDeque<Tid>,
    running: Option<Tid>,
    /// Since when a thread has waited for the one that runs: the switch interval counts from then.
    contended_since: Nanos,
    /// Times of threads that run at once.
    parallel: Option<Box<Parallel>>,
    /// Instructions run so far, as the virtual clock counts them.
    steps: u64,
    /// How many of the settings' schedule have been seen to.
    scheduled: usize,
    /// The running thread has had its turn, by those policies that count instructions.
    turn_over: bool,
    /// Who ran from which step on, if that is to be told.
    record: Vec<ScheduledSwitch>,
    /// The process's virtual time; unused under the real clock.
    now: Nanos,
    /// For where switches happen.
    chance: Chance,
    /// For who is next.
    order: Chance,
    outbox: Vec<ToMachine>,
    recorded: Recorded,
    exited: Option<ExitCode>,
    /// Threads that the trace knows as objects, which others join.
    introduced: BTreeSet<Tid>,
    /// Messages of the machine so far.
    received: u64,
    /// How many had come when the machine was last told that nothing runs here.
    told_stuck: Option<u64>,
    /// What is left of a slice in which the library was needed, or a pause was made.
    interrupted: Option<u32>,
    /// Pause before the first instruction that would end after this time of the virtual clock.
    #[serde(skip)]
    pause: Option<Nanos>,
    /// What the threads do, instruction by instruction, if somebody wants to know.
    #[serde(skip)]
    marks: Option<Box<Marks>>,
    /// Looks for races, if that is asked for and a second thread has been started.
    #[serde(skip)]
    races: Option<Box<RaceFinder>>,
    /// What is left of children that have ended.
    #[serde(skip)]
    remains: Remains,
}

impl Process {
    /// The first process of a run, or one restored after `fork`. Threads that the VM has will run.
    pub fn new(vm: Vm, settings: Settings, now: Nanos) -> Process {
        let pid = vm.environment.pid;
        let chance = Chance::new(settings.seed ^ (pid as u64) << 32);
        let main = vm.thread.id;
        let order = Chance::new(!settings.seed ^ (pid as u64) << 32);
        let parallel = Parallel::of(&settings);
        let recorded = Recorded::of_threads(settings.runs_threads_at_once());
        let mut process = Process {
            pid,
            vm,
            main,
            settings,
            threads: BTreeMap::new(),
            waiting: Waiting::default(),
            ready: VecDeque::new(),
            running: None,
            contended_since: now,
            parallel,
            steps: 0,
            scheduled: 0,
            turn_over: false,
            record: Vec::new(),
            now,
            chance,
            order,
            outbox: Vec::new(),
            recorded,
            exited: None,
            introduced: BTreeSet::new(),
            received: 0,
            told_stuck: None,
            interrupted: None,
            pause: None,
            marks: None,
            races: None,
            remains: Remains::default(),
        };
        for tid in process.vm.thread_ids() {
            let (name, daemon) = match process.vm.thread_by_id(tid) {
                Some(t) => (t.name.clone(), t.daemon),
                None => continue,
            };
            process.threads.insert(tid, Status::Ready);
            process.emit(now, tid, EventKind::ThreadStart { name, daemon, by: None });
            process.time_when_ready(tid);
            process.ready.push_back(tid);
        }
        process
    }

    pub fn vm(&self) -> &Vm {
        &self.vm
    }

    /// Virtual time of this process.
    pub fn now(&self) -> Nanos {
        self.now
    }

    /// The time as this process sees it.
    fn time(&self) -> Nanos {
        match self.settings.clock {
            ClockMode::Real => (self.vm.host_now)(),
            ClockMode::Virtual => self.now,
        }
    }

    /// A message from the machine. `now` moves the process's virtual time on if it was idle.
    pub fn deliver(&mut self, message: ToProcess, now: Nanos) {
        self.received += 1;
        if self.exited.is_some() {
            return;
        }
        if self.parallel.is_some() {
            // Whoever it is for goes on from then, or from its own time.
            self.now = now;
        } else if self.settings.clock == ClockMode::Virtual && self.running.is_none() && self.ready.is_empty() {
            self.now = self.now.max(now);
        }
        match message {
            ToProcess::Signal { signal } => self.signal(signal),
            ToProcess::Reply { tid, reply } => {
                if !matches!(self.threads.get(&tid), Some(Status::Blocked { .. })) {
                    return;
                }
                let now = if reply == Reply::Cancelled { self.time() } else { 0 };
                if let Some(thread) = self.vm.thread_by_id_mut(tid)
                    && let Some(wait) = &mut thread.wait
                {
                    wait.outcome = match reply {
                        Reply::Cancelled if wait.deadline.is_some_and(|d| d <= now) => WaitOutcome::TimedOut,
                        // Taken back for a signal's handler.
                        Reply::Cancelled => WaitOutcome::Pending,
                        _ => WaitOutcome::Woken,
                    };
                    wait.data = None;
                    let reply = match reply {
                        Reply::Message(data) => {
                            wait.data = Some(data);
                            Reply::Message(Arc::default())
                        }
                        other => other,
                    };
                    wait.reply = postcard::to_stdvec(&reply).unwrap_or_default();
                }
                self.make_ready(tid);
            }
        }
    }

    /// When the first sleeping or waiting thread, or an alarm, wants to be looked at again.
    fn next_deadline(&self) -> Option<Nanos> {
        self.waiting.next_deadline().into_iter().chain(self.vm.signals.alarm).min()
    }

    /// Run until about `until` (of this process's clock), or until nothing can run.
    pub fn run(&mut self, until: Nanos) -> Progress {
        loop {
            if let Some(code) = self.exited {
                self.collect_output();
                return Progress::Exited { code };
            }
            // A slice that was interrupted goes on as if it had not been.
            if self.interrupted.is_none() {
                self.expire_deadlines();
            }
            if self.running.is_none() && !self.dispatch() {
                return self.idle();
            }
            match self.run_slice(until) {
                Slice::Over => {}
                Slice::NeedsLibrary => return Progress::NeedsLibrary,
                Slice::LongCall => return Progress::LongCall,
                Slice::Paused => return Progress::Paused,
            }
            let rests = self.running.is_none() && self.ready.is_empty();
            if rests && self.exited.is_none() && self.next_deadline().is_none() {
                return self.idle();
            }
            if self.exited.is_none() && self.time() >= until {
                return if rests { self.idle() } else { Progress::Busy };
            }
        }
    }

    fn idle(&self) -> Progress {
        Progress::Idle { until: self.next_deadline() }
    }

    /// An idle process under the virtual clock: go to a later time.
    pub fn skip_to(&mut self, time: Nanos) {
        self.now = self.now.max(time);
    }

    /// When this process has something to run: now, at its next deadline, or never by itself.
    pub fn ready_at(&self) -> Option<Nanos> {
        if self.exited.is_some() {
            return None;
        }
        if self.parallel.is_some() {
            return self.parallel_ready_at();
        }
        if self.running.is_some() || !self.ready.is_empty() {
            return Some(self.now);
        }
        self.next_deadline().map(|d| d.max(self.now))
    }

    /// Under the virtual clock: all cores are taken until then.
    pub fn wait_for_core(&mut self, until: Nanos) {
        if let Some(tid) = self.running.or(self.ready.front().copied()) {
            let at = self.now;
            self.emit_state(at, tid, State::WaitingForCore);
            self.now = self.now.max(until);
            if self.running.is_some() {
                self.emit_state(until, tid, State::Running);
            }
        } else {
            self.now = self.now.max(until);
        }
    }

    fn expire_deadlines(&mut self) {
        let Some(first) = self.next_deadline() else { return };
        let now = self.time();
        self.ring_alarm(now);
        if first > now {
            return;
        }
        for tid in self.waiting.due(now) {
            let Some(Status::Blocked { request, cancelling, deadline, .. }) = self.threads.get_mut(&tid) else {
                continue;
            };
            if *request {
                // Only the machine knows whether the answer is on its way.
                *cancelling = true;
                if let Some(d) = deadline.take() {
                    self.waiting.forget_deadline(tid, d);
                }
                self.outbox.push(ToMachine::Cancel { at: now, tid });
                continue;
            }
            self.wake_thread(tid, WaitOutcome::TimedOut);
        }
    }

    fn make_ready(&mut self, tid: Tid) {
        let Some(status) = self.threads.get_mut(&tid) else { return };
        let before = std::mem::replace(status, Status::Ready);
        self.waiting.remove(tid, &before);
        if self.running.is_none() && self.parallel.is_none() {
            // Nobody asks since when it has waited: it runs next, or whoever does has the time noted then.
            self.ready.push_back(tid);
            return;
        }
        let at = self.time_when_ready(tid);
        if self.ready.is_empty() {
            self.contended_since = self.contended_since.max(at);
        }
        self.ready.push_back(tid);
        if self.parallel.is_some() {
            self.emit_state(at, tid, State::WaitingForCore);
        } else if self.running.is_some() {
            self.emit_state(at, tid, State::WaitingForGil);
        }
    }

    /// Give the GIL to a ready thread. False if there is none.
    fn dispatch(&mut self) -> bool {
        while !self.ready.is_empty() {
            let index = self.scheduled_now().unwrap_or_else(|| self.choose(self.ready.len()));
            if self.ready.remove(index).is_some_and(|tid| self.begin(tid)) {
                return true;
            }
        }
        false
    }

    /// Which of `count` threads in line is next: the one that became ready first, or, with a seed, any.
    fn choose(&mut self, count: usize) -> usize {
        let any = self.settings.seed != 0 || self.settings.gil == GilPolicy::Random;
        if any && count > 1 { self.order.below(count as u64) as usize } else { 0 }
    }

    /// A thread, no longer among the ready ones, gets the GIL.
    fn begin(&mut self, tid: Tid) -> bool {
        if !self.vm.switch_to(tid) {
            return false;
        }
        let now = self.time();
        self.running = Some(tid);
        self.turn_over = false;
        self.contended_since = now;
        self.threads.insert(tid, Status::Running);
        self.emit_state(now, tid, State::Running);
        self.mark_switch(now, tid);
        if self.settings.record_schedule {
            self.record.push(ScheduledSwitch { step: self.steps, thread: tid });
        }
        true
    }

    /// The next switch that the settings ask for: how many instructions before it, and to whom.
    fn next_scheduled(&mut self) -> Option<(u64, Tid)> {
        loop {
            let switch = self.settings.schedule.get(self.scheduled)?;
            if switch.step >= self.steps {
                return Some((switch.step - self.steps, switch.thread));
            }
            // Passed while nothing ran that could be stopped.
            self.scheduled += 1;
        }
    }

    /// Where among the ready threads the one stands that the schedule wants to run from this very step on.
    fn scheduled_now(&mut self) -> Option<usize> {
        let (0, next) = self.next_scheduled()? else { return None };
        let at = self.ready.iter().position(|t| *t == next)?;
        self.scheduled += 1;
        Some(at)
    }

    /// Do what the schedule says for this very step. A thread that cannot run is left alone.
    fn follow_schedule(&mut self, tid: Tid) {
        while let Some((0, next)) = self.next_scheduled() {
            self.scheduled += 1;
            if let Some(at) = self.ready.iter().position(|t| *t == next) {
                self.ready.remove(at);
                self.yield_gil(tid);
                self.begin(next);
                return;
            }
        }
    }

    /// Instructions to run before the scheduler looks again; 0 if the running thread is to give the GIL away as soon
    /// as it may.
    fn slice(&mut self, until: Nanos) -> u32 {
        let fuel = self.slice_of_policy(until);
        match self.next_scheduled() {
            Some((left, _)) => fuel.min(left.min(u32::MAX as u64) as u32),
            None => fuel,
        }
    }

    fn slice_of_policy(&mut self, until: Nanos) -> u32 {
        let contended = self.is_contended();
        let policy = self.settings.gil;
        let most = match policy {
            GilPolicy::Random if contended => 1,
            GilPolicy::Free if contended => 1 + self.chance.below(FREE_SLICE * 2) as u32,
            GilPolicy::V2_7 if contended => {
                let (least, most) = CHECK_INTERVAL;
                least + self.chance.below((most - least) as u64) as u32
            }
            _ => 1_000_000,
        };
        let timed = contended && matches!(policy, GilPolicy::V3_9 | GilPolicy::V3_10 | GilPolicy::V3_13);
        if timed && self.time() >= self.contended_since + self.switch_interval() {
            return 0;
        }
        match self.settings.clock {
            ClockMode::Real => most.min(SLICE_FUEL + self.chance.below(SLICE_MORE) as u32),
            ClockMode::Virtual => {
                let now = self.now;
                let mut end = until;
                if timed {
                    end = end.min(self.contended_since + self.switch_interval());
                }
                if let Some(deadline) = self.next_deadline() {
                    end = end.min(deadline);
                }
                let instructions = end.saturating_sub(now).div_ceil(NANOS_PER_INSTRUCTION as u64);
                instructions.clamp(1, most as u64) as u32
            }
        }
    }

    fn switch_interval(&self) -> Nanos {
        self.vm.environment.switch_interval_nanos
    }

    fn run_slice(&mut self, until: Nanos) -> Slice {
        let fuel = match self.interrupted.take() {
            Some(rest) => Some(rest),
            None => self.begin_slice(until),
        };
        let (Some(tid), Some(mut fuel)) = (self.running, fuel) else { return Slice::Over };
        let stop = loop {
            let part = self.before_pause(fuel);
            if part == 0 {
                self.interrupted = Some(fuel);
                return Slice::Paused;
            }
            let (stop, left) = self.run_part(tid, part);
            fuel = fuel - part + left;
            if stop == Stop::Wait && self.stops_before() {
                let why = if self.vm.needs_library() { Slice::NeedsLibrary } else { Slice::LongCall };
                self.vm.thread.wait = None;
                self.interrupted = Some(fuel);
                return why;
            }
            let told = self.vm.effects.iter().all(|e| matches!(e, Effect::Lock { .. } | Effect::Message { .. }));
            self.apply_effects(tid);
            if self.exited.is_some() {
                return Slice::Over;
            }
            match stop {
                // The pause comes now.
                Stop::OutOfFuel if fuel > 0 => {}
                // What is only told changes nothing: a run goes the same way whether it is recorded or not.
                Stop::Effects if told && fuel > 0 => {}
                _ => break stop,
            }
        };
        match stop {
            Stop::OutOfFuel => {
                self.turn_over = matches!(self.settings.gil, GilPolicy::Random | GilPolicy::Free | GilPolicy::V2_7);
            }
            Stop::Effects => {}
            Stop::Wait => self.block(tid),
            Stop::Ended => self.end_thread(tid),
        }
        Slice::Over
    }

    /// What comes before a slice of the running thread. How many instructions it may have; `None` if it is not to run
    /// now.
    fn begin_slice(&mut self, until: Nanos) -> Option<u32> {
        self.follow_schedule(self.running?);
        let tid = self.running?;
        if tid == self.main && self.vm.signals.is_pending() {
            // If it waited, it waits no longer: what it asked the machine for has been taken back, or answered.
            self.vm.handle_signals();
        }
        if self.vm.thread.wait.as_ref().is_some_and(|w| w.outcome == WaitOutcome::Pending) {
            // It was taken out of its wait for a signal's handler that has had its turn.
            self.block(tid);
            return None;
        }
        if self.turn_over && !self.ready.is_empty() {
            self.preempt(tid);
            return None;
        }
        match self.slice(until) {
            0 if self.vm.may_stop_here(self.settings.gil.points()) => {
                self.preempt(tid);
                None
            }
            fuel => Some(fuel.max(1)),
        }
    }

    /// How many of `fuel` instructions end before the pause that is asked for.
    fn before_pause(&self, fuel: u32) -> u32 {
        match self.pause {
            None => fuel,
            Some(at) => {
                let whole = at.saturating_sub(self.now) / NANOS_PER_INSTRUCTION as u64;
                fuel.min(whole.min(u32::MAX as u64) as u32)
            }
        }
    }

    /// Run the current thread for up to `fuel` instructions. The fuel left comes with the reason for the stop.
    fn run_part(&mut self, tid: Tid, fuel: u32) -> (Stop, u32) {
        let begin = if self.settings.trace { self.time() } else { 0 };
        if self.settings.clock == ClockMode::Virtual {
            self.vm.clock =
                Clock::Virtual { start: self.now, nanos_per_instruction: NANOS_PER_INSTRUCTION, slice_fuel: fuel };
        }
        let (stop, mut left) = if self.marks_instructions_of(tid) {
            self.run_marked(tid, fuel)
        } else if let Some(mut finder) = self.races.take() {
            let outcome = self.run_watched(&mut finder, tid, fuel);
            self.races = Some(finder);
            outcome
        } else {
            let stop = self.vm.run(fuel);
            let left = self.vm.fuel_left();
            self.keep_notes(tid, begin, fuel, fuel - left);
            (stop, left)
        };
        if stop == Stop::Wait && self.stops_before() {
            // The instruction will run again, and is to count once.
            left = fuel.min(left + 1);
        }
        let used = fuel - left.min(fuel);
        self.steps += used as u64;
        if self.settings.clock == ClockMode::Virtual {
            self.now += used as u64 * NANOS_PER_INSTRUCTION as u64;
            self.vm.clock = Clock::Virtual {
                start: self.now,
                nanos_per_instruction: NANOS_PER_INSTRUCTION,
                slice_fuel: self.vm.fuel_left(),
            };
        }
        (stop, left)
    }

    /// Has the running thread stopped before an instruction, for the sake of the host?
    fn stops_before(&self) -> bool {
        self.vm.needs_library() || self.vm.meets_long_call()
    }

    /// Does what [`Vm::run`] does, instruction by instruction, and lets the race finder see each. The fuel left comes
    /// with the reason for the stop.
    fn run_watched(&mut self, finder: &mut RaceFinder, tid: Tid, fuel: u32) -> (Stop, u32) {
        let begin = self.now;
        let mut left = fuel;
        loop {
            if left == 0 {
                return (Stop::OutOfFuel, 0);
            }
            let touch = self.vm.next_touch();
            match touch {
                Touch::Read(place) => finder.access(&self.vm, tid, place, false),
                Touch::Write(place) => finder.access(&self.vm, tid, place, true),
                _ => {}
            }
            if self.settings.clock == ClockMode::Virtual {
                let start = begin + (fuel - left) as u64 * NANOS_PER_INSTRUCTION as u64;
                self.vm.clock = Clock::Virtual { start, nanos_per_instruction: NANOS_PER_INSTRUCTION, slice_fuel: 1 };
            }
            let stop = self.vm.run(1);
            self.keep_note(tid, begin, fuel - left);
            left -= 1;
            match stop {
                Stop::Wait => finder.waits(tid, touch),
                _ => finder.ran(&self.vm, tid, touch),
            }
            if stop != Stop::OutOfFuel {
                return (stop, left);
            }
        }
    }

    /// The running thread gives the GIL away and stays ready; where chance decides, it may be the next one itself.
    fn preempt(&mut self, tid: Tid) {
        let index = match self.scheduled_now() {
            Some(index) => index,
            None => self.choose(self.ready.len() + 1),
        };
        match self.ready.remove(index) {
            Some(next) => {
                self.yield_gil(tid);
                if !self.begin(next) {
                    self.dispatch();
                }
            }
            None => {
                self.turn_over = false;
                self.contended_since = self.time();
            }
        }
    }

    fn yield_gil(&mut self, tid: Tid) {
        let now = self.time();
        self.running = None;
        self.threads.insert(tid, Status::Ready);
        self.ready.push_back(tid);
        self.emit_state(now, tid, State::WaitingForGil);
    }

    /// The running thread has to wait; `thread.wait` says for what.
    fn block(&mut self, tid: Tid) {
        self.collect_output();
        let now = self.time();
        self.running = None;
        self.leaves_core(tid);
        let Some(wait) = self.vm.thread.wait.clone() else {
            self.ready.push_back(tid);
            return;
        };
        if wait.outcome != WaitOutcome::Pending {
            // What it waits for came during a signal's handler.
            self.make_ready(tid);
            return;
        }
        let mut request = false;
        let state = match &wait.reason {
            WaitReason::Sleep => State::Sleeping,
            WaitReason::Request(bytes) => {
                request = true;
                match postcard::from_bytes::<Request>(bytes) {
                    Ok(mut r) => {
                        if let (Request::QueuePut { data, .. }, Some(apart)) = (&mut r, &wait.data) {
                            *data = apart.clone();
                        }
                        let state = self.state_of_request(now, tid, &r);
                        self.send_request(now, tid, r);
                        state
                    }
                    Err(_) => State::Io,
                }
            }
            WaitReason::Join(other) => {
                if !self.threads.contains_key(other) {
                    self.wake_thread(tid, WaitOutcome::Woken);
                    return;
                }
                let object = self.thread_object(now, *other);
                State::Blocked { object }
            }
            _ => match wait.object.as_ref() {
                Some(r) => State::Blocked { object: self.introduce(now, tid, r, &wait.reason) },
                None => State::Sleeping,
            },
        };
        let status = Status::Blocked {
            on: wait.object.as_ref(),
            join: match wait.reason {
                WaitReason::Join(t) => Some(t),
                _ => None,
            },
            deadline: wait.deadline,
            request,
            cancelling: false,
        };
        self.waiting.insert(tid, &status);
        self.threads.insert(tid, status);
        self.emit_state(now, tid, state);
    }

    fn send_request(&mut self, at: Nanos, tid: Tid, request: Request) {
        let request = match request {
            Request::Spawn { name, data, ends, interpreter, .. } => {
                let image = Some(Image::Live(Box::new(self.vm.fresh(data, interpreter))));
                Request::Spawn { image, name, data: Vec::new(), ends, interpreter }
            }
            Request::Fork { name, .. } => Request::Fork { image: Some(self.image(tid)), name },
            other => other,
        };
        self.outbox.push(ToMachine::Request { at, tid, request });
    }

    /// This process as `fork` copies it: the heap, held locks included, and the one thread.
    fn image(&mut self, tid: Tid) -> Image {
        let mut child = self.vm.copy(self.remains.take());
        child.switch_to(tid);
        child.keep_current_thread();
        child.output.clear();
        child.effects.clear();
        child.forget_notes();
        if let Some(wait) = &mut child.thread.wait {
            wait.outcome = WaitOutcome::Woken;
            wait.reply = postcard::to_stdvec(&Reply::Child).unwrap_or_default();
        }
        Image::Live(child)
    }

    fn wake_thread(&mut self, tid: Tid, outcome: WaitOutcome) {
        if let Some(thread) = self.vm.thread_by_id_mut(tid)
            && let Some(wait) = &mut thread.wait
        {
            wait.outcome = outcome;
        }
        self.make_ready(tid);
    }

    fn end_thread(&mut self, tid: Tid) {
        let now = self.time();
        self.collect_output();
        self.running = None;
        self.leaves_core(tid);
        self.ends_in_parallel(tid);
        self.threads.remove(&tid);
        self.emit(now, tid, EventKind::State { state: State::Finished, line: 0 });
        for joiner in self.waiting.joiners(tid) {
            let object = Some(self.thread_object(now, tid));
            let to = Lane { pid: self.pid, tid: joiner };
            self.emit(now, tid, EventKind::Wake { to, cause: weft_trace::WakeCause::Join, object });
            self.wake_thread(joiner, WaitOutcome::Woken);
        }
        if tid == self.main {
            // The main thread's prelude ends the process itself; this is the end of a broken one, or of a
            // thread that has forked.
            self.exit(i32::from(tid == 0));
        }
    }

    fn exit(&mut self, code: ExitCode) {
        if self.exited.is_some() {
            return;
        }
        let now = self.time();
        self.collect_output();
        let alive: Vec<Tid> = self.threads.keys().copied().collect();
        for tid in alive {
            self.emit(now, tid, EventKind::State { state: State::Finished, line: 0 });
        }
        self.emit(now, 0, EventKind::ProcessEnd { exit_code: code });
        self.exited = Some(code);
        self.running = None;
        self.ready.clear();
        self.leave_all_cores();
        self.flush_events();
        if let Some(finder) = &self.races
            && !finder.races().is_empty()
        {
            self.outbox.push(ToMachine::Races(finder.races().to_vec()));
        }
        if self.settings.record_schedule {
            self.outbox.push(ToMachine::Schedule(std::mem::take(&mut self.record)));
        }
        self.outbox.push(ToMachine::Exited { at: now, code });
    }
}
