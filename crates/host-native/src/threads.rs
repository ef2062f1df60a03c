//! Each process on a thread of the operating system. The machine is behind a lock: whoever has something for
//! it serves himself, so a request that can be answered at once costs no change of threads. This thread prints.

use std::{
    collections::BTreeMap,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        mpsc::{self, Receiver, RecvTimeoutError, Sender, TryRecvError},
    },
    thread,
    time::Duration,
};

use weft_kernel::{
    Action, Deadlock, Files, Machine, Process, Progress, Race, Recorded, ScheduledSwitch, Settings, Stream, ToMachine,
    ToProcess,
};
use weft_session::{DEADLOCK_EXIT_CODE, Options, Program, World, fork_vm, main_vm, shell_code};
use weft_trace::Pid;
use weft_vm::Vm;

use crate::{clock, files::RealFiles, input::Input, output::Sink};

/// How long a process runs before it looks for messages.
const TURN_NANOS: u64 = 2_000_000;

/// For the thread that prints.
enum ToMain {
    Output(Stream, String),
    Trace(Recorded),
    Races(Pid, Vec<Race>),
    Schedule(Vec<ScheduledSwitch>),
    NeedInput,
    Deadlock(Deadlock),
    Finished(i32),
}

/// What all processes share.
struct Shared {
    machine: Machine,
    files: RealFiles,
    processes: BTreeMap<Pid, Sender<ToProcess>>,
    settings: Settings,
    main: Sender<ToMain>,
}

#[derive(Clone)]
struct Host(Arc<Mutex<Shared>>);

pub fn run(program: &Program, options: &Options, world: &World, sink: &mut Sink) -> i32 {
    let (main, inbox) = mpsc::channel::<ToMain>();
    let mut machine = Machine::new(options.trace);
    machine.announce(0);
    let pid = machine.main_pid();
    let mut world = world.clone();
    world.pid = pid;
    world.parent_pid = std::process::id();
    let host = Host(Arc::new(Mutex::new(Shared {
        machine,
        files: RealFiles::default(),
        processes: BTreeMap::new(),
        settings: options.settings(),
        main,
    })));
    let typed = host.clone();
    let input = Input::new(move |line| typed.serve(|shared| shared.machine.input(line)));
    let (program, options) = (program.clone(), options.clone());
    host.serve(|shared| {
        host.start(shared, pid, move || Ok(main_vm(&program, &options, &world, clock::now)));
        shared.settings = shared.settings.of_child();
    });
    while let Ok(message) = inbox.recv() {
        match message {
            ToMain::Output(stream, text) => sink.write(stream, &text),
            ToMain::Trace(recorded) => sink.trace(recorded.into_events()),
            ToMain::Schedule(switches) => sink.schedule(&switches),
            ToMain::Races(pid, races) => sink.races(pid, races),
            ToMain::NeedInput => input.want_line(),
            ToMain::Deadlock(report) => {
                sink.deadlock(&report);
                return DEADLOCK_EXIT_CODE;
            }
            ToMain::Finished(code) => return shell_code(code),
        }
    }
    1
}

impl Host {
    fn lock(&self) -> MutexGuard<'_, Shared> {
        // Whoever panicked was a process; the others go on.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Tell the machine something and carry out what it wants done.
    fn serve(&self, tell: impl FnOnce(&mut Shared)) {
        let mut shared = self.lock();
        tell(&mut shared);
        self.carry_out(&mut shared);
    }

    fn carry_out(&self, shared: &mut Shared) {
        // Carrying out an action can lead to others (a file's answer is a delivery).
        loop {
            let actions = shared.machine.take_actions();
            if actions.is_empty() {
                return;
            }
            for action in actions {
                let to_main = match action {
                    Action::Deliver { pid, message } => {
                        // A process that has just ended needs no answer.
                        if let Some(p) = shared.processes.get(&pid) {
                            let _ = p.send(message);
                        }
                        continue;
                    }
                    Action::Spawn { pid, parent, image } => {
                        self.start(shared, pid, move || fork_vm(image, pid, parent, clock::now));
                        continue;
                    }
                    Action::Started { pid, parent } => {
                        shared.files.forked(parent, pid);
                        continue;
                    }
                    Action::Ended { pid } => {
                        shared.files.exited(pid);
                        continue;
                    }
                    Action::File { pid, tid, request } => {
                        let reply = shared.files.serve_bytes(pid, &request);
                        shared.machine.file_reply(pid, tid, reply);
                        continue;
                    }
                    Action::Output { stream, text, .. } => ToMain::Output(stream, text),
                    Action::Trace(events) => ToMain::Trace(events.into()),
                    Action::Schedule(switches) => ToMain::Schedule(switches),
                    Action::Races { pid, races } => ToMain::Races(pid, races),
                    Action::NeedInput { .. } => ToMain::NeedInput,
                    Action::Finished { code } => ToMain::Finished(code),
                    Action::Deadlock(report) => ToMain::Deadlock(report),
                };
                // The thread that prints is gone when the run is over.
                let _ = shared.main.send(to_main);
            }
        }
    }

    /// Start a thread for a process.
    fn start(&self, shared: &mut Shared, pid: Pid, make: impl FnOnce() -> Result<Vm, String> + Send + 'static) {
        let (sender, inbox) = mpsc::channel();
        shared.processes.insert(pid, sender);
        let (host, settings) = (self.clone(), shared.settings.clone());
        thread::spawn(move || {
            // Dropped when the thread ends, however it ends.
            let _gone = Gone(host.clone(), pid);
            match make() {
                Ok(vm) => host.drive(pid, Process::new(vm, settings, clock::now()), &inbox),
                Err(e) => eprintln!("weft: process {pid} could not be started: {e}"),
            }
        });
    }

    /// What a process has to say goes to the machine.
    fn hand_over(&self, pid: Pid, process: &mut Process) {
        let messages = process.take_messages();
        if !messages.is_empty() {
            self.serve(|shared| {
                for message in messages {
                    match message {
                        // What the machine recorded of this process before goes before it.
                        ToMachine::Trace(recorded) => {
                            self.carry_out(shared);
                            let _ = shared.main.send(ToMain::Trace(recorded));
                        }
                        other => shared.machine.handle(pid, other),
                    }
                }
            });
        }
    }

    fn drive(&self, pid: Pid, mut process: Process, inbox: &Receiver<ToProcess>) {
        loop {
            let progress = process.run(clock::now() + TURN_NANOS);
            self.hand_over(pid, &mut process);
            let message = match progress {
                Progress::Exited { .. } => return,
                // The library is built in, and nobody asks for pauses.
                Progress::Busy | Progress::NeedsLibrary | Progress::LongCall | Progress::Paused => {
                    inbox.try_recv().ok()
                }
                Progress::Idle { until: Some(t) } => {
                    let pause = Duration::from_nanos(t.saturating_sub(clock::now()));
                    match inbox.recv_timeout(pause) {
                        Ok(m) => Some(m),
                        Err(RecvTimeoutError::Timeout) => None,
                        Err(RecvTimeoutError::Disconnected) => return,
                    }
                }
                Progress::Idle { until: None } => match inbox.try_recv() {
                    Ok(m) => Some(m),
                    Err(TryRecvError::Disconnected) => return,
                    Err(TryRecvError::Empty) => {
                        process.tell_stuck();
                        self.hand_over(pid, &mut process);
                        match inbox.recv() {
                            Ok(m) => Some(m),
                            Err(_) => return,
                        }
                    }
                },
            };
            if let Some(m) = message {
                process.deliver(m, clock::now());
            }
        }
    }
}

/// A process's thread is gone; if it said nothing of its end, it crashed.
struct Gone(Host, Pid);

impl Drop for Gone {
    fn drop(&mut self) {
        self.0.serve(|shared| {
            shared.processes.remove(&self.1);
            shared.machine.process_lost(clock::now(), self.1, 1);
        });
    }
}
