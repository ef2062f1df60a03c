//! Each process on a thread of the operating system; this one is the machine.

use std::{
    collections::BTreeMap,
    sync::mpsc::{self, Receiver, RecvTimeoutError, Sender},
    thread,
    time::Duration,
};

use weft_kernel::{Action, Files, Machine, Process, Progress, Settings, ToMachine, ToProcess};
use weft_session::{DEADLOCK_EXIT_CODE, Options, Program, World, fork_vm, main_vm, shell_code};
use weft_trace::Pid;
use weft_vm::Vm;

use crate::{clock, files::RealFiles, input::Input, output::Sink};

/// How long a process runs before it looks for messages.
const TURN_NANOS: u64 = 2_000_000;

enum ToMain {
    Messages(Pid, Vec<ToMachine>),
    /// A process's thread is gone; if it said nothing of its end, it crashed.
    Gone(Pid),
    Line(Option<String>),
}

pub fn run(program: &Program, options: &Options, world: &World, sink: &mut Sink) -> i32 {
    let (sender, inbox) = mpsc::channel::<ToMain>();
    let lines = sender.clone();
    let input = Input::new(move |line| drop(lines.send(ToMain::Line(line))));
    let mut machine = Machine::new();
    let mut files = RealFiles::default();
    machine.announce(0);
    let pid = machine.main_pid();
    let mut world = world.clone();
    world.pid = pid;
    world.parent_pid = std::process::id();
    let settings = options.settings();
    let mut processes: BTreeMap<Pid, Sender<ToProcess>> = BTreeMap::new();
    let (program, options) = (program.clone(), options.clone());
    processes.insert(
        pid,
        host(pid, settings.clone(), sender.clone(), move || Ok(main_vm(&program, &options, &world, clock::now))),
    );
    loop {
        // Carrying out an action can lead to others (a file's answer is a delivery).
        loop {
            let actions = machine.take_actions();
            if actions.is_empty() {
                break;
            }
            for action in actions {
                match action {
                    Action::Deliver { pid, message } => {
                        // A process that has just ended needs no answer.
                        if let Some(p) = processes.get(&pid) {
                            let _ = p.send(message);
                        }
                    }
                    Action::Spawn { pid, parent, image } => {
                        files.forked(parent, pid);
                        let start = move || fork_vm(&image, pid, parent, clock::now);
                        processes.insert(pid, host(pid, settings.clone(), sender.clone(), start));
                    }
                    Action::Output { stream, text, .. } => sink.write(stream, &text),
                    Action::Trace(events) => sink.trace(events),
                    Action::NeedInput { .. } => input.want_line(),
                    Action::File { pid, tid, request } => {
                        let reply = files.serve_bytes(pid, &request);
                        machine.file_reply(pid, tid, reply);
                    }
                    Action::Finished { code } => return shell_code(code),
                    Action::Deadlock(report) => {
                        sink.deadlock(&report);
                        return DEADLOCK_EXIT_CODE;
                    }
                }
            }
        }
        match inbox.recv() {
            Ok(ToMain::Messages(pid, messages)) => {
                for message in messages {
                    machine.handle(pid, message);
                }
            }
            Ok(ToMain::Gone(pid)) => {
                processes.remove(&pid);
                files.exited(pid);
                machine.process_lost(clock::now(), pid, 1);
            }
            Ok(ToMain::Line(line)) => machine.input(line),
            Err(_) => return 1,
        }
    }
}

/// Start a thread for a process; messages for it go to the sender returned.
fn host(
    pid: Pid,
    settings: Settings,
    main: Sender<ToMain>,
    start: impl FnOnce() -> Result<Vm, String> + Send + 'static,
) -> Sender<ToProcess> {
    let (sender, inbox) = mpsc::channel();
    thread::spawn(move || {
        match start() {
            Ok(vm) => drive(pid, Process::new(vm, settings, clock::now()), &inbox, &main),
            Err(e) => eprintln!("weft: process {pid} could not be started: {e}"),
        }
        let _ = main.send(ToMain::Gone(pid));
    });
    sender
}

fn drive(pid: Pid, mut process: Process, inbox: &Receiver<ToProcess>, main: &Sender<ToMain>) {
    loop {
        let progress = process.run(clock::now() + TURN_NANOS);
        let messages = process.take_messages();
        if !messages.is_empty() && main.send(ToMain::Messages(pid, messages)).is_err() {
            return;
        }
        let message = match progress {
            Progress::Exited { .. } => return,
            Progress::Busy => inbox.try_recv().ok(),
            Progress::Idle { until: Some(t) } => {
                let pause = Duration::from_nanos(t.saturating_sub(clock::now()));
                match inbox.recv_timeout(pause) {
                    Ok(m) => Some(m),
                    Err(RecvTimeoutError::Timeout) => None,
                    Err(RecvTimeoutError::Disconnected) => return,
                }
            }
            Progress::Idle { until: None } => match inbox.recv() {
                Ok(m) => Some(m),
                Err(_) => return,
            },
        };
        if let Some(m) = message {
            process.deliver(m, clock::now());
        }
    }
}
