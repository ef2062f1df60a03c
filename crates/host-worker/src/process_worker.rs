//! A worker that goes on with one Python process, or runs a program again under the virtual clock, or looks through a
//! trace.

use gloo_timers::callback::Timeout;
use gloo_worker::{HandlerId, Worker, WorkerScope};
use weft_kernel::{Process, Progress};
use weft_session::{GivenInput, Options, Program, Replay, ReplayWork, StoredFile, World, restore_process};
use weft_trace::Recording;

use crate::{
    clock, crash, findings,
    kernel_worker::CWD,
    library::Fetching,
    memory::is_fit,
    protocol::{FromWorker, ToWorker},
    segments,
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
    timer: Option<Timeout>,
    library: Fetching,
}

enum Work {
    None,
    Process(Box<Process>),
    /// A process that goes back when it has made its next call.
    Errand(Box<Process>),
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
        let (to_self, told) = (scope.clone(), scope.clone());
        ProcessWorker {
            work: Work::None,
            master: None,
            ticker: Ticker::new(move || to_self.send_message(Message::Tick)),
            timer: None,
            library: Fetching::new(move |outcome| told.send_message(Message::Library(outcome))),
        }
    }

    fn update(&mut self, scope: &WorkerScope<Self>, message: Message) {
        match message {
            Message::Tick => {
                self.ticker.ticked();
                self.turn(scope);
            }
            // Not at once: a timer that is set in a timer's own task waits 4 ms at least.
            Message::Timer => {
                self.timer = None;
                self.ticker.tick_soon();
            }
            Message::Prefetch => {
                self.timer = None;
                self.library.begin();
            }
            Message::Library(outcome) => {
                if self.library.ended() {
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
            ToWorker::Process { saved, start, memory, errand } => {
                clock::start_at(start);
                segments::clear();
                segments::put(memory);
                match begin_process(&saved, errand) {
                    Ok(work) => self.work = work,
                    Err(why) => return scope.respond(id, FromWorker::Failed(why)),
                }
            }
            ToWorker::Replay { program, options, files, inputs } => {
                self.work = begin_replay(&program, &options, files, inputs);
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
                if let Work::Process(process) | Work::Errand(process) = &mut self.work {
                    for message in messages {
                        process.deliver(message, clock::now());
                    }
                }
            }
            ToWorker::Memory(memory) => segments::put(memory),
        }
        // At once if nothing is under way: an answer that a thread waits for should not wait itself.
        self.turn(scope);
    }
}

// Not part of their caller, nor what they are made of: the first file of the wasm, which all workers wait for, is better
// without it (www/tools/split.mjs).

#[inline(never)]
fn begin_process(saved: &[u8], errand: bool) -> Result<Work, String> {
    let mut process = Box::new(restore_process(saved, clock::now)?);
    process.share_bytes(segments::BYTES);
    Ok(if errand { Work::Errand(process) } else { Work::Process(process) })
}

#[inline(never)]
fn begin_replay(program: &Program, options: &Options, files: Vec<StoredFile>, inputs: Vec<GivenInput>) -> Work {
    let world = World { cwd: CWD.to_owned(), files, ..World::default() };
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
    /// In the place that it came from.
    Elsewhere,
    /// It has ended.
    Never,
}

impl ProcessWorker {
    /// Run Python code for a few milliseconds and send what came of it.
    fn turn(&mut self, scope: &WorkerScope<Self>) {
        if self.library.is_needed() || self.ticker.is_due() {
            return;
        }
        let errand = matches!(self.work, Work::Errand(_));
        let again = match &mut self.work {
            Work::None | Work::Trace(_) => return,
            Work::Process(process) | Work::Errand(process) => {
                let progress = process.run(clock::now() + TURN_NANOS);
                if progress == (Progress::Idle { until: None }) {
                    process.tell_stuck();
                }
                let messages = process.take_messages();
                if let (Some(kernel), false) = (self.master, messages.is_empty()) {
                    scope.respond(kernel, FromWorker::Messages(messages));
                }
                match progress {
                    Progress::Busy | Progress::Idle { .. } if errand && process.can_move() => Again::Elsewhere,
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
            Again::Soon => self.ticker.tick_soon(),
            // A timer counts whole milliseconds; the rest of one is spent looking at the clock.
            Again::At(time) => match clock::millis_until(time) {
                0 => self.ticker.tick_soon(),
                millis => {
                    let to_self = scope.clone();
                    self.timer = Some(Timeout::new(millis, move || to_self.send_message(Message::Timer)));
                }
            },
            Again::WhenTold => {}
            Again::Never | Again::Elsewhere => {
                let work = std::mem::replace(&mut self.work, Work::None);
                segments::clear();
                if let (Work::Errand(process), Again::Elsewhere, Some(kernel)) = (work, again, self.master) {
                    scope.respond(
                        kernel,
                        match process.save() {
                            Ok(saved) => FromWorker::Back { saved, received: process.received() },
                            Err(why) => FromWorker::Failed(why),
                        },
                    );
                }
                if let Some(kernel) = self.master {
                    scope.respond(kernel, FromWorker::Free { fit: is_fit() });
                }
            }
            Again::WithLibrary => self.library.need(),
        }
    }
}
