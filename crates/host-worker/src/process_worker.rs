//! A worker that goes on with one Python process, or runs a program again under the virtual clock, or looks through a
//! trace.

use gloo_timers::callback::Timeout;
use gloo_worker::{HandlerId, Worker, WorkerScope};
use weft_kernel::{Process, Progress};
use weft_session::{GivenInput, Options, Program, Replay, ReplayWork, World, restore_process};
use weft_trace::Recording;

use crate::{
    clock, crash, findings,
    kernel_worker::CWD,
    library,
    memory::is_fit,
    protocol::{FromWorker, ToWorker},
    ticker::Ticker,
};

/// When a worker that is kept warm fetches the library, in milliseconds after its first word: the page comes first.
const PREFETCH_MILLIS: u32 = 1_000;

/// How long Python code runs before the worker looks at its messages.
const TURN_NANOS: u64 = 4_000_000;

pub struct ProcessWorker {
    work: Work,
    /// Who it works for.
    master: Option<HandlerId>,
    ticker: Ticker,
    /// A tick is on its way.
    ticking: bool,
    timer: Option<Timeout>,
    /// The library is on its way.
    fetching: bool,
    /// The program cannot go on without it.
    needs_library: bool,
}

enum Work {
    None,
    Process(Box<Process>),
    /// With the number of what was asked for last.
    Replay(Box<Replay>, u32),
    /// Of a trace, as far as it has come.
    Trace(Box<Recording>),
}

pub enum Message {
    Tick,
    Timer,
    Prefetch,
    /// The library is there, or why it is not.
    Library(Result<(), String>),
}

impl Worker for ProcessWorker {
    type Message = Message;
    type Input = ToWorker;
    type Output = FromWorker;

    fn create(scope: &WorkerScope<Self>) -> Self {
        let to_self = scope.clone();
        ProcessWorker {
            work: Work::None,
            master: None,
            ticker: Ticker::new(move || to_self.send_message(Message::Tick)),
            ticking: false,
            timer: None,
            fetching: false,
            needs_library: false,
        }
    }

    fn update(&mut self, scope: &WorkerScope<Self>, message: Message) {
        match message {
            Message::Tick => {
                self.ticking = false;
                self.turn(scope);
            }
            // Not at once: a timer that is set in a timer's own task waits 4 ms at least.
            Message::Timer => {
                self.timer = None;
                self.tick_soon();
            }
            Message::Prefetch => {
                self.timer = None;
                self.fetch_library(scope);
            }
            Message::Library(outcome) => {
                self.fetching = false;
                // A prefetch that failed is tried again when the library is needed.
                if std::mem::take(&mut self.needs_library) {
                    match (outcome, self.master) {
                        (Err(why), Some(master)) => {
                            self.work = Work::None;
                            scope.respond(master, FromWorker::Failed(why));
                        }
                        _ => self.turn(scope),
                    }
                }
            }
        }
    }

    fn received(&mut self, scope: &WorkerScope<Self>, input: ToWorker, id: HandlerId) {
        self.master = Some(id);
        match input {
            ToWorker::Hello { key, crash_channel } => {
                crash::report(&crash_channel, key);
                scope.respond(id, FromWorker::Ready);
                let to_self = scope.clone();
                self.timer = Some(Timeout::new(PREFETCH_MILLIS, move || to_self.send_message(Message::Prefetch)));
            }
            ToWorker::Process { saved, start } => {
                clock::start_at(start);
                match begin_process(&saved) {
                    Ok(work) => self.work = work,
                    Err(why) => return scope.respond(id, FromWorker::Failed(why)),
                }
            }
            ToWorker::Replay { program, options, inputs } => {
                self.work = begin_replay(&program, &options, inputs);
            }
            ToWorker::Ask { number, request } => {
                if let Work::Replay(replay, asked) = &mut self.work {
                    replay.ask(request);
                    *asked = number;
                }
            }
            ToWorker::Trace(batch) => {
                if !matches!(self.work, Work::Trace(_)) {
                    self.work = Work::Trace(Box::default());
                }
                if let Work::Trace(recording) = &mut self.work
                    && let Err(why) = findings::add(recording, &batch)
                {
                    scope.respond(id, FromWorker::Failed(why));
                }
            }
            ToWorker::Find { end, cores } => {
                if let Work::Trace(recording) = std::mem::replace(&mut self.work, Work::None) {
                    scope.respond(id, FromWorker::Found(findings::of(*recording, end, cores)));
                }
            }
            ToWorker::Deliver(messages) => {
                if let Work::Process(process) = &mut self.work {
                    for message in messages {
                        process.deliver(message, clock::now());
                    }
                }
            }
            ToWorker::Stop => {
                self.work = Work::None;
                self.needs_library = false;
            }
        }
        // At once if nothing is under way: an answer that a thread waits for should not wait itself.
        self.turn(scope);
    }
}

// Not part of their caller, nor what they are made of: the first file of the wasm, which all workers wait for, is better
// without it (www/tools/split.mjs).

#[inline(never)]
fn begin_process(saved: &[u8]) -> Result<Work, String> {
    Ok(Work::Process(Box::new(restore_process(saved, clock::now)?)))
}

#[inline(never)]
fn begin_replay(program: &Program, options: &Options, inputs: Vec<GivenInput>) -> Work {
    let world = World { cwd: CWD.to_owned(), ..World::default() };
    Work::Replay(Box::new(Replay::new(program, options, &world, inputs)), 0)
}

#[inline(never)]
fn replay_for_a_turn(replay: &mut Replay) -> ReplayWork {
    let end = clock::now() + TURN_NANOS;
    loop {
        match replay.work() {
            ReplayWork::More if clock::now() < end => {}
            other => return other,
        }
    }
}

/// When to have the next turn.
enum Again {
    Soon,
    At(u64),
    WhenTold,
    WithLibrary,
    /// It has ended.
    Never,
}

impl ProcessWorker {
    /// Run Python code for a few milliseconds and send what came of it.
    fn turn(&mut self, scope: &WorkerScope<Self>) {
        if self.needs_library || self.ticking {
            return;
        }
        let again = match &mut self.work {
            Work::None | Work::Trace(_) => return,
            Work::Process(process) => {
                let progress = process.run(clock::now() + TURN_NANOS);
                if progress == (Progress::Idle { until: None }) {
                    process.tell_stuck();
                }
                let messages = process.take_messages();
                if let (Some(kernel), false) = (self.master, messages.is_empty()) {
                    scope.respond(kernel, FromWorker::Messages(messages));
                }
                match progress {
                    Progress::Busy | Progress::Paused | Progress::LongCall => Again::Soon,
                    Progress::Idle { until: Some(t) } => Again::At(t),
                    Progress::Idle { until: None } => Again::WhenTold,
                    Progress::NeedsLibrary => Again::WithLibrary,
                    Progress::Exited { .. } => Again::Never,
                }
            }
            Work::Replay(replay, number) => match replay_for_a_turn(replay) {
                ReplayWork::More => Again::Soon,
                ReplayWork::NeedsLibrary => Again::WithLibrary,
                ReplayWork::Nothing => Again::WhenTold,
                ReplayWork::Answer(answer) => {
                    if let Some(page) = self.master {
                        scope.respond(page, FromWorker::Replayed { number: *number, answer });
                    }
                    Again::WhenTold
                }
            },
        };
        self.timer = None;
        match again {
            Again::Soon => self.tick_soon(),
            // A timer counts whole milliseconds; the rest of one is spent looking at the clock.
            Again::At(time) => match clock::millis_until(time) {
                0 => self.tick_soon(),
                millis => {
                    let to_self = scope.clone();
                    self.timer = Some(Timeout::new(millis, move || to_self.send_message(Message::Timer)));
                }
            },
            Again::WhenTold => {}
            Again::Never => {
                self.work = Work::None;
                if let Some(kernel) = self.master {
                    scope.respond(kernel, FromWorker::Free { fit: is_fit() });
                }
            }
            Again::WithLibrary => {
                self.needs_library = true;
                self.fetch_library(scope);
            }
        }
    }

    fn tick_soon(&mut self) {
        if !self.ticking {
            self.ticking = true;
            self.ticker.tick_soon();
        }
    }

    fn fetch_library(&mut self, scope: &WorkerScope<Self>) {
        if self.fetching || weft_session::library::is_complete() {
            return;
        }
        self.fetching = true;
        let to_self = scope.clone();
        library::fetch(move |outcome| to_self.send_message(Message::Library(outcome)));
    }
}
