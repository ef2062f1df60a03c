//! The worker that holds the machine of a run and its process workers.

use std::collections::{BTreeMap, VecDeque};

use gloo_timers::callback::Timeout;
use gloo_worker::{HandlerId, Spawnable as _, Worker, WorkerBridge, WorkerScope};
use web_sys::BroadcastChannel;
use weft_kernel::{Action, Files, Machine, MemoryFiles, ToProcess};
use weft_session::{Event, Options, Program, Stream, Summary, World, shell_code};
use weft_trace::Pid;

use crate::{
    check::mistakes,
    clock,
    codec::Postcard,
    crash,
    process_worker::ProcessWorker,
    protocol::{FromKernel, FromWorker, ToKernel, ToWorker},
};

/// Process workers kept ready beside those in use.
const WARM: usize = 2;

/// Of those whose process has ended, as many stay for the next ones; more would hold memory for nothing.
const WARM_AT_MOST: usize = 6;

/// How long the first worker has the machine for itself and the page, in milliseconds, before others are kept ready.
const ALONE_MILLIS: u32 = 500;

/// The number of the first worker.
const FIRST_KEY: u32 = 1;

/// How long events are gathered before they go to the page, in milliseconds.
const GATHER_MILLIS: f64 = 8.0;

/// How long a worker may take to load, in milliseconds.
const LOAD_MILLIS: u32 = 20_000;

/// The working directory of programs.
pub(crate) const CWD: &str = "/home/user";

/// `ended_by` and exit code of a run that was stopped from outside.
const STOPPED: (&str, i32) = ("stopped", 130);

pub struct KernelWorker {
    scope: WorkerScope<KernelWorker>,
    page: Option<HandlerId>,
    run: Option<Running>,
    /// Workers by key, with what they do.
    warm: Vec<u32>,
    workers: BTreeMap<u32, Hosted>,
    next_key: u32,
    crash_channel: String,
    _crashes: Option<BroadcastChannel>,
    load_timer: Option<Timeout>,
    ready_once: bool,
    /// How many process workers are kept ready.
    wanted: usize,
    alone: Option<Timeout>,
}

struct Hosted {
    bridge: WorkerBridge<ProcessWorker>,
    /// The process it runs; none while it is kept warm.
    pid: Option<Pid>,
}

/// The run under way.
struct Running {
    number: u32,
    machine: Machine,
    files: MemoryFiles,
    options: Options,
    start: f64,
    /// Workers of processes; in a simulated run its only worker stands under pid 0.
    keys: BTreeMap<Pid, u32>,
    simulated: bool,
    gathered: Vec<Event>,
    sent: f64,
    flush: Option<Timeout>,
    time_limit: Option<Timeout>,
    printed: u64,
}

pub enum Message {
    From(u32, FromWorker),
    Crashed(u32, String),
    LoadTimedOut,
    /// The first worker is no longer alone.
    KeepMore,
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
        let late = scope.clone();
        let mut worker = KernelWorker {
            scope: scope.clone(),
            page: None,
            run: None,
            warm: Vec::new(),
            workers: BTreeMap::new(),
            next_key: FIRST_KEY,
            crash_channel,
            _crashes: crashes,
            load_timer: Some(Timeout::new(LOAD_MILLIS, move || late.send_message(Message::LoadTimedOut))),
            ready_once: false,
            wanted: 1,
            alone: None,
        };
        worker.keep_warm();
        worker
    }

    fn update(&mut self, _scope: &WorkerScope<Self>, message: Message) {
        match message {
            Message::From(key, output) => self.heard_from(key, output),
            Message::Crashed(key, text) => self.worker_crashed(key, &text),
            Message::LoadTimedOut => {
                self.load_timer = None;
                if !self.ready_once {
                    self.end_run("the worker that runs Python could not be loaded", 1);
                }
            }
            Message::KeepMore => {
                self.alone = None;
                self.wanted = WARM;
                self.keep_warm();
            }
            Message::Flush => self.flush(),
            Message::TimeLimit => self.end_run("the time limit was reached", 124),
        }
    }

    fn received(&mut self, scope: &WorkerScope<Self>, input: ToKernel, id: HandlerId) {
        self.page = Some(id);
        match input {
            ToKernel::Start { run, program, options } => {
                self.end_run(STOPPED.0, STOPPED.1);
                self.start(run, program, options);
            }
            ToKernel::Stop { run } => {
                if self.run.as_ref().is_some_and(|r| r.number == run) {
                    self.end_run(STOPPED.0, STOPPED.1);
                }
            }
            ToKernel::Line { run, line } => {
                let Some(r) = self.run.as_mut().filter(|r| r.number == run) else { return };
                if r.simulated {
                    let key = r.keys.get(&0).copied();
                    self.tell(key, ToWorker::Line(line));
                } else {
                    r.machine.input(line);
                    self.act();
                }
            }
            ToKernel::Check { check, source } => {
                scope.respond(id, FromKernel::Checked { check, mistakes: mistakes(&source) });
            }
        }
    }
}

impl KernelWorker {
    // ---- workers

    fn spawn(&mut self) -> u32 {
        let key = self.next_key;
        self.next_key += 1;
        let heard = self.scope.clone();
        let bridge = ProcessWorker::spawner()
            .callback(move |output| heard.send_message(Message::From(key, output)))
            .with_loader(true)
            .encoding::<Postcard>()
            .spawn("./process_worker_loader.js");
        let exercise = key == FIRST_KEY;
        bridge.send(ToWorker::Hello { key, crash_channel: self.crash_channel.clone(), exercise });
        self.workers.insert(key, Hosted { bridge, pid: None });
        key
    }

    fn keep_warm(&mut self) {
        if self.alone.is_some() {
            return;
        }
        while self.warm.len() < self.wanted {
            let key = self.spawn();
            self.warm.push(key);
        }
    }

    /// A worker for a process. Another is made ready for the next one when this one has been heard from, and not in the
    /// first moments of the page: what it begins with comes first.
    fn take_worker(&mut self, pid: Pid) -> u32 {
        let key = if self.warm.is_empty() { self.spawn() } else { self.warm.remove(0) };
        if let Some(w) = self.workers.get_mut(&key) {
            w.pid = Some(pid);
        }
        if let Some(run) = &mut self.run {
            run.keys.insert(pid, key);
        }
        key
    }

    fn tell(&self, key: Option<u32>, message: ToWorker) {
        if let Some(w) = key.and_then(|k| self.workers.get(&k)) {
            w.bridge.send(message);
        }
    }

    fn heard_from(&mut self, key: u32, output: FromWorker) {
        let Some(worker) = self.workers.get(&key) else { return };
        let pid = worker.pid;
        match output {
            FromWorker::Ready => {
                if !self.ready_once {
                    let to_self = self.scope.clone();
                    self.alone = Some(Timeout::new(ALONE_MILLIS, move || to_self.send_message(Message::KeepMore)));
                }
                self.ready_once = true;
                self.load_timer = None;
            }
            FromWorker::Messages(messages) => {
                let (Some(pid), Some(run)) = (pid, &mut self.run) else { return };
                if run.keys.get(&pid) != Some(&key) {
                    return;
                }
                let ended = messages.iter().any(|m| matches!(m, weft_kernel::ToMachine::Exited { .. }));
                for message in messages {
                    run.machine.handle(pid, message);
                }
                if ended {
                    run.files.exited(pid);
                    run.keys.remove(&pid);
                    self.release(key);
                }
                self.act();
                self.keep_warm();
            }
            FromWorker::Events(events) => {
                for event in events {
                    match event {
                        Event::Finished(summary) => {
                            if let Some(run) = &mut self.run {
                                run.keys.remove(&0);
                            }
                            self.release(key);
                            self.finish(summary);
                            return;
                        }
                        other => self.gather(other),
                    }
                }
            }
            FromWorker::Failed(text) => self.worker_crashed(key, &text),
            // The page has such workers of its own.
            FromWorker::Replayed { .. } => {}
            FromWorker::Free { fit } => {
                if pid.is_some() {
                    return;
                }
                if fit && self.warm.len() < WARM_AT_MOST {
                    self.warm.push(key);
                } else {
                    self.workers.remove(&key);
                }
            }
        }
    }

    /// The worker's process has ended; the worker itself tells when it is free.
    fn release(&mut self, key: u32) {
        if let Some(worker) = self.workers.get_mut(&key) {
            worker.pid = None;
        }
    }

    fn worker_crashed(&mut self, key: u32, text: &str) {
        self.warm.retain(|k| *k != key);
        let Some(worker) = self.workers.remove(&key) else { return };
        let Some(pid) = worker.pid else {
            self.keep_warm();
            return;
        };
        let Some(run) = &mut self.run else { return };
        run.keys.remove(&pid);
        let note = format!("weft: the worker of process {pid} crashed: {text}\n");
        let at = clock::now();
        self.gather(Event::Output { at, pid, tid: 0, stream: Stream::Stderr, text: note });
        let Some(run) = &mut self.run else { return };
        if run.simulated {
            self.end_run("the worker that runs Python crashed", 134);
        } else {
            // As CPython's process that aborted.
            run.machine.process_lost(at, pid, -6);
            self.act();
        }
    }

    // ---- runs

    fn start(&mut self, number: u32, program: Program, options: Options) {
        let start = clock::absolute_millis();
        clock::start_at(start);
        let simulated = options.simulated();
        let mut machine = Machine::new();
        let main = machine.main_pid();
        let world = World {
            epoch_nanos: (start * 1e6) as u64,
            cwd: CWD.to_owned(),
            variables: Vec::new(),
            pid: main,
            parent_pid: 1,
        };
        if !simulated {
            machine.announce(0);
        }
        let time_limit = (options.limits.time_nanos > 0).then(|| {
            let to_self = self.scope.clone();
            let millis = (options.limits.time_nanos / 1_000_000).clamp(1, i32::MAX as u64) as u32;
            Timeout::new(millis, move || to_self.send_message(Message::TimeLimit))
        });
        self.run = Some(Running {
            number,
            machine,
            files: MemoryFiles::new(CWD),
            options: options.clone(),
            start,
            keys: BTreeMap::new(),
            simulated,
            gathered: Vec::new(),
            sent: 0.0,
            flush: None,
            time_limit,
            printed: 0,
        });
        if simulated {
            let key = self.take_worker(0);
            self.tell(Some(key), ToWorker::Simulate { program, options, world, start });
        } else {
            let key = self.take_worker(main);
            self.tell(Some(key), ToWorker::Main { program, options, world, start });
            self.act();
        }
    }

    /// Do what the machine wants done.
    fn act(&mut self) {
        let Some(run) = &mut self.run else { return };
        let mut deliveries: BTreeMap<Pid, Vec<ToProcess>> = BTreeMap::new();
        let mut actions: VecDeque<Action> = run.machine.take_actions().into();
        while let Some(action) = actions.pop_front() {
            match action {
                Action::Deliver { pid, message } => deliveries.entry(pid).or_default().push(message),
                Action::Spawn { pid, parent, image } => {
                    let Some(run) = &mut self.run else { return };
                    run.files.forked(parent, pid);
                    let (settings, start) = (run.options.settings().of_child(), run.start);
                    let key = self.take_worker(pid);
                    self.tell(Some(key), ToWorker::Fork { image, pid, parent, settings, start });
                }
                Action::Output { at, pid, tid, stream, text } => {
                    self.gather(Event::Output { at, pid, tid, stream, text });
                }
                Action::Trace(events) => self.gather(Event::Trace(events)),
                Action::Schedule(switches) => self.gather(Event::Schedule(switches)),
                Action::Races { pid, races } => self.gather(Event::Races { pid, races }),
                Action::NeedInput { pid } => self.gather(Event::InputNeeded { pid }),
                Action::File { pid, tid, request } => {
                    if let Some(run) = &mut self.run {
                        let reply = run.files.serve_bytes(pid, &request);
                        run.machine.file_reply(pid, tid, reply);
                        // The answer is a delivery.
                        actions.extend(run.machine.take_actions());
                    }
                }
                Action::Finished { code } => {
                    let processes = self.run.as_mut().map_or(0, |r| r.machine.started());
                    self.finish(Summary {
                        exit_code: shell_code(code),
                        wall_nanos: clock::now(),
                        processes,
                        ended_by: None,
                        deadlock: None,
                    });
                    return;
                }
                Action::Deadlock(report) => {
                    let processes = self.run.as_mut().map_or(0, |r| r.machine.started());
                    self.finish(Summary::of_deadlock(report, clock::now(), processes));
                    return;
                }
            }
            if self.run.is_none() {
                return;
            }
        }
        let Some(run) = &self.run else { return };
        let keys: Vec<(Option<u32>, Vec<ToProcess>)> =
            deliveries.into_iter().map(|(pid, m)| (run.keys.get(&pid).copied(), m)).collect();
        for (key, messages) in keys {
            self.tell(key, ToWorker::Deliver(messages));
        }
    }

    /// End the run under way for a reason of Weft's own.
    fn end_run(&mut self, why: &str, exit_code: i32) {
        let Some(run) = &self.run else { return };
        let processes = if run.simulated { 1 } else { run.machine.started() };
        self.finish(Summary {
            exit_code,
            wall_nanos: clock::now(),
            processes,
            ended_by: Some(why.to_owned()),
            deadlock: None,
        });
    }

    /// Tell the page, and let the run's workers go: each ends when it comes back to its event loop.
    fn finish(&mut self, summary: Summary) {
        let files = self.run.as_ref().and_then(|run| Event::files(&run.files));
        if let Some(files) = files {
            self.gather(files);
        }
        self.gather(Event::Finished(summary));
        self.flush();
        let Some(run) = self.run.take() else { return };
        drop(run.time_limit);
        for key in run.keys.into_values() {
            self.tell(Some(key), ToWorker::Stop);
            self.workers.remove(&key);
        }
        self.keep_warm();
    }

    // ---- the page

    fn gather(&mut self, event: Event) {
        let Some(run) = &mut self.run else { return };
        if let Event::Output { text, .. } = &event {
            run.printed += text.len() as u64;
        }
        let flood = run.printed > run.options.limits.output_bytes;
        let last = matches!(event, Event::Finished(_));
        match (&mut run.gathered.last_mut(), event) {
            // One trace event at a time would be one message at a time.
            (Some(Event::Trace(events)), Event::Trace(more)) => events.extend(more),
            (_, event) => run.gathered.push(event),
        }
        if flood && !last {
            run.printed = 0;
            self.end_run("the output limit was reached", 1);
            return;
        }
        let Some(run) = &mut self.run else { return };
        let now = clock::absolute_millis();
        if now - run.sent >= GATHER_MILLIS {
            self.flush();
        } else if run.flush.is_none() {
            let to_self = self.scope.clone();
            run.flush = Some(Timeout::new(GATHER_MILLIS as u32, move || to_self.send_message(Message::Flush)));
        }
    }

    fn flush(&mut self) {
        let (Some(run), Some(page)) = (&mut self.run, self.page) else { return };
        run.flush = None;
        if run.gathered.is_empty() {
            return;
        }
        run.sent = clock::absolute_millis();
        let events = std::mem::take(&mut run.gathered);
        self.scope.respond(page, FromKernel::Events { run: run.number, events });
    }
}
