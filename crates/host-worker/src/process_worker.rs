//! A worker that runs one Python process, or a whole simulated machine.

use gloo_timers::callback::Timeout;
use gloo_worker::{HandlerId, Worker, WorkerScope};
use weft_kernel::{Process, Progress};
use weft_session::{
    Booted, ClockMode, Event, Options, Program, Replay, ReplayWork, Simulated, Step, World, fork_vm, main_vm_in,
};

use crate::{
    clock, crash,
    kernel_worker::CWD,
    library,
    protocol::{FromWorker, ToWorker},
    ticker::Ticker,
};

/// When a worker that is kept warm fetches the library, in milliseconds after its first word: the page comes first.
const PREFETCH_MILLIS: u32 = 1_000;

/// After its process has ended, a worker boots a VM for the next run when nothing has come for this long, in
/// milliseconds: more often than not another process comes.
const REST_MILLIS: u32 = 200;

/// A worker whose memory has grown beyond this, in pages of 64 KiB, has no other process: it cannot give any back.
const FIT_PAGES: usize = 2048;

/// How long Python code runs before the worker looks at its messages.
const TURN_NANOS: u64 = 4_000_000;

pub struct ProcessWorker {
    work: Work,
    /// For the first process of a run, made while the worker waits for one.
    booted: Option<Booted>,
    kernel: Option<HandlerId>,
    ticker: Ticker,
    /// A tick is on its way.
    ticking: bool,
    timer: Option<Timeout>,
    /// The library is on its way.
    fetching: bool,
    /// It was told what to do.
    has_begun: bool,
    /// Exercise once there is nothing else to do.
    exercise: bool,
    /// The program cannot go on without it.
    needs_library: bool,
}

enum Work {
    None,
    Process(Box<Process>),
    Simulated(Box<Simulated>),
    /// With the number of what was asked for last.
    Replay(Box<Replay>, u32),
    /// Any real work takes its place.
    Exercise(Box<Simulated>),
}

pub enum Message {
    Tick,
    Timer,
    /// There was nothing to do for a while.
    Rest,
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
            booted: None,
            kernel: None,
            ticker: Ticker::new(move || to_self.send_message(Message::Tick)),
            ticking: false,
            timer: None,
            fetching: false,
            needs_library: false,
            has_begun: false,
            exercise: false,
        }
    }

    fn update(&mut self, scope: &WorkerScope<Self>, message: Message) {
        match message {
            Message::Tick => {
                self.ticking = false;
                if !self.has_begun {
                    self.booted.get_or_insert_with(Booted::new);
                }
            }
            Message::Timer => self.timer = None,
            Message::Rest => {
                self.timer = None;
                if matches!(self.work, Work::None) {
                    self.has_begun = false;
                    self.booted.get_or_insert_with(Booted::new);
                }
            }
            Message::Prefetch => {
                self.timer = None;
                self.fetch_library(scope);
                if std::mem::take(&mut self.exercise) && matches!(self.work, Work::None) {
                    self.work = Work::Exercise(Box::new(exercise()));
                }
            }
            Message::Library(outcome) => {
                self.fetching = false;
                // A prefetch that failed is tried again when the library is needed.
                if let (Err(why), Some(kernel), true) = (outcome, self.kernel, self.needs_library) {
                    self.work = Work::None;
                    scope.respond(kernel, FromWorker::Failed(why));
                }
                self.needs_library = false;
            }
        }
        self.turn(scope);
    }

    fn received(&mut self, scope: &WorkerScope<Self>, input: ToWorker, id: HandlerId) {
        self.kernel = Some(id);
        match input {
            ToWorker::Hello { key, crash_channel, exercise } => {
                self.exercise = exercise;
                crash::report(&crash_channel, key);
                scope.respond(id, FromWorker::Ready);
                let to_self = scope.clone();
                self.timer = Some(Timeout::new(PREFETCH_MILLIS, move || to_self.send_message(Message::Prefetch)));
                // What it is to do may be on its way already.
                self.tick_soon();
                return;
            }
            ToWorker::Main { program, options, world, start } => {
                clock::start_at(start);
                let vm = main_vm_in(self.take_booted(), &program, &options, &world, clock::now);
                self.work = Work::Process(Box::new(Process::new(vm, options.settings(), clock::now())));
            }
            ToWorker::Fork { image, pid, parent, settings, start } => {
                clock::start_at(start);
                self.has_begun = true;
                self.booted = None;
                match fork_vm(image, pid, parent, clock::now) {
                    Ok(vm) => self.work = Work::Process(Box::new(Process::new(vm, settings, clock::now()))),
                    Err(e) => {
                        scope.respond(id, FromWorker::Failed(e));
                        return;
                    }
                }
            }
            ToWorker::Simulate { program, options, world, start } => {
                clock::start_at(start);
                let run = Simulated::start_in(self.take_booted(), &program, &options, &world, clock::now);
                self.work = Work::Simulated(Box::new(run));
            }
            ToWorker::Replay { program, options, inputs } => {
                self.has_begun = true;
                self.booted = None;
                let world = World { cwd: CWD.to_owned(), ..World::default() };
                self.work = Work::Replay(Box::new(Replay::new(&program, &options, &world, inputs)), 0);
            }
            ToWorker::Ask { number, request } => {
                if let Work::Replay(replay, asked) = &mut self.work {
                    replay.ask(request);
                    *asked = number;
                }
            }
            ToWorker::Deliver(messages) => {
                if let Work::Process(process) = &mut self.work {
                    for message in messages {
                        process.deliver(message, clock::now());
                    }
                }
            }
            ToWorker::Line(line) => {
                if let Work::Simulated(run) = &mut self.work {
                    run.input(line);
                }
            }
            ToWorker::Stop => {
                self.work = Work::None;
                self.needs_library = false;
                return;
            }
        }
        // At once if nothing is under way: an answer that a thread waits for should not wait itself.
        if !self.ticking {
            self.timer = None;
            self.turn(scope);
        }
    }
}

/// A program that uses what programs use most; it prints nothing.
pub(crate) fn exercise() -> Simulated {
    let source = include_str!("exercise.py").to_owned();
    let program = Program { source, filename: "exercise.py".to_owned(), args: Vec::new() };
    let options = Options { clock: ClockMode::Virtual, trace: false, ..Options::default() };
    Simulated::start(&program, &options, &World::default(), clock::now)
}

/// The worker's linear memory.
#[cfg(target_arch = "wasm32")]
fn memory_pages() -> usize {
    core::arch::wasm32::memory_size(0)
}

#[cfg(not(target_arch = "wasm32"))]
fn memory_pages() -> usize {
    0
}

fn run_for_a_turn(run: &mut Simulated, events: &mut Vec<Event>) -> Step {
    let end = clock::now() + TURN_NANOS;
    loop {
        match run.step(events) {
            Step::Again if clock::now() < end => {}
            other => return other,
        }
    }
}

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
        if self.needs_library {
            return;
        }
        let again = match &mut self.work {
            Work::None => return,
            Work::Process(process) => {
                let progress = process.run(clock::now() + TURN_NANOS);
                let messages = process.take_messages();
                if let (Some(kernel), false) = (self.kernel, messages.is_empty()) {
                    scope.respond(kernel, FromWorker::Messages(messages));
                }
                match progress {
                    Progress::Busy | Progress::Paused => Again::Soon,
                    Progress::Idle { until: Some(t) } => Again::At(t),
                    Progress::Idle { until: None } => Again::WhenTold,
                    Progress::NeedsLibrary => Again::WithLibrary,
                    Progress::Exited { .. } => Again::Never,
                }
            }
            Work::Exercise(run) => match run_for_a_turn(run, &mut Vec::new()) {
                Step::Again => Again::Soon,
                _ => {
                    self.work = Work::None;
                    Again::WhenTold
                }
            },
            Work::Replay(replay, number) => match replay_for_a_turn(replay) {
                ReplayWork::More => Again::Soon,
                ReplayWork::NeedsLibrary => Again::WithLibrary,
                ReplayWork::Nothing => Again::WhenTold,
                ReplayWork::Answer(answer) => {
                    if let Some(page) = self.kernel {
                        scope.respond(page, FromWorker::Replayed { number: *number, answer });
                    }
                    Again::WhenTold
                }
            },
            Work::Simulated(run) => {
                let mut events = Vec::new();
                let step = run_for_a_turn(run, &mut events);
                if let (Some(kernel), false) = (self.kernel, events.is_empty()) {
                    scope.respond(kernel, FromWorker::Events(events));
                }
                match step {
                    Step::Again => Again::Soon,
                    Step::NeedsLibrary => Again::WithLibrary,
                    Step::At(Some(t)) => Again::At(t),
                    Step::At(None) => Again::WhenTold,
                    Step::Over => Again::Never,
                }
            }
        };
        match again {
            Again::Soon => self.tick_soon(),
            Again::At(time) => {
                let millis = time.saturating_sub(clock::now()).div_ceil(1_000_000).min(i32::MAX as u64) as u32;
                let to_self = scope.clone();
                self.timer = Some(Timeout::new(millis, move || to_self.send_message(Message::Timer)));
            }
            Again::WhenTold => {}
            Again::Never => {
                self.work = Work::None;
                if let Some(kernel) = self.kernel {
                    scope.respond(kernel, FromWorker::Free { fit: memory_pages() <= FIT_PAGES });
                }
                let to_self = scope.clone();
                self.timer = Some(Timeout::new(REST_MILLIS, move || to_self.send_message(Message::Rest)));
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

    fn take_booted(&mut self) -> Booted {
        self.has_begun = true;
        self.booted.take().unwrap_or_else(Booted::new)
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
