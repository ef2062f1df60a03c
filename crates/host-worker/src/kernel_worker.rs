//! The worker that runs programs. Whatever processes compute for long go on in process workers.

mod running;
mod workers;

use gloo_timers::callback::Timeout;
use gloo_worker::{HandlerId, Worker, WorkerScope};
use web_sys::BroadcastChannel;
use weft_session::{
    Booted, Event, Options, Program, Simulated, Step, StoredFile, Stream, Summary, World, restore_process,
};

use self::{running::Running, workers::Workers};
use crate::{
    check::mistakes,
    clock, crash,
    exercise::exercise,
    library::Fetching,
    memory::is_fit,
    protocol::{FromKernel, FromWorker, ToKernel},
    segments,
    ticker::Ticker,
};

/// How long Python code runs before the worker looks at its messages.
const TURN_NANOS: u64 = 4_000_000;

/// The same while other workers may have something to say.
const SHORT_TURN_NANOS: u64 = 1_000_000;

/// How long the page has the machine for itself after this worker's start, in milliseconds: then the library is fetched,
/// and a program run for exercise.
const PREFETCH_MILLIS: u32 = 1_000;

/// When process workers are started ahead, in milliseconds.
const WARM_UP_MILLIS: u32 = 500;

/// After a run, a VM is booted for the next one when nothing has come for this long, in milliseconds.
const REST_MILLIS: u32 = 200;

/// How long events are gathered before they go to the page, in milliseconds.
const GATHER_MILLIS: f64 = 8.0;

/// The working directory of programs.
pub(crate) const CWD: &str = "/home/user";

/// `ended_by` and exit code of a run that was stopped from outside.
const STOPPED: (&str, i32) = ("stopped", 130);

pub struct KernelWorker {
    scope: WorkerScope<KernelWorker>,
    page: Option<HandlerId>,
    run: Option<Running>,
    workers: Workers,
    /// For the first process of the next run.
    booted: Option<Booted>,
    /// Nobody has wanted anything yet: work that is none's.
    exercise: Option<Simulated>,
    ticker: Ticker,
    /// When the run goes on by itself.
    timer: Option<Timeout>,
    rest: Option<Timeout>,
    library: Fetching,
    _crashes: Option<BroadcastChannel>,
    _warm_up: Timeout,
    _prefetch: Timeout,
}

pub enum Message {
    From(u32, FromWorker),
    Crashed(u32, String),
    /// A worker has taken too long.
    NotLoaded(u32),
    /// Its process has been killed, to end with that code, and does not hear of it.
    StillThere(u32, i32),
    Tick,
    Timer,
    /// Nobody has wanted anything for a while.
    Rest,
    WarmUp,
    Prefetch,
    /// The library is there, or why it is not.
    Library(Result<(), String>),
    Flush,
    TimeLimit,
}

impl Worker for KernelWorker {
    type Message = Message;
    type Input = ToKernel;
    type Output = FromKernel;

    fn create(scope: &WorkerScope<Self>) -> Self {
        let crash_channel = format!("weft-{}", (js_sys::Math::random() * 1e15) as u64);
        let heard = scope.clone();
        let crashes = crash::listen(&crash_channel, move |key, text| heard.send_message(Message::Crashed(key, text)));
        let later = |millis, message: fn() -> Message| {
            let scope = scope.clone();
            Timeout::new(millis, move || scope.send_message(message()))
        };
        let (to_self, told) = (scope.clone(), scope.clone());
        let worker = KernelWorker {
            scope: scope.clone(),
            page: None,
            run: None,
            workers: Workers::new(scope.clone(), crash_channel),
            booted: None,
            exercise: None,
            ticker: Ticker::new(move || to_self.send_message(Message::Tick)),
            timer: None,
            rest: None,
            library: Fetching::new(move |outcome| told.send_message(Message::Library(outcome))),
            _crashes: crashes,
            _warm_up: later(WARM_UP_MILLIS, || Message::WarmUp),
            _prefetch: later(PREFETCH_MILLIS, || Message::Prefetch),
        };
        // What it is to do may be on its way already.
        worker.ticker.tick_soon();
        worker
    }

    fn update(&mut self, _scope: &WorkerScope<Self>, message: Message) {
        match message {
            Message::Tick => {
                self.ticker.ticked();
                if self.run.is_none() {
                    self.booted.get_or_insert_with(Booted::new);
                }
                self.turn();
            }
            // Not at once: a timer that is set in a timer's own task waits 4 ms at least.
            Message::Timer => {
                self.timer = None;
                self.ticker.tick_soon();
            }
            Message::Rest => {
                self.rest = None;
                self.ticker.tick_soon();
            }
            Message::WarmUp => self.workers.keep_warm(),
            Message::Prefetch => {
                self.library.begin();
                if self.run.is_none() {
                    self.exercise = Some(exercise());
                    self.ticker.tick_soon();
                }
            }
            Message::Library(outcome) => {
                if self.library.ended() {
                    match outcome {
                        Ok(()) => self.turn(),
                        Err(why) => self.end_run(&why, 134),
                    }
                }
            }
            Message::From(key, output) => self.heard_from(key, output),
            Message::Crashed(key, text) => self.worker_crashed(key, &text),
            Message::NotLoaded(key) => {
                self.workers.not_loaded(key);
                self.turn();
            }
            Message::StillThere(key, code) => self.lost(key, code, None),
            Message::Flush => self.flush(),
            Message::TimeLimit => self.end_run("the time limit was reached", 124),
        }
    }

    fn received(&mut self, scope: &WorkerScope<Self>, input: ToKernel, id: HandlerId) {
        self.page = Some(id);
        match input {
            ToKernel::Hello { crash_channel } => {
                crash::report(&crash_channel, 0);
                scope.respond(id, FromKernel::Ready);
            }
            ToKernel::Start { run, program, options, files } => {
                self.end_run(STOPPED.0, STOPPED.1);
                self.start(run, &program, options, files);
            }
            ToKernel::Stop { run } => {
                if self.run.as_ref().is_some_and(|r| r.number == run) {
                    self.end_run(STOPPED.0, STOPPED.1);
                }
            }
            ToKernel::Line { run, line } => {
                if let Some(r) = self.run.as_mut().filter(|r| r.number == run) {
                    r.simulated.input(line);
                    self.turn();
                }
            }
            ToKernel::Check { check, source } => {
                scope.respond(id, FromKernel::Checked { check, mistakes: mistakes(&source) });
            }
        }
    }
}

impl KernelWorker {
    // ---- runs

    fn start(&mut self, number: u32, program: &Program, options: Options, files: Vec<StoredFile>) {
        let start = clock::absolute_millis();
        clock::start_at(start);
        self.exercise = None;
        self.rest = None;
        let epoch_nanos = (start * 1e6) as u64;
        let world = World { epoch_nanos, cwd: CWD.to_owned(), variables: Vec::new(), files, ..World::default() };
        let time_limit = (options.limits.time_nanos > 0).then(|| {
            let to_self = self.scope.clone();
            let millis = (options.limits.time_nanos / 1_000_000).clamp(1, i32::MAX as u64) as u32;
            Timeout::new(millis, move || to_self.send_message(Message::TimeLimit))
        });
        let booted = self.booted.take().unwrap_or_else(Booted::new);
        let mut simulated = Simulated::start_in(booted, program, &options, &world, clock::now);
        if segments::are_possible() {
            simulated.share_bytes(segments::BYTES);
        }
        self.run = Some(Running::new(number, simulated, options, start, time_limit));
        if let Some(page) = self.page {
            // A sign of life: nothing else may come of the program for long.
            self.scope.respond(page, FromKernel::Events { run: number, events: Vec::new() });
        }
        self.turn();
    }

    /// Run Python code for a few milliseconds and see to what comes of it.
    fn turn(&mut self) {
        if self.ticker.is_due() || self.library.is_needed() {
            return;
        }
        self.timer = None;
        let Some(run) = &mut self.run else { return self.exercise_for_a_turn() };
        let begin = clock::now();
        let turn = if run.away.is_empty() && !self.workers.are_starting() { TURN_NANOS } else { SHORT_TURN_NANOS };
        let mut events = Vec::new();
        let step = loop {
            // Others may begin to load in the middle of a turn.
            run.simulated.hold_long_calls(self.workers.are_starting());
            let step = run.simulated.step(&mut events);
            run.count();
            while let Some(pid) = run.wants_out()
                && self.workers.move_out(run, pid)
            {}
            // Under the real clock the last step has just looked at it.
            let now = if run.options.simulated() { clock::now() } else { run.simulated.now() };
            match step {
                Step::Again if now < begin + turn => {}
                other => break other,
            }
        };
        if run.has_processes() {
            self.workers.keep_warm();
        }
        self.workers.deliver(run);
        self.pass_on(events);
        if self.run.is_none() {
            return;
        }
        match step {
            Step::Again => self.ticker.tick_soon(),
            Step::At(until) => self.wait(until),
            Step::NeedsLibrary => self.library.need(),
            Step::Over => {}
        }
    }

    /// Go on at that time of the run, or when there is a message.
    fn wait(&mut self, until: Option<u64>) {
        let Some(until) = until else { return };
        // A timer counts whole milliseconds; the rest of one is spent looking at the clock.
        match clock::millis_until(until) {
            0 => self.ticker.tick_soon(),
            millis => {
                let to_self = self.scope.clone();
                self.timer = Some(Timeout::new(millis, move || to_self.send_message(Message::Timer)));
            }
        }
    }

    fn exercise_for_a_turn(&mut self) {
        let Some(exercise) = &mut self.exercise else { return };
        let end = clock::now() + TURN_NANOS;
        while clock::now() < end {
            if exercise.step(&mut Vec::new()) != Step::Again {
                self.exercise = None;
                return;
            }
        }
        self.ticker.tick_soon();
    }

    /// End the run under way for a reason of Weft's own.
    fn end_run(&mut self, why: &str, exit_code: i32) {
        let Some(run) = &mut self.run else { return };
        let processes = run.simulated.started();
        let ended_by = Some(why.to_owned());
        let files = run.simulated.stored_files();
        let summary = Summary { exit_code, wall_nanos: clock::now(), processes, ended_by, ..Summary::default() };
        self.pass_on(files.into_iter().chain([Event::Finished(summary)]).collect());
    }

    /// The last event of the run has been passed on: end its workers.
    fn run_is_over(&mut self) {
        self.flush();
        let Some(run) = self.run.take() else { return };
        self.timer = None;
        self.library.need_no_more();
        self.workers.stop(run.away.into_values());
        segments::clear();
        drop(run.simulated);
        if !is_fit()
            && let Some(page) = self.page
        {
            self.scope.respond(page, FromKernel::Spent);
        }
        let to_self = self.scope.clone();
        self.rest = Some(Timeout::new(REST_MILLIS, move || to_self.send_message(Message::Rest)));
    }

    // ---- workers

    fn heard_from(&mut self, key: u32, output: FromWorker) {
        match output {
            FromWorker::Ready => {
                self.workers.ready(key);
                self.turn();
            }
            FromWorker::Messages(messages) => {
                let Some(run) = &mut self.run else { return };
                let Some(pid) = run.pid_at(key) else { return };
                let ended = messages.iter().any(|m| matches!(m, weft_kernel::ToMachine::Exited { .. }));
                let mut events = Vec::new();
                run.simulated.heard(pid, messages, &mut events);
                if ended {
                    run.away.remove(&pid);
                }
                self.workers.deliver(run);
                self.pass_on(events);
                self.turn();
            }
            FromWorker::Back { saved, received } => {
                let Some(run) = &mut self.run else { return };
                let pid = run.pid_at(key);
                let Some(errand) = run.errand.take_if(|errand| Some(errand.pid) == pid) else { return };
                run.away.remove(&errand.pid);
                let heard = (received - errand.received) as usize;
                let missed = errand.told.into_iter().skip(heard).collect();
                let mut events = Vec::new();
                match restore_process(&saved, clock::now) {
                    Ok(process) => run.simulated.move_in(process, missed, &mut events),
                    Err(why) => return self.end_run(&why, 134),
                }
                self.workers.deliver(run);
                self.pass_on(events);
                self.turn();
            }
            FromWorker::Failed(text) => self.worker_crashed(key, &text),
            FromWorker::Free { fit } => self.workers.free(key, fit),
            // The page has such workers of its own.
            FromWorker::Replayed { .. } | FromWorker::Found(_) => {}
        }
    }

    fn worker_crashed(&mut self, key: u32, text: &str) {
        // As CPython's process that aborted.
        self.lost(key, -6, Some(text));
    }

    /// A worker is gone, or is to go at once, and with it its process.
    fn lost(&mut self, key: u32, code: i32, crash: Option<&str>) {
        self.workers.remove(key);
        let Some(run) = &mut self.run else { return };
        let Some(pid) = run.pid_at(key) else { return };
        run.away.remove(&pid);
        let mut events = Vec::new();
        if let Some(text) = crash {
            let note = format!("weft: the worker of process {pid} crashed: {text}\n");
            events.push(Event::Output { at: clock::now(), pid, tid: 0, stream: Stream::Stderr, text: note });
        }
        run.simulated.lost(pid, code, &mut events);
        self.workers.deliver(run);
        self.pass_on(events);
        self.turn();
    }

    // ---- the page

    /// Events of the run, for the page: several at a time.
    fn pass_on(&mut self, events: Vec<Event>) {
        let Some(run) = &mut self.run else { return };
        if events.is_empty() {
            return;
        }
        let over = events.iter().any(|e| matches!(e, Event::Finished(_)));
        run.gather(events);
        if over {
            self.run_is_over();
        } else if run.is_flooded() {
            self.end_run("the output limit was reached", 1);
        } else if run.has_much() || clock::absolute_millis() - run.sent >= GATHER_MILLIS {
            self.flush();
        } else if run.flush.is_none() {
            let to_self = self.scope.clone();
            run.flush = Some(Timeout::new(GATHER_MILLIS as u32, move || to_self.send_message(Message::Flush)));
        }
    }

    fn flush(&mut self) {
        let (Some(run), Some(page)) = (&mut self.run, self.page) else { return };
        run.flush = None;
        run.sent = clock::absolute_millis();
        let events = run.take_gathered();
        if !events.is_empty() {
            self.scope.respond(page, FromKernel::Events { run: run.number, events });
        }
    }
}
