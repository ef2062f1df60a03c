//! What the build of the page runs of the workers, to see which of their functions most programs need: the others go
//! into a second file, which is fetched when one of them is called (`www/tools/split.mjs`).

use std::collections::BTreeMap;

use gloo_worker::Codec as _;
use serde::{Serialize, de::DeserializeOwned};
use weft_kernel::{Action, Files as _, Machine, MemoryFiles, Process, Progress, ToMachine};
use weft_session::{Booted, Event, Options, Program, Summary, World, library, main_vm_in, shell_code};
use weft_trace::Pid;

use crate::{
    check::mistakes,
    clock,
    codec::Postcard,
    process_worker::exercise,
    protocol::{FromKernel, FromWorker, ToKernel, ToWorker},
};

/// How often each process has its turn at most: far more than the program needs.
const TURNS: u32 = 100_000;

/// Runs a program of everything that is common, with its messages written and read, then what idle workers run.
///
/// # Errors
/// With what it printed, if it came to a bad end.
pub fn rehearse(library_file: Vec<u8>) -> Result<(), String> {
    library::install(library_file)?;
    if !library::is_complete() {
        return Err("the library is not there although it was given".to_owned());
    }
    let mut run = exercise();
    while run.step(&mut Vec::new()) == weft_session::Step::Again {}
    for (source, exit_code) in [(include_str!("rehearsal.py"), 0), (FAILING, 1)] {
        // Before the page runs a program, it asks what is wrong with it.
        if let ToKernel::Check { check, source } = passed(ToKernel::Check { check: 1, source: source.to_owned() }) {
            passed(FromKernel::Checked { check, mistakes: mistakes(&source) });
        }
        let program = Program { source: source.to_owned(), filename: "rehearsal.py".to_owned(), args: Vec::new() };
        let (code, printed) = Stage::new(program).play();
        if code != Some(exit_code) {
            return Err(format!("exit code {code:?}\n{printed}"));
        }
    }
    Ok(())
}

/// How most programs of learners end at first.
const FAILING: &str = "\
def ask(question):
    return [int(input(question))]

first = ask('one? ')
for number in range(2):
    print(first[number])
";

/// All workers of a run in one place.
struct Stage {
    machine: Machine,
    files: MemoryFiles,
    processes: BTreeMap<Pid, Process>,
    printed: String,
    code: Option<i32>,
}

impl Stage {
    fn new(program: Program) -> Stage {
        clock::start_at(clock::absolute_millis());
        let start = ToKernel::Start { run: 1, program, options: Options::default() };
        let ToKernel::Start { program, options, .. } = passed(start) else { unreachable!("a message stays the same") };
        let mut machine = Machine::new();
        let main = machine.main_pid();
        machine.announce(0);
        let world = World { cwd: "/home/user".to_owned(), pid: main, parent_pid: 1, ..World::default() };
        let message = ToWorker::Main { program, options: options.clone(), world, start: 0.0 };
        let ToWorker::Main { program, world, .. } = passed(message) else { unreachable!("a message stays the same") };
        let vm = main_vm_in(Booted::new(), &program, &options, &world, clock::now);
        let process = Process::new(vm, options.settings(), clock::now());
        let files = MemoryFiles::new("/home/user");
        let processes = BTreeMap::from([(main, process)]);
        Stage { machine, files, processes, printed: String::new(), code: None }
    }

    /// The exit code, if it came to an end, and what it printed.
    fn play(mut self) -> (Option<i32>, String) {
        for _ in 0..TURNS {
            self.act();
            for pid in self.processes.keys().copied().collect::<Vec<_>>() {
                self.turn(pid);
            }
            if self.code.is_some() {
                break;
            }
        }
        (self.code, self.printed)
    }

    fn turn(&mut self, pid: Pid) {
        let Some(process) = self.processes.get_mut(&pid) else { return };
        let progress = process.run(clock::now() + 1_000_000);
        let messages = process.take_messages();
        if !messages.is_empty() {
            let FromWorker::Messages(messages) = passed(FromWorker::Messages(messages)) else { return };
            for message in messages {
                if matches!(message, ToMachine::Exited { .. }) {
                    self.files.exited(pid);
                }
                self.machine.handle(pid, message);
            }
        }
        if matches!(progress, Progress::Exited { .. }) {
            self.processes.remove(&pid);
        }
        self.act();
    }

    fn act(&mut self) {
        for action in self.machine.take_actions() {
            match action {
                Action::Deliver { pid, message } => {
                    let ToWorker::Deliver(messages) = passed(ToWorker::Deliver(vec![message])) else { continue };
                    if let Some(process) = self.processes.get_mut(&pid) {
                        messages.into_iter().for_each(|m| process.deliver(m, clock::now()));
                    }
                }
                Action::Output { at, pid, tid, stream, text } => {
                    self.printed.push_str(&text);
                    tell_page(Event::Output { at, pid, tid, stream, text });
                }
                Action::Trace(events) => tell_page(Event::Trace(events)),
                Action::NeedInput { pid } => {
                    tell_page(Event::InputNeeded { pid });
                    let ToKernel::Line { line, .. } = passed(ToKernel::Line { run: 1, line: Some("1".to_owned()) })
                    else {
                        continue;
                    };
                    self.machine.input(line);
                }
                Action::File { pid, tid, request } => {
                    let reply = self.files.serve_bytes(pid, &request);
                    self.machine.file_reply(pid, tid, reply);
                }
                Action::Finished { code } => {
                    self.code = Some(code);
                    let (exit_code, wall_nanos) = (shell_code(code), clock::now());
                    let processes = self.machine.started();
                    tell_page(Event::Finished(Summary {
                        exit_code,
                        wall_nanos,
                        processes,
                        ended_by: None,
                        deadlock: None,
                    }));
                }
                _ => {}
            }
        }
    }
}

fn tell_page(event: Event) {
    passed(FromKernel::Events { run: 1, events: vec![event] });
}

/// A message as it arrives.
fn passed<M: Serialize + DeserializeOwned>(message: M) -> M {
    Postcard::decode(Postcard::encode(message))
}
